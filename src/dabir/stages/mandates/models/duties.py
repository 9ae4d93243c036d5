"""The duties that mandates give, who carries them, and what is reported."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.domain.procedure.transitions import Life
from dabir.foundation.files.models import Original
from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.trace.models import Addressable
from dabir.stages.mandates.models.documents import Axis, Clause


class Duty(Addressable):
    """What a body or the group itself must do (تکلیف when dated, وظیفه when standing)."""

    KIND = "mandates.duty"
    LIFE = Life(
        "duty",
        "assigned",
        {
            "accept": (("assigned",), "accepted"),
            "start": (("assigned", "accepted", "returned"), "in_progress"),
            "report": (("assigned", "accepted", "in_progress", "returned"), "reported"),
            "return": (("reported",), "returned"),
            "verify": (("reported",), "done"),
            "release": (("assigned", "accepted", "in_progress", "returned"), "released"),
        },
    )

    class State(models.TextChoices):
        ASSIGNED = "assigned", _("assigned")
        ACCEPTED = "accepted", _("accepted")
        IN_PROGRESS = "in_progress", _("in progress")
        REPORTED = "reported", _("reported")
        RETURNED = "returned", _("returned")
        DONE = "done", _("done")
        RELEASED = "released", _("released")

    class Anchor(models.TextChoices):
        APPROVAL = "approval", _("approval")
        NOTIFICATION = "notification", _("notification")
        EVENT = "event", _("another event")

    group = models.ForeignKey(Group, models.PROTECT, related_name="duties")
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, blank=True, related_name="duties")
    axis = models.ForeignKey(Axis, models.PROTECT, null=True, blank=True, related_name="duties")
    text = models.TextField()
    due_on = models.DateField(null=True, blank=True)
    due_text = models.CharField(max_length=200, blank=True)
    within = models.CharField(max_length=20, blank=True)
    anchor = models.CharField(max_length=15, choices=Anchor, blank=True)
    reporting_to = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.ASSIGNED)
    percent = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("group", "state", "due_on")),)

    def __str__(self) -> str:
        return self.text[:80]


class Assignment(models.Model):
    """A body's part in a duty: one cell of the division-of-labour matrix."""

    class Part(models.TextChoices):
        RESPONSIBLE = "responsible", _("responsible")
        SUPPORTING = "supporting", _("supporting")

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="assignments")
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    committee = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    part = models.CharField(max_length=12, choices=Part)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("duty", "body"), name="one_part_a_body"),
            models.CheckConstraint(
                condition=models.Q(body__isnull=False) ^ models.Q(committee__isnull=False),
                name="assigned_to_a_body_or_a_group",
            ),
        )

    def __str__(self) -> str:
        return f"{self.body or self.committee}"


class Report(Addressable):
    """What a responsible body reports on a duty, and what the secretariat made of it."""

    KIND = "mandates.report"

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="reports")
    text = models.TextField()
    percent = models.PositiveSmallIntegerField(default=100)
    obstacle = models.TextField(blank=True)
    evidence = models.ForeignKey(
        Original, models.PROTECT, null=True, blank=True, related_name="reports"
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.text[:80]
