"""HTML, element by element. A string is text and gets escaped, unless it is Markup already."""

from __future__ import annotations

import html
from collections.abc import Iterable

from dabir.domain.language.printable import printable

_VOID = frozenset({"br", "col", "hr", "input", "meta", "rect"})


class Markup(str):
    """A piece of HTML."""

    __slots__ = ()


Content = str | None | Iterable["Content"]
"""Markup stands as it is, other text is escaped, None is nothing; sequences follow one another."""


def join(content: Content) -> Markup:
    """Return contents as one piece of HTML."""
    if content is None:
        return Markup()
    if isinstance(content, Markup):
        return content
    if isinstance(content, str):
        return Markup(html.escape(printable(content)))
    return Markup("".join(map(join, content)))


def tag(name: str, /, *contents: Content, **attributes: str | int | bool | None) -> Markup:
    """Return an element. ``class_`` is the attribute class, ``data_word`` is data-word.

    An attribute that is True stands without a value; one that is None or False is left out.
    """
    opened = [name]
    for key, value in attributes.items():
        shown = key.rstrip("_").replace("_", "-")
        if value is True:
            opened.append(shown)
        elif value is not None and value is not False:
            opened.append(f'{shown}="{html.escape(printable(str(value)))}"')
    start = f"<{' '.join(opened)}>"
    return Markup(start) if name in _VOID else Markup(f"{start}{join(contents)}</{name}>")


def foreign(text: str, *, name: str = "bdi", class_: str | None = None) -> Markup:
    """Return somebody's words, set in their own direction whatever stands around them."""
    return tag(name, text, dir="auto", class_=class_)


def table(
    caption: str, head: Iterable[Content], rows: Iterable[Iterable[Content]], *, class_: str = ""
) -> Markup:
    """Return a table. The first cell of a row names it; all others are numbers.

    It scrolls by itself where the page is narrow, by the keyboard too.
    """
    first, *others = head
    body = (
        tag(
            "tr",
            tag("th", label, scope="row"),
            (tag("td", cell, class_="number") for cell in cells),
        )
        for label, *cells in rows
    )
    return tag(
        "div",
        tag(
            "table",
            tag("caption", caption),
            tag(
                "thead",
                tag(
                    "tr",
                    tag("th", first, scope="col") if first else tag("td"),
                    (tag("th", other, scope="col", class_="number") for other in others),
                ),
            ),
            tag("tbody", body),
            class_=class_ or None,
        ),
        class_="scroll",
        tabindex=0,
        role="group",
        aria_label=caption,
    )
