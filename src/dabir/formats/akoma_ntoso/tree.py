"""The tree of an Akoma Ntoso document as a row of clauses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from dabir.domain.drafting import Clause, Kind, NumberStyle
from dabir.formats.akoma_ntoso.kinds import (
    HIERARCHY,
    children_named,
    kind_of,
    local,
    printed_number,
    stands_for_itself,
    style_of,
)
from dabir.formats.akoma_ntoso.lines import character
from dabir.formats.akoma_ntoso.names import BY, LANG, OPTION, STYLE, short_code
from dabir.formats.akoma_ntoso.naming import read_uid
from dabir.formats.akoma_ntoso.remarks import Remark, RemarkKind
from dabir.formats.akoma_ntoso.writing import EMPTY

_BLANKS = re.compile(r"[ \t\r\n]+")
_NOTES = {"authorialNote", "noteRef"}
_TITLES = {"num", "heading", "subheading", "crossHeading"}
_IGNORED = {"meta", "componentData"}
_LISTED = {"img", "foreign", "toc", "componentRef", "documentRef", "attachments", "components"}
_GROUPS = {
    "container", "formula", "blockContainer", "content", "intro", "wrapUp", "tblock", "longTitle",
    "recitals", "citations", "interstitial",
}  # fmt: skip


@dataclass(slots=True)
class _Draft:
    """A clause while its words are gathered; lines by language."""

    uid: str
    parent: str | None
    kind: Kind
    style: NumberStyle
    heading: dict[str, list[str]] = field(default_factory=dict)
    text: dict[str, list[str]] = field(default_factory=dict)
    has_children: bool = False


@dataclass(frozen=True, slots=True)
class ReadOption:
    """Words that could stand in a contested place, who supports them, and whether they stand."""

    uid: str
    words: str
    supporters: tuple[str, ...]
    base: bool


class Tree:
    """Gathers the clauses of a document, what they were called in it, and what could not be kept.

    `own` says that blanks in words mean something: in others' files they come of the layout.
    """

    def __init__(self, *, own: bool, language: str) -> None:
        self.own = own
        self.language = language
        self.remarks: list[Remark] = []
        self.numbers: dict[str, str] = {}
        self.ids: dict[str, str] = {}
        self.first_ids: dict[str, str] = {}
        self.slots: dict[str, list[ReadOption]] = {}
        self._drafts: dict[str, _Draft] = {}

    def clauses(self) -> list[Clause]:
        """Return the clauses gathered so far, in the order of reading."""
        return [
            Clause(
                uid=draft.uid,
                parent=draft.parent,
                order=order,
                kind=draft.kind,
                style=draft.style,
                heading={code: "\n".join(lines) for code, lines in draft.heading.items()},
                text={code: "\n".join(lines) for code, lines in draft.text.items()},
            )
            for order, draft in enumerate(self._drafts.values())
        ]

    def read_part(self, part: etree._Element) -> None:
        """Read a body, a preamble or the conclusions into clauses at the top."""
        preambular = local(part) == "preamble"
        mine = [child for child in part if STYLE in child.attrib]
        top = None
        if preambular and not mine:
            top = self._open(part, None, Kind.PREAMBLE, NumberStyle.NONE).uid
        for child in part:
            if child.get("name") == EMPTY and self.own:
                continue
            self._visit(child, top)

    def read_annex(self, attachment: etree._Element) -> None:
        """Read an attachment into an annex with all that stands in its document."""
        annex = self._open(attachment, None, Kind.ANNEX, style_of(attachment))
        for child in attachment:
            self._visit(child, annex.uid)
            for part in child:
                if local(part) in {"preface", "preamble", "body", "mainBody", "conclusions"}:
                    for inner in part:
                        self._visit(inner, annex.uid)
                elif local(part) not in _IGNORED:
                    self._left_out(part)

    def _open(
        self, element: etree._Element, parent: str | None, kind: Kind, style: NumberStyle
    ) -> _Draft:
        uid = self._uid(element)
        draft = _Draft(uid, parent, kind, style)
        self._drafts[uid] = draft
        if parent is not None:
            self._drafts[parent].has_children = True
        if element.get("eId"):
            self.ids[uid] = element.get("eId", "")
        if element.get("wId") or element.get("eId"):
            self.first_ids[uid] = element.get("wId", element.get("eId", ""))
        number = printed_number(element)
        if number:
            self.numbers[uid] = number
        return draft

    def _uid(self, element: etree._Element) -> str:
        guid = element.get("GUID")
        if guid is None:
            wanted = element.get("wId", element.get("eId", f"{local(element)}.1"))
        else:
            wanted = read_uid(guid) if STYLE in element.attrib else guid
        if wanted not in self._drafts:
            return wanted
        if guid or element.get("eId"):
            self.remarks.append(Remark(RemarkKind.REPEATED_ID, self.where(element)))
        return self._free(wanted)

    def _free(self, wanted: str) -> str:
        stem, number = wanted.removesuffix(".1"), 2
        while f"{stem}.{number}" in self._drafts:
            number += 1
        return f"{stem}.{number}"

    def _visit(self, element: etree._Element, parent: str | None) -> None:
        """Read an element that stands in clause `parent`, None at the top."""
        tag = local(element)
        if not tag or tag in _IGNORED:
            return
        if (tag in HIERARCHY and stands_for_itself(element)) or STYLE in element.attrib:
            draft = self._open(element, parent, kind_of(element), style_of(element))
            self._visit_all(element, draft.uid)
        elif tag in {"recital", "citation", "item"}:
            kind = Kind.ITEM if tag == "item" and printed_number(element) else Kind.PARAGRAPH
            draft = self._open(element, parent, kind, style_of(element))
            self._visit_all(element, draft.uid)
        elif tag in {"list", "sublist", "blockList", "ul", "ol"} or tag in _GROUPS:
            self._visit_all(element, parent)
        elif tag in _TITLES or self._is_our_heading(element):
            self._title(element, parent)
        elif tag == "table":
            self._table(element, parent)
        elif tag in _LISTED:
            self._left_out(element)
        elif tag in {"bill", "act", "doc", "statement"}:
            return
        else:
            if tag not in {"p", "block", "li", "listIntroduction", "listWrapUp", "docTitle"}:
                self._remark(RemarkKind.KEPT_AS_TEXT, element)
            self._say(parent, self._code(element), self._words(element), element)

    def _visit_all(self, element: etree._Element, parent: str | None) -> None:
        for child in element:
            self._visit(child, parent)

    def _title(self, element: etree._Element, parent: str | None) -> None:
        tag = local(element)
        if tag == "num":
            above = element.getparent()
            known = parent is not None and above is not None and parent in self.numbers
            if not known:
                self._say(parent, self._code(element), self._words(element), element)
            return
        if parent is None or self._drafts[parent].has_children or tag == "crossHeading":
            between = self._open(element, parent, Kind.PARAGRAPH, NumberStyle.NONE)
            between.heading[self._code(element)] = [self._words(element)]
            return
        heading = self._drafts[parent].heading.setdefault(self._code(element), [])
        heading.append(self._words(element))

    def _table(self, table: etree._Element, parent: str | None) -> None:
        self._remark(RemarkKind.KEPT_AS_TEXT, table)
        for row in table.iter():
            if local(row) == "tr":
                cells = [self._words(cell).replace("\n", " ") for cell in row if local(cell)]
                self._say(parent, self._code(table), " | ".join(cells), table)
            elif local(row) == "caption":
                self._say(parent, self._code(table), self._words(row), table)

    def _say(self, parent: str | None, code: str, words: str, element: etree._Element) -> None:
        """Add a line to a clause, or after its clauses where it has some already.

        Blank lines are kept where they are ours, for they are somebody's.
        """
        if not words and not self.own:
            return
        if parent is None or self._drafts[parent].has_children:
            if words:
                after = self._open_after(element, parent)
                after.text[code] = [words]
            return
        self._drafts[parent].text.setdefault(code, []).append(words)

    def _open_after(self, element: etree._Element, parent: str | None) -> _Draft:
        return self._open(element, parent, Kind.PARAGRAPH, NumberStyle.NONE)

    def _words(self, element: etree._Element) -> str:
        words = self._raw(element)
        if self.own:
            return words
        lines = [_BLANKS.sub(" ", line).strip() for line in words.split("\x00")]
        return "\n".join(line for line in lines if line)

    def _raw(self, element: etree._Element) -> str:
        """Return the words in an element; where others' files break a line, U+0000 stands."""
        pieces = [element.text or ""]
        for child in element:
            pieces.append(self._inner(child))
            pieces.append(child.tail or "")
        return "".join(pieces)

    def _inner(self, child: etree._Element) -> str:
        tag = local(child)
        if tag in {"eol", "br"}:
            return "\n" if self.own else "\x00"
        if tag == "inline" and (found := character(child)) is not None:
            return found
        if tag in _NOTES:
            self._remark(RemarkKind.NOTE, child)
            return ""
        if tag in {"del", "ins"} and OPTION in child.attrib:
            return self._option(child)
        if tag == "del":
            self._remark(RemarkKind.DELETED_WORDS, child)
            return ""
        if tag == "ins":
            self._remark(RemarkKind.INSERTED_WORDS, child)
        if tag == "img":
            self._left_out(child)
            return ""
        if not tag:
            return ""
        inside = self._raw(child)
        apart = tag in {"p", "quotedStructure", "block", "li", "tr"} or tag in HIERARCHY
        return f"\x00{inside}\x00" if apart and not self.own else inside

    def _option(self, element: etree._Element) -> str:
        """Keep an option of contested words, and return those of the base."""
        words = self._raw(element)
        base = local(element) == "del"
        slot = element.get("refersTo", "").split()[0].removeprefix("#")
        supporters = tuple(read_uid(name) for name in element.get(BY, "").split())
        option = ReadOption(element.get(OPTION, ""), words, supporters, base)
        self.slots.setdefault(slot, []).append(option)
        return words if base else ""

    def _is_our_heading(self, element: etree._Element) -> bool:
        if local(element) != "block" or element.get("name") != "heading":
            return False
        parent = element.getparent()
        return parent is not None and STYLE in parent.attrib

    def _code(self, element: etree._Element) -> str:
        """Return the language that an element is in: its own, or that of what it stands in."""
        above: etree._Element | None = element
        while above is not None:
            if above.get(LANG):
                return above.get(LANG, "") if self.own else short_code(above.get(LANG, ""))
            above = above.getparent()
        return self.language

    def where(self, element: etree._Element) -> str:
        """Return where an element stands: the nearest identifier, or its line."""
        above: etree._Element | None = element
        while above is not None:
            if above.get("eId"):
                return above.get("eId", "")
            above = above.getparent()
        return f"{local(element)}:{element.sourceline}"

    def _left_out(self, element: etree._Element) -> None:
        self._remark(RemarkKind.LEFT_OUT, element)

    def _remark(self, kind: RemarkKind, element: etree._Element) -> None:
        words = " ".join(" ".join(map(str, element.itertext())).split())
        shown = words or element.get("src", "") or element.get("href", "")
        self.remarks.append(Remark(kind, self.where(element), local(element), shown))


def words_in(element: etree._Element) -> str:
    """Return the words that `fill` wrote into an element."""
    pieces = [element.text or ""]
    for child in element:
        pieces += [character(child) or "", child.tail or ""]
    return "".join(pieces)


def title_lines(preface: etree._Element) -> list[etree._Element]:
    """Return the lines of a preface, one element each."""
    return [
        element
        for element in preface.iterdescendants()
        if local(element) in {"p", "block", "docTitle"}
        and not children_named(element, "p", "docTitle")
    ]
