"""What a person says of the rows of a sheet that came back, before they are recorded."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from dabir.foundation.people.models import Body
from dabir.stages.texts.files.sheets_coming_in import BoundRow, BoundSheet
from dabir.web.shared.pages import is_key

AT_ONCE = 25
"""Rows that are asked about on one page, each among all clauses; the others come afterwards."""

_LONGEST = 7
"""Rows have numbers of fewer digits."""
_LONGEST_ANSWER = 40
_LONGEST_PACKED = 200_000


@dataclass(frozen=True, slots=True)
class Choices:
    """Whose the comments are, what rows are on, and which rows are meant although said before.

    `body` is the key that was chosen, "" for nobody's, None where nothing was.
    """

    body: str | None
    said: Mapping[int, str]
    also: frozenset[int]

    @classmethod
    def of(cls, request: HttpRequest) -> Choices:
        """Read them from the form, or from the address where no form was sent.

        What somebody chose for a row (``row-4=<uid>``, ``all`` for the whole text) goes before what
        they chose on an earlier page (``kept``).
        """
        sent: QueryDict = request.POST if "shown" in request.POST else request.GET
        said: dict[int, str] = {}
        for pair in sent.get("kept", "")[:_LONGEST_PACKED].split():
            number, _colon, value = pair.partition(":")
            said |= _answer(number, value)
        for name in sent:
            if name.startswith("row-"):
                said |= _answer(name.removeprefix("row-"), str(sent[name]))
        also = {int(each) for each in sent.getlist("also") if _is_row(each)}
        return cls(sent.get("body"), said, frozenset(also))

    def whose(self, spoken: Sequence[Body], organisation: str, *, itself: bool) -> Body | None:
        """Return the body that was chosen, else the one that the sheet names."""
        if self.body is None:
            named = organisation.strip().casefold()
            for each in spoken:
                if named and named in {name.casefold() for name in each.names.values()}:
                    return each
            return spoken[0] if len(spoken) == 1 and not itself else None
        chosen = self.body
        return next((each for each in spoken if is_key(chosen) and each.pk == int(chosen)), None)

    def digest(self, body: Body | None) -> str:
        """Return a name of these choices, by which a form says which ones its page showed."""
        facts = [body.pk if body else None, sorted(self.said.items()), sorted(self.also)]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]

    @staticmethod
    def packed(said: Mapping[int, str]) -> str:
        """Return answers as one field keeps them."""
        return " ".join(f"{number}:{value}" for number, value in said.items())


def asked_now(bound: BoundSheet, said: Mapping[int, str]) -> list[BoundRow]:
    """Return the rows that a page asks about: those in doubt, and the last that were answered."""
    answered = [row for row in bound.rows if row.number in said and row.state != "asked"]
    chosen = {row.number for row in (*answered[-AT_ONCE:], *bound.asked[:AT_ONCE])}
    return [row for row in bound.rows if row.number in chosen]


def _answer(number: str, value: str) -> dict[int, str]:
    fits = value and len(value) <= _LONGEST_ANSWER and not any(map(str.isspace, value))
    return {int(number): value} if fits and _is_row(number) else {}


def _is_row(number: str) -> bool:
    return number.isascii() and number.isdecimal() and len(number) < _LONGEST
