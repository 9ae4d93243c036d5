"""Redlines and compilations in the base's own Word file: its layout, with the changes tracked.

What copies that are Word files make bold, italic, underlined, struck or raised comes along with the
words that they put in; a redline also tracks where the same words look otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from lxml import etree

from dabir.domain.drafting import Add, Compilation, Edit, Operation, Version
from dabir.domain.drafting.copies import Aligned
from dabir.formats.documents import Language
from dabir.formats.drafts.draft import Draft
from dabir.formats.drafts.proposals import Proposal
from dabir.formats.word_changes import Revision, blocks_of
from dabir.formats.word_changes.adopting import WORDS
from dabir.formats.word_originals import (
    Carried,
    Dressed,
    Dressing,
    Kept,
    Letters,
    Line,
    Newcomer,
    NotCarried,
    Opened,
    Seen,
    matched,
    track_in,
)


def redline_in_original(
    compilation: Compilation, aligned: Aligned, old: Draft, new: Draft, author: str
) -> Carried:
    """Return the old file with the changes of `author` tracked in it, those of looks included.

    Raises:
        NotCarried: the old file is no Word file, or one in which they cannot be tracked.
    """
    dresser = _Dresser(compilation, old.language)
    dresser.split(aligned)
    copy = _Copy.of(new.data, "", aligned, _operations(compilation, 1))
    if copy is not None:
        dresser.dress(copy)
        dresser.keep(copy)
    restyler = None if copy is None else Revision(author)
    return _tracked(compilation, old, dresser.dressing, {}, restyler)


def compilation_in_original(
    compilation: Compilation, base: Draft, proposals: Sequence[Proposal]
) -> Carried:
    """Return the base's file with what is proposed tracked in it, by author.

    Raises:
        NotCarried: the base is no Word file, or one in which that cannot be tracked.
    """
    dresser = _Dresser(compilation, base.language)
    copies: dict[int, _Copy] = {}
    for proposal in proposals:
        made = proposal.copy
        dresser.split(proposal.aligned)
        copy = _Copy.of(made.data, made.author, proposal.aligned, proposal.operations)
        if copy is not None:
            dresser.dress(copy)
            copies[proposal.number] = copy
    dresser.dress_options(copies)
    times = {proposal.number: proposal.copy.at for proposal in proposals}
    return _tracked(compilation, base, dresser.dressing, times, None)


def _tracked(
    compilation: Compilation,
    base: Draft,
    dressing: Dressing,
    times: Mapping[int, datetime | None],
    restyler: Revision | None,
) -> Carried:
    if not base.data:
        raise NotCarried("it is no Word file")
    blocks, properties = blocks_of(compilation, base.language, times)
    return track_in(
        base.data,
        base.lines,
        [clause.uid for _, clause in compilation.base.walk()],
        blocks,
        direction=base.direction,
        dressing=dressing,
        restyler=restyler,
        properties=properties,
    )


def _operations(compilation: Compilation, number: int) -> tuple[Operation, ...]:
    found = [each for each in compilation.proposed if each.amendment == number]
    return tuple(each.operation for each in sorted(found, key=lambda each: each.rank))


@dataclass(frozen=True)
class _Copy:
    """A copy in a Word file: how it was aligned, what it proposes, and its lines in the file."""

    aligned: Aligned
    operations: Sequence[Operation]
    opened: Opened
    lines: Sequence[Line]

    @classmethod
    def of(
        cls, data: bytes, author: str, aligned: Aligned, operations: Sequence[Operation]
    ) -> _Copy | None:
        """Open a copy; None where it is no Word file or its lines are not known again."""
        if not data:
            return None
        accepts: Callable[[str], bool] = lambda each: not author or each == author  # noqa: E731
        opened = Opened(data, accepts)
        lines = matched(opened.lines, [line.line for line in aligned.new])
        return None if lines is None else cls(aligned, operations, opened, lines)

    def letters(self, places: Sequence[int]) -> list[Dressed | None]:
        """Return the letters of lines as they are read, one below the other."""
        found: list[Dressed | None] = []
        for number, place in enumerate(places):
            line = self.lines[place]
            if number:
                found.append(None)
            found += [None] * line.counted
            look = self.opened.look_of(line)
            if look is not None:
                alike = {letter: Dressed(letter, look) for letter in set(line.words)}
                found += [alike[letter] for letter in line.words]
                continue
            known: dict[tuple[str, etree._Element], Dressed | None] = {}
            for letter, unit in zip(line.words, line.units, strict=True):
                if unit.element is None:
                    found.append(None)
                    continue
                key = letter, unit.element
                if key not in known:
                    seen = self.opened.seen(unit)
                    known[key] = None if seen is None else Dressed(letter, seen, unit.refers)
                found.append(known[key])
        return found

    def look(self, places: Sequence[int]) -> Seen | None:
        """Return how all letters of lines look; None where they look different."""
        looks = {self.opened.look_of(self.lines[place]) for place in places}
        return looks.pop() if len(looks) == 1 else None

    def joined(self, places: Sequence[int]) -> str:
        return "\n".join(self.aligned.new[place].line for place in places)


class _Dresser:
    def __init__(self, compilation: Compilation, language: Language) -> None:
        self._of = compilation
        self._base: Version = compilation.base
        self._language = language
        self._uids = [clause.uid for _, clause in self._base.walk()]
        self.dressing = Dressing()

    def split(self, aligned: Aligned) -> None:
        """Say of which lines a copy makes several."""
        for pairing in aligned.pairings:
            if pairing.old and len(pairing.new) > 1:
                self.dressing.splits.add(self._uids[pairing.old[0]])

    def dress(self, copy: _Copy) -> None:
        """Say how the words look that a copy puts in, unless a copy before it puts in the same."""
        edits = _edits(copy.operations)
        for pairing in copy.aligned.pairings:
            if pairing.old and pairing.new:
                uid = self._uids[pairing.old[0]]
                own = edits.get(uid, [])
                if not own:
                    continue
                letters = self._as_told(copy, pairing.new, uid, own)
                shift = 0
                for edit in own:
                    at = edit.start + shift
                    shift += len(edit.new) - (edit.end - edit.start)
                    key = uid, edit.end, edit.new
                    self.dressing.put.setdefault(key, letters[at : at + len(edit.new)])
        self._dress_added(copy)

    def keep(self, copy: _Copy) -> None:
        """Say how all letters look that a copy has of lines of the base."""
        edits = _edits(copy.operations)
        for pairing in copy.aligned.pairings:
            if pairing.old and pairing.new:
                uid = self._uids[pairing.old[0]]
                own = edits.get(uid, [])
                letters = partial(self._as_told, copy, pairing.new, uid, own)
                self.dressing.kept[uid] = Kept(copy.look(pairing.new), letters)

    def dress_options(self, copies: dict[int, _Copy]) -> None:
        """Say how the words look that stand in brackets."""
        comma = WORDS["fa" if self._language == "fa" else "en"].comma
        for slot in self._of.slots:
            uid = slot.target[0]
            for option in slot.proposed if len(slot.proposed) > 1 else ():
                copy = copies.get(option.adopted[0].amendment) if option.adopted else None
                words = option.words.strip()
                if copy is None or not words:
                    continue
                pairing = next(
                    (
                        each
                        for each in copy.aligned.pairings
                        if each.old and each.new and self._uids[each.old[0]] == uid
                    ),
                    None,
                )
                if pairing is None:
                    continue
                own = _edits(copy.operations).get(uid, [])
                told = _told(self._wording(uid), own)
                letters = self._as_told(copy, pairing.new, uid, own)
                before = [edit for edit in own if edit.end < slot.start]
                shift = sum(len(edit.new) - (edit.end - edit.start) for edit in before)
                at = told.find(words, max(slot.start + shift, 0))
                if at < 0:
                    continue
                names = comma.join(option.supporters)
                looks = [None, *letters[at : at + len(words)], *[None] * (len(names) + 4)]
                blanks = len(slot.base_words) - len(slot.base_words.rstrip())
                place = slot.end - (blanks if slot.base_words.strip() else 0)
                self.dressing.put[uid, place, f"[{words} — {names}]"] = looks

    def _dress_added(self, copy: _Copy) -> None:
        waiting = [each for each in copy.aligned.pairings if each.new and not each.old]
        for operation in copy.operations:
            if not isinstance(operation, Add):
                continue
            wordings = (operation.heading, operation.text)
            words = next((each[self._language] for each in wordings if self._language in each), "")
            found = next((each for each in waiting if copy.joined(each.new) == words), None)
            if found is not None:
                waiting.remove(found)
                style = copy.lines[found.new[0]].style
                newcomer = Newcomer(copy.letters(found.new), style)
                self.dressing.added.setdefault(operation.uid, newcomer)

    def _as_told(
        self, copy: _Copy, places: Sequence[int], uid: str, edits: Sequence[Edit]
    ) -> Letters:
        """Return the letters of a line as the copy's operations have it.

        They leave its mark as it is in the base, so that letters are told from the end.
        """
        told = _told(self._wording(uid), edits)
        letters = copy.letters(places)
        printed = copy.joined(places)
        same = len(told) if told == printed else 0
        while (
            told != printed
            and same < min(len(told), len(printed))
            and told[-1 - same] == printed[-1 - same]
        ):
            same += 1
        known = letters[len(letters) - same :] if same else []
        return [*[None] * (len(told) - same), *known]

    def _wording(self, uid: str) -> str:
        clause = self._base[uid]
        return next(iter((*clause.heading.values(), *clause.text.values())), "")


def _edits(operations: Sequence[Operation]) -> dict[str, list[Edit]]:
    found: dict[str, list[Edit]] = {}
    for operation in operations:
        if isinstance(operation, Edit):
            found.setdefault(operation.uid, []).append(operation)
    return {
        uid: sorted(each, key=lambda edit: (edit.start, edit.end)) for uid, each in found.items()
    }


def _told(wording: str, edits: Sequence[Edit]) -> str:
    return "".join(_pieces(wording, edits))


def _pieces(wording: str, edits: Sequence[Edit]) -> Iterator[str]:
    at = 0
    for edit in edits:
        yield wording[at : edit.start]
        yield edit.new
        at = edit.end
    yield wording[at:]
