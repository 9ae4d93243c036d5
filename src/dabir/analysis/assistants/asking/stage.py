"""The stage that asks a language model about the themes of a run."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from dabir.analysis.assistants.asking.labels import ask_labels
from dabir.analysis.assistants.asking.stances import UNCLEAR, Judged, ask_stances
from dabir.analysis.assistants.asking.subjects import Refusal, Subject, read_subjects
from dabir.analysis.assistants.asking.summaries import Claim, Side, ask_summaries, sides_of
from dabir.analysis.assistants.endpoint import Asker
from dabir.analysis.engines import Parts
from dabir.analysis.errors import RunError
from dabir.analysis.runs.watching import Unwatched, Watch
from dabir.analysis.runs.writing import write_json, write_rows

VERSION = 1
"""Goes up when the same answers would be let in otherwise."""

STANCES = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("passage", pa.int32(), nullable=False),
        pa.field("theme", pa.int32(), nullable=False),
        pa.field("stance", pa.string(), nullable=False),  # unclear where it does not show
        pa.field("start", pa.int32()),  # of the words that show it, in the submission
        pa.field("end", pa.int32()),
        pa.field("model", pa.string(), nullable=False),
    ]
)
"""What a model says of the stances of some passages: those that are most about their themes."""


def ask_about_themes(
    folder: Path, *, submissions: Parts, asker: Asker, watch: Watch | None = None
) -> dict[str, Any]:
    """Ask for labels, stances and summaries; return what was counted.

    Adds ``assistant`` to themes.json and to its themes, and writes assistant.json (what was
    refused) and assistant-stances.parquet. Raises RunError where the model cannot be asked, or
    answers nothing at all.
    """
    watch = watch or Unwatched()
    file = folder / "themes.json"
    told = json.loads(file.read_text(encoding="utf-8"))
    subjects = read_subjects(told["themes"], folder, submissions)
    watch.begin("language model", 3)
    labels, refusals = ask_labels(subjects, asker)
    watch.advance()
    leaves = _leaves(subjects, told["themes"])
    judged, unshown = ask_stances(leaves, labels, asker)
    watch.advance()
    sides = [side for one in leaves for side in _sides(one, judged)]
    claims, unfounded = ask_summaries(sides, labels, asker)
    watch.advance()
    refusals += unshown + unfounded
    _require_an_answer(asker, refusals)
    model = asker.endpoint.model
    themes = [_described(one, model, labels, judged, claims) for one in told["themes"]]
    write_rows(folder / "assistant-stances.parquet", STANCES, _rows(judged, model), keep=True)
    counted = {
        "model": model,
        "host": asker.endpoint.host,
        "calls": asker.counts.calls,
        "kept_from_before": asker.counts.kept,
        "unanswered": asker.counts.unanswered,
        "left_out_for_want_of_calls": asker.counts.left_out,
        "labels": len(labels),
        "stances": len(judged),
        "sentences": len(claims),
        "refused": len(refusals),
    }
    listed = [one.as_told() for one in refusals]
    write_json(folder / "assistant.json", {**counted, "refusals": listed})
    write_json(file, {**told, "assistant": {"model": model, "version": VERSION}, "themes": themes})
    return counted


def _require_an_answer(asker: Asker, refusals: Sequence[Refusal]) -> None:
    asked = asker.counts
    if (asked.unanswered or asked.left_out) and not (asked.answered or asked.kept):
        raise RunError(
            f"The language model answered none of {asked.unanswered + asked.left_out} questions: "
            f"{refusals[0].reason} What is finished stays; run the same command again later, with "
            "more --endpoint-calls if they are used up."
        )


def open_questions(counted: Mapping[str, Any]) -> int:
    """Return how many questions a stage that counted this left open."""
    return sum(counted.get(name, 0) for name in ("unanswered", "left_out_for_want_of_calls"))


def _leaves(subjects: Sequence[Subject], described: Sequence[Mapping[str, Any]]) -> list[Subject]:
    parents = {one.get("parent") for one in described}
    return [one for one in subjects if one.number not in parents]


def _sides(subject: Subject, judged: Sequence[Judged]) -> list[Side]:
    """Return the sides of a theme. What came with the input goes before what the model says."""
    own = [one for one in judged if one.theme == subject.number]
    stances = {one.sent.number: one.stance for one in own}
    stances |= {one.number: one.stance for one in subject.sent if one.stance}
    counted: Counter[str] = Counter(dict(subject.stances))
    if not counted.total():
        for one in own:
            counted[one.stance] += one.sent.times
    return sides_of(subject, stances, counted)


def _described(
    theme: Mapping[str, Any],
    model: str,
    labels: Mapping[int, str],
    judged: Sequence[Judged],
    claims: Sequence[Claim],
) -> dict[str, Any]:
    """Return a theme with what the model said of it, under a key of its own."""
    number = theme["number"]
    own = [one for one in judged if one.theme == number]
    said = [one.as_told() for one in claims if one.side.subject.number == number]
    bare = {key: value for key, value in theme.items() if key != "assistant"}
    if number not in labels and not own and not said:
        return bare
    stances = Counter(one.stance for one in own)
    return {
        **bare,
        "assistant": {
            "model": model,
            "label": labels.get(number),
            "summary": said,
            "stances": dict(sorted(stances.items(), key=lambda one: (one[0] == UNCLEAR, one[0]))),
            "judged": len(own),
        },
    }


def _rows(judged: Sequence[Judged], model: str) -> list[pa.RecordBatch]:
    rows = [
        {
            "id": one.sent.place.id,
            "passage": one.sent.place.passage,
            "theme": one.theme,
            "stance": one.stance,
            "start": one.quoted.start if one.quoted else None,
            "end": one.quoted.end if one.quoted else None,
            "model": model,
        }
        for one in judged
    ]
    return [pa.RecordBatch.from_pylist(rows, STANCES)]
