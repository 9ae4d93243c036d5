"""What waits in texts: for judges, proposers, committees and the desk, and for nobody else."""

import json
import zlib
from datetime import timedelta

import pytest
from django.utils import timezone

from dabir.chain.tray import tray_of
from dabir.domain.drafting import Edit
from dabir.formats.comment_sheets import Cells, CommentSheet, Section, write_sheet
from dabir.foundation.people.models import Group
from dabir.foundation.trace.models import Confidentiality
from dabir.foundation.work.running import run_waiting
from dabir.stages.texts.acts import (
    amend_amendment,
    answer_treatment,
    ask_redraft,
    begin_examination,
    disclose_text,
    hand_examination,
    judge_red_line,
    keep_comment_sheet,
    keep_draft_file,
    make_comment,
    propose_links,
    propose_treatment,
    set_draft_file_aside,
    set_guard,
    settle_comment,
    take_comment_sheet,
    write_opinion,
)
from dabir.stages.texts.acts.matching import Found
from dabir.stages.texts.examining import red_lines as kept
from dabir.stages.texts.examining.judging import questions
from dabir.stages.texts.models import CompiledForm
from dabir.stages.texts.waiting import open_questions, waiting
from dabir.stages.themes.models import Consideration
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, edit, make_consideration, make_text, propose

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
def body():
    return make_body("اتحادیه")


@pytest.fixture
def member(group, body):
    return make_member(group, body=body)


def told(person, group):
    """What waits, as pairs of the end of the address and the count."""
    return {
        each.url.rsplit("/texts/")[-1].partition("/")[2]: each.count
        for each in waiting(person, group, AT)
    }


def red_line(text, secretary, judge, confidentiality=Confidentiality.GROUP):
    line = make_consideration(text.group, secretary, confidentiality=confidentiality)
    line.kind = Consideration.Kind.RED_LINE
    line.save()
    return set_guard(
        consideration=line,
        language="fa",
        clause=text.versions.get().clauses.get(uid=UIDS["one"]),
        questions={"fa": "آیا مهلت کوتاه مانده است؟"},
        judge=judge,
        actor=secretary,
        at=AT,
    )


def test_a_judge_is_told_of_every_wording_until_it_is_judged(text, group, secretary, member):
    guard = red_line(text, secretary, member)
    assert told(member, group) == {"red-lines/": 1}
    propose(text, secretary, edit(text, "one", "هر ماه", "هر سال"))
    assert told(member, group) == {"red-lines/": 2}
    for question in questions(text.versions.get(), member):
        judge_red_line(
            guard=guard,
            digest=question.digest,
            about=question.about,
            crossed=False,
            reason="کوتاه است",
            actor=member,
            at=AT,
        )
    assert told(member, group) == {}
    assert "red-lines/" not in told(secretary, group)


def test_who_sent_a_comment_sheet_and_the_desk_are_told_until_it_is_taken(
    text, group, secretary, member, body
):
    code = UIDS["one"].replace("-", "")[-8:]
    made = CommentSheet(
        language="fa",
        direction="rtl",
        title="نظرها",
        sections=(Section(code, "ماده ۱", "", (Cells(comment="چرا؟"),)),),
    )
    data = write_sheet(made, "xlsx")
    sheet = keep_comment_sheet(text=text, data=data, name="s.xlsx", actor=member, at=AT)
    here = {"comments/sheets/": 1}
    assert told(member, group) == here
    assert told(secretary, group) == here
    assert [each.what.count for each in tray_of(member, AT.date()).drafting] == [1]
    other = make_member(group, body=make_body("سازمان"))
    assert told(other, group) == {}
    take_comment_sheet(sheet=sheet, body=body, actor=member, at=AT)
    assert told(member, group) == {}
    assert told(secretary, group) == {"comments/?state=open": 1}


def test_the_desk_is_told_of_files_that_a_zero_draft_is_to_be_made_of(group, secretary, member):
    blank = make_text(group, secretary, zero=False)
    law = "ماده ۱ ـ کارگروه گزارش می‌دهد.".encode()
    file = keep_draft_file(text=blank, data=law, name="law.txt", actor=secretary, at=AT)
    assert told(secretary, group) == {"": 1}
    assert told(member, group) == {}
    set_draft_file_aside(file=file, actor=secretary, at=AT)
    assert told(secretary, group) == {}


def test_questions_are_found_once_for_the_same_amendments(text, secretary, member):
    red_line(text, secretary, member)
    version = text.versions.get()
    assert open_questions(version, member) == 1
    nothing = {"stands": [], "changes": "[]", "asked": "[]"}
    CompiledForm.objects.update(content=zlib.compress(json.dumps(nothing).encode()))
    assert open_questions(version, member) == 0


def test_a_judge_is_told_of_their_red_lines_while_wordings_are_sought(
    text, group, secretary, member, monkeypatch
):
    red_line(text, secretary, member)
    propose(text, secretary, edit(text, "one", "هر ماه", "هر سال"))
    monkeypatch.setattr(kept, "AT_ONCE", 0)
    assert open_questions(text.versions.get(), member) is None
    assert told(member, group) == {"red-lines/": 1}
    assert told(secretary, group) == {"amendments/?state=proposed": 1}
    run_waiting(now=timezone.now() + timedelta(seconds=5))
    assert told(member, group) == {"red-lines/": 2}


def test_a_judge_is_told_nothing_of_amendments_hidden_from_them(text, group, secretary, member):
    red_line(text, secretary, member)
    propose(
        text,
        secretary,
        edit(text, "one", "هر ماه", "هر سال"),
        confidentiality=Confidentiality.SECRETARIAT,
    )
    assert told(member, group) == {"red-lines/": 1}


def test_proposers_are_told_of_redrafts_and_of_proposals_to_answer(
    text, group, secretary, member, body
):
    first = propose(text, member, edit(text, "one", "هر ماه", "هر سال"), body=body)
    second = propose(text, member, edit(text, "two", "منتشر", "چاپ"), body=body)
    ask_redraft(amendment=first, reasons={"fa": "روشن‌تر"}, actor=secretary, at=AT)
    treatment = propose_treatment(amendment=second, what="accept", actor=secretary, at=AT)
    assert told(member, group) == {
        "amendments/?state=redraft": 1,
        "procedure/?part=singly": 1,
    }
    assert {each.what.count for each in tray_of(member, AT.date()).drafting} == {1}
    answer_treatment(treatment=treatment, body=body, agrees=True, actor=member, at=AT)
    assert told(member, group) == {"amendments/?state=redraft": 1}
    assert told(make_member(group), group) == {}


def test_the_desk_is_led_to_what_it_decides(text, group, secretary, member, body):
    above = propose(text, member, edit(text, "two", "منتشر می‌کند", "چاپ می‌کند"), body=body)
    amend_amendment(
        amendment=above,
        operations=[Edit(UIDS["two"], "fa", 18, 21, "چاپ", "امضا")],
        body=body,
        actor=member,
        at=AT,
    )
    clause = text.versions.get().clauses.get(uid=UIDS["one"])
    found = [Found(clause.pk, 0.5, [], consideration=make_consideration(group, secretary).pk)]
    propose_links(version=text.versions.get(), found=found, at=AT)
    assert told(secretary, group) == {
        "amendments/?state=proposed": 1,
        "compilation/?below=on": 1,
        "links/": 1,
    }
    make_text(group, secretary)
    other = make_text(group, secretary)
    propose(other, secretary, edit(other, "one", "هر ماه", "هر سال"))
    assert told(secretary, group)[""] == 2  # of several texts: it leads to the list


def test_the_desk_is_told_of_open_comments_that_it_may_see(text, group, secretary, member, body):
    made = {"version": text.versions.get(), "actor": member, "body": body, "at": AT}
    comment = make_comment(words="چرا هر ماه؟", **made)
    assert told(secretary, group) == {"comments/?state=open": 1}
    assert told(member, group) == {}
    settle_comment(comment=comment, outcome="noted", reason="دیده شد", actor=secretary, at=AT)
    assert told(secretary, group) == {}


def test_the_group_is_told_of_opinions_that_were_handed_to_it(text, group, secretary, member):
    committee = make_group(parent=group, kind=Group.Kind.COMMITTEE)
    version = text.versions.get()
    examination = begin_examination(version=version, committee=committee, actor=secretary, at=AT)
    opinion = write_opinion(
        examination=examination,
        clause=version.clauses.first(),
        said={"threats": {"fa": "دیر می‌رسد"}},
        actor=secretary,
        at=AT,
    )
    assert told(secretary, group) == {}
    opinion.look_again = True
    opinion.save()
    writer = make_member(committee)
    assert [each.count for each in waiting(writer, committee, AT)] == [1]
    assert waiting(member, group, AT) == []
    opinion.look_again = False
    opinion.save()
    hand_examination(examination=examination, actor=secretary, at=AT)
    assert told(secretary, group) == {"examination/": 1}
    assert told(member, group) == {}


def test_nothing_leads_to_a_text_that_is_closed_by_now(group, secretary, text, body, member):
    mine = propose(text, member, edit(text, "one", "هر ماه", "هر هفته"), body=body)
    ask_redraft(amendment=mine, actor=secretary, at=AT, reasons={"fa": "کوتاه‌تر"})
    assert waiting(member, group, AT)
    disclose_text(text=text, confidentiality=Confidentiality.SECRETARIAT, actor=secretary, at=AT)
    assert not waiting(member, group, AT)
    assert not tray_of(member, AT.date()).drafting
