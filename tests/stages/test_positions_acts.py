"""Rounds, actors, issues and statements; own positions until they are declared."""

from datetime import date

import pytest
from django.utils import translation

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.people.models import Membership
from dabir.foundation.record.models import Entry
from dabir.foundation.trace.models import Confidentiality, Link, Relation
from dabir.stages.positions.acts import (
    align_actor,
    approve_position,
    change_position,
    circulate_position,
    correct_statement,
    declare_position,
    join_bloc,
    leave_bloc,
    open_round,
    raise_issue,
    register_actor,
    return_position,
)
from dabir.stages.positions.models import Actor, Alignment, Approval, OwnPosition, Statement
from dabir.stages.positions.policy import may_declare
from dabir.stages.positions.waiting import waiting
from tests.factories import AT, make_body, make_group, make_member, make_person, make_secretary
from tests.stages.declared import (
    circulated,
    draft_own,
    make_actor,
    make_issue,
    make_round,
    state,
)
from tests.stages.drafts import make_consideration

pytestmark = pytest.mark.django_db
Stance = Statement.Stance
State = OwnPosition.State


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def issue(group, secretary):
    return make_issue(group, secretary)


@pytest.fixture
def actor(group, secretary):
    return make_actor(group, secretary)


def last_act():
    return Entry.objects.latest("pk").act


def test_a_round_ends_after_it_begins(group, secretary):
    with pytest.raises(Refused, match="ends after"):
        make_round(group, secretary, starts_on=date(2026, 5, 2), ends_on=date(2026, 5, 1))


@pytest.mark.parametrize(
    ("name_it", "more"),
    [(open_round, {}), (raise_issue, {}), (register_actor, {"kind": Actor.Kind.STATE})],
)
def test_everything_has_a_name(group, secretary, name_it, more):
    with pytest.raises(Refused, match="name"):
        name_it(group=group, names={"fa": "  "}, actor=secretary, at=AT, **more)


@pytest.mark.parametrize("make", [make_actor, make_issue, make_round])
def test_members_record_nothing(group, make):
    with pytest.raises(NotPermitted):
        make(group, make_member(group))


def test_an_actor_joins_a_bloc_and_leaves_it(group, secretary, actor):
    bloc = make_actor(group, secretary, "همسایگان", kind=Actor.Kind.BLOC)
    join_bloc(member=actor, bloc=bloc, actor=secretary, at=AT)
    assert list(actor.blocs.all()) == [bloc]
    assert last_act() == "positions.join_bloc"
    leave_bloc(member=actor, bloc=bloc, actor=secretary, at=AT)
    assert not actor.blocs.exists()
    with pytest.raises(NotNow):
        leave_bloc(member=actor, bloc=bloc, actor=secretary, at=AT)


def test_a_state_has_no_members(group, secretary, actor):
    other = make_actor(group, secretary, "دشتستان")
    with pytest.raises(Refused, match="neither a bloc"):
        join_bloc(member=actor, bloc=other, actor=secretary, at=AT)


def test_a_bloc_is_no_member_of_itself(group, secretary):
    bloc = make_actor(group, secretary, "همسایگان", kind=Actor.Kind.BLOC)
    with pytest.raises(Refused, match="itself"):
        join_bloc(member=bloc, bloc=bloc, actor=secretary, at=AT)


def test_a_statement_answers_its_issue_in_the_trace(actor, issue, secretary):
    said = state(actor, issue, secretary)
    assert Link.objects.filter(
        source=issue.address, target=said.address, relation=Relation.ANSWERS
    ).exists()
    assert last_act() == "positions.record_statement"


@pytest.mark.parametrize("missing", ["quote", "source"])
def test_a_statement_has_its_words_and_their_source(actor, issue, secretary, missing):
    with pytest.raises(Refused):
        state(actor, issue, secretary, **{missing: "  "})


def test_actor_issue_and_round_are_of_one_group(actor, issue, secretary):
    elsewhere = make_group()
    other = make_secretary(elsewhere)
    with pytest.raises(Refused, match="one group"):
        state(make_actor(elsewhere, other), issue, secretary)
    with pytest.raises(Refused, match="one group"):
        state(actor, issue, secretary, round=make_round(elsewhere, other))


@pytest.mark.parametrize("narrow", ["actor", "issue", "round"])
def test_a_statement_is_shown_to_no_more_readers_than_what_it_names(group, secretary, narrow):
    hidden = {"confidentiality": Confidentiality.SECRETARIAT}
    made = {
        "actor": make_actor(group, secretary, **(hidden if narrow == "actor" else {})),
        "issue": make_issue(group, secretary, **(hidden if narrow == "issue" else {})),
        "round": make_round(group, secretary, **(hidden if narrow == "round" else {})),
    }
    with pytest.raises(Refused, match="fewer readers"):
        state(made["actor"], made["issue"], secretary, round=made["round"])
    state(
        made["actor"],
        made["issue"],
        secretary,
        round=made["round"],
        confidentiality=Confidentiality.SECRETARIAT,
    )


def test_a_correction_needs_a_reason_and_keeps_what_was_before(actor, issue, secretary):
    said = state(actor, issue, secretary)
    given = {
        "statement": said,
        "stance": Stance.OPPOSES,
        "quote": "نمی‌پذیریم",
        "source": "همان",
        "confidentiality": Confidentiality.GROUP,
        "actor": secretary,
        "at": AT,
    }
    with pytest.raises(Refused, match="reason"):
        correct_statement(**given, reason=" ")
    said = correct_statement(**given, reason="ترجمه نادرست بود", stated_on=date(2026, 5, 1))
    assert (said.stance, said.quote, said.stated_on) == ("opposes", "نمی‌پذیریم", date(2026, 5, 1))
    assert "از تقسیم برابر" in Entry.objects.latest("pk").content.payload


def test_a_new_alignment_ends_the_one_that_held(actor, secretary):
    for day, kind in ((1, "rival"), (9, "neutral")):
        align_actor(aligned=actor, kind=kind, since=date(2026, 5, day), actor=secretary, at=AT)
    first, second = Alignment.objects.order_by("since")
    assert (first.until, second.until) == (date(2026, 5, 9), None)


def test_a_past_alignment_leaves_the_present_one(actor, secretary):
    now = align_actor(aligned=actor, kind="rival", since=date(2026, 5, 9), actor=secretary, at=AT)
    align_actor(
        aligned=actor,
        kind="neutral",
        since=date(2025, 1, 1),
        until=date(2025, 6, 1),
        actor=secretary,
        at=AT,
    )
    now.refresh_from_db()
    assert now.until is None


def test_a_secret_alignment_does_not_end_an_open_one(actor, secretary):
    shown = align_actor(
        aligned=actor,
        kind="rival",
        since=date(2026, 5, 1),
        confidentiality=Confidentiality.GROUP,
        actor=secretary,
        at=AT,
    )
    align_actor(aligned=actor, kind="aligned", since=date(2026, 5, 9), actor=secretary, at=AT)
    shown.refresh_from_db()
    assert shown.until is None


def test_an_own_position_rests_on_considerations(group, issue, secretary):
    ground = make_consideration(group, secretary)
    position = draft_own(issue, secretary, considerations=[ground])
    assert position.address.confidentiality == Confidentiality.SECRETARIAT
    assert Link.objects.filter(
        source=ground.address, target=position.address, relation=Relation.GROUNDS
    ).exists()


def test_an_own_position_rests_on_nothing_of_another_group(issue, secretary):
    elsewhere = make_group()
    foreign = make_consideration(elsewhere, make_secretary(elsewhere))
    with pytest.raises(Refused, match="no such consideration"):
        draft_own(issue, secretary, considerations=[foreign])


def test_a_position_is_declared_when_every_body_has_approved(group, issue, secretary):
    bodies = [make_body(), make_body()]
    members = [make_member(group, body) for body in bodies]
    position, approvals = circulated(issue, secretary, *bodies)
    assert position.address.confidentiality == Confidentiality.BODIES
    approve_position(approval=approvals[0], actor=members[0], at=AT)
    position.refresh_from_db()
    assert position.state == State.CIRCULATED
    verdict = may_declare(secretary, position)
    assert not verdict
    assert str(bodies[1]) in str(verdict.reason)
    with pytest.raises(NotNow):
        declare_position(position=position, actor=secretary, at=AT)
    approve_position(approval=approvals[1], actor=members[1], at=AT)
    position.refresh_from_db()
    assert position.state == State.APPROVED
    declared = declare_position(
        position=position, confidentiality=Confidentiality.GROUP, actor=secretary, at=AT
    )
    assert declared.state == State.DECLARED
    assert declared.address.confidentiality == Confidentiality.GROUP
    with pytest.raises(NotNow):
        declare_position(position=position, actor=secretary, at=AT)


def test_only_a_representative_answers_for_a_body(group, issue, secretary):
    body = make_body()
    make_member(group, body)
    _position, (approval,) = circulated(issue, secretary, body)
    for person in (secretary, make_member(group), make_person()):
        with pytest.raises(NotPermitted, match="representatives"):
            approve_position(approval=approval, actor=person, at=AT)


def test_the_secretariat_notes_the_letter_of_a_body_that_nobody_sits_for(issue, secretary):
    _position, (approval,) = circulated(issue, secretary, make_body())
    with pytest.raises(Refused, match="letter"):
        approve_position(approval=approval, actor=secretary, at=AT)
    approve_position(approval=approval, note="نامهٔ ۱۲/۴۵", actor=secretary, at=AT)
    approval.refresh_from_db()
    assert approval.answer == Approval.Answer.APPROVED


def test_a_former_member_no_longer_answers(group, issue, secretary):
    body = make_body()
    member = make_member(group, body)
    make_member(group, body)
    Membership.objects.filter(person=member).update(until=date(2020, 1, 1))
    _position, (approval,) = circulated(issue, secretary, body)
    with pytest.raises(NotPermitted):
        approve_position(approval=approval, actor=member, at=AT)


def test_a_returned_position_is_reworded_and_asked_again(group, issue, secretary):
    body = make_body()
    member = make_member(group, body)
    position, (approval,) = circulated(issue, secretary, body)
    with pytest.raises(Refused, match="what should be changed"):
        return_position(approval=approval, note=" ", actor=member, at=AT)
    return_position(approval=approval, note="پایش را بیفزایید", actor=member, at=AT)
    position = change_position(
        position=position,
        stance=Stance.SUPPORTS,
        texts={"fa": "با پایش می‌پذیریم."},
        considerations=(),
        actor=secretary,
        at=AT,
    )
    assert position.state == State.DRAFT
    assert position.address.confidentiality == Confidentiality.SECRETARIAT
    circulate_position(position=position, bodies=[body], actor=secretary, at=AT)
    assert [one.answer for one in position.approvals.all()] == [Approval.Answer.AWAITED]


def test_a_circulating_position_is_not_reworded(group, issue, secretary):
    position, _approvals = circulated(issue, secretary, make_body())
    with pytest.raises(NotNow):
        change_position(
            position=position,
            stance=Stance.SUPPORTS,
            texts={"fa": "دیگر"},
            considerations=(),
            actor=secretary,
            at=AT,
        )


def test_a_changed_position_forgets_the_grounds_it_no_longer_has(group, issue, secretary):
    ground = make_consideration(group, secretary)
    position = draft_own(issue, secretary, considerations=[ground])
    change_position(
        position=position,
        stance=Stance.SUPPORTS,
        texts={"fa": "دیگر"},
        considerations=(),
        actor=secretary,
        at=AT,
    )
    assert not Link.objects.filter(source=ground.address, target=position.address).exists()


def test_circulation_names_a_body(issue, secretary):
    with pytest.raises(Refused, match="at least one"):
        circulate_position(position=draft_own(issue, secretary), bodies=(), actor=secretary, at=AT)


def test_a_position_on_a_hidden_issue_does_not_circulate(group, secretary):
    hidden = make_issue(group, secretary, confidentiality=Confidentiality.SECRETARIAT)
    with pytest.raises(Refused, match="fewer readers"):
        circulated(hidden, secretary, make_body())


def test_a_position_is_not_declared_to_the_public_on_an_issue_of_the_group(group, issue, secretary):
    body = make_body()
    position, (approval,) = circulated(issue, secretary, body)
    approve_position(approval=approval, note="نامه", actor=secretary, at=AT)
    with pytest.raises(Refused, match="fewer readers"):
        declare_position(position=position, actor=secretary, at=AT)
    with pytest.raises(Refused, match="public or to the working group"):
        declare_position(
            position=position,
            confidentiality=Confidentiality.SECRETARIAT,
            actor=secretary,
            at=AT,
        )


STATES = [
    (state, event, OwnPosition.LIFE.allows(state, event))
    for state in OwnPosition.LIFE.states
    for event in OwnPosition.LIFE.moves
]


def test_the_life_of_a_position_is_as_drawn():
    allowed = {(state, event) for state, event, may in STATES if may}
    assert allowed == {
        ("draft", "change"),
        ("returned", "change"),
        ("draft", "circulate"),
        ("returned", "circulate"),
        ("circulated", "approve"),
        ("circulated", "return"),
        ("approved", "declare"),
    }


def test_what_waits_is_told_to_whom_it_concerns(group, issue, secretary):
    body = make_body()
    member = make_member(group, body)
    position, (approval,) = circulated(issue, secretary, body)
    assert [one.label for one in waiting(member, group, AT)] == ["positions to approve"]
    assert waiting(make_member(group), group, AT) == []
    assert waiting(secretary, group, AT) == []
    approve_position(approval=approval, actor=member, at=AT)
    assert [one.label for one in waiting(secretary, group, AT)] == ["approved positions to declare"]
    assert waiting(member, group, AT) == []
    assert position.pk
