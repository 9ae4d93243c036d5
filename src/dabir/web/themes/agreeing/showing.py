"""What coders said of a passage, side by side."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from dabir.foundation.people.queries import Reader
from dabir.stages.submissions.models import Passage
from dabir.stages.submissions.queries import passages_visible_to, reads_everything
from dabir.stages.themes.models import Judgement, Theme
from dabir.stages.themes.queries.rounds import Compared
from dabir.web.themes.showing import Shown, shown


@dataclass(frozen=True, slots=True)
class Side:
    """What one coder said: themes with their stances; `alone` marks what not all others said."""

    judgement: Judgement
    marks: tuple[tuple[Theme, Shown, bool], ...]


def side_of(judgement: Judgement, others: list[Judgement]) -> Side:
    """Return one side, compared with the others."""
    said = [{(mark.theme_id, mark.stance) for mark in one.marks.all()} for one in others]
    return Side(
        judgement,
        tuple(
            (
                mark.theme,
                shown(mark.stance),
                any((mark.theme_id, mark.stance) not in each for each in said),
            )
            for mark in judgement.marks.all()
        ),
    )


def sides_of(compared: Compared) -> tuple[list[Side], Side | None]:
    """Return what each coder said of a passage, and what was settled."""
    every = list(compared.judgements)
    sides = [side_of(one, [each for each in every if each is not one]) for one in every]
    return sides, side_of(compared.settled, []) if compared.settled else None


def words_of(passages: Collection[Passage], reader: Reader) -> dict[int, str]:
    """Return the words of passages by their keys, as far as the reader may read them, or nothing.

    One query, where passages come with the groups of their addresses.
    """
    keys = [each.pk for each in passages]
    seen = set(passages_visible_to(reader).filter(pk__in=keys).values_list("pk", flat=True))
    return {each.pk: _words(each, reader) if each.pk in seen else "" for each in passages}


def _words(passage: Passage, reader: Reader) -> str:
    return passage.text if reads_everything(reader, passage.address.group) else passage.shown
