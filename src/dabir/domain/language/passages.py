"""Cutting what somebody wrote into passages, each of which says one thing.

A passage is a paragraph or an item of a list, or a few sentences of a long paragraph. Lead-ins and
greetings too short to stand alone go with what follows them. Works on offsets, so that a passage
can always be shown where it stood.
"""

import re
from dataclasses import dataclass

SHORTEST = 60
LONGEST = 600

_LINE = re.compile(r"[^\n]*\n?")
_ITEM = re.compile(
    r"\s*(?:[-–—•●▪*·٭]\s|\(?[0-9۰-۹٠-٩]{1,3}\s?[.)ـ\-–](?=\s|\D)|"
    r"(?:[آابپتثجچحدهوزa-zA-Z]|الف)\s?[).](?=\s))"
)
_SENTENCE_END = re.compile(r"(?:[.!?؟۔…]+)[»”\"'’)\]]*(?=\s)")
_PAUSE = re.compile(r"[؛;،,:](?=\s)")
_ABBREVIATION = re.compile(
    r"(?<![^\W\d_])(?:\w|e\.g|i\.e|[Nn]o|[Aa]rt|[Mm]rs?|[Dd]r|[Pp]rof|vs|cf|etc|Inc|Ltd|St)\.$"
)
_ENDS = re.compile(r"[.!?؟۔…:؛][»”\"'’)\]]*\s*$")
_BEFORE = 8
"""How far back an abbreviation can reach."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: ``text[start:end]``."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


def cut_passages(text: str, *, shortest: int = SHORTEST, longest: int = LONGEST) -> list[Span]:
    """Return the passages of ``text`` in order.

    Together they hold every sign that is no white space, each once; they begin and end with such
    a sign and never cut a word (ZWNJ is no place to cut). None is longer than ``longest`` signs
    unless it is one unbroken word; one shorter than ``shortest`` is left only where joining it to
    a neighbour would make that too long, or where it is all there is.
    """
    pieces: list[Span] = []
    for block in _blocks(text):
        pieces += _shortened(text, block, longest)
    return _joined(pieces, shortest, longest)


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Return the stretch without white space at its ends, or None when nothing else is in it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None


def _blocks(text: str) -> list[Span]:
    """Paragraphs and items; a line that was only wrapped goes on with the line before it."""
    found: list[Span] = []
    start = 0
    previous = ""
    for match in _LINE.finditer(text):
        line = match.group()
        if not line:
            break
        begins = not line.strip() or _ITEM.match(line) or _ENDS.search(previous)
        if begins and match.start() > start:
            found += _one(text, start, match.start())
            start = match.start()
        previous = line
    found += _one(text, start, len(text))
    return found


def _one(text: str, start: int, end: int) -> list[Span]:
    span = trimmed(text, start, end)
    return [span] if span else []


def _sentences(text: str, block: Span) -> list[Span]:
    found: list[Span] = []
    start = block.start
    for match in _SENTENCE_END.finditer(text, block.start, block.end):
        before = text[max(start, match.start() - _BEFORE) : match.start() + 1]
        if _ABBREVIATION.search(before):
            continue
        found += _one(text, start, match.end())
        start = match.end()
    return found + _one(text, start, block.end)


def _shortened(text: str, block: Span, longest: int) -> list[Span]:
    """Cut a long block into groups of sentences of about equal length."""
    if len(block) <= longest:
        return [block]
    sentences: list[Span] = []
    for sentence in _sentences(text, block):
        sentences += _broken(text, sentence, longest)
    parts = -(-len(block) // longest)
    fair = len(block) / parts
    groups = [sentences[0]]
    for sentence in sentences[1:]:
        last = groups[-1]
        wide = Span(last.start, sentence.end)
        if len(wide) <= longest and len(last) + len(sentence) / 2 <= fair:
            groups[-1] = wide
        else:
            groups.append(sentence)
    return groups


def _broken(text: str, sentence: Span, longest: int) -> list[Span]:
    """Break an overlong sentence at a pause, else at a space, as late as may be."""
    found: list[Span] = []
    rest: Span | None = sentence
    while rest is not None and len(rest) > longest:
        limit = rest.start + longest
        pauses = [match.end() for match in _PAUSE.finditer(text, rest.start, limit)]
        late = [at for at in pauses if at > rest.start + longest // 3]
        at = late[-1] if late else _last_space(text, rest, limit)
        if at is None:
            break
        found += _one(text, rest.start, at)
        rest = trimmed(text, at, rest.end)
    return [*found, rest] if rest else found


def _last_space(text: str, span: Span, limit: int) -> int | None:
    """The last place to cut before ``limit``, else the first after it."""
    for at in range(min(limit, span.end - 1), span.start, -1):
        if text[at].isspace():
            return at
    for at in range(limit, span.end):
        if text[at].isspace():
            return at
    return None


def _joined(pieces: list[Span], shortest: int, longest: int) -> list[Span]:
    """Join what is too short to what follows it, or at the end to what came before."""
    found: list[Span] = []
    for piece in pieces:
        if found and len(found[-1]) < shortest and piece.end - found[-1].start <= longest:
            found[-1] = Span(found[-1].start, piece.end)
        else:
            found.append(piece)
    if len(found) > 1 and len(found[-1]) < shortest:
        before, last = found[-2:]
        if last.end - before.start <= longest:
            found[-2:] = [Span(before.start, last.end)]
    return found
