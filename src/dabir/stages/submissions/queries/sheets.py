"""Comment sheets: those that came, and what was said and answered, row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from dabir.formats.comment_sheets import Cells
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.queries import seen_by
from dabir.stages.calls.models import Call
from dabir.stages.submissions.models import Answer, Disposition, Passage, ReceivedSheet, Submission
from dabir.stages.submissions.queries.seeing import STANDING, visible_to


def sheets_visible_to(reader: Reader) -> QuerySet[ReceivedSheet]:
    """Return the comment sheets the reader may see: as confidential as the file itself."""
    return ReceivedSheet.objects.filter(seen_by(reader, "original__address__")).select_related(
        "call__group", "original__address", "original__key", "submission"
    )


def said_on_clauses(reader: Reader, call: Call) -> dict[int, list[Cells]]:
    """Return what the reader may see of all that was said on a call's clauses, by their keys.

    With the answers, told or not: for the secretariat's own sheet.
    """
    seen = visible_to(reader).filter(call=call, state__in=STANDING)
    answers = Answer.objects.filter(submission__in=seen.values("pk"))
    return _rows(answers, Q(current=True), receipts=True)


def said_in(submission: Submission) -> dict[int, list[Cells]]:
    """Return what one submission said on each clause, with the answers that were told."""
    answers = Answer.objects.filter(submission=submission)
    return _rows(answers, Q(current=True, told_at__isnull=False), receipts=False)


def _rows(answers: QuerySet[Answer], holding: Q, *, receipts: bool) -> dict[int, list[Cells]]:
    """Put the parts of each comment into one row, in the order in which they came."""
    passages = Passage.objects.order_by("order").prefetch_related(
        Prefetch("dispositions", Disposition.objects.filter(holding), to_attr="holding")
    )
    found = (
        answers.filter(exhibit__isnull=False)
        .exclude(text="")
        .select_related("submission", "exhibit")
        .prefetch_related(Prefetch("passages", passages))
        .order_by("submission", "order")
    )
    together: dict[tuple[int, int, int], list[Answer]] = defaultdict(list)
    for answer in found:
        # What has no number of its own is a row by itself.
        number = answer.item if answer.item is not None else -answer.pk
        together[answer.submission_id, answer.exhibit_id or 0, number].append(answer)
    rows: dict[int, list[Cells]] = defaultdict(list)
    for (_submission, exhibit, _number), parts in together.items():
        rows[exhibit].append(_row(parts, receipts=receipts))
    return rows


def _row(parts: Sequence[Answer], *, receipts: bool) -> Cells:
    said: Mapping[str, str] = {part.part: part.text for part in parts}
    first = parts[0]
    quote = ""
    if first.exhibit is not None and first.start is not None:
        quote = first.exhibit.texts.get(first.range_language, "")[first.start : first.end]
    answers: dict[str, None] = {}
    for part in parts:
        passages: Iterable[Any] = part.passages.all()  # with `holding`, as loaded above
        for passage in passages:
            for disposition in passage.holding:
                answers[f"{disposition.get_outcome_display()}: {disposition.reason}"] = None
    return Cells(
        quote=quote,
        comment=said.get(Answer.Part.COMMENT, ""),
        wording=said.get(Answer.Part.WORDING, ""),
        reason=said.get(Answer.Part.REASON, ""),
        answer="\n".join(answers),
        receipt=first.submission.receipt if receipts else "",
    )
