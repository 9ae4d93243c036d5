"""Recorded mails that a reader may see."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from dabir.foundation.mail.models import Message
from dabir.foundation.people.models import Person
from dabir.foundation.people.permissions import permits_administration
from dabir.foundation.people.queries import Reader, signed_in
from dabir.foundation.trace.queries import seen_by


def own_mails(person: Person) -> QuerySet[Message]:
    """Return the mails to this person, the newest first."""
    return Message.objects.filter(person=person)


def visible_to(reader: Reader) -> QuerySet[Message]:
    """Return the mails the reader may see: their own, and to an administrator those about
    nothing, or about what they may see.

    Administering an installation opens nobody's confidences.
    """
    person = signed_in(reader)
    if person is None:
        return Message.objects.none()
    own = Q(person=person)
    if permits_administration(person):
        own |= Q(about__isnull=True) | seen_by(person, "about__")
    return Message.objects.filter(own)
