"""Taking from an allowance: so many at once, and so many more an hour.

For rare paths only: each taking writes a row. One that is refused writes nothing, so that who
knocks a thousand times costs a thousand reads.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction

from dabir.foundation.limits.models import Allowance

KEPT_FOR = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many at once (`burst`), and so many more an hour afterwards."""

    name: str
    burst: int
    hourly: float


def key_of(limit: Limit, who: str, at: datetime) -> str:
    """Return the name of somebody's allowance on a day, from which nobody can be told."""
    day = at.astimezone(UTC).date().isoformat()
    today = hmac.digest(settings.SECRET_KEY.encode(), f"dabir.limits:{day}".encode(), "sha256")
    return hmac.digest(today, f"{limit.name}\n{who}".encode(), "sha256").hex()


def refill(left: float, since: timedelta, limit: Limit) -> float:
    """Return what is left of an allowance after some time without taking."""
    hours = max(0.0, since.total_seconds() / 3600)
    return min(float(limit.burst), left + hours * limit.hourly)


def take(limit: Limit, who: str, at: datetime) -> bool:
    """Take one from somebody's allowance; False when nothing is left of it.

    `who` is an address, network or e-mail; it is not kept. All processes share the allowances.
    """
    key = key_of(limit, who, at)
    with transaction.atomic():
        found = Allowance.objects.select_for_update().filter(pk=key).first()
        if found is None:
            start = {"left": float(limit.burst), "at": at}
            found, _made = Allowance.objects.get_or_create(key=key, defaults=start)
        left = refill(found.left, at - found.at, limit)
        if left < 1:
            return False
        found.left, found.at = left - 1, at
        found.save(update_fields=["left", "at"])
    return True


def forget_allowances(before: datetime) -> int:
    """Forget the allowances from which nobody has taken since; return how many."""
    count, _each = Allowance.objects.filter(at__lt=before).delete()
    return count
