"""The value of a proposal: its shape, and what the words that a person marked give as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from dabir.domain.calendars import find_dates
from dabir.domain.language.numbers import read_number
from dabir.domain.outline.selections import Neighbour, read_deed, read_item, tidy
from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.proposals.drafts import SINGLE, handing_over
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.foundation.proposals.queries import IN_PLACE

NEIGHBOURS = 400
"""As many clauses before the marked words as are looked at to find their place among them."""


BIGGEST = 2**31 - 1
DEEPEST = 2**15 - 1
LINE = 1000
LENGTHS = {"document_kind": 20, "number": 80}
CLAUSE_LENGTHS = {"path": 120, "kind": 20, "number": 20}
DUTY_LENGTHS = {"due_text": 200, "within": 20, "title": 300, "reporting_to": 300}
"""How many characters the mandate, the clause or the duty that a value becomes has room for."""

LINES = (*SINGLE, "member", "contact", "invited")
"""Kinds whose value is one line, where it is no day and no number."""


def checked(kind: str, value: Any) -> Any:
    """Return a person's value in the shape of its kind (see `drafts`).

    Raises:
        Refused: it is empty, no day, no number or too long, or nothing of this kind is read.
    """
    match kind:
        case "date" | "deadline":
            return _checked_day(value)
        case "session":
            return _checked_session(value)
        case "clause" | "duty":
            if not isinstance(value, dict) or not str(value.get("text") or "").strip():
                raise Refused(_("The text is missing."))
            return _checked_clause(value) if kind == "clause" else _checked_duty(value)
    if kind not in LINES:
        raise Refused(_("Nothing of this kind is read from documents."))
    line = str(value).strip()
    if not line:
        raise Refused(_("The value is missing."))
    _fits(line, LENGTHS.get(kind, LINE))
    return line


def _checked_day(value: Any) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise Refused(_("This is not a day.")) from error


def _checked_session(value: Any) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise Refused(_("This is not a number.")) from error
    if not 1 <= number <= BIGGEST:
        raise Refused(_("This is not the number of a meeting."))
    return number


def _checked_clause(value: dict[str, Any]) -> dict[str, Any]:
    if not str(value.get("path") or "").strip():
        raise Refused(_("Please say where the clause stands."))
    _fit(value, CLAUSE_LENGTHS)
    level = value.get("level", 1)
    if not isinstance(level, int) or not 0 <= level <= DEEPEST:
        raise Refused(_("This is not a number."))
    return value


def _checked_duty(value: dict[str, Any]) -> dict[str, Any]:
    if value.get("due"):
        value = {**value, "due": _checked_day(value["due"])}
    _fit(value, DUTY_LENGTHS)
    for key in ("bodies", "supporting"):
        names = value.get(key) or []
        if not isinstance(names, list | tuple) or not all(
            isinstance(name, str) and name.strip() for name in names
        ):
            raise Refused(_("A name is missing."))
        for name in names:
            _fits(name, LINE)
    return value


def _fit(value: dict[str, Any], lengths: Mapping[str, int]) -> None:
    for key, most in lengths.items():
        _fits(value.get(key) or "", most)


def _fits(line: Any, most: int) -> None:
    if not isinstance(line, str):
        raise Refused(_("The value is missing."))
    if len(line) > most:
        raise Refused(
            _("“%(start)s …” is too long: there is room for %(most)s characters.")
            % {"start": line[:20], "most": show_digits(most)}
        )


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without the white space at its ends.

    Raises:
        Refused: it lies outside the text, or holds no word.
    """
    if not 0 <= start < end <= len(text):
        raise Refused(_("The marked words lie outside the text."))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        raise Refused(_("There is no word in what was marked."))
    return start, end


@dataclass(frozen=True)
class Surroundings:
    """A reading with what holds in it, for reading words that a person marked in it."""

    reading: Reading
    without: frozenset[int] = field(default_factory=frozenset)

    @cached_property
    def _standing(self) -> list[Proposal]:
        kept = self.reading.proposals.exclude(state=Proposal.State.DECLINED)
        return list(kept.exclude(pk__in=self.without).order_by(*IN_PLACE))

    @cached_property
    def _clauses(self) -> list[Proposal]:
        return [one for one in self._standing if one.kind == "clause" and one.start is not None]

    def words(self, start: int, end: int) -> str:
        """Return the words of a span."""
        return self.reading.text[start:end]

    def value(self, kind: str, start: int, end: int) -> Any:
        """Return what the words of a span give as a proposal of `kind`, in the shape of the kind.

        Raises:
            Refused: the words hold no value of this kind.
        """
        words = self.words(start, end)
        match kind:
            case "clause":
                return self._clause(start, end)
            case "duty":
                return self.duty(start, end)
            case "date" | "deadline":
                return _day(words)
            case "session":
                return _number(words)
            case "number":
                return checked(kind, " ".join(words.split()).strip(" .،:"))
            case "document_kind":
                raise Refused(_("The kind of a document is chosen, not marked."))
        return checked(kind, tidy(words))

    def _clause(self, start: int, end: int) -> dict[str, Any]:
        before = [one for one in self._clauses if one.start is not None and one.start < start]
        words = self.words(start, end)
        item = read_item(
            words,
            [
                Neighbour(self.words(one.start or 0, one.end or 0), _path(one))
                for one in before[-NEIGHBOURS:]
            ],
        )
        if item is None:
            path = self._unnumbered(_path(before[-1]) if before else "")
            return {
                "path": path,
                "kind": "paragraph",
                "number": "",
                "level": 1 + path.count("/") + path.count("."),
                "text": words.strip(),
            }
        own = words[item.text_start :].strip()
        return {
            "path": item.path,
            "kind": item.kind,
            "number": item.number,
            "level": item.level,
            "text": own or words.strip(),
        }

    def _unnumbered(self, before: str) -> str:
        """Return a free path for a clause without a number: «3 مکرر», "3 bis"."""
        again = "مکرر" if self.reading.language == "fa" else "bis"
        taken = {_path(one) for one in self._clauses}
        path = f"{before} {again}".strip()
        number = 2
        while path in taken:
            path = f"{before} {again} {number}".strip()
            number += 1
        return path

    def duty(self, start: int, end: int, *, guess: bool = True) -> dict[str, Any]:
        """Return the duty that words impose; `guess` who carries it where no rule tells."""
        words = self.words(start, end)
        deed = read_deed(
            words,
            language=self.reading.language,
            kind=self.reading.document_kind,
            adopted=self._adopted,
            names=self._names(),
            guess=guess,
        )
        return {
            "text": words.strip(),
            "bodies": list(deed.bodies),
            "supporting": list(deed.supporting),
            "due": deed.due.isoformat() if deed.due else None,
            "due_text": deed.due_text,
            "within": deed.relative,
            **handing_over(words, dated=bool(deed.due or deed.relative)),
            "clause": self.clause_at(start),
        }

    @property
    def _adopted(self) -> date | None:
        days = (one.agreed for one in self._standing if one.kind == "date")
        day = next(days, None)
        return date.fromisoformat(str(day)) if day else None

    def _names(self) -> Iterable[str]:
        for one in self._standing:
            if one.kind in {"member", "issuer", "responsible_body"}:
                yield str(one.agreed)
            elif one.kind == "duty":
                yield from one.agreed.get("bodies") or ()  # type: ignore[attr-defined]

    def clause_at(self, position: int) -> str | None:
        """Return the path of the clause in whose words a place stands, or None."""
        inside = [one for one in self._clauses if (one.start or 0) <= position < (one.end or 0)]
        return _path(inside[-1]) if inside else None


def _path(clause: Proposal) -> str:
    return str(clause.agreed["path"])  # type: ignore[index]


def _day(words: str) -> str:
    days = {found.last_day for found in find_dates(words)}
    if len(days) != 1 or None in days:
        raise Refused(_("No single day can be read in these words: type it."))
    return max(day for day in days if day).isoformat()


def _number(words: str) -> int:
    tokens = (tidy(token) for token in words.split())
    numbers = [number for token in tokens if (number := read_number(token)) is not None]
    whole = read_number(tidy(words))
    if whole is None and len(numbers) != 1:
        raise Refused(_("No single number can be read in these words: type it."))
    return whole if whole is not None else numbers[0]
