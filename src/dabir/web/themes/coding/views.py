"""Coding: one passage after another is put under themes, with the keyboard if one likes."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.stages.calls.queries import visible_to as calls_visible_to
from dabir.stages.submissions.models import Passage
from dabir.stages.submissions.queries import passages_visible_to
from dabir.stages.themes.acts import code_passage, uncode_passage
from dabir.stages.themes.models import Stance, Theme
from dabir.stages.themes.policy import may_code
from dabir.stages.themes.queries import codes_visible_to, uncoded, visible_to
from dabir.web.shared.asking import answered
from dabir.web.shared.pages import actor, find, group_page, is_key
from dabir.web.themes.coding.forms import CodeForm
from dabir.web.themes.showing import passage_url, shown, tabs

KEYS = "1234567890"
"""The keys of the themes used most."""


@group_page
def queue(request: HttpRequest, group: Group) -> HttpResponse:
    """The next passage that nobody has coded, or the one that ``?passage=`` names.

    ``?call=`` keeps to one call, ``?after=`` skips what came before.
    """
    person = actor(request)
    may_code(person, group).require()
    waiting = uncoded(person, group).order_by("pk")
    if is_key(request.GET.get("call", "")):
        waiting = waiting.filter(submission__call=int(request.GET["call"]))
    passage = _passage(request, group, person, waiting)
    form = CodeForm(request.POST or None, group=group, reader=person)
    if passage is not None:
        said = passage
        made = answered(
            request,
            form,
            lambda given: code_passage(passage=said, actor=person, at=timezone.now(), **given),
        )
        if made is not None:
            messages.success(request, _("Coded under “%(theme)s”.") % {"theme": made.theme})
            stay = "stay" in request.POST
            return redirect(_next(request, group, passage=passage.pk if stay else None))
    context = {
        "passage": passage,
        "url": passage_url(passage) if passage else "",
        "codes": [
            (code, shown(code.stance)) for code in codes_visible_to(person).filter(passage=passage)
        ]
        if passage
        else [],
        "form": form,
        "themes": _themes(person, group),
        "stances": [(shown(stance), key) for stance, key in zip(Stance, "FAMN", strict=True)],
        "left": waiting.count(),
        "calls": calls_visible_to(person).filter(group=group),
        "call": request.GET.get("call", ""),
        "skip_url": _next(request, group, after=passage.pk) if passage else "",
        "tabs": tabs(request, group, "coding"),
    }
    return render(request, "themes/coding/code.html", context)


def _passage(
    request: HttpRequest, group: Group, person: Reader, waiting: QuerySet[Passage]
) -> Passage | None:
    every = (
        passages_visible_to(person)
        .filter(address__group=group)
        .select_related("answer__question", "address", "submission__call__group")
    )
    chosen = request.POST.get("passage") or request.GET.get("passage", "")
    if is_key(chosen):
        return find(every, pk=chosen)
    after = request.GET.get("after", "")
    following = waiting.filter(pk__gt=after) if is_key(after) else waiting
    first = following.values_list("pk", flat=True).first()
    return every.filter(pk=first).first() if first is not None else None


def _next(
    request: HttpRequest, group: Group, *, passage: int | None = None, after: int | None = None
) -> str:
    query = QueryDict(mutable=True)
    if request.GET.get("call"):
        query["call"] = request.GET["call"]
    if passage:
        query["passage"] = str(passage)
    if after:
        query["after"] = str(after)
    return f"{reverse('themes:coding', args=[group.code])}?{query.urlencode()}"


def _themes(person: Reader, group: Group) -> list[dict[str, object]]:
    """Return the themes in their order, the ten used most with a key each."""
    themes = list(visible_to(person).filter(group=group, merged_into__isnull=True))
    used = dict(
        codes_visible_to(person)
        .filter(theme__in=themes)
        .order_by()
        .values_list("theme")
        .annotate(found=Count("pk"))
    )
    first = sorted(themes, key=lambda theme: (-used.get(theme.pk, 0), theme.order, theme.pk))
    keys = {theme.pk: key for theme, key in zip(first, KEYS, strict=False)}
    tops: list[Theme] = [theme for theme in themes if theme.parent_id is None]
    return [
        {
            "theme": top,
            "key": keys.get(top.pk, ""),
            "children": [
                {"theme": theme, "key": keys.get(theme.pk, "")}
                for theme in themes
                if theme.parent_id == top.pk
            ],
        }
        for top in tops
    ]


@require_POST
@group_page
def remove(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Take a passage out of a theme."""
    person = actor(request)
    may_code(person, group).require()
    code = find(codes_visible_to(person).filter(theme__group=group), pk=pk)
    passage = code.passage_id
    uncode_passage(code=code, actor=person, at=timezone.now())
    messages.success(request, _("The passage is no longer under this theme."))
    return redirect(f"{reverse('themes:coding', args=[group.code])}?passage={passage}")
