"""The parts of a written Word file that are the same for every text, and how they are packed."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

from dabir.domain.language.printable import printable
from dabir.formats.documents import Direction
from dabir.formats.metadata.packing import packed
from dabir.formats.word_changes.authored import Front
from dabir.formats.word_changes.runs import attribute
from dabir.formats.wording import Wording

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = {
    "word/document.xml": (f"{_WORD_TYPE}.document.main+xml", ""),
    "word/styles.xml": (f"{_WORD_TYPE}.styles+xml", f"{_OFFICE}/relationships/styles"),
    "word/numbering.xml": (f"{_WORD_TYPE}.numbering+xml", f"{_OFFICE}/relationships/numbering"),
    "word/settings.xml": (f"{_WORD_TYPE}.settings+xml", f"{_OFFICE}/relationships/settings"),
    "word/comments.xml": (f"{_WORD_TYPE}.comments+xml", f"{_OFFICE}/relationships/comments"),
    "word/commentsExtended.xml": (
        f"{_WORD_TYPE}.commentsExtended+xml",
        "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
    ),
    "word/footer1.xml": (f"{_WORD_TYPE}.footer+xml", f"{_OFFICE}/relationships/footer"),
}
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
FOOTER_ID = "footer1"
# Whoever goes on writing in the file is tracked.
SETTINGS = (
    f'{HEAD}<w:settings {MAIN}><w:trackRevisions/><w:defaultTabStop w:val="510"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting '
    'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat></w:settings>"
)


def footer(words: Wording, direction: Direction, classification: str) -> str:
    """Return the foot of every page: its number, and the classification where there is one."""
    before, rest = words.page.split("{page}")
    between, after = rest.split("{pages}")
    shape = '<w:rPr><w:color w:val="595959"/><w:sz w:val="16"/><w:szCs w:val="16"/>' + (
        "<w:rtl/></w:rPr>" if direction == "rtl" else "</w:rPr>"
    )

    def run(text: str) -> str:
        spaced = f'<w:t xml:space="preserve">{escape(printable(text))}</w:t>'
        return f"<w:r>{shape}{spaced}</w:r>" if text else ""

    def counted(code: str) -> str:
        return f'<w:fldSimple w:instr="{code}">{run(words.numbering)}</w:fldSimple>'

    page = run(before) + counted("PAGE") + run(between) + counted("NUMPAGES") + run(after)
    bidi = "<w:bidi/>" if direction == "rtl" else ""
    lines = [page] if not classification else [run(classification), page]
    paragraphs = "".join(
        f'<w:p><w:pPr>{bidi}<w:spacing w:after="0"/></w:pPr>{line}</w:p>' for line in lines
    )
    return f"{HEAD}<w:ftr {MAIN}>{paragraphs}</w:ftr>"


def pack(parts: Mapping[str, str], front: Front, properties: Mapping[str, str]) -> bytes:
    """Return the file, `properties` kept in it by name; the same parts give the same bytes."""
    core, custom = _core(front), _custom(properties)
    everything = {
        "[Content_Types].xml": _types(parts, with_custom=bool(properties)),
        "_rels/.rels": _root_relations(with_custom=bool(properties)),
        "word/document.xml": parts["word/document.xml"],
        "word/_rels/document.xml.rels": _relations(parts),
        **{name: part for name, part in parts.items() if name != "word/document.xml"},
        "docProps/core.xml": core,
        **({"docProps/custom.xml": custom} if properties else {}),
    }
    return packed((name, part.encode()) for name, part in everything.items())


def _types(parts: Mapping[str, str], *, with_custom: bool) -> str:
    kinds = {name: _KINDS[name][0] for name in parts} | {"docProps/core.xml": _CORE}
    if with_custom:
        kinds["docProps/custom.xml"] = _CUSTOM
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(parts: Mapping[str, str]) -> str:
    related = "".join(
        f'<Relationship Id="{name.removeprefix("word/").removesuffix(".xml")}" '
        f'Type="{_KINDS[name][1]}" Target="{name.removeprefix("word/")}"/>'
        for name in parts
        if _KINDS[name][1]
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>'


def _root_relations(*, with_custom: bool) -> str:
    custom = (
        f'<Relationship Id="custom" Type="{_OFFICE}/relationships/custom-properties" '
        'Target="docProps/custom.xml"/>'
        if with_custom
        else ""
    )
    return (
        f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="document" '
        f'Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="core" Type="{_PACKAGE}/relationships/metadata/core-properties" '
        f'Target="docProps/core.xml"/>{custom}</Relationships>'
    )


def _core(front: Front) -> str:
    day = "" if front.day is None else front.day.isoformat() + "T00:00:00Z"
    times = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}</dcterms:{name}>'
        for name in ("created", "modified")
        if day
    )
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(printable(front.title)[:255])}</dc:title>{times}</cp:coreProperties>"
    )


def _custom(properties: Mapping[str, str]) -> str:
    kept = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" '
        f'name="{name}"><vt:lpwstr>{attribute(value)}</vt:lpwstr></property>'
        for number, (name, value) in enumerate(properties.items(), start=2)
    )
    return (
        f'{HEAD}<Properties xmlns="{_OFFICE}/custom-properties" '
        f'xmlns:vt="{_OFFICE}/docPropsVTypes">{kept}</Properties>'
    )
