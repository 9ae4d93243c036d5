"""Numbers without gaps: one series a group, name and Jalali year."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.db.transaction import TransactionManagementError

from dabir.domain.calendars.jalali import Jalali
from dabir.foundation.letters.models import Series
from dabir.foundation.people.models import Group

PATTERNS = {
    "incoming": "{year}/و/{number}",
    "outgoing": "{year}/ص/{number}",
    "internal": "{year}/د/{number}",
    "issuance": "{year}/ب/{number}",
}
PLAIN = "{year}/{number}"


def series_of(*, group: Group, name: str, at: datetime) -> Series:
    """Return the series of the Jalali year of `at`, locked until the transaction ends.

    `name` says what is numbered: a kind of letter, ``"issuance"``, ``"resolution"`` … The year
    is reckoned in the group's time zone. A series that begins a year keeps the pattern of the
    year before.

    Raises:
        TransactionManagementError: called outside a transaction (a fault of the program).
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("a number is given inside an act")
    year = Jalali.from_gregorian(group.day(at)).year
    before = Series.objects.filter(group=group, name=name, year__lt=year).order_by("-year").first()
    pattern = before.pattern if before else PATTERNS.get(name, PLAIN)
    Series.objects.get_or_create(group=group, name=name, year=year, defaults={"pattern": pattern})
    return Series.objects.select_for_update().get(group=group, name=name, year=year)


def next_number(*, group: Group, name: str, at: datetime) -> str:
    """Return the next number of a series, as ``"1405/ص/12"``, with Latin digits.

    The series stays locked until the caller's transaction ends; when that fails, the number is
    not used up.

    Raises:
        TransactionManagementError: called outside a transaction (a fault of the program).
    """
    series = series_of(group=group, name=name, at=at)
    series.last += 1
    series.save(update_fields=["last"])
    return series.pattern.format(year=series.year, number=series.last)
