"""Considerations distilled from passages, their dimensions, and what stands behind them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dabir.domain.procedure.transitions import Life
from dabir.foundation.naming import Named, NamesField, in_language
from dabir.foundation.people.models import Group, Person
from dabir.foundation.trace.models import Addressable
from dabir.stages.submissions.models import Passage
from dabir.stages.themes.models.naming import Theme


class Dimension(Named):
    """A dimension of considerations (technical, legal, security, …), editable per group."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="dimensions")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")


class Consideration(Addressable):
    """A point distilled from passages (ملاحظه), of a kind and a dimension."""

    KIND = "themes.consideration"
    LIFE = Life(
        "consideration",
        "proposed",
        {
            "adopt": (("proposed", "set_aside"), "adopted"),
            "set_aside": (("proposed", "adopted"), "set_aside"),
        },
    )

    class Kind(models.TextChoices):
        CONSIDERATION = "consideration", _("consideration")
        PROPOSAL = "proposal", _("proposal")
        RED_LINE = "red_line", _("red line")
        REQUIREMENT = "requirement", _("requirement")
        OPPORTUNITY = "opportunity", _("opportunity")
        THREAT = "threat", _("threat")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        ADOPTED = "adopted", pgettext_lazy("a consideration", "adopted")
        SET_ASIDE = "set_aside", _("set aside")

    group = models.ForeignKey(Group, models.PROTECT, related_name="considerations")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=15, choices=Kind, default=Kind.CONSIDERATION)
    dimension = models.ForeignKey(
        Dimension, models.PROTECT, null=True, blank=True, related_name="considerations"
    )
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="considerations"
    )
    texts = NamesField()
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("group", "number"), name="considerations_are_numbered"),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The consideration in the reader's language."""
        return in_language(self.texts)


class Support(models.Model):
    """A passage behind a consideration, or against it, with the words that bear on it.

    `start` and `end` are offsets into the passage's text.
    """

    consideration = models.ForeignKey(Consideration, models.PROTECT, related_name="supports")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="supports")
    opposes = models.BooleanField(default=False)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("consideration", "passage"), name="one_support_a_passage"
            ),
        )

    def __str__(self) -> str:
        return self.quote

    @property
    def quote(self) -> str:
        """The words verbatim, for the secretariat; `quoting.quote` is for every reader."""
        return self.passage.text[self.start : self.end]
