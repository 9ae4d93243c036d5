"""Keys with which other systems hand submissions in."""

from __future__ import annotations

from django.db import models

from dabir.foundation.people.models import Group, Person
from dabir.stages.calls.models import Call


class Token(models.Model):
    """The right of another system to hand submissions in to a group's calls, or to one `call`.

    Only the SHA-256 of the token is kept. `used_at` is the hour of its last use.
    """

    group = models.ForeignKey(Group, models.PROTECT, related_name="tokens")
    call = models.ForeignKey(Call, models.PROTECT, null=True, blank=True, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.name
