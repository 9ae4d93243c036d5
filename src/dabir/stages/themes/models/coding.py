"""Codes: that passages are under themes, with their stance; and passages under none."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from dabir.foundation.people.models import Person
from dabir.stages.submissions.models import Passage
from dabir.stages.themes.models.naming import Theme


class Stance(models.TextChoices):
    """What a passage says to its theme; apart from the theme itself."""

    FOR = "for", pgettext_lazy("stance", "for")
    AGAINST = "against", pgettext_lazy("stance", "against")
    MIXED = "mixed", pgettext_lazy("stance", "mixed")
    NEUTRAL = "neutral", pgettext_lazy("stance", "neutral")


class Code(models.Model):
    """That a passage is under a theme, with its stance: what counts everywhere.

    `by` put it there. Where several people coded blind to each other it was settled in their
    `round`, in which it is kept who said what.
    """

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="codes")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="codes")
    stance = models.CharField(max_length=8, choices=Stance, default=Stance.NEUTRAL)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    round = models.ForeignKey(
        "CodingRound", models.PROTECT, null=True, blank=True, related_name="codes"
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("passage", "theme"), name="one_code_a_theme"),
        )

    def __str__(self) -> str:
        return f"{self.theme}"


class NoTheme(models.Model):
    """That a person read a passage and found none of the themes in it."""

    passage = models.OneToOneField(Passage, models.PROTECT, related_name="no_theme")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.passage}"
