"""A text with what is proposed to it, as a Word file of tracked changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from xml.sax.saxutils import escape

from dabir.domain.drafting import (
    Amendment,
    Compilation,
    Edit,
    Kind,
    Operation,
    Version,
    compile_amendments,
)
from dabir.domain.language.printable import printable
from dabir.formats.documents import Direction
from dabir.formats.docx_parts import by_script
from dabir.formats.word_changes.adopting import Adopted, Adopting
from dabir.formats.word_changes.authored import AuthoredChanges, Front, Remark
from dabir.formats.word_changes.ends import blocks_apart
from dabir.formats.word_changes.laying import Block, Layout
from dabir.formats.word_changes.margin import Margin
from dabir.formats.word_changes.model import Revision
from dabir.formats.word_changes.numbers import STEP_TWIPS, Inset, ListPlace, Numbers
from dabir.formats.word_changes.parts import FOOTER_ID, HEAD, MAIN, SETTINGS, footer, pack
from dabir.formats.word_changes.reading import COMPILED_PROPERTY, ISSUED_PROPERTY
from dabir.formats.word_changes.runs import Ids, by, runs
from dabir.formats.word_changes.styling import ClauseStyle, styles_xml
from dabir.formats.wording import wording

_RELATIONS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_INNER = {Kind.CLAUSE, Kind.ITEM}


def write_tracked(
    base: Version,
    changes: Iterable[AuthoredChanges],
    *,
    language: str,
    front: Front,
    remarks: Iterable[Remark] = (),
    secretariat: str = "",
    issued: str = "",
    counted: bool = True,
) -> bytes:
    """Return `base` in one language as a Word file in which `changes` are tracked, by author.

    Rejecting all gives `base`; accepting all gives `base` with every change that excludes no other.
    What several authors change alike is one change of all of them. Where they exclude one another
    the options stand in brackets (see `dabir.formats.word_changes.adopting`); the brackets around
    the base are an insertion of `secretariat`. Changes of wordings in other languages are left out.

    `issued` is kept in the file and read back as `TrackedDocument.issued`: whatever lets the caller
    know the text and the version again. The same input gives the same bytes.

    Where `counted`, Word counts the numbers that it can (see
    `dabir.formats.word_changes.numbers`): in Persian it decides itself on the shape of digits, and
    some programs print Latin ones. Else all numbers are typed, which print as they are here, and
    changed ones are tracked.

    Raises:
        Unfit: an operation does not fit `base`, or those of one author exclude one another.
    """
    gathered = [
        (each, tuple(_of(each.operations, language))) for each in changes if each.operations
    ]
    amendments = {
        number: Amendment(number, base.symbol, (each.author,), operations)
        for number, (each, operations) in enumerate(gathered, start=1)
    }
    compilation = compile_amendments(
        base,
        (proposed for each in amendments.values() for proposed in each.proposed()),
        {number: each.proposers for number, each in amendments.items()},
    )
    return write_compilation(
        compilation,
        language=language,
        front=front,
        times={number: each.at for number, (each, _) in enumerate(gathered, start=1)},
        remarks=remarks,
        secretariat=secretariat,
        issued=issued,
        counted=counted,
    )


def write_compilation(
    compilation: Compilation,
    *,
    language: str,
    front: Front,
    times: Mapping[int, datetime | None] | None = None,
    remarks: Iterable[Remark] = (),
    secretariat: str = "",
    issued: str = "",
    counted: bool = True,
) -> bytes:
    """Return a compilation as a Word file of tracked changes; `write_tracked` says of what sort.

    `times` says by the number of an amendment when it was made.
    """
    adopted, layout, numbers = _laid_out(
        compilation, language, times or {}, secretariat, counted=counted
    )
    properties = {ISSUED_PROPERTY: issued} if issued else {}
    if adopted.bracketed:
        properties[COMPILED_PROPERTY] = "1"
    return _Writer(language, front, Margin(remarks)).write(layout, numbers, properties)


def blocks_of(
    compilation: Compilation, language: str, times: Mapping[int, datetime | None]
) -> tuple[list[Block], dict[str, str]]:
    """Return a compilation paragraph by paragraph, numbers typed, for whoever writes it elsewhere.

    With the properties that a file of it is to keep. `times` are as in `write_compilation`.
    """
    adopted, layout, _ = _laid_out(compilation, language, times, "", counted=False)
    return list(layout.blocks()), {COMPILED_PROPERTY: "1"} if adopted.bracketed else {}


def _laid_out(
    compilation: Compilation,
    language: str,
    times: Mapping[int, datetime | None],
    secretariat: str,
    *,
    counted: bool,
) -> tuple[Adopted, Layout, Numbers]:
    adopted = Adopting(compilation, language, times=times, secretariat=secretariat).adopted()
    numbers = Numbers(compilation.base, adopted.target, language, counted=counted)
    return adopted, Layout(compilation.base, adopted, language, numbers), numbers


def _of(operations: Iterable[Operation], language: str) -> Iterable[Operation]:
    for operation in operations:
        if not isinstance(operation, Edit) or operation.language == language:
            yield operation


class _Writer:
    def __init__(self, language: str, front: Front, margin: Margin) -> None:
        self._words = wording("fa" if language == "fa" else "en")
        self._direction: Direction = "rtl" if language == "fa" else "ltr"
        self._front = front
        self._margin = margin
        self._ids = Ids()
        self._used: set[ClauseStyle] = set()

    def write(self, layout: Layout, numbers: Numbers, properties: Mapping[str, str]) -> bytes:
        blocks = blocks_apart(list(layout.blocks()))
        body = [*self._opening(), *(self._block(each) for each in blocks), self._end()]
        section = (
            f'<w:sectPr><w:footerReference w:type="default" r:id="{FOOTER_ID}"/>'
            '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1304" w:right="1361" '
            'w:bottom="1304" w:left="1361" w:header="680" w:footer="567" w:gutter="0"/>'
            f"{'<w:bidi/>' if self._direction == 'rtl' else ''}</w:sectPr>"
        )
        document = (
            f"{HEAD}<w:document {MAIN} {_RELATIONS}><w:body>{''.join(body)}{section}</w:body>"
            "</w:document>"
        )
        numbering = numbers.part()
        parts = {
            "word/document.xml": document,
            "word/styles.xml": styles_xml(self._used, rtl=self._direction == "rtl"),
            "word/settings.xml": SETTINGS,
            **({"word/numbering.xml": numbering} if numbering else {}),
            **self._margin.parts(),
            "word/footer1.xml": footer(self._words, self._direction, self._front.classification),
        }
        return pack(parts, self._front, properties)

    def _opening(self) -> Iterable[str]:
        front = self._front
        for text, style in (
            (front.title, "DabirFrontTitle"),
            (front.subtitle, "DabirFrontLine"),
            (front.classification, "DabirFrontLine"),
        ):
            if text:
                yield self._plain(text, style)

    def _end(self) -> str:
        """Return a last paragraph that nobody changes: the end of the last one cannot go."""
        return self._plain("* * *", "DabirFrontEnd")

    def _plain(self, text: str, style: str) -> str:
        content = "".join(
            f"<w:r>{'<w:rPr><w:rtl/></w:rPr>' if rtl else ''}"
            f'<w:t xml:space="preserve">{escape(piece)}</w:t></w:r>'
            for piece, rtl in by_script(printable(text).replace("\n", " "), self._direction)
            if piece
        )
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{self._bidi()}</w:pPr>{content}</w:p>'

    def _block(self, block: Block) -> str:
        self._used.add(block.style)
        bold = block.style.kind not in _INNER
        content = "".join(
            part if isinstance(part, str) else runs([part], self._direction, self._ids, bold=bold)
            for part in self._margin.cut(block.target, block.pieces)
        )
        if block.bookmark:
            identity = self._ids.following()
            content = (
                f'<w:bookmarkStart w:id="{identity}" w:name="{block.bookmark}"/>{content}'
                f'<w:bookmarkEnd w:id="{identity}"/>'
            )
        for revision, name in ((block.deleted, "moveFrom"), (block.inserted, "moveTo")):
            if revision is not None and revision.move:
                content = self._range(content, revision, name)
        return f"<w:p>{self._properties(block)}{content}</w:p>"

    def _range(self, content: str, revision: Revision, name: str) -> str:
        attributes = by(revision, self._ids)
        identity = attributes.split('"')[1]
        return (
            f'<w:{name}RangeStart {attributes} w:name="{revision.move}"/>{content}'
            f'<w:{name}RangeEnd w:id="{identity}"/>'
        )

    def _properties(self, block: Block) -> str:
        mark = ""
        for revision, plain, moved in (
            (block.inserted, "ins", "moveTo"),
            (block.deleted, "del", "moveFrom"),
        ):
            if revision is not None:
                tag = moved if revision.move else plain
                mark += f"<w:{tag} {by(revision, self._ids)}/>"
        if self._direction == "rtl":
            mark += "<w:rtl/>"
        change = ""
        if block.restyled is not None and block.was_style is not None:
            self._used.add(block.was_style)
            was = self._shape(block.was_style, block.was_place, block.was_inset or block.inset)
            change = (
                f"<w:pPrChange {by(block.restyled, self._ids)}><w:pPr>{was}</w:pPr></w:pPrChange>"
            )
        shape = self._shape(block.style, block.place, block.inset)
        return f"<w:pPr>{shape}{f'<w:rPr>{mark}</w:rPr>' if mark else ''}{change}</w:pPr>"

    def _shape(self, style: ClauseStyle, place: ListPlace | None, inset: Inset) -> str:
        listed = indent = ""
        if place is not None:
            listed = (
                f'<w:numPr><w:ilvl w:val="{place.level}"/><w:numId w:val="{place.number}"/>'
                "</w:numPr>"
            )
        if inset.steps or place is not None:
            # Said here, since a list would else set its paragraphs in by itself.
            first = f'w:hanging="{STEP_TWIPS}"' if inset.hanging else 'w:firstLine="0"'
            indent = f'<w:ind w:left="{STEP_TWIPS * inset.steps}" {first}/>'
        return f'<w:pStyle w:val="{style.id}"/>{listed}{self._bidi()}{indent}'

    def _bidi(self) -> str:
        return "<w:bidi/>" if self._direction == "rtl" else ""
