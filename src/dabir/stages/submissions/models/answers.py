"""What was said in a submission, and the files that came with it."""

from __future__ import annotations

from django.db import models

from dabir.foundation.files.models import Original
from dabir.stages.calls.models import Exhibit, Question
from dabir.stages.submissions.models.submissions import Submission


class Attachment(models.Model):
    """A file that came with a submission; its own name, which may name people, is sealed."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="attachments")
    original = models.OneToOneField(Original, models.PROTECT, related_name="attachment")

    def __str__(self) -> str:
        return f"{self.original}"


class Answer(models.Model):
    """What was said to one question, on one exhibit, in a file, or freely.

    Passages are cut from it. `verified` is false where the text was worked out from a layout.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="answers")
    question = models.ForeignKey(
        Question, models.PROTECT, null=True, blank=True, related_name="answers"
    )
    exhibit = models.ForeignKey(
        Exhibit, models.PROTECT, null=True, blank=True, related_name="answers"
    )
    attachment = models.OneToOneField(
        Attachment, models.PROTECT, null=True, blank=True, related_name="answer"
    )
    order = models.PositiveIntegerField(default=0)
    text = models.TextField()
    verified = models.BooleanField(default=True)

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.text[:80]
