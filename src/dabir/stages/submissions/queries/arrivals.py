"""What has arrived and is not taken in yet."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from dabir.stages.submissions.codes import opens, receipt_of
from dabir.stages.submissions.models import Arrival

ATTEMPTS = 5
"""After so many failures an arrival waits for a person, and `dabir doctor` names it."""

RUSH = 100
"""Arrivals within a second that make a rush: acknowledging comes first then."""

LONGEST_WAIT = timedelta(minutes=10)
"""A rush puts the taking in off no longer than this."""


def arrival_by_secret(secret: str) -> Arrival | None:
    """Return the arrival that a follow-up secret opens, while it is not taken in.

    What its sender has not confirmed is opened by no follow-up secret.
    """
    found = sent_under(secret)
    return found if found is not None and found.state == Arrival.State.WAITING else None


def sent_under(secret: str) -> Arrival | None:
    """Return what was sent under a secret, whatever has become of it since."""
    found = Arrival.objects.filter(receipt=receipt_of(secret)).select_related("call__group").first()
    return found if found is not None and opens(secret, found.secret_digest) else None


def held_since(before: datetime) -> QuerySet[Arrival]:
    """Return what came before then and waits for its sender's word."""
    return Arrival.objects.filter(state=Arrival.State.HELD, received_at__lt=before)


def of_once(once: str) -> Arrival | None:
    """Return what arrived by a form or proof of work that counts once."""
    return Arrival.objects.filter(once=once).select_related("call", "submission__key").first()


def to_take_in() -> QuerySet[Arrival]:
    """Return the arrivals that wait to be taken in, in the order of their coming."""
    return Arrival.objects.filter(state=Arrival.State.WAITING, attempts__lt=ATTEMPTS).order_by("pk")


def waits_long(at: datetime) -> bool:
    """Whether one has waited so long that it is taken in whatever else comes."""
    oldest = to_take_in().values_list("received_at", flat=True).first()
    return oldest is not None and oldest < at - LONGEST_WAIT


def is_rush(at: datetime) -> bool:
    """Whether so many have arrived within the last second that reading them can wait."""
    newest = Arrival.objects.order_by("-pk").values_list("received_at", flat=True)
    hundredth = newest[RUSH : RUSH + 1].first()
    return hundredth is not None and hundredth > at - timedelta(seconds=1)


def stuck(before: datetime) -> QuerySet[Arrival]:
    """Return the arrivals that came before then and are still not taken in."""
    return to_take_in().filter(received_at__lt=before)


def given_up() -> QuerySet[Arrival]:
    """Return the arrivals that could not be taken in, however often it was tried."""
    return Arrival.objects.filter(state=Arrival.State.WAITING, attempts__gte=ATTEMPTS)
