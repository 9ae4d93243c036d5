"""How the secretariat proposes to deal with amendments, and what their proposers say to it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dabir.foundation.naming import NamesField, in_language
from dabir.foundation.people.models import Body, Person
from dabir.stages.texts.models.amendments import Amendment
from dabir.stages.texts.models.texts import Version


class Treatment(models.Model):
    """The proposed procedure for one amendment against `base`; as confidential as the amendment."""

    class What(models.TextChoices):
        ACCEPT = "accept", pgettext_lazy("proposed procedure", "accept")
        REJECT = "reject", pgettext_lazy("proposed procedure", "reject")
        BRACKET = "bracket", pgettext_lazy("proposed procedure", "put in brackets")
        MERGE = "merge", pgettext_lazy("proposed procedure", "merge with others")
        DISCUSS = "discuss", pgettext_lazy("proposed procedure", "discuss")

    amendment = models.ForeignKey(Amendment, models.PROTECT, related_name="treatments")
    base = models.ForeignKey(Version, models.PROTECT, related_name="treatments")
    what = models.CharField(max_length=10, choices=What)
    reasons = NamesField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("amendment__number",)
        constraints = (
            models.UniqueConstraint(fields=("amendment", "base"), name="one_treatment_a_version"),
        )

    def __str__(self) -> str:
        return self.get_what_display()

    @property
    def reason(self) -> str:
        """Why it is proposed, in the reader's language."""
        return in_language(self.reasons)


class TreatmentAnswer(models.Model):
    """What a body says to a proposed procedure: the proposer agrees; whoever insists is heard."""

    treatment = models.ForeignKey(Treatment, models.CASCADE, related_name="answers")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    reasons = NamesField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("treatment", "body"), name="one_answer_a_body"),
        )

    def __str__(self) -> str:
        return str(_("agrees")) if self.agrees else str(_("insists"))

    @property
    def reason(self) -> str:
        """Why, in the reader's language."""
        return in_language(self.reasons)
