"""From markers to a tree, and from the tree to paths.

Reads markers in order; writes ``Node``s, each inside the node whose list it belongs to.
"""

from dataclasses import dataclass, field
from typing import cast

from dabir.domain.outline.marker import Marker
from dabir.domain.outline.model import ItemKind
from dabir.domain.outline.numbering import Readings, begins, follows
from dabir.domain.outline.reading_copy import ReadingCopy

DEEPEST = 12  # official texts stay under eight; deeper nesting is damage


@dataclass(slots=True, eq=False)
class Node:
    """An item in the tree. ``own`` is the part of its number that stands in the path."""

    marker: Marker
    parent: "Node | None"
    own: tuple[str, ...]
    readings: Readings
    rule: str
    end: int = 0
    children: "list[Node]" = field(default_factory=list)
    shown: bool = True
    path: str = ""
    level: int = 0
    kind: ItemKind = field(init=False)
    word: str = field(init=False)

    def __post_init__(self) -> None:
        self.word = self.marker.word
        if self.marker.kind:
            self.kind = cast("ItemKind", self.marker.kind)
        elif self.own[-1].isdigit() or any(series == "ROMAN" for series, _ in self.readings[:1]):
            self.kind = "clause"
        else:
            self.kind = "letter"


class Nesting:
    """Places markers one after the other; ``nodes`` holds them in the order of the text."""

    def __init__(self, copy: ReadingCopy, breaks: "list[tuple[int, bool]]") -> None:
        """Take the unnumbered headings of the text: where they stand, and whether each certainly
        closes the lists before it or only when the same numbering starts again.
        """
        self.copy = copy
        self.nodes: list[Node] = []
        self._open: list[Node] = []
        self._breaks = breaks
        self._next_break = 0
        self._broken = ""
        self._ranks: dict[str, int] = {}

    def place(self, marker: Marker) -> None:
        """Put the marker where it belongs, or leave it out where it belongs nowhere."""
        self._pass_breaks(marker.start)
        if marker.kind == "annex":
            self._add(marker, 0, "annex")
        elif marker.kind == "chapter":
            self._add(marker, self._depth_for_chapter(marker), "chapter")
        elif marker.kind == "article":
            self._add(marker, self._depth_for_article(marker), "article")
        elif marker.kind == "note":
            self._add(marker, self._depth_for_note(), "note")
        elif marker.word:
            self._add(marker, self._depth_for_named(marker), "named")
        elif len(marker.parts) > 1:
            self._place_compound(marker)
        else:
            self._place_bare(marker)

    def _pass_breaks(self, position: int) -> None:
        while self._next_break < len(self._breaks):
            at, certain = self._breaks[self._next_break]
            if at >= position:
                return
            self._next_break += 1
            if self.nodes and at > self.nodes[-1].marker.text_start:
                self._broken = "certain" if certain or self._broken == "certain" else "soft"

    # -- depths: how many of the open nodes stay open ------------------------------------------

    def _container(self) -> int:
        """Depth below the open annex and chapters."""
        depth = 0
        while depth < len(self._open) and self._open[depth].kind in {"annex", "chapter"}:
            depth += 1
        return depth

    def _depth_of(self, word: str) -> int | None:
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth].word == word:
                return depth
        return None

    def _depth_for_chapter(self, marker: Marker) -> int:
        same = self._depth_of(marker.word)
        if same is not None:
            return same
        depth = 1 if self._open and self._open[0].kind == "annex" else 0
        while depth < len(self._open) and self._open[depth].kind == "chapter":
            if self._rank(self._open[depth].word) > self._rank(marker.word):
                break
            depth += 1
        return depth

    def _rank(self, word: str) -> int:
        return self._ranks.setdefault(word, len(self._ranks))

    def _depth_for_article(self, marker: Marker) -> int:
        self._rank(marker.word)
        same = self._depth_of(marker.word)
        if same is not None:
            return same
        depth = self._container()
        while (
            depth < len(self._open)
            and self._open[depth].kind == "article"
            and self._rank(self._open[depth].word) < self._rank(marker.word)
        ):
            depth += 1
        return depth

    def _depth_for_note(self) -> int:
        depth = self._container()
        articles = [d for d, node in enumerate(self._open) if node.kind == "article"]
        if articles:
            return articles[-1] + 1
        if depth < len(self._open) and self._open[depth].kind != "note":
            return depth + 1
        return depth

    def _depth_for_named(self, marker: Marker) -> int:
        same = self._depth_of(marker.word)
        if same is not None:
            return same
        if marker.word == "جزء":
            return len(self._open)
        articles = [d for d, node in enumerate(self._open) if node.kind == "article"]
        return articles[-1] + 1 if articles else self._container()

    # -- bare and compound numbers --------------------------------------------------------------

    def _place_bare(self, marker: Marker) -> None:
        for exact in (True, False):
            depths = [
                (depth, narrowed)
                for depth in range(len(self._open) - 1, -1, -1)
                if (narrowed := self._successor(marker, self._open[depth], exact=exact))
            ]
            if depths:
                depth, narrowed = self._choose(marker, depths)
                self._add(marker, depth, "series", narrowed)
                return
        opening = begins(marker.readings)
        if opening:
            self._add(marker, self._depth_for_opening(marker, opening), "opens", opening)
            return
        for depth in range(len(self._open) - 1, -1, -1):
            node = self._open[depth]
            if _alike(marker, node) and not node.word:
                self._add(marker, depth, "gap", _shared(marker.readings, node.readings))
                return
        if marker.weak:
            return
        depth = self._container() if self._broken == "certain" else self._lead_depth(marker)
        self._add(marker, depth, "stray")

    def _choose(self, marker: Marker, depths: "list[tuple[int, Readings]]") -> tuple[int, Readings]:
        """Of two lists that could go on, the inner one, unless indentation says otherwise."""
        if len(depths) == 1:
            return depths[0]
        column = self._column(marker)
        for depth, narrowed in depths:
            if self._column(self._open[depth].marker) == column:
                return depth, narrowed
        return depths[0]

    def _column(self, marker: Marker) -> int:
        line = self.copy.lines[self.copy.line_at(marker.start)]
        return line.indent if line.start == marker.start else -1

    def _successor(self, marker: Marker, node: Node, *, exact: bool) -> Readings:
        if node.word or len(node.marker.parts) > 1:
            return ()
        if exact and node.marker.style != marker.style:
            return ()
        return follows(marker.readings, node.readings)

    def _depth_for_opening(self, marker: Marker, opening: Readings) -> int:
        if self._broken == "certain" and not marker.inline:
            # A heading without a number closed the lists, but not the article around them.
            keep = [
                d
                for d, n in enumerate(self._open)
                if n.kind == "article" or (n.word and n.kind == "clause")
            ]
            return keep[-1] + 1 if keep else self._container()
        if not self._open or (not self._broken and self._introduces(marker)):
            return len(self._open)
        for depth in range(len(self._open) - 1, -1, -1):
            node = self._open[depth]
            if node.word:
                break
            if node.marker.style == marker.style and _shared(opening, node.readings):
                return depth
        return len(self._open)

    def _introduces(self, marker: Marker) -> bool:
        """Tell whether what stands before the marker announces a list."""
        before = self.copy.text[max(0, marker.start - 12) : marker.start].rstrip()
        return before.endswith((":", "؛ از", ":-")) or bool(
            self.nodes and self.nodes[-1].marker.text_start >= marker.start
        )

    def _lead_depth(self, marker: Marker) -> int:
        return len(self._open) if self._introduces(marker) else self._container()

    def _place_compound(self, marker: Marker) -> None:
        parts = marker.parts
        in_article = any(node.kind == "article" for node in self._open)
        no_parent = {"annex", "chapter"} if in_article else {"annex"}
        for depth in range(len(self._open) - 1, -1, -1):
            node = self._open[depth]
            number = node.marker.number
            chain = node.marker.parts if len(node.marker.parts) > 1 else (number,)
            if chain == parts[:-1] and node.kind not in no_parent:
                self._add(marker, depth + 1, "compound", own=parts[-1:])
                return
        if marker.weak and not parts[0].isdigit():
            if marker.instead is not None:
                self._place_bare(marker.instead)
            return
        reverse = parts[::-1]
        for depth in range(len(self._open) - 1, -1, -1):
            node = self._open[depth]
            chain = node.marker.parts if len(node.marker.parts) > 1 else (node.marker.number,)
            if chain in {reverse[:-1], parts[1:]} and node.kind not in no_parent:
                self._add(marker, depth + 1, "compound-reversed", own=parts[:1])
                return
        if marker.weak and not any(len(n.marker.parts) > 1 for n in self._open):
            return
        depth = self._depth_of_orphan(parts)
        self._add(marker, depth, "compound-orphan", own=parts)

    def _depth_of_orphan(self, parts: tuple[str, ...]) -> int:
        for depth in range(len(self._open) - 1, -1, -1):
            other = self._open[depth].marker.parts
            if len(other) == len(parts) and len(other) > 1:
                return depth
        articles = [d for d, node in enumerate(self._open) if node.kind == "article"]
        return articles[-1] + 1 if articles else self._container()

    # -- the tree -------------------------------------------------------------------------------

    def _add(
        self,
        marker: Marker,
        depth: int,
        rule: str,
        narrowed: Readings = (),
        own: tuple[str, ...] = (),
    ) -> None:
        depth = min(depth, DEEPEST)
        del self._open[depth:]
        parent = self._open[-1] if self._open else None
        node = Node(marker, parent, own or (marker.number,), narrowed or marker.readings, rule)
        if parent is not None:
            parent.children.append(node)
            if own and parent.kind == "chapter":
                parent.shown = True
        self.nodes.append(node)
        self._open.append(node)
        self._broken = ""


def _alike(marker: Marker, node: Node) -> bool:
    return bool({s for s, _ in marker.readings} & {s for s, _ in node.readings})


def _shared(later: Readings, earlier: Readings) -> Readings:
    series = {name for name, _ in earlier}
    return tuple(reading for reading in later if reading[0] in series)


def assign_paths(nodes: list[Node]) -> None:
    """Write path and level of every node."""
    _hide_chapters(nodes)
    for node in nodes:
        chain: list[Node] = []
        at = node.parent
        while at is not None:
            if at.kind != "chapter" or at.shown:
                chain.append(at)
            at = at.parent
        parent = chain[0] if chain else None
        prefix = parent.path if parent else ""
        level = parent.level if parent else 0
        segments = _segments(node)
        named = bool(node.word)
        separator = "/" if named or (parent is not None and parent.word) else "."
        node.path = (prefix + separator if prefix else "") + ".".join(segments)
        node.level = level + len(segments)


def _segments(node: Node) -> tuple[str, ...]:
    if node.word:
        own = ".".join(node.own) if len(node.own) > 1 else node.own[0]
        return (f"{node.word} {own}".strip(),)
    return node.own


def _hide_chapters(nodes: list[Node]) -> None:
    """Leave chapters out of paths unless numbering starts again in each of them."""
    containers: dict[int, list[Node]] = {}
    for node in nodes:
        if node.kind == "chapter":
            containers.setdefault(id(node.parent), []).append(node)
    for chapters in containers.values():
        seen: set[tuple[str, str]] = set()
        repeated = False
        for chapter in chapters:
            keys = {
                (child.word, child.marker.number)
                for child in chapter.children
                if child.marker.number and child.kind != "note"
            }
            repeated = repeated or bool(keys & seen)
            seen |= keys
        for chapter in chapters:
            compound = any(child.rule.startswith("compound") for child in chapter.children)
            chapter.shown = repeated or compound
