"""Mandates, their clauses and axes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.foundation.files.models import Original
from dabir.foundation.naming import Named
from dabir.foundation.people.models import Body, Group
from dabir.foundation.proposals.models import Reading
from dabir.foundation.trace.models import Addressable


class Mandate(Addressable, Named):
    """The document that creates a group or gives it work (سند تشکیل).

    `concerns` is the mandate that an amendment changes, or that an annex belongs to. A background
    document is older than the group or stands beside its mandate: its clauses can be cited, and it
    gives no seats. A constitution is issued by the group itself and has no other issuer.
    """

    KIND = "mandates.mandate"

    class Standing(models.TextChoices):
        ORIGINAL = "original", _("original")
        CERTIFIED = "certified", _("certified copy")
        PRESS = "press", _("press copy that quotes it")

    class Part(models.TextChoices):
        MANDATE = "mandate", _("mandate")
        CONSTITUTION = "constitution", _("constitution of the group by itself")
        AMENDMENT = "amendment", _("amendment of a mandate")
        ANNEX = "annex", _("annex that came later")
        BACKGROUND = "background", _("background document")

    group = models.ForeignKey(Group, models.PROTECT, related_name="mandates")
    part = models.CharField(max_length=12, choices=Part, default=Part.MANDATE)
    concerns = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="later_documents"
    )
    document_kind = models.CharField(max_length=20, default="resolution")
    number = models.CharField(max_length=80, blank=True)
    session = models.PositiveIntegerField(null=True, blank=True)
    issuer = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    adopted_on = models.DateField(null=True, blank=True)
    notified_on = models.DateField(null=True, blank=True)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.ORIGINAL)
    original = models.ForeignKey(
        Original, models.PROTECT, null=True, blank=True, related_name="mandates"
    )
    reading = models.OneToOneField(
        Reading, models.PROTECT, null=True, blank=True, related_name="mandate"
    )

    class Meta:
        ordering = ("pk",)


class Clause(Addressable):
    """A numbered passage of a mandate, with its place in the source text."""

    KIND = "mandates.clause"

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="clauses")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    order = models.PositiveIntegerField()
    path = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=20, blank=True)
    level = models.PositiveSmallIntegerField(default=1)
    text = models.TextField()
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return self.path


class Axis(Addressable, Named):
    """A line of work given by the mandate (محور), on which themes may hang."""

    KIND = "mandates.axis"

    group = models.ForeignKey(Group, models.PROTECT, related_name="axes")
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, blank=True, related_name="axes")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
