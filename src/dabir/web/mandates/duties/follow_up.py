"""Follow-up: what was given, to whom, by when, how far it is, and what stands in the way."""

from __future__ import annotations

from django.db.models import F, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_day, show_percent
from dabir.stages.mandates.models import Assignment, Duty
from dabir.stages.mandates.queries import OPEN_STATES, duties_visible_to, reports_visible_to
from dabir.web.mandates.sheets import as_file, group_sheet
from dabir.web.mandates.tabs import tabs
from dabir.web.shared.pages import group_page


def _followed(request: HttpRequest, group: Group) -> QuerySet[Duty]:
    """Return the duties with a deadline or a report, those still open first."""
    seen = duties_visible_to(request.user).filter(group=group)
    reports = reports_visible_to(request.user).order_by("-at", "-pk")
    return (
        (seen.filter(due_on__isnull=False) | seen.filter(reports__in=reports.values("pk")))
        .distinct()
        .prefetch_related(Prefetch("reports", reports, "shown_reports"))
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )


@group_page
def follow_up(request: HttpRequest, group: Group) -> HttpResponse:
    """Every dated duty with its last report and its obstacle."""
    today = timezone.localdate()
    duties = list(_followed(request, group))
    late = [duty for duty in duties if _is_late(duty)]
    context = {
        "tabs": tabs(group, "follow_up"),
        "duties": duties,
        "today": today,
        "open_states": OPEN_STATES,
        "done": sum(duty.state == Duty.State.DONE for duty in duties),
        "total": len(duties),
        "late": len(late),
    }
    return render(request, "mandates/duties/follow_up.html", context)


def _is_late(duty: Duty) -> bool:
    today = timezone.localdate()
    return duty.state in OPEN_STATES and duty.due_on is not None and duty.due_on < today


def _row(duty: Duty) -> tuple[str, ...]:
    parts: dict[str, list[str]] = {part: [] for part in Assignment.Part.values}
    for one in duty.assignments.all():
        parts[one.part].append(str(one))
    last = next(iter(duty.shown_reports), None)  # type: ignore[attr-defined]
    return (
        duty.text,
        _(", ").join(parts[Assignment.Part.RESPONSIBLE]),
        show_day(duty.due_on) if duty.due_on else "",
        str(duty.get_state_display()) + (f" ({_('overdue')})" if _is_late(duty) else ""),
        show_percent(duty.percent),
        f"{show_day(timezone.localdate(last.at))}: {last.text}" if last else "",
        last.obstacle if last else "",
    )


@group_page
def download(request: HttpRequest, group: Group, ending: str) -> HttpResponse:
    """The follow-up as a file."""
    columns = (
        _("Duty"),
        _("Responsible"),
        _("Deadline"),
        _("State"),
        _("Progress"),
        _("Last report"),
        _("Obstacle"),
    )
    sheet = group_sheet(
        group,
        _("Follow-up of duties"),
        columns=columns,
        rows=[_row(duty) for duty in _followed(request, group)],
        widths=(3.5, 1.8, 1.2, 1.2, 0.8, 2.6, 1.4),
    )
    return as_file(sheet, f"follow-up-{group.code}", ending)
