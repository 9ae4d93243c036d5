"""Files in which a delegation changed an issued version, as they came."""

from __future__ import annotations

from django.db import models

from dabir.foundation.files.models import Original
from dabir.foundation.people.models import Person
from dabir.stages.texts.models.amendments import Amendment
from dabir.stages.texts.models.texts import Text


class ReceivedFile(models.Model):
    """A file with a changed copy of a text, kept byte for byte, until a person proposes from it.

    `amendments` are what was made of it; one that was `set_aside_at` came twice or was none.
    """

    text = models.ForeignKey(Text, models.PROTECT, related_name="received_files")
    original = models.OneToOneField(Original, models.PROTECT, related_name="received_text_file")
    amendments = models.ManyToManyField(Amendment, blank=True, related_name="received_files")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    proposed_at = models.DateTimeField(null=True, blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.original}"

    @property
    def waits(self) -> bool:
        """Whether nothing was made of it yet."""
        return self.proposed_at is None and self.set_aside_at is None


class FileReading(models.Model):
    """One reading of a long received file in the background, against one state of its text.

    `key` says against which versions, and with what a person said of its lines. `outcome` is what
    was read, as `dabir.stages.texts.files.long_files` keeps it, once it was; or `refusal` says why
    not.
    """

    received = models.ForeignKey(ReceivedFile, models.CASCADE, related_name="readings")
    key = models.CharField(max_length=64)
    outcome = models.JSONField(null=True, blank=True)
    refusal = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("received", "key"), name="one_reading_of_a_kind"),
        )

    def __str__(self) -> str:
        return f"{self.received} {self.key[:8]}"

    @property
    def work_key(self) -> str:
        """The key of the work that reads it."""
        return f"texts.read_file {self.pk}"
