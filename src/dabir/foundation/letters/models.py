"""Letters in, out and within; their number series; referrals of any item."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.domain.language.search_key import search_key
from dabir.domain.procedure.transitions import Life
from dabir.foundation.files.models import Original
from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.trace.models import Address, Addressable


class Series(models.Model):
    """A number series (شمارهٔ اندیکاتور) without gaps: one a group, kind and Jalali year.

    `pattern` has the fields {year} and {number}, as in ``"{year}/ص/{number:03}"``.
    """

    group = models.ForeignKey(Group, models.PROTECT, related_name="series")
    name = models.CharField(max_length=20)
    year = models.PositiveIntegerField()
    pattern = models.CharField(max_length=60)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("group", "name", "year"), name="one_series_a_year"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class Letter(Addressable):
    """A letter: وارده (incoming), صادره (outgoing) or داخلی (internal)."""

    KIND = "letters.letter"
    LIFE = Life(
        "letter",
        "draft",
        {
            "register": (("draft",), "registered"),
            "send": (("draft", "registered"), "sent"),
            "file": (("registered", "sent"), "filed"),
        },
    )

    class Kind(models.TextChoices):
        INCOMING = "incoming", _("incoming")
        OUTGOING = "outgoing", _("outgoing")
        INTERNAL = "internal", _("internal")

    class Urgency(models.TextChoices):
        ORDINARY = "ordinary", _("ordinary")
        URGENT = "urgent", _("urgent")
        IMMEDIATE = "immediate", _("immediate")

    class Class(models.TextChoices):
        ORDINARY = "ordinary", _("unclassified")
        RESTRICTED = "restricted", _("restricted (محرمانه)")
        SECRET = "secret", _("secret (سری)")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        REGISTERED = "registered", _("registered")
        SENT = "sent", _("sent")
        FILED = "filed", _("filed")

    group = models.ForeignKey(Group, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=10, choices=Kind)
    number = models.CharField(max_length=80, blank=True)
    dated_on = models.DateField(null=True, blank=True)
    their_number = models.CharField(max_length=80, blank=True)
    their_date = models.DateField(null=True, blank=True)
    subject = models.CharField(max_length=300)
    search_key = models.TextField(default="", editable=False)
    text = models.TextField(blank=True)
    sender = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="letters_sent"
    )
    signatory = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="letters_signed"
    )
    urgency = models.CharField(max_length=10, choices=Urgency, default=Urgency.ORDINARY)
    classification = models.CharField(max_length=10, choices=Class, default=Class.ORDINARY)
    replies_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies"
    )
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    scan = models.ForeignKey(
        Original, models.PROTECT, null=True, blank=True, related_name="letters"
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("group", "kind", "number"),
                condition=~models.Q(number=""),
                name="one_letter_a_number",
            ),
        )
        indexes = (models.Index(fields=("group", "-id")),)

    def __str__(self) -> str:
        return self.subject

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the search column in step with subject and numbers."""
        self.search_key = search_key(f"{self.subject} {self.number} {self.their_number}")
        super().save(*args, **kwargs)


class Receiver(models.Model):
    """A body that a letter goes to, or that gets a copy (رونوشت)."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="receivers")
    body = models.ForeignKey(Body, models.PROTECT, related_name="letters_received")
    copy = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.body}"


class Enclosure(models.Model):
    """An item that a letter is about, or that goes with it (پیوست)."""

    class Place(models.TextChoices):
        SUBJECT = "subject", _("subject")
        ENCLOSURE = "enclosure", _("enclosure")

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="enclosures")
    item = models.ForeignKey(Address, models.PROTECT, related_name="letters")
    place = models.CharField(max_length=10, choices=Place, default=Place.ENCLOSURE)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.letter}: {self.item_id}"


class Referral(models.Model):
    """An item handed on (ارجاع) with an instruction (هامش).

    For action it goes to one accountable person; others get it to help, or for information.
    """

    LIFE = Life(
        "referral",
        "open",
        {
            "read": (("open",), "read"),
            "finish": (("open", "read"), "done"),
            "return": (("open", "read"), "returned"),
            "recall": (("open", "read"), "recalled"),
        },
    )

    class Purpose(models.TextChoices):
        ACTION = "action", _("for action")
        HELP = "help", _("to help")
        INFORMATION = "information", _("for information")

    class State(models.TextChoices):
        OPEN = "open", _("not read yet")
        READ = "read", _("read")
        DONE = "done", _("done")
        RETURNED = "returned", _("returned")
        RECALLED = "recalled", _("recalled")

    item = models.ForeignKey(Address, models.PROTECT, related_name="referrals")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="referrals_made")
    to = models.ForeignKey(Person, models.PROTECT, related_name="referrals")
    purpose = models.CharField(max_length=12, choices=Purpose, default=Purpose.ACTION)
    instruction = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    outcome = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at",)
        indexes = (models.Index(fields=("to", "state", "due_on")),)

    def __str__(self) -> str:
        return self.instruction[:80]
