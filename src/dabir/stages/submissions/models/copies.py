"""Public versions of files that came with submissions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.foundation.files.models import Original
from dabir.stages.submissions.models.answers import Attachment


class PublicCopy(models.Model):
    """What everybody gets of a file: a copy without its authors, or nothing, and why.

    The file itself stays as it came. The copy is encrypted under the submission's own key, too.
    """

    class Reason(models.TextChoices):
        REDACTED = "redacted", _("Something is left out of its words: read them on this page.")
        PROPOSED = "proposed", _("Its words wait to be looked through for personal data.")
        UNREAD = "unread", _("Its words cannot be examined, and its author is not to be named.")
        SIGNED = "signed", _("It is signed electronically: cleaning breaks the signature.")
        ACTIVE = "active", _("It holds programs or other files, which cannot be cleaned.")
        DAMAGED = "damaged", _("It cannot be cleaned of the traces of who wrote it.")

    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="public_copy")
    original = models.OneToOneField(
        Original, models.PROTECT, null=True, blank=True, related_name="public_copy_of"
    )
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.reason or f"{self.original}"
