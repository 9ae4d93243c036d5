"""The demonstration's themes: named, passages put under them, considerations distilled."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from dabir.demonstration.world import World
from dabir.foundation.people.models import Person
from dabir.stages.submissions.acts import dispose_passages
from dabir.stages.submissions.models import Passage, Submission
from dabir.stages.themes.acts import (
    Evidence,
    add_dimension,
    add_support,
    adopt_consideration,
    code_passage,
    distil_consideration,
    name_theme,
)
from dabir.stages.themes.models import Consideration, Theme

READING = timedelta(days=4)
"""How long after it came a passage was coded."""
BEFORE_MEETING = timedelta(days=2)
"""How long before its meeting a consideration was distilled."""


def load(world: World) -> None:
    """Name the themes, code what was received, and distil what the group adopted.

    The members of a campaign who sent its form unchanged are coded as their representative is,
    and hear the same of what became of it.
    """
    content = world.content("themes.toml")
    first = min(submission.received_at for submission in world.submissions.values())
    for row in content["dimensions"]:
        world.dimensions[row["key"]] = add_dimension(
            group=world.group, names=row["names"], actor=world.secretary, at=first
        )
    for row in content["themes"]:
        world.themes[row["key"]] = name_theme(
            group=world.group,
            names=row["names"],
            parent=world.themes[row["parent"]] if "parent" in row else None,
            axis=world.axes[row["axis"]] if "axis" in row else None,
            actor=world.secretary,
            at=first + READING,
        )
    for row in content["codings"]:
        passage = _passage(world, row)
        theme, actor = world.themes[row["theme"]], world.persons[row["by"]]
        _code(passage, theme, row["stance"], actor)
        same_words = _same_form(world, content["campaigns"], row["submission"], passage)
        for same in same_words:
            _code(same, theme, row["stance"], actor)
        said = passage.dispositions.filter(current=True).first()
        if same_words and said is not None:
            dispose_passages(
                passages=same_words,
                outcome=said.outcome,
                reason=said.reason,
                actor=said.by,
                at=said.at,
            )
    meetings = _meetings(world)
    for row in content["considerations"]:
        key = row["key"]
        world.considerations[key] = _distil(world, row, meetings[row["decision"]])


def _code(passage: Passage, theme: Theme, stance: str, actor: Person) -> None:
    code_passage(
        passage=passage,
        theme=theme,
        stance=stance,
        actor=actor,
        at=passage.submission.received_at + READING,
    )


def _passage(world: World, row: dict[str, Any]) -> Passage:
    """Return the one passage that holds a row's quote.

    Raises:
        LookupError: none does.
    """
    found = [one for one in world.passages[row["submission"]] if row["quote"] in one.text]
    if not found:
        message = f"{row['submission']}: no passage holds {row['quote']!r}"
        raise LookupError(message)
    question = world.questions.get(row.get("part", ""))
    narrowed = [one for one in found if question and one.answer.question_id == question.pk]
    return (narrowed or found)[0]


def _same_form(
    world: World, campaigns: list[dict[str, Any]], key: str, passage: Passage
) -> list[Passage]:
    """Return the other members' passages with the very words of their representative's."""
    members = [
        member
        for campaign in campaigns
        if campaign["representative"] == key
        for member in campaign["members"]
        if member != key and member not in campaign["reversing"]
    ]
    return [
        one
        for member in members
        if world.submissions[member].state == Submission.State.ACCEPTED
        for one in world.passages[member]
        if one.text == passage.text
    ]


def _meetings(world: World) -> dict[str, datetime]:
    """Return when each decision was taken."""
    content = world.content("decisions.toml")
    begins = {row["key"]: row["begins_at"] for row in content["meetings"]}
    return {row["key"]: world.at(begins[row["meeting"]]) for row in content["decisions"]}


def _distil(world: World, row: dict[str, Any], decided: datetime) -> Consideration:
    evidence = [
        (_passage(world, each), each["quote"], each["relation"] == "opposes")
        for each in row["passages"]
    ]
    marked = [
        Evidence(passage, start, start + len(words), opposes)
        for passage, words, opposes in evidence
        for start in [passage.text.index(words)]
    ]
    distilled = decided - BEFORE_MEETING
    known = [one for one in marked if one.passage.submission.received_at < distilled]
    consideration = distil_consideration(
        group=world.group,
        kind=row["kind"],
        texts=row["texts"],
        evidence=known or marked,
        dimension=world.dimensions[row["dimension"]],
        theme=world.themes[row["theme"]],
        confidentiality=row.get("confidentiality", "group"),
        actor=world.secretary,
        at=distilled,
    )
    for late in marked if known else []:
        if late not in known:
            add_support(
                consideration=consideration,
                evidence=late,
                actor=world.secretary,
                at=late.passage.submission.received_at + READING,
            )
    if row["state"] == Consideration.State.ADOPTED:
        adopt_consideration(consideration=consideration, actor=world.persons["chair"], at=decided)
    consideration.refresh_from_db()
    return consideration
