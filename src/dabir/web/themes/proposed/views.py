"""One proposed theme: its passages by weight, and what is done with those that are chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dabir.domain.procedure.verdicts import NotPermitted, Refused
from dabir.foundation.people.models import Group
from dabir.stages.submissions.models import Passage, Submission
from dabir.stages.submissions.queries.seeing import STANDING
from dabir.stages.themes import policy_of_runs as policy
from dabir.stages.themes.acts import (
    confirm_proposed_passages,
    dismiss_proposed_passages,
    move_proposed_passages,
)
from dabir.stages.themes.models import ProposedCode, ProposedTheme, RunStep, Stance
from dabir.stages.themes.models.proposed import WHOLE
from dabir.stages.themes.queries.runs import NOW_SHOWN, last_step, proposed_visible_to
from dabir.web.shared.asking import offered
from dabir.web.shared.pages import actor, group_page
from dabir.web.themes.proposed.choosing import (
    State,
    Wanted,
    below,
    chosen,
    codes_of,
    holding,
    place_of,
    proposed_theme,
    wanted,
)
from dabir.web.themes.proposed.forms import USUAL, IntoForm, OverForm
from dabir.web.themes.showing import passage_url

PAGE = 50
REDIRECTED = ("split", "distil")
"""What is asked more about before it is done."""


@dataclass(frozen=True, slots=True)
class Line:
    """A passage that is proposed for a theme."""

    code: ProposedCode
    url: str
    waits: bool


@dataclass(frozen=True, slots=True)
class Quoted:
    """A representative quote, where it stands in its passage."""

    before: str
    words: str
    after: str
    url: str


def _after(codes: QuerySet[ProposedCode], key: str) -> QuerySet[ProposedCode]:
    """Return the codes after one, ``<weight>-<key>``, in the order of their weights."""
    weight, _dash, pk = key.partition("-")
    if not (weight.isdecimal() and pk.isdecimal() and len(weight) < 6 and len(pk) < 19):
        return codes
    return codes.filter(Q(weight__lt=int(weight)) | Q(weight=int(weight), pk__gt=int(pk)))


def _quotes(theme: ProposedTheme) -> list[Quoted]:
    places = {quote[0]: quote for quote in theme.quotes}
    standing = Passage.objects.filter(pk__in=places, submission__state__in=STANDING).select_related(
        "address", "submission__call__group"
    )
    by_key = {passage.pk: passage for passage in standing}
    return [
        Quoted(
            passage.text[:start], passage.text[start:end], passage.text[end:], passage_url(passage)
        )
        for key, start, end in places.values()
        if (passage := by_key.get(key)) is not None
    ]


def _older(lines: list[ProposedCode], asked: Wanted) -> str:
    last = lines[-1]
    query = QueryDict(asked.query, mutable=True)
    query["after"] = f"{last.weight}-{last.pk}"
    return f"?{query.urlencode()}"


@group_page
def page(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One proposed theme with its passages, the heaviest first."""
    person = actor(request)
    theme = proposed_theme(request, group, pk)
    asked = wanted(request)
    every = codes_of(request, theme)
    counts = dict(every.order_by().values_list("state").annotate(count=Count("pk")))
    found = holding(every.filter(state=asked.state), asked.words)
    listed = list(
        _after(found, request.GET.get("after", ""))
        .select_related("passage__address", "passage__submission__call__group", "campaign")
        .order_by("-weight", "pk")[: PAGE + 1]
    )
    context = {
        "theme": theme,
        "run": theme.run,
        "children": proposed_visible_to(person)
        .filter(parent=theme, state__in=NOW_SHOWN)
        .order_by("-submissions", "number"),
        "quotes": _quotes(theme),
        "lines": [
            Line(
                code,
                passage_url(code.passage),
                waits=code.passage.submission.state != Submission.State.ACCEPTED,
            )
            for code in listed[:PAGE]
        ],
        "asked": asked,
        "all_chosen": "all" in request.GET,
        "states": [(state, label, counts.get(state, 0)) for state, label in State.choices],
        "older_url": _older(listed[:PAGE], asked) if len(listed) > PAGE else "",
        "newer_url": f"?{asked.query}" if request.GET.get("after") else "",
        "others": IntoForm(reader=person, theme=theme),
        "stances": Stance.choices,
        "usual": USUAL,
        "may_settle": offered(policy.may_move_proposed(person, theme, "accept")),
        "may_decide": offered(policy.may_decide(person, theme.run)),
        "last_step": last_step(person, theme.run),
        "crumbs": below(theme),
    }
    return render(request, "themes/proposed/theme.html", context)


@require_POST
@group_page
def passages(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Do something with the chosen passages: `do` says what."""
    theme = proposed_theme(request, group, pk)
    codes = chosen(request, theme)
    done = request.POST.get("do", "")
    if done in REDIRECTED:
        keys = "&".join(f"code={key}" for key in request.POST.getlist("code"))
        return redirect(f"{place_of(theme)}{done}/?{keys}")
    acts: dict[str, Callable[[], RunStep]] = {
        "confirm": lambda: _confirm(request, theme, codes),
        "over": lambda: _confirm_over(request, theme),
        "dismiss": lambda: dismiss_proposed_passages(
            proposed=theme, codes=codes, actor=actor(request), at=timezone.now()
        ),
        "move": lambda: _move(request, theme, codes),
    }
    if done not in acts:
        raise Http404
    try:
        step = acts[done]()
        messages.success(
            request, _("Done: %(step)s. It can be undone.") % {"step": step.get_kind_display()}
        )
    except NotPermitted:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    asked = wanted(request)
    return redirect(f"{place_of(theme)}?{asked.query}" if asked.query else place_of(theme))


def _stance(request: HttpRequest) -> Stance:
    said = request.POST.get("stance", "")
    return Stance(said) if said in Stance.values else Stance.NEUTRAL


def _confirm(request: HttpRequest, theme: ProposedTheme, codes: QuerySet[ProposedCode]) -> RunStep:
    return confirm_proposed_passages(
        proposed=theme,
        codes=codes,
        stance=_stance(request),
        actor=actor(request),
        at=timezone.now(),
    )


def _confirm_over(request: HttpRequest, theme: ProposedTheme) -> RunStep:
    form = OverForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Give a weight between 0 and 100 per cent."))
    weight = form.cleaned_data["weight"] * WHOLE // 100
    return _confirm(request, theme, codes_of(request, theme).filter(weight__gte=weight))


def _move(request: HttpRequest, theme: ProposedTheme, codes: QuerySet[ProposedCode]) -> RunStep:
    form = IntoForm(request.POST, reader=actor(request), theme=theme)
    if not form.is_valid():
        raise Refused(_("Choose the theme to move them to."))
    return move_proposed_passages(
        proposed=theme,
        codes=codes,
        into=form.cleaned_data["into"],
        actor=actor(request),
        at=timezone.now(),
    )
