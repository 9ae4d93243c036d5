"""Sharing unsent words with one's delegation: those who sit for the same body in a group.

None of this is an act: the secretariat reads the whole record, and what a delegation drafts is not
theirs to know of before it is sent (docs/adr/0041-a-delegation-drafts-unseen.md).
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, NotPermitted
from dabir.foundation.people.models import Body, Group, Membership, Person, Role
from dabir.foundation.people.queries import memberships_of, roles_in
from dabir.foundation.trace.models import Address
from dabir.foundation.unsent.keeping import Kept, Page, Values, keep
from dabir.foundation.unsent.models import SentTogether, Shared, Unsent

DELEGATES = frozenset({Role.PRINCIPAL, Role.ALTERNATE})
"""Those who sit for a body. Chair and secretary are the secretariat, whomever they come for."""


def delegations_of(person: Person, group: Group) -> QuerySet[Body]:
    """Return the bodies for which the person sits in the group today, as one of a delegation.

    Nobody of the secretariat is: what they may see of a body's they may see of every body's.
    """
    if not person.is_active or roles_in(person, group) - DELEGATES - {Role.GUEST}:
        return Body.objects.none()
    seats = memberships_of(person, DELEGATES).filter(group=group, body__isnull=False)
    return Body.objects.filter(pk__in=seats.values("body"))


def shared_with(person: Person, group: Group, prefix: str) -> QuerySet[Shared]:
    """Return what was shared with a delegation of the person's, in places beginning with `prefix`.

    What they shared themselves is among it. Its author must sit for the body still: who left takes
    their words along.
    """
    sitting = Membership.objects.on().filter(
        role__in=list(DELEGATES),
        group=group,
        body=OuterRef("body"),
        person=OuterRef("unsent__person"),
    )
    return Shared.objects.filter(
        Exists(sitting),
        group=group,
        body__in=delegations_of(person, group),
        unsent__place__startswith=prefix,
    ).select_related("unsent__person", "body", "changed_by")


def shared_by(person: Person, prefix: str) -> dict[str, Shared]:
    """Return what the person shares, by its place; the places begin with `prefix`."""
    found = Shared.objects.filter(unsent__person=person, unsent__place__startswith=prefix)
    return {
        each.unsent.place: each
        for each in found.select_related("unsent__person", "body", "changed_by")
    }


def share(
    *, person: Person, place: str, revision: int, group: Group, body: Body, at: datetime
) -> Shared:
    """Share what the person keeps in a place with those who sit for a body in a group.

    Raises:
        NotPermitted: they do not sit for this body there.
        NotNow: another revision is kept, or none.
    """
    if not delegations_of(person, group).filter(pk=body.pk).exists():
        raise NotPermitted(_("You do not sit for %(body)s in this group.") % {"body": body})
    with transaction.atomic():
        unsent = Unsent.objects.select_for_update().filter(person=person, place=place).first()
        if unsent is None or unsent.revision != revision:
            raise NotNow(_("It was changed in another window. Look at it again."))
        shared, _made = Shared.objects.update_or_create(
            unsent=unsent, defaults={"group": group, "body": body, "shared_at": at}
        )
    return shared


def take_back(*, person: Person, place: str) -> bool:
    """Let what the person shares from a place be theirs alone again; False where nothing is.

    What others wrote into it stays in it.
    """
    count, _each = Shared.objects.filter(unsent__person=person, unsent__place=place).delete()
    return bool(count)


def keep_shared(
    *,
    shared: Shared,
    person: Person,
    values: Values,
    known: int,
    at: datetime,
    page: Page | None = None,
) -> Kept:
    """Keep what one of the delegation typed in the stead of the revision that they `known` of.

    Raises:
        NotPermitted: it is not shared with them, or not any more.
        KeptOtherwise: somebody wrote over it since, or it is gone.
        TooMuch: it is too long.
    """
    unsent = shared.unsent
    with transaction.atomic():
        # The author's windows and their delegation's wait for one another.
        Person.objects.select_for_update(of=("self",)).get(pk=unsent.person_id)
        if not shared_with(person, shared.group, unsent.place).filter(pk=shared.pk).exists():
            raise NotPermitted(_("There is no such draft."))
        before = Unsent.objects.only("revision").get(pk=unsent.pk).revision
        kept = keep(
            person=unsent.person,
            place=unsent.place,
            values=values,
            # Never begun for the author: what is gone stays gone.
            known=known if known > 0 else -1,
            page=page,
            at=at,
        )
        # To keep the same again writes nothing: the words stay those of who wrote them.
        if person.pk != unsent.person_id and kept.revision != before:
            Shared.objects.filter(pk=shared.pk).update(
                changed_by=person, changed_revision=kept.revision
            )
    return kept


def sharing_of(person: Person, place: str) -> Shared | None:
    """Return how the person shares what they keep in a place; None where they do not."""
    return Shared.objects.filter(unsent__person=person, unsent__place=place).first()


def sharing_held(person: Person, place: str) -> Shared | None:
    """Return the same as `sharing_of`, while nobody writes there until the transaction ends."""
    # As `keep` and `keep_shared` wait; but rows that only name the person are written meanwhile.
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    found = Shared.objects.filter(unsent__person=person, unsent__place=place)
    return found.select_related("unsent__person", "changed_by").first()


def note_sent(
    *, person: Person, place: str, shared: Shared, by: Person, made: Address, at: datetime
) -> None:
    """Note what became of words that `person` shared from a place; they share them no more.

    `shared` is how they did, though the words be forgotten already.
    """
    SentTogether.objects.update_or_create(
        person=person,
        place=place,
        defaults={
            "group_id": shared.group_id,
            "body_id": shared.body_id,
            "by": by,
            "at": at,
            "made": made,
        },
    )
    Shared.objects.filter(pk=shared.pk).delete()


def sent_together(reader: Person, group: Group, prefix: str) -> QuerySet[SentTogether]:
    """Return what became of words shared with the reader, in places beginning with `prefix`.

    What they shared themselves is among it, where the delegation is theirs today: who left it is
    not told what the others did. Whether the reader may see what was made of it is asked where
    that is.
    """
    return SentTogether.objects.filter(
        body__in=delegations_of(reader, group),
        group=group,
        place__startswith=prefix,
    ).select_related("by", "person")
