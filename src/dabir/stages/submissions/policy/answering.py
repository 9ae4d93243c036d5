"""Who answers many passages at once."""

from __future__ import annotations

from dabir.domain.procedure.verdicts import Verdict
from dabir.foundation.lives import may_now
from dabir.foundation.people.permissions import permits
from dabir.foundation.people.queries import Reader
from dabir.stages.calls.models import Call
from dabir.stages.submissions.models import AnswerBatch
from dabir.stages.submissions.policy.permissions import May


def may_answer_in_batches(person: Reader, call: Call) -> Verdict:
    """The secretariat answers, and tells contributors what became of what they sent."""
    return permits(person, May.DISPOSE, group=call.group) & permits(
        person, May.TELL, group=call.group
    )


def may_move_batch(person: Reader, batch: AnswerBatch, event: str) -> Verdict:
    """A batch is changed, previewed, sent and given up by the secretariat."""
    return may_answer_in_batches(person, batch.call) & may_now(batch, event)
