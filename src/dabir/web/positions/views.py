"""Who stands where: the matrix, and the pages of actors, issues and rounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.mandates.queries import axes_visible_to
from dabir.stages.positions.matrix import matrix
from dabir.stages.positions.models import Actor, Issue, Round, Statement
from dabir.stages.positions.policy import may_position, may_record
from dabir.stages.positions.queries import (
    actors_visible_to,
    alignments_visible_to,
    issues_visible_to,
    newest_first,
    own_positions_visible_to,
    rounds_visible_to,
    visible_to,
)
from dabir.web.shared.asking import Crumb, offered
from dabir.web.shared.pages import actor, find, group_page, is_key

STANCES = {
    Statement.Stance.SUPPORTS: ("success", "good"),
    Statement.Stance.CONDITIONAL: ("diff", "good"),
    Statement.Stance.NEUTRAL: ("more", ""),
    Statement.Stance.RESERVED: ("warning", "wait"),
    Statement.Stance.OPPOSES: ("refusal", "bad"),
}
"""The icon and the tone of each stance; the word always stands beside them."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A stance as a badge shows it."""

    label: str
    icon: str
    tone: str


def shown(stance: str) -> Shown:
    """Return a stance's words, icon and tone."""
    known = Statement.Stance(stance)
    icon, tone = STANCES[known]
    return Shown(str(known.label), icon, tone)


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the stage's pages."""

    label: str
    url: str
    current: bool


def tabs(group: Group, current: str) -> list[Tab]:
    """Return the stage's three pages."""
    pages = {
        "index": _("Who stands where"),
        "own_positions": _("Our positions"),
        "rounds": _("Rounds"),
    }
    return [
        Tab(label, reverse(f"positions:{name}", args=[group.code]), name == current)
        for name, label in pages.items()
    ]


def crumbs(group: Group, *more: Crumb) -> list[Crumb]:
    """Return the way down from the stage."""
    return [Crumb(_("Positions"), reverse("positions:index", args=[group.code])), *more]


@group_page
def index(request: HttpRequest, group: Group) -> HttpResponse:
    """The actor × issue matrix, of all rounds or of one."""
    reader = actor(request)
    every = rounds_visible_to(reader).filter(group=group).order_by("pk")
    chosen = None
    if is_key(request.GET.get("round", "")):
        chosen = find(every, pk=request.GET["round"])
    context = {
        "matrix": matrix(reader, group, chosen),
        "stances": {stance.value: shown(stance) for stance in Statement.Stance},
        "rounds": every,
        "chosen": chosen,
        "tabs": tabs(group, "index"),
        "may_record": offered(may_record(reader, group)),
    }
    return render(request, "positions/index.html", context)


@dataclass(frozen=True, slots=True)
class Line:
    """A statement as a page shows it; its round only where the reader may see that."""

    statement: Statement
    stance: Shown
    round: Round | None
    readers: list[str]


def lines(request: HttpRequest, group: Group, statements: Iterable[Statement]) -> list[Line]:
    """Prepare statements for `positions/statement.html`."""
    known = {one.pk: one for one in rounds_visible_to(request.user).filter(group=group)}
    found = []
    for statement in statements:
        address = statement.address
        named = address.confidentiality == Confidentiality.BODIES
        readers = [str(body) for body in address.bodies.all()] if named else []
        in_round = known.get(statement.round_id) if statement.round_id else None
        found.append(Line(statement, shown(statement.stance), in_round, readers))
    return found


@group_page
def actor_page(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One actor: what it declared, which blocs it belongs to, how it stands to us."""
    reader = actor(request)
    every = actors_visible_to(reader).filter(group=group)
    found: Actor = find(every.select_related("address"), pk=pk)
    said = visible_to(reader).filter(actor=found).prefetch_related("address__bodies")
    alignments = alignments_visible_to(reader).filter(actor=found).select_related("address")
    context = {
        "found": found,
        "lines": lines(request, group, newest_first(said)),
        "blocs": every.filter(members=found),
        "members": every.filter(blocs=found),
        "gathers": found.kind in Actor.GATHERING,
        "alignments": alignments.order_by(F("since").desc(nulls_last=True), "-pk"),
        "may_record": offered(may_record(reader, group)),
        "crumbs": crumbs(group, Crumb(found.name)),
    }
    return render(request, "positions/actor.html", context)


@group_page
def issue_page(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One issue: where everybody stands on it, and what each of them said."""
    reader = actor(request)
    found: Issue = find(
        issues_visible_to(reader).filter(group=group).select_related("address"), pk=pk
    )
    said = visible_to(reader).filter(issue=found).prefetch_related("address__bodies")
    told = lines(request, group, newest_first(said))
    latest: dict[int, Line] = {}
    for line in told:
        latest.setdefault(line.statement.actor_id, line)
    standing = [
        (shown(stance), [line for line in latest.values() if line.statement.stance == stance])
        for stance in Statement.Stance
    ]
    context = {
        "found": found,
        "lines": told,
        "standing": standing if told else [],
        "own": own_positions_visible_to(reader).filter(issue=found),
        "axis": axes_visible_to(reader).filter(issues=found).first(),
        "may_record": offered(may_record(reader, group)),
        "may_position": offered(may_position(reader, group)),
        "crumbs": crumbs(group, Crumb(found.name)),
    }
    return render(request, "positions/issue.html", context)


@group_page
def rounds(request: HttpRequest, group: Group) -> HttpResponse:
    """The rounds, with how many statements of each the reader may see."""
    reader = actor(request)
    every = rounds_visible_to(reader).filter(group=group)
    seen = visible_to(reader).filter(issue__group=group, round__isnull=False)
    counts = Counter(seen.values_list("round", flat=True))
    found = [
        (one, counts[one.pk]) for one in every.order_by(F("starts_on").desc(nulls_last=True), "-pk")
    ]
    context = {
        "rounds": found,
        "tabs": tabs(group, "rounds"),
        "may_record": offered(may_record(reader, group)),
    }
    return render(request, "positions/rounds.html", context)


@group_page
def round_page(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One round: where and when it was, and what was declared in it."""
    reader = actor(request)
    found: Round = find(
        rounds_visible_to(reader).filter(group=group).select_related("address"), pk=pk
    )
    said = visible_to(reader).filter(round=found).prefetch_related("address__bodies")
    context = {
        "found": found,
        "lines": lines(request, group, said.order_by("issue__order", "actor__order", "pk")),
        "may_record": offered(may_record(reader, group)),
        "crumbs": crumbs(
            group,
            Crumb(_("Rounds"), reverse("positions:rounds", args=[group.code])),
            Crumb(found.name),
        ),
    }
    return render(request, "positions/round.html", context)
