"""Styles of a Word file, as far as they decide what is read: numbers, and what is hidden.

Source of the rules: ECMA-376 part 1, 17.7 (styles) and 17.3.2.41 (hidden text).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# A style may say that it is based on another; a forged file may say so in a circle.
_LONGEST_CHAIN = 20
_OFF = {"0", "false", "off", "none"}


@dataclass(frozen=True)
class _Style:
    base: str = ""
    num: str | None = None
    level: int | None = None
    hidden: bool | None = None


class Styles:
    """Takes the root of ``word/styles.xml`` where the file has it."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._default_paragraph = ""
        if root is None:
            return
        for style in root.findall(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            num, level = numbering_of(style.find(f"{W}pPr"))
            self._styles[name] = _Style(
                base=value(style.find(f"{W}basedOn")),
                num=num,
                level=level,
                hidden=switched(style.find(f"{W}rPr"), "vanish"),
            )
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}:
                self._default_paragraph = name

    def paragraph_style(self, properties: etree._Element | None) -> str:
        """Return the style that a paragraph of these properties has."""
        named = "" if properties is None else value(properties.find(f"{W}pStyle"))
        return named or self._default_paragraph

    def numbering(self, style: str) -> tuple[str | None, int | None, str]:
        """Return the list, the level and which style of the chain names the list."""
        num: str | None = None
        level: int | None = None
        naming = ""
        for name, each in self._chain(style):
            if num is None and each.num is not None:
                num, naming = each.num, name
            level = each.level if level is None else level
        return num, level, naming

    def chain(self, style: str) -> list[str]:
        """Name a style and those it is based on, nearest first."""
        return [name for name, _style in self._chain(style)]

    def hidden(self, style: str) -> bool | None:
        """Tell whether a style hides its text; None when it does not say."""
        for _name, each in self._chain(style):
            if each.hidden is not None:
                return each.hidden
        return None

    def _chain(self, style: str) -> Iterator[tuple[str, _Style]]:
        for _ in range(_LONGEST_CHAIN):
            found = self._styles.get(style)
            if found is None:
                return
            yield style, found
            style = found.base


def numbering_of(properties: etree._Element | None) -> tuple[str | None, int | None]:
    """Return the list and the level that properties of a paragraph name themselves."""
    found = None if properties is None else properties.find(f"{W}numPr")
    if found is None:
        return None, None
    num = found.find(f"{W}numId")
    level = found.find(f"{W}ilvl")
    return (
        None if num is None else value(num),
        None if level is None else integer(value(level), 0),
    )


def switched(properties: etree._Element | None, name: str) -> bool | None:
    """Return a switch such as ``vanish`` as the properties set it; None when they do not."""
    found = None if properties is None else properties.find(f"{W}{name}")
    return None if found is None else value(found) not in _OFF


def value(element: etree._Element | None) -> str:
    """Return the ``w:val`` of an element; empty without one."""
    return "" if element is None else element.get(f"{W}val", "")


def integer(text: str | None, default: int) -> int:
    """Return a whole number, or the default for what is none or absurdly long."""
    try:
        return int(text) if text and len(text) < 12 else default
    except ValueError:
        return default
