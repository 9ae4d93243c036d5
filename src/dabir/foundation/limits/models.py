"""What is left of an allowance."""

from __future__ import annotations

from django.db import models


class Allowance(models.Model):
    """How many more times somebody may do something, as of a moment.

    `key` says what and who, hashed under a key of the day: who it was can be told neither from it
    nor, a day later, with it.
    """

    key = models.CharField(max_length=64, primary_key=True)
    left = models.FloatField()
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.left:.1f}"
