"""Calls in the read-only admin."""

from django.contrib import admin

from dabir.foundation.people.admin import ReadOnlyAdmin
from dabir.stages.calls.models import (
    Call,
    Element,
    Exhibit,
    Invitation,
    Notice,
    Question,
    Rewording,
)
from dabir.stages.calls.queries import exhibits_visible_to, questions_visible_to, visible_to


@admin.register(Call)
class CallAdmin(ReadOnlyAdmin):
    """The calls that the administrator may see."""

    visible_to = staticmethod(visible_to)
    list_display = ("name", "code", "group", "kind", "state", "opens_at", "closes_at")
    list_filter = ("kind", "state")
    search_fields = ("name_key", "code")


@admin.register(Question)
class QuestionAdmin(ReadOnlyAdmin):
    """The questions of calls."""

    visible_to = staticmethod(questions_visible_to)
    list_display = ("prompt", "call", "order", "kind", "required", "clause")


@admin.register(Exhibit)
class ExhibitAdmin(ReadOnlyAdmin):
    """The clauses that calls consult on."""

    visible_to = staticmethod(exhibits_visible_to)
    list_display = ("label", "call", "order", "uid")


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Who is invited to the calls that the administrator may see."""

    visible_to = staticmethod(visible_to)
    through = "call__in"
    list_display = ("name", "call", "body", "letter", "reminded_at", "reminders")


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    """The published changes of calls."""

    visible_to = staticmethod(visible_to)
    through = "call__in"
    list_display = ("call", "kind", "at", "text")


@admin.register(Element)
class ElementAdmin(ReadOnlyAdmin):
    """The columns of the forms of inquiries."""

    visible_to = staticmethod(visible_to)
    through = "call__in"
    list_display = ("name", "call", "order")


@admin.register(Rewording)
class RewordingAdmin(ReadOnlyAdmin):
    """What corrections of calls changed."""

    visible_to = staticmethod(visible_to)
    through = "notice__call__in"
    list_display = ("notice", "question", "invitation", "before", "after")
