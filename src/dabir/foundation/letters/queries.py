"""Letters and referrals that a reader may see."""

from __future__ import annotations

from django.db.models import QuerySet

from dabir.foundation.letters.models import Letter, Referral
from dabir.foundation.people.models import Person
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.queries import seen_by

WAITING = (Referral.State.OPEN, Referral.State.READ)


def visible_to(reader: Reader) -> QuerySet[Letter]:
    """Return the letters the reader may see."""
    return Letter.objects.filter(seen_by(reader, "address__"))


def open_referrals(person: Person) -> QuerySet[Referral]:
    """Return what was referred to this person and is not ended, the most pressing first."""
    return Referral.objects.filter(to=person, state__in=WAITING).order_by("due_on", "at")
