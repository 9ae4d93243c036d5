"""Writing prepared submissions, however many: a handful of queries, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from dabir.foundation.files.keeping import Sealable, keep_originals
from dabir.foundation.files.models import ErasableKey
from dabir.foundation.inserting import insert_items, insert_rows, reserve
from dabir.foundation.people.models import Person
from dabir.foundation.trace.models import Address, Confidentiality, Link, Relation, new_id
from dabir.stages.calls.policy import is_late
from dabir.stages.submissions.codes import digest_of
from dabir.stages.submissions.consents import WORDING
from dabir.stages.submissions.intake.cutting import Cut, answered_by, write_passages
from dabir.stages.submissions.intake.preparing import Prepared
from dabir.stages.submissions.models import Answer, Attachment, Consent, Identity, Submission

Publication = Submission.Publication

Pairs = Sequence[tuple[Submission, Prepared]]


def store(prepared: Sequence[Prepared], *, by: Person | None, at: datetime) -> list[Submission]:
    """Write submissions with all that belongs to them; return them in the same order."""
    keys = reserve(ErasableKey, len(prepared))
    insert_rows(
        ErasableKey,
        ("id", "wrapped", "made_at"),
        [(key, one.wrapped, at) for key, one in zip(keys, prepared, strict=True)],
    )
    files = _keep_files(prepared, keys, at)
    pks = reserve(Submission, len(prepared))
    pairs = [
        (_submission(one, pk, key, original), one)
        for one, pk, key, (original, _attached) in zip(prepared, pks, keys, files, strict=True)
    ]
    _write_addresses(pairs)
    submissions = [submission for submission, _one in pairs]
    insert_items(submissions)
    insert_rows(
        Identity,
        ("submission_id", "sealed"),
        [(submission.pk, one.identity) for submission, one in pairs],
    )
    insert_rows(
        Consent,
        ("submission_id", "purpose", "given", "wording", "at"),
        [row for submission, one in pairs for row in _consents(submission, one)],
    )
    insert_rows(
        Link,
        ("source_id", "target_id", "relation", "by_id", "at"),
        [
            (
                one.incoming.call.address_id,
                submission.address_id,
                Relation.ANSWERS.value,
                by.pk if by else None,
                at,
            )
            for submission, one in pairs
        ],
    )
    _write_answers(pairs, [attached for _original, attached in files], by=by, at=at)
    return submissions


def _keep_files(
    prepared: Sequence[Prepared], keys: Sequence[int], at: datetime
) -> list[tuple[int | None, list[int]]]:
    """Keep what came under neutral names; return, for each, its original and those of its files."""
    sealables: list[Sealable] = []
    for one, key in zip(prepared, keys, strict=True):
        group = one.incoming.call.group_id
        if one.original is not None:
            given = one.incoming.original is not None
            ending = one.incoming.original_ending if given else "json"
            media_type = one.incoming.original_type if given else "application/json"
            name = f"{one.receipt}.{ending}"
            sealables.append(Sealable(one.original, name, media_type, group, key, one.wrapped))
        for number, file in enumerate(one.incoming.content.files, start=1):
            sealables.append(
                Sealable(
                    file.data,
                    f"{one.receipt}-{number}.{file.format}",
                    file.media_type,
                    group,
                    key,
                    one.wrapped,
                    file.path,
                )
            )
    kept = iter(keep_originals(sealables, at=at) if sealables else ())
    return [
        (
            next(kept) if one.original is not None else None,
            [next(kept) for _file in one.incoming.content.files],
        )
        for one in prepared
    ]


_COLUMNS = [field.attname for field in Submission._meta.concrete_fields]
_DEFAULTS = {field.attname: field.get_default() for field in Submission._meta.concrete_fields}


def _submission(one: Prepared, pk: int, key: int, original: int | None) -> Submission:
    incoming, content = one.incoming, one.incoming.content
    named = content.publication == Publication.NAMED
    level = Confidentiality.BODIES if incoming.official else Confidentiality.SECRETARIAT
    body, invitation, letter = incoming.body, incoming.invitation, incoming.letter
    address = Address(
        id=new_id(),
        kind=Submission.KIND,
        group_id=incoming.call.group_id,
        confidentiality=level.value,
    )
    values = {
        **_DEFAULTS,
        "id": pk,
        "address_id": address.pk,
        "call_id": incoming.call.pk,
        "receipt": one.receipt,
        "secret_digest": digest_of(one.secret),
        "key_id": key,
        "road": Submission.Road(incoming.road).value,
        "sector": content.sector,
        "invitation_id": invitation.pk if invitation else None,
        "body_id": body.pk if body and (incoming.official or named) else None,
        "official": incoming.official,
        "letter_id": letter.pk if letter else None,
        "province": content.province,
        "language": content.language,
        "publication": content.publication,
        "public_name": one.contributor.named[:200] if named else "",
        "received_at": incoming.received_at,
        "late": is_late(incoming.call, incoming.received_at),
        "sha256": one.sha256,
        "original_id": original,
        "once": incoming.once,
    }
    # In the order of the columns: by name, each would be looked up among the relations.
    submission = Submission(*[values[column] for column in _COLUMNS])
    submission.address, submission.call = address, incoming.call
    return submission


def _write_addresses(pairs: Pairs) -> None:
    insert_items([submission.address for submission, _one in pairs])
    shown = [(submission.address_id, body) for submission, one in pairs for body in _shown_to(one)]
    if shown:
        insert_rows(Address.bodies.through, ("address_id", "body_id"), shown)


def _shown_to(one: Prepared) -> tuple[int, ...]:
    body = one.incoming.body
    return (body.pk,) if one.incoming.official and body is not None else ()


def _consents(submission: Submission, one: Prepared) -> Iterator[tuple[Any, ...]]:
    given = one.incoming.content.consents
    for purpose in Consent.Purpose:
        if one.incoming.asked or purpose in given:
            yield (submission.pk, purpose.value, purpose in given, WORDING, submission.received_at)


def _write_answers(
    pairs: Pairs, attached: Sequence[Sequence[int]], *, by: Person | None, at: datetime
) -> None:
    """Write what was said, what was read from files, and the passages of both."""
    attachments = reserve(Attachment, sum(map(len, attached)))
    places = iter(attachments)
    by_file = [[next(places) for _original in originals] for originals in attached]
    insert_rows(
        Attachment,
        ("id", "submission_id", "original_id"),
        [
            (place, submission.pk, original)
            for (submission, _one), own, originals in zip(pairs, by_file, attached, strict=True)
            for place, original in zip(own, originals, strict=True)
        ],
    )
    keys = iter(reserve(Answer, sum(len(one.said) for _submission, one in pairs)))
    rows: list[tuple[Any, ...]] = []
    cuts: list[Cut] = []
    for (submission, one), own in zip(pairs, by_file, strict=True):
        numbers = count()
        for order, said in enumerate(one.said):
            key, answer = next(keys), said.answer
            rows.append(
                (
                    key,
                    submission.pk,
                    answer.question.pk if answer.question else None,
                    answer.exhibit.pk if answer.exhibit else None,
                    None if said.file is None else own[said.file],
                    order,
                    answer.item,
                    answer.part,
                    answer.start,
                    answer.end,
                    answer.range_language,
                    answer.text,
                    said.verified,
                )
            )
            answered = answered_by(one.incoming.call, answer.question, answer.exhibit)
            cuts += [
                Cut(
                    submission.pk,
                    key,
                    next(numbers),
                    piece.span,
                    piece.text,
                    piece.key,
                    answered.address_id,
                    submission.address,
                    _shown_to(one),
                )
                for piece in said.pieces
            ]
    insert_rows(
        Answer,
        (
            "id",
            "submission_id",
            "question_id",
            "exhibit_id",
            "attachment_id",
            "order",
            "item",
            "part",
            "start",
            "end",
            "range_language",
            "text",
            "verified",
        ),
        rows,
    )
    write_passages(cuts, by=by, at=at)
