"""Asking the index which submissions hold words and signs: in order, whole pages at a time.

The index proposes, `visible_to` decides: nothing is listed that did not pass the one door.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from dabir.domain.language.search_words import Asked, asked_words
from dabir.foundation.people.models import Group
from dabir.stages.calls.models import Call
from dabir.stages.submissions.intake.indexing import HIDDEN, day_signs

LATEST_WORDS = 12
"""Words of a question that count; the rest are left out."""

FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True)
class Sought:
    """What a list is narrowed to: all of it must hold. Days are those of the call's time zone."""

    group: Group
    call: Call | None = None
    state: str = ""
    sector: str = ""
    road: str = ""
    language: str = ""
    since: date | None = None
    until: date | None = None
    words: str = ""

    @property
    def counted(self) -> bool:
        """Whether the counters know how many there are."""
        return not (self.words.strip() or self.since or self.until)

    def signs(self) -> Iterator[str]:
        """Yield the signs that each must have."""
        yield f"=c{self.call.pk}" if self.call else f"=g{self.group.pk}"
        for letter, value in (
            ("s", self.state),
            ("k", self.sector),
            ("r", self.road),
            ("l", self.language),
        ):
            if value:
                yield f"={letter}{value}"


def _days(since: date | None, until: date | None) -> list[str]:
    """Return the signs of years, months and days that together make up a stretch of days."""
    if since is None and until is None:
        return []
    first = max(since or date.min, date(FIRST_YEAR, 1, 1))
    last = min(until or date.max, date(LAST_YEAR, 12, 31))
    found = []
    day = first
    while day <= last:
        of_day, of_month, of_year = day_signs(day)
        month_end = (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        if (day.month, day.day) == (1, 1) and date(day.year, 12, 31) <= last:
            found.append(of_year)
            day = date(day.year, 12, 31)
        elif day.day == 1 and month_end <= last:
            found.append(of_month)
            day = month_end
        else:
            found.append(of_day)
        day += timedelta(days=1)
    # No day lies in a stretch that ends before it begins.
    return found or ["=never"]


Ways = list[list[Asked]]
"""What the index is asked: one of each list must be there."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the index is asked: one of each list must be there, within these days."""

    ways: Ways
    shown: Ways | None = None
    """Of a reader who sees what is published alone: what holds for all that they see."""
    since: date | None = None
    until: date | None = None


def question_of(sought: Sought, *, everything: bool, published: bool) -> Question:
    """Return what the index is asked for a list: of all that was said, or of what is shown."""
    ways = [[Asked(sign)] for sign in sought.signs()]
    shown = None
    if published:
        shown = [*ways[:1], [Asked("=p")]]
        ways.append([Asked("=p")])
    for word in asked_words(sought.words)[:LATEST_WORDS]:
        hidden = [Asked(HIDDEN + word.word, word.begins)] if everything else []
        ways.append([word, *hidden])
    return Question(ways, shown, sought.since, sought.until)


def _for_sqlite(asked: Question) -> str:
    def written(one: Asked) -> str:
        return f'"{one.word}"' + ("*" if one.begins else "")

    days = [Asked(sign) for sign in _days(asked.since, asked.until)]
    return " AND ".join(
        f"({' OR '.join(map(written, ways))})" for ways in [*asked.ways, days] if ways
    )


def _for_postgresql(ways: Ways) -> str:
    def written(one: Asked) -> str:
        return f"'{one.word}'" + (":*" if one.begins else "")

    return " & ".join(f"({' | '.join(map(written, each))})" for each in ways)


def _given_to_postgresql(asked: Question) -> list[Any]:
    """Return the first arguments of ``submissions_found``."""
    return [
        _for_postgresql(asked.ways),
        None if asked.shown is None else _for_postgresql(asked.shown),
        *(None if day is None else int(f"{day:%Y%m%d}") for day in (asked.since, asked.until)),
    ]


_FOUND = "submissions_found(%s::tsquery, %s::tsquery, %s, %s, %s, %s, %s)"


def keys_found(
    asked: Question,
    most: int,
    *,
    bound: int | None = None,
    upward: bool = False,
    among: Collection[int] | None = None,
) -> list[int]:
    """Return the keys of the newest submissions before `bound`, or upward the oldest after it.

    `among` looks at these alone, which are few.
    """
    if among is not None and not among:
        return []
    ask = _ask_postgresql if connection.vendor == "postgresql" else _ask_sqlite
    return ask(asked, most, bound, upward, among)


def count_found(asked: Question, most: int) -> int:
    """Return how many submissions there are, counted up to `most`."""
    if connection.vendor == "postgresql":
        given = [*_given_to_postgresql(asked), None, most, False]
        return _keys(f"SELECT count(*) FROM {_FOUND}", given)[0]  # noqa: S608 (it stands above)
    sql = (
        "SELECT count(*) FROM (SELECT 1 FROM submissions_words"
        " WHERE submissions_words MATCH %s LIMIT %s)"
    )
    return _keys(sql, [_for_sqlite(asked), most])[0]


def submissions_holding(group: Group, words: str) -> RawSQL:
    """Return the keys of the group's submissions that hold the words, for a condition ``__in``.

    Of everything that was said: for the secretariat.
    """
    asked = question_of(Sought(group, words=words), everything=True, published=False)
    if connection.vendor == "postgresql":
        sql = "SELECT submission_id FROM submissions_searchtext WHERE words @@ %s::tsquery"
        return RawSQL(sql, [_for_postgresql(asked.ways)])  # noqa: S611 (ours alone)
    sql = "SELECT rowid FROM submissions_words WHERE submissions_words MATCH %s"
    return RawSQL(sql, [_for_sqlite(asked)])  # noqa: S611 (ours alone)


def _ask_sqlite(
    asked: Question,
    most: int,
    bound: int | None,
    upward: bool,
    among: Collection[int] | None,
) -> list[int]:
    sql = "SELECT rowid FROM submissions_words WHERE submissions_words MATCH %s"
    given: list[Any] = [_for_sqlite(asked)]
    if bound is not None:
        sql += f" AND rowid {'>' if upward else '<'} %s"
        given.append(bound)
    if among is not None:
        sql += f" AND rowid IN ({', '.join(['%s'] * len(among))})"
        given += among
    sql += f" ORDER BY rowid {'ASC' if upward else 'DESC'} LIMIT %s"
    return _keys(sql, [*given, most])


def _ask_postgresql(
    asked: Question,
    most: int,
    bound: int | None,
    upward: bool,
    among: Collection[int] | None,
) -> list[int]:
    if among is None:
        return _keys(f"SELECT {_FOUND}", [*_given_to_postgresql(asked), bound, most, upward])
    sql = (
        "SELECT submission_id FROM submissions_searchtext"
        " WHERE submission_id = ANY(%s) AND words @@ %s::tsquery"
    )
    given: list[Any] = [list(among), _for_postgresql(asked.ways)]
    for sign, day in ((">=", asked.since), ("<=", asked.until)):
        if day is not None:
            sql += f" AND day {sign} %s"
            given.append(int(f"{day:%Y%m%d}"))
    if bound is not None:
        sql += f" AND submission_id {'>' if upward else '<'} %s"
        given.append(bound)
    sql += f" ORDER BY submission_id {'ASC' if upward else 'DESC'} LIMIT %s"
    return _keys(sql, [*given, most])


def _keys(sql: str, given: Sequence[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return [key for (key,) in cursor.fetchall()]
