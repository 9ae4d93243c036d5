"""What came to a call: over time, by sector, language, road, question and invited group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dabir.chain.arrivals_picture import Words, by_part, over_time
from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_day, show_moment
from dabir.stages.calls.models import Call
from dabir.stages.calls.queries import visible_to
from dabir.stages.submissions.arrived import (
    OverTime,
    Part,
    Step,
    arrived_by,
    arrived_over_time,
    tallied_by,
)
from dabir.stages.submissions.models import Submission, Tally
from dabir.stages.submissions.queries import Sought, amount_of, reads_everything
from dabir.web.chain.drawing import drawn
from dabir.web.shared.pages import find, group_page
from dabir.web.submissions.desk.forms import LANGUAGES
from dabir.web.templatetags.look import numerals

STEPS = ((Step.DAY, gettext_lazy("by the day")), (Step.HOUR, gettext_lazy("by the hour")))


@dataclass(frozen=True, slots=True)
class Figure:
    """One picture by a property, with its figures; `filter` leads on to the list, where it can."""

    key: str
    heading: str
    column: str
    picture: SafeString
    parts: list[Part]
    filter: str = ""


def _figure(key: str, heading: str, column: str, parts: list[Part], narrows: str = "") -> Figure:
    words = Words(_("Bars: %(heading)s. The table has the same figures.") % {"heading": heading})
    return Figure(
        key, heading, column, drawn(by_part(parts, words, ink="currentColor")), parts, narrows
    )


def _figures(call: Call) -> list[Figure]:
    other = _("another or unclear")
    questions = {str(one.pk): one.prompt for one in call.questions.all()}
    exhibits = {str(one.pk): one.label for one in call.exhibits.all()}
    invited = {str(one.pk): str(one) for one in call.invitations.select_related("body")}
    sectors = {str(value): str(label) for value, label in Submission.Sector.choices}
    roads = {str(value): str(label) for value, label in Submission.Road.choices}
    languages = {value: str(label) for value, label in LANGUAGES}
    found = [
        _figure(
            "sector",
            _("By sector"),
            _("Sector"),
            arrived_by(call, "sector", sectors, other=other),
            "sector",
        ),
        _figure(
            "road", _("By road"), _("Road"), arrived_by(call, "road", roads, other=other), "road"
        ),
        _figure(
            "language",
            _("By language"),
            _("Language"),
            arrived_by(call, "language", languages, other=other),
            "language",
        ),
    ]
    for dimension, heading, column, labels in (
        (Tally.Dimension.INVITATION, _("By invited group"), _("Invited group"), invited),
        (Tally.Dimension.QUESTION, _("Answers by question"), _("Question"), questions),
        (Tally.Dimension.EXHIBIT, _("Comments by clause"), _("Clause"), exhibits),
        (Tally.Dimension.PROVINCE, _("By province"), _("Province"), {}),
    ):
        parts = tallied_by(call, dimension, labels)
        if any(part.count for part in parts):
            found.append(_figure(dimension.value, heading, column, parts))
    return found


def _over_time(call: Call, shown: OverTime) -> SafeString:
    words = Words(
        _("Bars over time: how many submissions came when. The table has the same figures."),
        _("deadline"),
    )
    return drawn(over_time(shown, words, deadline=call.closes_at, ink="currentColor"))


def _rows(call: Call, shown: OverTime) -> list[tuple[str, int]]:
    """Return the stretches in which something came, in words, the newest first."""
    rows = []
    for one in reversed(shown.stretches):
        if one.count:
            if not shown.days:
                label = show_moment(one.begin, zone=call.time_zone)
            elif shown.days == 1:
                label = show_day(one.begin.date())
            else:
                until = one.begin.date() + timedelta(days=shown.days - 1)
                label = _("%(from)s to %(until)s") % {
                    "from": show_day(one.begin.date(), "numeric"),
                    "until": show_day(until, "numeric"),
                }
            rows.append((label, one.count))
    return rows


@group_page
def arrivals(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Pictures of what came to one call, for the secretariat: not all of it is published."""
    if not reads_everything(request.user, group):
        raise Http404
    call = find(visible_to(request.user).filter(group=group), pk=pk)
    step = Step.HOUR if request.GET.get("by") == Step.HOUR else Step.DAY
    shown = arrived_over_time(call, step)
    total = amount_of(request.user, Sought(group, call=call)).number
    said = ngettext("%(shown)s submission", "%(shown)s submissions", total)
    context = {
        "call": call,
        "total": total,
        "total_said": said % {"shown": numerals(total)},
        "tabs": [
            {"url": f"?by={each}", "label": label, "current": each == step} for each, label in STEPS
        ],
        "picture": _over_time(call, shown) if total else "",
        "rows": _rows(call, shown),
        "many": shown.days > 1,
        "figures": _figures(call) if total else [],
    }
    return render(request, "submissions/arrivals/call.html", context)
