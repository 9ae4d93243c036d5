"""What is proposed to a text, tracked in the Word file that the text came in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from dabir.domain.drafting.copies.printed import PrintedClause
from dabir.formats.documents import Direction
from dabir.formats.docx_styles import W, integer
from dabir.formats.limits import DEFAULT_LIMITS, Limits
from dabir.formats.word_changes.laying import Block
from dabir.formats.word_changes.model import Revision
from dabir.formats.word_changes.runs import Ids
from dabir.formats.word_originals.controls import loosen, require_places
from dabir.formats.word_originals.cutting import BOX, Marking
from dabir.formats.word_originals.dressing import Dressing, Kept, Letters
from dabir.formats.word_originals.editing import Editor
from dabir.formats.word_originals.ends import ends_apart
from dabir.formats.word_originals.errors import NotCarried
from dabir.formats.word_originals.looks import wanted
from dabir.formats.word_originals.opening import Line, Opened, matched
from dabir.formats.word_originals.placing import Anchor, empty_row, twin
from dabir.formats.word_originals.saving import require_plain, saved
from dabir.formats.word_originals.siblings import Beside, beside
from dabir.formats.word_originals.steps import Step, steps_of, with_ends

_PUT_IN = frozenset({f"{W}ins", f"{W}moveTo"})
_TAKEN_OUT = frozenset({f"{W}del", f"{W}moveFrom"})
_REFERENCE = re.compile(r"\[\w{1,5}\]")


@dataclass(frozen=True, slots=True)
class Carried:
    """The file with its changes; `restyled` is how often words only look different."""

    data: bytes
    restyled: int


def track_in(
    original: bytes,
    clauses: Sequence[PrintedClause],
    uids: Sequence[str],
    blocks: Iterable[Block],
    *,
    direction: Direction,
    dressing: Dressing,
    restyler: Revision | None = None,
    properties: Mapping[str, str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Carried:
    """Return a Word file with `blocks` tracked in it: its layout stays what it was.

    `clauses` are its lines as `dabir.formats.drafts` reads them, changes accepted that are tracked
    in it already, and `uids` their ids in `blocks`. Words that are kept keep their looks; those put
    in take the looks of what they stand beside, or what `dressing` knows of them. Where the copy of
    `restyler` has the same words in other looks, that is tracked too. What was written is read
    again: rejecting all gives the base, accepting all the target.

    Raises:
        NotCarried: there is something in the file that changes cannot be tracked in.
        Unreadable: it cannot be read.
    """
    opened = Opened(original, _accepted, limits=limits)
    require_plain(opened)
    lines = matched(opened.lines, [clause.line for clause in clauses])
    if lines is None or len(lines) != sum(1 for line in opened.lines if line.words):
        raise NotCarried("its lines cannot be told apart in it")
    tracker = _Tracker(
        opened,
        lines,
        clauses,
        uids,
        direction=direction,
        dressing=dressing,
        restyler=restyler,
    )
    before = [line.words for line in lines]
    after = tracker.track(list(blocks))
    data = saved(opened, properties or {})
    for accepted, words in ((False, before), (True, after)):
        read = Opened(data, _accepted if accepted else _rejected, limits=limits)
        if _said(read.lines) != _plain(words):
            raise NotCarried("what was written in it reads otherwise than it should")
    return Carried(data, tracker.editor.restyled)


def _accepted(author: str) -> bool:
    del author
    return True


def _rejected(author: str) -> bool:
    del author
    return False


def _said(lines: Iterable[Line]) -> list[str]:
    return _plain(line.words for line in lines)


def _plain(words: Iterable[str]) -> list[str]:
    found = (
        " ".join(_REFERENCE.sub("[]", row).split()) for each in words for row in each.splitlines()
    )
    return [each for each in found if each]


class _Tracker:
    def __init__(
        self,
        opened: Opened,
        lines: Sequence[Line],
        clauses: Sequence[PrintedClause],
        uids: Sequence[str],
        *,
        direction: Direction,
        dressing: Dressing,
        restyler: Revision | None,
    ) -> None:
        self._opened = opened
        self._lines = lines
        self._clauses = clauses
        self._places = {uid: place for place, uid in enumerate(uids)}
        self._marking = Marking(Ids(_last_id(opened)))
        self.editor = Editor(opened, self._marking, direction)
        self._dressing = dressing
        self._letters: dict[str, dict[tuple[int, str], Letters]] = defaultdict(dict)
        for (uid, place, text), letters in dressing.put.items():
            self._letters[uid][place, text] = letters
        self._restyler = restyler
        self._twins: dict[str, Line] = {}

    def track(self, blocks: Sequence[Block]) -> list[str]:
        """Track the changes and return the lines that stay when all are accepted."""
        for block in blocks:
            if block.inserted is not None and block.uid in self._places:
                self._twins[block.uid] = twin(self._lines[self._places[block.uid]])
        # What new lines are like is asked before anything is changed.
        taken = self._taken(blocks)
        anchor = Anchor(self._lines[0])
        said: list[str] = []
        at = -1
        for number, block in enumerate(blocks):
            if block.inserted is None:
                at = self._places[block.uid]
                line = self._lines[at]
                said.append(self._stays(block, line) if block.deleted is None else "")
                if block.deleted is not None:
                    self._leaves(line, block.deleted)
                anchor.pass_line(line)
                continue
            following = self._lines[at + 1] if at + 1 < len(self._lines) else None
            if block.uid in self._twins:
                said.append(self._arrives(block, block.inserted, anchor, following))
            else:
                said.append(self._comes(block, block.inserted, taken[number], anchor, following))
        self._close()
        for root in self._opened.roots.values():
            ends_apart(root, self._marking)
            require_places(root)
            loosen(root)
        return said

    def _taken(self, blocks: Sequence[Block]) -> dict[int, Beside]:
        taken: dict[int, Beside] = {}
        at = -1
        for number, block in enumerate(blocks):
            if block.inserted is None:
                at = self._places[block.uid]
            elif block.uid not in self._places:
                known = self._dressing.added.get(block.uid)
                style = "" if known is None else known.style
                _, taken[number] = beside(self._clauses, self._lines, at, _text(block), style)
        return taken

    def _stays(self, block: Block, line: Line) -> str:
        steps = steps_of(line, block.pieces)
        if block.uid in self._dressing.splits:
            steps = with_ends(line, steps)
        said = _outcome(line, steps)
        kept = self._dressing.kept.get(block.uid)
        restyles = kept is not None and not self._looks_alike(line, kept)
        self.editor.edit(
            line,
            steps,
            letters=self._letters.get(block.uid, {}),
            kept=kept.letters() if kept is not None and restyles else (),
            by=self._restyler if restyles else None,
        )
        if any(step.what != "keep" for step in steps):
            _drop_fallback(line)
        return said

    def _looks_alike(self, line: Line, kept: Kept) -> bool:
        """Whether a line and its copy have one look each, and it is the same to a reader."""
        here = self._opened.look_of(line)
        if here is None or kept.look is None:
            return False
        return wanted(here, kept.look) == here.look

    def _leaves(self, line: Line, by: Revision) -> None:
        moves = bool(by.move) and line.row is None
        tag = "moveFrom" if moves else "del"
        for number, paragraph in enumerate(line.paragraphs):
            self._marking.everything(paragraph, tag, by, _TAKEN_OUT)
            if moves:
                self._marking.moved(paragraph, "moveFrom", by)
            if line.row is not None or _may_go(
                paragraph, line, last=number + 1 == len(line.paragraphs)
            ):
                self._marking.end(paragraph, tag, by)
        if line.row is not None:
            self._marking.row(line.row, "del", by)
        _drop_fallback(line)

    def _arrives(self, block: Block, by: Revision, anchor: Anchor, following: Line | None) -> str:
        line = self._twins[block.uid]
        moves = bool(by.move) and line.row is None
        as_put = by if moves else Revision(by.author, by.at)
        steps = steps_of(line, block.pieces)
        said = _outcome(line, steps)
        letters = self._letters.get(block.uid, {})
        tag = "moveTo" if moves else "ins"
        if line.row is not None and not anchor.takes_row(said, following):
            raise NotCarried("a row of a table moves out of it")
        self.editor.edit(line, steps, letters=letters, moved=as_put, tag=tag)
        anchor.put(line.paragraphs[0] if line.row is None else line.row, following)
        for paragraph in line.paragraphs:
            self._marking.everything(paragraph, tag, as_put, _PUT_IN)
            if moves:
                self._marking.moved(paragraph, "moveTo", as_put)
            self._marking.end(paragraph, tag, as_put)
        if line.row is not None:
            self._marking.row(line.row, "ins", as_put)
        return said

    def _comes(
        self, block: Block, by: Revision, taken: Beside, anchor: Anchor, following: Line | None
    ) -> str:
        known = self._dressing.added.get(block.uid)
        letters: Letters = () if known is None else known.letters
        text = _text(block)
        row = anchor.row
        if row is not None and anchor.takes_row(text, following):
            made = empty_row(row)
            anchor.put(made, following)
            self._fill(made, text, by)
            return text
        paragraph = etree.Element(f"{W}p")
        paragraph.append(taken.paragraph)
        anchor.put(paragraph, following)
        self._marking.end(paragraph, "ins", by)
        mark = self._marking.element("ins", by)
        paragraph.append(mark)
        number, words = taken.text[: taken.mark], taken.text[taken.mark :]
        own = letters[taken.dropped :]
        if number:
            mark.extend(self.editor.words(number, taken.of_mark, paragraph, own[: taken.mark]))
        if words:
            mark.extend(self.editor.words(words, taken.of_words, paragraph, own[taken.mark :]))
        return taken.text

    def _fill(self, row: etree._Element, text: str, by: Revision) -> None:
        cells = row.findall(f"{W}tc")
        texts = text.split("\t", len(cells) - 1)
        for cell, words in zip(cells, [*texts, *[""] * len(cells)], strict=False):
            paragraph = cell.find(f"{W}p")
            assert paragraph is not None  # noqa: S101 (each cell was given one)
            template = paragraph.find(f"{W}pPr/{W}rPr")
            if words:
                mark = self._marking.element("ins", by)
                mark.extend(self.editor.words(words, template, paragraph))
                paragraph.append(mark)
            self._marking.end(paragraph, "ins", by)
        self._marking.row(row, "ins", by)

    def _close(self) -> None:
        """Let nothing end with a paragraph whose end comes or goes: the last one cannot."""
        for root in self._opened.roots.values():
            for parent in (*root.iter(f"{W}body"), *root.iter(BOX)):
                last = next(
                    (each for each in reversed(parent) if each.tag in (f"{W}p", f"{W}tbl")), None
                )
                if last is None or last.tag != f"{W}p":
                    continue
                mark = last.find(f"{W}pPr/{W}rPr")
                tags = _PUT_IN | _TAKEN_OUT
                if mark is not None and any(each.tag in tags for each in mark):
                    last.addnext(etree.Element(f"{W}p"))


def _text(block: Block) -> str:
    return "".join(piece.text for piece in block.pieces if piece.deleted is None)


def _outcome(line: Line, steps: Iterable[Step]) -> str:
    """Return what a line says when all is accepted."""
    return "".join(_words(line, steps))


def _words(line: Line, steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        if step.what == "put":
            yield step.text
        elif step.what == "keep":
            yield line.words[step.start : step.end]


def _may_go(paragraph: etree._Element, line: Line, *, last: bool) -> bool:
    """Whether the end of a paragraph can go: that of a note, of a box or of a section cannot."""
    if paragraph.find(f"{W}pPr/{W}sectPr") is not None or any(True for _ in paragraph.iter(BOX)):
        return False
    if line.place in {"footnote", "endnote"} and last:
        return paragraph.getnext() is not None
    return True


def _drop_fallback(line: Line) -> None:
    """Take away the older form of a text box that is changed: it says what was there before."""
    for paragraph in line.paragraphs:
        for each in list(paragraph.iterancestors(f"{{{_COMPATIBILITY}}}AlternateContent")):
            for older in each.findall(f"{{{_COMPATIBILITY}}}Fallback"):
                each.remove(older)


_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def _last_id(opened: Opened) -> int:
    return max(
        (
            integer(each.get(f"{W}id"), 0)
            for root in opened.roots.values()
            for each in root.iter(etree.Element)
            if each.get(f"{W}id") is not None
        ),
        default=0,
    )
