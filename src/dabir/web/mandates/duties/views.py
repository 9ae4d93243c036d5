"""Duties: their lists, one duty with its reports, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dabir.domain.procedure.verdicts import Verdict
from dabir.foundation.files.queries import visible_to as originals_visible_to
from dabir.foundation.people.models import Body, Group
from dabir.foundation.people.preferences import show_digits, show_percent
from dabir.stages.mandates.acts import (
    accept_duty,
    assign_duty,
    change_assignment,
    release_duty,
    report_duty,
    return_report,
    set_due,
    start_duty,
    verify_report,
)
from dabir.stages.mandates.counting import counted_due
from dabir.stages.mandates.models import Assignment, Duty
from dabir.stages.mandates.policy import may_assign, may_carry, may_verify
from dabir.stages.mandates.queries import (
    LISTS,
    OPEN_STATES,
    axes_visible_to,
    chosen,
    clauses_visible_to,
    duties_visible_to,
    reports_visible_to,
)
from dabir.web.mandates.asking import Asking, Crumb, ask
from dabir.web.mandates.duties.forms import CarriersForm, DueForm, DutyForm, ReportForm
from dabir.web.mandates.forms import ReasonForm
from dabir.web.mandates.tabs import Tab, tabs
from dabir.web.mandates.wording import within_words
from dabir.web.shared.pages import actor, find, group_page, is_key
from dabir.web.templatetags.reader import shortened

A_PAGE = 50


def list_labels() -> dict[str, str]:
    """Return the lists of duties with their names."""
    labels = {
        "open": _("open"),
        "overdue": _("overdue"),
        "soon": _("due soon"),
        "mine": _("my duties"),
        "reported": _("to verify"),
        "settled": _("settled"),
        "all": _("all"),
    }
    return {name: labels[name] for name in LISTS}


@group_page
def duties(request: HttpRequest, group: Group) -> HttpResponse:
    """The duties of the group, by list, body and axis, the nearest deadline first."""
    today = timezone.localdate()
    person = actor(request)
    seen = duties_visible_to(person).filter(group=group)
    which = request.GET.get("show", "open")
    if which not in LISTS:
        raise Http404
    body = request.GET.get("body", "")
    axis = request.GET.get("axis", "")
    narrowed = seen
    if is_key(body):
        narrowed = narrowed.filter(assignments__body=int(body)).distinct()
    if is_key(axis):
        narrowed = narrowed.filter(axis=int(axis))
    page = Paginator(chosen(narrowed, which, person, today), A_PAGE).get_page(
        request.GET.get("page")
    )
    query = request.GET.copy()
    query.pop("page", None)
    address = reverse("mandates:duties", args=[group.code])
    rest = "".join(f"&{name}={query[name]}" for name in ("body", "axis") if query.get(name))
    context = {
        "tabs": tabs(group, "duties"),
        "lists": [
            Tab(label, f"{address}?show={name}{rest}", name == which)
            for name, label in list_labels().items()
        ],
        "which": which,
        "page": page,
        "query": query.urlencode(),
        "today": today,
        "open_states": OPEN_STATES,
        "bodies": Body.objects.filter(assignments__duty__in=seen.values("pk")).distinct(),
        "axes": axes_visible_to(person).filter(group=group),
        "body": int(body) if is_key(body) else None,
        "axis": int(axis) if is_key(axis) else None,
        "may_assign": may_assign(person, group),
    }
    return render(request, "mandates/duties/list.html", context)


def _duty(request: HttpRequest, group: Group, pk: int) -> Duty:
    seen = duties_visible_to(request.user).filter(group=group)
    return find(
        seen.select_related("clause__mandate", "group", "address", "axis", "reporting_to"), pk=pk
    )


def _address(duty: Duty) -> str:
    return reverse("mandates:duty", args=[duty.group.code, duty.pk])


def _crumbs(group: Group, *more: Crumb) -> list[Crumb]:
    return [
        {"label": _("Mandates"), "url": reverse("mandates:index", args=[group.code])},
        {"label": _("Duties"), "url": reverse("mandates:duties", args=[group.code])},
        *more,
    ]


@group_page
def duty(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One duty: who carries it, by when, its reports, and what can be done now."""
    found = _duty(request, group, pk)
    reader = request.user
    parts = {
        part: [one.body or one.committee for one in found.assignments.all() if one.part == part]
        for part in Assignment.Part.values
    }
    assign = may_assign(reader, group)
    counted = counted_due(found) if found.due_on is None and assign.allowed else None
    reports = reports_visible_to(reader).filter(duty=found)
    evidence = originals_visible_to(reader).values("pk")
    verify = may_verify(reader, found, "verify")
    context = {
        "duty": found,
        "responsible": parts[Assignment.Part.RESPONSIBLE],
        "supporting": parts[Assignment.Part.SUPPORTING],
        "clause": clauses_visible_to(reader).filter(duties=found).first(),
        "mandate_id": found.clause.mandate_id if found.clause else None,
        "reports": reports,
        "shown_evidence": set(evidence.filter(reports__duty=found).values_list("pk", flat=True)),
        "counted": counted,
        "within": within_words(found.within, found.anchor),
        "overdue": found.state in OPEN_STATES
        and found.due_on is not None
        and found.due_on < timezone.localdate(),
        "percent_words": show_percent(found.percent),
        "may_assign": assign,
        "may_accept": may_carry(reader, found, "accept"),
        "may_start": may_carry(reader, found, "start"),
        "may_report": may_carry(reader, found, "report"),
        "may_verify": verify,
        "may_return": may_verify(reader, found, "return"),
        "may_release": may_verify(reader, found, "release"),
        "crumbs": _crumbs(group, {"label": shortened(found.text, 60)}),
    }
    return render(request, "mandates/duties/duty.html", context)


@group_page
@require_POST
def advance(request: HttpRequest, group: Group, pk: int, event: str) -> HttpResponse:
    """Acknowledge a duty, begin it, or verify its report."""
    found = _duty(request, group, pk)
    act = {"accept": accept_duty, "start": start_duty, "verify": verify_report}[event]
    act(duty=found, actor=actor(request), at=timezone.now())
    return redirect(_address(found))


@group_page
def report(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Report on a duty."""
    found = _duty(request, group, pk)
    may_carry(request.user, found, "report").require()
    asking = Asking(
        title=_("Report on the duty"),
        text=found.text,
        submit=_("Report"),
        cancel_url=_address(found),
        done=_("The report is received."),
        crumbs=_crumbs(group, {"label": shortened(found.text, 60), "url": _address(found)}),
    )
    initial = {"percent": max(found.percent, 0) or 100}
    form = ReportForm(request.POST or None, request.FILES or None, initial=initial)

    def act(typed: dict[str, Any]) -> str:
        file = typed["evidence"]
        report_duty(
            duty=found,
            text=typed["text"],
            percent=typed["percent"],
            obstacle=typed["obstacle"],
            evidence=(file.name, file.read()) if file else None,
            actor=actor(request),
            at=timezone.now(),
        )
        return _address(found)

    return ask(request, form, asking, act)


def _reasoned(
    request: HttpRequest,
    found: Duty,
    *,
    allowed: Verdict,
    act: Callable[..., Duty],
    title: str,
    text: str,
) -> HttpResponse:
    """Ask for a reason, then act."""
    allowed.require()
    asking = Asking(
        title=title,
        text=text,
        submit=title,
        cancel_url=_address(found),
        crumbs=_crumbs(found.group, {"label": shortened(found.text, 60), "url": _address(found)}),
    )

    def do(typed: dict[str, Any]) -> str:
        act(duty=found, reason=typed["reason"], actor=actor(request), at=timezone.now())
        return _address(found)

    return ask(request, ReasonForm(request.POST or None), asking, do)


@group_page
def return_(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Send a report back."""
    found = _duty(request, group, pk)
    return _reasoned(
        request,
        found,
        allowed=may_verify(request.user, found, "return"),
        act=return_report,
        title=_("Send the report back"),
        text=_("Say what is missing: whoever reported will read it."),
    )


@group_page
def release(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Release those who carry a duty from it."""
    found = _duty(request, group, pk)
    return _reasoned(
        request,
        found,
        allowed=may_verify(request.user, found, "release"),
        act=release_duty,
        title=_("Release from the duty"),
        text=_("The duty stays on the list as released, with your reason."),
    )


@group_page
def due(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Set another deadline, or confirm the one that the mandate counts."""
    found = _duty(request, group, pk)
    may_assign(request.user, group).require()
    counted = counted_due(found) if found.due_on is None else None
    reason = within_words(found.within, found.anchor) if counted else ""
    asking = Asking(
        title=_("Set the deadline"),
        text=found.due_text,
        submit=_("Set the deadline"),
        cancel_url=_address(found),
        crumbs=_crumbs(group, {"label": shortened(found.text, 60), "url": _address(found)}),
    )
    form = DueForm(
        request.POST or None, initial={"due_on": found.due_on or counted, "reason": reason}
    )

    def act(typed: dict[str, Any]) -> str:
        set_due(duty=found, **typed, actor=actor(request), at=timezone.now())
        return _address(found)

    return ask(request, form, asking, act)


@group_page
def carriers(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Give the duty to others."""
    found = _duty(request, group, pk)
    may_assign(request.user, group).require()
    initial: dict[str, list[str]] = {part: [] for part in Assignment.Part.values}
    for one in found.assignments.all():
        key = f"body-{one.body_id}" if one.body_id else f"group-{one.committee_id}"
        initial[one.part].append(key)
    form = CarriersForm(request.POST or None, initial=initial)
    form.offer_carriers(group)
    asking = Asking(
        title=_("Change who carries the duty"),
        submit=_("Save"),
        cancel_url=_address(found),
        crumbs=_crumbs(group, {"label": shortened(found.text, 60), "url": _address(found)}),
    )

    def act(_typed: dict[str, Any]) -> str:
        change_assignment(
            duty=found,
            responsible=form.carriers("responsible"),
            supporting=form.carriers("supporting"),
            actor=actor(request),
            at=timezone.now(),
        )
        return _address(found)

    return ask(request, form, asking, act)


@group_page
def new(request: HttpRequest, group: Group) -> HttpResponse:
    """Give a duty that no document gave."""
    may_assign(request.user, group).require()
    form = DutyForm(request.POST or None)
    form.offer_carriers(group)
    form.fields["clause"].queryset = (  # type: ignore[attr-defined]
        clauses_visible_to(request.user).filter(mandate__group=group)
    )
    form.fields["clause"].label_from_instance = (  # type: ignore[attr-defined]
        lambda clause: f"{show_digits(clause.path)} · {shortened(clause.text, 60)}"
    )
    form.fields["axis"].queryset = (  # type: ignore[attr-defined]
        axes_visible_to(request.user).filter(group=group)
    )
    asking = Asking(
        title=_("Give a duty"),
        submit=_("Give the duty"),
        cancel_url=reverse("mandates:duties", args=[group.code]),
        crumbs=_crumbs(group, {"label": _("Give a duty")}),
    )

    def act(typed: dict[str, Any]) -> str:
        plain = ("text", "due_on", "clause", "axis", "reporting_to", "confidentiality")
        made = assign_duty(
            group=group,
            responsible=form.carriers("responsible"),
            supporting=form.carriers("supporting"),
            **{name: typed[name] for name in plain},
            actor=actor(request),
            at=timezone.now(),
        )
        return _address(made)

    return ask(request, form, asking, act)
