"""Duties: who gives, carries, reports and verifies them; their states; who sees them."""

from datetime import date, timedelta

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.files.keeping import read_original
from dabir.foundation.people.models import Role
from dabir.foundation.record.models import Entry
from dabir.foundation.trace.linking import new_address
from dabir.foundation.trace.models import Confidentiality, Link, Relation
from dabir.stages.mandates import queries
from dabir.stages.mandates.acts import (
    accept_duty,
    assign_duty,
    change_assignment,
    decline_duty,
    end_duty,
    form_committee,
    hand_over_duty,
    release_duty,
    report_duty,
    return_report,
    set_due,
    start_duty,
    verify_report,
)
from dabir.stages.mandates.models import Assignment, Duty, Report
from dabir.stages.mandates.policy import may_carry
from dabir.stages.mandates.waiting import waiting
from tests.factories import (
    AT,
    make_body,
    make_group,
    make_member,
    make_person,
    make_secretary,
    seat,
)

pytestmark = pytest.mark.django_db

TODAY = AT.date()


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def body():
    return make_body()


@pytest.fixture
def carrier(group, body):
    return make_member(group, body)


@pytest.fixture
def duty(group, secretary, body):
    return give(group, secretary, responsible=[body])


def give(group, actor, **fields):
    return assign_duty(group=group, text=fields.pop("text", "کار"), actor=actor, at=AT, **fields)


def in_state(duty, state):
    Duty.objects.filter(pk=duty.pk).update(state=state)
    duty.refresh_from_db()
    return duty


def test_a_duty_is_given_to_bodies_and_committees(group, secretary, body):
    committee = form_committee(
        group=group, code="legal", names={"fa": "حقوقی"}, actor=secretary, at=AT
    )
    duty = give(group, secretary, responsible=[body, committee], supporting=[body, make_body()])
    parts = [(one.part, one.body_id, one.committee_id) for one in duty.assignments.all()]
    assert parts[:2] == [("responsible", body.pk, None), ("responsible", None, committee.pk)]
    assert len(parts) == 3


def test_refuses_a_duty_without_words(group, secretary):
    with pytest.raises(Refused):
        give(group, secretary, text="  ")


def test_members_give_no_duties(group, carrier, body):
    with pytest.raises(NotPermitted):
        give(group, carrier, responsible=[body])


def test_a_duty_that_follows_from_something_is_linked_to_it(group, secretary, duty):
    later = give(group, secretary, origin=duty)
    link = Link.objects.get(source=duty.address, target=later.address)
    assert link.relation == Relation.TASKS


def test_those_who_carry_it_accept_start_and_report(duty, carrier, secretary):
    assert accept_duty(duty=duty, actor=carrier, at=AT).state == "accepted"
    assert start_duty(duty=duty, actor=carrier, at=AT).state == "in_progress"
    report = report_duty(duty=duty, text="انجام شد", actor=carrier, at=AT)
    assert report.duty.state == "reported"
    verified = verify_report(report=report, note="کامل است", actor=secretary, at=AT)
    assert (verified.state, verified.answer) == ("verified", "کامل است")
    duty.refresh_from_db()
    assert (duty.state, duty.percent) == ("done", 100)
    acts = list(
        Entry.objects.filter(about=duty.address).order_by("pk").values_list("act", flat=True)
    )
    assert [name.removeprefix("mandates.") for name in acts] == [
        "assign_duty",
        "accept_duty",
        "start_duty",
        "report_duty",
        "verify_report",
    ]


def test_another_member_does_not_carry_it(duty, group):
    for act in (accept_duty, start_duty):
        with pytest.raises(NotPermitted):
            act(duty=duty, actor=make_member(group), at=AT)
    with pytest.raises(NotPermitted):
        report_duty(duty=duty, text="من", actor=make_member(group), at=AT)


def test_the_secretariat_reports_for_a_body(duty, secretary):
    assert report_duty(duty=duty, text="تلفنی", percent=40, actor=secretary, at=AT).percent == 40


def test_a_body_outside_the_group_carries_what_it_was_given(secretary, group, body):
    outside = make_group()
    person = make_member(outside, body)
    duty = give(group, secretary, responsible=[body])
    assert may_carry(person, duty, "accept").allowed


def test_a_guest_carries_nothing(duty, group, body):
    guest = make_person()
    seat(guest, group, Role.GUEST, body=body)
    assert not may_carry(guest, duty, "accept").allowed


def test_a_committee_member_carries_what_the_committee_was_given(group, secretary):
    committee = form_committee(
        group=group, code="legal", names={"fa": "حقوقی"}, actor=secretary, at=AT
    )
    person = make_member(committee)
    duty = give(group, secretary, responsible=[committee])
    assert may_carry(person, duty, "accept").allowed


def test_a_partial_report_leaves_the_duty_in_progress(duty, carrier):
    report_duty(duty=duty, text="نیمه", percent=50, obstacle="بودجه", actor=carrier, at=AT)
    duty.refresh_from_db()
    assert (duty.state, duty.percent) == ("in_progress", 50)
    report_duty(duty=duty, text="بیشتر", percent=70, actor=carrier, at=AT)
    assert duty.reports.count() == 2


@pytest.mark.parametrize("percent", [-1, 101])
def test_refuses_a_percentage_beyond_its_bounds(duty, carrier, percent):
    with pytest.raises(Refused):
        report_duty(duty=duty, text="گزارش", percent=percent, actor=carrier, at=AT)


def test_refuses_an_empty_report(duty, carrier):
    with pytest.raises(Refused):
        report_duty(duty=duty, text=" ", actor=carrier, at=AT)


def test_a_report_may_be_files_alone_kept_as_they_came(duty, carrier):
    report = report_duty(
        duty=duty,
        text="",
        files=[("سند.bin", b"\x00\xff"), ("دوم.txt", b"two")],
        actor=carrier,
        at=AT,
    )
    first, second = [one.original for one in report.with_files.all()]
    assert (read_original(first), read_original(second)) == (b"\x00\xff", b"two")
    assert first.address.confidentiality == duty.address.confidentiality


def test_a_report_is_traced_to_its_duty(duty, carrier):
    report = report_duty(duty=duty, text="گزارش", actor=carrier, at=AT)
    assert Link.objects.filter(
        source=duty.address, target=report.address, relation=Relation.REPLIES
    ).exists()


def test_a_returned_report_says_why(duty, carrier, secretary):
    report = report_duty(duty=duty, text="گزارش", actor=carrier, at=AT)
    with pytest.raises(Refused):
        return_report(report=report, reason=" ", actor=secretary, at=AT)
    assert return_report(report=report, reason="جدول", actor=secretary, at=AT).state == "returned"
    report.refresh_from_db()
    assert (report.answer, report.answered_by) == ("جدول", secretary)
    duty.refresh_from_db()
    assert (duty.state, duty.percent) == ("returned", 0)
    assert report_duty(duty=duty, text="با جدول", actor=carrier, at=AT).duty.state == "reported"


def test_members_verify_nothing(duty, carrier):
    report = report_duty(duty=duty, text="گزارش", actor=carrier, at=AT)
    with pytest.raises(NotPermitted):
        verify_report(report=report, actor=carrier, at=AT)
    with pytest.raises(NotPermitted):
        return_report(report=report, reason="نه", actor=carrier, at=AT)


def test_release_needs_a_reason(duty, secretary):
    with pytest.raises(Refused):
        release_duty(duty=duty, reason="", actor=secretary, at=AT)
    assert release_duty(duty=duty, reason="لغو", actor=secretary, at=AT).state == "released"


EVENTS = {
    "accept": lambda duty, carrier, _s: accept_duty(duty=duty, actor=carrier, at=AT),
    "decline": lambda duty, carrier, _s: decline_duty(
        duty=duty, carrier=duty.assignments.get().carrier, reason="ن", actor=carrier, at=AT
    ),
    "give": lambda duty, _c, secretary: change_assignment(
        duty=duty,
        responsible=[one.carrier for one in duty.assignments.all()],
        supporting=[],
        actor=secretary,
        at=AT,
    ),
    "hand_over": lambda duty, carrier, _s: hand_over_duty(
        duty=duty,
        carrier=duty.assignments.get().carrier,
        to=duty.group,
        reason="ن",
        actor=carrier,
        at=AT,
    ),
    "take_away": lambda duty, _c, secretary: change_assignment(
        duty=duty, responsible=[], supporting=[], actor=secretary, at=AT
    ),
    "start": lambda duty, carrier, _s: start_duty(duty=duty, actor=carrier, at=AT),
    "report": lambda duty, carrier, _s: report_duty(duty=duty, text="گ", actor=carrier, at=AT),
    "return": lambda duty, _c, secretary: return_report(
        report=waiting_report(duty), reason="ن", actor=secretary, at=AT
    ),
    "verify": lambda duty, _c, secretary: verify_report(
        report=waiting_report(duty), actor=secretary, at=AT
    ),
    "release": lambda duty, _c, secretary: release_duty(
        duty=duty, reason="ل", actor=secretary, at=AT
    ),
    "end": lambda duty, _c, secretary: end_duty(duty=duty, reason="ل", actor=secretary, at=AT),
}


def waiting_report(duty):
    """A report of 100 percent that waits, whatever the state of its duty."""
    return Report.objects.create(
        address=new_address(Report, group=duty.group), duty=duty, text="گ", by=make_person(), at=AT
    )


@pytest.mark.parametrize("state", [state.value for state in Duty.State])
@pytest.mark.parametrize("event", list(EVENTS))
def test_follows_the_table_of_its_life(duty, carrier, secretary, state, event):
    in_state(duty, state)
    changes_carriers = event in ("give", "take_away") and state in queries.OPEN_STATES
    if changes_carriers and not Duty.LIFE.allows(state, event):
        EVENTS[event](duty, carrier, secretary)
        duty.refresh_from_db()
        assert duty.state == state
    elif Duty.LIFE.allows(state, event):
        EVENTS[event](duty, carrier, secretary)
        duty.refresh_from_db()
        assert duty.state == Duty.LIFE.next_state(state, event)
    else:
        with pytest.raises(NotNow):
            EVENTS[event](duty, carrier, secretary)
        duty.refresh_from_db()
        assert duty.state == state


def test_a_deadline_is_set_with_a_reason(duty, secretary, carrier):
    with pytest.raises(Refused):
        set_due(duty=duty, due_on=TODAY, reason="", actor=secretary, at=AT)
    with pytest.raises(NotPermitted):
        set_due(duty=duty, due_on=TODAY, reason="من", actor=carrier, at=AT)
    assert set_due(duty=duty, due_on=TODAY, reason="تمدید", actor=secretary, at=AT).due_on == TODAY


def test_other_carriers_take_the_place_of_the_first(duty, secretary, body):
    other = make_body()
    change_assignment(duty=duty, responsible=[other], supporting=[body], actor=secretary, at=AT)
    parts = {one.body_id: one.part for one in duty.assignments.all()}
    assert parts == {other.pk: "responsible", body.pk: "supporting"}


def test_a_body_has_one_part_in_a_duty(duty, body):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(duty=duty, body=body, part="supporting")


@pytest.mark.parametrize(
    ("confidentiality", "secretariat", "member", "public"),
    [
        (Confidentiality.PUBLIC, True, True, True),
        (Confidentiality.GROUP, True, True, False),
        (Confidentiality.SECRETARIAT, True, False, False),
    ],
)
def test_only_those_meant_see_a_duty(
    group, secretary, carrier, confidentiality, secretariat, member, public
):
    give(group, secretary, confidentiality=confidentiality)
    seen = [queries.duties_visible_to(who).exists() for who in (secretary, carrier, None)]
    assert seen == [secretariat, member, public]
    assert [queries.total(who, group) for who in (secretary, carrier, None)] == list(map(int, seen))


def test_a_report_is_as_confidential_as_its_duty(group, secretary, carrier):
    duty = give(group, secretary, confidentiality=Confidentiality.SECRETARIAT)
    report_duty(duty=duty, text="گزارش", actor=secretary, at=AT)
    assert queries.reports_visible_to(secretary).exists()
    assert not queries.reports_visible_to(carrier).exists()


def test_lists_tell_late_from_near_and_mine(group, secretary, carrier, body):
    late = give(group, secretary, due_on=TODAY - timedelta(days=1))
    today = give(group, secretary, due_on=TODAY, responsible=[body])
    far = give(group, secretary, due_on=TODAY + timedelta(days=15))
    standing = give(group, secretary)
    done = in_state(give(group, secretary, due_on=date(2020, 1, 1)), "done")
    seen = queries.duties_visible_to(carrier)

    def listed(which):
        return list(queries.chosen(seen, which, carrier, TODAY))

    assert listed("overdue") == [late]
    assert listed("soon") == [today]
    assert listed("mine") == [today]
    assert listed("open") == [late, today, far, standing]
    assert listed("settled") == [done]
    assert len(listed("all")) == 5


def test_waiting_counts_what_the_reader_may_see(group, secretary, carrier):
    give(group, secretary, due_on=TODAY - timedelta(days=3))
    give(
        group,
        secretary,
        due_on=TODAY - timedelta(days=9),
        confidentiality=Confidentiality.SECRETARIAT,
    )
    for person, count, first in ((secretary, 2, 9), (carrier, 1, 3)):
        (late,) = [one for one in waiting(person, group, AT) if one.overdue]
        assert (late.count, late.due_on) == (count, TODAY - timedelta(days=first))
    assert waiting(None, group, AT) == []
