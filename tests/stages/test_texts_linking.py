"""Links proposed by wording, grounds in passages, and judgements of red lines."""

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.people.models import Person
from dabir.foundation.trace.models import Confidentiality
from dabir.foundation.work.running import run_waiting
from dabir.stages.submissions.models import Passage
from dabir.stages.texts.acts import (
    UpstreamDraft,
    ask_for_links,
    confirm_link,
    derive_version,
    dismiss_link,
    enter_upstream,
    ground_in_passage,
    judge_red_line,
    propose_links,
    rule_amendment,
    set_guard,
    submit_text,
    unground_in_passage,
)
from dabir.stages.texts.acts.matching import Found
from dabir.stages.texts.examining.guarding import watch
from dabir.stages.texts.examining.judging import questions
from dabir.stages.texts.models import Finding, Likeness, PassageGround
from dabir.stages.themes.models import Consideration
from tests.factories import AT, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, edit, make_consideration, make_text, propose
from tests.stages.sent import make_open_call, send_accepted

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def text(group, secretary):
    return make_text(group, secretary)


@pytest.fixture
def version(text):
    return text.versions.get()


def clause(version, key="one"):
    return version.clauses.get(uid=UIDS[key])


def upstream(group, secretary, words="هر کارگروه هر ماه گزارش می‌دهد."):
    return enter_upstream(
        group=group,
        names={"fa": "قانون بالادست"},
        rank="statute",
        clauses=[UpstreamDraft("ماده ۷", words)],
        actor=secretary,
        at=AT,
    ).clauses.get()


def test_clauses_that_share_wording_are_proposed_in_the_background(version, group, secretary):
    law = upstream(group, secretary)
    ask_for_links(version=version, actor=secretary, at=AT)
    with pytest.raises(NotNow):
        ask_for_links(version=version, actor=secretary, at=AT)
    run_waiting()
    found = Likeness.objects.get(upstream=law, clause=clause(version))
    assert found.percent > 15
    assert found.spans


def proposed(version, **other):
    propose_links(version=version, found=[Found(clause(version).pk, 0.5, [], **other)], at=AT)
    return Likeness.objects.get(state=Likeness.State.PROPOSED)


def test_a_dismissed_link_is_not_proposed_again(version, group, secretary):
    law = upstream(group, secretary)
    dismiss_link(likeness=proposed(version, upstream=law.pk), actor=secretary, at=AT)
    propose_links(
        version=version, found=[Found(clause(version).pk, 0.5, [], upstream=law.pk)], at=AT
    )
    assert not Likeness.objects.filter(state=Likeness.State.PROPOSED).exists()


def test_a_confirmed_upstream_link_is_a_finding_with_its_note(version, group, secretary):
    likeness = proposed(version, upstream=upstream(group, secretary).pk)
    with pytest.raises(Refused):
        confirm_link(likeness=likeness, actor=make_member(group), at=AT)
    confirm_link(
        likeness=likeness, outcome="threat", notes={"fa": "زود است"}, actor=secretary, at=AT
    )
    assert Finding.objects.get().outcome == "threat"


def test_nobody_decides_on_a_link_to_what_they_may_not_see(version, group, secretary):
    hidden = make_consideration(group, secretary, confidentiality=Confidentiality.SECRETARIAT)
    likeness = proposed(version, consideration=hidden.pk)
    with pytest.raises((Refused, NotPermitted)):
        confirm_link(likeness=likeness, actor=make_member(group), at=AT)


def test_a_clause_rests_on_a_passage_in_later_versions_too(text, version, group, secretary):
    send_accepted(make_open_call(group, secretary), secretary)
    passage = Passage.objects.first()
    ground = ground_in_passage(clause=clause(version), passage=passage, actor=secretary, at=AT)
    amendment = propose(text, secretary, edit(text, "two", "گزارش", "گزارش‌ها"))
    rule_amendment(amendment=amendment, accept=True, actor=secretary, at=AT)
    later = derive_version(text=text, actor=secretary, at=AT)
    carried = PassageGround.objects.get(clause__version=later)
    assert carried.passage == passage
    with pytest.raises(NotNow):
        unground_in_passage(ground=ground, actor=secretary, at=AT)
    unground_in_passage(ground=carried, actor=secretary, at=AT)
    assert PassageGround.objects.get() == ground


@pytest.fixture
def guard(text, group, secretary):
    line = make_consideration(group, secretary)
    line.kind = Consideration.Kind.RED_LINE
    line.save()
    return set_guard(
        text=text,
        consideration=line,
        language="fa",
        questions={"fa": "آیا مهلت کوتاه مانده است؟"},
        judge=secretary,
        actor=secretary,
        at=AT,
    )


def judge(guard, question, person: Person, *, crossed=False):
    return judge_red_line(
        guard=guard,
        digest=question.digest,
        about=question.about,
        crossed=crossed,
        reason="سنجیدم",
        actor=person,
        at=AT,
    )


def test_a_text_waits_for_its_judge(text, version, guard, secretary):
    with pytest.raises(NotNow, match="داوری"):
        submit_text(text=text, actor=secretary, at=AT)
    [question] = questions(version, secretary)
    judge(guard, question, secretary)
    assert submit_text(text=text, actor=secretary, at=AT).state == "submitted"


def test_each_amendment_and_option_is_a_question_of_its_own_once(text, version, guard, secretary):
    first = propose(text, secretary, edit(text, "one", "هر ماه", "هر سال"))
    propose(text, secretary, edit(text, "one", "هر ماه", "هر هفته"))
    asked = questions(version, secretary)
    assert [each.about.split()[-1] for each in asked[1:]] == ["۱", "۲"]
    assert len({each.digest for each in asked}) == len(asked) == 3
    judge(guard, asked[1], secretary, crossed=True)
    [crossing] = watch(version, secretary).amendment(first)
    assert crossing.crosses


def test_only_the_judge_judges(guard, version, group, secretary):
    [question] = questions(version, secretary)
    with pytest.raises(NotPermitted):
        judge(guard, question, make_secretary(group))


def test_a_judge_who_may_not_read_the_red_line_is_refused(text, group, secretary):
    line = make_consideration(group, secretary, confidentiality=Confidentiality.SECRETARIAT)
    line.kind = Consideration.Kind.RED_LINE
    line.save()
    with pytest.raises(Refused):
        set_guard(
            text=text,
            consideration=line,
            language="fa",
            questions={"fa": "؟"},
            judge=make_member(group),
            actor=secretary,
            at=AT,
        )
