"""Akoma Ntoso files as versions of texts: ours as they were, others as well as can be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from lxml import etree

from dabir.domain.drafting import ZERO_DRAFT, Clause, Numbering, NumberStyle, Symbol, Version
from dabir.formats.akoma_ntoso.errors import Dangling, NotAkomaNtoso, UnreadKind
from dabir.formats.akoma_ntoso.kinds import core, local
from dabir.formats.akoma_ntoso.metadata import KEPT, NO_DAY, symbol_of
from dabir.formats.akoma_ntoso.names import LANG, own, short_code
from dabir.formats.akoma_ntoso.remarks import Remark, RemarkKind
from dabir.formats.akoma_ntoso.schema import dangling, require_valid, schema_faults
from dabir.formats.akoma_ntoso.tree import ReadOption, Tree, title_lines, words_in
from dabir.formats.limits import DEFAULT_LIMITS, Limits
from dabir.formats.text_facts import Milestone, TextFacts
from dabir.formats.xml_reading import parse_xml

_NAMESPACES = ("http://docs.oasis-open.org/legaldocml/ns/akn/", "http://www.akomantoso.org/")
_READ = {"bill", "act", "doc", "statement"}
_PARTS = ("preamble", "body", "mainBody", "conclusions")


@dataclass(frozen=True, kw_only=True)
class ReadText:
    """What was read in a file.

    ``numbers`` are the numbers of clauses as the file prints them and ``ids`` their `eId`, both by
    uid; ``own`` says that the file was written here and is read without loss; otherwise
    ``remarks`` tell what could not be kept as it stood. ``slots`` are the options of contested
    words by the uid of their slot; the version has those of the base.
    """

    version: Version
    about: TextFacts
    languages: tuple[str, ...]
    own: bool
    numbers: Mapping[str, str] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    slots: Mapping[str, tuple[ReadOption, ...]] = field(default_factory=dict)


def read_akoma_ntoso(
    data: bytes, *, strict: bool = False, limits: Limits = DEFAULT_LIMITS
) -> ReadText:
    """Return the text in an Akoma Ntoso file, of this or another tool, in version 3.0 or before.

    Clauses keep the permanent id that they have (`GUID`, or else `wId` or `eId`). A file of ours
    must be in order; another's may break the schema or refer to what is not there, which
    ``remarks`` tell, unless ``strict``.

    Raises:
        NotAkomaNtoso: it is XML of another kind.
        UnreadKind: it is a document without a text to draft, such as a judgment.
        Invalid: it breaks the official schema.
        Dangling: it refers to what is not in it.
        Unreadable: it is no XML, or built to do harm (see `parse_xml`).
    """
    root = parse_xml(data, kind="Akoma Ntoso", limits=limits)
    document = document_of(root)
    if local(document) not in _READ:
        raise UnreadKind(found=local(document))
    mine = next(document.iter(own("text")), None)
    remarks: list[Remark] = []
    if strict or mine is not None:
        require_valid(root)
    else:
        remarks = _disorder(root)
    languages = _languages(document, mine)
    tree = Tree(own=mine is not None, language=languages[0])
    for part in document:
        if local(part) in _PARTS:
            tree.read_part(part)
        elif local(part) in {"attachments", "components"}:
            for attachment in part:
                tree.read_annex(attachment)
    symbol = _symbol(document, mine)
    version = Version.of(
        symbol,
        tree.clauses(),
        made_from=symbol_of(mine.get("madeFrom")) if mine is not None else None,
    )
    about = _own_facts(document, mine) if mine is not None else _facts(document, languages, tree)
    if mine is None:
        remarks += tree.remarks + _renumbered(version, languages[0], tree.numbers)
    return ReadText(
        version=version,
        about=replace(about, first_ids=tree.first_ids),
        languages=languages,
        own=mine is not None,
        numbers=tree.numbers,
        ids=tree.ids,
        remarks=tuple(remarks),
        slots={uid: tuple(options) for uid, options in tree.slots.items()},
    )


def check_akoma_ntoso(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> tuple[Remark, ...]:
    """Return where a file breaks the official schema or refers to what is not in it.

    Raises:
        NotAkomaNtoso: it is XML of another kind.
        Unreadable: it is no XML, or built to do harm.
    """
    root = parse_xml(data, kind="Akoma Ntoso", limits=limits)
    document_of(root)
    return tuple(_disorder(root))


def merge_expressions(first: ReadText, *others: ReadText) -> ReadText:
    """Return one text out of files of the same version in one language each.

    The clauses of the first are there, with the words that the others have for them.

    Raises:
        Dangling: another one has a clause that the first one does not.
    """
    clauses: dict[str, Clause] = dict(first.version.clauses)
    for other in others:
        for uid, clause in other.version.clauses.items():
            if uid not in clauses:
                raise Dangling(target=other.ids.get(uid, uid))
            clauses[uid] = replace(
                clauses[uid],
                heading={**clauses[uid].heading, **clause.heading},
                text={**clauses[uid].text, **clause.text},
            )
    texts = (first, *others)
    return replace(
        first,
        version=Version.of(
            first.version.symbol, clauses.values(), made_from=first.version.made_from
        ),
        about=replace(
            first.about, title={code: t for text in texts for code, t in text.about.title.items()}
        ),
        languages=tuple(dict.fromkeys(code for text in texts for code in text.languages)),
        remarks=tuple(remark for text in texts for remark in text.remarks),
    )


def document_of(root: etree._Element) -> etree._Element:
    """Return the document in an Akoma Ntoso file.

    Raises:
        NotAkomaNtoso: it is XML of another kind, or holds no document.
    """
    namespace = etree.QName(root).namespace or ""
    inside = [child for child in root if local(child)]
    if local(root) != "akomaNtoso" or not namespace.startswith(_NAMESPACES) or not inside:
        raise NotAkomaNtoso(found=local(root))
    return inside[0]


def _disorder(root: etree._Element) -> list[Remark]:
    return [
        *(
            Remark(RemarkKind.INVALID, str(fault.line), words=fault.fault)
            for fault in schema_faults(root)
        ),
        *(
            Remark(RemarkKind.DANGLING, str(fault.line), words=fault.fault)
            for fault in dangling(root)
        ),
    ]


def _languages(document: etree._Element, mine: etree._Element | None) -> tuple[str, ...]:
    if mine is not None:
        return tuple(mine.get("languages", "").split()) or ("fa",)
    found = dict.fromkeys(
        short_code(element.get("language", ""))
        for element in document.iter("{*}FRBRlanguage")
        if element.get("language")
    )
    return tuple(found) or (short_code(document.getroottree().getroot().get(LANG, "")) or "und",)


def _symbol(document: etree._Element, mine: etree._Element | None) -> Symbol:
    if mine is not None:
        return symbol_of(mine.get("version")) or ZERO_DRAFT
    number = next((e.get("value") for e in document.iter("{*}FRBRversionNumber")), None)
    return symbol_of(number) or ZERO_DRAFT


def _own_facts(document: etree._Element, mine: etree._Element) -> TextFacts:
    kept = {name: words_in(element) for name in KEPT for element in mine.iter(own(name))}
    return TextFacts(
        title={element.get(LANG, ""): words_in(element) for element in mine.iter(own("title"))},
        number=kept.get("number", ""),
        name=kept.get("name", ""),
        day=_day(document, "FRBRExpression"),
        day_text=kept.get("dayText", ""),
        begun=_day(document, "FRBRWork"),
        group=kept.get("group", ""),
        country=_value(document, "FRBRcountry"),
        classification=kept.get("classification", ""),
        status="final" if mine.get("status") == "final" else "draft",
        history=tuple(_history(document)),
    )


def _facts(document: etree._Element, languages: tuple[str, ...], tree: Tree) -> TextFacts:
    title = ""
    for part in document:
        if local(part) not in {"preface", "coverPage"}:
            continue
        for line in title_lines(part):
            words = " ".join("".join(map(str, line.itertext())).split())
            titled = local(line) == "docTitle" or any(
                local(inner) in {"docTitle", "shortTitle"} for inner in line.iterdescendants()
            )
            if words and (titled or not title) and not (title and local(line) != "docTitle"):
                title = words
            elif words:
                tree.remarks.append(
                    Remark(RemarkKind.LEFT_OUT, tree.where(line), local(part), words)
                )
    named = title or _value(document, "FRBRalias") or _value(document, "FRBRname")
    return TextFacts(
        title={languages[0]: named or _value(document, "FRBRuri") or "—"},
        number=_value(document, "FRBRnumber"),
        day=_day(document, "FRBRExpression"),
        begun=_day(document, "FRBRWork"),
        group=_author(document),
        country=_value(document, "FRBRcountry"),
    )


def _history(document: etree._Element) -> Iterable[Milestone]:
    for event in document.iter("{*}eventRef"):
        symbol = symbol_of(event.get("source", "").removeprefix("#version_"))
        day = _as_day(event.get("date", ""))
        if symbol is not None and day is not None:
            yield Milestone(symbol, day)


def _author(document: etree._Element) -> str:
    for author in document.iter("{*}FRBRauthor"):
        target = author.get("href", "").removeprefix("#")
        for element in document.iter("{*}TLCOrganization", "{*}TLCPerson"):
            if element.get("eId") == target:
                return element.get("showAs", "")
        return ""
    return ""


def _value(document: etree._Element, name: str) -> str:
    return next((e.get("value", "") for e in document.iter(f"{{*}}{name}")), "")


def _day(document: etree._Element, level: str) -> date | None:
    for found in document.iter(f"{{*}}{level}"):
        for element in found.iter("{*}FRBRdate"):
            day = _as_day(element.get("date", ""))
            return None if day == NO_DAY else day
    return None


def _as_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _renumbered(version: Version, language: str, numbers: Mapping[str, str]) -> list[Remark]:
    """Return where the number that follows from the place is not the printed one."""
    numbering = Numbering(version)
    remarks = []
    for uid, printed in numbers.items():
        mark = numbering.label(uid, language).mark
        clause = version[uid]
        if clause.style is NumberStyle.NONE or core(mark) != core(printed):
            remarks.append(Remark(RemarkKind.RENUMBERED, uid, mark, printed))
    return remarks
