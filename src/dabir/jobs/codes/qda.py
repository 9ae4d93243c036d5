"""Codes as REFI-QDA: themes as codes, submissions as sources, passages as selections.

A stance other than neutral is a code below its theme, so that every tool can count it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dabir.formats.qda import (
    Code,
    Coding,
    Note,
    Project,
    Selection,
    Source,
    User,
    write_codebook,
    write_project,
)
from dabir.foundation.people.models import Person
from dabir.stages.calls.models import Call
from dabir.stages.submissions.models import Submission
from dabir.stages.submissions.queries import reads_everything
from dabir.stages.themes.exporting import (
    CodedPassage,
    Coder,
    Coders,
    coded_submissions,
    codes_of,
    day_of,
    themes_of,
)
from dabir.stages.themes.models import Code as ThemeCode
from dabir.stages.themes.models import Stance, Theme

ORIGIN = "Dabir"
BETWEEN = "\n\n"
"""What stands between the passages of a source."""
COLOURS = {Stance.FOR: "#2E7D32", Stance.AGAINST: "#C62828", Stance.MIXED: "#EF6C00"}


def _code_of(theme: Theme, below: list[Theme], used: set[tuple[int, str]]) -> Code:
    stances = tuple(
        Code(
            stance_guid(theme, stance),
            pgettext("a theme and its stance", "%(theme)s: %(stance)s")
            % {"theme": theme.name, "stance": stance.label},
            color=colour,
        )
        for stance, colour in COLOURS.items()
        if (theme.pk, stance.value) in used
    )
    names = " / ".join(name for name in theme.names.values() if name and name != theme.name)
    return Code(
        theme.address_id,
        theme.name,
        description=names,
        children=(*stances, *(_code_of(child, [], used) for child in below)),
    )


def codebook_of(reader: Person, call: Call) -> list[Code]:
    """Return the themes that the reader may see as codes in their tree, with the stances taken."""
    themes = list(themes_of(reader, call))
    known = {theme.pk for theme in themes}
    used = set(codes_of(reader, call).order_by().values_list("theme", "stance").distinct())
    return [
        _code_of(theme, [one for one in themes if one.parent_id == theme.pk], used)
        for theme in themes
        if theme.parent_id not in known
    ]


def stance_guid(theme: Theme, stance: Stance | str) -> uuid.UUID:
    """Return the id of a theme with a stance; neutral is the theme itself."""
    if stance == Stance.NEUTRAL:
        return theme.address_id
    return uuid.uuid5(theme.address_id, str(stance))


def write_as_codebook(file: BinaryIO, call: Call, reader: Person) -> None:
    """Write the themes as a codebook.

    Raises:
        ValueError: no theme is named yet.
    """
    write_codebook(file, codebook_of(reader, call), origin=ORIGIN)


def write_as_project(
    file: BinaryIO, call: Call, reader: Person, *, named: bool, at: datetime
) -> None:
    """Write the coded submissions of a call as a project, as the reader sees them."""
    everything = reads_everything(reader, call.group)
    names = [_("sector"), _("received on"), *([_("province")] if everything else [])]
    variables = {name: uuid.uuid5(call.address_id, name) for name in names}
    project = Project(
        name=call.name,
        origin=ORIGIN,
        codes=codebook_of(reader, call),
        variables=variables,
        at=at,
    )
    coders = Coders(named=named, label=_("coder"))
    met: dict[uuid.UUID, Coder] = {}

    def sources() -> Iterator[Source]:
        for submission, passages in coded_submissions(reader, call):
            yield _source(submission, passages, names, coders, met)

    def users() -> Iterator[User]:
        for coder in met.values():
            yield User(coder.id, coder.name)

    write_project(file, project, sources(), users())


def _source(
    submission: Submission,
    passages: list[CodedPassage],
    names: list[str],
    coders: Coders,
    met: dict[uuid.UUID, Coder],
) -> Source:
    place, words, selections = 0, [], []
    for one in passages:
        words.append(one.words)
        end = place + len(one.words)
        if one.codes and one.words:
            selections.append(_selection(one, place, end, coders, met))
        place = end + len(BETWEEN)
    values = (submission.get_sector_display(), day_of(submission.received_at), submission.province)
    return Source(
        guid=submission.address_id,
        name=submission.receipt,
        text=BETWEEN.join(words),
        selections=tuple(selections),
        variables=dict(zip(names, values, strict=False)),
    )


def _selection(
    one: CodedPassage, start: int, end: int, coders: Coders, met: dict[uuid.UUID, Coder]
) -> Selection:
    codings = []
    for code in one.codes:
        coder = coders.of(code.by)
        met[coder.id] = coder
        codings.append(_coding(code, coder))
    notes: tuple[Note, ...] = ()
    settled = next((code for code in one.codes if code.round_id), None)
    if one.why and settled is not None:
        by = coders.of(settled.by)
        made = uuid.uuid5(one.passage.address_id, "why")
        notes = (Note(made, _("Settled"), one.why, by.id, settled.at),)
    return Selection(
        guid=one.passage.address_id,
        start=start,
        end=end,
        name=f"{start}–{end}",
        codings=tuple(codings),
        notes=notes,
    )


def _coding(code: ThemeCode, coder: Coder) -> Coding:
    return Coding(
        guid=uuid.uuid5(code.passage.address_id, f"{code.theme_id}"),
        code=stance_guid(code.theme, code.stance),
        by=coder.id,
        at=code.at,
    )
