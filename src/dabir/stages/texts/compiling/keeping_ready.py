"""Compiled forms of a version, made for all who read it before they ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from dabir.foundation.people.queries import Reader
from dabir.stages.texts.compiling.compiled import compiled_rows, kept_form, key_of
from dabir.stages.texts.compiling.meeting import kept_meetings, key_of_meetings
from dabir.stages.texts.examining.red_lines import (
    find_red_lines,
    keys_of_red_lines,
    stands_of,
)
from dabir.stages.texts.models import CompiledForm, Version
from dabir.stages.texts.queries import versions_visible_to


class Ready(NamedTuple):
    """How many forms are kept for those who were reached, and whether that is everybody."""

    forms: int
    everybody: bool


def make_ready(
    version: Version, readers: Iterable[Reader], *, go_on: Callable[[], bool] = lambda: True
) -> Ready:
    """Compile a version once for each set of amendments that some of the readers may see.

    Where they meet is found too, and what they do to the red lines that a reader may see. Forms of
    sets that none of them sees any more are let go. It ends early once something was made and
    `go_on` says no: what is made is kept, and asked again it goes on from there.

    Raises:
        Unfit: what is kept does not fit the version.
    """
    wanted: set[str] = set()
    kept = set(CompiledForm.objects.filter(version=version).values_list("key", flat=True))
    made_anew = False
    for reader in readers:
        if not versions_visible_to(reader).filter(pk=version.pk).exists():
            continue
        if made_anew and not go_on():
            return Ready(len(wanted), everybody=False)
        rows = compiled_rows(version, reader)
        key = key_of(version, ((each.pk, each.edition) for each in rows))
        if key not in wanted:
            kept_form(version, reader, rows)
            wanted.add(key)
        meetings = key_of_meetings(version, reader)
        if meetings not in wanted:
            kept_meetings(version, reader)
            wanted.add(meetings)
        guarded = keys_of_red_lines(version, reader)
        if not guarded <= wanted:
            find_red_lines(version, reader)
            stands_of([version], reader)
            wanted |= guarded
        made_anew = not wanted <= kept
    CompiledForm.objects.filter(version=version).exclude(key__in=wanted).delete()
    return Ready(len(wanted), everybody=True)
