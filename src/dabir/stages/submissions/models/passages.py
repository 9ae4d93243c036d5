"""Passages, what is not shown of them, and what became of each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.foundation.people.models import Person
from dabir.foundation.trace.models import Addressable
from dabir.stages.submissions.models.answers import Answer
from dabir.stages.submissions.models.submissions import Submission


class Passage(Addressable):
    """A piece of an answer that says one thing, by offsets into the answer's text.

    `text` is for the secretariat; everybody else reads `shown`, in which what was redacted is
    gone. `text_key` and `shown_key` are their search keys.
    """

    KIND = "submissions.passage"

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="passages")
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="passages")
    order = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    shown = models.TextField()
    text_key = models.TextField(default="", editable=False)
    shown_key = models.TextField(default="", editable=False)

    class Meta:
        ordering = ("submission", "order")

    def __str__(self) -> str:
        return self.shown[:80]


class Redaction(models.Model):
    """A stretch of a passage that readers other than the secretariat do not see, and why."""

    class Ground(models.TextChoices):
        PERSONAL = "personal", _("personal data")
        THIRD_PARTY = "third_party", _("another person's data")
        INSULT = "insult", _("insult or threat")
        SECRET = "secret", _("trade or official secret")

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="redactions")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    ground = models.CharField(max_length=12, choices=Ground)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("start",)

    def __str__(self) -> str:
        return f"{self.start}–{self.end}"


class Disposition(models.Model):
    """What was done with a passage, and why; the latest holds, earlier ones are kept."""

    class Outcome(models.TextChoices):
        TAKEN = "taken", _("taken")
        IN_PART = "in_part", _("taken in part")
        NOT_TAKEN = "not_taken", _("not taken")
        OUT_OF_SCOPE = "out_of_scope", _("out of scope")
        FORWARDED = "forwarded", _("forwarded")

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="dispositions")
    outcome = models.CharField(max_length=12, choices=Outcome)
    reason = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    current = models.BooleanField(default=True)

    class Meta:
        ordering = ("-at",)
        constraints = (
            models.UniqueConstraint(
                fields=("passage",),
                condition=models.Q(current=True),
                name="one_disposition_holds",
            ),
        )

    def __str__(self) -> str:
        return f"{self.outcome}"
