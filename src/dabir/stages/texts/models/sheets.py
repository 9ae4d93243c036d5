"""Comment sheets on a version of a text that were filled in and came back, as they came."""

from __future__ import annotations

from django.db import models

from dabir.foundation.files.models import Original
from dabir.foundation.people.models import Person
from dabir.stages.texts.models.comments import Comment
from dabir.stages.texts.models.texts import Text, Version


class CommentSheetFile(models.Model):
    """A comment sheet, kept byte for byte, until a person takes its rows over as comments.

    It is on `version`; `comments` were made of its rows. One that was `set_aside_at` was none.
    """

    text = models.ForeignKey(Text, models.PROTECT, related_name="comment_sheets")
    version = models.ForeignKey(Version, models.PROTECT, related_name="comment_sheets")
    original = models.OneToOneField(
        Original, models.PROTECT, related_name="comment_sheet_on_a_text"
    )
    comments = models.ManyToManyField(Comment, blank=True, related_name="sheets")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.original}"

    @property
    def waits(self) -> bool:
        """Whether nothing was made of it yet."""
        return self.taken_at is None and self.set_aside_at is None
