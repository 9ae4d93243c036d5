"""Red lines held against all that is proposed to a version, as plain data that is kept.

What an amendment does by itself depends on no other: it is found once for each edition of it, so
that after one more amendment, or one ruling, nothing is looked at but what that touches.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

from dabir.domain import drafting
from dabir.domain.drafting import HardConflicts, Unfit, compile_amendments
from dabir.domain.drafting.amendments import names
from dabir.domain.drafting.guards import Watch, Watched
from dabir.stages.texts.compiling.compiled import store, stored
from dabir.stages.texts.examining.guarding import rule_of
from dabir.stages.texts.models import Amendment, Guard, Version
from dabir.stages.texts.snapshots import placed, snapshot

FORM = 2
"""Counts the shapes of what is kept: one of another shape is never read."""

Told = Callable[[int, int], None]
"""Called with how many amendments were checked, and of how many."""


class Way(NamedTuple):
    """Where words are read that somebody judges.

    It is the version where `number` is None and `words` and `base` are; an option where `base` is
    not None.
    """

    number: int | None
    words: str
    base: str | None


class _Does(NamedTuple):
    """What an amendment, adopted alone, does to red lines; each by its place among them."""

    clauses: list[str]
    """The uids of those that it names, where it does anything."""
    rows: list[list[Any]]
    """Of each red line that it may matter to: its place, and how the words stand then."""
    asked: list[list[Any]]
    """Of each that is judged, and whose words are others then: its place, and their digest."""


_NOTHING = _Does([], [], [])


def held_against(
    version: Version,
    guards: Sequence[Guard],
    amendments: Sequence[Amendment],
    out: frozenset[tuple[int, int]],
    told: Told | None = None,
) -> dict[str, Any]:
    """Return how a version, each amendment and each option of a contest stand to red lines.

    `out` has keys of amendments with the places of those of their operations that are rejected or
    withdrawn.
    """
    base = snapshot(version)
    watch = Watch(base, [rule_of(guard) for guard in guards])
    stands = watch.standing()
    asked = {
        (place, stands[place].digest): Way(None, "", None)
        for place, guard in enumerate(guards)
        if guard.judged and stands[place].digest
    }
    each_does = _EachDoes(version, guards, watch, stands)
    changes = []
    operations = []
    for done, amendment in enumerate(amendments):
        if told is not None and done % 100 == 0:
            told(done, len(amendments))
        proposed = placed(amendment)
        laid = [each for each in proposed if (amendment.pk, each.place) not in out]
        operations += laid
        does = each_does.of(amendment, laid)
        for place, digest in does.asked:
            asked.setdefault((place, digest), Way(amendment.number, "", None))
        if does.rows:
            changes.append([amendment.pk, amendment.number, does.clauses, does.rows])
    each_does.keep()
    for place, digest, way in _of_options(base, operations, guards):
        asked.setdefault((place, digest), way)
    return {
        "stands": [row_of(each) for each in stands],
        # As text within the text: who waits for one of them does not read the other.
        "changes": json.dumps(changes, ensure_ascii=False),
        "asked": json.dumps([[*key, *way] for key, way in asked.items()], ensure_ascii=False),
    }


def row_of(watched: Watched) -> list[Any]:
    """Return how words stand to a red line, as plain data."""
    found = watched.crossed
    return [list(found.missing), list(found.forbidden), found.gone, watched.digest]


def digest_of(what: str, version: Version, guards: Iterable[Guard]) -> blake2b:
    """Return the beginning of a name of something that is kept of a version and red lines."""
    digest = blake2b(f"{what}:{FORM}:{version.pk}".encode(), digest_size=16)
    for guard in guards:
        rule = [guard.pk, str(guard.uid), guard.language, guard.rule]
        digest.update(json.dumps([*rule, guard.must_contain, guard.must_not_contain]).encode())
    return digest


def key_of_each(version: Version, guards: Iterable[Guard]) -> str:
    """Return the name under which is kept what each amendment does to these red lines."""
    return digest_of("each", version, guards).hexdigest()


class _EachDoes:
    """What each amendment does, read from what is kept where it was found before."""

    def __init__(
        self,
        version: Version,
        guards: Sequence[Guard],
        watch: Watch,
        stands: Sequence[Watched],
    ) -> None:
        self._version, self._guards, self._watch, self._stands = version, guards, watch, stands
        self._key = key_of_each(version, guards)
        kept = stored(version, self._key)
        self._all_kept = kept is not None
        self._known: Mapping[str, Any] = kept or {}
        self._found: dict[str, _Does] = {}

    def of(self, amendment: Amendment, laid: Sequence[drafting.Proposed]) -> _Does:
        """Return what those operations of an amendment do that may still be adopted."""
        places = ",".join(str(each.place) for each in laid)
        name = f"{amendment.pk}.{amendment.edition}:{places}"
        known = self._known.get(name)
        if known is None:
            self._all_kept = False
        does = self._found[name] = self._look(laid) if known is None else _Does(*known)
        return does

    def keep(self) -> None:
        """Keep all that was found, and of other amendments what was kept; unless that is the same.

        Readers who see the same red lines may see different amendments.
        """
        if self._all_kept:
            return
        among = {_amendment_in(name) for name in self._found}
        others = {
            name: does for name, does in self._known.items() if _amendment_in(name) not in among
        }
        store(self._version, self._key, {**others, **self._found})

    def _look(self, laid: Sequence[drafting.Proposed]) -> _Does:
        try:
            watched = self._watch.with_operations(laid)
        except (HardConflicts, KeyError):
            # Made against another version: it must be drafted again before it can cross anything.
            return _NOTHING
        differs = [
            (place, after)
            for place, (before, after) in enumerate(zip(self._stands, watched, strict=True))
            if before != after
        ]
        rows = [
            [place, *row_of(after)] for place, after in differs if self._may_matter(place, after)
        ]
        clauses = dict.fromkeys(uid for each in laid for uid in sorted(names(each.operation)))
        return _Does(
            list(clauses) if rows else [],
            rows,
            [
                [place, after.digest]
                for place, after in differs
                if self._guards[place].judged and after.digest
            ],
        )

    def _may_matter(self, place: int, after: Watched) -> bool:
        judged = self._guards[place].judged
        return judged or bool(self._stands[place].crossed) or bool(after.crossed)


def _amendment_in(name: str) -> str:
    return name.partition(".")[0]


def _of_options(
    base: drafting.Version, operations: Sequence[drafting.Proposed], guards: Sequence[Guard]
) -> Iterator[tuple[int, str, Way]]:
    """Yield the place and digest of judged words that options of contests make, and which one."""
    judged = [place for place, guard in enumerate(guards) if guard.judged]
    if not judged:
        return
    watch = Watch(base, [rule_of(guards[place]) for place in judged])
    try:
        compilation = compile_amendments(base, operations)
    except Unfit:
        return
    for slot in compilation.slots:
        for option in slot.proposed:
            try:
                watched = watch.with_option(slot, option)
            except HardConflicts:
                continue
            way = Way(None, option.words[:50], slot.base_words[:40])
            for place, one in zip(judged, watched, strict=True):
                if one.digest:
                    yield place, one.digest, way
