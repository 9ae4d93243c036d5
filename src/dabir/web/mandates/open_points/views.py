"""Open points: the list with its filters, the letter that asks, what is done with each."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dabir.foundation.files.queries import visible_to as originals_visible_to
from dabir.foundation.letters.queries import visible_to as letters_visible_to
from dabir.foundation.people.models import Group
from dabir.foundation.proposals.acts import read_document
from dabir.stages.mandates.acts import (
    draft_letter_for,
    drop_open_point,
    note_answer,
    raise_open_point,
    reopen_open_point,
    settle_open_point,
)
from dabir.stages.mandates.acts.open_points import receiver_of
from dabir.stages.mandates.models import OpenPoint
from dabir.stages.mandates.open_point_words import point_words
from dabir.stages.mandates.policy import may_pursue, may_raise
from dabir.stages.mandates.queries import UNSETTLED, open_points_visible_to, visible_to
from dabir.web.mandates.asking import Asking, Crumb, ask
from dabir.web.mandates.forms import ReasonForm
from dabir.web.mandates.open_points.forms import AnswerForm, LetterForm, PointForm, SettleForm
from dabir.web.mandates.tabs import Tab, tabs
from dabir.web.shared.fields import choice_field, model_field
from dabir.web.shared.pages import actor, find, group_page, is_key

A_PAGE = 50
LISTS = {
    "open": UNSETTLED,
    "unasked": (OpenPoint.State.OPEN,),
    "asked": (OpenPoint.State.ASKED,),
    "answered": (OpenPoint.State.ANSWERED,),
    "closed": (OpenPoint.State.SETTLED, OpenPoint.State.DROPPED),
    "all": tuple(OpenPoint.State),
}


def _labels() -> dict[str, str]:
    return {
        "open": _("not settled"),
        "unasked": _("not asked about yet"),
        "asked": _("asked about"),
        "answered": _("answered"),
        "closed": _("settled or dropped"),
        "all": _("all"),
    }


def _crumbs(group: Group, *more: Crumb) -> list[Crumb]:
    return [
        {"label": _("Mandates"), "url": reverse("mandates:index", args=[group.code])},
        {"label": _("Open points"), "url": reverse("mandates:open_points", args=[group.code])},
        *more,
    ]


def shown(request: HttpRequest, points: list[OpenPoint]) -> list[dict[str, Any]]:
    """Return points as a page shows them: in words, with what may be done now."""
    keys = [point.pk for point in points]
    reader = request.user
    letters, files, mandates = (
        set(seen.filter(open_points__in=keys).values_list("pk", flat=True))
        for seen in (letters_visible_to(reader), originals_visible_to(reader), visible_to(reader))
    )
    return [
        {
            "point": point,
            "words": point_words(point, point.text),
            "mandate": point.mandate if point.mandate_id in mandates else None,
            "letter": point.letter if point.letter_id in letters else None,
            "received": point.received if point.received_id in files else None,
            "may_answer": bool(may_pursue(request.user, point, "answer")),
            "may_close": bool(may_pursue(request.user, point, "settle")),
            "may_reopen": bool(may_pursue(request.user, point, "reopen")),
        }
        for point in points
    ]


@group_page
def open_points(request: HttpRequest, group: Group) -> HttpResponse:
    """What documents of the group lack or leave unclear, by state and by document."""
    which = request.GET.get("show", "open")
    if which not in LISTS:
        raise Http404
    seen = open_points_visible_to(request.user).filter(group=group)
    counts = dict(seen.order_by().values_list("state").annotate(count=Count("pk")))
    mandate = request.GET.get("mandate", "")
    narrowed = seen.filter(state__in=LISTS[which]).select_related("received__address")
    if is_key(mandate):
        narrowed = narrowed.filter(mandate=int(mandate))
    page = Paginator(narrowed.order_by("mandate", "start", "pk"), A_PAGE).get_page(
        request.GET.get("page")
    )
    address = reverse("mandates:open_points", args=[group.code])
    rest = f"&mandate={mandate}" if is_key(mandate) else ""
    query = request.GET.copy()
    query.pop("page", None)
    found = shown(request, list(page))
    context = {
        "tabs": tabs(group, "open_points"),
        "lists": [
            Tab(
                label,
                f"{address}?show={name}{rest}",
                name == which,
                sum(counts.get(state.value, 0) for state in LISTS[name]),
            )
            for name, label in _labels().items()
        ],
        "which": which,
        "page": page,
        "points": found,
        "askable": any(each["may_close"] for each in found),
        "query": query.urlencode(),
        "mandates": visible_to(request.user).filter(open_points__in=seen.values("pk")).distinct(),
        "mandate": int(mandate) if is_key(mandate) else None,
        "may_raise": may_raise(request.user, group),
    }
    return render(request, "mandates/open_points/list.html", context)


def _point(request: HttpRequest, group: Group, pk: int) -> OpenPoint:
    return find(open_points_visible_to(request.user).filter(group=group), pk=pk)


def _back(group: Group, point: OpenPoint) -> str:
    return reverse("mandates:open_points", args=[group.code]) + f"?show=all#point-{point.pk}"


@group_page
def new(request: HttpRequest, group: Group) -> HttpResponse:
    """Raise an open point."""
    may_raise(request.user, group).require()
    index = reverse("mandates:open_points", args=[group.code])
    form = PointForm(request.POST or None, initial={"mandate": request.GET.get("mandate")})
    model_field(form, "mandate").queryset = visible_to(request.user).filter(group=group)
    asking = Asking(
        title=_("Raise an open point"),
        submit=_("Raise"),
        cancel_url=index,
        done=_("The open point is raised."),
        crumbs=_crumbs(group, {"label": _("Raise an open point")}),
    )

    def act(typed: dict[str, Any]) -> str:
        return _back(
            group, raise_open_point(group=group, actor=actor(request), at=timezone.now(), **typed)
        )

    return ask(request, form, asking, act)


@group_page
def letter(request: HttpRequest, group: Group) -> HttpResponse:
    """Draft the letter that asks about the chosen points, all of one document."""
    may_raise(request.user, group).require()
    points = open_points_visible_to(request.user).filter(group=group, state__in=UNSETTLED)
    wanted = [int(key) for key in request.GET.getlist("points") if is_key(key)]
    chosen = list(points.filter(pk__in=wanted)) if wanted else []
    document = chosen[0].mandate if chosen else None
    asking = Asking(
        title=_("Write to the issuer"),
        text=_(
            "One letter asks about all the chosen points of a document. It is a draft: "
            "you can change it before it is numbered and sent."
        ),
        submit=_("Draft the letter"),
        cancel_url=reverse("mandates:open_points", args=[group.code]),
        done=_("The letter is drafted."),
        crumbs=_crumbs(group, {"label": _("Write to the issuer")}),
    )
    form = LetterForm(
        request.POST or None,
        initial={
            "points": [point.pk for point in chosen],
            "to": receiver_of(document, group),
            "language": group.language,
        },
    )
    offered = points.filter(mandate=document) if chosen else points
    model_field(form, "points").queryset = points if request.method == "POST" else offered
    choice_field(form, "points").choices = [
        (point.pk, point_words(point, point.text))
        for point in (points if request.method == "POST" else offered)
    ]

    def act(typed: dict[str, Any]) -> str:
        made = draft_letter_for(
            points=list(typed["points"]),
            to=typed["to"],
            language=typed["language"],
            actor=actor(request),
            at=timezone.now(),
        )
        return reverse("letters:letter", args=[group.code, made.pk])

    return ask(request, form, asking, act)


@group_page
def answer(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Note what was answered."""
    point = _point(request, group, pk)
    may_pursue(request.user, point, "answer").require()
    asking = Asking(
        title=_("Note the answer"),
        text=point_words(point, point.text),
        submit=_("Note"),
        cancel_url=_back(group, point),
        done=_("The answer is noted."),
        crumbs=_crumbs(group, {"label": _("Note the answer")}),
    )

    def act(typed: dict[str, Any]) -> str:
        note_answer(point=point, answer=typed["answer"], actor=actor(request), at=timezone.now())
        return _back(group, point)

    form = AnswerForm(request.POST or None, initial={"answer": point.answer})
    return ask(request, form, asking, act)


@group_page
def settle(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Settle a point, with the file that came where one did; a file can be read at once."""
    point = _point(request, group, pk)
    may_pursue(request.user, point, "settle").require()
    asking = Asking(
        title=_("Settle the open point"),
        text=point_words(point, point.text),
        submit=pgettext("an open point", "Settle"),
        cancel_url=_back(group, point),
        done=_("The open point is settled."),
        crumbs=_crumbs(group, {"label": _("Settle the open point")}),
    )

    @transaction.atomic
    def act(typed: dict[str, Any]) -> str:
        at, person = timezone.now(), actor(request)
        file, reading = typed["file"], None
        kept: Any = None
        if file and typed["read"]:
            reading = read_document(
                data=file.read(), name=file.name, group=group, actor=person, at=at
            )
            kept = reading.original
        elif file:
            kept = (file.name, file.read())
        settle_open_point(point=point, note=typed["note"], file=kept, actor=person, at=at)
        if reading is not None:
            return reverse("mandates:reading", args=[group.code, reading.pk])
        return _back(group, point)

    form = SettleForm(
        request.POST or None,
        request.FILES or None,
        initial={"note": point.answer, "read": point.kind == "annex_absent"},
    )
    return ask(request, form, asking, act)


@group_page
def drop(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Drop a point that need not be asked, or is none."""
    point = _point(request, group, pk)
    may_pursue(request.user, point, "drop").require()
    asking = Asking(
        title=_("Drop the open point"),
        text=point_words(point, point.text),
        submit=_("Drop"),
        cancel_url=_back(group, point),
        done=_("The open point is dropped."),
        danger=True,
        crumbs=_crumbs(group, {"label": _("Drop the open point")}),
    )

    def act(typed: dict[str, Any]) -> str:
        drop_open_point(
            point=point, reason=typed["reason"], actor=actor(request), at=timezone.now()
        )
        return _back(group, point)

    return ask(request, ReasonForm(request.POST or None), asking, act)


@group_page
def reopen(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Take a point up again."""
    point = _point(request, group, pk)
    may_pursue(request.user, point, "reopen").require()
    asking = Asking(
        title=_("Take the open point up again"),
        text=point_words(point, point.text),
        submit=_("Take up again"),
        cancel_url=_back(group, point),
        done=_("The point is open again."),
        crumbs=_crumbs(group, {"label": _("Take the open point up again")}),
    )

    def act(typed: dict[str, Any]) -> str:
        reopen_open_point(
            point=point, reason=typed["reason"], actor=actor(request), at=timezone.now()
        )
        return _back(group, point)

    return ask(request, ReasonForm(request.POST or None), asking, act)
