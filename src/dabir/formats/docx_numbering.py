"""Automatic numbering of a Word file: which number Word would print before a paragraph.

Source of the rules: ECMA-376 part 1, 17.9 (numbering).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from dabir.formats.docx_styles import Styles, W, integer, numbering_of, switched, value
from dabir.formats.numbering import counter
from dabir.formats.symbols import plain_symbols

_DEEPEST_LEVEL = 8
_PLACE = re.compile(r"%([1-9])")
# A definition may point at a list style; a forged file may do so in a circle.
_LONGEST_CHAIN = 5


@dataclass(frozen=True)
class _Level:
    start: int = 1
    number_format: str = "decimal"
    pattern: str = ""
    suffix: str = "tab"
    legal: bool = False
    style: str = ""
    restart: int | None = None


@dataclass
class _Abstract:
    levels: dict[int, _Level] = field(default_factory=dict)
    style_link: str = ""


@dataclass
class _Num:
    """A list of the file: a definition, and where the list departs from it."""

    abstract: str = ""
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of one document in reading order.

    Takes the root of ``word/numbering.xml`` where the file has it, and the styles.
    """

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts: dict[str, _Abstract] = {}
        self._nums: dict[str, _Num] = {}
        # Counters are shared by every list of one definition.
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def label(self, paragraph: etree._Element) -> str:
        """Return the printed number of a ``w:p`` with its blank, or an empty string.

        Call it once for each paragraph, in order: it counts.
        """
        num, level = self._place(paragraph)
        if num is None:
            return ""
        of_num = self._nums[num]
        abstract = self._definition(of_num.abstract)
        levels = {**self._levels(abstract), **of_num.levels}
        counts = self._counts.setdefault(abstract, {})
        here = levels.get(level) or _Level(pattern=f"%{level + 1}.")
        start = of_num.starts.get(level, here.start)
        if level in of_num.starts and (num, level) not in self._begun:
            counts[level] = start
        else:
            counts[level] = counts.get(level, start - 1) + 1
        self._begun.add((num, level))
        for deeper in [key for key in counts if key > level]:
            if _restarts(levels.get(deeper, _Level()), after=level):
                del counts[deeper]
        return _print(here, levels, counts)

    def _place(self, paragraph: etree._Element) -> tuple[str | None, int]:
        """Return the list and the level of a paragraph, by itself or by its style."""
        properties = paragraph.find(f"{W}pPr")
        num, level = numbering_of(properties)
        style = self._styles.paragraph_style(properties)
        of_style, style_level, naming = self._styles.numbering(style)
        if num is None:
            num = of_style
            if level is None and num is not None:
                level = self._level_of_style(num, style, naming)
        if num is None or num == "0" or num not in self._nums:
            return None, 0
        level = style_level if level is None else level
        return num, min(max(level or 0, 0), _DEEPEST_LEVEL)

    def _level_of_style(self, num: str, style: str, naming: str) -> int | None:
        """Return the level that the list keeps for a style, which then need not name one."""
        of_num = self._nums.get(num, _Num())
        levels = {**self._levels(self._definition(of_num.abstract)), **of_num.levels}
        kept = {level.style: number for number, level in levels.items() if level.style}
        for name in self._styles.chain(style):
            if name in kept:
                return kept[name]
            if name == naming:
                return None
        return None

    def _levels(self, abstract: str) -> dict[int, _Level]:
        return self._abstracts.get(abstract, _Abstract()).levels

    def _definition(self, abstract: str) -> str:
        """Follow a definition that only points at a list style to the one that has the levels."""
        for _ in range(_LONGEST_CHAIN):
            found = self._abstracts.get(abstract)
            if found is None or found.levels or not found.style_link:
                break
            num, _level, _style = self._styles.numbering(found.style_link)
            abstract = self._nums.get(num or "", _Num(abstract)).abstract
        return abstract

    def _read(self, root: etree._Element) -> None:
        for abstract in root.findall(f"{W}abstractNum"):
            self._abstracts[abstract.get(f"{W}abstractNumId", "")] = _Abstract(
                levels=_read_levels(abstract),
                style_link=value(abstract.find(f"{W}numStyleLink")),
            )
        for num in root.findall(f"{W}num"):
            read = _Num(abstract=value(num.find(f"{W}abstractNumId")))
            for override in num.findall(f"{W}lvlOverride"):
                start = override.find(f"{W}startOverride")
                if start is not None:
                    read.starts[integer(override.get(f"{W}ilvl"), 0)] = integer(value(start), 1)
                read.levels |= _read_levels(override)
            self._nums[num.get(f"{W}numId", "")] = read


def _restarts(level: _Level, *, after: int) -> bool:
    """Tell whether a level begins anew after a paragraph of the higher level ``after``."""
    return level.restart is None or after < level.restart


def _print(here: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    if here.number_format == "none" and not here.pattern:
        return ""
    if here.number_format == "bullet":
        mark = plain_symbols(here.pattern).strip()
        # An o or § in a font of signs is a dot or a square to the eye.
        return f"{mark if mark and not mark.isalnum() and mark != '§' else '•'} "

    def fill(match: re.Match[str]) -> str:
        wanted = int(match.group(1)) - 1
        definition = levels.get(wanted, _Level())
        number = counts.get(wanted, definition.start)
        return counter(number, "decimal" if here.legal else definition.number_format)

    printed = _PLACE.sub(fill, here.pattern)
    return printed if here.suffix == "nothing" or not printed else f"{printed} "


def _read_levels(parent: etree._Element) -> dict[int, _Level]:
    return {
        integer(level.get(f"{W}ilvl"), integer(parent.get(f"{W}ilvl"), 0)): _read_level(level)
        for level in parent.findall(f"{W}lvl")
    }


def _read_level(level: etree._Element) -> _Level:
    restart = level.find(f"{W}lvlRestart")
    number_format = level.find(f"{W}numFmt")
    # Formats that are newer than the first edition stand in a choice of their own.
    if number_format is None:
        number_format = next(level.iter(f"{W}numFmt"), None)
    return _Level(
        start=integer(value(level.find(f"{W}start")), 1),
        number_format=value(number_format) or "decimal",
        pattern=value(level.find(f"{W}lvlText")),
        suffix=value(level.find(f"{W}suff")) or "tab",
        legal=switched(level, "isLgl") is True,
        style=value(level.find(f"{W}pStyle")),
        restart=None if restart is None else integer(value(restart), 0),
    )
