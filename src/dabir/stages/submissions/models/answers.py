"""What was said in a submission, and the files that came with it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.foundation.files.models import Original
from dabir.stages.calls.models import Exhibit, Question
from dabir.stages.submissions.models.submissions import Submission


class Attachment(models.Model):
    """A file that came with a submission; its own name, which may name people, is sealed."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="attachments")
    original = models.OneToOneField(Original, models.PROTECT, related_name="attachment")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.original}"


class Answer(models.Model):
    """What was said to one question, on one exhibit, in a file, or freely.

    Passages are cut from it. `verified` is false where the text was worked out from a layout.

    A comment on a clause may come in parts: what is said, the wording that is proposed, the
    reason. The parts of one comment share `item`, the number of its row in a comment sheet.
    `start` and `end` are where it stands in the exhibit's text in `range_language`, in code
    points; None for the whole clause.
    """

    class Part(models.TextChoices):
        COMMENT = "comment", _("comment")
        WORDING = "wording", _("proposed wording")
        REASON = "reason", _("reason")

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
    item = models.PositiveIntegerField(null=True, blank=True)
    part = models.CharField(max_length=8, choices=Part, default=Part.COMMENT)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    range_language = models.CharField(max_length=5, blank=True)
    text = models.TextField()
    verified = models.BooleanField(default=True)

    class Meta:
        ordering = ("order", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(start__isnull=True, end__isnull=True)
                | models.Q(exhibit__isnull=False, start__lt=models.F("end")),
                name="a_range_lies_in_an_exhibit",
            ),
        )

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def around(self) -> tuple[str, str, str]:
        """The clause's text before the words this is on, these words, and the text after them.

        Without a range the whole clause stands in the first.
        """
        if self.exhibit is None:
            return ("", "", "")
        if self.start is None or self.end is None:
            return (self.exhibit.text, "", "")
        text = self.exhibit.texts.get(self.range_language, "")
        return (text[: self.start], text[self.start : self.end], text[self.end :])
