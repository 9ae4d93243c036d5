"""What the demonstration has made so far, found by the keys of its content files."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dabir.foundation.letters.models import Letter
from dabir.foundation.people.models import Body, Group, Person
from dabir.stages.calls.models import Call, Question
from dabir.stages.decisions.models import Decision, Meeting, Submittal
from dabir.stages.issuances.models import Demand, Issuance
from dabir.stages.mandates.models import Axis, Clause, Duty, Mandate
from dabir.stages.positions.models import Actor, Issue, Round
from dabir.stages.submissions.models import Passage, Submission
from dabir.stages.texts.models import Amendment, Text, UpstreamClause, Version
from dabir.stages.themes.models import Consideration, Dimension, Theme

CONTENT = Path(__file__).parent / "content"
ZONE = ZoneInfo("Asia/Tehran")
NOON = time(12, 0)


@cache
def _content(name: str) -> dict[str, Any]:
    """Read a content file once: some are asked for with every submission."""
    return tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))


@dataclass(slots=True)
class World:
    """Everything by its key. Later loaders read what earlier ones put here.

    `passages` holds a submission's passages in order; `clauses` and `duties` are by the path of
    the mandate's clause; `secrets` holds follow-up secrets, for the demonstration only.
    """

    bodies: dict[str, Body] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    mandates: dict[str, Mandate] = field(default_factory=dict)
    clauses: dict[str, Clause] = field(default_factory=dict)
    axes: dict[str, Axis] = field(default_factory=dict)
    duties: dict[str, Duty] = field(default_factory=dict)
    calls: dict[str, Call] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    submissions: dict[str, Submission] = field(default_factory=dict)
    passages: dict[str, list[Passage]] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    dimensions: dict[str, Dimension] = field(default_factory=dict)
    considerations: dict[str, Consideration] = field(default_factory=dict)
    rounds: dict[str, Round] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    issues: dict[str, Issue] = field(default_factory=dict)
    texts: dict[str, Text] = field(default_factory=dict)
    versions: dict[str, Version] = field(default_factory=dict)
    clause_uids: dict[str, Any] = field(default_factory=dict)
    amendments: dict[str, Amendment] = field(default_factory=dict)
    upstream: dict[str, UpstreamClause] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    submittals: dict[str, Submittal] = field(default_factory=dict)
    issuances: dict[str, Issuance] = field(default_factory=dict)
    demands: dict[str, Demand] = field(default_factory=dict)
    letters: dict[str, Letter] = field(default_factory=dict)

    @property
    def secretary(self) -> Person:
        """The secretary, who does most of what is done."""
        return self.persons["secretary"]

    @property
    def group(self) -> Group:
        """The working group itself."""
        return next(group for group in self.groups.values() if group.parent_id is None)

    def content(self, name: str) -> dict[str, Any]:
        """Return a TOML content file as it stands, to be read and not written to."""
        return _content(name)

    def lines(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield the records of a JSON Lines content file."""
        with (CONTENT / name).open(encoding="utf-8") as file:
            for line in file:
                if line.strip():
                    yield json.loads(line)

    def document(self, name: str) -> bytes:
        """Return a content document byte for byte."""
        return (CONTENT / name).read_bytes()

    def at(self, when: str | date | datetime) -> datetime:
        """Return an instant from an ISO day (noon in Tehran) or an ISO instant."""
        if isinstance(when, str):
            when = datetime.fromisoformat(when) if "T" in when else date.fromisoformat(when)
        if not isinstance(when, datetime):
            when = datetime.combine(when, NOON, tzinfo=ZONE)
        if when.tzinfo is None:
            when = when.replace(tzinfo=ZONE)
        return when.astimezone(UTC)
