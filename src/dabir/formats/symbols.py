"""Signs that old fonts draw in place of letters (Symbol, Wingdings), as characters of their own."""

from __future__ import annotations

import re

# Word keeps such a sign in the private area at F000 plus its place in the font.
_PRIVATE = re.compile(r"[\uf020-\uf0ff]")
_DOT = "•"
_BY_FONT = {
    "wingdings": {
        0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x76: "❖", 0xA7: "▪",
        0xA8: "□", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xE8: "➔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒",
        0xFE: "☑", 0x28: "☎", 0x2A: "✉", 0x9F: "•", 0xAB: "★",
    },
    "symbol": {
        0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡",
        0xBB: "≈", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xA7: "♣", 0x2D: "−", 0xA5: "∞",
        0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x6D: "μ", 0x70: "π", 0x53: "Σ", 0x57: "Ω",
    },
}  # fmt: skip


def symbol(font: str, code: int) -> str:
    """Return the sign at a place of a font (0 to FF, or in the private area); a dot if unknown."""
    place = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    family = "wingdings" if font.lower().startswith("wingdings") else font.lower()
    found = _BY_FONT.get(family, {}).get(place)
    if found:
        return found
    return chr(code) if 0x20 <= code < 0xD800 and family not in _BY_FONT else _DOT


def plain_symbols(text: str) -> str:
    """Replace signs of the private area, whose font is not known, by what they mostly are."""
    return _PRIVATE.sub(lambda match: symbol("wingdings", ord(match.group())), text)
