"""Making passages from answers, many at once, with their addresses and links.

A submission may have hundreds of passages and an import many thousands of submissions, so rows are
made in bulk. Used within acts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from dabir.domain.language.passages import Span, cut_passages
from dabir.domain.language.search_key import search_key
from dabir.foundation.people.models import Person
from dabir.foundation.trace.models import Address, Addressable, Link, Relation
from dabir.stages.submissions.models import Answer, Passage, Redaction, Submission

LEFT_OUT = "[…]"
"""What stands in a passage for a redacted stretch."""


def without(text: str, stretches: Iterable[tuple[int, int]]) -> str:
    """Return text with each stretch replaced by a mark; stretches that touch leave one mark."""
    merged: list[list[int]] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    for start, end in reversed(merged):
        text = text[:start] + LEFT_OUT + text[end:]
    return text


def show(passage: Passage) -> None:
    """Work out anew what everybody reads of a passage, and save it."""
    holding = Redaction.objects.filter(passage=passage, lifted_at__isnull=True)
    passage.shown = without(passage.text, holding.values_list("start", "end"))
    passage.shown_key = search_key(passage.shown)
    passage.save(update_fields=["shown", "shown_key"])


def cut_answers(
    submission: Submission,
    answers: Sequence[Answer],
    *,
    by: Person | None,
    at: datetime,
    spans: Mapping[int, Sequence[Span]] | None = None,
    first: int = 0,
) -> list[Passage]:
    """Cut answers into passages, each linked from what it answers; `spans` are by answer id.

    Passages are as confidential as their submission. `first` is the number of the first one.
    """
    cuts = [
        (answer, span)
        for answer in answers
        for span in (spans or {}).get(answer.pk) or _spans_of(answer)
    ]
    address = submission.address
    addresses = Address.objects.bulk_create(
        Address(
            kind=Passage.KIND,
            group_id=address.group_id,
            confidentiality=address.confidentiality,
        )
        for _cut in cuts
    )
    bodies = list(address.bodies.all())
    Address.bodies.through.objects.bulk_create(
        Address.bodies.through(address=own, body=body) for own in addresses for body in bodies
    )
    passages = Passage.objects.bulk_create(
        _passage(submission, answer, span, order, own)
        for order, ((answer, span), own) in enumerate(
            zip(cuts, addresses, strict=True), start=first
        )
    )
    Link.objects.bulk_create(
        Link(
            source_id=_answered(submission, passage.answer).address_id,
            target_id=passage.address_id,
            relation=Relation.ANSWERS,
            by=by,
            at=at,
        )
        for passage in passages
    )
    return passages


def _spans_of(answer: Answer) -> Sequence[Span]:
    """Proposed wording is one passage, whatever its length: it is taken or not as it stands."""
    if answer.part == Answer.Part.WORDING:
        return [Span(0, len(answer.text))]
    return cut_passages(answer.text)


def _passage(
    submission: Submission, answer: Answer, span: Span, order: int, address: Address
) -> Passage:
    text = answer.text[span.start : span.end]
    key = search_key(text)
    return Passage(
        address=address,
        submission=submission,
        answer=answer,
        order=order,
        start=span.start,
        end=span.end,
        text=text,
        shown=text,
        text_key=key,
        shown_key=key,
    )


def _answered(submission: Submission, answer: Answer) -> Addressable:
    """What a passage answers: the question, the clause under consultation, or the call itself."""
    return answer.question or answer.exhibit or submission.call
