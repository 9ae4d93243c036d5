"""Originals, and the keys that can be destroyed."""

from __future__ import annotations

from django.db import models

from dabir.foundation.trace.models import Addressable


class ErasableKey(models.Model):
    """A key for one contributor's identity and originals; destroying it erases both.

    `wrapped` is the key under the installation's secret; None once destroyed.
    """

    wrapped = models.BinaryField(max_length=200, null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    destroyed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.pk}"


class Original(Addressable):
    """A received file or message, kept byte for byte, with its hash.

    `sha256` is of the bytes as received, also when they are stored encrypted under `key`.
    """

    KIND = "files.original"

    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120, blank=True)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    path = models.CharField(max_length=255)
    key = models.ForeignKey(
        ErasableKey, models.PROTECT, null=True, blank=True, related_name="originals"
    )
    received_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
