"""Vazirmatn: the typeface in which pages, documents and pictures are set."""

from __future__ import annotations

from pathlib import Path

from dabir.drawing.errors import FontsMissing

FAMILY = "Vazirmatn"
FONTS = Path(__file__).parent / "fonts"
"""Static faces (TTF) for documents and pictures; variable ones (WOFF2), small, for pages."""


def require_static_faces(fonts: Path = FONTS) -> None:
    """Check that the static faces are installed.

    Raises :class:`~dabir.drawing.errors.FontsMissing`.
    """
    if not any(fonts.glob(f"{FAMILY}-*.ttf")):
        raise FontsMissing(directory=str(fonts))


def read_page_faces(fonts: Path = FONTS) -> dict[str, bytes]:
    """Return the variable faces for pages: WOFF2 by script, ``arabic`` and ``latin``.

    Raises :class:`~dabir.drawing.errors.FontsMissing`.
    """
    try:
        return {
            script: (fonts / f"vazirmatn-{script}-wght-normal.woff2").read_bytes()
            for script in ("arabic", "latin")
        }
    except FileNotFoundError as error:
        raise FontsMissing(directory=str(fonts)) from error
