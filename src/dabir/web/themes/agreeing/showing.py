"""What coders said of a passage, side by side."""

from __future__ import annotations

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


def sides_of(compared: Compared, reader: Reader) -> tuple[str, list[Side], Side | None]:
    """Return a passage's words for the reader, what each coder said, and what was settled."""
    every = list(compared.judgements)
    sides = [side_of(one, [each for each in every if each is not one]) for one in every]
    settled = side_of(compared.settled, []) if compared.settled else None
    return words_of(compared.item.passage, reader), sides, settled


def words_of(passage: Passage, reader: Reader) -> str:
    """Return a passage's words as far as the reader may read them, or nothing."""
    if not passages_visible_to(reader).filter(pk=passage.pk).exists():
        return ""
    return passage.text if reads_everything(reader, passage.address.group) else passage.shown
