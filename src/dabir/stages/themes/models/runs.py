"""Runs of the analysis over what was sent to a call, and what was done with their proposals."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dabir.domain.procedure.transitions import Life
from dabir.foundation.people.models import Person
from dabir.foundation.trace.models import Addressable
from dabir.stages.calls.models import Call


class AnalysisRun(Addressable):
    """One run of the analysis over a call (اجرای تحلیل): it proposes themes and finds campaigns.

    `seed` makes it repeatable; a theme has at least `least` submissions. `engine_id` is the
    engine's own id, hashed from what was read and how; `method` says by what themes were found, in
    which versions, and `counts` how much was read. `reached` is the last submission that was
    looked at, by this run or by assigning what came later to its themes.
    """

    KIND = "themes.run"
    LIFE = Life(
        "analysis_run",
        "running",
        {
            "conclude": (("running",), "done"),
            "stop": (("running",), "stopped"),
            "fail": (("running",), "failed"),
        },
    )

    class State(models.TextChoices):
        RUNNING = "running", pgettext_lazy("analysis run", "under way")
        DONE = "done", pgettext_lazy("analysis run", "done")
        STOPPED = "stopped", pgettext_lazy("analysis run", "stopped")
        FAILED = "failed", pgettext_lazy("analysis run", "failed")

    call = models.ForeignKey(Call, models.PROTECT, related_name="analysis_runs")
    number = models.PositiveIntegerField()
    seed = models.PositiveIntegerField(default=0)
    least = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    engine_id = models.CharField(max_length=64, blank=True)
    method = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    reached = models.BigIntegerField(default=0)
    trouble = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("call", "number"), name="runs_are_numbered"),
            models.UniqueConstraint(
                fields=("call",), condition=Q(state="running"), name="one_run_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.call} {self.number}"


class FittedThemes(models.Model):
    """What a run's themes were found with, kept so that later submissions come to the same ones.

    It holds the hashes of words, no word and no passage.
    """

    run = models.OneToOneField(AnalysisRun, models.PROTECT, primary_key=True, related_name="fitted")
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.run}"


class RunStep(models.Model):
    """One thing that a person did with what a run proposed; the last one can be undone.

    `before` holds what undoing needs beside the rows of `StepCode`: keys and names of themes.
    """

    class Kind(models.TextChoices):
        ACCEPT = "accept", _("accepted as a theme")
        JOIN = "join", _("taken for a theme that there is")
        RENAME = "rename", _("renamed")
        MERGE = "merge", _("merged")
        SPLIT = "split", _("split")
        RAISE = "raise", _("put on the first level")
        MOVE = "move", _("passages moved")
        DISMISS = "dismiss", _("passages taken out")
        CONFIRM = "confirm", _("passages confirmed")
        SET_ASIDE = "set_aside", _("set aside")
        DISTIL = "distil", _("made a consideration")

    run = models.ForeignKey(AnalysisRun, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    proposed = models.ForeignKey("ProposedTheme", models.PROTECT, related_name="steps")
    other = models.ForeignKey("ProposedTheme", models.PROTECT, null=True, related_name="+")
    theme = models.ForeignKey("Theme", models.PROTECT, null=True, related_name="+")
    consideration = models.ForeignKey("Consideration", models.PROTECT, null=True, related_name="+")
    passages = models.PositiveIntegerField(default=0)
    before = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("run", "-id"), condition=Q(undone_at=None), name="steps_to_undo"),
        )

    def __str__(self) -> str:
        return str(self.get_kind_display())


class StepCode(models.Model):
    """How a proposed code stood before a step, and the code that the step made of it, if any."""

    step = models.ForeignKey(RunStep, models.PROTECT, related_name="codes")
    code = models.ForeignKey("ProposedCode", models.CASCADE, related_name="+")
    proposed = models.ForeignKey("ProposedTheme", models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=10)
    made = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.step_id}: {self.code_id}"
