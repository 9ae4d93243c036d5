"""Rulings on single operations of amendments, and bodies that stand behind single operations."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.domain.drafting import Ruling
from dabir.foundation.naming import NamesField, in_language
from dabir.foundation.people.models import Body, Person
from dabir.stages.texts.models.amendments import Amendment
from dabir.stages.texts.models.texts import Version


class OperationRuling(models.Model):
    """What was decided on one operation of an amendment, as it read against `base`.

    `operation` is kept as it was ruled on, so that a ruling says the same whatever becomes of the
    amendment later. A bracketed one is contested language: it goes along to the next version with
    a row of its own there. `carried_into` is the version that an accepted one helped to make.
    """

    class Ruling(models.TextChoices):
        ACCEPTED = Ruling.ACCEPTED.value, _("accepted")
        REJECTED = Ruling.REJECTED.value, _("rejected")
        WITHDRAWN = Ruling.WITHDRAWN.value, _("withdrawn")
        BRACKETED = Ruling.BRACKETED.value, _("in brackets")

    amendment = models.ForeignKey(Amendment, models.PROTECT, related_name="operation_rulings")
    base = models.ForeignKey(Version, models.PROTECT, related_name="operation_rulings")
    place = models.PositiveIntegerField()
    operation = models.JSONField()
    ruling = models.CharField(max_length=10, choices=Ruling)
    reasons = NamesField()
    carried_into = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="operations_carried"
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("amendment", "base", "place")
        constraints = (
            models.UniqueConstraint(
                fields=("amendment", "base", "place"), name="one_ruling_an_operation"
            ),
        )

    def __str__(self) -> str:
        return self.get_ruling_display()

    @property
    def reason(self) -> str:
        """Why it was ruled so, in the reader's language."""
        return in_language(self.reasons)


class OptionSupport(models.Model):
    """A body that joined those behind one operation, or left them (`left`)."""

    amendment = models.ForeignKey(Amendment, models.PROTECT, related_name="option_supports")
    place = models.PositiveIntegerField()
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    left = models.BooleanField(default=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("amendment", "place", "body"), name="one_support_an_option"
            ),
        )

    def __str__(self) -> str:
        return str(self.body)
