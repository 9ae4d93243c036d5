"""Calls and inquiries, their questions, who is invited, and the exhibits they consult on."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.domain.procedure.transitions import Life
from dabir.foundation.letters.models import Letter
from dabir.foundation.naming import Named, NamesField, in_language
from dabir.foundation.people.models import Body, Group
from dabir.foundation.trace.models import Addressable
from dabir.stages.mandates.models import Axis, Clause


class Call(Addressable, Named):
    """A call to a public (فراخوان) or an inquiry to named bodies (استعلام)."""

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


class Question(Addressable):
    """A question of a call, tied to the mandate clause it serves."""

    KIND = "calls.question"

    class Kind(models.TextChoices):
        TEXT = "text", _("open text")
        CHOICE = "choice", _("one of several")
        AGREEMENT = "agreement", _("agreement")

    call = models.ForeignKey(Call, models.PROTECT, related_name="questions")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TEXT)
    prompts = NamesField()
    choices = models.JSONField(default=list, blank=True)
    required = models.BooleanField(default=False)
    clause = models.ForeignKey(
        Clause, models.PROTECT, null=True, blank=True, related_name="questions"
    )

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return self.prompt

    @property
    def prompt(self) -> str:
        """The question in the reader's language."""
        return in_language(self.prompts)


class Invitation(Named):
    """A group or body that is asked to take part; for an inquiry, an addressee.

    An addressee owes one official reply; `letter` is the covering letter it was asked with.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="invitations")
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    letter = models.ForeignKey(
        Letter, models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("pk",)


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


class Notice(models.Model):
    """A published change of a call: an extension, a correction, with its reason."""

    class Kind(models.TextChoices):
        EXTENSION = "extension", _("extension")
        CORRECTION = "correction", _("correction")
        REOPENING = "reopening", _("reopening")
        CLOSING = "closing", _("early closing")

    call = models.ForeignKey(Call, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.text[:80]
