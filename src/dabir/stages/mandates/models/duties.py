"""The duties that mandates give: who carries them, their deadlines, what happened to them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.domain.procedure.transitions import Life
from dabir.foundation.files.models import Original
from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.trace.models import Addressable
from dabir.stages.mandates.models.documents import Axis, Clause


class Duty(Addressable):
    """What a body or the group itself must do (تکلیف when dated, وظیفه when standing).

    A required output (خروجی لازم) is a duty to hand a text to somebody: `title` says which text,
    `reporting_to` to whom. `draft` is the file of a draft that came with the mandate,
    `draft_annex` the annex of the mandate that is one: the text's version 0 is made of it.
    """

    KIND = "mandates.duty"
    LIFE = Life(
        "duty",
        "assigned",
        {
            "accept": (("assigned",), "accepted"),
            "decline": (("assigned", "accepted"), "unassigned"),
            "give": (("unassigned",), "assigned"),
            "hand_over": (("assigned", "accepted", "in_progress", "returned"), "assigned"),
            "take_away": (("assigned", "accepted", "in_progress", "returned"), "unassigned"),
            "start": (("assigned", "accepted", "returned"), "in_progress"),
            "report": (("assigned", "accepted", "in_progress", "returned"), "reported"),
            "return": (("reported",), "returned"),
            "verify": (("reported",), "done"),
            "release": (
                ("unassigned", "assigned", "accepted", "in_progress", "returned"),
                "released",
            ),
            "end": (
                ("unassigned", "assigned", "accepted", "in_progress", "reported", "returned"),
                "ended",
            ),
        },
    )

    class Kind(models.TextChoices):
        TASK = "task", _("task")
        OUTPUT = "output", _("required output")

    class State(models.TextChoices):
        UNASSIGNED = "unassigned", _("unassigned")
        ASSIGNED = "assigned", _("assigned")
        ACCEPTED = "accepted", _("accepted")
        IN_PROGRESS = "in_progress", _("in progress")
        REPORTED = "reported", _("reported")
        RETURNED = "returned", _("returned")
        DONE = "done", _("done")
        RELEASED = "released", _("released")
        ENDED = "ended", _("ended")

    class Anchor(models.TextChoices):
        APPROVAL = "approval", _("approval")
        NOTIFICATION = "notification", _("notification")
        EVENT = "event", _("another event")

    group = models.ForeignKey(Group, models.PROTECT, related_name="duties")
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, blank=True, related_name="duties")
    axis = models.ForeignKey(Axis, models.PROTECT, null=True, blank=True, related_name="duties")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TASK)
    text = models.TextField()
    title = models.CharField(max_length=300, blank=True)
    draft = models.ForeignKey(
        Original, models.PROTECT, null=True, blank=True, related_name="outputs_drafted"
    )
    draft_annex = models.ForeignKey(
        Clause, models.PROTECT, null=True, blank=True, related_name="outputs_drafted"
    )
    due_on = models.DateField(null=True, blank=True)
    due_text = models.CharField(max_length=200, blank=True)
    within = models.CharField(max_length=20, blank=True)
    working_days = models.BooleanField(default=False)
    anchor = models.CharField(max_length=15, choices=Anchor, blank=True)
    reporting_to = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.ASSIGNED)
    percent = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("group", "state", "due_on")),)

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_output(self) -> bool:
        """Whether the mandate requires a text of those who carry it."""
        return self.kind == self.Kind.OUTPUT


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

    @property
    def carrier(self) -> Body | Group:
        """Who carries this part."""
        carrier = self.body or self.committee
        assert carrier is not None  # noqa: S101 (a constraint of the table)
        return carrier


class Extension(models.Model):
    """More time that those who carry a duty ask for (تمدید مهلت), and what was answered."""

    LIFE = Life(
        "extension",
        "asked",
        {
            "grant": (("asked",), "granted"),
            "refuse": (("asked",), "refused"),
            "withdraw": (("asked",), "withdrawn"),
            "lapse": (("asked",), "lapsed"),
        },
    )

    class State(models.TextChoices):
        ASKED = "asked", _("asked for")
        GRANTED = "granted", _("granted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")
        LAPSED = "lapsed", _("no longer needed")

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="extensions")
    before = models.DateField()
    until = models.DateField()
    reason = models.TextField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    until_granted = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("duty",),
                condition=models.Q(state="asked"),
                name="one_extension_asked_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.duty_id}: {self.until}"
