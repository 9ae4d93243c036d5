"""Who may hold meetings and decide, and when a meeting can."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dabir.domain.procedure.quorum import Quorate
from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Verdict
from dabir.foundation.lives import may_now
from dabir.foundation.people.models import SECRETARIAT, Group, Membership, Role
from dabir.foundation.people.permissions import grant, permits
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.people.queries import Reader
from dabir.stages.decisions.models import (
    ActionItem,
    AgendaItem,
    Decision,
    Meeting,
    Minutes,
    Submittal,
)
from dabir.stages.decisions.roll import call_roll
from dabir.stages.texts.models import Text


class May(StrEnum):
    """The permissions of this stage."""

    READ = "decisions.read"
    HOLD = "decisions.hold"
    DECIDE = "decisions.decide"
    WRITE_MINUTES = "decisions.write_minutes"
    APPROVE_MINUTES = "decisions.approve_minutes"
    SUBMIT = "decisions.submit"


grant(
    {
        May.READ: frozenset(Role),
        May.HOLD: SECRETARIAT,
        May.DECIDE: SECRETARIAT,
        May.WRITE_MINUTES: SECRETARIAT,
        May.APPROVE_MINUTES: frozenset({Role.CHAIR}),
        May.SUBMIT: SECRETARIAT,
    }
)

OPEN_AGENDA = (Meeting.State.PLANNED, Meeting.State.CONVENED, Meeting.State.IN_SESSION)
ATTENDED = (Meeting.State.CONVENED, Meeting.State.IN_SESSION)
AFTERWARDS = (Meeting.State.IN_SESSION, Meeting.State.CLOSED)


def may_hold(person: Reader, group: Group) -> Verdict:
    """The secretariat plans and holds meetings."""
    return permits(person, May.HOLD, group=group)


def may_move(person: Reader, meeting: Meeting, event: str) -> Verdict:
    """Whether the meeting can be convened, begun, closed or cancelled now."""
    verdict = may_hold(person, meeting.group) & may_now(meeting, event)
    own = meeting.agenda.exclude(kind=AgendaItem.Kind.FOLLOW_UP)
    if verdict and event == "convene" and not own.exists():
        return Verdict.no(_("The meeting has no agenda yet."), error=NotNow)
    return verdict


def may_change_agenda(person: Reader, meeting: Meeting) -> Verdict:
    """The agenda changes until the meeting is closed."""
    return may_hold(person, meeting.group) & _in_one_of(meeting, OPEN_AGENDA)


def may_remove_item(person: Reader, item: AgendaItem) -> Verdict:
    """An item leaves the agenda until the meeting begins."""
    ahead = (Meeting.State.PLANNED, Meeting.State.CONVENED)
    return may_hold(person, item.meeting.group) & _in_one_of(item.meeting, ahead)


def may_mark(person: Reader, meeting: Meeting) -> Verdict:
    """Attendance is marked once the meeting is convened, and until it is closed."""
    return may_hold(person, meeting.group) & _in_one_of(meeting, ATTENDED)


def quorate(meeting: Meeting) -> Verdict:
    """Whether enough seats are filled; the refusal gives the numbers."""
    return quorum_verdict(call_roll(meeting).quorum)


def quorum_verdict(quorum: Quorate) -> Verdict:
    """Return the answer to the question of quorum as a sentence."""
    if quorum:
        return Verdict.yes()
    return Verdict.no(
        ngettext(
            "The meeting has no quorum: %(needed)s members are needed, %(present)s is present.",
            "The meeting has no quorum: %(needed)s members are needed, %(present)s are present.",
            quorum.present,
        )
        % {"needed": show_digits(quorum.needed), "present": show_digits(quorum.present)},
        error=NotNow,
    )


def may_decide(person: Reader, meeting: Meeting) -> Verdict:
    """A meeting decides while it is in session and has a quorum."""
    verdict = permits(person, May.DECIDE, group=meeting.group)
    if verdict and meeting.state != Meeting.State.IN_SESSION:
        return Verdict.no(
            _("A meeting decides while it is in session; this one is %(state)s.")
            % {"state": meeting.get_state_display()},
            error=NotNow,
        )
    return verdict and quorate(meeting)


def may_note_action(person: Reader, meeting: Meeting) -> Verdict:
    """Action items are noted in the meeting and until its minutes are approved."""
    return may_hold(person, meeting.group) & _in_one_of(meeting, AFTERWARDS)


def may_task(person: Reader, action: ActionItem) -> Verdict:
    """An action item becomes a duty once."""
    verdict = permits(person, May.DECIDE, group=action.item.meeting.group)
    if verdict and action.duty_id is not None:
        return Verdict.no(_("This action item is a duty already."), error=NotNow)
    return verdict


def may_write_minutes(person: Reader, meeting: Meeting) -> Verdict:
    """Minutes are written from the session until they are approved."""
    verdict = permits(person, May.WRITE_MINUTES, group=meeting.group)
    return verdict & _in_one_of(meeting, AFTERWARDS)


def may_approve_minutes(person: Reader, minutes: Minutes) -> Verdict:
    """The chair approves the minutes; where a group has no chair, its secretary does."""
    meeting = minutes.meeting
    verdict = permits(person, May.APPROVE_MINUTES, group=meeting.group)
    if not verdict and not _has_chair(meeting.group):
        verdict = permits(person, May.WRITE_MINUTES, group=meeting.group)
    return verdict & may_now(meeting, "approve_minutes")


def may_submit(person: Reader, text: Text) -> Verdict:
    """Whether a version of the text can be handed to the higher body."""
    verdict = permits(person, May.SUBMIT, group=text.group)
    if verdict and text.submittals.filter(state=Submittal.State.AWAITED).exists():
        return Verdict.no(
            _("A version is with the higher body; its answer is awaited."), error=NotNow
        )
    return verdict & may_now(text, "submit")


def may_answer(person: Reader, submittal: Submittal, event: str) -> Verdict:
    """The secretariat enters the higher body's answer, once."""
    return permits(person, May.SUBMIT, group=submittal.text.group) & may_now(submittal, event)


def may_conclude(person: Reader, decision: Decision) -> Verdict:
    """A group under no higher body approves a text by its own decision."""
    group = decision.meeting.group
    verdict = permits(person, May.SUBMIT, group=group)
    if not verdict:
        return verdict
    if group.higher_body_id is not None:
        return Verdict.no(
            _("%(body)s approves the texts of this group.") % {"body": group.higher_body},
            error=NotPermitted,
        )
    if decision.outcome != Decision.Outcome.ADOPTED or decision.version is None:
        return Verdict.no(_("This decision adopts no version of a text."), error=NotNow)
    return may_submit(person, decision.version.text)


def _has_chair(group: Group) -> bool:
    above = Group.objects.filter(pk=group.parent_id or 0)
    held = Membership.objects.on().filter(role=Role.CHAIR, person__isnull=False)
    return held.filter(group=group).exists() or held.filter(group__in=above).exists()


def _in_one_of(meeting: Meeting, states: tuple[Meeting.State, ...]) -> Verdict:
    if meeting.state in states:
        return Verdict.yes()
    return Verdict.no(
        _("Not possible now: the meeting is %(state)s.") % {"state": meeting.get_state_display()},
        error=NotNow,
    )
