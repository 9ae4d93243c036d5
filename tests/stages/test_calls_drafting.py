"""Drafting calls: what they say, their questions, whom they invite; what is refused."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.record.models import Entry
from dabir.foundation.trace.models import Confidentiality, Link, Relation
from dabir.stages.calls.acts import (
    Asking,
    ExhibitDraft,
    add_exhibits,
    ask_question,
    change_call,
    change_question,
    invite,
    move_question,
    remove_question,
    take_over_call,
    withdraw_invitation,
)
from dabir.stages.calls.models import Call, Question
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.calling import draft, exhibit, inquiry, make_clause, opened
from tests.stages.readings import CALL, only, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def call(group, secretary):
    return draft(group, secretary)


def ask(call, actor, prompt="آب از کجا بیاید؟", **fields):
    return ask_question(call=call, prompts={"fa": prompt}, actor=actor, at=AT, **fields)


def prompts(call):
    return [question.prompts["fa"] for question in call.questions.all()]


def test_a_draft_is_the_groups_own_and_recorded(call):
    assert call.state == Call.State.DRAFT
    assert call.address.confidentiality == Confidentiality.GROUP
    assert Entry.objects.get(act="calls.draft_call").about == call.address


def test_a_deadline_given_as_a_day_ends_that_day_in_the_groups_zone(group, secretary):
    call = draft(group, secretary, closes_at=date(2026, 12, 21))
    assert call.closes_at == datetime(2026, 12, 21, 20, 29, 59, tzinfo=UTC)


def test_a_draft_may_be_the_secretariats_with_its_questions(group, secretary, call):
    question = ask(call, secretary)
    kept = change_call(
        call=call, confidentiality=Confidentiality.SECRETARIAT, actor=secretary, at=AT
    )
    question.address.refresh_from_db()
    assert kept.address.confidentiality == Confidentiality.SECRETARIAT
    assert question.address.confidentiality == Confidentiality.SECRETARIAT
    later = ask(kept, secretary, "باز هم؟")
    assert later.address.confidentiality == Confidentiality.SECRETARIAT


@pytest.mark.parametrize("level", [Confidentiality.PUBLIC, Confidentiality.BODIES])
def test_a_draft_is_not_published_by_its_confidentiality(group, secretary, level):
    with pytest.raises(Refused):
        draft(group, secretary, confidentiality=level)


def test_the_clauses_it_carries_out_lead_to_it(group, secretary):
    clause = make_clause(group)
    call = draft(group, secretary, clauses=[clause])
    link = Link.objects.get(relation=Relation.TASKS)
    assert (link.source, link.target) == (clause.address, call.address)


def test_a_clause_that_is_taken_out_no_longer_leads_to_it(group, secretary):
    call = draft(group, secretary, clauses=[make_clause(group)])
    change_call(call=call, clauses=[], actor=secretary, at=AT)
    assert not Link.objects.exists()


def test_members_do_not_draft(group):
    with pytest.raises(NotPermitted):
        draft(group, make_member(group))


@pytest.mark.parametrize("code", ["", "Water", "آب", "two words", "-x", "x" * 41])
def test_refuses_an_address_that_will_not_do(group, secretary, code):
    with pytest.raises(Refused):
        draft(group, secretary, code=code)
    assert not Call.objects.exists()


def test_refuses_an_address_that_is_taken(group, secretary, call):
    with pytest.raises(Refused, match=call.code):
        draft(group, secretary, code=call.code)


@pytest.mark.parametrize(
    "wrong",
    [
        {"titles": {}},
        {"titles": {"fa": "  "}},
        {"contact": "nobody"},
        {"opens_at": AT + timedelta(days=20)},
    ],
)
def test_refuses_a_draft_that_says_nothing_or_contradicts_itself(group, secretary, wrong):
    with pytest.raises(Refused):
        draft(group, secretary, **wrong)


def test_changing_leaves_alone_what_is_not_named(call, secretary):
    changed = change_call(call=call, contact="water@example.org", actor=secretary, at=AT)
    assert changed.contact == "water@example.org"
    assert changed.names == call.names
    assert changed.closes_at == call.closes_at


def test_a_published_call_is_not_changed(group, secretary):
    call = opened(group, secretary)
    question = {"call": call, "prompts": {"fa": "؟"}, "actor": secretary, "at": AT}
    for change in (
        lambda: change_call(call=call, contact="", actor=secretary, at=AT),
        lambda: ask_question(**question),
        lambda: exhibit(call, secretary),
    ):
        with pytest.raises(NotNow):
            change()


def test_a_question_serves_a_clause_and_is_traced_from_it(group, secretary, call):
    clause = make_clause(group)
    question = ask(call, secretary, clause=clause)
    link = Link.objects.get(relation=Relation.ASKS)
    assert (link.source, link.target) == (clause.address, question.address)


def test_a_question_moved_to_another_clause_leaves_the_first(group, secretary, call):
    first, second = make_clause(group), make_clause(group, "2")
    question = ask(call, secretary, clause=first)
    change_question(
        question=question,
        prompts=question.prompts,
        required=True,
        clause=second,
        actor=secretary,
        at=AT,
    )
    assert [link.source for link in Link.objects.all()] == [second.address]


def test_a_choice_needs_two(call, secretary):
    with pytest.raises(Refused):
        ask(call, secretary, kind=Question.Kind.CHOICE, choices=[{"fa": "آری"}])
    question = ask(
        call, secretary, kind=Question.Kind.CHOICE, choices=[{"fa": "آری"}, {"fa": "نه"}]
    )
    with pytest.raises(Refused):
        change_question(
            question=question,
            prompts=question.prompts,
            required=False,
            clause=None,
            asking=Asking(Question.Kind.CHOICE, [{"fa": "آری"}]),
            actor=secretary,
            at=AT,
        )


def test_a_scale_runs_between_two_named_ends(call, secretary):
    ends = [{"fa": "کم", "en": "little"}, {"fa": "زیاد", "en": "much"}]
    question = ask(call, secretary, kind=Question.Kind.SCALE, choices=ends, scale=(0, 10))
    assert (question.steps, question.choices) == (range(11), ends)
    usual = ask(call, secretary, kind=Question.Kind.SCALE)
    assert usual.steps == range(1, 6)
    for scale in ((3, 3), (5, 1), (0, 11)):
        with pytest.raises(Refused):
            ask(call, secretary, kind=Question.Kind.SCALE, scale=scale)
    with pytest.raises(Refused):
        ask(call, secretary, kind=Question.Kind.SCALE, choices=ends[:1])


def test_agreement_is_asked_on_a_proposal(call, secretary):
    proposal = {"fa": "گزارش‌ها سالانه شود.", "en": " "}
    question = ask(call, secretary, kind=Question.Kind.AGREEMENT, proposals=proposal)
    assert question.proposals == {"fa": proposal["fa"]}
    assert ask(call, secretary, proposals=proposal).proposals == {}


def test_a_question_about_a_clause_names_one_that_the_call_consults_on(group, secretary):
    call, other = (draft(group, secretary, kind=Call.Kind.COMMENTS) for _ in range(2))
    for one in (call, other):
        exhibit(one, secretary)
    mine, theirs = call.exhibits.get(), other.exhibits.get()
    assert ask(call, secretary, kind=Question.Kind.EXHIBIT, exhibit=mine).exhibit == mine
    assert ask(call, secretary, exhibit=mine).exhibit is None
    for wrong in (theirs, None):
        with pytest.raises(Refused):
            ask(call, secretary, kind=Question.Kind.EXHIBIT, exhibit=wrong)


def test_a_changed_question_is_answered_as_it_was_unless_told(call, secretary):
    question = ask(call, secretary, kind=Question.Kind.SCALE, scale=(0, 3))
    given = {"question": question, "required": True, "clause": None, "actor": secretary, "at": AT}
    changed = change_question(prompts={"fa": "چقدر؟"}, **given)
    assert changed.steps == range(4)
    changed = change_question(prompts={"fa": "چقدر؟"}, asking=Asking(), **given)
    assert (changed.kind, changed.steps) == (Question.Kind.TEXT, range(0))


def test_an_open_question_keeps_no_choices(call, secretary):
    assert ask(call, secretary, choices=[{"fa": "آری"}, {"fa": "نه"}]).choices == []


def test_refuses_a_question_without_words(call, secretary):
    with pytest.raises(Refused):
        ask(call, secretary, " ")


def test_questions_change_places_and_stop_at_the_ends(call, secretary):
    for prompt in ("یک", "دو", "سه"):
        ask(call, secretary, prompt)
    first = call.questions.first()
    move_question(question=first, earlier=True, actor=secretary, at=AT)
    assert prompts(call) == ["یک", "دو", "سه"]
    move_question(question=first, earlier=False, actor=secretary, at=AT)
    assert prompts(call) == ["دو", "یک", "سه"]


def test_a_question_is_taken_out_with_its_links_and_the_record_keeps_it(group, secretary, call):
    question = ask(call, secretary, clause=make_clause(group))
    remove_question(question=question, actor=secretary, at=AT)
    assert not Question.objects.exists()
    assert not Link.objects.exists()
    assert Entry.objects.filter(act="calls.remove_question", about=call.address).exists()


def test_questions_are_numbered_on_after_one_was_taken_out(call, secretary):
    for prompt in ("یک", "دو", "سه"):
        ask(call, secretary, prompt)
    remove_question(question=call.questions.get(order=1), actor=secretary, at=AT)
    ask(call, secretary, "چهار")
    assert prompts(call) == ["یک", "سه", "چهار"]


def test_a_body_is_invited_once_and_reads_under_its_own_name(call, secretary):
    body = make_body("سازمان آب")
    invitation = invite(call=call, body=body, actor=secretary, at=AT)
    assert invitation.names == body.names
    with pytest.raises(Refused, match="سازمان آب"):
        invite(call=call, body=body, actor=secretary, at=AT)


def test_refuses_an_invitation_to_nobody(call, secretary):
    with pytest.raises(Refused):
        invite(call=call, actor=secretary, at=AT)


def test_an_invitation_is_taken_back_from_a_draft_only(group, secretary, call):
    withdraw_invitation(
        invitation=invite(call=call, names={"fa": "باغداران"}, actor=secretary, at=AT),
        actor=secretary,
        at=AT,
    )
    assert not call.invitations.exists()
    published = inquiry(group, secretary, make_body())
    with pytest.raises(NotNow):
        withdraw_invitation(invitation=published.invitations.get(), actor=secretary, at=AT)


def test_a_body_added_to_an_open_inquiry_sees_it_from_then_on(group, secretary):
    call = inquiry(group, secretary, make_body())
    added = make_body()
    invite(call=call, body=added, actor=secretary, at=AT)
    assert added in call.address.bodies.all()


def test_only_a_call_for_comments_shows_clauses_and_each_once(group, secretary, call):
    with pytest.raises(NotNow):
        exhibit(call, secretary)
    comments = draft(group, secretary, kind=Call.Kind.COMMENTS)
    exhibit(comments, secretary)
    shown = comments.exhibits.get()
    again = ExhibitDraft(uid=shown.uid, labels={"fa": "ماده ۱"}, texts={})
    with pytest.raises(Refused):
        add_exhibits(call=comments, exhibits=[again], actor=secretary, at=AT)


def test_a_document_that_is_a_call_becomes_a_draft(group, secretary):
    reading = only(
        read(group, secretary, CALL, "فراخوان.txt"),
        secretary,
        ("document_kind", "call"),
        ("title", "فراخوان عمومی آبیاری"),
        ("deadline", "2026-12-11"),
        ("contact", "garden@example.org"),
        ("invited", "اصناف"),
        ("invited", "اصناف"),
        ("invited", "دانشگاه‌ها"),
    )
    call = take_over_call(reading=reading, code="garden", actor=secretary, at=AT)
    assert call.names == {"fa": "فراخوان عمومی آبیاری"}
    assert call.contact == "garden@example.org"
    assert call.closes_at.astimezone(call.zone).date() == date(2026, 12, 11)
    assert [each.names["fa"] for each in call.invitations.all()] == ["اصناف", "دانشگاه‌ها"]
    with pytest.raises(NotNow):
        take_over_call(reading=reading, code="garden-2", actor=secretary, at=AT)
