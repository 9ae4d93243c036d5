"""What a call asks: questions, and clauses of a draft shown for comments."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.foundation.naming import Named, NamesField, in_language
from dabir.foundation.trace.models import Addressable
from dabir.stages.calls.models.calls import Call
from dabir.stages.mandates.models import Axis, Clause


class Element(Named):
    """A column of an inquiry's form: what is asked of every axis, as "needs" or "red lines"."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="elements")
    order = models.PositiveIntegerField()

    class Meta:
        ordering = ("order", "pk")


class Question(Addressable):
    """A question of a call, tied to the mandate clause it serves.

    A scale runs from `lowest` to `highest`, with two `choices` as the names of its ends. What
    agreement is asked on stands in `proposals`, in the reader's language `proposal`. A question
    about a clause of a draft names its `exhibit`.

    In a form by axis and element it stands where its `axis` and its `element` cross. In a later
    round of an inquiry it `repeats` a question of the round before.
    """

    KIND = "calls.question"

    class Kind(models.TextChoices):
        TEXT = "text", _("open text")
        CHOICE = "choice", _("one of several")
        SCALE = "scale", _("a number on a scale")
        AGREEMENT = "agreement", _("agreement with a proposal")
        EXHIBIT = "exhibit", _("a clause of a draft")
        FILE = "file", _("a file")

    call = models.ForeignKey(Call, models.PROTECT, related_name="questions")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TEXT)
    prompts = NamesField()
    choices = models.JSONField(default=list, blank=True)
    lowest = models.PositiveSmallIntegerField(null=True, blank=True)
    highest = models.PositiveSmallIntegerField(null=True, blank=True)
    proposals = NamesField(blank=True)
    exhibit = models.ForeignKey(
        "Exhibit", models.PROTECT, null=True, blank=True, related_name="questions"
    )
    required = models.BooleanField(default=False)
    clause = models.ForeignKey(
        Clause, models.PROTECT, null=True, blank=True, related_name="questions"
    )
    axis = models.ForeignKey(Axis, models.PROTECT, null=True, blank=True, related_name="questions")
    element = models.ForeignKey(
        Element, models.PROTECT, null=True, blank=True, related_name="questions"
    )
    repeats = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="repeated_by"
    )

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return self.prompt

    @property
    def prompt(self) -> str:
        """The question in the reader's language."""
        return in_language(self.prompts)

    @property
    def proposal(self) -> str:
        """What agreement is asked on, in the reader's language; "" where the prompt says it."""
        return in_language(self.proposals)

    @property
    def steps(self) -> range:
        """The numbers of its scale; none for another kind."""
        if self.lowest is None or self.highest is None:
            return range(0)
        return range(self.lowest, self.highest + 1)


class Exhibit(Addressable):
    """A clause of a draft, copied into the call that consults on it, for comments to anchor to.

    `uid` is the clause's permanent id in the text; `labels` and `texts` are as they were copied.
    """

    KIND = "calls.exhibit"

    call = models.ForeignKey(Call, models.PROTECT, related_name="exhibits")
    order = models.PositiveIntegerField()
    uid = models.UUIDField()
    labels = NamesField()
    texts = NamesField()

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """How the clause is called in the reader's language."""
        return in_language(self.labels)

    @property
    def text(self) -> str:
        """The clause's text in the reader's language."""
        return in_language(self.texts)
