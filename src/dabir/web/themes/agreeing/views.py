"""Coding rounds: opened, coded, ended; how far their coders agree."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from dabir.domain.procedure.agreement import RELIABLE, TENTATIVE
from dabir.foundation.people.models import Group, Person
from dabir.foundation.people.preferences import preferences, show_digits
from dabir.stages.themes.acts import (
    drop_coding_round,
    end_blind_coding,
    hand_in_coding,
    open_coding_round,
    settle_agreed,
)
from dabir.stages.themes.agreeing import Line, agreement_of
from dabir.stages.themes.models import CodingRound
from dabir.stages.themes.policy import may_compare, may_judge, may_move_round, may_run_round
from dabir.stages.themes.queries import (
    compared_items,
    progress_of,
    rounds_visible_to,
    said_of_items,
)
from dabir.stages.themes.queries.rounds import left_to_judge
from dabir.web.shared.asking import Crumb, ask_and_do, offered
from dabir.web.shared.pages import actor, find, group_page, is_key
from dabir.web.themes.agreeing.forms import DropForm, EndForm, RoundForm
from dabir.web.themes.agreeing.showing import sides_of, words_of
from dabir.web.themes.showing import crumbs

PAGE = 20
TONES = {
    CodingRound.State.OPEN: "wait",
    CodingRound.State.COMPARED: "accent",
    CodingRound.State.SETTLED: "good",
    CodingRound.State.DROPPED: "",
}


def round_crumbs(group: Group, *more: Crumb) -> list[Crumb]:
    """Return the way down to coding rounds."""
    here = Crumb(_("Coding rounds"), reverse("themes:coding_rounds", args=[group.code]))
    return crumbs(group, here, *more)


def mine(request: HttpRequest, group: Group, pk: int) -> CodingRound:
    """Return a round of the group that the reader may see, or answer 404."""
    return find(rounds_visible_to(request.user).filter(group=group), pk=pk)


@group_page
def rounds(request: HttpRequest, group: Group) -> HttpResponse:
    """The coding rounds that the reader runs or codes in."""
    reader = actor(request)
    found = rounds_visible_to(reader).filter(group=group)
    context = {
        "rounds": [
            (one, TONES[CodingRound.State(one.state)], bool(may_judge(reader, one)))
            for one in found
        ],
        "may_run": offered(may_run_round(reader, group)),
        "crumbs": crumbs(group, Crumb(_("Coding rounds"))),
    }
    return render(request, "themes/agreeing/rounds.html", context)


@group_page
def new_round(request: HttpRequest, group: Group) -> HttpResponse:
    """Open a coding round."""
    person = actor(request)
    may_run_round(person, group).require()
    form = RoundForm(request.POST or None, group=group, reader=person)
    return ask_and_do(
        request,
        form,
        lambda said: open_coding_round(actor=person, at=timezone.now(), **said),
        done=_("The round is open: its coders find it on this page."),
        to=lambda made: reverse("themes:coding_round", args=[group.code, made.pk]),
        heading=_("A new coding round"),
        intro=_(
            "Several people code the same passages, none of them seeing what the others say, "
            "until all have handed in. Then they are compared, and what they differ on is settled."
        ),
        submit=_("Draw the passages"),
        cancel_url=reverse("themes:coding_rounds", args=[group.code]),
        crumbs=round_crumbs(group),
    )


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the table of agreement, in the reader's digits; empty where nothing is known."""

    label: str
    raw: str
    kappa: str
    interval: str
    alpha: str
    alpha_interval: str
    word: str
    tone: str
    found: int
    shared: int


def _number(value: float | None) -> str:
    """Return a coefficient in the reader's digits, with the sign where it is read first."""
    if value is None:
        return ""
    shown = f"{round(value, 2) + 0.0:.2f}"  # no zero has a sign
    if preferences().digits == "persian":
        shown = shown.replace(".", "٫")
    return show_digits(shown.replace("-", "\u200e\u2212"))


def _interval(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    return _("%(low)s to %(high)s") % {"low": _number(low), "high": _number(high)}


def percent(part: float | None) -> str:
    """Return a part of one as a percentage in the reader's digits."""
    return "" if part is None else show_digits(_("%(part)d %%") % {"part": round(100 * part)})


def _shown(label: str, line: Line) -> ShownLine:
    value = line.alpha.value
    if value is None:
        word, tone = "", ""
    elif value >= RELIABLE:
        word, tone = _("reliable"), "good"
    elif value >= TENTATIVE:
        word, tone = _("tentative"), "wait"
    else:
        word, tone = _("not reliable"), "bad"
    return ShownLine(
        label,
        percent(line.kappa.raw),
        _number(line.kappa.value),
        _interval(line.kappa.low, line.kappa.high),
        _number(value),
        _interval(line.alpha.low, line.alpha.high),
        word,
        tone,
        line.found,
        line.shared,
    )


@group_page
def round_page(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One round: how far its coders are; once nobody is blind, how far they agree."""
    reader = actor(request)
    found = mine(request, group, pk)
    comparing = bool(may_compare(reader, found))
    context = {
        "found": found,
        "tone": TONES[CodingRound.State(found.state)],
        "themes": found.themes.all(),
        "progress": progress_of(found),
        "own": found.coders.filter(person=reader).first(),
        "left": left_to_judge(found, reader),
        "may_judge": offered(may_judge(reader, found)),
        "may_end": offered(may_move_round(reader, found, "compare")),
        "may_settle": offered(may_move_round(reader, found, "settle")),
        "may_drop": offered(may_move_round(reader, found, "drop")),
        "comparing": comparing,
        **(_comparison(request, reader, found) if comparing else {}),
        "crumbs": round_crumbs(group, Crumb(str(found))),
    }
    return render(request, "themes/agreeing/round.html", context)


def _comparison(request: HttpRequest, reader: Person, found: CodingRound) -> dict[str, object]:
    said = said_of_items(found)
    table = agreement_of(found, said)
    show = request.GET.get("show", "")
    wanted = {"agreed": (True,), "all": (True, False)}.get(show, (False,))
    typed = request.GET.get("after", "")
    after = int(typed) if is_key(typed) else -1
    fitting = [one for one in said if one.agreed in wanted and one.order > after]
    here = fitting[:PAGE]
    compared = list(compared_items(found, among=[one.item for one in here]))
    words = words_of([one.item.passage for one in compared], reader)
    items = [(one, words[one.item.passage_id], *sides_of(one)) for one in compared]
    more = here[-1].order if len(fitting) > PAGE else None
    return {
        "table": table,
        "raw": percent(table.raw),
        "theme_lines": [_shown(theme.name, line) for theme, line in table.themes],
        "stance_lines": [
            _shown(_("all stances"), table.stance),
            *(_shown(str(stance.label), line) for stance, line in table.stances),
        ],
        "conflicts": table.compared - table.alike,
        "items": items,
        "show": show,
        "older_url": f"?show={show}&after={more}" if more is not None else "",
        "newer_url": f"?show={show}" if after >= 0 else "",
    }


@require_POST
@group_page
def hand_in(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """End one's own coding of a round."""
    person, found = actor(request), mine(request, group, pk)
    done = hand_in_coding(coding_round=found, actor=person, at=timezone.now())
    if done.state == CodingRound.State.COMPARED:
        messages.success(request, _("All have handed in: here is what they said."))
    else:
        messages.success(request, _("It is handed in. The others are still coding."))
    return redirect("themes:coding_round", group.code, pk)


@group_page
def end(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """End the blind part of a round without waiting for those who have not handed in."""
    person, found = actor(request), mine(request, group, pk)
    may_move_round(person, found, "compare").require()
    return ask_and_do(
        request,
        EndForm(request.POST if request.method == "POST" else None),
        lambda _said: end_blind_coding(coding_round=found, actor=person, at=timezone.now()),
        done=_("The blind part has ended."),
        to=reverse("themes:coding_round", args=[group.code, pk]),
        heading=_("End the blind part"),
        intro=_(
            "What has been coded so far is compared; nobody codes in this round any more. "
            "Passages that fewer than two have judged go back to those that wait."
        ),
        submit=_("End it"),
        cancel_url=reverse("themes:coding_round", args=[group.code, pk]),
        crumbs=round_crumbs(group, Crumb(str(found))),
        danger=True,
    )


@require_POST
@group_page
def settle_all(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Settle every passage on which the coders agree."""
    person, found = actor(request), mine(request, group, pk)
    count = settle_agreed(coding_round=found, actor=person, at=timezone.now())
    said = ngettext("%(count)s passage is settled.", "%(count)s passages are settled.", count) % {
        "count": show_digits(str(count))
    }
    messages.success(request, said)
    return redirect("themes:coding_round", group.code, pk)


@group_page
def drop(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Drop a round."""
    person, found = actor(request), mine(request, group, pk)
    may_move_round(person, found, "drop").require()
    return ask_and_do(
        request,
        DropForm(request.POST or None),
        lambda said: drop_coding_round(coding_round=found, actor=person, at=timezone.now(), **said),
        done=_("The round is dropped."),
        to=reverse("themes:coding_round", args=[group.code, pk]),
        heading=_("Drop the round"),
        submit=_("Drop it"),
        cancel_url=reverse("themes:coding_round", args=[group.code, pk]),
        crumbs=round_crumbs(group, Crumb(str(found))),
        danger=True,
    )
