"""The value of a proposal: its shape, and what the words that a person marked give as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from dabir.domain.calendars import find_dates
from dabir.domain.language.numbers import read_number
from dabir.domain.outline.selections import Neighbour, read_deed, read_item, tidy
from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.proposals.drafts import handing_over
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.foundation.proposals.queries import IN_PLACE

NEIGHBOURS = 400
"""As many clauses before the marked words as are looked at to find their place among them."""


def checked(kind: str, value: Any) -> Any:
    """Return a person's value in the shape of its kind (see `drafts`).

    Raises:
        Refused: it is empty, no day, or no number.
    """
    if kind in {"date", "deadline"}:
        try:
            return date.fromisoformat(str(value)).isoformat()
        except ValueError as error:
            raise Refused(_("This is not a day.")) from error
    if kind == "session":
        try:
            return int(value)
        except (TypeError, ValueError) as error:
            raise Refused(_("This is not a number.")) from error
    if kind in {"clause", "duty"}:
        if not isinstance(value, dict) or not str(value.get("text", "")).strip():
            raise Refused(_("The text is missing."))
        return value
    if not str(value).strip():
        raise Refused(_("The value is missing."))
    return str(value).strip()


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
