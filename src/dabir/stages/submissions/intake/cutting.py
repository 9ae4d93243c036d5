"""Making passages from answers, many at once, with their addresses and links.

A submission may have hundreds of passages and an import many thousands of submissions, so rows are
made in bulk. Used within acts.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dabir.domain.language.passages import Span, cut_passages
from dabir.domain.language.search_key import search_key
from dabir.foundation.inserting import insert_rows
from dabir.foundation.people.models import Person
from dabir.foundation.trace.models import Address, Addressable, Link, Relation, new_id
from dabir.stages.calls.models import Call, Exhibit, Question
from dabir.stages.submissions.intake.indexing import index_submissions
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
    index_submissions([passage.submission_id])


@dataclass(frozen=True, slots=True)
class Cut:
    """A passage that is to be made: what it says, of which answer, and what that answers.

    `address` has the group, the confidentiality and the bodies that the passage shares with its
    submission; `answered` is the address of the question, the exhibit or the call.
    """

    submission: int
    answer: int
    order: int
    span: Span
    text: str
    key: str
    answered: uuid.UUID
    address: Address
    bodies: tuple[int, ...] = ()


def write_passages(cuts: Sequence[Cut], *, by: Person | None, at: datetime) -> None:
    """Make passages with their addresses and links, however many, in a handful of queries."""
    addresses = [new_id() for _cut in cuts]
    pairs = list(zip(addresses, cuts, strict=True))
    insert_rows(
        Address,
        ("id", "kind", "group_id", "confidentiality"),
        [
            (address, Passage.KIND, cut.address.group_id, cut.address.confidentiality)
            for address, cut in pairs
        ],
    )
    shown = [(address, body) for address, cut in pairs for body in cut.bodies]
    if shown:
        insert_rows(Address.bodies.through, ("address_id", "body_id"), shown)
    insert_rows(
        Passage,
        (
            "address_id",
            "submission_id",
            "answer_id",
            "order",
            "start",
            "end",
            "text",
            "shown",
            "text_key",
            "shown_key",
        ),
        [
            (
                address,
                cut.submission,
                cut.answer,
                cut.order,
                cut.span.start,
                cut.span.end,
                cut.text,
                cut.text,
                cut.key,
                cut.key,
            )
            for address, cut in pairs
        ],
    )
    insert_rows(
        Link,
        ("source_id", "target_id", "relation", "by_id", "at"),
        [
            (cut.answered, address, Relation.ANSWERS.value, by.pk if by else None, at)
            for address, cut in pairs
        ],
    )


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
    places = [
        (answer, span)
        for answer in answers
        for span in (spans or {}).get(answer.pk) or spans_of(answer.text, answer.part)
    ]
    address = submission.address
    bodies = tuple(address.bodies.values_list("pk", flat=True))
    cuts = []
    for order, (answer, span) in enumerate(places, start=first):
        text = answer.text[span.start : span.end]
        answered = answered_by(submission.call, answer.question, answer.exhibit).address_id
        cuts.append(
            Cut(
                submission.pk,
                answer.pk,
                order,
                span,
                text,
                search_key(text),
                answered,
                address,
                bodies,
            )
        )
    write_passages(cuts, by=by, at=at)
    return list(submission.passages.filter(order__gte=first).order_by("order"))


def spans_of(text: str, part: str) -> Sequence[Span]:
    """Return the passages of an answer.

    Proposed wording is one passage, whatever its length: it is taken or not as it stands.
    """
    if part == Answer.Part.WORDING:
        return [Span(0, len(text))]
    return cut_passages(text)


def answered_by(call: Call, question: Question | None, exhibit: Exhibit | None) -> Addressable:
    """Return what is answered: the question, the clause under consultation, or the call itself."""
    return question or exhibit or call
