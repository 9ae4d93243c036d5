"""A version of a text as an Akoma Ntoso 3.0 document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from dabir.domain.drafting import Clause, Numbering, Part, Version
from dabir.formats.akoma_ntoso.lines import fill
from dabir.formats.akoma_ntoso.metadata import Agent, write_metadata
from dabir.formats.akoma_ntoso.names import AKN, KIND, LANG, NAMESPACES, STYLE, akn, three_letters
from dabir.formats.akoma_ntoso.naming import Place, places, preambular, write_uid
from dabir.formats.akoma_ntoso.schema import require_valid
from dabir.formats.text_facts import TextFacts, languages_of

# Blanks between these and their neighbours mean nothing, so that a line may begin there.
_OF_WORDS = {"p", "num", "heading", "block", "docTitle", "docNumber"}
# Ours that hold other elements; all others of ours hold words.
_OWN = {"text", "choice", "option", "clause", "amendment"}
EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Marked:
    """Words in an element of their own within a line, such as ``ins`` or ``del``."""

    tag: str
    words: str
    attributes: dict[str, str] = field(default_factory=dict, hash=False)


def write_akoma_ntoso(
    version: Version,
    about: TextFacts,
    *,
    languages: Sequence[str] = (),
    document: Literal["bill", "act"] = "bill",
) -> bytes:
    """Return a version as an Akoma Ntoso 3.0 file, valid against the official schema.

    All ``languages`` (of the title and the clauses, where none are given) stand in one document,
    clause by clause; with one language it is one expression of the work, and the expressions of
    several files are aligned by their clauses' `wId` and `GUID`. An enacted text is an "act".
    The same version and facts give the same bytes; `read_akoma_ntoso` gives both back.

    Raises:
        NoSuchLanguage: a wording is in a language whose code no file can hold.
    """
    writer = TextWriter(version, about, tuple(languages) or languages_of(version, about))
    return finish(writer.write(document))


def finish(root: etree._Element) -> bytes:
    """Return a document as bytes, after holding it against the schema."""
    _indent(root, 0)
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
    require_valid(etree.fromstring(data))
    return data


class TextWriter:
    """Writes one version; what stands in a wording can be told otherwise (`pieces`)."""

    def __init__(
        self,
        version: Version,
        about: TextFacts,
        languages: Sequence[str],
        *,
        agents: Sequence[Agent] = (),
        concepts: Sequence[Agent] = (),
    ) -> None:
        for language in languages:
            three_letters(language)
        self.version = version
        self.about = about
        self.languages = tuple(languages)
        self.agents = agents
        self.concepts = concepts
        self.places = places(version)
        self._numbering = Numbering(version)
        self._preambles = preambular(version)

    def pieces(self, clause: Clause, part: Part, language: str) -> Sequence[str | Marked]:
        """Return what a wording is made of, in order."""
        return [clause.wording(part, language)]

    def has_words(self, clause: Clause, part: Part, language: str) -> bool:
        """Whether a clause has the wording at all."""
        return bool(clause.wording(part, language))

    def write(self, kind: Literal["bill", "act"]) -> etree._Element:
        """Return the root of the document."""
        root = etree.Element(akn("akomaNtoso"), nsmap=NAMESPACES)  # type: ignore[arg-type]  # None is the default namespace
        document = etree.SubElement(
            root, akn(kind), name="draft" if self.about.status == "draft" else "text"
        )
        write_metadata(
            document,
            self.version,
            self.about,
            self.languages,
            kind=kind,
            agents=self.agents,
            concepts=self.concepts,
        )
        write_preface(document, self.about)
        if self._preambles:
            preamble = etree.SubElement(document, akn("preamble"), {LANG: self.languages[0]})
            for uid in self.version.children(None):
                if uid in self._preambles:
                    self.clause(preamble, self.version[uid])
        body = etree.SubElement(document, akn("body"), {LANG: self.languages[0]})
        for uid in self.version.children(None):
            if uid not in self._preambles:
                self.clause(body, self.version[uid])
        if len(body) == 0:
            # The schema demands something of a body, and of a document a body.
            etree.SubElement(body, akn("hcontainer"), name=EMPTY, eId=EMPTY)
        return root

    def clause(self, parent: etree._Element, clause: Clause) -> None:
        """Append a clause with all that stands in it."""
        place = self.places[clause.uid]
        element = etree.SubElement(parent, akn(place.tag), self._attributes(clause, place))
        if place.tag == "container":
            self._headings(element, clause, "block")
            self._lines(element, clause, place.id)
            return
        for language in self.languages:
            mark = self._numbering.label(clause.uid, language).mark
            if mark:
                self._own_words(element, "num", language, [mark])
        self._headings(element, clause, "heading")
        children = self.version.children(clause.uid)
        if place.tag == "recital":
            self._lines(element, clause, place.id)
        elif not children:
            content = etree.SubElement(element, akn("content"), eId=f"{place.id}__content")
            self._lines(content, clause, place.id)
        else:
            if any(self.has_words(clause, Part.TEXT, language) for language in self.languages):
                intro = etree.SubElement(element, akn("intro"), eId=f"{place.id}__intro")
                self._lines(intro, clause, place.id)
            for child in children:
                self.clause(element, self.version[child])

    def _attributes(self, clause: Clause, place: Place) -> dict[str, str]:
        attributes = {
            "eId": place.id,
            "wId": self.about.first_ids.get(clause.uid, place.id),
            "GUID": write_uid(clause.uid),
            STYLE: clause.style.value,
        }
        if place.name:
            attributes["name"] = place.name
        if place.tag == "recital":
            attributes[KIND] = clause.kind.value
        return attributes

    def _headings(self, element: etree._Element, clause: Clause, tag: str) -> None:
        for language in self.languages:
            if self.has_words(clause, Part.HEADING, language):
                pieces = self.pieces(clause, Part.HEADING, language)
                heading = self._own_words(element, tag, language, pieces)
                if tag == "block":
                    heading.set("name", "heading")

    def _lines(self, element: etree._Element, clause: Clause, prefix: str) -> None:
        """Append the text of a clause, a paragraph for each line, language after language.

        In a document of several languages each paragraph names the one that it says again.
        """
        several = len(self.languages) > 1
        first: list[str] = []
        for language in self.languages:
            if not self.has_words(clause, Part.TEXT, language):
                continue
            rows = _rows(self.pieces(clause, Part.TEXT, language))
            for number, row in enumerate(rows, start=1):
                paragraph = self._own_words(element, "p", language, row)
                if not several:
                    continue
                if language == self.languages[0]:
                    first.append(f"{prefix}__p_{number}")
                    paragraph.set("eId", first[-1])
                elif first:
                    paragraph.set("alternativeTo", f"#{first[min(number, len(first)) - 1]}")
        if not any(self.has_words(clause, Part.TEXT, language) for language in self.languages):
            etree.SubElement(element, akn("p"))

    def _own_words(
        self, parent: etree._Element, tag: str, language: str, pieces: Sequence[str | Marked]
    ) -> etree._Element:
        element = etree.SubElement(parent, akn(tag))
        if len(self.languages) > 1:
            element.set(LANG, language)
        for piece in pieces:
            if isinstance(piece, str):
                fill(element, piece)
            else:
                inner = etree.SubElement(element, akn(piece.tag), piece.attributes)
                for number, line in enumerate(piece.words.split("\n")):
                    if number:
                        etree.SubElement(inner, akn("eol"))
                    fill(inner, line)
        return element


def write_preface(document: etree._Element, about: TextFacts) -> None:
    """Append the titles and the number of a text as its reader sees them."""
    preface = etree.SubElement(document, akn("preface"))
    for language, title in about.title.items():
        three_letters(language)
        line = etree.SubElement(preface, akn("p"), {LANG: language})
        fill(etree.SubElement(line, akn("docTitle")), title)
    if about.number:
        line = etree.SubElement(preface, akn("p"))
        fill(etree.SubElement(line, akn("docNumber")), about.number)


def _rows(pieces: Sequence[str | Marked]) -> list[list[str | Marked]]:
    """Split the plain pieces of a text at its line ends; a marked one stays in its line."""
    rows: list[list[str | Marked]] = [[]]
    for piece in pieces:
        if not isinstance(piece, str):
            rows[-1].append(piece)
            continue
        first, *rest = piece.split("\n")
        rows[-1].append(first)
        rows.extend([line] for line in rest)
    return rows


def _indent(element: etree._Element, depth: int) -> None:
    """Begin a line before each element that holds no words beside other elements."""
    name = etree.QName(element)
    wordy = name.localname in _OF_WORDS if name.namespace == AKN else name.localname not in _OWN
    if not len(element) or wordy:
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = "\n" + "  " * (depth + 1)
    element[-1].tail = "\n" + "  " * depth
