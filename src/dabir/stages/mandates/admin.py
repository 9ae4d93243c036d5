"""The stage in the read-only admin."""

from __future__ import annotations

from django.contrib import admin

from dabir.foundation.people.admin import ReadOnlyAdmin
from dabir.stages.mandates.models import (
    Assignment,
    Axis,
    Clause,
    ClauseChange,
    Duty,
    EarlierCopy,
    Extension,
    Mandate,
    Nomination,
    OpenPoint,
    Report,
    ReportFile,
    Step,
)
from dabir.stages.mandates.queries import (
    axes_visible_to,
    clauses_visible_to,
    duties_visible_to,
    extensions_visible_to,
    nominations_visible_to,
    open_points_visible_to,
    reports_visible_to,
    steps_visible_to,
    visible_to,
)


@admin.register(Mandate)
class MandateAdmin(ReadOnlyAdmin):
    """Mandates."""

    visible_to = staticmethod(visible_to)
    list_display = ("name", "group", "number", "adopted_on", "standing")


@admin.register(Clause)
class ClauseAdmin(ReadOnlyAdmin):
    """Clauses of mandates."""

    visible_to = staticmethod(clauses_visible_to)
    list_display = ("path", "mandate", "kind")


@admin.register(Axis)
class AxisAdmin(ReadOnlyAdmin):
    """Axes of a group's work."""

    visible_to = staticmethod(axes_visible_to)
    list_display = ("name", "group", "order")


@admin.register(Duty)
class DutyAdmin(ReadOnlyAdmin):
    """Duties."""

    visible_to = staticmethod(duties_visible_to)
    list_display = ("text", "group", "state", "due_on", "percent")
    list_filter = ("state",)


@admin.register(Assignment)
class AssignmentAdmin(ReadOnlyAdmin):
    """Who carries which duty."""

    visible_to = staticmethod(duties_visible_to)
    through = "duty__in"
    list_display = ("duty", "body", "committee", "part")


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    """Reports on duties."""

    visible_to = staticmethod(reports_visible_to)
    list_display = ("text", "duty", "percent", "by", "at")


@admin.register(ReportFile)
class ReportFileAdmin(ReadOnlyAdmin):
    """Files that came with reports."""

    visible_to = staticmethod(reports_visible_to)
    through = "report__in"
    list_display = ("report", "original")


@admin.register(Extension)
class ExtensionAdmin(ReadOnlyAdmin):
    """Requests for more time."""

    visible_to = staticmethod(extensions_visible_to)
    list_display = ("duty", "until", "state", "asked_by", "asked_at")
    list_filter = ("state",)


@admin.register(Step)
class StepAdmin(ReadOnlyAdmin):
    """Steps of duties."""

    visible_to = staticmethod(steps_visible_to)
    list_display = ("duty", "event", "by", "at")
    list_filter = ("event",)


@admin.register(Nomination)
class NominationAdmin(ReadOnlyAdmin):
    """Nominations for seats."""

    visible_to = staticmethod(nominations_visible_to)
    list_display = ("name", "seat", "role", "state", "at")
    list_filter = ("state",)


@admin.register(OpenPoint)
class OpenPointAdmin(ReadOnlyAdmin):
    """Open points of documents."""

    visible_to = staticmethod(open_points_visible_to)
    list_display = ("kind", "mandate", "state", "raised_at")
    list_filter = ("state", "kind")


@admin.register(ClauseChange)
class ClauseChangeAdmin(ReadOnlyAdmin):
    """What amendments made of clauses."""

    visible_to = staticmethod(visible_to)
    through = "amendment__in"
    list_display = ("amendment", "old", "new", "outcome")
    list_filter = ("outcome",)


@admin.register(EarlierCopy)
class EarlierCopyAdmin(ReadOnlyAdmin):
    """Copies that better ones replaced."""

    visible_to = staticmethod(visible_to)
    through = "mandate__in"
    list_display = ("mandate", "standing", "replaced_at")
