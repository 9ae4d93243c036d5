"""What has been heard: who was invited, axes, clauses, questions, provinces; numbers lead on."""

import pytest
from django.test import Client
from django.urls import reverse

from dabir.chain.coverage import Heard, chosen_passages, coverage, merge_small
from dabir.chain.coverage_picture import key_of, specification
from dabir.drawing.pictures import render_svg
from dabir.foundation.people.models import Role
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.calls.acts import ask_question, draft_call, invite, open_call
from dabir.stages.calls.models import Call
from dabir.stages.mandates.acts import add_axis
from dabir.stages.submissions.acts import dispose_passage, publish_submission
from dabir.stages.submissions.models import Submission
from tests.factories import (
    AT,
    make_body,
    make_group,
    make_member,
    make_person,
    make_secretary,
    seat,
)
from tests.stages.calling import make_clause
from tests.stages.coded import code, first_passage, make_theme
from tests.stages.sent import CLOSES, send_accepted
from tests.web.catalogue import left_in_english

pytestmark = pytest.mark.django_db


class World:
    """A call that invites two groups and asks two questions; one of each is heard."""

    def __init__(self):
        self.group = make_group()
        self.secretary = make_secretary(self.group)
        self.member = make_member(self.group, make_body(province="کوهستان"))
        self.clause = make_clause(self.group)
        self.axis = add_axis(
            group=self.group,
            names={"fa": "امنیت", "en": "Security"},
            clause=self.clause,
            actor=self.secretary,
            at=AT,
        )
        self.call = draft_call(
            group=self.group,
            code="heard",
            kind=Call.Kind.INPUT,
            titles={"fa": "فراخوان"},
            closes_at=CLOSES,
            actor=self.secretary,
            at=AT,
        )
        for prompt in ("چه باید کرد؟", "چه نباید کرد؟"):
            ask_question(
                call=self.call,
                prompts={"fa": prompt},
                clause=self.clause,
                actor=self.secretary,
                at=AT,
            )
        self.invited = [
            invite(call=self.call, names={"fa": name}, actor=self.secretary, at=AT)
            for name in ("ساکنان", "دانشگاه‌ها")
        ]
        self.call = open_call(call=self.call, actor=self.secretary, at=AT)
        self.withheld = self.send()
        self.theme = make_theme(self.group, self.secretary, axis=self.axis)
        code(first_passage(self.withheld), self.theme, self.secretary)

    def send(self, **fields) -> Submission:
        fields = {"invitation": self.invited[0], "province": "دشت", **fields}
        return send_accepted(self.call, self.secretary, **fields)

    def publish(self, **fields) -> Submission:
        sent = self.send(publication=Submission.Publication.UNNAMED, **fields)
        return publish_submission(submission=sent, actor=self.secretary, at=AT)

    def seen(self, reader):
        return coverage(reader, self.group, merged="others", unnamed="unknown")


@pytest.fixture
def world():
    return World()


def page(person, group, query=""):
    client = Client()
    client.force_login(person)
    return client.get(reverse("coverage", args=[group.code]) + query)


def passages(person, group, query):
    client = Client()
    client.force_login(person)
    return client.get(reverse("coverage_passages", args=[group.code]) + query)


def test_it_tells_who_was_invited_and_heard_and_who_was_not(world):
    (call,) = world.seen(world.secretary).calls
    assert [(one.label, one.heard) for one in call.invited] == [
        ("ساکنان", True),
        ("دانشگاه‌ها", False),
    ]
    assert [one.heard for one in call.questions] == [True, False]
    assert call.others == 0


def test_what_came_from_nobody_invited_is_counted_apart(world):
    world.send(invitation=None)
    (call,) = world.seen(world.secretary).calls
    assert call.others == 1


def test_axes_and_clauses_are_heard_through_themes_and_questions(world):
    seen = world.seen(world.secretary)
    count = world.withheld.passages.count()
    assert [(one.label, one.passages) for one in seen.axes] == [(world.axis.name, 1)]
    (clause,) = seen.clauses
    assert (clause.asked, clause.answers, clause.under_axes) == (True, count, 1)


def test_a_member_counts_only_what_is_published(world):
    assert world.seen(world.member).passages == 0
    assert not any(one.heard for one in world.seen(world.member).axes)
    world.publish()
    seen = world.seen(world.member)
    assert seen.submissions == 1
    assert world.seen(world.secretary).submissions == 2


def test_a_theme_kept_from_a_reader_counts_for_no_axis(world):
    shown = world.publish()
    hidden = make_theme(
        world.group,
        world.secretary,
        "نهان",
        axis=world.axis,
        confidentiality=Confidentiality.SECRETARIAT,
    )
    code(first_passage(shown), hidden, world.secretary)
    (axis,) = world.seen(world.member).axes
    assert axis.passages == 0
    assert not chosen_passages(world.member, world.group, {"axis": world.axis.pk}).exists()


def test_what_is_not_accepted_is_not_heard(world):
    Submission.objects.update(state=Submission.State.WITHDRAWN)
    assert world.seen(world.secretary).passages == 0


def test_a_province_of_a_member_body_from_which_nobody_wrote_is_a_gap(world):
    lines = {one.label: one.heard for one in world.seen(world.secretary).provinces}
    assert lines == {"دشت": True, "کوهستان": False}


def test_members_do_not_see_provinces_of_fewer_than_five(world):
    for province, count in (("دشت", 6), ("ساحل", 5), ("بیابان", 1)):
        for _each in range(count):
            world.publish(province=province)
    seen = {one.label: one.submissions for one in world.seen(world.member).provinces}
    assert seen == {"دشت": 6, "others": 6, "کوهستان": 0}
    assert "بیابان" in {one.label for one in world.seen(world.secretary).provinces}


@pytest.mark.parametrize(
    ("counts", "merged"),
    [
        ([9, 7, 2], [9, 9]),
        ([9, 3, 1], [9 + 3 + 1]),
        ([9, 8, 3, 2], [9, 8, 5]),
        ([9, 8], [9, 8]),
        ([2], [2]),
        ([], []),
    ],
)
def test_merging_never_leaves_one_small_line_alone(counts, merged):
    lines = [Heard(None, str(count), count, count, {}) for count in counts]
    assert [one.submissions for one in merge_small(lines, "others")] == merged


@pytest.mark.parametrize(
    "query",
    [
        "?question={question}",
        "?clause={clause}",
        "?axis={axis}",
        "?clause_axis={clause}",
        "?invitation={invitation}",
        "?province=دشت",
        "?sector=citizen",
        "?call={call}",
        "?outcome=taken",
        "",
    ],
)
def test_every_number_leads_to_its_passages(world, query):
    passage = first_passage(world.withheld)
    dispose_passage(
        passage=passage, outcome="taken", reason="درست است", actor=world.secretary, at=AT
    )
    question = world.call.questions.first()
    query = query.format(
        question=question.pk,
        clause=world.clause.pk,
        axis=world.axis.pk,
        invitation=world.invited[0].pk,
        call=world.call.pk,
    )
    shown = passages(world.secretary, world.group, query)
    assert passage.text in shown.content.decode()
    assert passage.text not in passages(world.member, world.group, query).content.decode()


def test_a_made_up_condition_is_not_found(world):
    assert passages(world.secretary, world.group, "?question=all").status_code == 404
    empty = passages(world.secretary, world.group, f"?invitation={world.invited[1].pk}")
    assert first_passage(world.withheld).text not in empty.content.decode()


def test_the_page_is_for_the_group_and_for_nobody_else(world):
    guest = make_person()
    seat(guest, world.group, Role.GUEST, body=make_body())
    assert page(world.member, world.group).status_code == 200
    assert page(guest, world.group).status_code == 200
    assert page(make_person(), world.group).status_code == 404
    anonymous = Client().get(reverse("coverage", args=[world.group.code]))
    assert anonymous.status_code == 302


def test_the_page_is_in_persian_and_in_english(world):
    html = page(world.secretary, world.group).content.decode()
    coverage_words = [each for each in left_in_english(html, "chain") if each in html]
    assert not coverage_words
    world.secretary.language = "en"
    world.secretary.save()
    assert "Axes of the mandate" in page(world.secretary, world.group).content.decode()


def test_the_picture_holds_no_style_and_stands_beside_a_table(world):
    html = page(world.secretary, world.group).content.decode()
    assert "<svg" in html
    assert " style=" not in html
    assert "<table" in html


def test_one_specification_is_drawn_for_page_and_paper(world):
    overview = world.seen(world.secretary).outcomes
    for inside, direction in ((True, True), (False, False)):
        spec = specification(
            overview, open_label="open", title="x", right_to_left=direction, legend=not inside
        )
        assert render_svg(spec).startswith("<svg")
    assert len(key_of(overview, "open")) == len(overview.whole.shares) + 1


def test_the_page_needs_no_more_queries_when_it_grows(world, django_assert_max_num_queries):
    for number in range(6):
        axis = add_axis(
            group=world.group, names={"fa": f"محور {number}"}, actor=world.secretary, at=AT
        )
        theme = make_theme(world.group, world.secretary, f"موضوع {number}", axis=axis)
        code(first_passage(world.send(province=f"استان {number}")), theme, world.secretary)
    client = Client()
    client.force_login(world.secretary)
    url = reverse("coverage", args=[world.group.code])
    client.get(url)
    with django_assert_max_num_queries(32):
        client.get(url)
