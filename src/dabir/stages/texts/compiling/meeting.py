"""Which amendments to a version meet, as far as one reader sees them; kept as compilations are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, NamedTuple

from dabir.domain.drafting import Proposed, conflict_clusters
from dabir.domain.drafting.amendments import names
from dabir.foundation.people.queries import Reader
from dabir.stages.texts.compiling.compiled import Ranks, store, stored
from dabir.stages.texts.models import Amendment, OperationRuling, Version
from dabir.stages.texts.queries import amendments_visible_to
from dabir.stages.texts.rulings import LIVE
from dabir.stages.texts.snapshots import placed, snapshot

FORM = 1
"""Counts the shapes of what is kept: one of another shape is never read."""

_OUT = (OperationRuling.Ruling.REJECTED, OperationRuling.Ruling.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class KeptMeeting:
    """Operations of several amendments that meet; hard ones must be decided.

    `clauses` are the uids of those of the version that the operations name. `reasons` are values of
    `ConflictReason`, the hard ones first.
    """

    operations: Ranks
    clauses: tuple[str, ...]
    hard: bool
    reasons: tuple[str, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The amendments that meet, by rank."""
        return tuple(dict.fromkeys(number for number, _place in self.operations))


class Live(NamedTuple):
    """Which amendments may still change a version, and which of their operations may not."""

    editions: tuple[tuple[int, int], ...]
    """Key and edition of each amendment."""
    out: frozenset[tuple[int, int]]
    """Key of the amendment and place of what was rejected or withdrawn."""


def kept_meetings(version: Version, reader: Reader) -> tuple[KeptMeeting, ...]:
    """Return where amendments to a version meet that the reader may see, the hard ones first.

    It is found once for each set of amendments and rulings that somebody sees, and kept.
    """
    live = live_seen(version, reader)
    known = stored(version, key_of(version, live))
    if known is not None:
        return _read(known)
    # As with compilations: what was proposed since is left out, and kept by its own name.
    amendments = live_among(version, reader, live)
    live = Live(tuple((each.pk, each.edition) for each in amendments), live.out)
    written = _written(version, amendments, live.out)
    store(version, key_of(version, live), written)
    return _read(written)


def key_of_meetings(version: Version, reader: Reader) -> str:
    """Return the name under which what the reader sees is kept."""
    return key_of(version, live_seen(version, reader))


def key_of(version: Version, live: Live) -> str:
    """Return the name of what meets among these amendments to a version."""
    digest = blake2b(f"meetings:{FORM}:{version.pk}".encode(), digest_size=16)
    for pk, edition in live.editions:
        digest.update(f":{pk}.{edition}".encode())
    for pk, place in sorted(live.out):
        digest.update(f"-{pk}.{place}".encode())
    return digest.hexdigest()


def _seen(version: Version, reader: Reader) -> Any:
    return amendments_visible_to(reader).filter(
        text=version.text_id, base=version, amends=None, state__in=LIVE
    )


def live_among(version: Version, reader: Reader, live: Live) -> list[Amendment]:
    """Return the amendments of `live` that the reader may see still, by key, as they are now."""
    among = {pk for pk, _edition in live.editions}
    return [each for each in _seen(version, reader).order_by("pk") if each.pk in among]


def live_seen(version: Version, reader: Reader) -> Live:
    """Return what the reader may see of what may still change a version; two queries."""
    editions = tuple(_seen(version, reader).order_by("pk").values_list("pk", "edition"))
    among = {pk for pk, _edition in editions}
    ruled = OperationRuling.objects.filter(base=version, ruling__in=_OUT)
    out = frozenset(
        (pk, place) for pk, place in ruled.values_list("amendment", "place") if pk in among
    )
    return Live(editions, out)


def _written(
    version: Version, amendments: Iterable[Amendment], out: frozenset[tuple[int, int]]
) -> list[Any]:
    base = snapshot(version)
    open_ones = [
        each
        for amendment in amendments
        for each in placed(amendment)
        if (amendment.pk, each.place) not in out
    ]
    found = [
        [
            [list(each.rank) for each in cluster.operations],
            list(_clauses(cluster.operations, base.clauses)),
            cluster.hard,
            [each.value for each in sorted(cluster.reasons, key=lambda one: (not one.hard, one))],
        ]
        for cluster in conflict_clusters(base, open_ones)
        if len({each.amendment for each in cluster.operations}) > 1
    ]
    return sorted(found, key=lambda each: not each[2])


def _clauses(operations: Iterable[Proposed], among: Any) -> dict[str, None]:
    return dict.fromkeys(
        uid for each in operations for uid in sorted(names(each.operation)) if uid in among
    )


def _read(written: Iterable[Any]) -> tuple[KeptMeeting, ...]:
    return tuple(
        KeptMeeting(
            tuple((number, place) for number, place in ranks),
            tuple(clauses),
            hard,
            tuple(reasons),
        )
        for ranks, clauses, hard, reasons in written
    )
