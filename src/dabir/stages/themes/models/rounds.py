"""Coding rounds: several people code the same passages, blind to each other."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dabir.domain.procedure.transitions import Life
from dabir.foundation.people.models import Group, Person
from dabir.foundation.trace.models import Addressable
from dabir.stages.calls.models import Call, Question
from dabir.stages.submissions.models import Passage
from dabir.stages.themes.models.coding import Stance
from dabir.stages.themes.models.naming import Theme


class CodingRound(Addressable):
    """Passages of a call that several people code, blind to each other until all are done.

    What they say stays with the round; only what is settled becomes codes. The passages are drawn
    once, by `seed`, from what every coder may read. `blind` ends with the state `open`.
    """

    KIND = "themes.coding_round"
    LIFE = Life(
        "coding_round",
        "open",
        {
            "compare": (("open",), "compared"),
            "settle": (("compared",), "settled"),
            "drop": (("open", "compared"), "dropped"),
        },
    )

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("coding round", "being coded")
        COMPARED = "compared", pgettext_lazy("coding round", "being compared")
        SETTLED = "settled", pgettext_lazy("coding round", "settled")
        DROPPED = "dropped", pgettext_lazy("coding round", "dropped")

    group = models.ForeignKey(Group, models.PROTECT, related_name="coding_rounds")
    call = models.ForeignKey(Call, models.PROTECT, related_name="coding_rounds")
    question = models.ForeignKey(
        Question, models.PROTECT, null=True, blank=True, related_name="coding_rounds"
    )
    themes = models.ManyToManyField(Theme, related_name="coding_rounds")
    note = models.TextField(_("note to the coders"), blank=True)
    seed = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    compared_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.question.prompt if self.question else self.call.name


class RoundCoder(models.Model):
    """Somebody who codes in a round, until they hand in what they coded."""

    round = models.ForeignKey(CodingRound, models.PROTECT, related_name="coders")
    person = models.ForeignKey(Person, models.PROTECT, related_name="coder_in")
    handed_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("round", "person"), name="once_a_coder_of_a_round"),
        )

    def __str__(self) -> str:
        return f"{self.person}"


class RoundPassage(models.Model):
    """A passage of a round, at its place in the order in which all its coders meet it."""

    round = models.ForeignKey(CodingRound, models.PROTECT, related_name="items")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="in_rounds")
    order = models.PositiveIntegerField()

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=("round", "passage"), name="once_in_a_coding_round"),
            models.UniqueConstraint(fields=("round", "order"), name="one_place_in_a_coding_round"),
        )

    def __str__(self) -> str:
        return f"{self.order + 1}"


class Judgement(models.Model):
    """What somebody says of a passage in a round: its marks, or that none of the themes is in it.

    With `settles` it is what the comparison ended with, and `note` is why.
    """

    item = models.ForeignKey(RoundPassage, models.PROTECT, related_name="judgements")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settles = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("item", "by"), condition=Q(settles=False), name="one_judgement_a_coder"
            ),
            models.UniqueConstraint(
                fields=("item",), condition=Q(settles=True), name="settled_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.by}"


class Mark(models.Model):
    """A theme that a judgement finds in its passage, with what it says to it."""

    judgement = models.ForeignKey(Judgement, models.CASCADE, related_name="marks")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    stance = models.CharField(max_length=8, choices=Stance, default=Stance.NEUTRAL)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("judgement", "theme"), name="one_mark_a_theme"),
        )

    def __str__(self) -> str:
        return f"{self.theme}"
