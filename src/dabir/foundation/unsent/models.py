"""What somebody has typed into a form and not sent."""

from __future__ import annotations

from django.db import models

from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.trace.models import Address


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


class Shared(models.Model):
    """That somebody shares unsent words with those who sit with them for a body in a group.

    They stay their author's, and this goes with them: sent, thrown away, or forgotten. `changed_by`
    wrote the `changed_revision`; any later one is the author's.
    """

    unsent = models.OneToOneField(Unsent, models.CASCADE, related_name="shared")
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    body = models.ForeignKey(Body, models.CASCADE, related_name="+")
    shared_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    changed_revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.unsent}"

    @property
    def last_by(self) -> Person:
        """Who wrote what stands there now."""
        others = self.changed_revision == self.unsent.revision
        return self.changed_by if others and self.changed_by is not None else self.unsent.person


class SentTogether(models.Model):
    """That one of a delegation sent what `person` shared from a place, and what `made` of it.

    Whoever has a form of it open still is told so, and does not send the same again unseen. It is
    forgotten as long after as unsent words are.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    place = models.CharField(max_length=250)
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    body = models.ForeignKey(Body, models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField(db_index=True)
    made = models.ForeignKey(Address, models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "place"), name="sent_together_once"),
        )

    def __str__(self) -> str:
        return self.place
