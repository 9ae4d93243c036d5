"""Background work, as the act that asked for it wrote it down."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.domain.procedure.transitions import Life
from dabir.foundation.people.models import Group, Person


class Work(models.Model):
    """One piece of work: what, asked by whom, how far, and what came of it.

    `key` makes asking idempotent. A running piece holds a lease; when the lease runs out its
    worker is taken to be dead and the piece runs again.
    """

    LIFE = Life(
        "work",
        "waiting",
        {
            "start": (("waiting", "running"), "running"),
            "retry": (("running",), "waiting"),
            "finish": (("running",), "done"),
            "fail": (("running",), "failed"),
            "ask_again": (("failed",), "waiting"),
        },
    )

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    class Queue(models.TextChoices):
        QUICK = "quick", _("quick")
        HEAVY = "heavy", _("heavy")

    key = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=80)
    queue = models.CharField(max_length=8, choices=Queue, default=Queue.QUICK)
    arguments = models.JSONField(default=dict)
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="work")
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    not_before = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(null=True, blank=True)
    error = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("queue", "state", "not_before")),)

    def __str__(self) -> str:
        return self.key
