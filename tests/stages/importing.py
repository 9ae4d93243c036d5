"""Imports for tests: uploaded, matched and checked by the acts, as the secretariat does it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from dabir.foundation.people.models import Person
from dabir.foundation.work.running import run_waiting
from dabir.stages.calls.models import Call
from dabir.stages.submissions.acts import begin_import, check_import, map_import, run_import
from dabir.stages.submissions.intake.importing import look_through
from dabir.stages.submissions.intake.mapping import Mapping, Target
from dabir.stages.submissions.models import Import
from tests.factories import AT

HEAD = ("id", "name", "email", "organisation", "text", "date")
MAPPING = Mapping(
    columns={
        "id": Target.KEY,
        "name": Target.NAME,
        "email": Target.EMAIL,
        "organisation": Target.ORGANISATION,
        "text": Target.FREE,
        "date": Target.DATE,
    }
)


def table(rows: Iterable[Iterable[object]], head: Iterable[str] = HEAD) -> bytes:
    """Write rows as CSV."""
    written = io.StringIO()
    csv.writer(written).writerows([list(head), *map(list, rows)])
    return written.getvalue().encode()


def row(number: int, text: str = "", date: str = "2026-11-21 10:00") -> list[object]:
    """One row of `table` that is in order."""
    return [
        f"C-{number}",
        f"نویسندهٔ {number}",
        f"author{number}@example.org",
        "انجمن باغداران" if number % 2 else "",
        text or f"نظر شمارهٔ {number}: آب باغ‌های شهر کم شده و کسی پاسخ نمی‌دهد.",
        date,
    ]


def uploaded(call: Call, actor: Person, data: bytes, *, name: str = "نظرها.csv") -> Import:
    """Keep a file for a call."""
    return begin_import(call=call, upload=look_through(data, name), actor=actor, at=AT)


def checked(
    call: Call, actor: Person, data: bytes, *, mapping: Mapping = MAPPING, name: str = "نظرها.csv"
) -> Import:
    """Keep a file, match its columns and let a worker check it."""
    source = uploaded(call, actor, data, name=name)
    map_import(source=source, mapping=mapping, actor=actor, at=AT)
    check_import(source=source, actor=actor, at=AT)
    run_waiting()
    source.refresh_from_db()
    return source


def taken_in(call: Call, actor: Person, data: bytes, *, mapping: Mapping = MAPPING) -> Import:
    """Bring a file in, wholly."""
    source = checked(call, actor, data, mapping=mapping)
    run_import(source=source, actor=actor, at=AT)
    run_waiting()
    source.refresh_from_db()
    return source
