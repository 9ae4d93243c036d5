"""Answers to many passages at once: what was said, what was done, previewed, then sent."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from dabir.domain.procedure.transitions import Life
from dabir.foundation.naming import NamesField, in_language
from dabir.foundation.people.models import Person
from dabir.stages.calls.models import Call
from dabir.stages.submissions.models.passages import Disposition, Passage


class AnswerBatch(models.Model):
    """One answer to many passages of a call («شما گفتید، ما کردیم»).

    `said` sums up what they say, `reasons` what was done and why, both by language. `selected`
    says in words how the passages were chosen. `left_out` were disposed of by other means before
    the batch came to them.
    """

    LIFE = Life(
        "answer batch",
        "draft",
        {
            "preview": (("draft", "previewed"), "previewed"),
            "change": (("draft", "previewed"), "draft"),
            "send": (("previewed",), "sending"),
            "finish": (("sending",), "sent"),
            "drop": (("draft", "previewed"), "dropped"),
        },
    )

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("answer batch", "draft")
        PREVIEWED = "previewed", pgettext_lazy("answer batch", "previewed")
        SENDING = "sending", pgettext_lazy("answer batch", "being sent")
        SENT = "sent", pgettext_lazy("answer batch", "sent")
        DROPPED = "dropped", pgettext_lazy("answer batch", "given up")

    call = models.ForeignKey(Call, models.PROTECT, related_name="answer_batches")
    outcome = models.CharField(max_length=12, choices=Disposition.Outcome)
    said = NamesField(blank=True)
    reasons = NamesField()
    selected = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    passages = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    unreached = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return in_language(self.said) or in_language(self.reasons)[:80]


class BatchAnswer(models.Model):
    """A passage that a batch answers; `left_out` where it had its outcome before, or was gone."""

    batch = models.ForeignKey(AnswerBatch, models.PROTECT, related_name="answers", db_index=False)
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="batch_answers")
    done = models.BooleanField(default=False)
    left_out = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("batch", "passage"), name="answered_once_by_a_batch"),
        )
        indexes = (models.Index(fields=("batch", "done", "id"), name="batch_to_do"),)

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.passage_id}"
