"""Follow-up: what was given, to whom, by when, how far it is, and what stands in the way."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from dabir.chain.follow_up import FollowUp, Row, Section, Wanted, Which, follow_up
from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_day, show_digits, show_percent
from dabir.stages.mandates.models import Duty
from dabir.stages.mandates.queries import axes_visible_to
from dabir.web.mandates.sheets import as_file, group_sheet
from dabir.web.mandates.tabs import Tab, tabs
from dabir.web.mandates.wording import within_words
from dabir.web.shared.fields import choice_field
from dabir.web.shared.pages import actor, group_page, is_key


class FollowUpFilter(forms.Form):
    """What narrows the sheet; all of it lives in the address, so that it can be shared."""

    body = forms.ChoiceField(label=gettext_lazy("Body"), required=False)
    source = forms.ChoiceField(label=gettext_lazy("Given by"), required=False)
    axis = forms.ChoiceField(label=gettext_lazy("Axis"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    by = forms.ChoiceField(
        label=gettext_lazy("Grouped by"),
        required=False,
        choices=[
            ("", gettext_lazy("deadline only")),
            ("body", gettext_lazy("responsible body")),
            ("source", gettext_lazy("mandate or meeting")),
        ],
    )
    overdue = forms.BooleanField(label=gettext_lazy("overdue only"), required=False)
    mine = forms.BooleanField(label=gettext_lazy("my duties only"), required=False)

    def offer(self, found: FollowUp, axes: list[tuple[str, str]]) -> None:
        """Offer the bodies, sources and axes that there are."""
        bodies = [(one.key, one.name) for one in found.carriers]
        sources = [(one.key, one.name) for one in found.sources if one.key]
        choices: dict[str, list[tuple[str, str]]] = {
            "body": [("", _("all bodies")), *bodies],
            "source": [("", _("all mandates and meetings")), *sources],
            "axis": [("", _("all axes")), *axes],
            "state": [("", _("any state")), *((one.value, str(one.label)) for one in Duty.State)],
        }
        for name, offered in choices.items():
            choice_field(self, name).choices = offered


def wanted_in(query: QueryDict) -> Wanted:
    """Return what an address asks for; what it says that there is not asks for nothing."""
    which = query.get("show", "open")
    axis = query.get("axis", "")
    state = query.get("state", "")
    return Wanted(
        which=cast("Which", which) if which in {"open", "settled", "all"} else "open",
        body=query.get("body", ""),
        state=state if state in Duty.State.values else "",
        axis=int(axis) if is_key(axis) else None,
        source=query.get("source", ""),
        overdue="overdue" in query,
        mine="mine" in query,
    )


def _sections(found: FollowUp, by: str) -> tuple[Section, ...]:
    if by == "body":
        return found.by_body()
    if by == "source":
        return found.by_source()
    return (Section("", found.rows),) if found.rows else ()


@group_page
def page(request: HttpRequest, group: Group) -> HttpResponse:
    """Every duty with its last report, what proves it and what stands in the way."""
    person = actor(request)
    today = timezone.localdate()
    wanted = wanted_in(request.GET)
    found = follow_up(person, group, wanted, today)
    axes = [(str(axis.pk), axis.name) for axis in axes_visible_to(person).filter(group=group)]
    form = FollowUpFilter(request.GET or None)
    form.offer(found, axes)
    query = request.GET.copy()
    query.pop("show", None)
    rest = query.urlencode()
    address = reverse("mandates:follow_up", args=[group.code])
    context: dict[str, Any] = {
        "tabs": tabs(group, "follow_up"),
        "lists": [
            Tab(label, f"{address}?show={name}{'&' if rest else ''}{rest}", name == wanted.which)
            for name, label in (
                ("open", _("open")),
                ("settled", pgettext("duties", "settled")),
                ("all", _("all")),
            )
        ],
        "wanted": wanted,
        "found": found,
        "sections": _sections(found, request.GET.get("by", "")),
        "form": form,
        "address": address,
        "query": request.GET.urlencode(),
    }
    return render(request, "mandates/duties/follow_up.html", context)


def _due(row: Row) -> str:
    duty = row.duty
    if duty.due_on is None:
        said = within_words(duty.within, duty.anchor, working=duty.working_days)
        return said or _("standing")
    lines = [show_day(duty.due_on, "numeric")]
    if row.first_due:
        lines.append(_("extended, before: %(day)s") % {"day": show_day(row.first_due, "numeric")})
    if row.asked_until:
        lines.append(_("asked for: %(day)s") % {"day": show_day(row.asked_until, "numeric")})
    if row.late:
        late = ngettext("%(days)s day late", "%(days)s days late", row.days_late)
        lines.append(late % {"days": show_digits(row.days_late)})
    return "\n".join(lines)


def _cells(row: Row) -> tuple[str, ...]:
    report = row.report
    reported = ""
    if report is not None:
        day = show_day(timezone.localdate(report.at), "numeric")
        reported = f"{day} ({report.get_state_display()})\n{report.text}".strip()
    return (
        show_digits(row.clause),
        row.duty.title or row.duty.text,
        "\n".join(one.name for one in row.responsible),
        "\n".join(one.name for one in row.supporting),
        _due(row),
        str(row.duty.get_state_display()),
        show_percent(row.duty.percent),
        reported,
        "\n".join(file.name for file in row.files),
        report.obstacle if report else "",
    )


@group_page
def download(request: HttpRequest, group: Group, ending: str) -> HttpResponse:
    """The follow-up as a file, narrowed and grouped as the page is."""
    found = follow_up(actor(request), group, wanted_in(request.GET), timezone.localdate())
    columns = (
        _("Clause"),
        _("Duty"),
        _("Responsible"),
        _("Supporting"),
        _("Deadline"),
        _("State"),
        _("Progress"),
        _("Last report"),
        _("Evidence"),
        _("Obstacle"),
    )
    rows: list[tuple[str, ...]] = []
    for section in _sections(found, request.GET.get("by", "")):
        if section.name:
            rows.append(("", f"▪ {section.name}", *[""] * (len(columns) - 2)))
        rows += [_cells(row) for row in section.rows]
    sheet = group_sheet(
        group,
        _("Follow-up of resolutions"),
        columns=columns,
        rows=rows,
        widths=(0.8, 2.9, 1.5, 1.3, 1.2, 1.0, 0.9, 2.4, 1.2, 1.4),
        kept=2,
    )
    return as_file(sheet, f"follow-up-{group.code}", ending)
