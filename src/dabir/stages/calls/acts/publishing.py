"""Acts on a published call: opening, extending, correcting, closing."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import advance, lock, may_now
from dabir.foundation.people.models import Person
from dabir.foundation.people.preferences import show_moment
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import restrict
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.calls import policy
from dabir.stages.calls.acts.words import Words, require_words
from dabir.stages.calls.announcements import call_changed, call_closed, call_opened
from dabir.stages.calls.models import Call, Notice


def _publish(call: Call) -> None:
    """Show the call, its questions and its exhibits to those it is for."""
    if call.kind == Call.Kind.INQUIRY:
        bodies = [invitation.body for invitation in call.invitations.all() if invitation.body]
        level = Confidentiality.BODIES
    else:
        bodies = []
        level = Confidentiality.PUBLIC
    for item in (call, *call.questions.all(), *call.exhibits.all()):
        restrict(item.address, level, bodies)


def _reason(call: Call, reason: Words) -> dict[str, str]:
    missing = _("Please give a reason: it is published with the change.")
    return require_words(call, reason, missing)


@act
def open_call(*, call: Call, actor: Person, at: datetime) -> Call:
    """Publish a call. An inquiry becomes visible to the bodies it addresses only.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was opened before, has no deadline ahead, an inquiry names no body, or a call
            for comments shows no clause.
    """
    call = lock(call)
    policy.may_open(actor, call, at).require()
    advance(call, "open")
    if call.opens_at is None or call.opens_at < at:
        call.opens_at = at
    call.save(update_fields=["state", "opens_at"])
    _publish(call)
    call_opened.send(Call, call=call, notice=None, actor=actor, at=at)
    record(actor=actor, at=at, about=call, closes_at=call.closes_at)
    return call


def _later(call: Call, closes_at: datetime, at: datetime) -> None:
    if closes_at <= at:
        raise Refused(_("The new deadline lies in the past."))
    if call.closes_at is not None and closes_at <= call.closes_at and call.state == "open":
        raise Refused(
            _("A deadline is only moved later: the present one is %(day)s.")
            % {"day": show_moment(call.closes_at, zone=call.time_zone)}
        )


@act
def extend_deadline(
    *, call: Call, closes_at: datetime, reason: Words, actor: Person, at: datetime
) -> Notice:
    """Move the deadline later, as a published act with its reason.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call is not open.
        Refused: the new deadline is not later, or there is no reason.
    """
    call = lock(call)
    policy.may_move(actor, call, "extend").require()
    said = _reason(call, reason)
    _later(call, closes_at, at)
    before, call.closes_at = call.closes_at, closes_at
    advance(call, "extend")
    call.save(update_fields=["closes_at", "state"])
    notice = Notice.objects.create(
        call=call,
        kind=Notice.Kind.EXTENSION,
        texts=said,
        at=at,
        closed_before=before,
        closes_at=closes_at,
    )
    call_changed.send(Call, call=call, notice=notice, actor=actor, at=at)
    record(actor=actor, at=at, about=call, before=before, after=closes_at, reason=said)
    return notice


@act
def correct_call(*, call: Call, text: Words, actor: Person, at: datetime) -> Notice:
    """Publish a correction beside an open call; what was published before stays readable.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call is not open.
        Refused: the correction says nothing.
    """
    call = lock(call)
    policy.may_move(actor, call, "extend").require()
    notice = Notice.objects.create(
        call=call, kind=Notice.Kind.CORRECTION, texts=_reason(call, text), at=at
    )
    call_changed.send(Call, call=call, notice=notice, actor=actor, at=at)
    record(actor=actor, at=at, about=call, text=notice.texts)
    return notice


def _close(call: Call, actor: Person | None, at: datetime, notice: Notice | None = None) -> None:
    advance(call, "close")
    call.save(update_fields=["state", "closes_at"])
    call_closed.send(Call, call=call, notice=notice, actor=actor, at=at)


@act
def close_call(*, call: Call, actor: Person, at: datetime, reason: Words = "") -> Call:
    """Close a call. Before its deadline that needs a reason, which is published.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call is not open.
        Refused: the deadline lies ahead and there is no reason.
    """
    call = lock(call)
    policy.may_move(actor, call, "close").require()
    deadline, notice = call.closes_at, None
    if not policy.is_late(call, at):
        notice = Notice.objects.create(
            call=call,
            kind=Notice.Kind.CLOSING,
            texts=_reason(call, reason),
            at=at,
            closed_before=deadline,
            closes_at=at,
        )
        call.closes_at = at
    _close(call, actor, at, notice)
    said = notice.texts if notice else {}
    record(actor=actor, at=at, about=call, deadline=deadline, reason=said)
    return call


@act
def close_on_deadline(*, call: Call, at: datetime) -> Call:
    """Close an open call whose deadline has passed; the clock does it, nobody need ask.

    Raises:
        NotNow: the call is not open, or its deadline lies ahead.
    """
    call = lock(call)
    may_now(call, "close").require()
    if not policy.is_late(call, at):
        raise NotNow(_("The deadline lies ahead."))
    _close(call, None, at)
    record(actor=None, at=at, about=call, closes_at=call.closes_at)
    return call


@act
def reopen_call(
    *, call: Call, closes_at: datetime, reason: Words, actor: Person, at: datetime
) -> Notice:
    """Open a closed call again, with a new deadline and a published reason.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call is not closed.
        Refused: the new deadline lies in the past, or there is no reason.
    """
    call = lock(call)
    policy.may_move(actor, call, "reopen").require()
    said = _reason(call, reason)
    _later(call, closes_at, at)
    advance(call, "reopen")
    before, call.closes_at = call.closes_at, closes_at
    call.save(update_fields=["closes_at", "state"])
    notice = Notice.objects.create(
        call=call,
        kind=Notice.Kind.REOPENING,
        texts=said,
        at=at,
        closed_before=before,
        closes_at=closes_at,
    )
    call_changed.send(Call, call=call, notice=notice, actor=actor, at=at)
    record(actor=actor, at=at, about=call, after=closes_at, reason=said)
    return notice


@act
def conclude_call(*, call: Call, actor: Person, at: datetime) -> Call:
    """Conclude a closed call: everybody has been answered.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call is not closed.
    """
    call = lock(call)
    policy.may_move(actor, call, "conclude").require()
    advance(call, "conclude")
    call.save(update_fields=["state"])
    record(actor=actor, at=at, about=call)
    return call


@act
def abandon_call(*, call: Call, reason: str, actor: Person, at: datetime) -> Call:
    """Give up a draft of a call.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call was published.
    """
    call = lock(call)
    policy.may_move(actor, call, "abandon").require()
    advance(call, "abandon")
    call.save(update_fields=["state"])
    record(actor=actor, at=at, about=call, reason=reason)
    return call
