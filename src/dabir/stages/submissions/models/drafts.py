"""What somebody has typed but not sent."""

from __future__ import annotations

from django.db import models

from dabir.foundation.files.models import ErasableKey
from dabir.stages.calls.models import Call


class Draft(models.Model):
    """What somebody has typed but not sent; found again by its secret link, encrypted at rest."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="drafts")
    secret_digest = models.CharField(max_length=64, unique=True)
    key = models.OneToOneField(ErasableKey, models.PROTECT, related_name="draft")
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.call}"
