"""Looking through passages for personal data: what is found becomes proposals, in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.crypto import salted_hmac

from dabir.domain.language.personal_data import (
    WORTH_PROPOSING,
    Finding,
    Own,
    comparable,
    find_own_data,
    find_personal_data,
    without_overlaps,
)
from dabir.stages.submissions.identities import Sealed, unsealed_of
from dabir.stages.submissions.models import Passage, Redaction, RedactionProposal, Submission


def digest_of_words(call: int, words: str) -> str:
    """Return a keyed digest of a datum, the same however it was typed; apart for each call."""
    return salted_hmac(
        "dabir.submissions.dismissed", f"{call}:{comparable(words)}", algorithm="sha256"
    ).hexdigest()


def own_data(submission: Submission, sealed: Sealed | None) -> Own | None:
    """Return what the contributor gave of themselves, to be compared by the machine alone."""
    if sealed is None:
        return None
    given = sealed.contributor
    return Own(
        name=given.name,
        email=given.email,
        organisation=given.organisation,
        phone=given.phone,
        named=submission.publication == Submission.Publication.NAMED,
    )


def found_in(text: str, own: Own | None) -> list[Finding]:
    """Return what is worth proposing to leave out of a text."""
    found = find_personal_data(text)
    if own is not None:
        found = without_overlaps([*found, *find_own_data(text, own)])
    return [one for one in found if one.confidence >= WORTH_PROPOSING]


def proposals_for(submissions: Sequence[Submission]) -> list[RedactionProposal]:
    """Return proposals, unsaved, for submissions of one call: what was dismissed is not among them.

    Nor is what is left out already.
    """
    by_pk = {submission.pk: submission for submission in submissions}
    sealed = unsealed_of(submissions)
    owns = {pk: own_data(one, sealed.get(pk)) for pk, one in by_pk.items()}
    passages = list(Passage.objects.filter(submission__in=by_pk).order_by("pk"))
    covered = _covered(passages)
    made = [
        _proposal(by_pk[passage.submission_id], passage, one)
        for passage in passages
        for one in found_in(passage.text, owns[passage.submission_id])
        if not any(
            start <= one.start and one.end <= end for start, end in covered.get(passage.pk, ())
        )
    ]
    dismissed = _dismissed(submissions[0].call_id, {one.digest for one in made}) if made else set()
    return [one for one in made if one.digest not in dismissed]


def _proposal(submission: Submission, passage: Passage, one: Finding) -> RedactionProposal:
    return RedactionProposal(
        call_id=submission.call_id,
        submission=submission,
        passage=passage,
        start=one.start,
        end=one.end,
        kind=one.kind.value,
        rule=one.rule,
        confidence=one.confidence,
        digest=digest_of_words(submission.call_id, passage.text[one.start : one.end]),
    )


def _covered(passages: Iterable[Passage]) -> Mapping[int, list[tuple[int, int]]]:
    covered: dict[int, list[tuple[int, int]]] = {}
    holding = Redaction.objects.filter(passage__in=passages, lifted_at__isnull=True)
    for passage, start, end in holding.values_list("passage", "start", "end"):
        covered.setdefault(passage, []).append((start, end))
    return covered


def _dismissed(call: int, digests: set[str]) -> set[str]:
    return set(
        RedactionProposal.objects.filter(
            call=call, state=RedactionProposal.State.DISMISSED, digest__in=digests
        ).values_list("digest", flat=True)
    )
