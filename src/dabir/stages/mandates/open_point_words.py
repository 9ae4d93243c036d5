"""Open points in the reader's words: as a list names them, and as a letter asks about them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dabir.domain.outline.open_point import KINDS
from dabir.foundation.people.preferences import show_day, show_digits

QUOTED = 400
"""As much of the document's own words as a letter quotes."""

SENTENCES: dict[str, Any] = {
    "annex_absent": gettext_lazy("The text cites annex %(annex)s, which is not in it."),
    "annex_absent_unnumbered": gettext_lazy("The text cites an annex that is not in it."),
    "clause_absent": gettext_lazy(
        "The text cites its own clause %(number)s, which it does not have."
    ),
    "issuer_differs": gettext_lazy(
        "The text names two bodies for one meeting: “%(one)s” and “%(other)s”."
    ),
    "signatory_differs": gettext_lazy(
        "“%(one)s” issues the text, and it is signed for “%(other)s”."
    ),
    "session_differs": gettext_lazy(
        "The text names two meetings for one resolution: %(one)s and %(other)s."
    ),
    "number_differs": gettext_lazy("The text gives itself two numbers: %(one)s and %(other)s."),
    "date_differs": gettext_lazy("The text gives itself two days: %(one)s and %(other)s."),
    "group_differs": gettext_lazy("The group is named in two ways: “%(one)s” and “%(other)s”."),
    "members_differ": gettext_lazy(
        "The text says that there are %(said)s members, and lists %(listed)s."
    ),
    "deadline_passed": gettext_lazy("A deadline, %(due)s, lies before the adoption, %(adopted)s."),
    "number_repeated": gettext_lazy(
        "Two clauses that follow each other have the number %(number)s."
    ),
    "number_skipped": gettext_lazy(
        "The numbers go from %(before)s to %(number)s; %(missing)s is missing."
    ),
    "impossible_date": gettext_lazy("There is no such day as “%(date)s”."),
    "original_asked": gettext_lazy(
        "A press copy quotes the document; the original is not at hand."
    ),
}
REQUESTS: dict[str, Any] = {
    "annex_absent": gettext_lazy("Please send us annex %(annex)s."),
    "annex_absent_unnumbered": gettext_lazy("Please send us the annex that the text cites."),
    "clause_absent": gettext_lazy(
        "Please tell us which clause is meant, or send us the missing one."
    ),
    "issuer_differs": gettext_lazy("Please tell us which body adopted the text."),
    "signatory_differs": gettext_lazy("Please tell us which body adopted the text."),
    "session_differs": gettext_lazy("Please tell us at which meeting the text was adopted."),
    "number_differs": gettext_lazy("Please tell us the number of the text."),
    "date_differs": gettext_lazy("Please tell us the day on which the text was adopted."),
    "group_differs": gettext_lazy("Please tell us the name of the group."),
    "members_differ": gettext_lazy("Please send us the full list of the members."),
    "deadline_passed": gettext_lazy("Please tell us which day is meant."),
    "impossible_date": gettext_lazy("Please tell us which day is meant."),
    "number_repeated": gettext_lazy(
        "Please send us the text with the right numbers, or what is missing from it."
    ),
    "number_skipped": gettext_lazy(
        "Please send us the text with the right numbers, or what is missing from it."
    ),
    "original_asked": gettext_lazy("Please send us the original, or a certified copy of it."),
}


SAID = frozenset((*KINDS, "original_asked"))
"""The kinds of open points that have a sentence: those of a text, and that it is a mere copy."""


class Point(Protocol):
    """An open point, kept or only proposed."""

    @property
    def kind(self) -> str: ...
    @property
    def values(self) -> Mapping[str, str]: ...


def _sentence(kind: str, values: Mapping[str, str], words: Mapping[str, Any]) -> Any:
    if kind == "annex_absent" and not values.get("annex"):
        kind = "annex_absent_unnumbered"
    return words.get(kind)


def can_be_said(kind: str, values: Mapping[str, str]) -> bool:
    """Whether a kind of open point is known, and its sentences can be filled with the values."""
    if kind not in SAID or not all(isinstance(value, str) for value in values.values()):
        return False
    for words in (SENTENCES, REQUESTS):
        sentence = _sentence(kind, values, words)
        try:
            said = sentence is not None and str(sentence) % values
        except KeyError:
            said = ""
        if not said:
            return False
    return True


def _in_words(point: Point, words: Mapping[str, Any]) -> str | None:
    sentence = _sentence(point.kind, point.values, words)
    return None if sentence is None else str(sentence) % _shown(point.values)


def _shown(values: Mapping[str, str]) -> dict[str, str]:
    """Return the values as the reader reads them: days, digits, words as they stand."""
    shown = {}
    for name, value in values.items():
        try:
            shown[name] = show_day(date.fromisoformat(value))
        except ValueError:
            shown[name] = show_digits(value)
    return shown


def point_words(point: Point, text: str = "") -> str:
    """Return one sentence that says what is open; `text` is what a person wrote of it."""
    sentence = _in_words(point, SENTENCES)
    return text if sentence is None else sentence


def request_words(point: Point) -> str:
    """Return what a letter asks for so that the point can be settled."""
    sentence = _in_words(point, REQUESTS)
    return _("Please tell us how this is meant.") if sentence is None else sentence


def quoted(words: str) -> str:
    """Return the document's own words as a letter quotes them; "" where there are none."""
    words = " ".join(words.split())
    if not words:
        return ""
    short = words if len(words) <= QUOTED else f"{words[:QUOTED].rsplit(' ', 1)[0]} …"
    return _("In the text: “%(words)s”") % {"words": short}
