"""Why a picture could not be drawn.

    DrawingError
    ├── Undrawable
    ├── UnsafePicture
    └── FontsMissing

Each class has a stable ``code`` and a ``message``, an English sentence with named places. A page
shows ``gettext(error.message) % error.parameters``; ``str(error)`` is the same in English.
"""

from __future__ import annotations

from typing import ClassVar


def gettext_noop(message: str) -> str:
    """Mark a sentence for the catalogue and return it unchanged."""
    return message


class DrawingError(Exception):
    """The root of everything that this package raises on purpose."""

    code: ClassVar[str] = "drawing-error"
    message: ClassVar[str] = gettext_noop("The picture could not be drawn.")

    def __init__(self, **parameters: str) -> None:
        self.parameters: dict[str, str] = parameters
        super().__init__(self.message % parameters)


class Undrawable(DrawingError):
    """What was given is no specification of a picture."""

    code = "undrawable"
    message = gettext_noop("What should be drawn is no specification of a picture.")


class UnsafePicture(DrawingError):
    """A picture specification asked for something that a page may not carry (``found``)."""

    code = "unsafe-picture"
    message = gettext_noop("The picture was refused because it contains %(found)s.")


class FontsMissing(DrawingError):
    """The fonts that everything is set in are not installed in ``directory``."""

    code = "fonts-missing"
    message = gettext_noop("The Vazirmatn fonts are missing from %(directory)s; run make install.")
