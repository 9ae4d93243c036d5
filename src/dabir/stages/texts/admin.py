"""Texts in the read-only admin."""

from __future__ import annotations

from django.contrib import admin

from dabir.foundation.people.admin import ReadOnlyAdmin
from dabir.stages.texts.models import (
    Amendment,
    Comment,
    Examination,
    Finding,
    Guard,
    Opinion,
    Revision,
    Text,
    Upstream,
    Version,
)
from dabir.stages.texts.queries import (
    amendments_visible_to,
    documents_visible_to,
    findings_visible_to,
    guards_visible_to,
    versions_visible_to,
    visible_to,
)
from dabir.stages.texts.queries.comments import comments_visible_to
from dabir.stages.texts.queries.examining import (
    examinations_visible_to,
    opinions_visible_to,
    revisions_visible_to,
)


@admin.register(Text)
class TextAdmin(ReadOnlyAdmin):
    """Texts the administrator may see."""

    visible_to = staticmethod(visible_to)
    list_display = ("name", "group", "kind", "language", "state")
    list_filter = ("state", "kind")
    search_fields = ("name_key",)


@admin.register(Version)
class VersionAdmin(ReadOnlyAdmin):
    """Versions the administrator may see."""

    visible_to = staticmethod(versions_visible_to)
    list_display = ("text", "symbol", "at", "by")


@admin.register(Amendment)
class AmendmentAdmin(ReadOnlyAdmin):
    """Amendments the administrator may see."""

    visible_to = staticmethod(amendments_visible_to)
    list_display = ("text", "number", "proposer", "base", "state")
    list_filter = ("state",)


@admin.register(Guard)
class GuardAdmin(ReadOnlyAdmin):
    """Guards of the red lines the administrator may see."""

    visible_to = staticmethod(guards_visible_to)
    list_display = ("text", "consideration", "language")


@admin.register(Upstream)
class UpstreamAdmin(ReadOnlyAdmin):
    """Upstream documents the administrator may see."""

    visible_to = staticmethod(documents_visible_to)
    list_display = ("name", "group", "rank")
    search_fields = ("name_key",)


@admin.register(Finding)
class FindingAdmin(ReadOnlyAdmin):
    """Findings the administrator may see."""

    visible_to = staticmethod(findings_visible_to)
    list_display = ("clause", "upstream", "outcome")
    list_filter = ("outcome",)


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    """Received revisions the administrator may see."""

    visible_to = staticmethod(revisions_visible_to)
    list_display = ("text", "symbol", "state", "at")
    list_filter = ("state",)


@admin.register(Examination)
class ExaminationAdmin(ReadOnlyAdmin):
    """Examinations the administrator may see."""

    visible_to = staticmethod(examinations_visible_to)
    list_display = ("version", "committee", "state")
    list_filter = ("state",)


@admin.register(Opinion)
class OpinionAdmin(ReadOnlyAdmin):
    """Opinions the administrator may see."""

    visible_to = staticmethod(opinions_visible_to)
    list_display = ("clause", "examination", "look_again")


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    """Comments the administrator may see."""

    visible_to = staticmethod(comments_visible_to)
    list_display = ("text", "clause", "by", "body", "state", "at")
    list_filter = ("state",)
