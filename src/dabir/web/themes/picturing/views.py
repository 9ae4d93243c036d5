"""Pictures of themes, each with its figures; and the passages that a number counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dabir.chain.themes_pictures import cells, theme_map
from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_day
from dabir.foundation.people.queries import Reader
from dabir.stages.calls.models import Call, Question
from dabir.stages.calls.queries import visible_to as calls_visible_to
from dabir.stages.submissions.models import Submission
from dabir.stages.submissions.queries import reads_everything
from dabir.stages.themes.models import Stance
from dabir.stages.themes.pictured import Asked, Bubble, Cell, Figures, Row, Table, passages_asked
from dabir.stages.themes.queries import visible_to
from dabir.web.chain.drawing import drawn
from dabir.web.shared.asking import Crumb
from dabir.web.shared.pages import actor, group_page, is_key
from dabir.web.themes.picturing.opening import address_of, asked_for
from dabir.web.themes.showing import crumbs, passage_url, tabs

PAGE = 30
DAYS_NAMED = 6
"""Stretches of time that are named above a picture; its table names all."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a table, and where its passages are listed."""

    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table."""

    label: str
    numbers: list[Number]
    whole: Number
    below: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One picture with its figures."""

    key: str
    heading: str
    note: str
    picture: SafeString
    first: str
    columns: list[str]
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class _Page:
    group: Group

    def number(self, cell: Cell) -> Number:
        """Return a number with the address of what it counts."""
        return Number(cell.count, address_of(self.group, cell.asked) if cell.count else "")

    def lines(self, rows: tuple[Row, ...]) -> list[Line]:
        """Return the rows of a table."""
        return [
            Line(row.label, [self.number(cell) for cell in row.cells], self.number(row.whole))
            for row in rows
        ]

    def of_map(self, bubbles: list[Bubble]) -> list[Line]:
        """Return the map's table: how many passages stand how to each theme."""
        found = []
        for bubble, below in (
            (each, below) for one in bubbles for each, below in _with_those_below(one)
        ):
            numbers = [
                self.number(
                    Cell(
                        bubble.stances.get(stance, 0),
                        replace(bubble.whole.asked, stance=stance.value),
                    )
                )
                for stance in Stance
            ]
            found.append(Line(bubble.theme.name, numbers, self.number(bubble.whole), below))
        return found


def _with_those_below(one: Bubble) -> list[tuple[Bubble, bool]]:
    return [(one, False), *((each, True) for each in one.below if each.whole.count)]


def _stretch(first: date, last: date) -> str:
    if first == last:
        return show_day(first, "numeric")
    said = {"from": show_day(first, "numeric"), "until": show_day(last, "numeric")}
    return _("%(from)s to %(until)s") % said


def _figures(figures: Figures, group: Group) -> list[Figure]:
    page = _Page(group)
    bubbles = figures.theme_map()
    if not bubbles:
        return []
    groups = figures.by_group(_("other groups"))
    rows, stretches = figures.timeline()
    every = -(-len(stretches) // DAYS_NAMED)
    named = [
        show_day(first, "numeric") if place % every == 0 else ""
        for place, (first, _last) in enumerate(stretches)
    ]
    coverage = figures.coverage(_("without a theme"))
    found = [
        Figure(
            "map",
            _("Theme map"),
            _(
                "Areas are passages. Green: most are for it; red: most are against it; ochre: both;"
                " grey: nobody takes a side."
            ),
            drawn(theme_map(bubbles, _("Theme map"))),
            _("Theme"),
            [str(stance.label) for stance in Stance],
            page.of_map(bubbles),
        ),
        Figure(
            "groups",
            _("Who said what"),
            _("Groups that said little are counted together."),
            drawn(cells(groups, _("Who said what"))),
            _("Theme"),
            list(groups.columns),
            page.lines(groups.rows),
        ),
        Figure(
            "timeline",
            _("Over time"),
            "",
            drawn(cells(Table(tuple(named), rows), _("Over time"), sparse=True)),
            _("Theme"),
            [_stretch(first, last) for first, last in stretches],
            page.lines(rows),
        ),
    ]
    if coverage.rows:
        found.append(
            Figure(
                "coverage",
                _("Questions and themes"),
                _("The last column counts answers that stand under no theme yet."),
                drawn(cells(coverage, _("Questions and themes"))),
                _("Question"),
                list(coverage.columns),
                page.lines(coverage.rows),
            )
        )
    return found


def _call(request: HttpRequest, group: Group) -> Call | None:
    asked = request.GET.get("call", "")
    if not is_key(asked):
        return None
    return calls_visible_to(request.user).filter(group=group, pk=asked).first()


@group_page
def pictures(request: HttpRequest, group: Group) -> HttpResponse:
    """The themes in pictures, of all calls or of one."""
    reader = actor(request)
    call = _call(request, group)
    figures = Figures(reader, group, call)
    shown = _figures(figures, group)
    page = _Page(group)
    without, whole = figures.bare()
    context = {
        "figures": shown,
        "without": page.number(without),
        "whole": page.number(whole),
        "calls": calls_visible_to(reader).filter(group=group).exclude(kind=Call.Kind.INTEREST),
        "call": call,
        "tabs": tabs(request, group, "pictures"),
    }
    return render(request, "themes/picturing/pictures.html", context)


def _said(reader: Reader, group: Group, asked: Asked) -> list[tuple[str, str]]:
    """Return in words what is asked for, as far as the reader may see it."""
    found: list[tuple[str, str]] = []
    call = calls_visible_to(reader).filter(group=group, pk=asked.call or 0).first()
    if call is not None:
        found.append((_("Call"), call.name))
    theme = visible_to(reader).filter(group=group, pk=asked.theme or 0).first()
    if theme is not None:
        found.append((_("Theme"), theme.name))
    if asked.without:
        found.append((_("Theme"), _("none")))
    if asked.stance:
        found.append((_("Stance"), str(Stance(asked.stance).label)))
    if asked.sectors:
        labels = [str(Submission.Sector(one).label) for one in asked.sectors]
        found.append((_("Group"), _(", ").join(labels)))
    question = Question.objects.filter(
        call__in=calls_visible_to(reader).filter(group=group), pk=asked.question or 0
    ).first()
    if question is not None:
        found.append((_("Question"), question.prompt))
    if asked.first and asked.last:
        found.append((pgettext("day", "Received"), _stretch(asked.first, asked.last)))
    return found


@group_page
def passages(request: HttpRequest, group: Group) -> HttpResponse:
    """The passages that a number counts, the newest first."""
    reader = actor(request)
    asked = asked_for(request)
    if asked.theme is not None and not visible_to(reader).filter(pk=asked.theme).exists():
        asked = replace(asked, theme=0)
    found = passages_asked(reader, group, asked)
    count = found.count()
    before = request.GET.get("before", "")
    if is_key(before):
        found = found.filter(pk__lt=before)
    listed = list(
        found.select_related("submission__call__group", "address").order_by("-pk")[: PAGE + 1]
    )
    everything = reads_everything(reader, group)
    query = request.GET.copy()
    if len(listed) > PAGE:
        query["before"] = str(listed[PAGE - 1].pk)
    context = {
        "said": _said(reader, group, asked),
        "count": count,
        "passages": [
            (one, one.text if everything else one.shown, passage_url(one)) for one in listed[:PAGE]
        ],
        "older_url": f"?{query.urlencode()}" if len(listed) > PAGE else "",
        "newer_url": address_of(group, asked) if before else "",
        "crumbs": crumbs(group, Crumb(_("Passages"))),
    }
    return render(request, "themes/picturing/passages.html", context)
