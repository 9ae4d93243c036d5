"""Files of which the zero draft of a text is to be made, as they came, and how they were read."""

from __future__ import annotations

from django.db import models

from dabir.foundation.files.models import Original
from dabir.foundation.people.models import Person
from dabir.stages.texts.models.texts import Text, Version


class DraftFile(models.Model):
    """A file of a draft, kept byte for byte, with the clauses that are proposed of it.

    `rows` are those of `dabir.domain.drafting.copies.outlining` as plain data, as they stand
    after `mended` changes by people; `notes` tell what is to be known about the reading. A long
    file is read in the background: before `read_at` nothing is proposed, and `refusal` says why
    it could not be; both in the words of the source (`files.told`). `version` is the zero draft
    that was made of it; one that was `set_aside_at` was not wanted.
    """

    text = models.ForeignKey(Text, models.PROTECT, related_name="draft_files")
    original = models.OneToOneField(Original, models.PROTECT, related_name="draft_file")
    format = models.CharField(max_length=20, blank=True)
    verified = models.BooleanField(default=True)
    notes = models.JSONField(default=list, blank=True)
    rows = models.JSONField(default=list, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    refusal = models.TextField(blank=True)
    mended = models.PositiveIntegerField(default=0)
    version = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="draft_files"
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    set_aside_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.original}"

    @property
    def work_key(self) -> str:
        """The key of the work that reads it, where it is long."""
        return f"texts.read_draft {self.pk}"

    @property
    def waits(self) -> bool:
        """Whether nothing was made of it yet."""
        return self.version_id is None and self.set_aside_at is None
