"""Meetings, quorum, votes, minutes, action items and submittals, act by act."""

from datetime import timedelta

import pytest

from dabir.domain.procedure.majorities import Votes
from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.mail.models import Message
from dabir.foundation.people.models import Role
from dabir.foundation.record.models import Entry, Seal
from dabir.foundation.trace.models import Grant, Link, Relation
from dabir.stages.decisions.acts import (
    add_agenda_item,
    approve_minutes,
    approve_submittal,
    begin_meeting,
    cancel_meeting,
    change_agenda,
    change_agenda_item,
    change_meeting,
    change_minutes,
    close_meeting,
    conclude_text,
    convene_meeting,
    decide,
    draft_minutes,
    invite_guest,
    make_duty,
    mark_attendance,
    note_action,
    note_discussion,
    plan_meeting,
    return_submittal,
    submit_version,
)
from dabir.stages.decisions.models import AgendaItem, Decision, Meeting, Submittal
from dabir.stages.decisions.queries import (
    agenda_visible_to,
    decisions_visible_to,
    total,
    visible_to,
)
from dabir.stages.decisions.roll import call_roll
from dabir.stages.decisions.waiting import waiting
from dabir.stages.mandates.models import Duty
from dabir.stages.texts.models import Text
from dabir.stages.texts.queries import latest_version
from tests.factories import AT, make_body, make_group, make_person, make_secretary, seat
from tests.stages.drafts import edit, make_text, propose

pytestmark = pytest.mark.django_db


class Table:
    """A group with a chair, a secretary, four principals and one alternate."""

    def __init__(self, **group) -> None:
        self.group = make_group(**group)
        self.secretary = make_secretary(self.group)
        self.chair = make_person()
        self.seats = [seat(self.chair, self.group, Role.CHAIR, body=make_body())]
        self.bodies = [make_body() for _number in range(4)]
        self.seats += [
            seat(make_person(), self.group, Role.PRINCIPAL, body=body) for body in self.bodies
        ]
        self.alternate = seat(make_person(), self.group, Role.ALTERNATE, body=self.bodies[0])

    def plan(self, **details) -> Meeting:
        details = {
            "names": {"fa": "جلسهٔ نخست", "en": "First meeting"},
            "begins_at": AT,
            "place": "تالار یک",
            "chair": self.chair,
            "follow_up": False,
        } | details
        return plan_meeting(group=self.group, actor=self.secretary, at=AT, **details)

    def item(self, meeting: Meeting, **details) -> AgendaItem:
        details = {"names": {"fa": "گزارش", "en": "Report"}} | details
        return add_agenda_item(meeting=meeting, actor=self.secretary, at=AT, **details)

    def attend(self, meeting: Meeting, *memberships) -> Meeting:
        presences = dict.fromkeys(memberships, "present")
        return mark_attendance(meeting=meeting, presences=presences, actor=self.secretary, at=AT)

    def in_session(self, present: int = 5, **details) -> AgendaItem:
        """An item of a meeting in session that so many seats attend."""
        item = self.item(self.plan(**details))
        meeting = convene_meeting(meeting=item.meeting, actor=self.secretary, at=AT)
        self.attend(meeting, *self.seats[:present])
        item.meeting = begin_meeting(meeting=meeting, actor=self.secretary, at=AT)
        return item

    def decide(self, item: AgendaItem, *votes: int, **more) -> Decision:
        details = {
            "wordings": {"fa": "گزارش پذیرفته شد."},
            "votes": Votes(*votes) if votes else None,
        }
        details |= more
        return decide(item=item, actor=self.secretary, at=AT, **details)


@pytest.fixture
def table() -> Table:
    return Table()


def recorded(act: str) -> int:
    return Entry.objects.filter(act=f"decisions.{act}").count()


# --- Meetings ----------------------------------------------------------------------------------


def test_meetings_are_numbered_one_after_the_other(table):
    assert [table.plan().number, table.plan().number] == [1, 2]
    assert table.plan(number=7).number == 7
    assert table.plan().number == 8
    assert recorded("plan_meeting") == 4


@pytest.mark.parametrize(
    "details",
    [
        {"names": {}},
        {"ends_at": AT - timedelta(hours=1)},
        {"quorum": "number"},
    ],
)
def test_refuses_a_meeting_that_cannot_be(table, details):
    with pytest.raises(Refused):
        table.plan(**details)


def test_refuses_a_number_that_is_taken(table):
    table.plan(number=3)
    with pytest.raises(Refused):
        table.plan(number=3)


def test_only_the_secretariat_plans_meetings(table):
    with pytest.raises(NotPermitted):
        plan_meeting(
            group=table.group,
            names={"fa": "جلسه"},
            begins_at=AT,
            actor=table.seats[1].person,
            at=AT,
        )


def test_refuses_to_convene_without_an_agenda(table):
    with pytest.raises(NotNow):
        convene_meeting(meeting=table.plan(), actor=table.secretary, at=AT)


def test_convening_tells_every_member_once(table):
    meeting = table.item(table.plan()).meeting
    convene_meeting(meeting=meeting, actor=table.secretary, at=AT)
    assert Message.objects.filter(about=meeting.address).count() == 7
    assert not Message.objects.filter(text__contains="گزارش").exists()


def test_a_convened_meeting_that_moves_is_announced_again(table):
    meeting = table.item(table.plan()).meeting
    meeting = convene_meeting(meeting=meeting, actor=table.secretary, at=AT)
    later = AT + timedelta(days=1)
    change_meeting(meeting=meeting, actor=table.secretary, at=AT, begins_at=later)
    assert Message.objects.filter(about=meeting.address).count() == 14
    change_meeting(meeting=meeting, actor=table.secretary, at=AT, recorder=table.secretary)
    assert Message.objects.filter(about=meeting.address).count() == 14


def test_a_cancelled_meeting_is_announced_to_those_who_knew(table):
    meeting = table.plan()
    cancel_meeting(meeting=meeting, reason="برف", actor=table.secretary, at=AT)
    assert not Message.objects.exists()
    with pytest.raises(NotNow):
        convene_meeting(meeting=meeting, actor=table.secretary, at=AT)


def test_refuses_to_cancel_without_a_reason(table):
    with pytest.raises(Refused):
        cancel_meeting(meeting=table.plan(), reason=" ", actor=table.secretary, at=AT)


def test_an_agenda_is_reordered_by_naming_each_item_once(table):
    meeting = table.plan()
    first, second = table.item(meeting), table.item(meeting)
    with pytest.raises(Refused):
        change_agenda(meeting=meeting, order=[first], actor=table.secretary, at=AT)
    change_agenda(meeting=meeting, order=[second, first], actor=table.secretary, at=AT)
    assert list(meeting.agenda.all()) == [second, first]


def test_an_item_of_the_agenda_is_renamed_while_the_meeting_is_ahead(table):
    item = table.item(table.plan())
    names = {"fa": "گزارش سالانه", "en": "Annual report"}
    changed = change_agenda_item(item=item, names=names, minutes=20, actor=table.secretary, at=AT)
    assert (changed.names, changed.minutes) == (names, 20)
    assert recorded("change_agenda_item") == 1
    with pytest.raises(Refused):
        change_agenda_item(item=item, names={"fa": " "}, actor=table.secretary, at=AT)


def test_refuses_a_version_of_another_group(table):
    other = Table()
    text = make_text(other.group, other.secretary)
    with pytest.raises(Refused):
        table.item(table.plan(), version=latest_version(text))


def test_a_guest_sees_the_pack_of_one_item_and_nothing_else(table):
    text = make_text(table.group, table.secretary)
    meeting = table.plan()
    shown = table.item(meeting, version=latest_version(text))
    hidden = table.item(meeting)
    guest = make_person()
    invite_guest(meeting=meeting, person=guest, items=[shown], actor=table.secretary, at=AT)
    assert not visible_to(guest).exists()
    convene_meeting(meeting=meeting, actor=table.secretary, at=AT)
    grants = Grant.objects.filter(person=guest)
    assert set(grants.values_list("until", flat=True)) == {AT.date()}
    addresses = set(grants.values_list("address", flat=True))
    assert {meeting.address_id, shown.address_id, shown.version.address_id} <= addresses
    assert hidden.address_id not in addresses
    assert len(addresses) == 4 + 3


# --- Quorum and votes --------------------------------------------------------------------------


def test_an_alternate_fills_the_seat_of_an_absent_principal_only(table):
    meeting = table.item(table.plan()).meeting
    meeting = convene_meeting(meeting=meeting, actor=table.secretary, at=AT)
    table.attend(meeting, table.alternate)
    roll = call_roll(meeting)
    assert (roll.present, roll.entitled) == (1, 5)
    assert next(one for one in roll.seats if one.filled).voter == table.alternate
    table.attend(meeting, table.seats[1])
    assert call_roll(meeting).present == 1


def test_secretary_and_guests_are_never_counted(table):
    guest = seat(make_person(), table.group, Role.GUEST, body=table.bodies[0])
    meeting = table.item(table.plan()).meeting
    meeting = convene_meeting(meeting=meeting, actor=table.secretary, at=AT)
    clerk = table.secretary.memberships.get()
    table.attend(meeting, guest, clerk)
    assert call_roll(meeting).present == 0


def test_refuses_to_decide_without_a_quorum_and_gives_the_numbers(table):
    item = table.in_session(present=2)
    with pytest.raises(NotNow, match=r"۳.*۲|3.*2"):
        table.decide(item, 2, 0, 0)


def test_refuses_to_decide_before_the_meeting_is_in_session(table):
    with pytest.raises(NotNow):
        table.decide(table.item(table.plan()), 1, 0, 0)


def test_refuses_more_votes_than_members_present(table):
    with pytest.raises(Refused):
        table.decide(table.in_session(present=3), 3, 1, 0)


@pytest.mark.parametrize(
    ("majority", "votes", "outcome"),
    [
        ("simple", (2, 1, 2), "adopted"),
        ("simple", (2, 2, 1), "rejected"),
        ("absolute", (2, 1, 2), "rejected"),
        ("absolute", (3, 2, 0), "adopted"),
        ("two_thirds", (3, 0, 2), "rejected"),
        ("two_thirds", (4, 1, 0), "adopted"),
        ("consensus", (0, 0, 0), "adopted"),
        ("consensus", (4, 1, 0), "rejected"),
    ],
)
def test_the_votes_and_the_majority_give_the_outcome(table, majority, votes, outcome):
    decision = table.decide(table.in_session(), *votes, majority=majority)
    assert decision.outcome == outcome
    assert (decision.present, decision.entitled) == (5, 5)


def test_votes_by_name_are_summed_and_kept(table):
    item = table.in_session(present=3)
    first, second, third = table.seats[:3]
    ballots = {first: "favour", second: "favour", third: "against"}
    decision = table.decide(item, ballots=ballots)
    assert (decision.in_favour, decision.against) == (2, 1)
    assert decision.ballots.count() == 3


def test_refuses_the_vote_of_somebody_who_is_absent(table):
    item = table.in_session(present=3)
    with pytest.raises(Refused):
        table.decide(item, ballots={table.seats[4]: "favour"})


def test_a_decision_is_linked_to_what_it_is_on_and_sealed(table):
    text = make_text(table.group, table.secretary)
    amendment = propose(text, table.secretary, edit(text, "one", "هر ماه", "هر هفته"))
    item = table.in_session()
    version = latest_version(text)
    decision = table.decide(item, 5, 0, 0, version=version, amendments=[amendment])
    origins = Link.objects.filter(target=decision.address, relation=Relation.DECIDES)
    assert origins.count() == 1 + 1 + version.clauses.count()
    assert Seal.objects.filter(group=table.group).exists()
    assert not Entry.objects.filter(group=table.group, seal__isnull=True).exists()


def test_a_decision_is_as_confidential_as_its_item(table):
    meeting = table.plan(confidentiality="secretariat")
    item = table.item(meeting)
    convened = convene_meeting(meeting=meeting, actor=table.secretary, at=AT)
    table.attend(convened, *table.seats)
    begin_meeting(meeting=convened, actor=table.secretary, at=AT)
    decision = table.decide(item, 5, 0, 0)
    member = table.seats[1].person
    assert not decisions_visible_to(member).exists()
    assert not agenda_visible_to(member).exists()
    assert total(member, table.group) == 0
    assert list(decisions_visible_to(table.secretary)) == [decision]


def test_what_outsiders_and_the_public_see_is_nothing(table):
    table.decide(table.in_session(), 5, 0, 0)
    for reader in (None, make_person()):
        assert not visible_to(reader).exists()
        assert not decisions_visible_to(reader).exists()


# --- Action items and minutes ------------------------------------------------------------------


def test_an_action_item_becomes_a_duty_once(table):
    item = table.in_session()
    decision = table.decide(item, 5, 0, 0)
    action = note_action(
        item=item,
        decision=decision,
        text="گزارش را بفرستد",
        body=table.bodies[0],
        actor=table.secretary,
        at=AT,
    )
    duty = make_duty(action=action, actor=table.secretary, at=AT)
    assert duty.assignments.get().body == table.bodies[0]
    assert Link.objects.filter(source=action.address, target=duty.address).exists()
    assert Link.objects.filter(source=decision.address, target=action.address).exists()
    with pytest.raises(NotNow):
        make_duty(action=action, actor=table.secretary, at=AT)
    assert Duty.objects.count() == 1


def test_minutes_are_drawn_up_from_what_happened(table):
    item = table.in_session(present=4)
    note_discussion(item=item, discussion="دو نظر بود.", actor=table.secretary, at=AT)
    table.decide(item, 3, 1, 0)
    minutes = draft_minutes(meeting=item.meeting, actor=table.secretary, at=AT)
    for words in ("جلسهٔ نخست", "تالار یک", "دو نظر بود.", "گزارش پذیرفته شد.", "۴"):
        assert words in minutes.text
    absent = table.seats[4].person.names["fa"]
    assert absent in minutes.text
    assert "Adopted" not in minutes.text


def test_approved_minutes_end_the_meeting(table):
    item = table.in_session()
    minutes = draft_minutes(meeting=item.meeting, actor=table.secretary, at=AT)
    with pytest.raises(NotNow):
        approve_minutes(minutes=minutes, actor=table.chair, at=AT)
    close_meeting(meeting=item.meeting, actor=table.secretary, at=AT)
    with pytest.raises(NotPermitted):
        approve_minutes(minutes=minutes, actor=table.secretary, at=AT)
    change_minutes(minutes=minutes, text="متن", actor=table.secretary, at=AT)
    minutes = approve_minutes(minutes=minutes, actor=table.chair, at=AT)
    assert minutes.meeting.state == Meeting.State.MINUTED
    with pytest.raises(NotNow):
        change_minutes(minutes=minutes, text="متنی دیگر", actor=table.secretary, at=AT)
    with pytest.raises(NotNow):
        note_discussion(item=item, discussion="دیر", actor=table.secretary, at=AT)


def test_where_there_is_no_chair_the_secretary_approves_minutes(table):
    item = table.in_session()
    minutes = draft_minutes(meeting=item.meeting, actor=table.secretary, at=AT)
    close_meeting(meeting=item.meeting, actor=table.secretary, at=AT)
    table.group.memberships.filter(role=Role.CHAIR).update(until=AT.date() - timedelta(days=9))
    approve_minutes(minutes=minutes, actor=table.secretary, at=AT)


# --- Submittals --------------------------------------------------------------------------------


@pytest.fixture
def adopted():
    """A table under a higher body, and its decision that adopts a version."""
    table = Table(higher_body=make_body("کمیسیون"))
    text = make_text(table.group, table.secretary)
    item = table.in_session()
    version = latest_version(text)
    return table, table.decide(item, 5, 0, 0, version=version), version


def submit(table, decision, version, **details) -> Submittal:
    return submit_version(
        version=version, decision=decision, actor=table.secretary, at=AT, **details
    )


def test_a_submitted_version_is_approved_with_its_resolution(adopted):
    table, decision, version = adopted
    submittal = submit(*adopted)
    assert submittal.higher_body == table.group.higher_body
    assert Text.objects.get().state == "submitted"
    with pytest.raises(NotNow):
        submit(table, decision, version)
    submittal = approve_submittal(
        submittal=submittal, resolution_number="۴۱/۲۳۶", actor=table.secretary, at=AT
    )
    assert (submittal.state, Text.objects.get().state) == ("approved", "approved")
    with pytest.raises(NotNow):
        return_submittal(submittal=submittal, reason="دیر", actor=table.secretary, at=AT)


def test_a_returned_text_is_in_drafting_again_and_can_be_submitted_again(adopted):
    table = adopted[0]
    submittal = submit(*adopted)
    with pytest.raises(Refused):
        return_submittal(submittal=submittal, reason="", actor=table.secretary, at=AT)
    return_submittal(submittal=submittal, reason="مادهٔ ۱", actor=table.secretary, at=AT)
    assert Text.objects.get().state == "returned"
    assert submit(*adopted).state == "awaited"


def test_refuses_to_submit_by_a_decision_that_failed(adopted):
    table, _decision, version = adopted
    failed = table.decide(AgendaItem.objects.get(), 0, 5, 0, version=version)
    with pytest.raises(Refused):
        submit(table, failed, version)


def test_refuses_to_submit_to_nobody(table):
    text = make_text(table.group, table.secretary)
    with pytest.raises(Refused):
        submit(table, None, latest_version(text))


def test_only_a_group_under_no_body_concludes_by_itself(adopted, table):
    with pytest.raises(NotPermitted):
        conclude_text(decision=adopted[1], actor=adopted[0].secretary, at=AT)
    text = make_text(table.group, table.secretary)
    decision = table.decide(table.in_session(), 5, 0, 0, version=latest_version(text))
    assert conclude_text(decision=decision, actor=table.secretary, at=AT).state == "approved"


def test_what_waits_is_counted_for_those_who_may_see_it(adopted):
    table = adopted[0]
    submit(*adopted)
    labels = {each.label for each in waiting(table.secretary, table.group, AT)}
    assert len(labels) == 1
    assert waiting(make_person(), table.group, AT) == []


def test_every_act_leaves_a_record(adopted):
    table = adopted[0]
    submit(*adopted)
    names = set(Entry.objects.filter(group=table.group).values_list("act", flat=True))
    assert {
        "decisions.plan_meeting",
        "decisions.add_agenda_item",
        "decisions.convene_meeting",
        "decisions.mark_attendance",
        "decisions.begin_meeting",
        "decisions.decide",
        "decisions.submit_version",
    } <= names
