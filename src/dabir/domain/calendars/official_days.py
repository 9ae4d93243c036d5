"""The official holidays of countries, as a maintained table knows them.

Days that follow the moon are computed for years to come, and announced by sighting when they
arrive: those are marked as estimated.
"""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

LARGEST_SPAN_YEARS = 12
_ESTIMATED = re.compile(r"\s*\((?:estimated|تخمینی)\)")
_PERSIAN = "fa_IR"
_ENGLISH = "en_US"


class NoSuchCountry(ValueError):
    """The table has no country of this code."""


@dataclass(frozen=True, slots=True)
class OfficialDay:
    """One holiday: its day, its name by language ("fa", "en"), and whether it is an estimate."""

    day: date
    names: Mapping[str, str]
    estimated: bool


@functools.cache
def _table() -> Any:
    # Its registry of countries takes a moment to load, and few commands ask for holidays.
    import holidays  # noqa: PLC0415 (late, as said above)

    return holidays


@functools.cache
def countries() -> tuple[str, ...]:
    """Return the two-letter codes of the countries whose holidays are known, sorted."""
    return tuple(sorted(_table().list_supported_countries(include_aliases=False)))


def official_days(country: str, first: date, last: date) -> list[OfficialDay]:
    """Return the official holidays of a country from ``first`` to ``last``, in order.

    Raises NoSuchCountry, and ValueError for a span that is empty or of more than 12 years.
    """
    if country not in countries():
        raise NoSuchCountry(country)
    if not first <= last or last.year - first.year > LARGEST_SPAN_YEARS:
        raise ValueError(f"not a span of holidays: {first} to {last}")
    years = range(first.year, last.year + 1)
    offered = set(_table().list_localized_countries(include_aliases=False).get(country, ()))
    english = _named(country, years, _ENGLISH if _ENGLISH in offered else None)
    persian = _named(country, years, _PERSIAN) if _PERSIAN in offered else {}
    found = []
    for day, name in sorted(english.items()):
        if first <= day <= last:
            names = {"en": name} | ({"fa": persian[day]} if day in persian else {})
            found.append(
                OfficialDay(
                    day,
                    {language: _ESTIMATED.sub("", said) for language, said in names.items()},
                    any(_ESTIMATED.search(said) for said in names.values()),
                )
            )
    return found


def _named(country: str, years: range, language: str | None) -> dict[date, str]:
    return dict(_table().country_holidays(country, years=years, language=language).items())
