"""Open points (موارد باز): what a document lacks, and where it contradicts itself or others."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dabir.domain.procedure.transitions import Life
from dabir.foundation.files.models import Original
from dabir.foundation.letters.models import Letter
from dabir.foundation.people.models import Group, Person
from dabir.foundation.trace.models import Addressable
from dabir.stages.mandates.models.documents import Mandate


class OpenPoint(Addressable):
    """Something that is missing from a document, or unclear in it, and what became of it.

    What a machine found keeps its `kind` and `values` (see `domain.outline.open_point`), so that it
    reads in each reader's language; what a person wrote is of the kind "other" and keeps its
    `text`. `quote` are the document's own words, at `start` to `end` of its reading. `letter` is
    the letter that asks about it, `received` the file that came in answer.
    """

    KIND = "mandates.open_point"
    OTHER = "other"
    ORIGINAL = "original_asked"
    LIFE = Life(
        "open point",
        "open",
        {
            "ask": (("open", "asked", "answered"), "asked"),
            "answer": (("open", "asked", "answered"), "answered"),
            "settle": (("open", "asked", "answered"), "settled"),
            "drop": (("open", "asked", "answered"), "dropped"),
            "reopen": (("settled", "dropped"), "open"),
        },
    )

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ASKED = "asked", _("asked about")
        ANSWERED = "answered", _("answered")
        SETTLED = "settled", pgettext_lazy("an open point", "settled")
        DROPPED = "dropped", _("dropped")

    group = models.ForeignKey(Group, models.PROTECT, related_name="open_points")
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="open_points"
    )
    kind = models.CharField(max_length=20)
    values = models.JSONField(default=dict, blank=True)
    text = models.TextField(blank=True)
    quote = models.TextField(blank=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    letter = models.ForeignKey(
        Letter, models.PROTECT, null=True, blank=True, related_name="open_points"
    )
    answer = models.TextField(blank=True)
    received = models.ForeignKey(
        Original, models.PROTECT, null=True, blank=True, related_name="open_points"
    )
    raised_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("group", "state")),)

    def __str__(self) -> str:
        return self.text[:80] or self.kind
