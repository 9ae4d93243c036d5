"""The demonstration's meetings, decisions, action items, and submittals to the higher body."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from dabir.demonstration.world import World
from dabir.foundation.people.models import Body, Membership, Person, Role
from dabir.foundation.trace.models import Addressable
from dabir.stages.decisions.acts import (
    add_agenda_item,
    approve_minutes,
    approve_submittal,
    begin_meeting,
    change_minutes,
    close_meeting,
    convene_meeting,
    decide,
    draft_minutes,
    invite_guest,
    make_duty,
    mark_attendance,
    note_action,
    note_follow_up,
    plan_meeting,
    return_submittal,
    submit_version,
)
from dabir.stages.decisions.models import AgendaItem, Attendance, Ballot, Meeting
from dabir.stages.decisions.roll import day_of, memberships_at
from dabir.stages.mandates.acts import accept_duty, report_duty, start_duty, verify_report

PLANNED = timedelta(days=10)
CONVENED = timedelta(days=7)
AN_ITEM = timedelta(minutes=40)
CHOICES = {
    "in_favour": Ballot.Choice.FAVOUR,
    "against": Ballot.Choice.AGAINST,
    "abstaining": Ballot.Choice.ABSTAIN,
}


def load(world: World) -> None:
    """Hold the two meetings; hand the charter up twice, the second time to be approved."""
    content = world.content("decisions.toml")
    submittals = sorted(content["submittals"], key=lambda row: row["submitted_on"])
    for number, row in enumerate(content["meetings"]):
        _hold(world, content, row)
        _submit(world, submittals[number])


def _hold(world: World, content: dict[str, Any], row: dict[str, Any]) -> None:
    begins, ends = world.at(row["begins_at"]), world.at(row["ends_at"])
    meeting = _plan(world, row, begins)
    items = {
        item["key"]: _item(world, content, meeting, item, begins - PLANNED)
        for item in row["agenda"]
    }
    attending = [one for one in content["attendance"] if one["meeting"] == row["key"]]
    for one in attending:
        if one["capacity"] == "guest":
            invite_guest(
                meeting=meeting,
                person=world.persons[one["person"]],
                items=[items[key] for key in one.get("agenda", ())],
                actor=world.secretary,
                at=begins - PLANNED,
            )
    convene_meeting(meeting=meeting, actor=world.secretary, at=begins - CONVENED)
    meeting = begin_meeting(meeting=meeting, actor=world.secretary, at=begins)
    _attend(world, meeting, {one["person"] for one in attending}, begins)
    for place, decision in enumerate(_of(content["decisions"], row["key"]), start=1):
        item = items[decision["agenda_item"]]
        item.meeting = meeting
        _decide(world, item, decision, begins + place * timedelta(minutes=20))
    for action in content["action_items"]:
        decided = world.decisions.get(action["decision"])
        if decided is not None and decided.meeting_id == meeting.pk:
            _note(world, action, ends)
    item = meeting.agenda.get(kind=AgendaItem.Kind.FOLLOW_UP)
    for said in row.get("follow_up", ()):
        note_follow_up(
            item=item,
            duty=world.duties[said["duty"]],
            said=said["said"][meeting.group.language],
            actor=world.secretary,
            at=ends,
        )
    meeting = close_meeting(meeting=meeting, actor=world.secretary, at=ends)
    world.meetings[row["key"]] = _write_minutes(world, meeting, row, ends)


def _of(rows: list[dict[str, Any]], meeting: str) -> list[dict[str, Any]]:
    return [row for row in rows if row["meeting"] == meeting]


def _plan(world: World, row: dict[str, Any], begins: datetime) -> Meeting:
    group = world.groups[row["group"]]
    return plan_meeting(
        group=group,
        number=row["number"],
        names=row["names"],
        begins_at=begins,
        ends_at=world.at(row["ends_at"]),
        place=row["place"][group.language],
        chair=world.persons[row["chair"]],
        recorder=world.persons[row["recorder"]],
        quorum=row["quorum"],
        actor=world.secretary,
        at=begins - PLANNED,
    )


def _item(
    world: World, content: dict[str, Any], meeting: Meeting, row: dict[str, Any], at: datetime
) -> AgendaItem:
    """An item deals with what is decided under it."""
    abouts = [one["about"] for one in content["decisions"] if one["agenda_item"] == row["key"]]
    version = next((one["version"] for one in abouts if "version" in one), None)
    return add_agenda_item(
        meeting=meeting,
        names=row["names"],
        version=world.versions[version] if version else None,
        amendments=[world.amendments[key] for one in abouts for key in one.get("amendments", ())],
        presenter=world.persons[row["presenter"]],
        minutes=row["minutes"],
        actor=world.secretary,
        at=at,
    )


def _attend(world: World, meeting: Meeting, came: set[str], at: datetime) -> None:
    usernames = {person.pk: key for key, person in world.persons.items()}
    mark_attendance(
        meeting=meeting,
        presences={
            one: Attendance.Presence.PRESENT
            if usernames.get(one.person_id or 0) in came
            else Attendance.Presence.EXCUSED
            for one in memberships_at(meeting)
            if one.role != Role.ALTERNATE or usernames.get(one.person_id or 0) in came
        },
        actor=world.secretary,
        at=at,
    )


def _decide(world: World, item: AgendaItem, row: dict[str, Any], at: datetime) -> None:
    about = row["about"]
    on: list[Addressable] = [world.considerations[key] for key in about.get("considerations", ())]
    if "duty" in about:
        on.append(world.duties[about["duty"]])
    world.decisions[row["key"]] = decide(
        item=item,
        wordings=row["text"],
        ballots={
            _membership(world, item.meeting, key): CHOICES[side]
            for side, keys in row["votes"].items()
            for key in keys
        },
        majority=row["majority"],
        version=world.versions[about["version"]] if "version" in about else None,
        amendments=[world.amendments[key] for key in about.get("amendments", ())],
        about=on,
        actor=world.secretary,
        at=at,
    )


def _membership(world: World, meeting: Meeting, key: str) -> Membership:
    person = world.persons[key]
    return meeting.group.memberships.on(day_of(meeting)).get(person=person)


def _note(world: World, row: dict[str, Any], at: datetime) -> None:
    decision = world.decisions[row["decision"]]
    action = note_action(
        item=decision.item,
        decision=decision,
        text=row["text"]["fa"],
        body=world.bodies[row["body"]],
        due_on=row["due"],
        actor=world.secretary,
        at=at,
    )
    duty = make_duty(action=action, actor=world.secretary, at=at)
    person = world.persons[row["responsible"]]
    duty = accept_duty(duty=duty, actor=person, at=at + AN_ITEM)
    duty = start_duty(duty=duty, actor=person, at=at + AN_ITEM)
    done = row["state"] == "done"
    reported = world.at(row["due"] if done else date(2026, 11, 18))
    report = report_duty(
        duty=duty,
        text=row["last_report"]["fa"],
        percent=row["percent"],
        obstacle=row.get("obstacle", ""),
        actor=person,
        at=reported,
    )
    if done:
        verify_report(report=report, actor=world.secretary, at=reported + timedelta(days=1))


def _write_minutes(world: World, meeting: Meeting, row: dict[str, Any], at: datetime) -> Meeting:
    """Draw the minutes up, put the recorder's account before their items, have them approved."""
    minutes = draft_minutes(meeting=meeting, actor=world.secretary, at=at)
    opening, _blank, items = minutes.text.partition("\n\n")
    account = row["minutes_text"][meeting.group.language].strip()
    minutes = change_minutes(
        minutes=minutes,
        text=f"{opening}\n\n{account}\n\n{items}",
        actor=world.secretary,
        at=at + AN_ITEM,
    )
    approved = approve_minutes(
        minutes=minutes,
        actor=world.persons["chair"],
        at=world.at(row["minutes_approved_on"]),
    )
    return approved.meeting


def _submit(world: World, row: dict[str, Any]) -> None:
    submittal = submit_version(
        version=world.versions[row["version"]],
        higher_body=world.bodies[row["higher_body"]],
        decision=world.decisions[row["decision"]],
        letter=world.letters[row["letter"]],
        actor=world.persons[row["submitted_by"]],
        at=world.at(row["submitted_on"]),
    )
    answered: dict[str, Any] = {
        "submittal": submittal,
        "answer_letter": world.letters[row["answer_letter"]],
        "actor": world.secretary,
        "at": world.at(row["answered_on"]),
    }
    if row["state"] == "returned":
        points = "\n\n".join(point["fa"] for point in row["points"])
        submittal = return_submittal(reason=points, **answered)
    else:
        submittal = approve_submittal(
            resolution_number=row["resolution_number"],
            resolved_on=row["answered_on"],
            **answered,
        )
    world.submittals[row["key"]] = submittal


def person_of(world: World, body: Body) -> Person:
    """Return who sits for a body in the group, or the secretary for those who have no seat."""
    held = Membership.objects.on().filter(group=world.group, body=body, person__isnull=False)
    first = held.exclude(role=Role.GUEST).select_related("person").order_by("pk").first()
    return first.person if first and first.person else world.secretary
