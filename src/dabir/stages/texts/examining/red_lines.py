"""What all that is proposed to a version does to red lines, found once for one set of both.

What is kept is known by what it is of: the red lines and the amendments that a reader may see. It
says how words stand to rules of phrases, and names words that people judge; what they judged is
read when it is asked for, so that nothing is found anew after a judgement.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from dabir.domain.drafting.guards import Crossed, Watch
from dabir.foundation.people.models import Person
from dabir.foundation.people.queries import Reader
from dabir.foundation.work.asking import ask
from dabir.foundation.work.models import Work
from dabir.stages.texts.compiling.compiled import all_stored, store, stored
from dabir.stages.texts.compiling.meeting import Live, live_among, live_seen
from dabir.stages.texts.examining.guarding import Checked, Crossing, rule_of
from dabir.stages.texts.examining.holding import (
    Told,
    Way,
    digest_of,
    held_against,
    key_of_each,
    row_of,
)
from dabir.stages.texts.models import Guard, Judgement, Version
from dabir.stages.texts.queries import guards_visible_to
from dabir.stages.texts.snapshots import snapshot

CHECK = "texts.check_red_lines"
"""The name of the work that finds what one reader asked for."""

AT_ONCE = 60
"""So many amendments are checked while a page is asked for: nobody waits for them."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one amendment, adopted alone, does to red lines; `clauses` are those that it names."""

    amendment: int
    """Its key."""
    number: int
    clauses: tuple[str, ...]
    crossings: tuple[Crossing, ...]

    @property
    def crosses(self) -> bool:
        """Whether it would cross one."""
        return any(each.crosses for each in self.crossings)

    @property
    def open(self) -> bool:
        """Whether a judge has not said yet."""
        return any(each.open for each in self.crossings)

    @property
    def restores(self) -> bool:
        """Whether one that the version crosses would be kept again."""
        return any(each.restores for each in self.crossings)


class RedLines:
    """How a version, the amendments and the options of its contests stand to some red lines."""

    def __init__(self, guards: Sequence[Guard], written: Mapping[str, Any]) -> None:
        self._guards = guards
        self._written = written

    @cached_property
    def _judged(self) -> Mapping[tuple[int, str], Judgement]:
        return _judgements(self._guards)

    @cached_property
    def standing(self) -> list[Checked]:
        """How the version stands to each red line, in the order of their keys."""
        return [self._checked([place, *each]) for place, each in enumerate(self._written["stands"])]

    def changes(self) -> Iterator[Change]:
        """Return what each amendment does that does anything to a red line, by number."""
        for pk, number, clauses, rows in json.loads(self._written["changes"]):
            crossings = tuple(Crossing(self.standing[row[0]], self._checked(row)) for row in rows)
            matter = tuple(each for each in crossings if each.matters)
            if matter:
                yield Change(pk, number, tuple(clauses), matter)

    def asked(self) -> Iterator[tuple[Checked, Way]]:
        """Return which words are judged, answered or open, each once, and where they are read."""
        for place, digest, number, words, base in json.loads(self._written["asked"]):
            yield self._checked([place, [], [], False, digest]), Way(number, words, base)

    def _checked(self, row: Sequence[Any]) -> Checked:
        return _checked(self._guards[row[0]], row[1:], self._judged)


def _judgements(guards: Iterable[Guard]) -> dict[tuple[int, str], Judgement]:
    judged = [guard.pk for guard in guards if guard.judged]
    if not judged:
        return {}
    found = Judgement.objects.filter(guard__in=judged)
    return {(each.guard_id, each.digest): each for each in found}


def _checked(
    guard: Guard, row: Sequence[Any], judged: Mapping[tuple[int, str], Judgement]
) -> Checked:
    missing, forbidden, gone, digest = row
    found = Crossed(tuple(missing), tuple(forbidden), gone)
    return Checked(guard, found, digest, judged.get((guard.pk, digest)))


class _Seen(NamedTuple):
    guards: list[Guard]
    live: Live


def _seen(version: Version, reader: Reader) -> _Seen | None:
    guards = list(guards_visible_to(reader).filter(text=version.text_id).order_by("pk"))
    return _Seen(guards, live_seen(version, reader)) if guards else None


_NOTHING = RedLines((), {"stands": [], "changes": "[]", "asked": "[]"})


def red_lines_at_once(version: Version, reader: Reader) -> RedLines | None:
    """Return what the reader may see; None where it is not found yet and would take long.

    One query where the reader sees no red line: nothing tells them of one that is hidden.
    """
    seen = _seen(version, reader)
    if seen is None:
        return _NOTHING
    known = stored(version, key_of(version, seen.guards, seen.live))
    if known is not None:
        return RedLines(seen.guards, known)
    return _made(version, reader, seen) if len(seen.live.editions) <= AT_ONCE else None


def find_red_lines(version: Version, reader: Reader, told: Told | None = None) -> RedLines:
    """Return what the reader may see; found now and kept, however long that takes."""
    seen = _seen(version, reader)
    if seen is None:
        return _NOTHING
    known = stored(version, key_of(version, seen.guards, seen.live))
    return RedLines(seen.guards, known) if known is not None else _made(version, reader, seen, told)


def _made(version: Version, reader: Reader, seen: _Seen, told: Told | None = None) -> RedLines:
    amendments = live_among(version, reader, seen.live)
    # As with compilations: what was proposed since is left out, and kept by its own name.
    live = Live(tuple((each.pk, each.edition) for each in amendments), seen.live.out)
    written = held_against(version, seen.guards, amendments, live.out, told)
    store(version, key_of(version, seen.guards, live), written)
    return RedLines(seen.guards, written)


def stands_of(versions: Sequence[Version], reader: Reader) -> dict[int, list[Checked]]:
    """Return how versions of one text stand to the red lines that the reader may see, by version.

    What was found of a version before is kept; none where the reader sees no red line.
    """
    guards = list(guards_visible_to(reader).filter(text__in={each.text_id for each in versions}))
    if not guards:
        return {}
    keys = {key_of_stands(version, guards): version for version in versions}
    known = all_stored(versions, keys)
    judged = _judgements(guards)
    found = {}
    for key, version in keys.items():
        rows = known.get(key)
        if rows is None:
            watch = Watch(snapshot(version), [rule_of(guard) for guard in guards])
            rows = [row_of(each) for each in watch.standing()]
            store(version, key, rows)
        pairs = zip(guards, rows, strict=True)
        found[version.pk] = [_checked(guard, row, judged) for guard, row in pairs]
    return found


def keys_of_red_lines(version: Version, reader: Reader) -> set[str]:
    """Return the names under which what the reader sees is kept: none where there is nothing."""
    seen = _seen(version, reader)
    if seen is None:
        return set()
    return {
        key_of(version, seen.guards, seen.live),
        key_of_stands(version, seen.guards),
        key_of_each(version, seen.guards),
    }


def key_of_stands(version: Version, guards: Iterable[Guard]) -> str:
    """Return the name of a version held against these red lines."""
    return digest_of("stands", version, guards).hexdigest()


def key_of(version: Version, guards: Iterable[Guard], live: Live) -> str:
    """Return the name of these red lines with these amendments to a version."""
    digest = digest_of("red lines", version, guards)
    for pk, edition in live.editions:
        digest.update(f":{pk}.{edition}".encode())
    for pk, place in sorted(live.out):
        digest.update(f"-{pk}.{place}".encode())
    return digest.hexdigest()


def have_checked(version: Version, reader: Reader, at: datetime) -> Work | None:
    """Have what the reader may see found in the background; asking again asks once.

    Returns the work, which may have failed, or None where there is nothing to find.
    """
    seen = _seen(version, reader)
    if seen is None:
        return None
    name = f"{CHECK} {version.pk} {key_of(version, seen.guards, seen.live)} "
    last = Work.objects.filter(key__startswith=name).order_by("-pk").first()
    if last is not None and last.state != Work.State.DONE:
        return last
    person = reader.pk if isinstance(reader, Person) else None
    arguments = {"version": version.pk, "reader": person}
    return ask(CHECK, key=f"{name}{at.isoformat()}", at=at, arguments=arguments)
