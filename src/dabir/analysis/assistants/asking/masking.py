"""Passages as they are sent: without personal data, and no longer than they need to be."""

from __future__ import annotations

from dataclasses import dataclass

from dabir.analysis.excerpts import Place
from dabir.domain.language.personal_data import find_personal_data
from dabir.domain.language.printable import printable

MASK = "[…]"
LONGEST = 1500


@dataclass(frozen=True, slots=True)
class Sent:
    """A passage under the number by which the model knows it; whose it is, the model is not told.

    ``times`` is how many submissions hold the same text.
    """

    number: int
    place: Place
    text: str
    masked: str
    times: int
    stance: str | None = None


def masked(text: str) -> str:
    """Return a text in which everything that looks like personal data is masked."""
    pieces, done = [], 0
    for found in find_personal_data(text):
        pieces += [text[done : found.start], MASK]
        done = found.end
    pieces.append(text[done:])
    return printable("".join(pieces)[:LONGEST])
