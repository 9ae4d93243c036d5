"""Acts on passages: cutting them anew, and redacting what nobody else should read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from dabir.domain.language.passages import Span, cut_passages, trimmed
from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.models import Address, Link
from dabir.stages.submissions import policy
from dabir.stages.submissions.asking_to_look import ask_to_look
from dabir.stages.submissions.copying import ask_for_copies, withhold_copy
from dabir.stages.submissions.intake.cutting import cut_answers, show
from dabir.stages.submissions.models import Answer, Passage, Redaction, Submission


def _checked(text: str, spans: Sequence[tuple[int, int]]) -> list[Span]:
    """Return spans without white space at their ends, when together they hold the whole text."""
    kept: list[Span] = []
    reached = 0
    for start, end in sorted(spans):
        if start < reached or end > len(text) or text[reached:start].strip():
            raise Refused(_("The passages together must hold the whole answer, each word once."))
        reached = end
        span = trimmed(text, start, end)
        if span is not None:
            kept.append(span)
    if text[reached:].strip():
        raise Refused(_("The passages together must hold the whole answer, each word once."))
    return kept


@act
def recut_passages(
    *,
    submission: Submission,
    actor: Person,
    at: datetime,
    answer: Answer | None = None,
    spans: Sequence[tuple[int, int]] | None = None,
) -> list[Passage]:
    """Cut a submission's passages anew; one `answer` of it as `spans` say, the others as before.

    Without `spans` everything is cut as at first. Spans are offsets into the answer's text.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: something rests on the passages.
        Refused: the spans leave words out or hold some twice.
    """
    submission = lock(submission)
    policy.may_cut(actor, submission).require()
    answers = list(submission.answers.all())
    cuts: dict[int, Sequence[Span]] = {one.pk: cut_passages(one.text) for one in answers}
    if answer is not None and spans is not None:
        for one in answers:
            cuts[one.pk] = [Span(old.start, old.end) for old in one.passages.order_by("order")]
        cuts[answer.pk] = _checked(answer.text, spans)
    old = list(submission.passages.values_list("address_id", flat=True))
    before = len(old)
    Link.objects.filter(target__in=old).delete()
    try:
        submission.passages.all().delete()
    except ProtectedError as error:
        # A later stage rests on them without a link: what was judged, proposed, drawn.
        raise NotNow(
            _("Something rests on these passages already: they stay as they are cut.")
        ) from error
    Address.objects.filter(pk__in=old).delete()
    passages = cut_answers(submission, answers, by=actor, at=at, spans=cuts)
    ask_to_look([submission], at, again=f"cut {at.isoformat()}")
    record(actor=actor, at=at, about=submission, before=before, after=len(passages))
    return passages


@act
def redact(
    *,
    passage: Passage,
    start: int,
    end: int,
    ground: Redaction.Ground | str,
    actor: Person,
    at: datetime,
    reason: str = "",
) -> Redaction:
    """Hide a stretch of a passage from everybody but the secretariat; offsets into the passage.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: there is no such stretch.
    """
    passage = lock(passage)
    policy.may_redact(actor, passage.submission).require()
    if not 0 <= start < end <= len(passage.text) or not passage.text[start:end].strip():
        raise Refused(_("Choose the words that are to be left out."))
    redaction = Redaction.objects.create(
        passage=passage,
        start=start,
        end=end,
        ground=Redaction.Ground(ground),
        reason=reason.strip(),
        by=actor,
        at=at,
    )
    show(passage)
    withhold_copy(passage.answer.attachment_id, at)
    record(
        actor=actor,
        at=at,
        about=passage,
        redaction=redaction.pk,
        start=start,
        end=end,
        ground=redaction.ground,
    )
    return redaction


@act
def lift_redaction(*, redaction: Redaction, reason: str, actor: Person, at: datetime) -> Redaction:
    """Show again what was redacted.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was lifted before.
        Refused: there is no reason.
    """
    passage = lock(redaction.passage)
    redaction = lock(redaction)
    policy.may_redact(actor, passage.submission).require()
    if redaction.lifted_at is not None:
        raise NotNow(_("This was lifted before."))
    if not reason.strip():
        raise Refused(_("Please say why this may be read by everybody."))
    redaction.lifted_at = at
    redaction.save(update_fields=["lifted_at"])
    show(passage)
    ask_for_copies(passage.submission, at)
    record(actor=actor, at=at, about=passage, redaction=redaction.pk, reason=reason.strip())
    return redaction
