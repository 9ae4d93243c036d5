"""Bulk imports: the uploaded file, how far it has been taken in, and which row became what."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from dabir.domain.procedure.transitions import Life
from dabir.foundation.files.models import Original
from dabir.foundation.people.models import Person
from dabir.stages.calls.models import Call
from dabir.stages.submissions.models.submissions import Submission


class Import(models.Model):
    """A file of many submissions to one call, on its way in.

    `original` is the file, encrypted under a key of its own. `mapping` says what each column is;
    `report` is what the dry run found; `trouble` why it broke off. `attempt` counts dry runs and
    runs, so that each has work of its own. It is cut into slices of `slice_size` rows, of which
    `rows` in all, known since the dry run.
    """

    LIFE = Life(
        "import",
        "uploaded",
        {
            "map": (("uploaded", "mapped", "checked"), "mapped"),
            "check": (("mapped", "checked"), "checking"),
            "conclude_check": (("checking",), "checked"),
            "drop_check": (("checking",), "mapped"),
            "run": (("checked", "stopped"), "running"),
            "stop": (("running",), "stopped"),
            "finish": (("running",), "done"),
        },
    )

    class State(models.TextChoices):
        UPLOADED = "uploaded", pgettext_lazy("import", "uploaded")
        MAPPED = "mapped", pgettext_lazy("import", "columns matched")
        CHECKING = "checking", pgettext_lazy("import", "being checked")
        CHECKED = "checked", pgettext_lazy("import", "checked")
        RUNNING = "running", pgettext_lazy("import", "being taken in")
        STOPPED = "stopped", pgettext_lazy("import", "stopped")
        DONE = "done", pgettext_lazy("import", "taken in")

    call = models.ForeignKey(Call, models.PROTECT, related_name="imports")
    original = models.OneToOneField(Original, models.PROTECT, related_name="brought_by")
    format = models.CharField(max_length=8)
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADED)
    attempt = models.PositiveIntegerField(default=0)
    slice_size = models.PositiveIntegerField(default=1_000)
    rows = models.PositiveIntegerField(null=True)
    report = models.JSONField(default=dict)
    trouble = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.original.name

    @property
    def is_erased(self) -> bool:
        """Whether its file was erased, because somebody whose row is in it asked to be erased."""
        key = self.original.key
        return key is not None and key.wrapped is None


class ImportSlice(models.Model):
    """One slice of an import that was taken in, once: its row is written with what it added.

    `first` and `last` are the numbers of its rows in the file; `root` is the Merkle root over the
    digests of the rows that were added, in their order, which the record holds too. `problems` are
    the rows that could not be taken in; `repeated` the numbers of those that the file had before.
    """

    source = models.ForeignKey(Import, models.PROTECT, related_name="slices")
    number = models.PositiveIntegerField()
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    added = models.PositiveIntegerField()
    already = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    problems = models.JSONField(default=list)
    repeated = models.JSONField(default=list)
    root = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("source", "number"), name="a_slice_is_taken_in_once"),
        )

    def __str__(self) -> str:
        return f"{self.source_id}: {self.first}–{self.last}"


class ImportedRow(models.Model):
    """Which row of which file a submission was; `key` makes a row count once for its call.

    `key` is made from the row's own number where it has one, else from its contents, under the
    installation's secret: it stays when the submission is erased, and tells nobody what it said.
    """

    submission = models.OneToOneField(
        Submission, models.PROTECT, primary_key=True, related_name="imported"
    )
    source = models.ForeignKey(Import, models.PROTECT, related_name="imported_rows", db_index=False)
    number = models.PositiveIntegerField()
    key = models.UUIDField(unique=True)

    class Meta:
        indexes = (models.Index(fields=("source", "number"), name="rows_of_an_import"),)

    def __str__(self) -> str:
        return f"{self.number}"
