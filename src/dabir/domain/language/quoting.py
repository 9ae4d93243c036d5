"""Finding the words that somebody quotes, in the text they quote from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dabir.domain.language.passages import Span
from dabir.domain.language.search_key import search_key

_WORD = re.compile(r"[^\W_]+(?:[\u200c\u0610-\u061a\u064b-\u065f]+[^\W_]*)*")
_JOINED = re.compile("\u200c+")


def find_quote(text: str, quote: str) -> Span | None:
    """Return the first place where ``quote`` stands in ``text``; None where it does not."""
    return next(iter(find_quotes(text, quote)), None)


def find_quotes(text: str, quote: str) -> list[Span]:
    """Return every place where ``quote`` stands in ``text``, in code points, none within another.

    First letter by letter; else word by word, so that quotation marks, other spellings of ي and
    ك, half-spaces, digits of the other script, case and blanks do not matter. An empty quote
    stands nowhere.
    """
    bare = quote.strip().strip("«»“”\"'…. ").strip()
    if not bare:
        return []
    exact = [Span(each.start(), each.end()) for each in re.finditer(re.escape(bare), text)]
    return exact or _by_words(text, bare)


def _by_words(text: str, bare: str) -> list[Span]:
    wanted = [key for key, _span in _keys(bare)]
    found = list(_keys(text))
    places: list[Span] = []
    first = 0
    while wanted and first <= len(found) - len(wanted):
        stretch = found[first : first + len(wanted)]
        if all(key == other for (key, _span), other in zip(stretch, wanted, strict=True)):
            places.append(Span(stretch[0][1].start, stretch[-1][1].end))
            first += len(wanted)
        else:
            first += 1
    return places


def _keys(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the search key of each word with where it stands; a half-space parts words too.

    So «می‌شود» is found by «می شود» and by «می‌شود» alike.
    """
    for match in _WORD.finditer(text):
        start = match.start()
        for piece in _pieces(match.group()):
            span = Span(start + piece.start, start + piece.end)
            if key := search_key(text[span.start : span.end]):
                yield key, span


def _pieces(word: str) -> Iterator[Span]:
    start = 0
    for joint in _JOINED.finditer(word):
        if joint.start() > start:
            yield Span(start, joint.start())
        start = joint.end()
    if start < len(word):
        yield Span(start, len(word))
