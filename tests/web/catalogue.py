"""Whether a page in Persian still speaks English."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.pofile import read_po

from dabir import config

LOCALE = Path(config.__file__).resolve().parents[1] / "locale"
SHORTEST = 8


def sentences(room: str) -> list[str]:
    """Return the source messages of a room that are long enough to be told apart."""
    with (LOCALE / room / "fa" / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file, locale="fa")
    ids = [
        text
        for message in catalogue
        for text in (message.id if isinstance(message.id, tuple) else (message.id,))
    ]
    return [text for text in ids if len(text) >= SHORTEST and " " in text and "%(" not in text]


def left_in_english(html: str, *rooms: str) -> list[str]:
    """Return the source messages of these rooms that stand in a page."""
    text = re.sub(r"<[^>]+>", "\n", html)
    return [each for room in rooms for each in sentences(room) if f"{each}" in text]
