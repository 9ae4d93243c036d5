"""Revisions of texts that are negotiated elsewhere, as they were received."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.domain.procedure.transitions import Life
from dabir.foundation.files.models import Original
from dabir.foundation.people.models import Person
from dabir.foundation.trace.models import Addressable
from dabir.stages.texts.models.texts import Text, Version


class Revision(Addressable):
    """A received file of an external text, kept byte for byte, until it is a version.

    `lines` are those of the file: ``{"line", "start", "kind", "depth", "heading"}``. `said` is what
    a person said of lines that were not known again for sure: the uid of the clause of the version
    before by the place of the line, or None for a clause that is new. `symbol` is written as its
    issuer wrote it.
    """

    KIND = "texts.revision"
    LIFE = Life(
        "revision",
        "open",
        {"settle": (("open",), "settled"), "set_aside": (("open",), "set_aside")},
    )

    class State(models.TextChoices):
        OPEN = "open", _("to be confirmed")
        SETTLED = "settled", _("a version of the text")
        SET_ASIDE = "set_aside", _("set aside")

    text = models.ForeignKey(Text, models.PROTECT, related_name="revisions")
    original = models.ForeignKey(Original, models.PROTECT, related_name="revisions")
    symbol = models.CharField(max_length=80)
    issued_on = models.DateField(null=True, blank=True)
    lines = models.JSONField()
    said = models.JSONField(default=dict)
    verified = models.BooleanField(default=True)
    notes = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    version = models.OneToOneField(
        Version, models.PROTECT, null=True, blank=True, related_name="revision"
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.symbol
