"""Themes and codes that a run of the analysis proposes, until people decide."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from dabir.domain.procedure.transitions import Life
from dabir.foundation.naming import Named
from dabir.stages.submissions.models import Passage, Submission
from dabir.stages.themes.models.campaigns import Campaign
from dabir.stages.themes.models.naming import Theme
from dabir.stages.themes.models.runs import AnalysisRun

WHOLE = 1_000
"""Weights, similarities and overlaps are counted in thousandths."""


class ProposedTheme(Named):
    """A theme that a run found (موضوع پیشنهادی), in a tree of two levels.

    `terms` are its words with their weights; `quotes` are ``[passage, start, end]``, offsets into
    the passage: never text, so that what is erased is gone from here too. `theme` is what it
    became; `like` the theme of people that it overlaps with, by `overlap` thousandths of their
    passages together. `distinct` counts submissions with each campaign once.
    """

    LIFE = Life(
        "proposed_theme",
        "proposed",
        {
            "accept": (("proposed",), "accepted"),
            "set_aside": (("proposed",), "set_aside"),
            "merge": (("proposed",), "merged"),
            "reopen": (("accepted", "set_aside", "merged"), "proposed"),
            "drop": (("proposed",), "dropped"),
        },
    )

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("proposed theme", "proposed")
        ACCEPTED = "accepted", pgettext_lazy("proposed theme", "accepted")
        SET_ASIDE = "set_aside", pgettext_lazy("proposed theme", "set aside")
        MERGED = "merged", pgettext_lazy("proposed theme", "merged")
        DROPPED = "dropped", pgettext_lazy("proposed theme", "undone")

    run = models.ForeignKey(AnalysisRun, models.PROTECT, related_name="proposed_themes")
    number = models.PositiveIntegerField()
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    terms = models.JSONField(default=list)
    quotes = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="proposed_as"
    )
    like = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="+")
    overlap = models.PositiveSmallIntegerField(default=0)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="split_off"
    )
    passages = models.PositiveIntegerField(default=0)
    submissions = models.PositiveIntegerField(default=0)
    distinct = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("run", "number"), name="proposed_themes_are_numbered"),
        )

    @property
    def overlap_percent(self) -> int:
        """The overlap with the theme that it is like, in hundredths."""
        return round(100 * self.overlap / WHOLE)


class ProposedCode(models.Model):
    """That a machine puts a passage under a proposed theme, with its weight in thousandths.

    `later`: it came after the run, and was assigned to the run's themes. A passage on which a
    proposal rests is not cut anew.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("proposed code", "proposed")
        CONFIRMED = "confirmed", pgettext_lazy("proposed code", "confirmed")
        DISMISSED = "dismissed", pgettext_lazy("proposed code", "taken out")

    proposed = models.ForeignKey(
        ProposedTheme, models.PROTECT, related_name="codes", db_index=False
    )
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="proposed_codes")
    submission = models.ForeignKey(
        Submission, models.PROTECT, related_name="proposed_codes", db_index=False
    )
    campaign = models.ForeignKey(
        Campaign, models.SET_NULL, null=True, blank=True, related_name="proposed_codes"
    )
    weight = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    later = models.BooleanField(default=False)

    class Meta:
        ordering = ("-weight", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("passage", "proposed"), name="proposed_once_under_a_theme"
            ),
        )
        indexes = (
            models.Index(
                fields=("proposed", "state", "-weight", "id"), name="proposed_codes_by_weight"
            ),
        )

    def __str__(self) -> str:
        return f"{self.proposed_id}: {self.passage_id}"

    @property
    def percent(self) -> int:
        """The weight in hundredths."""
        return round(100 * self.weight / WHOLE)
