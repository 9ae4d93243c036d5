"""A version in one language as Markdown, to be read and edited anywhere.

Chapters, articles and annexes are headings; what stands in them is a list. Each clause ends its
first line with a comment that holds its permanent id, its kind and its style of number, so that an
edited copy comes back bound to the clauses it was made of; on a page no comment shows.
"""

from __future__ import annotations

from dabir.domain.drafting import Clause, Kind, Numbering, NumberStyle, Part, Version
from dabir.formats.akoma_ntoso.naming import write_uid
from dabir.formats.text_facts import TextFacts, languages_of
from dabir.formats.texts.markdown_escapes import escaped
from dabir.formats.texts.markdown_front import write_front_matter

HEADINGS = {Kind.PREAMBLE, Kind.CHAPTER, Kind.ARTICLE, Kind.ANNEX}
UNMARKED = {Kind.PREAMBLE, Kind.PARAGRAPH}
_DEEPEST = 6
BREAK = "<br>"


def write_markdown(version: Version, about: TextFacts, *, language: str = "") -> bytes:
    """Return a version as Markdown in UTF-8, in ``language`` or in the first that it has.

    `read_markdown` gives the same clauses and words back.
    """
    code = language or languages_of(version, about)[0]
    writer = _Writer(version, code)
    head = write_front_matter(version, about, code)
    title = f"# {_heading(about.title_in(code))}"
    return "\n\n".join([head, title, *writer.blocks()]).encode() + b"\n"


class _Writer:
    def __init__(self, version: Version, language: str) -> None:
        self._version = version
        self._language = language
        self._numbering = Numbering(version)

    def blocks(self) -> list[str]:
        """Return the blocks of the whole text."""
        return self._row(None, 2)

    def _row(self, parent: str | None, level: int) -> list[str]:
        """Return the blocks of the clauses in `parent`: those that are headings come last."""
        children = self._version.children(parent)
        headings = len(children)
        while headings and self._may_head(self._version[children[headings - 1]], level):
            headings -= 1
        blocks = []
        for place, uid in enumerate(children):
            clause = self._version[uid]
            if place < headings:
                blocks.append(self._item(clause, ""))
                continue
            blocks.append(self._line(clause, "#" * level + " "))
            blocks += self._paragraphs(clause)
            blocks += self._row(uid, level + 1)
        return _joined_lists(blocks)

    def _may_head(self, clause: Clause, level: int) -> bool:
        return clause.kind in HEADINGS and level <= _DEEPEST

    def _item(self, clause: Clause, indent: str) -> str:
        """Return a list item with all that stands in the clause."""
        inner = indent + "  "
        first, *rest = self._paragraphs(clause) or [""]
        headed = bool(clause.wording(Part.HEADING, self._language))
        if headed:
            rest = [first, *rest] if first else rest
            first = ""
        blocks = [self._line(clause, f"{indent}- ", first), *(inner + line for line in rest)]
        items = [
            self._item(self._version[uid], inner) for uid in self._version.children(clause.uid)
        ]
        return "\n\n".join(blocks) + "".join(f"\n{item}" for item in items)

    def _line(self, clause: Clause, start: str, words: str = "") -> str:
        mark = self._numbering.label(clause.uid, self._language).mark
        heading = _heading(clause.wording(Part.HEADING, self._language))
        if start.lstrip().startswith("-"):
            heading = f"**{heading}**" if heading else ""
        parts = [f"**{escaped(mark)}**" if mark else "", heading, words, _comment(clause)]
        return start + " ".join(part for part in parts if part)

    def _paragraphs(self, clause: Clause) -> list[str]:
        words = clause.wording(Part.TEXT, self._language)
        return [escaped(line) or BREAK for line in words.split("\n")] if words else []


def _joined_lists(blocks: list[str]) -> list[str]:
    """Join items that follow one another to one list."""
    joined: list[str] = []
    for block in blocks:
        if joined and block.startswith("- ") and joined[-1].startswith("- "):
            joined[-1] += f"\n{block}"
        else:
            joined.append(block)
    return joined


def _comment(clause: Clause) -> str:
    marked = clause.kind not in UNMARKED and clause.style is not NumberStyle.NONE
    headed = " headed" if clause.heading and not marked else ""
    return f"<!-- @{write_uid(clause.uid)} {clause.kind.value} {clause.style.value}{headed} -->"


def _heading(words: str) -> str:
    return BREAK.join(escaped(line) for line in words.split("\n"))
