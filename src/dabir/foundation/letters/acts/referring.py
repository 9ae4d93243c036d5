"""An item is handed on (ارجاع) to one accountable person, with an instruction and a due day."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.letters.models import Referral
from dabir.foundation.letters.policy import (
    may_act_on,
    may_be_accountable,
    may_be_due,
    may_recall,
    may_receive,
    may_refer,
    may_show,
)
from dabir.foundation.lives import advance, lock
from dabir.foundation.mail.recording import record_mail
from dabir.foundation.people.models import Person
from dabir.foundation.people.preferences import show_day
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.models import Address, Addressable, Grant


@act
def refer(
    *,
    item: Addressable | Address,
    to: Person,
    actor: Person,
    at: datetime,
    purpose: str = Referral.Purpose.ACTION,
    instruction: str = "",
    due_on: date | None = None,
    parent: Referral | None = None,
    show: bool = False,
) -> Referral:
    """Refer any item to one person, who is told by mail.

    `parent` is the referral that is handed on: one of the same item, to the actor. `show` opens
    the item to a person who may not see it otherwise; only the secretariat may.

    Raises:
        Refused: the actor may not refer it; the receiver may not see it; somebody else is
            accountable for it already; the due day has passed.
    """
    address = item.address if isinstance(item, Addressable) else item
    if parent is not None:
        parent = lock(parent)
    may_refer(actor, address).require()
    if show:
        may_show(actor, address).require()
        Grant.objects.get_or_create(address=address, person=to)
    may_receive(to, address).require()
    may_be_due(due_on, at.astimezone(ZoneInfo(address.group.time_zone)).date()).require()
    if to.pk == actor.pk:
        raise Refused(_("A referral is to somebody else."))
    if parent is not None:
        if parent.item_id != address.pk:
            raise Refused(_("Only the same item can be handed on."))
        may_act_on(actor, parent, "read" if parent.state == "open" else "finish").require()
        if parent.state == Referral.State.OPEN:
            advance(parent, "read")
            parent.save()
    if purpose == Referral.Purpose.ACTION:
        may_be_accountable(address, parent).require()
    made = Referral.objects.create(
        item=address,
        parent=parent,
        by=actor,
        to=to,
        purpose=Referral.Purpose(purpose),
        instruction=instruction.strip(),
        due_on=due_on,
        at=at,
    )
    _tell_receiver(made, at)
    record(
        actor=actor,
        at=at,
        about=address,
        referral=made.pk,
        to=str(to.pseudonym),
        purpose=made.purpose,
        due_on=due_on,
        shown=show,
    )
    return made


@act
def read_referral(*, referral: Referral, actor: Person, at: datetime) -> Referral:
    """Note that the accountable person has read it.

    Raises:
        Refused: it was referred to somebody else, or is read already.
    """
    referral = lock(referral)
    may_act_on(actor, referral, "read").require()
    advance(referral, "read")
    referral.save()
    record(actor=actor, at=at, about=referral.item, referral=referral.pk)
    return referral


@act
def finish_referral(*, referral: Referral, outcome: str, actor: Person, at: datetime) -> Referral:
    """End a referral with what came of it; who made it is told.

    Raises:
        Refused: it was referred to somebody else, is ended, or no outcome is given.
    """
    referral = lock(referral)
    may_act_on(actor, referral, "finish").require()
    _end(referral, "finish", outcome, _("Please say what came of it."), at)
    _tell_sender(referral, at)
    record(actor=actor, at=at, about=referral.item, referral=referral.pk)
    return referral


@act
def return_referral(*, referral: Referral, reason: str, actor: Person, at: datetime) -> Referral:
    """Give a referral back to who made it, with the reason.

    Raises:
        Refused: it was referred to somebody else, is ended, or no reason is given.
    """
    referral = lock(referral)
    may_act_on(actor, referral, "return").require()
    _end(referral, "return", reason, _("Please say why you return it."), at)
    _tell_sender(referral, at)
    record(actor=actor, at=at, about=referral.item, referral=referral.pk)
    return referral


@act
def recall_referral(*, referral: Referral, actor: Person, at: datetime) -> Referral:
    """Take a referral back: by who made it, or by the secretariat.

    Raises:
        Refused: the actor may not, or it is ended.
    """
    referral = lock(referral)
    may_recall(actor, referral).require()
    advance(referral, "recall")
    referral.ended_at = at
    referral.save()
    record(actor=actor, at=at, about=referral.item, referral=referral.pk)
    return referral


def _end(referral: Referral, event: str, outcome: str, missing: str, at: datetime) -> None:
    if not outcome.strip():
        raise Refused(missing)
    advance(referral, event)
    referral.outcome = outcome.strip()
    referral.ended_at = at
    referral.save()


def _tray() -> str:
    return str(settings.BASE_URL) + reverse("tray")


def _tell_receiver(referral: Referral, at: datetime) -> None:
    def text() -> str:
        lines = [_("%(name)s referred something to you.") % {"name": referral.by}]
        if referral.due_on:
            lines.append(_("It is due on %(day)s.") % {"day": show_day(referral.due_on)})
        return "\n".join([*lines, _("Your tray: %(url)s") % {"url": _tray()}])

    record_mail(
        key=f"referral:{referral.pk}:made",
        person=referral.to,
        subject=lambda: _("Something was referred to you"),
        text=text,
        about=referral.item,
        at=at,
    )


def _tell_sender(referral: Referral, at: datetime) -> None:
    def text() -> str:
        returned = referral.state == Referral.State.RETURNED
        said = (
            _("%(name)s returned what you referred.")
            if returned
            else _("%(name)s finished what you referred.")
        )
        item = settings.BASE_URL + reverse("trace", args=[referral.item_id])
        return "\n".join([said % {"name": referral.to}, item])

    record_mail(
        key=f"referral:{referral.pk}:ended",
        person=referral.by,
        subject=lambda: _("A referral of yours has ended"),
        text=text,
        about=referral.item,
        at=at,
    )
