"""Markdown as clauses: a copy of ours comes back bound, and anybody's comes in as it is marked.

A clause of ours is known by the comment in its first line. What has none is new: a heading or an
item of a list begins a clause, whose kind and number are read from its mark or taken from its
neighbours; a paragraph goes on with the clause it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from dabir.domain.drafting import ZERO_DRAFT, Clause, Kind, NumberStyle, Version
from dabir.domain.drafting.comparing.marked import read_marked
from dabir.formats.akoma_ntoso.naming import read_uid
from dabir.formats.encodings import decode
from dabir.formats.errors import EmptyFile, SuspiciousArchive, TooLarge
from dabir.formats.limits import DEFAULT_LIMITS, MEGABYTE, Limits
from dabir.formats.text_facts import TextFacts
from dabir.formats.texts.markdown_escapes import decoded
from dabir.formats.texts.markdown_front import facts_of, split_front_matter, symbol_of
from dabir.formats.texts.markdown_writing import HEADINGS, UNMARKED

_COMMENT = re.compile(
    r"<!-- @(?P<uid>\S+) (?P<kind>[a-z]+) (?P<style>[a-z]+)(?P<headed> headed)? -->"
)
_BREAK = re.compile(r"<br\s*/?>\s*", re.IGNORECASE)
_DEEPEST = 40
# Past this the parser silently leaves out what stands inside; so deep a file is refused before.
_NESTING = 3 * _DEEPEST


@dataclass(frozen=True, kw_only=True)
class MarkdownText:
    """What was read: the clauses in one language.

    ``bound`` are the uids that the file itself gave, which are those of the version that it was
    made of; all others are new. ``about`` is None where the file says nothing of the text.
    """

    version: Version
    about: TextFacts | None
    language: str
    bound: frozenset[str]


def read_markdown(
    data: bytes,
    *,
    language: str = "",
    new_uid: Callable[[], str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> MarkdownText:
    """Return the clauses of a Markdown file.

    ``language`` is that of a file that does not say it: where none is given, Persian if it has
    letters of Persian, else English. ``new_uid`` names the clauses that come without an id
    ("new-1", "new-2", … where none is given).

    Raises:
        EmptyFile, TooLarge, WrongEncoding: as their names say.
        SuspiciousArchive: lists in lists without an end.
    """
    if len(data) > limits.xml_size:
        raise TooLarge(limit=limits.xml_size // MEGABYTE)
    text = decode(data)[0].replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if not text.strip():
        raise EmptyFile
    front, body = split_front_matter(text)
    said = str(front.get("language") or language or ("fa" if re.search("[آ-ی]", body) else "en"))
    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING})
    tree = SyntaxTreeNode(parser.parse(body))
    reader = _Reader(said, new_uid or _counting())
    reader.read(tree)
    return MarkdownText(
        version=Version.of(
            symbol_of(front.get("version")) or ZERO_DRAFT,
            reader.clauses(),
            made_from=symbol_of(front.get("made_from")),
        ),
        about=facts_of(front, said, reader.title),
        language=said,
        bound=frozenset(reader.bound),
    )


@dataclass(slots=True)
class _Draft:
    uid: str
    parent: str | None
    kind: Kind
    style: NumberStyle
    heading: str = ""
    lines: list[str] = field(default_factory=list)
    has_children: bool = False


@dataclass(slots=True)
class _Line:
    """One line of Markdown: what it says, apart from marks, and the clause its comment names."""

    strong: list[str] = field(default_factory=list)
    pieces: list[tuple[str, bool]] = field(default_factory=list)
    comment: re.Match[str] | None = None

    def add(self, words: str, *, exact: bool = False) -> None:
        """Append words; blanks at the ends of the line count only where `exact`."""
        self.pieces.append((words, exact))

    def words(self) -> str:
        """Return what is said, without blanks around it."""
        pieces = list(self.pieces)
        while pieces and not pieces[0][1]:
            pieces[0] = (pieces[0][0].lstrip(), False)
            if pieces[0][0]:
                break
            pieces.pop(0)
        while pieces and not pieces[-1][1]:
            pieces[-1] = (pieces[-1][0].rstrip(), False)
            if pieces[-1][0]:
                break
            pieces.pop()
        return "".join(words for words, _exact in pieces)

    @property
    def empty(self) -> bool:
        """Whether it has said nothing yet."""
        return not any(words.strip() or exact for words, exact in self.pieces)


class _Reader:
    def __init__(self, language: str, new_uid: Callable[[], str]) -> None:
        self._language = language
        self._new_uid = new_uid
        self.title = ""
        self.bound: set[str] = set()
        self._drafts: dict[str, _Draft] = {}
        self._headings: list[tuple[int, str]] = []
        self._last: dict[str | None, _Draft] = {}

    def clauses(self) -> list[Clause]:
        """Return the clauses in the order of reading."""
        return [
            Clause(
                uid=draft.uid,
                parent=draft.parent,
                order=order,
                kind=draft.kind,
                style=draft.style,
                heading={self._language: draft.heading},
                text={self._language: "\n".join(draft.lines)},
            )
            for order, draft in enumerate(self._drafts.values())
        ]

    def read(self, tree: SyntaxTreeNode) -> None:
        """Read a whole document."""
        for node in tree.children:
            above = self._headings[-1][1] if self._headings else None
            if node.type == "heading":
                self._heading(node)
            else:
                self._block(node, above, 0)

    def _heading(self, node: SyntaxTreeNode) -> None:
        line = self._line(node, bold=True)
        level = int(node.tag[1:])
        if level == 1 and not self._drafts and not self.title and line.comment is None:
            self.title = line.words()
            return
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        parent = self._headings[-1][1] if self._headings else None
        if line.comment is not None:
            draft = self._bound(line.comment, parent)
            draft.heading = line.words()
        else:
            marked = " ".join([*line.strong, line.words()]).strip()
            draft = self._unbound_heading(marked, parent)
        self._headings.append((level, draft.uid))

    def _unbound_heading(self, marked: str, parent: str | None) -> _Draft:
        first = _marked(marked.replace("\n", " "), self._language)
        if first is None:
            return self._open(
                self._new_uid(), parent, Kind.CHAPTER, NumberStyle.NONE, heading=marked
            )
        words = first.heading.get(self._language) or first.text.get(self._language, "")
        return self._open(self._new_uid(), parent, first.kind, first.style, heading=words)

    def _block(self, node: SyntaxTreeNode, above: str | None, depth: int) -> None:
        """Read a block that stands in clause `above`, None at the top."""
        if depth > _DEEPEST:
            raise SuspiciousArchive(reason="depth")
        if node.type in {"bullet_list", "ordered_list"}:
            for item in node.children:
                self._item(item, above, depth)
        elif node.type == "blockquote":
            for child in node.children:
                self._block(child, above, depth + 1)
        elif node.type in {"code_block", "fence"}:
            for words in node.content.rstrip("\n").split("\n"):
                self._say(words, above)
        elif node.type == "heading":
            self._say(self._line(node).words(), above)
        elif node.type in {"paragraph", "html_block"}:
            self._paragraph(node, above)

    def _paragraph(self, node: SyntaxTreeNode, above: str | None) -> None:
        line = self._line(node)
        words = line.words()
        if line.comment is not None:
            draft = self._bound(line.comment, above)
            draft.lines = [words] if words else []
        elif node.type == "html_block" and not words:
            return
        else:
            self._say("" if words == "\n" else words, above)

    def _item(self, item: SyntaxTreeNode, above: str | None, depth: int) -> None:
        first, rest = (item.children[0], item.children[1:]) if item.children else (None, [])
        if first is not None and first.type not in {"paragraph", "html_block"}:
            first, rest = None, item.children
        line = self._line(first, bold=True) if first is not None else _Line()
        if line.comment is not None:
            draft = self._bound(line.comment, above)
            [draft.heading] = line.strong[:1] or [""]
            words = line.words()
            if words:
                draft.lines = ["" if words == "\n" else words]
        else:
            draft = self._unbound_item(item, line, above)
        for child in rest:
            self._block(child, draft.uid, depth + 1)

    def _unbound_item(self, item: SyntaxTreeNode, line: _Line, above: str | None) -> _Draft:
        marked = " ".join([*line.strong, line.words()]).strip()
        inside = above is not None and self._drafts[above].kind in {Kind.CLAUSE, Kind.ITEM}
        kind = Kind.ITEM if inside else Kind.CLAUSE
        found = _marked(marked.split("\n")[0], self._language)
        if found is not None:
            words = found.heading.get(self._language) or found.text.get(self._language, "")
            words = "\n".join([words, *marked.split("\n")[1:]]) if "\n" in marked else words
            if found.kind not in {Kind.CLAUSE, Kind.ITEM}:
                kind = found.kind
            style = found.style
        else:
            words = marked
            ordered = item.parent is not None and item.parent.type == "ordered_list"
            style = NumberStyle.DIGITS if ordered else NumberStyle.NONE
            if not ordered:
                kind = Kind.PARAGRAPH
        beside = self._last.get(above)
        own_mark = found is not None and found.kind not in {Kind.CLAUSE, Kind.ITEM}
        if beside is not None and beside.kind not in HEADINGS and not own_mark:
            # Who adds an item to a row means another of its kind.
            kind, style = beside.kind, beside.style
        draft = self._open(self._new_uid(), above, kind, style)
        draft.lines = [words] if words else []
        return draft

    def _say(self, words: str, above: str | None) -> None:
        if above is None or self._drafts[above].has_children:
            kind = Kind.PARAGRAPH if self._drafts else Kind.PREAMBLE
            last = next(reversed(self._drafts.values()), None)
            if above is None and last is not None and last.parent is None and not self._headings:
                last.lines.append(words)
                return
            self._open(self._new_uid(), above, kind, NumberStyle.NONE).lines.append(words)
            return
        self._drafts[above].lines.append(words)

    def _bound(self, comment: re.Match[str], parent: str | None) -> _Draft:
        uid = read_uid(comment["uid"])
        try:
            kind, style = Kind(comment["kind"]), NumberStyle(comment["style"])
        except ValueError:
            kind, style = Kind.PARAGRAPH, NumberStyle.NONE
        if uid in self._drafts:
            # A line that was copied is a new clause.
            return self._open(self._new_uid(), parent, kind, style)
        self.bound.add(uid)
        return self._open(uid, parent, kind, style)

    def _open(
        self,
        uid: str,
        parent: str | None,
        kind: Kind,
        style: NumberStyle,
        *,
        heading: str = "",
    ) -> _Draft:
        draft = _Draft(uid, parent, kind, style, heading)
        self._drafts[uid] = draft
        self._last[parent] = draft
        if parent is not None:
            self._drafts[parent].has_children = True
        return draft

    def _line(self, node: SyntaxTreeNode, *, bold: bool = False) -> _Line:
        """Read a line; `bold` says that strong words at its start are mark and heading."""
        line = _Line()
        if node.type == "html_block":
            self._html(node.content, line)
        for child in node.children:
            self._inline(child, line, bold=bold)
        if line.comment is not None and _is_marked(line.comment):
            line.strong = line.strong[1:]
        return line

    def _inline(self, node: SyntaxTreeNode, line: _Line, *, bold: bool) -> None:
        if node.type == "strong" and bold and line.empty:
            inner = _Line()
            for child in node.children:
                self._inline(child, inner, bold=False)
            line.strong.append(inner.words())
        elif node.type == "text":
            line.add(node.content)
        elif node.type == "code_inline":
            words = decoded(node.content)
            line.add(words, exact=words != node.content)
        elif node.type == "softbreak":
            line.add(" ")
        elif node.type == "hardbreak":
            line.add("\n")
        elif node.type == "html_inline":
            self._html(node.content, line)
        elif node.type == "image":
            line.add(node.content)
        else:
            for child in node.children:
                self._inline(child, line, bold=bold)

    def _html(self, markup: str, line: _Line) -> None:
        done = 0
        for found in re.finditer(rf"<!--.*?-->|{_BREAK.pattern}", markup, re.DOTALL):
            line.add(_untagged(markup[done : found.start()]))
            comment = _COMMENT.fullmatch(found.group())
            if comment is not None:
                line.comment = comment
            elif not found.group().startswith("<!--"):
                line.add("\n", exact=True)
            done = found.end()
        line.add(_untagged(markup[done:]))


def _marked(line: str, language: str) -> Clause | None:
    """Return the clause that a line begins by its mark, None where it has none."""
    for clause in read_marked(line, language, str):
        return None if clause.kind is Kind.PREAMBLE else clause
    return None


def _is_marked(comment: re.Match[str]) -> bool:
    return comment["kind"] not in {kind.value for kind in UNMARKED} and comment["style"] != "none"


def _untagged(markup: str) -> str:
    return re.sub(r"<[^>]*>", "", markup).strip()


def _counting() -> Callable[[], str]:
    count = 0

    def new_uid() -> str:
        nonlocal count
        count += 1
        return f"new-{count}"

    return new_uid
