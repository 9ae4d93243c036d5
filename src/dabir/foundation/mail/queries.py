"""Recorded mails that a reader may see."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from dabir.foundation.mail.models import Message
from dabir.foundation.people.models import Person
from dabir.foundation.people.permissions import permits_administration
from dabir.foundation.people.queries import Reader, signed_in
from dabir.foundation.trace.kinds import kinds
from dabir.foundation.trace.queries import seen_by


def own_mails(person: Person) -> QuerySet[Message]:
    """Return the mails to this person, the newest first."""
    return Message.objects.filter(person=person)


def visible_to(reader: Reader) -> QuerySet[Message]:
    """Return the mails the reader may see: their own, and to an administrator those about
    nothing, or about what they may see.

    Administering an installation opens nobody's confidences: a mail to a contributor holds their
    address and their secret link, and stays sealed even when what they sent is published.
    """
    person = signed_in(reader)
    if person is None:
        return Message.objects.none()
    own = Q(person=person)
    if permits_administration(person):
        sealed = [kind.key for kind in kinds().values() if kind.sealed_mails]
        opened = Q(person__isnull=False) | ~Q(about__kind__in=sealed)
        about_nothing = Q(about__isnull=True, sealed=False)
        own |= about_nothing | seen_by(person, "about__") & opened & Q(sealed=False)
    return Message.objects.filter(own)
