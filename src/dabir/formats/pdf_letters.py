"""Letters that producers of PDF garble, put right where the file itself shows how.

What is done here never guesses at words: shapes become the letters that they are shapes of, marks
return to the letter that they were drawn with, a half-space stands where the shapes of two letters
show that they were kept apart, and one glyph is read in one way throughout a document.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from dabir.formats.pdf_glyphs import LAST_UNMAPPED, UNMAPPED, Glyph
from dabir.formats.pdf_layout import Row

ARABIC = re.compile(r"[\u0620-\u065f\u066e-\u06d3]")
RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
ZWNJ = "\u200c"
_DUAL = frozenset("بتثجحخسشصضطظعغفقکگلمنهیپچئيكىھ")
_PRESENTATION = re.compile(r"[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]")
_UNMAPPED = re.compile(f"[{chr(UNMAPPED)}-{chr(LAST_UNMAPPED)}]")
_OPENS, _CLOSES = "([{«", ")]}»"
_FACING = re.compile(r"(?<!\S)[(\[{«]\S|\S[)\]}»](?!\w)")
_TURNED_AWAY = re.compile(r"(?<!\S)[)\]}»]\S|\S[(\[{«](?!\w)")
_MIRROR = str.maketrans(_OPENS + _CLOSES, _CLOSES + _OPENS)
# Producers map one glyph to one text, so that a ZWNJ sticks to letters it was never typed before.
# After a letter that does not join, or at the edge of a word, it shows nothing and is dropped.
_STRAY_ZWNJ = re.compile(r"(?<![^\W\d_اأإآدذرزژوؤ])\u200c|\u200c(?!\w)")
# Some producers map the stretch of a justified line to a letter of the other script.
_STRETCH = re.compile(r"(?<=[\u0620-\u06d3])([A-Za-z])\1*(?=[\u0620-\u06d3])")
_FEWEST_STRETCHES = 3
_TATWEEL_INSIDE = re.compile(r"(?<=[\u0620-\u063f\u0641-\u06d3])\u0640+(?=[\u0620-\u06d3])")
# Evidence for a shape: seen so often, in such a share, where letters do not join.
_OFTEN, _SURELY, _LIKELY = 3, 0.8, 0.4
_MOST_PASSES = 4
_MOST_JUDGED = 8
_JOINED_GAP = 0.12


def plain_letters(text: str) -> str:
    """Turn the shapes of letters, which some producers write, into the letters."""
    return _PRESENTATION.sub(lambda shape: unicodedata.normalize("NFKC", shape.group()), text)


def settle_marks(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the glyphs of a page with marks (tanwin, hamza above) put to their letters.

    A mark takes no room and may stand nearer to the next word than to its own; but it is drawn
    right before its letter where lines are drawn from the left, and right after it elsewhere.
    """
    plain = [replace(glyph, text=plain_letters(glyph.text)) for glyph in glyphs]
    step = 1 if _drawn_from_left(plain) else -1
    marks: dict[int, str] = {}
    kept: list[Glyph | None] = list(plain)
    for index, glyph in enumerate(plain):
        only = "".join(c for c in glyph.text if unicodedata.category(c) == "Mn")
        narrow = glyph.end - glyph.start < 0.05 * glyph.size
        if not only or (only != glyph.text and not narrow):
            continue
        base = _base(plain, index, step)
        if base is not None:
            marks[base] = marks.get(base, "") + only
            kept[index] = None
    return [
        replace(glyph, text=glyph.text + marks[index]) if index in marks else glyph
        for index, glyph in enumerate(kept)
        if glyph is not None
    ]


def _base(glyphs: Sequence[Glyph], index: int, step: int) -> int | None:
    mark = glyphs[index]
    for place in (index + step, index + 2 * step, index - step):
        if 0 <= place < len(glyphs):
            other = glyphs[place]
            close = other.start - other.size < mark.centre < other.end + other.size
            if close and ARABIC.search(other.text) and other.end > other.start:
                return place
    return None


def _drawn_from_left(glyphs: Sequence[Glyph]) -> bool:
    steps = Counter(
        one.centre < other.centre
        for one, other in pairwise(glyphs)
        if ARABIC.search(one.text)
        and ARABIC.search(other.text)
        and abs(one.middle - other.middle) < 0.5 * one.size
    )
    return steps[True] >= steps[False]


@dataclass
class _Seen:
    """How often a shape of a letter was seen apart from its neighbour, and beside one at all."""

    letter: str
    apart: int = 0
    beside: int = 0

    @property
    def share(self) -> float:
        return self.apart / self.beside


@dataclass
class _Shapes:
    """What is known of the shapes on one side of a letter: after it, or before it."""

    seen: dict[int, _Seen] = field(default_factory=dict)
    apart: frozenset[int] = frozenset()

    def note(self, glyph: Glyph, letter: str, *, apart: bool) -> None:
        each = self.seen.setdefault(glyph.shape, _Seen(letter))
        each.apart += apart
        each.beside += 1

    def settle(self) -> None:
        """Decide which shapes join nothing on this side.

        Only letters of which several shapes are seen tell anything: a simple font has one for all
        places. A shape that mostly stands apart is taken; so is one that often does, where another
        shape of its letter is the one that joins.
        """
        shapes: dict[str, list[_Seen]] = {}
        for each in self.seen.values():
            shapes.setdefault(each.letter, []).append(each)
        joining = {
            letter
            for letter, all_of_it in shapes.items()
            if any(each.share <= 1 - _SURELY and each.beside > 1 for each in all_of_it)
        }
        self.apart = frozenset(
            shape
            for shape, each in self.seen.items()
            if len(shapes[each.letter]) > 1
            and (
                (each.share >= _SURELY and each.apart >= _OFTEN)
                or (each.share >= _LIKELY and each.apart > 1 and each.letter in joining)
            )
        )


def restore_half_spaces(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with a ZWNJ where the shapes of two letters show that one was typed.

    A Persian letter has another shape at the end of a word than within. A shape that the document
    shows at the ends of words, met within a word, stands before a half-space; and so does, the
    other way round, a shape of the beginnings of words. What was restored is evidence for more.
    """
    done = list(rows)
    for _ in range(_MOST_PASSES):
        ends, starts = _Shapes(), _Shapes()
        for row in done:
            for right, left, joinable in _pairs(row):
                last = _last(right.text) if right else ""
                if right is not None and last in _DUAL:
                    ends.note(right, last, apart=not joinable)
                if left is not None and ARABIC.search(left.text[:1]):
                    starts.note(left, left.text[0], apart=not joinable or last not in _DUAL)
        ends.settle()
        starts.settle()
        before, done = done, [_with_half_spaces(row, ends.apart, starts.apart) for row in done]
        if all(one is other for one, other in zip(before, done, strict=True)):
            break
    return done


def _pairs(row: Row) -> Iterable[tuple[Glyph | None, Glyph | None, bool]]:
    """Yield neighbours in reading order, the right one first, and whether they are in one word."""
    glyphs: list[Glyph | None] = [None, *row.glyphs, None]
    for left, right in pairwise(glyphs):
        if left is None or right is None:
            yield right, left, False
            continue
        if _UNMAPPED.search(left.text + right.text) or "\u0640" in left.text + right.text:
            continue
        near = right.start - left.end < _JOINED_GAP * right.size
        both = bool(ARABIC.search(left.text[:1]) and ARABIC.search(_last(right.text)))
        yield right, left, near and both and ZWNJ not in (left.text[:1], right.text[-1:])


def _last(text: str) -> str:
    """Return the last letter of a cluster, without its marks."""
    bare = [c for c in text if unicodedata.category(c) != "Mn"]
    return bare[-1] if bare else ""


def _with_half_spaces(row: Row, ends: frozenset[int], starts: frozenset[int]) -> Row:
    apart = {
        id(right)
        for right, left, joinable in _pairs(row)
        if joinable and right is not None and left is not None and _last(right.text) in _DUAL
        if right.shape in ends or left.shape in starts
    }
    if not apart:
        return row
    return Row(
        tuple(
            replace(glyph, text=glyph.text + ZWNJ) if id(glyph) in apart else glyph
            for glyph in row.glyphs
        )
    )


def repair(lines: Sequence[str]) -> list[str]:
    """Return the lines of a document with what only all of them together show put right."""
    text = "\n".join(_repair_brackets(lines))
    text = _without_stretches(_settle_unmapped(text))
    text = _TATWEEL_INSIDE.sub("", text).replace("\u06c0", "\u0647\u0654")
    return _STRAY_ZWNJ.sub("", text).split("\n")


def _settle_unmapped(text: str) -> str:
    """Read each glyph without a letter by where it stands: the stretch of a line is a tatweel.

    LibreOffice writes the stretch of justified lines so, and with it every dash that was typed as
    a tatweel. A glyph that stands elsewhere stays unknown.
    """
    for glyph, _count in Counter(_UNMAPPED.findall(text)).most_common(_MOST_JUDGED):
        quoted = re.escape(glyph)
        inside = len(re.findall(rf"(?<=[\u0620-\u06d3]){quoted}+(?=[\u0620-\u06d3])", text))
        as_dash = len(re.findall(rf"(?<=[\u06f0-\u06f9\u0660-\u06690-9 ]){quoted}(?!\w)", text))
        known = inside + as_dash >= max(1, 0.5 * len(re.findall(f"{quoted}+", text)))
        text = text.replace(glyph, "\u0640" if known else "\ufffd")
    return _UNMAPPED.sub("\ufffd", text)


def _without_stretches(text: str) -> str:
    counts = Counter(match.group(1) for match in _STRETCH.finditer(text))
    return _STRETCH.sub(
        lambda match: "" if counts[match.group(1)] >= _FEWEST_STRETCHES else match.group(), text
    )


def _repair_brackets(lines: Sequence[str]) -> list[str]:
    """Turn brackets round in lines that hold Persian when most of them face away from their text.

    Some producers map the mirrored glyph to what it shows and some to what was typed; a whole
    document is made by one, so its brackets decide together.
    """
    mixed = "\n".join(line for line in lines if RTL.search(line))
    facing = len(_FACING.findall(mixed))
    if len(_TURNED_AWAY.findall(mixed)) <= facing:
        return list(lines)
    return [line.translate(_MIRROR) if RTL.search(line) else line for line in lines]
