"""On PostgreSQL, keys are found window by window: the same as reading the whole table finds."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        "postgresql" not in settings.DATABASES["default"]["ENGINE"],
        reason="SQLite walks its index in the order of the keys by itself; see make postgresql",
    ),
]

ROWS = 6_000
LAST = 3_000_000
"""The last key: over some ninety of the wide windows."""

WIDE = 5_000
"""So many hits begin with the wide windows."""


def fill(chosen: random.Random) -> None:
    """Put rows into a table of this transaction that stands before the true one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE submissions_searchtext"
            " (submission_id bigint PRIMARY KEY, words tsvector, day integer) ON COMMIT DROP"
        )
        keys = sorted(chosen.sample(range(1, LAST), ROWS))
        rows = []
        for key in keys:
            words = ["=g1", f"=v{key >> 12}", f"=w{key >> 15}", f"=x{key >> 18}"]
            words += [word for word in ("half", "other") if chosen.random() < 0.5]
            words += ["early"] * (key < LAST // 5) + ["rare"] * (chosen.random() < 0.002)
            words += ["=p"] * (key % 100 == 0) + ["shown"] * (chosen.random() < 0.8)
            rows.append((key, words, 20260101 + key // (LAST // 27)))
        cursor.executemany(
            "INSERT INTO submissions_searchtext VALUES (%s, array_to_tsvector(%s), %s)", rows
        )
        cursor.execute("CREATE INDEX ON submissions_searchtext USING gin (words)")
        cursor.execute("ANALYZE submissions_searchtext")


def keys(sql: str, given: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return [key for (key,) in cursor.fetchall()]


def test_windows_find_what_the_whole_table_holds():
    chosen = random.Random(1405)
    fill(chosen)
    asked = ["'=g1'", "'half' & 'other'", "'early'", "'rare'", "'nowhere'", "'ha':* & 'rare'"]
    for _case in range(120):
        question = chosen.choice(asked)
        shown = chosen.choice([None, None, "'=p'", "'shown'"])
        if shown is not None:
            question += f" & {shown}"
        since, until = sorted(chosen.sample(range(20260101, 20260128), 2))
        days = chosen.choice([(None, None), (since, until), (None, until), (since, None)])
        bound = chosen.choice([None, chosen.randrange(LAST), 0, LAST])
        most = chosen.choice([1, 25, 26, 700, WIDE])
        upward = chosen.random() < 0.5
        found = keys(
            "SELECT submissions_found(%s::tsquery, %s::tsquery, %s, %s, %s, %s, %s)",
            [question, shown, *days, bound, most, upward],
        )
        sign, towards = (">", "ASC") if upward else ("<", "DESC")
        whole = f"""
            SELECT submission_id FROM submissions_searchtext WHERE words @@ %s::tsquery
              AND submission_id {sign} coalesce(%s, {0 if upward else LAST + 1})
              AND day BETWEEN coalesce(%s, 0) AND coalesce(%s, 99999999)
            ORDER BY submission_id {towards} LIMIT %s
        """  # noqa: S608 (all parts stand above)
        expected = keys(whole, [question, bound, *days, most])
        assert found == expected, (question, days, bound, most, upward)
