"""Automatic numbering of a Word file: which number Word would print before a paragraph.

Source of the rules: ECMA-376 part 1, 17.9 (numbering) and 17.7 (styles).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from dabir.formats.numbering import counter

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST_LEVEL = 8
_PLACE = re.compile(r"%([1-9])")
# A style may say that it is based on another; a forged file may say so in a circle.
_LONGEST_STYLE_CHAIN = 20


@dataclass(frozen=True)
class _Level:
    start: int = 1
    number_format: str = "decimal"
    pattern: str = ""
    suffix: str = "tab"
    legal: bool = False


@dataclass
class _Sequence:
    """The counters of one list, shared by every ``num`` that points at the same definition."""

    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of one document in reading order.

    Takes the roots of ``word/numbering.xml`` and ``word/styles.xml`` where the file has them.
    """

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._of_num: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._levels_of_num: dict[str, dict[int, _Level]] = {}
        self._sequences: dict[str, _Sequence] = {}
        self._begun: set[tuple[str, int]] = set()
        self._style_numbering: dict[str, tuple[str | None, int | None]] = {}
        self._style_base: dict[str, str] = {}
        if numbering is not None:
            self._read_numbering(numbering)
        if styles is not None:
            self._read_styles(styles)

    def label(self, paragraph: etree._Element) -> str:
        """Return the printed number of a ``w:p`` with its blank, or an empty string.

        Call it once for each paragraph, in order: it counts.
        """
        num, level = self._place(paragraph)
        if num is None or num == "0" or num not in self._of_num:
            return ""
        abstract = self._of_num[num]
        levels = {**self._abstract.get(abstract, {}), **self._levels_of_num.get(num, {})}
        counts = self._sequences.setdefault(abstract, _Sequence()).counts
        here = levels.get(level, _Level())
        restart = self._overrides.get(num, {}).get(level)
        if restart is not None and (num, level) not in self._begun:
            counts[level] = restart
        else:
            counts[level] = counts.get(level, here.start - 1) + 1
        self._begun.add((num, level))
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        return _print(here, level, levels, counts)

    def _place(self, paragraph: etree._Element) -> tuple[str | None, int]:
        properties = paragraph.find(f"{W}pPr")
        num: str | None = None
        level: int | None = None
        style = ""
        if properties is not None:
            num, level = _numbering_of(properties)
            style = _value(properties.find(f"{W}pStyle"))
        for _ in range(_LONGEST_STYLE_CHAIN):
            if not style or (num is not None and level is not None):
                break
            style_num, style_level = self._style_numbering.get(style, (None, None))
            num = style_num if num is None else num
            level = style_level if level is None else level
            style = self._style_base.get(style, "")
        return num, min(max(level or 0, 0), _DEEPEST_LEVEL)

    def _read_numbering(self, root: etree._Element) -> None:
        for abstract in root.findall(f"{W}abstractNum"):
            self._abstract[abstract.get(f"{W}abstractNumId", "")] = {
                _integer(level.get(f"{W}ilvl"), 0): _read_level(level)
                for level in abstract.findall(f"{W}lvl")
            }
        for num in root.findall(f"{W}num"):
            name = num.get(f"{W}numId", "")
            self._of_num[name] = _value(num.find(f"{W}abstractNumId"))
            for override in num.findall(f"{W}lvlOverride"):
                level = _integer(override.get(f"{W}ilvl"), 0)
                start = override.find(f"{W}startOverride")
                if start is not None:
                    self._overrides.setdefault(name, {})[level] = _integer(_value(start), 1)
                replaced = override.find(f"{W}lvl")
                if replaced is not None:
                    self._levels_of_num.setdefault(name, {})[level] = _read_level(replaced)

    def _read_styles(self, root: etree._Element) -> None:
        for style in root.findall(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            base = _value(style.find(f"{W}basedOn"))
            if base:
                self._style_base[name] = base
            properties = style.find(f"{W}pPr")
            if properties is not None:
                self._style_numbering[name] = _numbering_of(properties)


def _print(here: _Level, level: int, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    if here.number_format == "none" and not here.pattern:
        return ""
    if here.number_format == "bullet":
        return "• "

    def fill(match: re.Match[str]) -> str:
        wanted = int(match.group(1)) - 1
        definition = levels.get(wanted, _Level())
        number = counts.get(wanted, definition.start)
        plain = here.legal and wanted != level
        return counter(number, "decimal" if plain else definition.number_format)

    printed = _PLACE.sub(fill, here.pattern or f"%{level + 1}.")
    return printed if here.suffix == "nothing" else f"{printed} "


def _read_level(level: etree._Element) -> _Level:
    pattern = level.find(f"{W}lvlText")
    return _Level(
        start=_integer(_value(level.find(f"{W}start")), 1),
        number_format=_value(level.find(f"{W}numFmt")) or "decimal",
        pattern=_value(pattern),
        suffix=_value(level.find(f"{W}suff")) or "tab",
        legal=level.find(f"{W}isLgl") is not None,
    )


def _numbering_of(properties: etree._Element) -> tuple[str | None, int | None]:
    found = properties.find(f"{W}numPr")
    if found is None:
        return None, None
    num = found.find(f"{W}numId")
    level = found.find(f"{W}ilvl")
    return (
        None if num is None else _value(num),
        None if level is None else _integer(_value(level), 0),
    )


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def _integer(value: str | None, default: int) -> int:
    try:
        return int(value) if value else default
    except ValueError:
        return default
