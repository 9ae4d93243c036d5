"""Who reads which submission."""

from __future__ import annotations

from django.db import models

from dabir.foundation.people.models import Person
from dabir.stages.submissions.models.submissions import Submission


class Assignment(models.Model):
    """A submission given to a reader; one at a time. `ended_at` is when it was done or given back.

    `outcome` is the reader's word on it, for the secretariat.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="assignments")
    reader = models.ForeignKey(Person, models.PROTECT, related_name="readings_given")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    instruction = models.CharField(max_length=400, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    done = models.BooleanField(default=False)
    outcome = models.TextField(blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("submission",),
                condition=models.Q(ended_at__isnull=True),
                name="one_reader_at_a_time",
            ),
        )
        indexes = (
            models.Index(
                fields=("reader", "submission"),
                name="readers_open_pile",
                condition=models.Q(ended_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.submission} → {self.reader}"
