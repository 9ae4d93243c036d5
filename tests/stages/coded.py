"""Themes, codes and considerations for tests, made by the acts, on accepted submissions."""

from __future__ import annotations

from typing import Any

from dabir.foundation.people.models import Group, Person
from dabir.stages.submissions.models import Passage, Submission
from dabir.stages.themes.acts import Evidence, code_passage, distil_consideration, name_theme
from dabir.stages.themes.models import Code, Consideration, Stance, Theme
from tests.factories import AT


def make_theme(group: Group, by: Person, name: str = "دوربین", **fields: Any) -> Theme:
    return name_theme(
        group=group, names={"fa": name, "en": f"{name} (en)"}, actor=by, at=AT, **fields
    )


def first_passage(submission: Submission) -> Passage:
    passage = submission.passages.order_by("order").first()
    assert passage is not None
    return passage


def code(passage: Passage, theme: Theme, by: Person, stance: Stance | str = Stance.NEUTRAL) -> Code:
    return code_passage(passage=passage, theme=theme, stance=stance, actor=by, at=AT)


def evidence(passage: Passage, words: str = "", *, opposes: bool = False) -> Evidence:
    """Mark some words of a passage; all of them when none are given."""
    words = words or passage.text
    start = passage.text.index(words)
    return Evidence(passage, start, start + len(words), opposes)


def distil(group: Group, by: Person, *marked: Evidence, **fields: Any) -> Consideration:
    fields.setdefault("kind", Consideration.Kind.CONSIDERATION)
    fields.setdefault("texts", {"fa": "هر دوربین تابلو داشته باشد.", "en": "Every camera a sign."})
    return distil_consideration(group=group, evidence=marked, actor=by, at=AT, **fields)
