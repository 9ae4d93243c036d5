"""Where the characters of a changed text came from.

Kept as runs rather than character by character: most of a text is unchanged, and five million
characters would otherwise need five million numbers.
"""

from bisect import bisect_left, bisect_right
from itertools import accumulate


class Origins:
    """The places in an original of the characters of a text that was made from it, in order.

    A run of characters came one by one from as many, or all of it from the same stretch (a
    ligature that was taken apart, an accent that was joined to its letter).
    """

    __slots__ = ("_begins", "_places", "_several", "_stretch_ends", "length")

    def __init__(self) -> None:
        self.length = 0
        self._several = False
        self._begins: list[int] = []  # where each run begins in the text ...
        self._places: list[int] = []  # ... and in the original
        self._stretch_ends: list[int] = []  # the end of the stretch; 0 for one by one

    def add_unchanged(self, place: int, count: int) -> None:
        """Say that the next ``count`` characters are those from ``place`` on."""
        self._add(place, 0, count)

    def add_changed(self, place: int, end: int, count: int) -> None:
        """Say that the next ``count`` characters all came from the stretch up to ``end``."""
        self._add(place, end, count)

    def _add(self, place: int, stretch_end: int, count: int) -> None:
        if count:
            self._several = self.length > 0
            self._begins.append(self.length)
            self._places.append(place)
            self._stretch_ends.append(stretch_end)
            self.length += count

    def start(self, at: int) -> int:
        """Return where the character ``at`` came from: the beginning of it."""
        run = bisect_right(self._begins, at) - 1 if self._several else 0
        if self._stretch_ends[run]:
            return self._places[run]
        return self._places[run] + at - self._begins[run]

    def end(self, at: int) -> int:
        """Return where the character ``at`` came from: the end of it."""
        run = bisect_right(self._begins, at) - 1 if self._several else 0
        return self._stretch_ends[run] or self._places[run] + at - self._begins[run] + 1

    def first_from(self, place: int) -> int:
        """Return the first character that came from ``place`` or later; the length without one."""
        run = bisect_left(self._places, place)
        if run and not self._stretch_ends[run - 1]:
            at = self._begins[run - 1] + place - self._places[run - 1]
            following = self._begins[run] if run < len(self._begins) else self.length
            return min(at, following)
        return self._begins[run] if run < len(self._begins) else self.length


def unchanged_origins(length: int) -> Origins:
    """Return the origins of a text in which nothing was changed."""
    origins = Origins()
    origins.add_unchanged(0, length)
    return origins


def origins_without(text: str, dropped: str) -> Origins:
    """Return the origins of ``text.replace(dropped, "")`` for one character ``dropped``."""
    origins = Origins()
    kept = list(map(len, text.split(dropped)))
    for place, count in zip(accumulate((n + 1 for n in kept), initial=0), kept, strict=False):
        origins.add_unchanged(place, count)
    return origins
