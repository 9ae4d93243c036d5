"""How like two texts are, told from short sketches of them: MinHash over pairs of words.

Two texts are compared by the share of pairs of neighbouring words that they have in common. A
sketch keeps, for each of thirty orders of all pairs, the least one that occurs: how many places of
two sketches are equal tells that share. Places in threes make bands, by which texts that are like
each other are found among a million without comparing with each.

Words are taken from search keys, so ZWNJ, ي and ك, digits and case make no difference.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import islice, pairwise

PLACES = 30
BAND = 3
LIKE = 0.45
"""From this share on, texts are nearly the same: below it lie two texts on one subject."""

FEWEST_WORDS = 5
"""Shorter texts («موافقم») are like each other by chance; only equal ones are told."""

MOST_PAIRS = 4_000
"""Pairs of a text that are looked at: a book is told by its beginning."""

_WORD = re.compile(r"\w+")
_PACKING = struct.Struct(f">{PLACES}I")


@dataclass(frozen=True, slots=True)
class Sketch:
    """A text in short. `text` is a signed 64-bit digest of its words in order.

    `places` is empty for a text too short to be compared.
    """

    text: int
    places: tuple[int, ...]

    @property
    def packed(self) -> bytes:
        """The places as bytes, empty for a text too short to be compared."""
        return _PACKING.pack(*self.places) if self.places else b""

    def bands(self, of: int) -> list[int]:
        """Return the keys under which texts like this one are found; `of` keeps calls apart."""
        return [
            _signed(struct.pack(f">QI{BAND}I", of, at, *self.places[at : at + BAND]))
            for at in range(0, len(self.places), BAND)
        ]


def sketch(key: str) -> Sketch:
    """Return the sketch of a text, given as its search key."""
    words = _WORD.findall(key)
    text = _signed(" ".join(words).encode())
    if len(words) < FEWEST_WORDS:
        return Sketch(text, ())
    pairs = {_orders(one, other) for one, other in islice(pairwise(words), MOST_PAIRS)}
    # The column's least, for each of the orders; the mapping runs over the rows side by side.
    return Sketch(text, next(iter(pairs)) if len(pairs) == 1 else tuple(map(min, *pairs)))


def unpacked(data: bytes | memoryview) -> tuple[int, ...]:
    """Return the places of a packed sketch."""
    return _PACKING.unpack(bytes(data)) if len(data) == _PACKING.size else ()


def likeness(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Return the estimated share of pairs of words in common, 0 to 1."""
    if not one or not other:
        return 0.0
    return sum(a == b for a, b in zip(one, other, strict=True)) / PLACES


@lru_cache(maxsize=65_536)
def _orders(one: str, other: str) -> tuple[int, ...]:
    """Return where a pair stands in each of the orders."""
    pair = f"{one} {other}".encode()
    halves = (blake2b(pair, digest_size=PLACES * 2, person=side).digest() for side in (b"1", b"2"))
    return _PACKING.unpack(b"".join(halves))


def _signed(data: bytes) -> int:
    digest = blake2b(data, digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
