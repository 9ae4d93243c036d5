"""How the words of copies look in their own Word files, for whoever lays them into the base."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dabir.formats.word_originals.looks import Seen


class Dressed(NamedTuple):
    """A letter of a copy and how it looks there; `refers`: it belongs to the mark of a footnote."""

    letter: str
    seen: Seen
    refers: bool = False


Letters = Sequence[Dressed | None]
"""For each letter of some words how it looks, None where that is not known."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A line of the base as a copy has it: how all of it looks, where it has one look, and how its
    letters do, told when somebody asks.
    """

    look: Seen | None
    letters: Callable[[], Letters]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A line that a copy adds: its letters and the name of its style there."""

    letters: Letters
    style: str = ""


@dataclass(frozen=True)
class Dressing:
    """What is known of the looks of words in copies.

    `splits` are the ids of lines of which some copy makes several.
    `put` has words that are put into a line, by its id, the place in the base where they are put
    and the words themselves; `added` lines by their ids; `kept` all letters of a line as one copy
    has it, for whoever tracks changes of looks alone.
    """

    put: dict[tuple[str, int, str], Letters] = field(default_factory=dict)
    added: dict[str, Newcomer] = field(default_factory=dict)
    kept: dict[str, Kept] = field(default_factory=dict)
    splits: set[str] = field(default_factory=set)
