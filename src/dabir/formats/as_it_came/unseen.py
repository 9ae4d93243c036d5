"""What of the elements of a Word file nobody sees in print, taken out of them."""

from __future__ import annotations

import re

from lxml import etree

from dabir.formats.docx_styles import W
from dabir.formats.word_changes.styling import is_front
from dabir.formats.word_originals import NotCarried
from dabir.formats.word_originals.settling import settle, unwrap

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WORD_2010 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_FIELDS = re.compile(
    r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION|REF|PAGEREF|NOTEREF|TOC|SEQ|STYLEREF|LISTNUM|SYMBOL|"
    r"DATE|TIME|EQ|ADVANCE|AUTONUM|AUTONUMLGL|AUTONUMOUT|FORMTEXT|FORMCHECKBOX|=)\b",
    re.IGNORECASE,
)
"""Fields that tell nothing but what they print."""
_GONE = (
    *("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "permStart"),
    *("permEnd", "proofErr", "ffData", "fldData", "smartTagPr", "customXmlPr", "printerSettings"),
)
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_KNOWN = (
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/office/word/",
    "urn:schemas-microsoft-com:",
)
"""Where the names of elements come from that are printed, or say how."""
_WRAPPERS = ("smartTag", "customXml")
_CONTROL_KEPT = {f"{W}{name}" for name in ("id", "showingPlcHdr", "text", "richText", "docPartObj")}
_SETTINGS_KEPT = {
    f"{W}{name}"
    for name in (
        *("mirrorMargins", "gutterAtTop", "bordersDoNotSurroundHeader", "evenAndOddHeaders"),
        *("bordersDoNotSurroundFooter", "alignBordersAndEdges", "displayBackgroundShape"),
        *("defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone"),
        *("doNotHyphenateCaps", "bookFoldPrinting", "bookFoldRevPrinting", "drawingGridOrigin"),
        *("characterSpacingControl", "noLineBreaksAfter", "noLineBreaksBefore", "footnotePr"),
        *("endnotePr", "compat", "themeFontLang", "clrSchemeMapping", "decimalSymbol"),
        *("listSeparator", "stylePaneFormatFilter", "strictFirstAndLastChars"),
    )
}


def strip(root: etree._Element, hidden: frozenset[str], fronts: frozenset[str]) -> None:
    """Leave in a part what is printed of it; tracked changes are accepted.

    `hidden` are the ids of styles whose words are not printed, `fronts` of lines of our own.

    Raises:
        NotCarried: a picture cannot be left as it is printed.
    """
    settle(root, lambda _author: True)
    for choice in list(root.iter(f"{_COMPATIBILITY}AlternateContent")):
        # The older form of what was changed may still say what stood there before.
        if choice.find(f"{_COMPATIBILITY}Choice") is not None:
            for older in choice.findall(f"{_COMPATIBILITY}Fallback"):
                choice.remove(older)
    unseen = [run for run in root.iter(f"{W}r") if _is_hidden(run, hidden)]
    unseen += [row for row in root.iter(f"{W}tr") if row.find(f"{W}trPr/{W}hidden") is not None]
    unseen += [each for each in root.iter(f"{W}p") if _style_of(each) in fronts]
    unseen += list(root.iter(*(f"{W}{name}" for name in _GONE), f"{_DRAWING}extLst"))
    unseen += [each for each in root.iter(etree.Element) if not _is_known(each)]
    for element in unseen:
        take_out(element)
    for element in list(root.iter(*(f"{W}{name}" for name in _WRAPPERS))):
        unwrap(element)
    for link in list(root.iter(f"{W}hyperlink")):
        # Where it leads is not printed; places in the text itself are no secret.
        if link.get(f"{_R}id") is not None:
            unwrap(link)
    for control in root.iter(f"{W}sdtPr"):
        control[:] = [child for child in control if child.tag in _CONTROL_KEPT]
    for element in root.iter(etree.Element):
        for attribute in [name for name in map(str, element.attrib) if _tells(element, name)]:
            del element.attrib[attribute]
    _require_whole_pictures(root)
    _still(root)


def _is_known(element: etree._Element) -> bool:
    return (etree.QName(element).namespace or "").startswith(_KNOWN)


def _require_whole_pictures(root: etree._Element) -> None:
    """Refuse pictures that show a part of what they hold: the rest would go out with them.

    Raises:
        NotCarried: there is one.
    """
    cut = [crop for crop in root.iter(f"{_DRAWING}srcRect") if set(crop.attrib.values()) - {"0"}]
    cut += [
        each
        for each in root.iter(etree.Element)
        if any(str(name).startswith("crop") for name in each.attrib)
    ]
    if cut:
        raise NotCarried("a part of a picture in it is cut off, and would go out with it")


def _tells(element: etree._Element, attribute: str) -> bool:
    """Whether an attribute tells of editing, or what a picture's file was called."""
    if attribute.startswith(_WORD_2010):
        return attribute.endswith(("paraId", "textId"))
    name = etree.QName(element).localname
    if name == "hyperlink":
        return attribute.endswith(("}tooltip", "}docLocation", "}tgtFrame"))
    if name in {"docPr", "cNvPr"}:
        return attribute == "title"
    return name in {"imagedata", "shape"} and attribute.endswith(("}title", "}href"))


def take_out(element: etree._Element) -> None:
    """Take an element out of its parent."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _is_hidden(run: etree._Element, hidden: frozenset[str]) -> bool:
    own = run.find(f"{W}rPr/{W}vanish")
    if own is not None:
        return _is_on(own)
    style = run.find(f"{W}rPr/{W}rStyle")
    if style is not None and style.get(f"{W}val") in hidden:
        return True
    paragraph = next(run.iterancestors(f"{W}p"), None)
    return paragraph is not None and _style_of(paragraph) in hidden


def _style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def _is_on(switch: etree._Element) -> bool:
    return switch.get(f"{W}val", "1") not in {"0", "false", "off"}


def hidden_styles(styles: etree._Element) -> frozenset[str]:
    """Return the ids of styles whose words are not printed."""
    own: dict[str, bool | None] = {}
    above: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        switch = style.find(f"{W}rPr/{W}vanish")
        own[name] = None if switch is None else _is_on(switch)
        based = style.find(f"{W}basedOn")
        above[name] = "" if based is None else based.get(f"{W}val", "")

    def is_hidden(name: str) -> bool:
        seen: set[str] = set()
        while name in own and name not in seen:
            seen.add(name)
            if (said := own[name]) is not None:
                return said
            name = above[name]
        return False

    return frozenset(name for name in own if is_hidden(name))


def front_styles(styles: etree._Element) -> frozenset[str]:
    """Return the ids of styles of lines that we put above a text ourselves: they say what it was
    when it went out.
    """
    return frozenset(
        style.get(f"{W}styleId", "")
        for style in styles.iter(f"{W}style")
        for name in style.iter(f"{W}name")
        if is_front(name.get(f"{W}val", ""))
    )


def _still(root: etree._Element) -> None:
    """Let fields that could tell where something comes from be what they print, and no more."""
    for field in list(root.iter(f"{W}fldSimple")):
        if not _FIELDS.match(field.get(f"{W}instr", "")):
            unwrap(field)
    waiting: list[tuple[list[etree._Element], list[etree._Element]]] = []
    telling: list[etree._Element] = []
    for element in list(root.iter(f"{W}fldChar", f"{W}instrText")):
        if element.tag == f"{W}instrText":
            if waiting:
                waiting[-1][1].append(element)
            else:
                telling.append(element)
            continue
        if element.get(f"{W}fldCharType") == "begin":
            waiting.append(([element], []))
        elif waiting:
            waiting[-1][0].append(element)
            if element.get(f"{W}fldCharType") == "end":
                marks, told = waiting.pop()
                if not _FIELDS.match("".join(each.text or "" for each in told)):
                    telling += [*marks, *told]
    for element in telling:
        take_out(element)


def strip_settings(settings: etree._Element) -> None:
    """Leave what says how the text is set."""
    for child in list(settings):
        if child.tag not in _SETTINGS_KEPT:
            settings.remove(child)
    for attribute in [str(name) for name in settings.attrib]:
        if not attribute.endswith("}Ignorable"):
            del settings.attrib[attribute]


def drop_notes(notes: etree._Element, main: etree._Element, kind: str) -> None:
    """Take out the notes that the text does not refer to."""
    used = {each.get(f"{W}id") for each in main.iter(f"{W}{kind}Reference")}
    for note in notes.findall(f"{W}{kind}"):
        if note.get(f"{W}type", "normal") == "normal" and note.get(f"{W}id") not in used:
            notes.remove(note)
