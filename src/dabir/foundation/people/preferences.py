"""How the present reader wants days, numbers and words shown.

Refusals, mails and documents name days, so this lies below the pages. The web sets it for each
request, jobs for each mail.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation

from dabir.domain.calendars.display import format_day, format_instant
from dabir.domain.language.digits import to_ascii_digits, to_persian_digits
from dabir.foundation.people.queries import Reader, signed_in

Language = Literal["fa", "en"]
Calendar = Literal["jalali", "gregorian"]
Digits = Literal["persian", "latin"]
Style = Literal["numeric", "long"]


@dataclass(frozen=True, slots=True)
class Preferences:
    """Language, calendar, digits and time zone of a reader."""

    language: Language = "fa"
    calendar: Calendar = "jalali"
    digits: Digits = "persian"
    zone: str = "Asia/Tehran"

    @classmethod
    def of_language(cls, language: str) -> Preferences:
        """Return what a visitor who reads `language` expects."""
        if language.startswith("fa"):
            return cls(zone=settings.TIME_ZONE)
        return cls("en", "gregorian", "latin", settings.TIME_ZONE)

    @classmethod
    def of(cls, reader: Reader, language: str) -> Preferences:
        """Return a person's own preferences, or what a visitor of this language expects."""
        person = signed_in(reader)
        if person is None:
            return cls.of_language(language)
        return cls(
            cast("Language", person.language),
            cast("Calendar", person.calendar),
            cast("Digits", person.digits),
            settings.TIME_ZONE,
        )


_current: ContextVar[Preferences | None] = ContextVar("preferences", default=None)


def preferences() -> Preferences:
    """Return the present reader's preferences."""
    return _current.get() or Preferences.of_language(translation.get_language() or "fa")


@contextmanager
def reading_as(wanted: Preferences) -> Iterator[None]:
    """Show everything within as this reader wants it, messages included."""
    token = _current.set(wanted)
    try:
        with translation.override(wanted.language):
            yield
    finally:
        _current.reset(token)


def show_day(day: date, style: Style = "long") -> str:
    """Return a day (stored Gregorian) in the reader's calendar, language and digits."""
    wanted = preferences()
    return format_day(
        day,
        calendar=wanted.calendar,
        language=wanted.language,
        digits=wanted.digits,
        style=style,
    )


def show_moment(instant: datetime, style: Style = "long", zone: str = "") -> str:
    """Return an instant as the reader wants it, in `zone` (default: the reader's)."""
    wanted = preferences()
    return format_instant(
        instant,
        ZoneInfo(zone or wanted.zone),
        calendar=wanted.calendar,
        language=wanted.language,
        digits=wanted.digits,
        style=style,
    )


def show_digits(value: object) -> str:
    """Return a number or a text that holds digits in the reader's digits."""
    text = str(value)
    return to_persian_digits(text) if preferences().digits == "persian" else to_ascii_digits(text)


def show_percent(value: int) -> str:
    """Return a percentage with the reader's digits and the sign that belongs to them."""
    return show_digits(value) + ("٪" if preferences().digits == "persian" else "%")
