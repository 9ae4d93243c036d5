"""Calls and inquiries."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.domain.procedure.transitions import Life
from dabir.foundation.naming import Named, NamesField, in_language
from dabir.foundation.people.models import Body, Group
from dabir.foundation.trace.models import Addressable
from dabir.stages.mandates.models import Axis, Clause


class Call(Addressable, Named):
    """A call to a public (فراخوان) or an inquiry to named bodies (استعلام).

    `shows_received` decides whether its public page says how much has come. An inquiry that is
    repeated `follows` the round before it.
    """

    KIND = "calls.call"
    LIFE = Life(
        "call",
        "draft",
        {
            "open": (("draft",), "open"),
            "extend": (("open",), "open"),
            "close": (("open",), "closed"),
            "reopen": (("closed",), "open"),
            "conclude": (("closed",), "concluded"),
            "abandon": (("draft",), "abandoned"),
        },
    )

    class Kind(models.TextChoices):
        INTEREST = "interest", _("expression of interest")
        INPUT = "input", _("call for input")
        COMMENTS = "comments", _("comments on a draft")
        INQUIRY = "inquiry", _("addressed inquiry")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")
        CONCLUDED = "concluded", _("concluded")
        ABANDONED = "abandoned", _("abandoned")

    class Late(models.TextChoices):
        REFUSE = "refuse", _("refuse what comes late")
        MARK = "mark", _("accept what comes late, and mark it")

    group = models.ForeignKey(Group, models.PROTECT, related_name="calls")
    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    purposes = NamesField()
    contact = models.EmailField(blank=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=60, default="Asia/Tehran")
    late = models.CharField(max_length=8, choices=Late, default=Late.REFUSE)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    co_organisers = models.ManyToManyField(Body, blank=True, related_name="calls_organised")
    axes = models.ManyToManyField(Axis, blank=True, related_name="calls")
    clauses = models.ManyToManyField(Clause, blank=True, related_name="calls")
    shows_received = models.BooleanField(default=False)
    follows = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="next_round"
    )
    round_number = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ("-pk",)

    @property
    def purpose(self) -> str:
        """The purpose in the reader's language."""
        return in_language(self.purposes)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which the deadline's day ends."""
        return ZoneInfo(self.time_zone)
