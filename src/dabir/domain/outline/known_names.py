"""The names that a document uses where their end is certain, found again where it is not."""

import re
from collections.abc import Iterable

from dabir.domain.outline.words_fa import HEAD, OBJECT_NOUNS

_WORD = re.compile(r"[^\s،؛:.()\[\]«»\"]+")


class KnownNames:
    """The names that a document uses where their end is certain."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._by_first: dict[str, list[str]] = {}
        for name in sorted(set(names), key=len, reverse=True):
            if " " in name:
                self._by_first.setdefault(name.split(" ", 1)[0], []).append(name)

    def at(self, text: str, start: int, end: int) -> int | None:
        """Return where the longest known name that stands at ``start`` ends."""
        word = _WORD.match(text, start, end)
        if not word:
            return None
        for name in self._by_first.get(word.group(), ()):
            stop = start + len(name)
            if stop <= end and text.startswith(name, start):
                following = text[stop : stop + 1]
                if not following or not (following.isalnum() or following == "_"):
                    joined = re.match(r" و (\S+)", text[stop : stop + 40])
                    if joined and not HEAD.match(text, stop + 3) and joined[1] not in OBJECT_NOUNS:
                        continue
                    return stop
        return None
