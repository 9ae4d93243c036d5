"""Numbers of lists and headings in an OpenDocument text, as a reader sees them.

Source of the rules: OpenDocument 1.3 part 3, 5.3 (lists), 16.30 to 16.34 (their styles).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from dabir.formats.numbering import counter
from dabir.formats.symbols import plain_symbols

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
TEXT = f"{{{_OASIS}:text:1.0}}"
STYLE = f"{{{_OASIS}:style:1.0}}"
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_PLAIN = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "": "none",
}
_PLACE = re.compile(r"%(\d{1,2})%")
_LONGEST_CHAIN = 20
_OUTLINE = "\0outline"


@dataclass(frozen=True)
class _Level:
    number_format: str = "none"
    prefix: str = ""
    suffix: str = ""
    pattern: str = ""
    start: int = 1
    shown_levels: int = 1
    bullet: str = ""


@dataclass
class ODFList:
    """A list while it is read: its style, and how far each of its levels has counted."""

    style: str
    counts: dict[int, int] = field(default_factory=dict)


class ListNumbers:
    """Takes the roots of ``content.xml`` and ``styles.xml``; counts in reading order."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self._styles: dict[str, dict[int, _Level]] = {}
        self._list_of_style: dict[str, str] = {}
        self._parent_style: dict[str, str] = {}
        self._by_id: dict[str, ODFList] = {}
        self._last_of_style: dict[str, ODFList] = {}
        self._headings = ODFList(_OUTLINE)
        for root in roots:
            self._read(root)

    def begin(self, element: etree._Element, within: ODFList | None) -> ODFList:
        """Return the list that a ``text:list`` begins or goes on with."""
        style = element.get(f"{TEXT}style-name", "")
        if within is not None:
            return within
        style = style or self._style_of_paragraphs(element)
        continued = element.get(f"{TEXT}continue-list", "")
        found = self._by_id.get(continued) if continued else None
        if found is None and element.get(f"{TEXT}continue-numbering") == "true":
            found = self._last_of_style.get(style)
        if found is None:
            found = ODFList(style)
        self._by_id[element.get(_XML_ID, "")] = found
        self._last_of_style[style] = found
        return found

    def label(self, where: ODFList, level: int, *, style: str = "", start: str | None) -> str:
        """Count one item and return its printed number or mark with its blank."""
        levels = self._styles.get(style or where.style, {})
        shape = levels.get(level, _Level())
        following = where.counts.get(level, shape.start - 1) + 1
        where.counts[level] = integer(start, following)
        for deeper in [key for key in where.counts if key > level]:
            del where.counts[deeper]
        return _print(shape, level, levels, where.counts)

    def heading(self, element: etree._Element) -> str:
        """Count a heading outside lists and return its printed number, mostly none."""
        if element.get(f"{TEXT}is-list-header") == "true" or _OUTLINE not in self._styles:
            return ""
        level = integer(element.get(f"{TEXT}outline-level"), 1)
        start = element.get(f"{TEXT}start-value")
        if start is None and element.get(f"{TEXT}restart-numbering") == "true":
            self._headings.counts.pop(level, None)
        return self.label(self._headings, level, start=start)

    def _style_of_paragraphs(self, element: etree._Element) -> str:
        """Return the list style that the first paragraph's style names, for a list without one."""
        first = next(element.iter(f"{TEXT}p", f"{TEXT}h"), None)
        name = "" if first is None else first.get(f"{TEXT}style-name", "")
        for _ in range(_LONGEST_CHAIN):
            if name in self._list_of_style:
                return self._list_of_style[name]
            name = self._parent_style.get(name, "")
        return ""

    def _read(self, root: etree._Element) -> None:
        for style in root.iter(f"{TEXT}list-style"):
            self._styles[style.get(f"{STYLE}name", "")] = _levels(style)
        for style in root.iter(f"{TEXT}outline-style"):
            self._styles[_OUTLINE] = _levels(style)
        for style in root.iter(f"{STYLE}style"):
            name = style.get(f"{STYLE}name", "")
            if style.get(f"{STYLE}list-style-name"):
                self._list_of_style[name] = style.get(f"{STYLE}list-style-name", "")
            self._parent_style[name] = style.get(f"{STYLE}parent-style-name", "")


def _levels(style: etree._Element) -> dict[int, _Level]:
    levels = {}
    for shape in style.iterchildren("{*}*"):
        level = integer(shape.get(f"{TEXT}level"), 0)
        if shape.tag.endswith("-style-bullet"):
            mark = plain_symbols(shape.get(f"{TEXT}bullet-char", "")).strip()
            levels[level] = _Level(bullet=mark if mark and not mark.isalnum() else "•")
        elif shape.tag.endswith("-level-style-image"):
            levels[level] = _Level(bullet="•")
        elif shape.tag.endswith("-level-style") or shape.tag.endswith("-style-number"):
            levels[level] = _Level(
                number_format=_number_format(shape.get(f"{STYLE}num-format", "")),
                prefix=shape.get(f"{STYLE}num-prefix", ""),
                suffix=shape.get(f"{STYLE}num-suffix", ""),
                pattern=shape.get(f"{_LOEXT}num-list-format", "")
                or shape.get(f"{STYLE}num-list-format", ""),
                start=integer(shape.get(f"{TEXT}start-value"), 1),
                shown_levels=integer(shape.get(f"{TEXT}display-levels"), 1),
            )
    return levels


def _number_format(sample: str) -> str:
    """Tell a format, which for other scripts is written as its first numbers: "أ, ب, ت, ..."."""
    if sample in _PLAIN:
        return _PLAIN[sample]
    first, *rest = [each.strip() for each in sample.split(",")]
    third = rest[1] if len(rest) > 1 else ""
    if first == "۱":
        return "persianNumbers"
    if first == "١":
        return "arabicNumbers"
    by_third = {"ج": "arabicAbjad", "پ": "arabicAlpha", "ت": "arabicLetters"}
    return by_third.get(third, "decimal")


def _print(shape: _Level, level: int, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    if shape.bullet:
        return f"{shape.bullet} "
    if shape.number_format == "none" and not shape.prefix + shape.suffix:
        return ""

    def number(wanted: int) -> str:
        of_level = levels.get(wanted, shape)
        return counter(counts.get(wanted, of_level.start), of_level.number_format)

    if shape.pattern:
        printed = _PLACE.sub(lambda match: number(int(match.group(1))), shape.pattern)
    else:
        first = max(1, level - shape.shown_levels + 1)
        shown = [number(each) for each in range(first, min(level, first + 10) + 1)]
        printed = f"{shape.prefix}{'.'.join(filter(None, shown))}{shape.suffix}"
    return f"{printed.strip()} " if printed.strip() else ""


def integer(text: str | None, default: int) -> int:
    """Return a whole number, or the default for what is none or absurdly long."""
    try:
        return int(text) if text and len(text) < 12 else default
    except ValueError:
        return default
