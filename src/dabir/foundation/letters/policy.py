"""Who may write, register, send and refer."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotPermitted, Verdict
from dabir.foundation.letters.models import Letter, Referral
from dabir.foundation.letters.queries import WAITING
from dabir.foundation.lives import may_now
from dabir.foundation.people.models import MEMBERS, SECRETARIAT, Group, Person
from dabir.foundation.people.permissions import grant, permits
from dabir.foundation.people.preferences import show_day
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.models import Address, Confidentiality
from dabir.foundation.trace.queries import visible_to


class May(StrEnum):
    """Permissions of letters and referrals."""

    WRITE = "letters.write"
    REGISTER = "letters.register"
    SEND = "letters.send"
    FILE = "letters.file"
    REFER = "letters.refer"
    SHOW = "letters.show"
    NUMBER = "letters.number"


grant(
    {
        May.WRITE: SECRETARIAT,
        May.REGISTER: SECRETARIAT,
        May.SEND: SECRETARIAT,
        May.FILE: SECRETARIAT,
        May.REFER: MEMBERS,
        May.SHOW: SECRETARIAT,
        May.NUMBER: SECRETARIAT,
    }
)


def may_write(person: Reader, group: Group) -> Verdict:
    """Whether the person may draft letters of the group."""
    return permits(person, May.WRITE, group=group)


def may_shape_numbers(person: Reader, group: Group, pattern: str) -> Verdict:
    """Whether the person may set a number series' pattern, and it gives every letter its own."""
    verdict = permits(person, May.NUMBER, group=group)
    if not verdict:
        return verdict
    try:
        distinct = len({pattern.format(year=1405, number=number) for number in (1, 2, 12, 112)})
    except (KeyError, IndexError, ValueError):
        distinct = 0
    if distinct == 4:
        return Verdict.yes()
    return Verdict.no(_("A number pattern names {number}, and {year} if it likes; nothing else."))


def may_change(person: Reader, letter: Letter) -> Verdict:
    """Whether the person may change this draft."""
    return permits(person, May.WRITE, group=letter.group) & may_now(letter, "register")


def may_register(person: Reader, letter: Letter) -> Verdict:
    """Whether the person may give the letter its number and date."""
    return permits(person, May.REGISTER, group=letter.group) & may_now(letter, "register")


def may_send(person: Reader, letter: Letter) -> Verdict:
    """Whether the letter may go out: it has a receiver and a signatory, and is not incoming."""
    verdict = permits(person, May.SEND, group=letter.group) & may_now(letter, "send")
    if not verdict:
        return verdict
    if letter.kind == Letter.Kind.INCOMING:
        return Verdict.no(_("An incoming letter is registered, not sent."))
    if letter.signatory_id is None:
        return Verdict.no(_("The letter has no signatory yet."))
    if not letter.receivers.filter(copy=False).exists():
        return Verdict.no(_("The letter has no receiver yet."))
    return Verdict.yes()


def may_file(person: Reader, letter: Letter) -> Verdict:
    """Whether the letter may be put on file."""
    return permits(person, May.FILE, group=letter.group) & may_now(letter, "file")


def may_be_kept(classification: str, confidentiality: str) -> Verdict:
    """Whether a letter of this class may be shown that widely."""
    classified = classification != Letter.Class.ORDINARY
    if classified and confidentiality == Confidentiality.PUBLIC:
        return Verdict.no(_("A classified letter cannot be public."))
    return Verdict.yes()


def may_refer(person: Reader, item: Address) -> Verdict:
    """Whether the person may hand the item on: a member who sees it."""
    verdict = permits(person, May.REFER, group=item.group)
    if verdict and not visible_to(person).filter(pk=item.pk).exists():
        return Verdict.no(_("You cannot refer what you may not see."), error=NotPermitted)
    return verdict


def may_receive(to: Person, item: Address) -> Verdict:
    """Whether an item may be referred to this person: one who acts, and sees it."""
    if not to.is_active:
        return Verdict.no(_("%(name)s no longer takes part.") % {"name": to})
    if not visible_to(to).filter(pk=item.pk).exists():
        return Verdict.no(
            _("%(name)s may not see this item. The secretariat can show it with the referral.")
            % {"name": to}
        )
    return Verdict.yes()


def may_show(person: Reader, item: Address) -> Verdict:
    """Whether the person may open one item to somebody with a referral."""
    return permits(person, May.SHOW, group=item.group)


def may_be_due(due_on: date | None, today: date) -> Verdict:
    """Whether a referral may fall due then."""
    if due_on is not None and due_on < today:
        return Verdict.no(_("The due day %(day)s has passed.") % {"day": show_day(due_on)})
    return Verdict.yes()


def may_be_accountable(item: Address, parent: Referral | None) -> Verdict:
    """Whether one more person may be made accountable: one at a time, on each level."""
    other = (
        Referral.objects.filter(
            item=item, parent=parent, purpose=Referral.Purpose.ACTION, state__in=WAITING
        )
        .select_related("to")
        .first()
    )
    if other is None:
        return Verdict.yes()
    return Verdict.no(
        _("%(name)s is accountable for this already. Refer it to others to help, or to inform.")
        % {"name": other.to}
    )


def may_act_on(person: Person, referral: Referral, event: str) -> Verdict:
    """Whether the person to whom it was referred may now read, finish or return it."""
    if referral.to_id != person.pk:
        return Verdict.no(
            _("This was referred to %(name)s.") % {"name": referral.to}, error=NotPermitted
        )
    return may_now(referral, event)


def may_recall(person: Person, referral: Referral) -> Verdict:
    """Whether the person may take the referral back: who made it, or the secretariat."""
    if referral.by_id == person.pk:
        return may_now(referral, "recall")
    return permits(person, May.SHOW, group=referral.item.group) & may_now(referral, "recall")
