"""What is reported on duties, and every step of a duty's life."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.domain.procedure.transitions import Life
from dabir.foundation.files.models import Original
from dabir.foundation.letters.models import Letter
from dabir.foundation.people.models import Body, Person
from dabir.foundation.trace.models import Addressable
from dabir.stages.mandates.models.duties import Duty, Extension


class Report(Addressable):
    """What a responsible body reports on a duty, and what the secretariat made of it.

    `to` is the body that the mandate names; a verified report goes on to it by `letter`.
    `answer` is the note of whoever verified it, or what was missing when it was sent back.
    """

    KIND = "mandates.report"
    LIFE = Life(
        "report",
        "sent",
        {
            "verify": (("sent",), "verified"),
            "return": (("sent",), "returned"),
            "supersede": (("sent",), "superseded"),
        },
    )

    class State(models.TextChoices):
        SENT = "sent", _("not verified yet")
        VERIFIED = "verified", _("verified")
        RETURNED = "returned", _("sent back")
        SUPERSEDED = "superseded", _("followed by a later one")

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="reports")
    text = models.TextField()
    percent = models.PositiveSmallIntegerField(default=100)
    obstacle = models.TextField(blank=True)
    files = models.ManyToManyField(
        Original, through="ReportFile", blank=True, related_name="reports"
    )
    to = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.SENT)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    letter = models.ForeignKey(
        Letter, models.PROTECT, null=True, blank=True, related_name="reports_forwarded"
    )

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.text[:80]


class ReportFile(models.Model):
    """A file that goes with a report, in the order in which they were given."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="with_files")
    original = models.ForeignKey(Original, models.PROTECT, related_name="with_reports")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("report", "original"), name="a_file_once_a_report"),
        )

    def __str__(self) -> str:
        return f"{self.original}"


class Step(models.Model):
    """One step of a duty's life, as its page tells it: who, when, what and why.

    The sealed record says that it happened; this says it in words to whoever may see the duty.
    """

    class Event(models.TextChoices):
        ASSIGN = "assign", _("given")
        GIVE = "give", _("carriers changed")
        ACCEPT = "accept", _("acknowledged")
        DECLINE = "decline", _("declined")
        HAND_OVER = "hand_over", _("handed over")
        START = "start", _("work begun")
        DUE = "due", _("deadline set")
        CHANGE = "change", _("changed")
        DRAFT = "draft", _("draft chosen")
        REPORT = "report", _("reported on")
        RETURN = "return", _("report sent back")
        VERIFY = "verify", _("report verified")
        FORWARD = "forward", _("report sent on")
        ASK = "ask", _("extension asked for")
        GRANT = "grant", _("extension granted")
        REFUSE = "refuse", _("extension refused")
        WITHDRAW = "withdraw", _("request for an extension withdrawn")
        RELEASE = "release", _("released")
        END = "end", _("ended")

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="steps")
    event = models.CharField(max_length=10, choices=Event)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = models.TextField(blank=True)
    due_before = models.DateField(null=True, blank=True)
    due_after = models.DateField(null=True, blank=True)
    carriers = models.JSONField(default=dict, blank=True)
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="steps")
    extension = models.ForeignKey(
        Extension, models.PROTECT, null=True, blank=True, related_name="steps"
    )

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.duty_id}: {self.event}"
