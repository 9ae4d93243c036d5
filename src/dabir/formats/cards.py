"""The picture of a page, as networks and messengers show it beside a link to it."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from dabir.domain.language.printable import printable_data
from dabir.drawing.typeface import FONTS
from dabir.formats.documents import Direction, Language
from dabir.formats.errors import Unwritable
from dabir.formats.typesetting import installed_fonts

WIDTH, HEIGHT = 1200, 630
"""In pixels: the size that networks ask for."""
LONGEST_TITLE = 300
# The package takes a mapping of several files; its type stubs know a single one only.
_compile_files: Callable[..., bytes | list[bytes]] = typst.compile
_TEMPLATES = resources.files("dabir.formats") / "typst"


@dataclass(frozen=True, kw_only=True)
class Card:
    """What the picture says: above the title, the title, one line made prominent, the foot."""

    language: Language
    direction: Direction
    title: str
    kicker: str
    lead: str
    foot: str
    address: str


@functools.lru_cache(maxsize=128)
def write_card(card: Card, *, fonts: Path = FONTS) -> bytes:
    """Return the PNG of a card, `WIDTH` by `HEIGHT`; the same card is drawn once.

    Raises :class:`~dabir.drawing.errors.FontsMissing`, and
    :class:`~dabir.formats.errors.Unwritable` when it cannot be set.
    """
    data: dict[str, Any] = printable_data(card)
    if len(card.title) > LONGEST_TITLE:
        data["title"] = f"{data['title'][:LONGEST_TITLE].rsplit(' ', 1)[0]} …"
    files = {
        "main.typ": (_TEMPLATES / "card.typ").read_bytes(),
        "page.typ": (_TEMPLATES / "page.typ").read_bytes(),
        "data.json": json.dumps(data, ensure_ascii=False, sort_keys=True).encode(),
    }
    try:
        drawn = _compile_files(
            files,
            font_paths=installed_fonts(fonts),
            ignore_system_fonts=True,
            format="png",
            ppi=72,
        )
    except typst.TypstError as error:
        raise Unwritable from error
    assert isinstance(drawn, bytes)  # noqa: S101 (one page gives one picture)
    return drawn
