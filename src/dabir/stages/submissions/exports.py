"""Exports of a call: their forms, and those that were made."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from django.db.models import QuerySet

from dabir.foundation.files.models import Original
from dabir.foundation.people.models import Group
from dabir.foundation.record.models import Entry
from dabir.foundation.work.models import Work

EXPORT = "submissions.export"
"""The name of the work that makes an export."""

KEPT_FOR = timedelta(days=7)

_kinds = {EXPORT}


def erased_with(name: str) -> None:
    """Have the files that a work of this name makes destroyed as exports are.

    Later stages make files of what was sent, too: they expire alike, and go when something in them
    is erased.
    """
    _kinds.add(name)


class Form(StrEnum):
    """In which form everything is taken away; `zip` holds the files that came as well."""

    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"
    ZIP = "zip"


MEDIA_TYPES = {
    Form.CSV: "text/csv",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.JSONL: "application/jsonl",
    Form.ZIP: "application/zip",
}


def erasures_of(group: Group) -> int:
    """Return how often something was erased in a group: an export holds what was before."""
    return Entry.objects.filter(act="submissions.erase_submission", group=group).count()


def hold_running_exports(group: Group) -> None:
    """Let no export of a group end while its caller erases something, within an act.

    An export that ended before is waited for, and can be destroyed; one that ends later finds out.
    """
    running = Work.objects.filter(name__in=_kinds, group=group, state=Work.State.RUNNING)
    list(running.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))


def exports_made(name: str = "") -> QuerySet[Original]:
    """Return the exports that were made and can still be read; all kinds, or by one work's name."""
    names = {name} if name else _kinds
    made = Work.objects.filter(name__in=names, state=Work.State.DONE)
    keys = [result["original"] for result in made.values_list("result", flat=True) if result]
    return Original.objects.filter(pk__in=keys, key__destroyed_at__isnull=True)
