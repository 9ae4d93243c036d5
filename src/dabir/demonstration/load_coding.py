"""The demonstration's coding rounds: one that is being compared, one that is still blind.

Secretary and chair code the same passages of the open call. Where the chair reads one otherwise
than it was coded before, the two differ, and somebody has to settle it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from dabir.demonstration.world import World
from dabir.foundation.people.models import Person
from dabir.stages.calls.models import Question
from dabir.stages.submissions.models import Passage
from dabir.stages.themes.acts import (
    Choice,
    hand_in_coding,
    judge_passage,
    open_coding_round,
    settle_agreed,
)
from dabir.stages.themes.models import Code, RoundPassage, Stance, Theme

COMPARED, BLIND = 12, 6
"""Passages of the two rounds."""
SEED = 1405
DIFFERS = 4
"""Every so many passages the chair reads one otherwise."""
AFTER = timedelta(days=6)
NOTES = (
    "نظر دوپهلوست؛ از لحنش بیشتر مخالفت برمی‌آید.",
    "گلایه است، نه مخالفت با اصل کار.",
)


def load(world: World) -> None:
    """Have the passages of the question with most codes coded by two, and compared."""
    question, themes = _most_coded(world)
    coders = [world.secretary, world.persons["chair"]]
    at = max(one.received_at for one in world.submissions.values()) + AFTER
    compared = open_coding_round(
        call=question.call, question=question, themes=themes, coders=coders, size=COMPARED,
        seed=SEED, note="هر فراز را جداگانه بخوانید؛ شاید زیر چند موضوع برود.",
        actor=world.secretary, at=at,
    )  # fmt: skip
    for coder in coders:
        for item in compared.items.select_related("passage"):
            _judge(item, coder, themes, at, differing=coder != world.secretary)
        compared = hand_in_coding(coding_round=compared, actor=coder, at=at)
    settle_agreed(coding_round=compared, actor=world.secretary, at=at)
    blind = open_coding_round(
        call=question.call, question=question, themes=themes, coders=coders, size=BLIND,
        seed=SEED + 1, actor=world.secretary, at=at,
    )  # fmt: skip
    first = blind.items.select_related("passage").first()
    if first is not None:
        _judge(first, world.persons["chair"], themes, at, differing=False)


def _most_coded(world: World) -> tuple[Question, list[Theme]]:
    """Return the question whose answers have most codes, and the themes of these."""
    counts: dict[int, int] = {}
    codes = list(
        Code.objects.filter(theme__group=world.group, passage__answer__question__isnull=False)
        .select_related("passage__answer__question__call", "theme")
        .order_by("pk")
    )
    questions = {}
    for code in codes:
        question = code.passage.answer.question
        if question is not None:
            questions[question.pk] = question
            counts[question.pk] = counts.get(question.pk, 0) + 1
    most = max(counts, key=lambda key: (counts[key], -key))
    themes = {
        code.theme.pk: code.theme for code in codes if code.passage.answer.question_id == most
    }
    return questions[most], list(themes.values())


def _judge(
    item: RoundPassage, coder: Person, themes: list[Theme], at: datetime, *, differing: bool
) -> None:
    choices = _as_coded(item.passage, themes)
    otherwise = differing and item.order % DIFFERS == 1
    if otherwise and choices:
        turned = Stance.MIXED if choices[0].stance == Stance.AGAINST else Stance.AGAINST
        choices = [Choice(choices[0].theme, turned), *choices[1:]]
    elif otherwise:
        choices = [Choice(themes[0], Stance.NEUTRAL)]
    note = NOTES[item.order // DIFFERS % len(NOTES)] if otherwise else ""
    judge_passage(item=item, choices=choices, note=note, actor=coder, at=at)


def _as_coded(passage: Passage, themes: list[Theme]) -> list[Choice]:
    """Return what was found in a passage before, of these themes."""
    found = passage.codes.filter(theme__in=themes).select_related("theme").order_by("pk")
    return [Choice(code.theme, code.stance) for code in found]
