"""Everything that was sent to a call, row by row, to take away; never who sent it.

Rows are read in slices by key, so that memory does not grow with their number and no slice holds
a transaction open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.stages.calls.models import Call
from dabir.stages.submissions.models import Answer, Disposition, Submission
from dabir.stages.submissions.queries.seeing import with_passages

SLICE = 500


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a call's export: facts, then a column a question, a clause, and the rest."""

    facts: tuple[str, ...]
    questions: tuple[tuple[int, str], ...]
    clauses: tuple[tuple[int, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What stands in the first row."""
        asked = (*(name for _key, name in self.questions), *(name for _key, name in self.clauses))
        return (*self.facts, *asked, _("said freely"), _("outcomes"))


def columns_of(call: Call) -> Columns:
    """Return the columns of a call's export, in the reader's language."""
    return Columns(
        facts=(
            _("receipt number"),
            _("received at"),
            _("state"),
            _("road"),
            _("sector"),
            _("province"),
            _("language"),
            _("publication"),
            _("published with the name"),
            _("late"),
        ),
        questions=tuple((one.pk, one.prompt) for one in call.questions.all()),
        clauses=tuple((one.pk, one.label) for one in call.exhibits.all()),
    )


def in_slices(submissions: QuerySet[Submission]) -> Iterator[Submission]:
    """Yield submissions with all that is said in them, the oldest first."""
    after = 0
    while True:
        part = with_passages(submissions).filter(pk__gt=after).order_by("pk")[:SLICE]
        found = list(part)
        yield from found
        if len(found) < SLICE:
            return
        after = found[-1].pk


def _text(answer: Answer, *, everything: bool) -> str:
    """Return an answer's words: whole, or as everybody reads them."""
    if everything:
        return answer.text
    return "\n".join(passage.shown for passage in answer.passages.all())


def _received(submission: Submission, *, everything: bool) -> str:
    """Return the moment; to the public the day alone, since logs may tell who sent it then."""
    if everything:
        return submission.received_at.isoformat(timespec="seconds")
    return timezone.localdate(submission.received_at).isoformat()


def row_of(submission: Submission, columns: Columns, *, everything: bool) -> list[str]:
    """Return a submission as a row; without `everything`, as the public reads it."""
    answers: Sequence[Answer] = list(submission.answers.all())

    def said(**where: Any) -> str:
        found = [
            _text(one, everything=everything)
            for one in answers
            if all(getattr(one, name) == value for name, value in where.items())
        ]
        return "\n\n".join(text for text in found if text)

    facts = [
        submission.receipt,
        _received(submission, everything=everything),
        submission.state,
        submission.road if everything else "",
        submission.sector,
        submission.province if everything else "",
        submission.language,
        submission.publication,
        submission.public_name,
        "1" if everything and submission.late else "",
    ]
    return [
        *facts,
        *(said(question_id=key) for key, _name in columns.questions),
        *(said(exhibit_id=key, question_id=None) for key, _name in columns.clauses),
        said(question_id=None, exhibit_id=None),
        "\n".join(_outcomes(answers, told=not everything)),
    ]


def _holding(passage: Any, *, told: bool) -> Disposition | None:
    holding: list[Disposition] = passage.holding
    found = holding[0] if holding else None
    return None if found is None or (told and found.told_at is None) else found


def _outcomes(answers: Sequence[Answer], *, told: bool) -> list[str]:
    found: dict[str, None] = {}
    for answer in answers:
        for passage in answer.passages.all():
            disposition = _holding(passage, told=told)
            if disposition is not None:
                found[f"{disposition.get_outcome_display()}: {disposition.reason}"] = None
    return list(found)


def object_of(submission: Submission, *, everything: bool) -> dict[str, Any]:
    """Return a submission with its passages, as plain JSON values."""
    return {
        "receipt": submission.receipt,
        "received_at": (
            submission.received_at.isoformat()
            if everything
            else _received(submission, everything=False)
        ),
        "state": submission.state,
        "sector": submission.sector,
        "province": submission.province if everything else "",
        "language": submission.language,
        "publication": submission.publication,
        "name": submission.public_name,
        **(
            {"road": submission.road, "late": submission.late, "sha256": submission.sha256}
            if everything
            else {}
        ),
        "answers": [
            {
                "question": str(one.question.address_id) if one.question else None,
                "clause": str(one.exhibit.uid) if one.exhibit else None,
                "range": (
                    [one.range_language, one.start, one.end] if one.start is not None else None
                ),
                "item": one.item,
                "part": one.part,
                "passages": [
                    _passage(passage, everything=everything) for passage in one.passages.all()
                ],
                **({"text": one.text} if everything else {}),
            }
            for one in submission.answers.all()
        ],
    }


def _passage(passage: Any, *, everything: bool) -> dict[str, Any]:
    disposition = _holding(passage, told=not everything)
    return {
        "id": str(passage.address_id),
        "text": passage.text if everything else passage.shown,
        "outcome": disposition.outcome if disposition else None,
        "reason": disposition.reason if disposition else None,
    }
