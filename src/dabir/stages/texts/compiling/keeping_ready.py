"""Compiled forms of a version, made for all who read it before they ask."""

from __future__ import annotations

from collections.abc import Iterable

from dabir.foundation.people.models import Person
from dabir.foundation.people.queries import Reader
from dabir.stages.texts.compiling.compiled import compiled_rows, kept_form, key_of
from dabir.stages.texts.compiling.meeting import kept_meetings, key_of_meetings
from dabir.stages.texts.models import CompiledForm, Version
from dabir.stages.texts.queries import versions_visible_to
from dabir.stages.texts.waiting import key_of_questions, open_questions


def make_ready(version: Version, readers: Iterable[Reader]) -> int:
    """Compile a version once for each set of amendments that some of the readers may see.

    Where they meet is found too, and how many wordings wait for a judge among the readers. Forms
    of sets that none of them sees any more are let go. Returns how many are kept.

    Raises:
        Unfit: what is kept does not fit the version.
    """
    wanted: set[str] = set()
    for reader in readers:
        if not versions_visible_to(reader).filter(pk=version.pk).exists():
            continue
        rows = compiled_rows(version, reader)
        key = key_of(version, ((each.pk, each.edition) for each in rows))
        if key not in wanted:
            kept_form(version, reader, rows)
            wanted.add(key)
        if isinstance(reader, Person) and version.text.guards.filter(judge=reader).exists():
            open_questions(version, reader)
            wanted.add(key_of_questions(version, reader))
        meetings = key_of_meetings(version, reader)
        if meetings not in wanted:
            kept_meetings(version, reader)
            wanted.add(meetings)
    CompiledForm.objects.filter(version=version).exclude(key__in=wanted).delete()
    return len(wanted)
