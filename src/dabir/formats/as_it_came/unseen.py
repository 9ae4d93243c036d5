"""What of the elements of a Word file nobody sees in print, taken out of them."""

from __future__ import annotations

from lxml import etree

from dabir.formats.as_it_came.fields import still, take_out
from dabir.formats.docx_styles import W, switched
from dabir.formats.word_changes.styling import is_front
from dabir.formats.word_originals import NotCarried
from dabir.formats.word_originals.settling import settle, unwrap

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WORD_2010 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_GONE = (
    *("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "permStart"),
    *("permEnd", "proofErr", "ffData", "fldData", "smartTagPr", "customXmlPr", "printerSettings"),
    *("tblCaption", "tblDescription"),
)
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_KNOWN = (
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/office/word/",
    "urn:schemas-microsoft-com:",
)
"""Where the names of elements and attributes come from that are printed, or say how."""
_XML = "{http://www.w3.org/XML/1998/namespace}"
_OLDER_DRAWINGS = "urn:schemas-microsoft-com:"
_TELLING = {
    *("href", "alt", "title", "target", "src", "althref", "descr", "tooltip", "docLocation"),
    *("tgtFrame", "class"),
}
"""What links, pictures and drawings say of themselves: where they lead, what their files are
called, what they show to whom cannot see it.
"""
_HELD = ("tc", "hdr", "ftr", "footnote", "endnote", "txbxContent")
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
        NotCarried: a picture cannot be left as it is printed, or a field has no end.
    """
    settle(root, lambda _author: True)
    for choice in list(root.iter(f"{_COMPATIBILITY}AlternateContent")):
        # Other forms of what was changed may still say what stood there before.
        first = choice.find(f"{_COMPATIBILITY}Choice")
        if first is not None:
            choice[:] = [first]
    # Each asked once: a paragraph may have thousands of runs.
    within = {each for each in root.iter(f"{W}p") if _style_of(each) in hidden}
    unseen = [run for run in root.iter(f"{W}r") if _is_hidden(run, hidden, within)]
    unseen += [
        row for row in root.iter(f"{W}tr") if switched(row.find(f"{W}trPr"), "hidden") is True
    ]
    unseen += [each for each in root.iter(f"{W}p") if _style_of(each) in fronts]
    unseen += list(root.iter(*(f"{W}{name}" for name in _GONE), f"{_DRAWING}extLst"))
    unseen += [each for each in root.iter(etree.Element) if not _is_known(each)]
    unseen += _prompts(root)
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
    silence(root)
    _require_whole_pictures(root)
    still(root)
    _fill(root)


def silence(root: etree._Element) -> None:
    """Take out what attributes say that is not printed, and no rule of how it is."""
    for element in root.iter(etree.Element):
        for attribute in [name for name in map(str, element.attrib) if _tells(element, name)]:
            del element.attrib[attribute]


def _prompts(root: etree._Element) -> list[etree._Element]:
    """Return what stands in controls that nobody filled in: readers pass over it."""
    return [
        each
        for control in root.iter(f"{W}sdt")
        if switched(control.find(f"{W}sdtPr"), "showingPlcHdr") is True
        for content in control.findall(f"{W}sdtContent")
        for each in content.iter(f"{W}r", f"{_MATH}oMath", f"{_MATH}oMathPara")
    ]


def _fill(root: etree._Element) -> None:
    """Take out tables that are left without rows; a cell, or a header, ends in a paragraph."""
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f".//{W}tr") is None:
            take_out(table)
    for held in root.iter(*(f"{W}{name}" for name in _HELD)):
        last = held[-1] if len(held) else None
        if last is None or last.tag in {f"{W}tbl", f"{W}tcPr"}:
            etree.SubElement(held, f"{W}p")


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
    """Whether an attribute tells of editing, of a link or a picture's file, or what nobody knows.

    What a picture shows in words (``descr``) goes too: older programs wrote its file's path there.
    """
    if attribute.startswith(_WORD_2010):
        return attribute.endswith(("paraId", "textId"))
    name = etree.QName(attribute)
    own = etree.QName(element)
    if not name.namespace:
        if own.localname in {"docPr", "cNvPr"}:
            return name.localname in {"title", "descr"}
        older = (own.namespace or "").startswith(_OLDER_DRAWINGS)
        return element.tag.startswith(W) or (older and name.localname in _TELLING)
    if not attribute.startswith(_XML) and not name.namespace.startswith(_KNOWN):
        return True
    return name.localname in _TELLING


def _is_hidden(run: etree._Element, hidden: frozenset[str], within: set[etree._Element]) -> bool:
    own = run.find(f"{W}rPr/{W}vanish")
    if own is not None:
        return _is_on(own)
    style = run.find(f"{W}rPr/{W}rStyle")
    if style is not None and style.get(f"{W}val") in hidden:
        return True
    return next(run.iterancestors(f"{W}p"), None) in within


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
