"""A machine's reading of a document, and its proposals, each with its source span."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.domain.procedure.transitions import Life
from dabir.foundation.files.models import Original
from dabir.foundation.people.models import Person
from dabir.foundation.trace.models import Addressable


class Reading(Addressable):
    """One reading of one original by one method; taken over once its proposals are settled.

    Of a message `part` names the file that was read (empty: the message's own words) and `parts`
    all that came, each `{"name", "refusal"}`, the refusal being None or a sentence to be shown;
    `notes` are what is to be known about the reading, and `margins` the heads and feet of pages.
    A sentence is `{"code", "message", "parameters"}`, its message in English.
    """

    KIND = "proposals.reading"
    LIFE = Life(
        "reading",
        "open",
        {"take_over": (("open",), "taken_over"), "set_aside": (("open",), "set_aside")},
    )

    class State(models.TextChoices):
        OPEN = "open", _("waiting for confirmation")
        TAKEN_OVER = "taken_over", _("taken over")
        SET_ASIDE = "set_aside", _("set aside")

    original = models.ForeignKey(Original, models.PROTECT, related_name="readings")
    text = models.TextField()
    language = models.CharField(max_length=5, blank=True)
    document_kind = models.CharField(max_length=20)
    method = models.CharField(max_length=80)
    verified = models.BooleanField(default=True)
    part = models.CharField(max_length=500, blank=True)
    parts = models.JSONField(default=list, blank=True)
    notes = models.JSONField(default=list, blank=True)
    margins = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.original.name


class Proposal(models.Model):
    """One proposed fact: what, from which words, by which rule, how sure; and what was decided.

    `start` and `end` are offsets into the reading's text, both None for a fact without words in it.
    Where a person moved them, `read_start` and `read_end` keep the words that were read.
    `merged_into` is the proposal that took this one's words over, `split_from` the one whose words
    these were.
    """

    LIFE = Life(
        "proposal",
        "open",
        {
            "accept": (("open", "declined"), "accepted"),
            "correct": (("open", "accepted", "corrected", "declined"), "corrected"),
            "decline": (("open", "accepted", "corrected"), "declined"),
            "reopen": (("accepted", "corrected", "declined"), "open"),
        },
    )

    class State(models.TextChoices):
        OPEN = "open", _("proposed")
        ACCEPTED = "accepted", _("accepted")
        CORRECTED = "corrected", _("corrected")
        DECLINED = "declined", _("declined")

    reading = models.ForeignKey(Reading, models.PROTECT, related_name="proposals")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    value = models.JSONField()
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    read_start = models.PositiveIntegerField(null=True)
    read_end = models.PositiveIntegerField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    split_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    rule = models.CharField(max_length=80)
    confidence = models.FloatField()
    note = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    corrected = models.JSONField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return f"{self.kind}: {self.agreed}"

    @property
    def agreed(self) -> object:
        """The value as it stands: corrected by a person, or as proposed."""
        return self.corrected if self.state == self.State.CORRECTED else self.value
