"""Submissions in the read-only admin. Identities, keys and what is redacted are not in it."""

from __future__ import annotations

from django.contrib import admin

from dabir.foundation.people.admin import ReadOnlyAdmin
from dabir.stages.submissions.models import Disposition, Passage, Redaction, Submission
from dabir.stages.submissions.queries import passages_visible_to, visible_to


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    """What somebody sent, apart from who."""

    visible_to = staticmethod(visible_to)
    list_display = ("receipt", "call", "state", "road", "sector", "publication", "received_at")
    list_filter = ("state", "road", "sector")
    exclude = ("secret_digest", "key", "once", "original", "body", "letter")


@admin.register(Passage)
class PassageAdmin(ReadOnlyAdmin):
    """Passages as everybody reads them."""

    visible_to = staticmethod(passages_visible_to)
    list_display = ("submission", "order", "shown")
    exclude = ("text", "text_key", "shown_key", "answer")


@admin.register(Disposition)
class DispositionAdmin(ReadOnlyAdmin):
    """What became of passages."""

    visible_to = staticmethod(passages_visible_to)
    through = "passage__in"
    list_display = ("passage", "outcome", "by", "at", "current")
    list_filter = ("outcome", "current")


@admin.register(Redaction)
class RedactionAdmin(ReadOnlyAdmin):
    """Which stretches are left out, and on what ground; not the words."""

    visible_to = staticmethod(passages_visible_to)
    through = "passage__in"
    list_display = ("passage", "ground", "by", "at", "lifted_at")
    exclude = ("reason",)
