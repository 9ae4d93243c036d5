"""Who may do what with calls, and when a call takes submissions."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Verdict
from dabir.foundation.lives import may_now
from dabir.foundation.people.models import SECRETARIAT, Group, Role
from dabir.foundation.people.permissions import grant, permits
from dabir.foundation.people.preferences import show_moment
from dabir.foundation.people.queries import Reader
from dabir.stages.calls.models import Call


class May(StrEnum):
    """The permissions of this stage."""

    READ = "calls.read"
    DRAFT = "calls.draft"
    OPEN = "calls.open"


grant({May.READ: frozenset(Role), May.DRAFT: SECRETARIAT, May.OPEN: SECRETARIAT})


def may_draft(person: Reader, group: Group) -> Verdict:
    """The secretariat drafts calls."""
    return permits(person, May.DRAFT, group=group)


def may_change(person: Reader, call: Call) -> Verdict:
    """A call's questions and invitations change only while nobody has read them."""
    allowed = permits(person, May.DRAFT, group=call.group)
    if allowed and call.state != Call.State.DRAFT:
        return Verdict.no(
            _("The call has been published: correct it with a notice instead."), error=NotNow
        )
    return allowed


def may_invite(person: Reader, call: Call) -> Verdict:
    """Whoever can still take part can still be invited."""
    allowed = permits(person, May.DRAFT, group=call.group)
    if allowed and call.state not in {Call.State.DRAFT, Call.State.OPEN}:
        return Verdict.no(
            _("Nobody is invited any more: the call is %(state)s.")
            % {"state": call.get_state_display()},
            error=NotNow,
        )
    return allowed


def may_write_to_addressees(person: Reader, call: Call) -> Verdict:
    """Covering letters and reminders belong to a published inquiry, until it is concluded."""
    allowed = permits(person, May.DRAFT, group=call.group)
    if allowed and (
        call.kind != Call.Kind.INQUIRY or call.state not in {Call.State.OPEN, Call.State.CLOSED}
    ):
        return Verdict.no(_("Letters go out for an inquiry that has been opened."), error=NotNow)
    return allowed


def may_remind(person: Reader, call: Call) -> Verdict:
    """Bodies that were asked are reminded while they can answer; of an inquiry, afterwards too."""
    allowed = permits(person, May.DRAFT, group=call.group)
    when = {Call.State.OPEN}
    if call.kind == Call.Kind.INQUIRY or call.late == Call.Late.MARK:
        when.add(Call.State.CLOSED)
    if allowed and call.state not in when:
        return Verdict.no(
            _("Nobody is reminded of it now: it is %(state)s.")
            % {"state": call.get_state_display()},
            error=NotNow,
        )
    return allowed


def may_lay_out(person: Reader, call: Call) -> Verdict:
    """The form by axis and element is that of an inquiry, laid out while it is a draft."""
    allowed = may_change(person, call)
    if allowed and call.kind != Call.Kind.INQUIRY:
        return Verdict.no(_("Only an inquiry has a form by axis and element."), error=NotNow)
    return allowed


def may_begin_next_round(person: Reader, call: Call) -> Verdict:
    """An inquiry is repeated once it has closed, and each round has one that follows it."""
    allowed = permits(person, May.DRAFT, group=call.group)
    if not allowed:
        return allowed
    if call.kind != Call.Kind.INQUIRY:
        return Verdict.no(_("Only an inquiry is repeated in rounds."), error=NotNow)
    if call.state not in {Call.State.CLOSED, Call.State.CONCLUDED}:
        return Verdict.no(_("The next round begins when this one has closed."), error=NotNow)
    if Call.objects.filter(follows=call).exists():
        return Verdict.no(_("The next round has begun already."), error=NotNow)
    return allowed


def may_show_received(person: Reader, call: Call) -> Verdict:
    """The secretariat decides whether a public call says how much has come."""
    allowed = permits(person, May.DRAFT, group=call.group)
    if allowed and (call.kind == Call.Kind.INQUIRY or call.state == Call.State.ABANDONED):
        return Verdict.no(_("There is no public page that would say it."), error=NotNow)
    return allowed


def may_move(person: Reader, call: Call, event: str) -> Verdict:
    """The secretariat opens, extends, closes, reopens and concludes calls."""
    return permits(person, May.OPEN, group=call.group) & may_now(call, event)


def may_open(person: Reader, call: Call, at: datetime) -> Verdict:
    """A call is opened with a deadline ahead of it, and with what its kind cannot do without."""
    allowed = may_move(person, call, "open")
    if not allowed:
        return allowed
    if call.closes_at is None:
        return Verdict.no(_("Set a deadline before the call is opened."), error=NotNow)
    if call.closes_at <= at:
        return Verdict.no(
            _("The deadline, %(day)s, has passed already. Set a later one.")
            % {"day": show_moment(call.closes_at, zone=call.time_zone)},
            error=NotNow,
        )
    if call.kind == Call.Kind.INQUIRY and not call.invitations.filter(body__isnull=False).exists():
        return Verdict.no(
            _("An inquiry is addressed to named bodies: name at least one."), error=NotNow
        )
    if call.kind == Call.Kind.COMMENTS and not call.exhibits.exists():
        return Verdict.no(
            _("A call for comments shows the clauses it asks about: choose the draft first."),
            error=NotNow,
        )
    return allowed


def is_late(call: Call, at: datetime) -> bool:
    """Whether `at` lies after the call's deadline."""
    return call.closes_at is not None and at > call.closes_at


def may_submit(call: Call, at: datetime) -> Verdict:
    """Whether the call takes submissions at this moment, whoever sends them."""
    if call.state == Call.State.DRAFT or (call.opens_at is not None and at < call.opens_at):
        if call.opens_at is None:
            return Verdict.no(_("The call is not open yet."), error=NotNow)
        return Verdict.no(
            _("The call opens on %(day)s.")
            % {"day": show_moment(call.opens_at, zone=call.time_zone)},
            error=NotNow,
        )
    if call.state == Call.State.OPEN and not is_late(call, at):
        return Verdict.yes()
    if call.state == Call.State.ABANDONED or call.closes_at is None:
        return Verdict.no(_("The call is closed."), error=NotNow)
    if call.late == Call.Late.MARK and call.state in {Call.State.OPEN, Call.State.CLOSED}:
        return Verdict.yes()
    return Verdict.no(
        _("The call closed on %(day)s.")
        % {"day": show_moment(call.closes_at, zone=call.time_zone)},
        error=NotNow,
    )
