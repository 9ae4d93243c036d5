"""Codes as statements of a discourse network: who agrees with which theme.

For is agreement and against is disagreement; mixed is both, as two statements; a passage that says
nothing to its theme states nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

from django.utils.translation import gettext as _

from dabir.chain.coverage import names_its_body
from dabir.formats.discourse import Document, Statement, write_discourse
from dabir.foundation.people.models import Person
from dabir.jobs.codes.qda import BETWEEN
from dabir.stages.calls.models import Call
from dabir.stages.submissions.models import Submission
from dabir.stages.submissions.queries import reads_everything
from dabir.stages.themes.exporting import CodedPassage, coded_submissions, day_of
from dabir.stages.themes.models import Stance

PASSWORD = "dabir"  # noqa: S105 - DNA asks for one; it guards nothing that the file does not show
AGREES = {
    Stance.FOR.value: (True,),
    Stance.AGAINST.value: (False,),
    Stance.MIXED.value: (True, False),
    Stance.NEUTRAL.value: (),
}


def write_as_discourse(path: Path, call: Call, reader: Person) -> int:
    """Write the codes of a call as a DNA database; return how many statements it has."""
    return write_discourse(path, _documents(call, reader), password=PASSWORD)


def _documents(call: Call, reader: Person) -> Iterator[Document]:
    shown = set(
        Submission.objects.filter(call=call, body__isnull=False)
        .filter(*([] if reads_everything(reader, call.group) else [names_its_body()]))
        .values_list("pk", flat=True)
    )
    for submission, passages in coded_submissions(reader, call):
        actor, organisation = _who(submission, organised=submission.pk in shown)
        yield Document(
            title=submission.receipt,
            text=BETWEEN.join(one.words for one in passages) or " ",
            author=actor,
            kind=call.name,
            at=_beginning_of(submission.received_at),
            statements=_statements(passages, actor, organisation),
        )


def _beginning_of(moment: datetime) -> datetime:
    """Return when the day of a moment began: the hour stays with us, as in other forms."""
    return datetime.combine(date.fromisoformat(day_of(moment)), time(), UTC)


def _who(submission: Submission, *, organised: bool) -> tuple[str, str]:
    """Return the actor, named only where that was agreed to, and the organisation or the sector."""
    actor = submission.public_name or _("contributor %(receipt)s") % {"receipt": submission.receipt}
    if organised and submission.body is not None:
        return actor, submission.body.name
    return actor, str(submission.get_sector_display())


def _statements(passages: list[CodedPassage], actor: str, organisation: str) -> list[Statement]:
    found, place = [], 0
    for one in passages:
        end = place + len(one.words)
        found += [
            Statement(place, end, actor, organisation, code.theme.name, agrees)
            for code in one.codes
            for agrees in AGREES[code.stance]
            if end > place
        ]
        place = end + len(BETWEEN)
    return found
