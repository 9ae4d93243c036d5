"""The published changes of a call, and the words that they took the place of."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.foundation.naming import NamesField, in_language
from dabir.stages.calls.models.calls import Call
from dabir.stages.calls.models.invitations import Invitation
from dabir.stages.calls.models.questions import Question


class Notice(models.Model):
    """A published change of a call: an extension, a correction, with its reason by language.

    Where it moved the deadline, `closed_before` and `closes_at` are the old one and the new.
    """

    class Kind(models.TextChoices):
        EXTENSION = "extension", _("extension")
        CORRECTION = "correction", _("correction")
        REOPENING = "reopening", _("reopening")
        CLOSING = "closing", _("early closing")

    call = models.ForeignKey(Call, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=12, choices=Kind)
    texts = NamesField()
    at = models.DateTimeField()
    closed_before = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def text(self) -> str:
        """What it says in the reader's language, or in another where that is missing."""
        return in_language(self.texts)


class Rewording(models.Model):
    """What a correction changed in a published question or invitation: the words before, after."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="rewordings")
    question = models.ForeignKey(
        Question, models.PROTECT, null=True, blank=True, related_name="rewordings"
    )
    invitation = models.ForeignKey(
        Invitation, models.PROTECT, null=True, blank=True, related_name="rewordings"
    )
    before = NamesField()
    after = NamesField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return in_language(self.after)[:80]

    @property
    def said_before(self) -> str:
        """The words before, in the reader's language."""
        return in_language(self.before)
