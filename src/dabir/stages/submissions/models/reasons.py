"""Reasons that a group gives again and again, ready to be chosen."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.foundation.naming import NamesField, in_language
from dabir.foundation.people.models import Group


class Reason(models.Model):
    """A reason by language, for one use; `retired_at`: it is offered no more."""

    class Use(models.TextChoices):
        DECLINE = "decline", _("declining a contribution")
        RETURN = "return", _("returning a contribution for completion")
        OUTCOME = "outcome", _("the outcome of a passage")

    group = models.ForeignKey(Group, models.PROTECT, related_name="reasons")
    use = models.CharField(max_length=8, choices=Use)
    texts = NamesField()
    order = models.PositiveIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("use", "order", "pk")

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The reason in the reader's language."""
        return in_language(self.texts)
