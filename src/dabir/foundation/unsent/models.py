"""What somebody has typed into a form and not sent."""

from __future__ import annotations

from django.db import models

from dabir.foundation.people.models import Person


class Unsent(models.Model):
    """Unsent words (نوشتهٔ نفرستاده) of one person in one place, encrypted at rest.

    `place` names the form, and what it is about. `revision` counts how often it was written over:
    who writes says which one they know, so that nothing another window wrote is lost unseen.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="unsent")
    place = models.CharField(max_length=250)
    key = models.BinaryField()
    sealed = models.BinaryField()
    revision = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "place"), name="one_unsent_in_a_place"),
        )

    def __str__(self) -> str:
        return self.place
