"""Acts that answer many passages at once: drafted, previewed, then sent in slices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.work.asking import ask
from dabir.foundation.work.models import Work
from dabir.stages.calls.models import Call
from dabir.stages.submissions import policy
from dabir.stages.submissions.models import (
    AnswerBatch,
    BatchAnswer,
    Disposition,
    Passage,
    Submission,
)
from dabir.stages.submissions.telling import mail_contributor

CHOSEN_AT_ONCE = 2_000
SLICE = 200
"""Passages answered in one transaction."""
MOST = 20_000
"""Passages of one batch: drafting it is one transaction, which others wait for."""


def _words(texts: Mapping[str, str]) -> dict[str, str]:
    return {code: text.strip() for code, text in texts.items() if text.strip()}


def _require_reasons(reasons: Mapping[str, str]) -> dict[str, str]:
    given = _words(reasons)
    if not given:
        raise Refused(_("Please give a reason: the contributors will read it."))
    return given


@act
def draft_answer_batch(
    *,
    call: Call,
    passages: QuerySet[Passage],
    outcome: Disposition.Outcome | str,
    reasons: Mapping[str, str],
    actor: Person,
    at: datetime,
    said: Mapping[str, str] | None = None,
    selected: str = "",
) -> AnswerBatch:
    """Draft one answer to many passages of a call; nobody is told anything yet.

    `said` and `reasons` are by language: what the passages say in sum, what was done and why.
    Of very many passages it takes the first `MOST`; the others are for further batches.
    `selected` says in words how the passages were chosen. Which passages it answers is settled
    when it is previewed.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: no passage was chosen, or there is no reason.
    """
    policy.may_answer_in_batches(actor, call).require()
    batch = AnswerBatch.objects.create(
        call=call,
        outcome=Disposition.Outcome(outcome),
        said=_words(said or {}),
        reasons=_require_reasons(reasons),
        selected=selected[:200],
        by=actor,
        at=at,
    )
    keys = iter(
        passages.filter(submission__call=call)
        .order_by("pk")
        .values_list("pk", flat=True)[:MOST]
        .iterator(CHOSEN_AT_ONCE)
    )
    count = 0
    while slice_of := list(islice(keys, CHOSEN_AT_ONCE)):
        BatchAnswer.objects.bulk_create(
            BatchAnswer(batch=batch, passage_id=key) for key in slice_of
        )
        count += len(slice_of)
    if not count:
        raise Refused(_("Choose at least one passage."))
    batch.passages = count
    batch.save(update_fields=["passages"])
    record(actor=actor, at=at, about=call, batch=batch.pk, passages=count, outcome=batch.outcome)
    return batch


@act
def change_answer_batch(
    *,
    batch: AnswerBatch,
    outcome: Disposition.Outcome | str,
    reasons: Mapping[str, str],
    said: Mapping[str, str],
    actor: Person,
    at: datetime,
) -> AnswerBatch:
    """Change what a batch says before it is sent; it is then previewed anew.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was sent, or given up.
        Refused: there is no reason.
    """
    batch = lock(batch)
    policy.may_move_batch(actor, batch, "change").require()
    advance(batch, "change")
    batch.outcome = Disposition.Outcome(outcome)
    batch.reasons = _require_reasons(reasons)
    batch.said = _words(said)
    batch.save()
    record(actor=actor, at=at, about=batch.call, batch=batch.pk, outcome=batch.outcome)
    return batch


def answerable(batch: AnswerBatch) -> QuerySet[BatchAnswer]:
    """Return what of a batch can be answered: accepted, and without an outcome of its own."""
    holding = Disposition.objects.filter(passage=OuterRef("passage"), current=True)
    return BatchAnswer.objects.filter(
        ~Exists(holding),
        batch=batch,
        done=False,
        passage__submission__state=Submission.State.ACCEPTED,
    )


@act
def preview_answer_batch(*, batch: AnswerBatch, actor: Person, at: datetime) -> AnswerBatch:
    """Settle which passages a batch answers, for a last look: what cannot be answered is left out.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was sent, or given up.
        Refused: none of its passages can be answered.
    """
    batch = lock(batch)
    policy.may_move_batch(actor, batch, "preview").require()
    fit = answerable(batch).values("pk")
    batch.answers.filter(done=False).update(left_out=True)
    batch.answers.filter(pk__in=fit).update(left_out=False)
    counts = batch.answers.order_by().values("left_out").annotate(count=Count("pk"))
    by_fitness = {row["left_out"]: row["count"] for row in counts}
    if not by_fitness.get(False):
        raise Refused(
            _("None of these passages can be answered: they have their outcomes, or are withdrawn.")
        )
    batch.passages, batch.left_out = by_fitness[False], by_fitness.get(True, 0)
    advance(batch, "preview")
    batch.save(update_fields=["state", "passages", "left_out"])
    record(actor=actor, at=at, about=batch.call, batch=batch.pk, passages=batch.passages)
    return batch


@act
def send_answer_batch(*, batch: AnswerBatch, actor: Person, at: datetime) -> AnswerBatch:
    """Send a batch as it was previewed; workers do it, passage by passage, with progress.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was not previewed since it was last changed.
    """
    batch = lock(batch)
    policy.may_move_batch(actor, batch, "send").require()
    advance(batch, "send")
    batch.save(update_fields=["state"])
    ask(
        "submissions.answer",
        key=work_key(batch),
        arguments={"batch": batch.pk, "by": actor.pk},
        queue=Work.Queue.HEAVY,
        group=batch.call.group,
        actor=actor,
        at=at,
    )
    record(actor=actor, at=at, about=batch.call, batch=batch.pk, passages=batch.passages)
    return batch


def work_key(batch: AnswerBatch) -> str:
    """Return the key of the work that sends a batch."""
    return f"submissions.answer:{batch.pk}"


@act
def drop_answer_batch(*, batch: AnswerBatch, actor: Person, at: datetime) -> AnswerBatch:
    """Give a batch up before it is sent.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was sent, or given up before.
    """
    batch = lock(batch)
    policy.may_move_batch(actor, batch, "drop").require()
    advance(batch, "drop")
    batch.save(update_fields=["state"])
    record(actor=actor, at=at, about=batch.call, batch=batch.pk)
    return batch


@act
def answer_slice(*, batch: AnswerBatch, actor: Person, at: datetime, most: int = SLICE) -> int:
    """Answer the next passages of a batch that is being sent; return how many were looked at.

    What got its outcome meanwhile, or was withdrawn, is left out. Whoever has several passages in
    the batch gets one mail. When nothing is left the batch is sent.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the batch is not being sent.
    """
    batch = lock(batch)
    policy.may_move_batch(actor, batch, "finish").require()
    todo = batch.answers.filter(done=False, left_out=False).order_by("pk")
    waiting = list(
        todo.select_related("passage__submission__key", "passage__submission__call__group")[:most]
    )
    keys = [one.pk for one in waiting]
    fit = set(answerable(batch).filter(pk__in=keys).values_list("pk", flat=True))
    answered = [one for one in waiting if one.pk in fit]
    Disposition.objects.bulk_create(
        Disposition(
            passage=one.passage,
            outcome=batch.outcome,
            reason=_reason_for(batch, one.passage.submission),
            by=actor,
            at=at,
            told_at=at,
        )
        for one in answered
    )
    batch.answers.filter(pk__in=keys).update(done=True)
    batch.answers.filter(pk__in=set(keys) - fit).update(left_out=True)
    batch.unreached += _tell(batch, answered, at)
    batch.left_out += len(waiting) - len(answered)
    batch.passages -= len(waiting) - len(answered)
    if len(waiting) < most:
        advance(batch, "finish")
        batch.sent_at = at
    batch.save()
    record(
        actor=actor,
        at=at,
        about=batch.call,
        batch=batch.pk,
        outcome=batch.outcome,
        passages=[one.passage_id for one in answered],
    )
    return len(waiting)


def _reason_for(batch: AnswerBatch, submission: Submission) -> str:
    """Return the reason in the language of what was sent, else in the group's, else as it is."""
    for code in (submission.language, batch.call.group.language):
        if text := batch.reasons.get(code):
            return str(text)
    return str(next(iter(batch.reasons.values())))


def _tell(batch: AnswerBatch, answered: Sequence[BatchAnswer], at: datetime) -> int:
    """Write to everybody who is answered, once a batch; return how many left no address."""
    together: dict[int, Submission] = {}
    for one in answered:
        together[one.passage.submission_id] = one.passage.submission
    return sum(
        not mail_contributor(
            submission,
            key=f"answers:{batch.pk}",
            subject=lambda: _("What became of what you sent"),
            at=at,
        )
        for submission in together.values()
    )
