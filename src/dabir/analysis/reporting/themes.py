"""The themes of a run with the passages that show what they are about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dabir.analysis.engines import Parts
from dabir.analysis.excerpts import Excerpt, strongest_excerpts
from dabir.analysis.reporting.facts import Assisted, Cited, Sentence, Theme

STRONGEST = 12
LISTED_THEMES = 300


def read_method(file: Path) -> dict[str, Any]:
    """Return what themes.json says; nothing where there are no themes."""
    if not file.exists():
        return {}
    found = json.loads(file.read_text(encoding="utf-8"))
    assert isinstance(found, dict)  # noqa: S101 (the table of contents is an object)
    return found


def read_themes(
    described: Sequence[Mapping[str, Any]], themes: Path, passages: Path, submissions: Parts
) -> tuple[Theme, ...]:
    """Return themes as they are described, each with the passages that are most its own."""
    listed = described[:LISTED_THEMES]
    strongest = strongest_excerpts(
        themes,
        passages,
        submissions,
        numbers=[one["number"] for one in listed],
        most=STRONGEST,
    )
    return tuple(_theme(one, map(_cited, strongest.get(one["number"], ()))) for one in listed)


def _cited(one: Excerpt) -> Cited:
    place = one.place
    return Cited(place.id, place.passage, place.start, place.end, one.text, one.weight)


def _theme(one: Mapping[str, Any], strongest: Iterable[Cited]) -> Theme:
    sizes = one.get("size", {})
    return Theme(
        number=one["number"],
        parent=one.get("parent"),
        label=one["label"],
        terms=tuple((term["term"], float(term["weight"])) for term in one.get("terms", ())),
        submissions=sizes.get("submissions", 0),
        distinct=sizes.get("campaigns", 0),
        passages=sizes.get("passages", 0),
        stances=one.get("stances", {}),
        quotes=tuple(_quote(quote) for quote in one.get("quotes", ())),
        strongest=tuple(strongest),
        assisted=_assisted(one.get("assistant")),
    )


def _quote(quote: Mapping[str, Any]) -> Cited:
    return Cited(
        id=quote["id"],
        passage=quote["passage"],
        start=quote["start"],
        end=quote["end"],
        text=quote["text"],
        stance=quote.get("stance"),
    )


def _assisted(said: Mapping[str, Any] | None) -> Assisted | None:
    if not said:
        return None
    return Assisted(
        model=said["model"],
        label=said.get("label"),
        summary=tuple(
            Sentence(
                text=sentence["sentence"],
                side=sentence.get("side"),
                view=sentence.get("view"),
                evidence=tuple(map(_quote, sentence["passages"])),
            )
            for sentence in said.get("summary", ())
        ),
        stances=said.get("stances", {}),
        judged=said.get("judged", 0),
    )
