"""Entries, their erasable contents, and the seals over them."""

from __future__ import annotations

from django.db import models

from dabir.foundation.people.models import Group
from dabir.foundation.trace.models import Address


class Chain(models.Model):
    """Where the seals of a group stand: how many there are, and the digest of the last.

    Its row is what a sealer locks. `name` is the group's key; ``""`` is for acts of no group.
    """

    name = models.CharField(max_length=20, unique=True)
    length = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.name


class Seal(models.Model):
    """A Merkle root over a group's entries, chained to the seal before it."""

    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="seals")
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()
    count = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, db_index=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("group", "sequence"), name="one_seal_a_place"),
        )

    def __str__(self) -> str:
        return self.digest[:16]


class Entry(models.Model):
    """That an act happened, when and by whom (by pseudonym), with a digest of what was done."""

    act = models.CharField(max_length=80)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="entries")
    about = models.ForeignKey(Address, models.PROTECT, null=True, related_name="entries")
    digest = models.CharField(max_length=64)
    seal = models.ForeignKey(Seal, models.PROTECT, null=True, related_name="entries")
    place = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("group", "-id")),
            models.Index(
                fields=("group",),
                name="entry_unsealed",
                condition=models.Q(seal__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.act


class Content(models.Model):
    """What an entry says, and the key of its digest. Erasing blanks both; the entry stays."""

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="content")
    key = models.BinaryField(max_length=32)
    payload = models.TextField()
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.payload[:80]
