"""A text cut at its marks, for `components/source_span.html`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text, in code points, that a proposal rests on.

    `key` names the proposal in the page; `state` is "", "accepted" or "rejected"; `kind` may name
    how the mark is drawn.
    """

    start: int
    end: int
    key: str
    label: str = ""
    state: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same marks. `key` is the innermost mark, "" where there is none.

    `keys` lists all marks over it, the innermost first, and `kinds` how they are drawn; `opens` is
    true in the first segment whose innermost mark this is.
    """

    text: str
    key: str = ""
    keys: tuple[str, ...] = ()
    label: str = ""
    state: str = ""
    opens: bool = False
    kinds: tuple[str, ...] = ()


def segments(text: str, marks: Iterable[Mark]) -> list[Segment]:
    """The text in order, cut wherever a mark begins or ends; joined again it is the same text.

    Marks may nest and overlap; the shortest is innermost. A mark that is empty or reaches outside
    the text is cut to what lies inside, and left out when nothing does.
    """
    inside = [
        (max(mark.start, 0), min(mark.end, len(text)), mark)
        for mark in marks
        if max(mark.start, 0) < min(mark.end, len(text))
    ]
    cuts = sorted({0, len(text), *(at for start, end, _ in inside for at in (start, end))})
    opening: dict[int, list[tuple[int, int, Mark]]] = {}
    for covered in inside:
        opening.setdefault(covered[0], []).append(covered)

    found: list[Segment] = []
    current: list[tuple[int, int, Mark]] = []
    opened: set[str] = set()
    for start, end in pairwise(cuts):
        current = [covered for covered in current if covered[1] > start]
        current.extend(opening.get(start, ()))
        if not current:
            found.append(Segment(text[start:end]))
            continue
        over = [mark for _, _, mark in sorted(current, key=lambda one: one[1] - one[0])]
        inner = over[0]
        found.append(
            Segment(
                text=text[start:end],
                key=inner.key,
                keys=tuple(mark.key for mark in over),
                label=inner.label,
                state=inner.state,
                opens=inner.key not in opened,
                kinds=tuple(dict.fromkeys(mark.kind for mark in over if mark.kind)),
            )
        )
        opened.add(inner.key)
    return found
