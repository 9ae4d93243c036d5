"""How one document follows another: clauses that a later one keeps, changes or ends."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.foundation.files.models import Original
from dabir.foundation.people.models import Person
from dabir.foundation.proposals.models import Reading
from dabir.stages.mandates.models.documents import Clause, Mandate


class ClauseChange(models.Model):
    """What a later document made of one clause, as a person confirmed it.

    A new clause has no `old`, a removed one no `new`. `text` is how the clause reads from then on,
    where the later document changes some of its words only.
    """

    class Outcome(models.TextChoices):
        SAME = "same", _("unchanged")
        CHANGED = "changed", _("changed")
        MOVED = "moved", _("moved, not changed")
        NEW = "new", _("new")
        REMOVED = "removed", _("removed")

    amendment = models.ForeignKey(Mandate, models.PROTECT, related_name="clause_changes")
    old = models.ForeignKey(
        Clause, models.PROTECT, null=True, blank=True, related_name="amended_by"
    )
    new = models.ForeignKey(Clause, models.PROTECT, null=True, blank=True, related_name="amends")
    outcome = models.CharField(max_length=10, choices=Outcome)
    text = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(old__isnull=False) | models.Q(new__isnull=False),
                name="a_change_is_of_a_clause",
            ),
        )

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"


class EarlierCopy(models.Model):
    """A copy that a mandate was taken over from before a better one came; nothing of it is lost."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="earlier_copies")
    original = models.ForeignKey(Original, models.PROTECT, null=True, related_name="+")
    reading = models.ForeignKey(Reading, models.PROTECT, null=True, related_name="+")
    standing = models.CharField(max_length=10, choices=Mandate.Standing)
    replaced_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.mandate_id}: {self.standing}"
