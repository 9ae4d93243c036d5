"""Amendments as Akoma Ntoso: each operation a textual modification of the version it is against.

A person reads the operations as sentences; a machine reads them as `textualMod`, with the clause,
the place in its wording and the words. A move is a "renumbering", as the standard has no other
word for a provision that stays itself in another place; where it goes stands in attributes of ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from dabir.domain.drafting import (
    Add,
    Amendment,
    Clause,
    Delete,
    Edit,
    Move,
    Numbering,
    Operation,
    Part,
    Version,
)
from dabir.domain.drafting.amendments import names
from dabir.formats.akoma_ntoso.errors import NotAkomaNtoso, OtherBase, UnreadKind
from dabir.formats.akoma_ntoso.kinds import kind_of, local, style_of
from dabir.formats.akoma_ntoso.lines import fill
from dabir.formats.akoma_ntoso.metadata import (
    Agent,
    expression_address,
    symbol_of,
    work_address,
    write_metadata,
)
from dabir.formats.akoma_ntoso.names import LANG, NAMESPACES, STYLE, TAGS, akn, own
from dabir.formats.akoma_ntoso.naming import element_ids, read_uid, write_uid
from dabir.formats.akoma_ntoso.reading import document_of
from dabir.formats.akoma_ntoso.schema import require_valid
from dabir.formats.akoma_ntoso.tree import words_in
from dabir.formats.akoma_ntoso.writing import finish, write_preface
from dabir.formats.limits import DEFAULT_LIMITS, Limits
from dabir.formats.text_facts import TextFacts, languages_of
from dabir.formats.xml_reading import parse_xml

_PLACES = ("parent", "after")
_SENTENCES: Mapping[str, Mapping[str, str]] = {
    "fa": {
        "substitution": "در {clause}، {old} به {new} تغییر کند.",
        "insertion": "در {clause}، {new} افزوده شود.",
        "repeal": "در {clause}، {old} حذف شود.",
        "add": "{new} افزوده شود.",
        "delete": "{clause} حذف شود.",
        "move": "جای {clause} تغییر کند.",
    },
    "en": {
        "substitution": "In {clause}, replace {old} by {new}.",
        "insertion": "In {clause}, insert {new}.",
        "repeal": "In {clause}, delete {old}.",
        "add": "Add {new}.",
        "delete": "Delete {clause}.",
        "move": "Move {clause}.",
    },
}
_QUOTES = {"fa": ("«", "»"), "en": ("“", "”")}


def write_amendment(
    amendment: Amendment, base: Version, about: TextFacts, *, language: str = ""
) -> bytes:
    """Return an amendment against `base` as an Akoma Ntoso 3.0 file; ``about`` is of the text.

    Raises:
        OtherBase: it names a clause that neither `base` nor the amendment itself has.
    """
    code = language or languages_of(base, about)[0]
    _require_clauses(amendment.operations, base)
    return finish(_Writer(amendment, base, about, code).write())


def read_amendment(
    data: bytes, base: Version | None = None, *, limits: Limits = DEFAULT_LIMITS
) -> Amendment:
    """Return the amendment in a file that `write_amendment` wrote.

    Raises:
        NotAkomaNtoso: it is XML of another kind.
        UnreadKind: it is a document of another kind, or an amendment of another tool, which names
            places on paper and not clauses and words.
        OtherBase: it names a clause that `base`, where it is given, does not have.
        Invalid, Dangling: the file is not in order.
        Unreadable: it is no XML, or built to do harm.
    """
    root = parse_xml(data, kind="Akoma Ntoso", limits=limits)
    document = document_of(root)
    mine = next(document.iter(own("amendment")), None)
    if local(document) != "amendment" or mine is None:
        raise UnreadKind(found=local(document))
    require_valid(root)
    number, symbol = mine.get("number", ""), symbol_of(mine.get("base"))
    if not number.isdecimal() or symbol is None:
        raise NotAkomaNtoso(found=local(document))
    elements = {
        element.get("eId", ""): element for element in document.iter() if element.get("eId")
    }
    amendment = Amendment(
        number=int(number),
        base=symbol,
        proposers=tuple(words_in(element) for element in mine.iter(own("proposer"))),
        operations=tuple(_operation(mod, elements) for mod in document.iter(akn("textualMod"))),
    )
    if base is not None:
        _require_clauses(amendment.operations, base)
    return amendment


class _Writer:
    def __init__(
        self, amendment: Amendment, base: Version, about: TextFacts, language: str
    ) -> None:
        self._amendment = amendment
        self._about = about
        self._base = base
        self._language = language
        self._numbering = Numbering(base)
        self._ids = element_ids(base)
        work = work_address(about, "bill")
        self._target = expression_address(work, about.day, languages_of(base, about))

    def write(self) -> etree._Element:
        """Return the root of the document."""
        root = etree.Element(akn("akomaNtoso"), nsmap=NAMESPACES)  # type: ignore[arg-type]  # None is the default namespace
        document = etree.SubElement(root, akn("amendment"), name="amendment")
        proposers = self._amendment.proposers
        meta = write_metadata(
            document,
            self._base,
            self._about,
            [self._language],
            kind="amendment",
            agents=[Agent(f"party_{n}", name) for n, name in enumerate(proposers, start=1)],
            modifications=self._analysis,
        )
        mine = etree.SubElement(
            meta[-1],
            own("amendment"),
            number=str(self._amendment.number),
            base=str(self._amendment.base.number),
        )
        for name in proposers:
            fill(etree.SubElement(mine, own("proposer")), name)
        write_preface(document, self._about)
        body = etree.SubElement(document, akn("amendmentBody"), {LANG: self._language})
        content = etree.SubElement(body, akn("amendmentContent"))
        for number, operation in enumerate(self._amendment.operations, start=1):
            self._sentence(content, number, operation)
        if not self._amendment.operations:
            etree.SubElement(content, akn("p"))
        return root

    def _analysis(self, meta: etree._Element) -> None:
        if not self._amendment.operations:
            return
        analysis = etree.SubElement(meta, akn("analysis"), source="#dabir")
        active = etree.SubElement(analysis, akn("activeModifications"))
        for number, operation in enumerate(self._amendment.operations, start=1):
            kind = _modification(operation)
            mod = etree.SubElement(active, akn("textualMod"), type=kind, eId=f"am_{number}")
            etree.SubElement(mod, akn("source"), href=f"#mod_{number}")
            destination = etree.SubElement(mod, akn("destination"), self._destination(operation))
            if isinstance(operation, Edit):
                attributes = {
                    "clause": write_uid(operation.uid),
                    "part": operation.part.value,
                    "language": operation.language,
                    "start": str(operation.start),
                    "end": str(operation.end),
                }
                if operation.old:
                    etree.SubElement(mod, akn("old"), href=f"#mod_{number}__qtext_1")
                if operation.new:
                    etree.SubElement(mod, akn("new"), href=f"#mod_{number}__qtext_2")
            else:
                attributes = {"operation": _name(operation), "clause": write_uid(operation.uid)}
                for place in _PLACES:
                    uid = getattr(operation, place, None)
                    if uid is not None:
                        attributes[place] = write_uid(uid)
                if isinstance(operation, Add):
                    etree.SubElement(mod, akn("new"), href=f"#mod_{number}__qstr_1")
            for name, value in attributes.items():
                destination.set(own(name), value)

    def _destination(self, operation: Operation) -> dict[str, str]:
        """Return where a reader of the standard finds the place: as near as it can be said."""
        if isinstance(operation, (Edit, Delete, Move)):
            return {"href": self._place(operation.uid)}
        if operation.after is not None:
            return {"href": self._place(operation.after), "pos": "after"}
        return {"href": self._place(operation.parent), "pos": "start"}

    def _place(self, uid: str | None) -> str:
        known = self._ids.get(uid) if uid is not None else "body"
        return f"{self._target}/~{known}" if known is not None else "#" + self._added(uid)

    def _added(self, uid: str | None) -> str:
        for number, operation in enumerate(self._amendment.operations, start=1):
            if isinstance(operation, Add) and operation.uid == uid:
                return f"mod_{number}__qstr_1__new"
        raise OtherBase(target=str(uid))

    def _sentence(self, content: etree._Element, number: int, operation: Operation) -> None:
        line = etree.SubElement(content, akn("p"))
        mod = etree.SubElement(line, akn("mod"), eId=f"mod_{number}")
        kind = _modification(operation) if isinstance(operation, Edit) else _name(operation)
        sentences = _SENTENCES["fa" if self._language == "fa" else "en"]
        rest = sentences[kind]
        while rest:
            before, _, rest = rest.partition("{")
            fill(mod, before)
            name, _, rest = rest.partition("}")
            if name == "clause" and operation.uid in self._base:
                fill(mod, self._numbering.citation(operation.uid, self._language))
            elif isinstance(operation, Edit) and name == "old":
                self._quote(mod, f"mod_{number}__qtext_1", operation.old)
            elif isinstance(operation, Edit) and name == "new":
                self._quote(mod, f"mod_{number}__qtext_2", operation.new)
            elif isinstance(operation, Add) and name == "new":
                _quoted_clause(mod, f"mod_{number}__qstr_1", operation.clause())

    def _quote(self, mod: etree._Element, place: str, words: str) -> None:
        start, end = _QUOTES["fa" if self._language == "fa" else "en"]
        quoted = etree.SubElement(mod, akn("quotedText"), eId=place, startQuote=start, endQuote=end)
        fill(quoted, words)


def _quoted_clause(mod: etree._Element, place: str, clause: Clause) -> None:
    quoted = etree.SubElement(mod, akn("quotedStructure"), eId=place)
    tag, name = TAGS[clause.kind]
    element = etree.SubElement(
        quoted,
        akn(tag),
        {"eId": f"{place}__new", "GUID": write_uid(clause.uid), STYLE: clause.style.value},
    )
    if name:
        element.set("name", name)
    for language, words in clause.heading.items():
        fill(etree.SubElement(element, akn("heading"), {LANG: language}), words)
    content = etree.SubElement(element, akn("content"))
    for language, words in clause.text.items():
        for line in words.split("\n"):
            fill(etree.SubElement(content, akn("p"), {LANG: language}), line)


def _operation(mod: etree._Element, elements: Mapping[str, etree._Element]) -> Operation:
    [destination] = mod.iterchildren(akn("destination"))
    said = {name: destination.get(own(name)) for name in ("operation", "clause", *_PLACES)}
    uid, parent, after = (
        read_uid(value) if value is not None else None
        for value in (said["clause"], said["parent"], said["after"])
    )
    uid = uid or ""
    match said["operation"]:
        case "delete":
            return Delete(uid)
        case "move":
            return Move(uid, parent, after)
        case "add":
            clause = _quoted(mod, "new", elements)[0]
            heading, text = _wordings(clause)
            return Add(uid, parent, after, kind_of(clause), style_of(clause), heading, text)
    old, new = (
        words_in(element) if (element := _found(mod, name, elements)) is not None else ""
        for name in ("old", "new")
    )
    try:
        return Edit(
            uid,
            destination.get(own("language"), ""),
            int(destination.get(own("start"), "")),
            int(destination.get(own("end"), "")),
            old,
            new,
            Part(destination.get(own("part"), "")),
        )
    except ValueError as error:
        raise UnreadKind(found="textualMod") from error


def _found(
    mod: etree._Element, name: str, elements: Mapping[str, etree._Element]
) -> etree._Element | None:
    for reference in mod.iterchildren(akn(name)):
        return elements.get(reference.get("href", "").removeprefix("#"))
    return None


def _quoted(
    mod: etree._Element, name: str, elements: Mapping[str, etree._Element]
) -> Sequence[etree._Element]:
    quoted = _found(mod, name, elements)
    if quoted is None or len(quoted) != 1:
        raise UnreadKind(found="textualMod")
    return list(quoted)


def _wordings(clause: etree._Element) -> tuple[dict[str, str], dict[str, str]]:
    heading = {each.get(LANG, ""): words_in(each) for each in clause.iterchildren(akn("heading"))}
    lines: dict[str, list[str]] = {}
    for line in clause.iter(akn("p")):
        lines.setdefault(line.get(LANG, ""), []).append(words_in(line))
    return heading, {language: "\n".join(words) for language, words in lines.items()}


def _modification(operation: Operation) -> str:
    match operation:
        case Edit():
            if not operation.old:
                return "insertion"
            return "substitution" if operation.new else "repeal"
        case Add():
            return "insertion"
        case Delete():
            return "repeal"
        case Move():
            return "renumbering"


def _name(operation: Operation) -> str:
    return type(operation).__name__.lower()


def _require_clauses(operations: Sequence[Operation], base: Version) -> None:
    known = set(base.clauses) | {each.uid for each in operations if isinstance(each, Add)}
    for operation in operations:
        for uid in sorted(names(operation) - known):
            raise OtherBase(target=uid)
