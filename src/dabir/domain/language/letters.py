"""One spelling for Persian letters, with the way back to the text as it was received.

Received texts mix Arabic letters (ي ك), presentation forms copied from PDF files, diacritics,
bidirectional marks and tatweel used as a dash. ``fold_with_offsets`` gives the text in which
patterns are searched and remembers where every character came from, so that whatever is found
can be quoted verbatim.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from dabir.domain.language.digits import to_ascii_digits
from dabir.domain.language.origins import Origins, unchanged_origins

ZWNJ = "\u200c"
TATWEEL = "\u0640"

_LETTERS = {
    "ي": "ی",
    "ى": "ی",
    "ے": "ی",
    "ك": "ک",
    "ڪ": "ک",
    "ة": "ه",
    "ۀ": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "أ": "ا",
    "إ": "ا",
    "ٱ": "ا",
}
_LETTER_TABLE = str.maketrans(_LETTERS)

# Bidirectional marks, zero-width space and joiner, soft hyphen, byte order mark: never content.
_INVISIBLE = "\u00ad\u061c\u180e\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_KORANIC_MARKS = "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
_MARKS = f"\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670{_KORANIC_MARKS}"
_PERSIAN = "ءآؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
_ARABIC_DIACRITICS = re.compile(f"[{_MARKS}]")
_COMPOSING = re.compile("[\u0653-\u0655]")
_DROPPED = re.compile(f"[{_INVISIBLE}]")

# A base with its combining marks, else one character that may need changing. Runs of marks are
# cut at eight: canonical ordering is quadratic in the length of a run.
_CHANGING = re.compile(
    f"[^{_MARKS}][{_MARKS}]{{1,8}}|{TATWEEL}+|[^\\x00-\\x7f{ZWNJ}{_PERSIAN}،؛؟«»]"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and where in the original its characters came from."""

    text: str
    origins: Origins

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the part of the original that ``text[start:end]`` came from, as (start, end).

        An empty span stays empty. Raises IndexError beyond the folded text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"span {start}:{end} of a text of {len(self.text)} characters")
        if start == end:
            at = self.origins.start(start) if start < len(self.text) else self._source_end()
            return at, at
        return self.origins.start(start), self.origins.end(end - 1)

    def _source_end(self) -> int:
        return self.origins.end(len(self.text) - 1) if self.text else 0


def normalise_letters(text: str) -> str:
    """Return ``text`` in Persian letters and without marks, ZWNJ and digits kept as they are.

    Presentation forms are resolved (NFKC); ي ى ك ة ۀ أ إ become ی ک ه ا; آ ئ ؤ stay; diacritics,
    bidirectional marks and inner tatweel go; tatweel that stands for a dash becomes ``-``.
    """
    return "".join(piece for piece, _, _ in _pieces(text))


def fold_with_offsets(text: str) -> Folded:
    """Return ``normalise_letters(text)`` with ASCII digits, and its positions in ``text``."""
    pieces: list[str] = []
    origins = Origins()
    for piece, start, end in _pieces(_folded_one_to_one(text)):
        pieces.append(piece)
        if len(piece) == end - start:
            origins.add_unchanged(start, end - start)
        else:
            origins.add_changed(start, end, len(piece))
    return Folded(to_ascii_digits("".join(pieces)), origins)


def unchanged(text: str) -> Folded:
    """Return ``text`` as if folding had changed nothing in it."""
    return Folded(text, unchanged_origins(len(text)))


def _folded_one_to_one(text: str) -> str:
    """Fold what keeps its place at once, since a piece for each Persian digit is slow.

    Letters are left to ``_pieces`` where a hamza or madda may compose with them.
    """
    plain = to_ascii_digits(text)
    if not plain.isascii() and not _COMPOSING.search(plain):
        for letter, persian in _LETTERS.items():
            plain = plain.replace(letter, persian)
    return plain


def _pieces(text: str) -> "list[tuple[str, int, int]]":
    """Cut ``text`` into (folded piece, start, end); dropped characters give no piece."""
    pieces: list[tuple[str, int, int]] = []
    at = 0
    for match in _CHANGING.finditer(text):
        start, end = match.span()
        if start > at:
            pieces.append((text[at:start], at, start))
        at = end
        found = match.group()
        folded = _fold_tatweel(text, start, end) if found[0] == TATWEEL else _fold_cluster(found)
        if folded:
            pieces.append((folded, start, end))
    if at < len(text):
        pieces.append((text[at:], at, len(text)))
    return pieces


@lru_cache(maxsize=4096)
def _fold_cluster(cluster: str) -> str:
    # NFKC may decompose a presentation form into letter and mark, and ه + hamza has no
    # precomposed form, so the marks that are left go last.
    composed = unicodedata.normalize("NFKC", cluster)
    composed = _DROPPED.sub("", _ARABIC_DIACRITICS.sub("", composed)).replace(TATWEEL, "")
    return composed.translate(_LETTER_TABLE)


def _fold_tatweel(text: str, start: int, end: int) -> str:
    """Return ``-`` where tatweel is used as a dash (``۱ـ``, ``الف ـ``, ``۱ ـ۱``), else nothing."""
    # Eight characters are more than the spaces that separate a number from its dash.
    before = _DROPPED.sub("", text[max(0, start - 8) : start])
    after = text[end : end + 1]
    if before and before[-1].isalpha() and after.isalpha():
        return ""
    number_before = before.rstrip()[-1:].isdigit()
    if after.isalpha() and not number_before:
        return ""
    return "-"
