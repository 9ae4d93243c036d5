"""Issued documents, their clauses, recipients and acknowledgements; demands and replies."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dabir.domain.procedure.transitions import Life
from dabir.foundation.files.models import Original
from dabir.foundation.letters.models import Letter
from dabir.foundation.naming import Named
from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.trace.models import Addressable
from dabir.stages.decisions.models import Decision, Submittal
from dabir.stages.texts.models import Clause, Version


class Issuance(Addressable, Named):
    """A text issued (ابلاغ) with number, date, signatory and recipients.

    `verification` is the public code printed on the document; `seal` is the record's latest seal
    at that moment.
    """

    KIND = "issuances.issuance"
    LIFE = Life(
        "issuance",
        "draft",
        {"issue": (("draft",), "issued"), "revoke": (("issued",), "revoked")},
    )

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        ISSUED = "issued", _("issued")
        REVOKED = "revoked", _("revoked")

    class Mode(models.TextChoices):
        BINDING = "binding", _("notified as binding")
        PRESENTED = "presented", _("presented")
        PUBLISHED = "published", _("published")

    group = models.ForeignKey(Group, models.PROTECT, related_name="issuances")
    version = models.ForeignKey(Version, models.PROTECT, related_name="issuances")
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="issuances"
    )
    submittal = models.ForeignKey(
        Submittal, models.PROTECT, null=True, blank=True, related_name="issuances"
    )
    issuer = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="issuances_made"
    )
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.BINDING)
    number = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    signatory = models.ForeignKey(Person, models.PROTECT, related_name="+")
    position = models.CharField(max_length=200, blank=True)
    preamble = models.TextField(blank=True)
    closing = models.TextField(blank=True)
    in_force_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    language = models.CharField(max_length=5, default="fa")
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    # Null until it is issued, since only then is it unique: hence the exception.
    verification = models.CharField(max_length=40, unique=True, null=True)  # noqa: DJ001
    seal = models.CharField(max_length=64, blank=True)
    pdf = models.ForeignKey(Original, models.PROTECT, null=True, blank=True, related_name="+")
    docx = models.ForeignKey(Original, models.PROTECT, null=True, blank=True, related_name="+")
    html = models.ForeignKey(Original, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_reason = models.TextField(blank=True)
    revoked_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)


class IssuedClause(Addressable):
    """A clause as it was issued; linked to the draft clause it came from.

    `label` cites it («تبصره ماده ۸»); `mark` is what is printed before its words.
    """

    KIND = "issuances.clause"

    issuance = models.ForeignKey(Issuance, models.PROTECT, related_name="clauses")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="issued")
    order = models.PositiveIntegerField()
    label = models.CharField(max_length=120, blank=True)
    mark = models.CharField(max_length=60, blank=True)
    heading = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    depth = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return self.label


class Recipient(models.Model):
    """A body that the document is sent to, and when it acknowledged it."""

    issuance = models.ForeignKey(Issuance, models.PROTECT, related_name="recipients")
    body = models.ForeignKey(Body, models.PROTECT, related_name="issuances_received")
    for_action = models.BooleanField(default=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    letter = models.ForeignKey(
        Letter, models.PROTECT, null=True, blank=True, related_name="recipients_of_issuance"
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("issuance", "body"), name="a_recipient_once"),
        )

    def __str__(self) -> str:
        return f"{self.body}"


class Demand(Addressable):
    """What the group asks of an outside body (مطالبه), followed until it is settled."""

    KIND = "issuances.demand"
    LIFE = Life(
        "demand",
        "draft",
        {
            "send": (("draft",), "sent"),
            "answer": (("sent", "insufficient"), "answered"),
            "find_insufficient": (("answered",), "insufficient"),
            "settle": (("answered",), "settled"),
            "drop": (("draft", "sent", "insufficient"), "dropped"),
        },
    )

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        SENT = "sent", _("reply awaited")
        ANSWERED = "answered", _("answered")
        INSUFFICIENT = "insufficient", _("answer insufficient")
        SETTLED = "settled", pgettext_lazy("a demand", "settled")
        DROPPED = "dropped", _("dropped")

    issuance = models.ForeignKey(Issuance, models.PROTECT, related_name="demands")
    clause = models.ForeignKey(
        IssuedClause, models.PROTECT, null=True, blank=True, related_name="demands"
    )
    body = models.ForeignKey(Body, models.PROTECT, related_name="demands")
    text = models.TextField()
    reply_by = models.DateField()
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    letter = models.ForeignKey(
        Letter, models.PROTECT, null=True, blank=True, related_name="demands"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("reply_by", "pk")

    def __str__(self) -> str:
        return self.text[:80]


class Reply(Addressable):
    """A body's reply to a demand."""

    KIND = "issuances.reply"

    demand = models.ForeignKey(Demand, models.PROTECT, related_name="replies")
    text = models.TextField()
    letter = models.ForeignKey(
        Letter, models.PROTECT, null=True, blank=True, related_name="demand_replies"
    )
    original = models.ForeignKey(
        Original, models.PROTECT, null=True, blank=True, related_name="replies"
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)
        verbose_name_plural = "replies"

    def __str__(self) -> str:
        return self.text[:80]
