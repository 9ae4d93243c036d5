"""What was learnt from codes and is proposed for a passage, as the coding page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from dabir.foundation.people.queries import Reader
from dabir.stages.submissions.models import Passage
from dabir.stages.themes.models import LearntCode
from dabir.stages.themes.queries import visible_to
from dabir.web.themes.showing import Shown, shown


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposed code: how sure it is (parts of a hundred), and the words that spoke for it."""

    learnt: LearntCode
    stance: Shown | None
    percent: int
    stance_percent: int
    words: tuple[str, ...]


def proposed_for(passage: Passage, reader: Reader) -> list[Proposed]:
    """Return what waits for a word on a passage, the surest first, for who reads all of it."""
    waiting = LearntCode.objects.filter(
        passage=passage,
        state=LearntCode.State.PROPOSED,
        theme__in=visible_to(reader).values("pk"),
    ).select_related("theme")
    return [
        Proposed(
            learnt,
            shown(learnt.stance) if learnt.stance else None,
            round(100 * learnt.confidence),
            round(100 * learnt.stance_confidence),
            tuple(dict.fromkeys(passage.text[start:end] for start, end in learnt.words)),
        )
        for learnt in waiting
    ]
