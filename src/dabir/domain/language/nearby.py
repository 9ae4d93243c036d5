"""Searching a long text only where a match can be.

A pattern that opens with alternatives or a look-behind is tried at every character, which costs
far more than looking for one word that each of its matches must hold. ``Anchor`` describes such a
word and finds the places from which it is in reach; ``matches_at`` tries the pattern there alone.
The result is that of ``pattern.finditer(text)``, provided that the pattern begins at the beginning
of a word and that its anchor begins at most ``reach`` characters after that.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LOOK_BACK = 14  # characters before an anchor in which what leads up to it must stand


@dataclass(frozen=True, slots=True)
class Anchor:
    """What stands in every match of a pattern: ``word`` is best a literal or begins with a set.

    ``reach`` is how many characters a match has before it at most, and ``begins`` the set of those
    with which matches begin, as it stands between square brackets. ``after``, where given, is
    searched in the characters before the word, and ends in them where it is to stand directly
    before it.
    """

    word: re.Pattern[str]
    reach: int
    begins: str = r"\w"
    after: re.Pattern[str] | None = None

    def starts(self, text: str) -> list[int]:
        """Return where words begin from which the anchor is in reach, in order."""
        starts: list[int] = []
        word_start = re.compile(rf"[{self.begins}](?<!\w.)")
        seen = 0
        for match in self.word.finditer(text):
            at = match.start()
            if self.after and not self.after.search(text, max(0, at - _LOOK_BACK), at):
                continue
            begin = max(at - self.reach, seen)
            seen = at + 1
            starts += [start.start() for start in word_start.finditer(text, begin, seen)]
        return starts


def matches_at(
    pattern: re.Pattern[str], text: str, starts: Iterable[int]
) -> Iterator[re.Match[str]]:
    """Yield the matches of ``pattern`` at ``starts``, which are in order; none overlap."""
    end = 0
    for start in starts:
        if start >= end and (match := pattern.match(text, start)):
            yield match
            end = match.end()
