"""Saving many entries with their contents, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import models

from dabir.foundation.inserting import insert_rows, reserve
from dabir.foundation.record.models import Content, Entry

ENTRY_FIELDS = ("id", "act", "at", "actor", "group_id", "about_id", "digest")
CONTENT_FIELDS = ("entry_id", "key", "payload")


def save_contents(contents: Sequence[Content]) -> None:
    """Save contents and their entries, which were written and not saved."""
    for content, key in zip(contents, reserve(Entry, len(contents)), strict=True):
        content.entry.pk = key
        content.entry = content.entry  # takes over its key
    insert_rows(Entry, ENTRY_FIELDS, values((one.entry for one in contents), ENTRY_FIELDS))
    insert_rows(Content, CONTENT_FIELDS, values(contents, CONTENT_FIELDS))


def values(rows: Iterable[models.Model], fields: Sequence[str]) -> list[list[object]]:
    """Return the values of rows, in the order of the fields."""
    return [[getattr(row, name) for name in fields] for row in rows]
