"""A piece of work in the hands of a worker: its lease, its steps, its one effect.

Workers die, stall and wake up again. What makes an effect happen once all the same: each taking
of a piece raises its `attempts`, and whatever a handler writes, it writes in a transaction that
first locks the row and looks whether the number is still its own. A worker that lost its lease
finds another number and its transaction is rolled back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from dabir.foundation.work.models import Work

MAX_ATTEMPTS = 6
FIRST_DELAY = timedelta(seconds=5)
LONGEST_DELAY = timedelta(hours=1)
TAKEN_AT_A_TIME = 8


class LeaseLost(Exception):
    """Another worker has the piece by now; what this one did since is rolled back."""


class GiveUp(Exception):
    """Trying again would not help. The text says why, for whoever looks after the system."""


@dataclass(slots=True)
class Piece:
    """What a handler is called with.

    `attempt` counts from 1. `done` is how many steps earlier attempts completed: a handler of
    many steps goes on from there.
    """

    pk: int
    key: str
    name: str
    arguments: dict[str, Any]
    attempt: int
    done: int
    lease: timedelta
    finished: bool = field(default=False)

    @contextmanager
    def step(self, *, of: int = 0) -> Iterator[None]:
        """Open the transaction of one step; it commits with the count of steps done.

        `of` is how many steps there are, where that is known.

        Raises:
            LeaseLost: another worker has the piece; nothing of this step stays.
        """
        with transaction.atomic():
            self._own()
            yield
            Work.objects.filter(pk=self.pk).update(
                done=F("done") + 1,
                total=of,
                leased_until=timezone.now() + self.lease,
            )
        self.done += 1

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Open a transaction that counts as no step.

        Raises:
            LeaseLost: another worker has the piece; nothing of this stays.
        """
        with transaction.atomic():
            self._own()
            yield

    @contextmanager
    def finishing(self, result: dict[str, Any] | None = None) -> Iterator[None]:
        """Open the transaction of the effect; it commits with the piece marked as done.

        Raises:
            LeaseLost: another worker has the piece; nothing of the effect stays.
        """
        with transaction.atomic():
            self._own()
            yield
            Work.objects.filter(pk=self.pk).update(
                state=Work.State.DONE,
                result=result,
                error="",
                leased_until=None,
                ended_at=timezone.now(),
            )
        self.finished = True

    def tell(self, done: int, of: int, note: dict[str, Any]) -> None:
        """Say how far a piece without steps has come, for whoever waits for it.

        Raises:
            LeaseLost: another worker has the piece.
        """
        if not self._mine().update(done=done, total=of, result=note):
            raise LeaseLost(self.key)

    def _own(self) -> None:
        owned = self._mine().select_for_update().values_list("pk", flat=True)
        if not list(owned):
            raise LeaseLost(self.key)

    def _mine(self) -> Any:
        return Work.objects.filter(pk=self.pk, attempts=self.attempt, state=Work.State.RUNNING)

    def renew(self) -> bool:
        """Prolong the lease; False when the piece is no longer this worker's."""
        return bool(self._mine().update(leased_until=timezone.now() + self.lease))

    def put_back(self, error: str, *, for_good: bool = False) -> None:
        """Note a failure: the piece waits for its next attempt, or has failed for good."""
        over = for_good or self.attempt >= MAX_ATTEMPTS
        now = timezone.now()
        self._mine().update(
            state=Work.State.FAILED if over else Work.State.WAITING,
            not_before=now + delay_after(self.attempt),
            leased_until=None,
            error=error,
            ended_at=now if over else None,
        )


def delay_after(attempt: int) -> timedelta:
    """Return how long to wait after a failed attempt: four times longer each time, up to an hour.

    The first five delays are 5 s, 20 s, 80 s, 5 min 20 s and 21 min 20 s.
    """
    grown: timedelta = FIRST_DELAY * 4 ** (attempt - 1)
    return min(grown, LONGEST_DELAY)


def take(queues: Collection[str], now: datetime | None = None) -> Piece | None:
    """Take the piece that has waited longest, or one whose worker let its lease run out.

    One conditional UPDATE takes it, so two workers never take the same attempt. A piece whose
    workers died at every attempt has failed.
    """
    now = now or timezone.now()
    ready = Q(state=Work.State.WAITING, not_before__lte=now)
    deserted = Q(state=Work.State.RUNNING, leased_until__lt=now)
    waiting = Work.objects.filter(ready | deserted, queue__in=list(queues))
    for work in waiting.order_by("not_before", "pk")[:TAKEN_AT_A_TIME]:
        unchanged = Work.objects.filter(
            pk=work.pk, state=work.state, attempts=work.attempts, leased_until=work.leased_until
        )
        if work.attempts >= MAX_ATTEMPTS:
            unchanged.update(
                state=Work.State.FAILED,
                error="Its worker died at every attempt.",
                leased_until=None,
                ended_at=now,
            )
            continue
        lease = timedelta(seconds=settings.WORK_LEASE_SECONDS[work.queue])
        taken = unchanged.update(
            state=Work.State.RUNNING, attempts=F("attempts") + 1, leased_until=now + lease
        )
        if taken:
            return Piece(
                pk=work.pk,
                key=work.key,
                name=work.name,
                arguments=work.arguments,
                attempt=work.attempts + 1,
                done=work.done,
                lease=lease,
            )
    return None
