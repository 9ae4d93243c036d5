"""Duties: their lists, one duty with its reports, and what is done with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dabir.chain.outputs import output_of, outputs
from dabir.foundation.calendar.queries import practice_of
from dabir.foundation.files.queries import visible_to as originals_visible_to
from dabir.foundation.letters.queries import visible_to as letters_visible_to
from dabir.foundation.people.models import Body, Group
from dabir.foundation.people.preferences import show_percent
from dabir.foundation.people.queries import Reader
from dabir.stages.mandates.counting import count
from dabir.stages.mandates.models import Assignment, Duty, Extension, Step
from dabir.stages.mandates.policy import (
    may_answer_extension,
    may_answer_report,
    may_ask_extension,
    may_assign,
    may_carry,
    may_decline,
    may_forward,
    may_hand_over,
    may_verify,
    may_withdraw_extension,
)
from dabir.stages.mandates.queries import (
    LISTS,
    OPEN_STATES,
    axes_visible_to,
    chosen,
    clauses_visible_to,
    duties_visible_to,
    extensions_visible_to,
    reports_visible_to,
    steps_visible_to,
)
from dabir.stages.mandates.steps import carriers_named
from dabir.stages.texts.policy import may_begin_output
from dabir.web.mandates.duties.pages import crumbs, duty_page
from dabir.web.mandates.tabs import Tab, tabs
from dabir.web.mandates.wording import rest_words, within_words
from dabir.web.shared.pages import actor, group_page, is_key
from dabir.web.templatetags.reader import shortened

A_PAGE = 50
OUTPUTS_ON = ("open", "all")
"""The lists of duties above which the required outputs stand."""


def list_labels() -> dict[str, str]:
    """Return the lists of duties with their names."""
    labels = {
        "open": _("open"),
        "overdue": _("overdue"),
        "soon": _("due soon"),
        "mine": _("my duties"),
        "reported": _("to verify"),
        "extensions": _("extensions asked for"),
        "unassigned": _("unassigned"),
        "settled": pgettext("duties", "settled"),
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
        "outputs": outputs(person, group, today) if which in OUTPUTS_ON and not rest else [],
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


def _told(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """Return the history of a duty, the newest first, with who carried it after each step."""
    named = carriers_named(key for step in steps for keys in step.carriers.values() for key in keys)
    return [
        {
            "step": step,
            "parts": [
                (label, [named[key] for key in step.carriers[part] if key in named])
                for part, label in Assignment.Part.choices
                if step.carriers.get(part)
            ],
            "due": step.due_before != step.due_after,
        }
        for step in reversed(steps)
    ]


def _reported(reader: Reader, duty: Duty) -> list[dict[str, Any]]:
    """Return the reports on a duty, the newest first, with what can be done with each."""
    reported = []
    for report in reports_visible_to(reader).filter(duty=duty).order_by("-at", "-pk"):
        report.duty = duty
        reported.append(
            {
                "report": report,
                "may_verify": may_answer_report(reader, report, "verify").allowed,
                "may_return": may_answer_report(reader, report, "return").allowed,
                "may_forward": may_forward(reader, report).allowed,
            }
        )
    return reported


@duty_page
def duty(request: HttpRequest, found: Duty) -> HttpResponse:
    """One duty: where it stands, what can be done now, its reports, its history."""
    reader = request.user
    parts = {
        part: [one.carrier for one in found.assignments.all() if one.part == part]
        for part in Assignment.Part.values
    }
    assign = may_assign(reader, found.group)
    practice = practice_of(found.group)
    counted = count(found, practice) if found.due_on is None and assign.allowed else None
    extensions = list(extensions_visible_to(reader).filter(duty=found))
    asked = next((one for one in extensions if one.state == Extension.State.ASKED), None)
    reports = _reported(reader, found)
    seen_files = originals_visible_to(reader)
    context = {
        "duty": found,
        "responsible": parts[Assignment.Part.RESPONSIBLE],
        "supporting": parts[Assignment.Part.SUPPORTING],
        "clause": clauses_visible_to(reader).filter(duties=found).select_related("mandate").first(),
        "axis": axes_visible_to(reader).filter(pk=found.axis_id).first() if found.axis_id else None,
        "draft": seen_files.filter(pk=found.draft_id).first() if found.draft_id else None,
        "annex": clauses_visible_to(reader).filter(pk=found.draft_annex_id).first()
        if found.draft_annex_id
        else None,
        "output": output_of(reader, found, timezone.localdate()),
        "may_begin": may_begin_output(reader, found).allowed if found.is_output else False,
        "reports": reports,
        "letters": set(
            letters_visible_to(reader)
            .filter(reports_forwarded__duty=found)
            .values_list("pk", flat=True)
        )
        if reports
        else set(),
        "asked": asked,
        "extensions": extensions,
        "history": _told(list(steps_visible_to(reader).filter(duty=found))),
        "counted": counted.due if counted else None,
        "rest": rest_words(practice, counted.last if counted else found.due_on)
        if found.state in OPEN_STATES
        else "",
        "within": within_words(found.within, found.anchor, working=found.working_days),
        "overdue": found.state in OPEN_STATES
        and found.due_on is not None
        and found.due_on < timezone.localdate(),
        "percent_words": show_percent(found.percent),
        "may_assign": assign,
        "may_accept": may_carry(reader, found, "accept"),
        "may_decline": may_decline(reader, found),
        "may_hand_over": may_hand_over(reader, found),
        "may_start": may_carry(reader, found, "start"),
        "may_report": may_carry(reader, found, "report"),
        "may_extend": may_ask_extension(reader, found),
        "may_answer": may_answer_extension(reader, asked, "grant") if asked else None,
        "may_withdraw": may_withdraw_extension(reader, asked) if asked else None,
        "may_release": may_verify(reader, found, "release"),
        "crumbs": crumbs(request, found.group, {"label": shortened(found.text, 60)}),
    }
    return render(request, "mandates/duties/duty.html", context)
