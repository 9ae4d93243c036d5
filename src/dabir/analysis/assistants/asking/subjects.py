"""A theme as it is asked about: its words, and passages without what is personal in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from dabir.analysis.assistants.asking.masking import Sent, masked
from dabir.analysis.engines import Parts
from dabir.analysis.excerpts import Excerpt, copies_of, stances_of, strongest_excerpts
from dabir.domain.language.detection import detect_language

PASSAGES = 24
_LANGUAGES = {"fa": "Persian", "ar": "Arabic", "en": "English"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something a model said that was not let in, and why. ``said`` is what it said."""

    theme: int
    question: str
    reason: str
    said: str

    def as_told(self) -> dict[str, str | int]:
        """Return it as assistant.json holds it."""
        return {
            "theme": self.theme,
            "question": self.question,
            "reason": self.reason,
            "said": self.said,
        }


@dataclass(frozen=True, slots=True)
class Subject:
    """A theme with the passages that are sent of it. ``stances`` counts submissions."""

    number: int
    label: str
    terms: tuple[str, ...]
    size: int
    stances: Mapping[str, int]
    sent: tuple[Sent, ...]

    @property
    def by_number(self) -> Mapping[int, Sent]:
        """The passages by the numbers under which they are sent."""
        return {one.number: one for one in self.sent}

    @property
    def language(self) -> str:
        """In which language a model should write of it."""
        found = Counter(detect_language(one.masked) for one in self.sent)
        codes = sorted(found, key=lambda code: (-found[code], code))
        return next((_LANGUAGES[code] for code in codes if code in _LANGUAGES), "English")


def read_subjects(
    described: Sequence[Mapping[str, Any]], folder: Path, submissions: Parts
) -> list[Subject]:
    """Return the themes with passages, the largest first.

    A theme that has none of its own, for it only holds others together, has some of each of those.
    """
    excerpts = strongest_excerpts(
        folder / "themes.parquet",
        folder / "passages.parquet",
        submissions,
        numbers=[one["number"] for one in described],
        most=PASSAGES,
    )
    excerpts |= _of_children(described, excerpts)
    ids = {one.place.id for found in excerpts.values() for one in found}
    copies = copies_of(folder / "duplicates.parquet", ids)
    stances = stances_of(submissions, ids)
    subjects = [
        Subject(
            number=one["number"],
            label=one["label"],
            terms=tuple(term["term"] for term in one.get("terms", ())),
            size=one.get("size", {}).get("submissions", 0),
            stances=one.get("stances") or {},
            sent=tuple(
                Sent(
                    number=place,
                    place=excerpt.place,
                    text=excerpt.text,
                    masked=masked(excerpt.text),
                    times=copies.get(excerpt.place.id, 1),
                    stance=stances.get(excerpt.place.id),
                )
                for place, excerpt in enumerate(excerpts.get(one["number"], ()), 1)
            ),
        )
        for one in described
    ]
    subjects = [one for one in subjects if one.sent]
    return sorted(subjects, key=lambda one: (-one.size, one.number))


def _of_children(
    described: Sequence[Mapping[str, Any]], excerpts: Mapping[int, list[Excerpt]]
) -> dict[int, list[Excerpt]]:
    """Return for themes without passages those of their children, of each the strongest first."""
    children: dict[int, list[list[Excerpt]]] = {}
    for one in described:
        if one.get("parent") is not None:
            children.setdefault(one["parent"], []).append(excerpts.get(one["number"], []))
    return {
        parent: [one for row in zip_longest(*found) for one in row if one is not None][:PASSAGES]
        for parent, found in children.items()
        if not excerpts.get(parent)
    }


def as_data(passages: Sequence[Sent], **more: object) -> dict[str, Any]:
    """Return passages as they are sent: number and masked text, and whatever goes with them."""
    given = [{"number": one.number, "text": one.masked} for one in passages]
    return {**more, "passages": given}
