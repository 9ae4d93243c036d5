"""Exports of a call: their forms, and those that were made."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from django.db.models import QuerySet

from dabir.foundation.files.models import Original
from dabir.foundation.work.models import Work

EXPORT = "submissions.export"
"""The name of the work that makes an export."""

KEPT_FOR = timedelta(days=7)


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


def exports_made() -> QuerySet[Original]:
    """Return the exports that were made and can still be read."""
    made = Work.objects.filter(name=EXPORT, state=Work.State.DONE)
    keys = [result["original"] for result in made.values_list("result", flat=True) if result]
    return Original.objects.filter(pk__in=keys, key__destroyed_at__isnull=True)
