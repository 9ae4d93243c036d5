"""What is proposed to a text, laid out as the paragraphs of a Word file.

Each paragraph is there once, or twice where its clause moves: as it leaves and as it comes. What
is left when every change is rejected is the base, in its order; what is left when all are accepted
is the text with everything adopted that excludes nothing else, and contested language in brackets.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dabir.domain.drafting import Clause, Part, Version
from dabir.formats.word_changes.adopting import Adopted, Span
from dabir.formats.word_changes.model import Revision
from dabir.formats.word_changes.naming import bookmark_name
from dabir.formats.word_changes.numbers import Inset, ListPlace, Numbers
from dabir.formats.word_changes.styling import ClauseStyle, Role


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with their fate; `start` is where they stand in the base, None where they do not."""

    text: str
    inserted: Revision | None = None
    deleted: Revision | None = None
    start: int | None = None
    label: bool = False


@dataclass(slots=True)
class Block:
    """One paragraph of the clause `uid` to write; `was_style` and `was_place` where they change, by
    `restyled`.

    `target` is the wording it shows, for comments, None where these belong to another block.
    """

    uid: str
    style: ClauseStyle
    place: ListPlace | None
    inset: Inset
    pieces: list[Piece]
    inserted: Revision | None = None
    deleted: Revision | None = None
    bookmark: str = ""
    was_style: ClauseStyle | None = None
    was_place: ListPlace | None = None
    was_inset: Inset | None = None
    restyled: Revision | None = None
    target: tuple[str, Part] | None = None


@dataclass(frozen=True, slots=True)
class _Side:
    """How the parts of one clause are laid out on one side, base or target."""

    clause: Clause
    depth: int
    language: str

    @property
    def heading(self) -> str:
        return self.clause.wording(Part.HEADING, self.language)

    @property
    def text(self) -> str:
        return self.clause.wording(Part.TEXT, self.language)

    def has(self, part: Part) -> bool:
        if part is Part.HEADING:
            return bool(self.heading)
        return bool(self.text) or not self.heading

    def style(self, part: Part) -> ClauseStyle:
        if part is Part.TEXT and self.heading:
            return ClauseStyle(Role.TEXT, self.depth)
        role = Role.HEADING if part is Part.HEADING else Role.CLAUSE
        return ClauseStyle(role, self.depth, self.clause.kind, self.clause.style)

    def leads(self, part: Part) -> bool:
        """Whether the number of the clause stands before this part."""
        return part is Part.HEADING or not self.heading


@dataclass
class Layout:
    """Lays out `base` and what of `adopted` changes it, in one language."""

    base: Version
    adopted: Adopted
    language: str
    numbers: Numbers
    _names: dict[tuple[str, Part], str] = field(default_factory=dict, init=False)

    def blocks(self) -> Iterator[Block]:
        """Yield the paragraphs in order."""
        target = self.adopted.target
        was, depths = dict(_walk(self.base)), dict(_walk(target))
        movers = self._movers()
        stays = {uid for uid in was if uid in depths and uid not in movers}
        waiting: list[tuple[str, str]] = list(reversed(self._siblings(None, stays)))
        while waiting:
            what, uid = waiting.pop()
            if what == "leaves":
                yield from self._leaves(uid, was, movers)
                below = [(what, child) for child in self.base.children(uid)]
            elif what == "comes":
                yield from self._comes(uid, was, depths, movers)
                below = [(what, child) for child in target.children(uid)]
            else:
                yield from self._stays(uid, was[uid], depths[uid])
                below = self._siblings(uid, stays)
            waiting += reversed(below)

    def _siblings(self, parent: str | None, stays: set[str]) -> list[tuple[str, str]]:
        """Return what stays, comes and leaves in a clause that stays, in order.

        What comes between two that stay was put after the first, and so stands before what leaves:
        whoever rejects the leaving still reads both where they belong.
        """
        row: list[tuple[str, str]] = []
        waiting = deque(self.base.children(parent))
        for uid in self.adopted.target.children(parent):
            if uid not in stays:
                row.append(("comes", uid))
                continue
            while waiting[0] != uid:
                row.append(("leaves", waiting.popleft()))
            row.append(("stays", waiting.popleft()))
        return [*row, *(("leaves", uid) for uid in waiting)]

    def _movers(self) -> dict[str, Revision]:
        """Return the clauses that move, themselves or with what they stand in, and by whom."""
        movers: dict[str, Revision] = {}
        target = self.adopted.target
        for _, clause in target.walk():
            if clause.uid not in self.base:
                continue
            if clause.uid in self.adopted.moves:
                movers[clause.uid] = self.adopted.moves[clause.uid]
            elif clause.parent in movers and clause.parent is not None:
                movers[clause.uid] = movers[clause.parent]
        return movers

    def _move(self, uid: str, part: Part, mover: Revision) -> Revision:
        name = self._names.setdefault((uid, part), f"move{len(self._names) + 1}")
        return Revision(mover.author, mover.at, name)

    def _leaves(
        self, uid: str, depths: Mapping[str, int], movers: Mapping[str, Revision]
    ) -> Iterator[Block]:
        side = _Side(self.base[uid], depths[uid], self.language)
        target = self.adopted.target
        for part in (Part.HEADING, Part.TEXT):
            if not side.has(part):
                continue
            if uid in target:
                comes = _Side(target[uid], 0, self.language).has(part)
                by = self._move(uid, part, movers[uid]) if comes else movers[uid]
            else:
                by = self.adopted.deleter(self.base, uid)
            pieces = []
            place = None
            if side.leads(part):
                place = self.numbers.place(uid, target=False)
                pieces += [
                    Piece(label, deleted=by, label=True)
                    for label in self.numbers.typed(uid, target=False)
                ]
            pieces.append(Piece(side.clause.wording(part, self.language), deleted=by, start=0))
            yield Block(
                uid=uid,
                style=side.style(part),
                place=place,
                inset=self.numbers.inset(uid, leads=side.leads(part), target=False),
                pieces=pieces,
                deleted=by,
                bookmark=bookmark_name(uid, part),
                target=(uid, part),
            )

    def _comes(
        self,
        uid: str,
        was: Mapping[str, int],
        depths: Mapping[str, int],
        movers: Mapping[str, Revision],
    ) -> Iterator[Block]:
        target = self.adopted.target
        side = _Side(target[uid], depths[uid], self.language)
        for part in (Part.HEADING, Part.TEXT):
            if not side.has(part):
                continue
            moved = uid in was
            if moved and _Side(self.base[uid], 0, self.language).has(part):
                by = self._move(uid, part, movers[uid])
                wording = self.base[uid].wording(part, self.language)
                pieces = _moved(_marked(wording, self.adopted.spans(uid, part)), by)
            elif moved:
                # A new heading comes before all that tells where the clause was.
                heads = part is Part.HEADING
                by = movers[uid] if heads else self.adopted.shaper(uid, part)
                pieces = list(_marked("", self.adopted.spans(uid, part)))
            else:
                by = self.adopted.adders[uid]
                pieces = [Piece(side.clause.wording(part, self.language), inserted=by)]
            place = None
            if side.leads(part):
                place = self.numbers.place(uid, target=True)
                labels = self.numbers.typed(uid, target=True)
                pieces = [Piece(label, inserted=by, label=True) for label in labels] + pieces
            yield Block(
                uid=uid,
                style=side.style(part),
                place=place,
                inset=self.numbers.inset(uid, leads=side.leads(part), target=True),
                pieces=pieces,
                inserted=by,
                bookmark=bookmark_name(uid, part, moved=moved),
            )

    def _stays(self, uid: str, was_depth: int, depth: int) -> Iterator[Block]:
        before = _Side(self.base[uid], was_depth, self.language)
        after = _Side(self.adopted.target[uid], depth, self.language)
        for part in (Part.HEADING, Part.TEXT):
            if not before.has(part) and not after.has(part):
                continue
            spans = self.adopted.spans(uid, part)
            style = after.style(part) if after.has(part) else before.style(part)
            place = self._place(uid, after, part, target=True)
            block = Block(
                uid=uid,
                style=style,
                place=place if after.has(part) else self._place(uid, before, part, target=False),
                inset=self._inset(uid, after, part, target=True),
                pieces=list(_marked(self.base[uid].wording(part, self.language), spans)),
                bookmark=bookmark_name(uid, part),
                target=(uid, part),
            )
            if not before.has(part):
                block.inserted = self.adopted.shaper(uid, part)
            elif not after.has(part):
                block.deleted = self.adopted.shaper(uid, part)
            else:
                was = before.style(part), self._place(uid, before, part, target=False)
                if was != (style, place):
                    block.was_style, block.was_place = was
                    block.was_inset = self._inset(uid, before, part, target=False)
                    block.restyled = self.adopted.shaper(uid, Part.HEADING)
            if not after.has(part):
                block.inset = self._inset(uid, before, part, target=False)
            block.pieces[:0] = self._labels(uid, before, after, part)
            yield block

    def _place(self, uid: str, side: _Side, part: Part, *, target: bool) -> ListPlace | None:
        return self.numbers.place(uid, target=target) if side.leads(part) else None

    def _inset(self, uid: str, side: _Side, part: Part, *, target: bool) -> Inset:
        return self.numbers.inset(uid, leads=side.leads(part), target=target)

    def _labels(self, uid: str, before: _Side, after: _Side, part: Part) -> Iterator[Piece]:
        """Yield the number typed before a clause that stays, tracked where it changes."""
        was = self.numbers.typed(uid, target=False)
        now = self.numbers.typed(uid, target=True)
        old = was if before.has(part) and before.leads(part) else ()
        new = now if after.has(part) and after.leads(part) else ()
        by = self.adopted.renumberer
        if old == new:
            yield from (Piece(label, label=True) for label in old)
        else:
            yield from (Piece(label, deleted=by, label=True) for label in old)
            yield from (Piece(label, inserted=by, label=True) for label in new)


def _walk(version: Version) -> Iterator[tuple[str, int]]:
    for depth, clause in version.walk():
        yield clause.uid, depth


def _marked(wording: str, spans: Iterable[Span]) -> Iterator[Piece]:
    at = 0
    for span in spans:
        if at < span.start:
            yield Piece(wording[at : span.start], start=at)
        for text, by in span.before:
            yield Piece(text, inserted=by)
        if span.start < span.end:
            yield Piece(wording[span.start : span.end], deleted=span.deleted, start=span.start)
        for text, by in span.after:
            yield Piece(text, inserted=by)
        at = span.end
    if at < len(wording):
        yield Piece(wording[at:], start=at)


def _moved(pieces: Iterable[Piece], by: Revision) -> list[Piece]:
    """Return pieces as they come in another place: what was kept comes by the move."""
    return [Piece(piece.text, piece.inserted or by, piece.deleted) for piece in pieces]
