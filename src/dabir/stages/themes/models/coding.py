"""Codes: that passages are under themes, with their stance."""

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
    """That a person put a passage under a theme, with its stance."""

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="codes")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="codes")
    stance = models.CharField(max_length=8, choices=Stance, default=Stance.NEUTRAL)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("passage", "theme"), name="one_code_a_theme"),
        )

    def __str__(self) -> str:
        return f"{self.theme}"
