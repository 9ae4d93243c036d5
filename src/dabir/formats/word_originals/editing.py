"""Changes laid into the runs of one line: kept words keep their looks, new ones take their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from dabir.domain.language.printable import printable
from dabir.formats.documents import Direction
from dabir.formats.docx_parts import by_script
from dabir.formats.docx_styles import W
from dabir.formats.word_changes.model import Look, Revision
from dabir.formats.word_changes.runs import parts_of_text
from dabir.formats.word_originals.cutting import Marking, cut, runs_in
from dabir.formats.word_originals.dressing import Letters
from dabir.formats.word_originals.errors import NotCarried
from dabir.formats.word_originals.looks import copied, drop, give, properties_of, put, wanted
from dabir.formats.word_originals.opening import Line, Opened, run_of
from dabir.formats.word_originals.siblings import paragraph_like
from dabir.formats.word_originals.steps import END, Step

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AHEAD = {f"{W}{name}" for name in ("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "fldData")}
"""What stands before the runs in a control, a smart tag or a field, and is none."""


@dataclass(frozen=True, slots=True)
class _Restyled:
    start: int
    end: int
    before: Look
    after: Look

    def goes_on(self, line: Line, place: int, found: tuple[Look, Look]) -> bool:
        """Whether the letter at a place is changed like those before it, in the same run."""
        before, unit = line.units[place - 1], line.units[place]
        if found != (self.before, self.after) or self.end != place:
            return False
        return run_of(unit.element) is run_of(before.element)


@dataclass
class Editor:
    """Writes into the lines of an opened file."""

    opened: Opened
    marking: Marking
    direction: Direction
    restyled: int = 0
    """How often words only look different."""

    def edit(
        self,
        line: Line,
        steps: Sequence[Step],
        *,
        letters: dict[tuple[int, str], Letters],
        kept: Letters = (),
        by: Revision | None = None,
        moved: Revision | None = None,
        tag: str = "moveTo",
    ) -> None:
        """Track `steps` in a line.

        `letters` says by place and words how those that are put in look in the copy; `kept` how all
        letters of the line do, where `by` is who changed the looks. `moved` is who puts in the line
        as a whole, inside marks of the name `tag`.

        Raises:
            NotCarried: something is changed that cannot be tracked here.
        """
        if by is None and moved is None and all(step.what == "keep" for step in steps):
            return
        looks = list(self._restyled(line, steps, kept)) if by is not None else []
        cut(
            line,
            [
                *(
                    place
                    for step in steps
                    if step.what != "keep"
                    for place in (step.start, step.end)
                ),
                *(place for restyled in looks for place in (restyled.start, restyled.end)),
            ],
        )
        if by is not None:
            for restyled in looks:
                self._restyle(line, restyled, by)
        tail: etree._Element | None = None
        replaced: etree._Element | None = None
        for step in steps:
            if step.what == "put":
                words = letters.get((step.place, step.text.replace(END, "\n")), ())
                tail = self._put(line, step, tail, replaced, words)
                continue
            runs = runs_in(line, step.start, step.end)
            replaced = None
            if step.what == "take" and step.by is not None:
                replaced = _first(line, step)
                self.marking.wrap(runs, "del", step.by)
                runs = list(
                    dict.fromkeys(each for run in runs if (each := run.getparent()) is not None)
                )
            if moved is not None:
                self.marking.wrap(runs, tag, moved)
                runs = [each for run in runs if (each := run.getparent()) is not None]
            wall = line.units[step.end - 1].element is None
            tail = None if wall else runs[-1] if runs else tail

    def words(
        self,
        text: str,
        template: etree._Element | None,
        paragraph: etree._Element,
        letters: Letters = (),
    ) -> Iterator[etree._Element]:
        """Yield runs of new words that look like `template`, but where a copy has them otherwise.

        Raises:
            NotCarried: the mark of a footnote is among them.
        """
        properties = copied(template)
        here = self.opened.looks.of(properties, paragraph)
        usual = replace(here.look, raised=False, lowered=False) if not letters else here.look
        start = 0
        looks = [usual if known is None else wanted(here, known.seen) for known in letters] or [
            usual
        ] * len(text)
        if any(known is not None and known.refers for known in letters):
            raise NotCarried("a footnote comes or moves")
        for place in range(1, len(text) + 1):
            if place < len(text) and looks[place] == looks[start]:
                continue
            for piece, rtl in by_script(printable(text[start:place]), self.direction):
                run = etree.Element(f"{W}r")
                own = copied(properties)
                give(own, here.look, looks[start])
                drop(own, "rtl")
                if rtl:
                    put(own, "rtl")
                if len(own):
                    run.append(own)
                run.extend(_texts(piece))
                yield run
            start = place

    def _put(
        self,
        line: Line,
        step: Step,
        tail: etree._Element | None,
        replaced: etree._Element | None,
        letters: Letters,
    ) -> etree._Element | None:
        assert step.by is not None  # noqa: S101 (whatever is put in is somebody's)
        walls = sum(1 for unit in line.units[: step.start] if unit.element is None)
        paragraph = line.paragraphs[walls]
        template = _beside(line, step.start) if replaced is None else replaced
        following = None
        if step.start < len(line.units):
            following = run_of(line.units[step.start].element)
        at = 0
        for number, words in enumerate(step.text.split(END)):
            ends = tail is not None and tail.getparent() is paragraph
            row = words
            if number and tail is not None and ends and paragraph.getparent() is not None:
                self._end_after(tail, paragraph, step.by)
                tail = None
            elif number:
                row, at = f"\n{words}", at - 1
            if not row:
                at += 1
                continue
            mark = self.marking.element("ins", step.by)
            mark.extend(self.words(row, template, paragraph, letters[at : at + len(row)]))
            at += len(row) + 1
            if tail is not None:
                tail = _after(tail, following)
                tail.addnext(mark)
            elif following is not None:
                _first_of(following).addprevious(mark)
            else:
                paragraph.append(mark)
            tail = mark
        return tail

    def _end_after(self, tail: etree._Element, paragraph: etree._Element, by: Revision) -> None:
        """Let what is before and in `tail` be a paragraph of its own, before the other."""
        made = etree.Element(f"{W}p")
        made.append(paragraph_like(paragraph))
        before = [each for each in tail.itersiblings(preceding=True) if each.tag != f"{W}pPr"]
        made.extend([*reversed(before), tail])
        paragraph.addprevious(made)
        self.marking.end(made, "ins", by)

    def _restyled(self, line: Line, steps: Sequence[Step], kept: Letters) -> Iterator[_Restyled]:
        """Yield the words that the copy has too, and that look otherwise there."""
        left = sum(
            len(step.text) if step.what == "put" else step.end - step.start
            for step in steps
            if step.what != "take"
        )
        open_: _Restyled | None = None
        for step in steps:
            if step.what == "put":
                left -= len(step.text)
            if step.what != "keep":
                continue
            for place in range(step.start, step.end):
                found = self._change(line, place, kept, len(kept) - left)
                left -= 1
                if found is not None and open_ is not None and open_.goes_on(line, place, found):
                    open_ = replace(open_, end=place + 1)
                    continue
                if open_ is not None:
                    yield from _trimmed(line, open_)
                open_ = None if found is None else _Restyled(place, place + 1, *found)
        if open_ is not None:
            yield from _trimmed(line, open_)

    def _change(
        self, line: Line, place: int, kept: Letters, there: int
    ) -> tuple[Look, Look] | None:
        known = kept[there] if 0 <= there < len(kept) else None
        unit = line.units[place]
        here = self.opened.seen(unit)
        if known is None or here is None or known.seen == here:
            return None
        if unit.refers or known.letter != line.words[place]:
            return None
        after = wanted(here, known.seen)
        return None if after == here.look else (here.look, after)

    def _restyle(self, line: Line, each: _Restyled, by: Revision) -> None:
        self.restyled += 1
        for run in runs_in(line, each.start, each.end):
            properties = properties_of(run)
            change = self.marking.element("rPrChange", by)
            change.append(copied(properties))
            give(properties, each.before, each.after)
            properties.append(change)


def _trimmed(line: Line, each: _Restyled) -> Iterator[_Restyled]:
    words = line.words[each.start : each.end]
    if words.strip():
        start = each.start + len(words) - len(words.lstrip())
        yield replace(each, start=start, end=each.end - len(words) + len(words.rstrip()))


def _first(line: Line, step: Step) -> etree._Element | None:
    """Return the properties of the first words that are taken out."""
    for unit in line.units[step.start : step.end]:
        run = run_of(unit.element)
        if run is not None and not unit.refers:
            return _properties(run)
    return None


def _beside(line: Line, place: int) -> etree._Element | None:
    """Return the properties of the words before a place, or else after it, in one cell."""
    for each in range(place - 1, -1, -1):
        unit = line.units[each]
        if unit.element is None:
            break
        run = run_of(unit.element)
        if run is not None and not unit.refers:
            return _properties(run)
    for unit in line.units[place:]:
        if unit.element is None:
            break
        run = run_of(unit.element)
        if run is not None and not unit.refers:
            return _properties(run)
    return None


def _properties(run: etree._Element) -> etree._Element:
    """Return properties for words beside a run, without what makes a link of it."""
    found = copied(run.find(f"{W}rPr"))
    if next(run.iterancestors(f"{W}hyperlink"), None) is not None:
        for name in ("rStyle", "color", "u"):
            drop(found, name)
    return found


def _after(tail: etree._Element, following: etree._Element | None) -> etree._Element:
    """Return what new words come after: not in a link or a field that ends with `tail`."""
    around = set() if following is None else set(following.iterancestors())
    while True:
        ahead = tail.getnext()
        while ahead is not None and _ends_field(ahead):
            tail, ahead = ahead, ahead.getnext()
        parent = tail.getparent()
        if parent is None or parent.tag == f"{W}p" or parent in around:
            return tail
        tail = parent


def _ends_field(element: etree._Element) -> bool:
    marks = element.findall(f"{W}fldChar") if element.tag == f"{W}r" else []
    return any(mark.get(f"{W}fldCharType") == "end" for mark in marks)


def _first_of(run: etree._Element) -> etree._Element:
    """Return what new words come before: a link or a field that begins with a run as a whole."""
    found = run
    while True:
        parent = found.getparent()
        if parent is None or parent.tag == f"{W}p":
            return found
        if any(str(each.tag) not in _AHEAD for each in found.itersiblings(preceding=True)):
            return found
        found = parent


def _texts(text: str) -> Iterator[etree._Element]:
    for tag, words in parts_of_text(text):
        made = etree.Element(f"{W}{tag}")
        if words:
            made.set(_SPACE, "preserve")
            made.text = words
        yield made
