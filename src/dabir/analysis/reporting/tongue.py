"""The language in which a report speaks: its sentences, its numbers, its direction."""

from __future__ import annotations

import gettext
from pathlib import Path
from typing import Literal

from dabir.analysis.errors import MissingError
from dabir.domain.language.digits import to_persian_digits

Language = Literal["en", "fa"]
LANGUAGES: tuple[Language, ...] = ("en", "fa")
_CATALOGUE = Path(__file__).parents[2] / "locale" / "analysis"


class Tongue:
    """Speaks one language. English is what the source says; the rest is in the catalogue."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.direction = "rtl" if language == "fa" else "ltr"
        self._catalogue = _catalogue(language)

    def gettext(self, message: str) -> str:
        """Return a sentence in this language."""
        return self._catalogue.gettext(message)

    def pgettext(self, context: str, message: str) -> str:
        """Return words in this language that mean something else elsewhere."""
        return self._catalogue.pgettext(context, message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Return a sentence about ``number`` things, in which ``%(number)s`` is that number."""
        said = self._catalogue.ngettext(one, many, number)
        return said % {"number": self.number(number)}

    def number(self, value: float) -> str:
        """Return a number in this language's digits, whole ones grouped by thousands."""
        shown = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"
        if self.language == "fa":
            return to_persian_digits(shown.translate({ord(","): "٬", ord("."): "٫"}))
        return shown

    def share(self, part: float, whole: float) -> str:
        """Return ``part`` of ``whole`` in percent, to one decimal place near nothing and all.

        What is little is never 0, and what is not quite all never 100.
        """
        if not whole:
            return "–"
        percent = 100 * part / whole
        if 0 < percent < 0.1:
            return f"<{self._percent('0.1')}"
        if 99.9 < percent < 100:
            return f">{self._percent('99.9')}"
        short = 10 <= percent <= 99 or percent in {0, 100}
        return self._percent(f"{percent:.0f}" if short else f"{percent:.1f}")

    def _percent(self, shown: str) -> str:
        if self.language == "fa":
            return to_persian_digits(shown.replace(".", "٫")) + "٪"
        return f"{shown}%"

    def digits(self, text: str) -> str:
        """Return text of the report's own (never anybody's words) in this language's digits."""
        return to_persian_digits(text) if self.language == "fa" else text


def _catalogue(language: Language) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    try:
        return gettext.translation("django", localedir=_CATALOGUE, languages=[language])
    except FileNotFoundError as error:
        raise MissingError(
            f"The words of the report in {language} are not installed; run make install."
        ) from error
