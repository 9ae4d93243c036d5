"""A passage with what is proposed to be left out of it, as the page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from dabir.domain.language.personal_data import SURE
from dabir.stages.submissions.models import Passage, Redaction, RedactionProposal


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a passage: plain, left out already (`ground`), or proposed (`proposal`)."""

    text: str
    ground: str = ""
    proposal: RedactionProposal | None = None


@dataclass(frozen=True)
class Proposed:
    """A proposal with its words and whether it is sure."""

    proposal: RedactionProposal
    words: str

    @property
    def sure(self) -> bool:
        """Whether it need not be read again."""
        return self.proposal.confidence >= SURE


@dataclass(frozen=True)
class Examined:
    """A passage with its proposals: those that wait, and those that were dismissed."""

    passage: Passage
    redactions: Sequence[Redaction]
    proposals: Sequence[RedactionProposal]

    @cached_property
    def waiting(self) -> list[Proposed]:
        """What waits to be decided, in order."""
        return self._of(RedactionProposal.State.PROPOSED)

    @cached_property
    def dismissed(self) -> list[Proposed]:
        """What was proposed and stays readable."""
        return self._of(RedactionProposal.State.DISMISSED)

    def _of(self, state: RedactionProposal.State) -> list[Proposed]:
        text = self.passage.text
        return [
            Proposed(one, text[one.start : one.end]) for one in self.proposals if one.state == state
        ]

    @property
    def stretches(self) -> list[Stretch]:
        """The whole passage, in pieces."""
        text = self.passage.text
        marks: list[tuple[str, RedactionProposal | None]] = [("", None)] * len(text)
        for one in self.waiting:
            for at in range(one.proposal.start, min(one.proposal.end, len(text))):
                marks[at] = ("", one.proposal)
        for redaction in self.redactions:
            for at in range(redaction.start, min(redaction.end, len(text))):
                marks[at] = (str(redaction.get_ground_display()), None)
        return list(_grouped(text, marks))


def _grouped(text: str, marks: Sequence[tuple[str, RedactionProposal | None]]) -> Iterable[Stretch]:
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or marks[at] != marks[start]:
            yield Stretch(text[start:at], *marks[start])
            start = at
