"""The version that one author makes of an issued text, out of the paragraphs of a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from dabir.domain.drafting import Clause, Edit, Part, Version
from dabir.formats.word_changes.binding import Bound
from dabir.formats.word_changes.edits import Tracked, edits_of
from dabir.formats.word_changes.model import TrackedDocument
from dabir.formats.word_changes.naming import read_name
from dabir.formats.word_changes.newcomers import Neighbour, Newcomer, Recogniser
from dabir.formats.word_changes.solo import Arrival, Segment, SoloLine
from dabir.formats.word_changes.styling import Role, clause_style


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What an author makes of the base: its clauses in `version`, with their wordings as they were;
    the wordings by `edits`.
    """

    version: Version
    edits: tuple[Edit, ...]


@dataclass(slots=True)
class _Node:
    """A clause where the author leaves it; `added` is what a new one says."""

    uid: str
    level: int
    added: Newcomer | None = None
    heading: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Event:
    """A paragraph that the author leaves: a bound line, or one that was put in.

    `place` orders them: a paragraph of the file, of what stands there the line of the base that it
    is or follows, and of what was put in the paragraph again. `shift` is how much deeper than the
    author sees it the file shows it.
    """

    place: tuple[int, int, int]
    shift: int = 0
    solo: SoloLine | None = None
    segment: Segment | None = None


@dataclass
class Rebuilding:
    """Reads the lines of one author into clauses and edits."""

    document: TrackedDocument
    base: Version
    language: str
    bound: dict[int, Bound]
    moves: dict[int, Arrival]
    new_uid: Callable[[], str]
    _nodes: list[_Node] = field(default_factory=list, init=False)
    _placed: set[str] = field(default_factory=set, init=False)
    _tracked: dict[tuple[str, Part], list[Tracked]] = field(default_factory=dict, init=False)
    _last: Bound | None = field(default=None, init=False)
    # Where the author moves a clause, and how much deeper it comes to stand.
    _carried: dict[str, tuple[int, int]] = field(default_factory=dict, init=False)
    _own: set[int] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        self._depths = {clause.uid: depth for depth, clause in self.base.walk()}
        self._parts = {(each.wording.uid, each.wording.part) for each in self.bound.values()}
        self._recogniser = Recogniser(self.language)
        self._inside = self._put_into()

    def read(self, lines: list[SoloLine]) -> Rebuilt:
        """Return what the author whose lines these are makes of the base."""
        events = self._events(lines)
        following = self._followings(events)
        for event, next_line in zip(events, following, strict=True):
            if event.solo is not None:
                self._stay(event.solo)
            elif event.segment is not None:
                self._come(event, event.segment, next_line)
        self._gone(lines)
        return Rebuilt(self._version(), tuple(self._edits()))

    def _put_into(self) -> dict[int, tuple[int, int]]:
        """Return by new paragraphs the moved line that they were put into, and what they follow.

        A moved line comes before them, with nothing in between but new paragraphs and other moved
        lines; it stands less deep than they do. They follow the last that was in it before.
        """
        arrived = {arrival.paragraph: line for line, arrival in self.moves.items()}
        found: dict[int, tuple[int, int]] = {}
        open_: list[tuple[int, int]] = []
        passed: list[int] = []
        for number, paragraph in enumerate(self.document.paragraphs):
            styled = clause_style(paragraph.shape.style)
            if paragraph.inserted is None or (styled is None and number in arrived):
                open_, passed = [], []
                continue
            if styled is not None and styled.role is not Role.TEXT:
                while open_ and open_[-1][1] >= styled.depth:
                    open_.pop()
            if number in arrived and styled is not None:
                passed.append(arrived[number])
                if styled.role is not Role.TEXT or not open_:
                    open_.append((passed[-1], styled.depth))
            elif open_:
                line = open_[-1][0]
                found[number] = line, next(each for each in passed[::-1] if self._in(each, line))
        return found

    def _in(self, line: int, outer: int) -> bool:
        """Whether a line of the base belongs to the clause of another, or stands inside it."""
        if line == outer or line not in self.bound or outer not in self.bound:
            return line == outer
        uid, around = (self.bound[each].wording.uid for each in (line, outer))
        return around in (uid, *self.base.ancestors(uid))

    def _events(self, lines: list[SoloLine]) -> list[_Event]:
        first, last = min(self.bound, default=0), max(self.bound, default=-1)
        self._own = {solo.line for solo in lines if solo.moved}
        events = [
            _Event((self._stands(solo), solo.line, -1), solo=solo)
            for solo in lines
            if solo.line in self.bound and not solo.gone
        ]
        # Where lines stand that the author moves is known now: what is put into them goes along.
        for solo in lines:
            if first <= solo.line <= last:
                events += map(self._put_in, [*solo.before, *solo.after])
            elif solo.line == last + 1:
                events += map(self._put_in, solo.before)
        return sorted(events, key=lambda event: event.place)

    def _put_in(self, segment: Segment) -> _Event:
        """Return where a new paragraph stands for the author.

        What was put into a clause that somebody else moved is shown where that clause comes to
        stand, while the author still sees it where it was.
        """
        here = _Event(
            (segment.paragraph, len(self.document.base), segment.paragraph), segment=segment
        )
        inside = self._inside.get(segment.paragraph)
        styled = clause_style(self.document.paragraphs[segment.paragraph].shape.style)
        if inside is None or styled is None:
            return here
        line, last = inside
        if line not in self.bound or line in self._own:
            return here
        uid, before = (self.bound[each].wording.uid for each in inside)
        place, _ = self._carried.get(before, (self.document.base[last].last, 0))
        _, deeper = self._carried.get(uid, (0, 0))
        shift = self._shift(uid, self.moves[line]) - deeper
        return _Event((place, last, segment.paragraph), shift, segment=segment)

    def _stands(self, solo: SoloLine) -> int:
        """Return the paragraph where the author leaves a line.

        A clause that somebody else moved or took away goes along where the author moves what it
        stands in, though the file shows it leaving in another direction.
        """
        arrival = self.moves.get(solo.line)
        uid = self.bound[solo.line].wording.uid
        if solo.moved and arrival is not None:
            self._carried[uid] = arrival.paragraph, self._shift(uid, arrival)
            return arrival.paragraph
        parent = self.base[uid].parent
        end = self.document.paragraphs[self.document.base[solo.line].last].deleted
        if arrival is not None or (end is not None and not solo.joined):
            carrier = uid if uid in self._carried else parent
            if carrier in self._carried and carrier is not None:
                # It follows whatever of the same clause came before it in the base.
                before = self.bound.get(solo.line - 1)
                key = carrier if before is None else before.wording.uid
                place, _ = self._carried.get(key, self._carried[carrier])
                self._carried[uid] = place, self._carried[carrier][1]
                return place
        return self._where(solo)

    def _shift(self, uid: str, arrival: Arrival) -> int:
        """Return how much deeper a moved clause comes to stand."""
        styled = clause_style(self.document.paragraphs[arrival.paragraph].shape.style)
        return 0 if styled is None else styled.depth - self._depths[uid]

    def _where(self, solo: SoloLine) -> int:
        """Return where a line stands that was not moved by the author, whoever else moved it."""
        if solo.line in self.moves:
            return self.document.base[solo.line].last
        return solo.home[0].paragraph if solo.home else self.document.base[solo.line].last

    def _followings(self, events: list[_Event]) -> list[Neighbour | None]:
        found: list[Neighbour | None] = []
        following: Neighbour | None = None
        for event in reversed(events):
            found.append(following)
            if event.solo is not None:
                following = self._neighbour(event.solo.line)
        return found[::-1]

    def _neighbour(self, line: int) -> Neighbour:
        bound = self.bound[line]
        clause = self.base[bound.wording.uid]
        level = self._depths[clause.uid]
        shape = self.document.base[line].shape
        return Neighbour(level, clause.kind, clause.style, shape, bound.leads)

    def _stay(self, solo: SoloLine) -> None:
        bound = self.bound[solo.line]
        uid, part = bound.wording.uid, bound.wording.part
        if solo.merges and self._last is not None:
            self._merge(solo, bound, self._last)
            return
        if uid not in self._placed:
            self._place(uid)
        self._last = bound
        self._recogniser.neighbours.append(self._neighbour(solo.line))
        self._track(solo, bound, self._tracked.setdefault((uid, part), []))

    def _place(self, uid: str) -> None:
        _, shift = self._carried.get(uid, (0, 0))
        self._placed.add(uid)
        self._nodes.append(_Node(uid, self._depths[uid] + shift))

    def _track(self, solo: SoloLine, bound: Bound, tracked: list[Tracked]) -> None:
        """Note the changes inside a line; where it was split, a new clause may begin."""
        offset = 0
        for index, segment in enumerate(solo.home):
            if index:
                rest = "".join(each.text for each in solo.home[index:])
                new = self._recognised(segment, rest, None)
                at = bound.at(offset)
                if new is not None:
                    tracked.append(Tracked(at, bound.wording.end, ""))
                    self._add(new, segment)
                    return
                tracked.append(Tracked(at, at, "\n"))
            for text, base, seen in segment.pieces:
                end = offset + len(text) if base else offset
                if base and not seen and end > bound.cut:
                    tracked.append(Tracked(bound.at(max(offset, bound.cut)), bound.at(end), ""))
                elif not base and offset >= bound.cut:
                    tracked.append(Tracked(bound.at(offset), bound.at(offset), text))
                offset = end

    def _merge(self, solo: SoloLine, bound: Bound, into: Bound) -> None:
        """Let a line go on another, whose end was taken out."""
        key = into.wording.uid, into.wording.part
        if key == (bound.wording.uid, bound.wording.part):
            tracked = self._tracked.setdefault(key, [])
            tracked.append(Tracked(into.wording.end, bound.wording.start, ""))
            self._track(solo, bound, tracked)
            self._last = bound
            return
        words = "".join(segment.text for segment in solo.home)
        end = into.wording.end
        self._tracked.setdefault(key, []).append(Tracked(end, end, words))
        solo.gone = True

    def _gone(self, lines: list[SoloLine]) -> None:
        """Note the lines that were taken out of wordings of which something stays."""
        for solo in lines:
            bound = self.bound.get(solo.line)
            if bound is None or not solo.gone or bound.wording.uid not in self._placed:
                continue
            key = bound.wording.uid, bound.wording.part
            start, end = bound.wording.start, bound.wording.end
            wording = self.base[key[0]].wording(key[1], self.language)
            if end < len(wording) and solo.joined:
                end = len(wording) - len(wording[end:].lstrip("\n"))
            elif start and solo.joined:
                start = len(wording[:start].rstrip("\n"))
            self._tracked.setdefault(key, []).append(Tracked(start, end, ""))

    def _come(self, event: _Event, segment: Segment, following: Neighbour | None) -> None:
        text = segment.text
        named = self._named(segment)
        if named is not None and named[0] in self.base:
            uid, part = named
            if uid not in self._placed:
                self._placed.add(uid)
                self._nodes.append(_Node(uid, self._depths[uid]))
            self._tracked.setdefault((uid, part), []).append(Tracked(0, 0, text))
            return
        last = self._nodes[-1] if self._nodes else None
        if named is not None and last is not None and last.uid == named[0]:
            self._more(last, text, named[1])
            return
        if not text.strip() and named is None:
            return
        new = self._recognised(segment, text, following)
        if new is not None:
            self._add(replace(new, level=max(new.level - event.shift, 0)), segment)
        elif last is not None and last.added is not None:
            self._more(last, text, Part.TEXT)
        elif self._last is not None:
            self._go_on(self._last, text)

    def _go_on(self, bound: Bound, text: str) -> None:
        """Add a paragraph to the clause that a line belongs to."""
        uid, part = bound.wording.uid, bound.wording.part
        wording = self.base[uid].wording(Part.TEXT, self.language)
        tracked = self._tracked.setdefault((uid, Part.TEXT), [])
        if part is Part.HEADING:
            tracked.append(Tracked(0, 0, f"{text}\n" if wording else text))
        else:
            end = bound.wording.end
            tracked.append(Tracked(end, end, f"\n{text}" if wording else text))

    def _more(self, node: _Node, text: str, part: Part) -> None:
        if part is Part.HEADING:
            node.heading += text
        else:
            node.text += f"\n{text}" if node.text else text

    def _named(self, segment: Segment) -> tuple[str, Part] | None:
        """Return the clause and part that a bookmark names, unless it was bound or moved."""
        for name in map(read_name, self.document.paragraphs[segment.paragraph].bookmarks):
            if name is not None and name.uid and not name.moved:
                key = name.uid, name.part
                return None if key in self._parts else key
        return None

    def _recognised(
        self, segment: Segment, text: str, following: Neighbour | None
    ) -> Newcomer | None:
        paragraph = self.document.paragraphs[segment.paragraph]
        return self._recogniser.recognise(text, paragraph.target_label, paragraph.shape, following)

    def _add(self, new: Newcomer, segment: Segment) -> None:
        named = self._named(segment)
        taken = {*self.base.clauses, *(node.uid for node in self._nodes)}
        uid = named[0] if named is not None and named[0] not in taken else self.new_uid()
        node = _Node(uid, new.level, new)
        self._more(node, new.text, Part.HEADING if new.is_heading else Part.TEXT)
        self._nodes.append(node)
        shape = self.document.paragraphs[segment.paragraph].shape
        self._recogniser.neighbours.append(Neighbour(new.level, new.kind, new.style, shape))

    def _version(self) -> Version:
        """Hang every clause on the nearest before it that stands less deep."""
        clauses: list[Clause] = []
        path: list[_Node] = []
        for order, node in enumerate(self._nodes):
            while path and path[-1].level >= node.level:
                path.pop()
            parent = path[-1].uid if path else None
            path.append(node)
            if node.added is None:
                clauses.append(replace(self.base[node.uid], parent=parent, order=order))
                continue
            clauses.append(
                Clause(
                    node.uid,
                    parent,
                    order,
                    node.added.kind,
                    node.added.style,
                    {self.language: node.heading},
                    {self.language: node.text},
                )
            )
        return Version.of(self.base.symbol, clauses)

    def _edits(self) -> list[Edit]:
        edits: list[Edit] = []
        for (uid, part), tracked in self._tracked.items():
            if uid in self._placed:
                wording = self.base[uid].wording(part, self.language)
                edits += edits_of(uid, part, self.language, wording, tracked)
        return edits
