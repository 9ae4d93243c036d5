"""Letters and referrals that a reader may see."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from dabir.domain.language.search_key import search_key
from dabir.foundation.letters.models import Letter, Receiver, Referral
from dabir.foundation.people.models import SECRETARIAT, Group, Person
from dabir.foundation.people.queries import Reader, groups_of, signed_in
from dabir.foundation.trace.models import Address
from dabir.foundation.trace.queries import seen_by

WAITING = (Referral.State.OPEN, Referral.State.READ)


def visible_to(reader: Reader) -> QuerySet[Letter]:
    """Return the letters the reader may see."""
    return Letter.objects.filter(seen_by(reader, "address__"))


def letters_of(
    group: Group, reader: Reader, *, kind: str = "", state: str = "", words: str = ""
) -> QuerySet[Letter]:
    """Return the group's letters that the reader may see, the newest first, with receivers.

    `words` are looked for in the subject and in both numbers, in any spelling and digits.
    """
    letters = visible_to(reader).filter(group=group).select_related("address", "sender")
    if kind:
        letters = letters.filter(kind=kind)
    if state:
        letters = letters.filter(state=state)
    for word in search_key(words).split():
        letters = letters.filter(search_key__contains=word)
    receivers = Receiver.objects.filter(copy=False).select_related("body")
    return letters.order_by("-pk").prefetch_related(
        Prefetch("receivers", receivers, to_attr="first_receivers")
    )


def referrals_visible_to(reader: Reader) -> QuerySet[Referral]:
    """Return the referrals the reader may see: their own, and all to a group's secretariat.

    Instructions are for those who gave and got them, even where the item itself is public.
    """
    person = signed_in(reader)
    if person is None:
        return Referral.objects.none()
    own = Q(to=person) | Q(by=person)
    secretariat = Q(item__group__in=groups_of(person, SECRETARIAT).values("pk"))
    return Referral.objects.filter(own | secretariat).select_related("by", "to")


def open_referrals(person: Person) -> QuerySet[Referral]:
    """Return what was referred to this person and is not ended, the most pressing first."""
    return Referral.objects.filter(to=person, state__in=WAITING).order_by("due_on", "at")


@dataclass(slots=True)
class Branch:
    """A referral with those that handed it on."""

    referral: Referral
    onward: list[Branch]


def referral_tree(item: Address, reader: Reader) -> list[Branch]:
    """Return an item's referrals that the reader may see, each under the one it came from."""
    branches: dict[int, Branch] = {}
    top: list[Branch] = []
    for referral in referrals_visible_to(reader).filter(item=item).order_by("at", "pk"):
        branch = branches[referral.pk] = Branch(referral, [])
        above = branches.get(referral.parent_id) if referral.parent_id else None
        (above.onward if above else top).append(branch)
    return top
