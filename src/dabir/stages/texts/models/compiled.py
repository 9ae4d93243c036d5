"""Compilations kept ready, so that a page need not lay all amendments over the text again."""

from __future__ import annotations

from django.db import models

from dabir.stages.texts.models.texts import Version


class CompiledForm(models.Model):
    """The contests that one set of amendments makes of a version, as `compiled` writes them.

    `key` names the set with the edition of each amendment: readers who may see the same share it,
    and nobody is ever shown what was compiled of more than they may see.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="compiled_forms")
    key = models.CharField(max_length=32)
    content = models.BinaryField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("version", "key"), name="one_form_a_set"),)

    def __str__(self) -> str:
        return self.key
