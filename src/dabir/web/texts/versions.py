"""Versions side by side, one clause through all of them, the compilation, grounds, what is next."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.domain.drafting import Unfit
from dabir.domain.drafting.comparing.differences import compare
from dabir.foundation.people.models import Group
from dabir.stages.texts.acts import consult_on, derive_version, ground_clause, unground_clause
from dabir.stages.texts.foresight import foresee, touched
from dabir.stages.texts.models import Amendment, Clause, Version
from dabir.stages.texts.policy import may_consult, may_derive, may_ground, may_propose
from dabir.stages.texts.queries import findings_visible_to, grounds_visible_to, history, reading
from dabir.stages.texts.sentences import cluster_sentence, why_unfit
from dabir.stages.texts.snapshots import snapshot, snapshot_of
from dabir.stages.themes.models import Consideration
from dabir.stages.themes.queries import considerations_visible_to
from dabir.web.shared.asking import answered, ask, offered
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.texts.forms import ConsultForm, DeriveForm, GroundForm
from dabir.web.texts.frame import Opened, crumbs, framed, opened, url
from dabir.web.texts.showing import (
    changes_by_place,
    direction,
    languages_of,
    rows,
    shown_changes,
)


@group_page
def compare_two(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Any two versions of a text, and what differs, in one line or side by side."""
    page = opened(request, group, pk)
    latest = page.present()
    before = page.version(request.GET.get("from", str(max(latest.order - 1, 0))))
    after = page.version(request.GET.get("to", str(latest.order)))
    changes = shown_changes(snapshot(before), snapshot(after)) if before != after else []
    context = framed(page, "compare", [(_("Versions"), "")]) | {
        "before": before,
        "after": after,
        "changes": changes,
        "beside": request.GET.get("view") == "beside",
    }
    return render(request, "texts/compare.html", context)


@group_page
def clause(request: HttpRequest, group: Group, pk: int, uid: uuid.UUID) -> HttpResponse:
    """One clause: its words in each version, its grounds, the amendments to it."""
    page = opened(request, group, pk)
    through = history(page.text, uid, request.user)
    if not through:
        raise Http404
    latest = through[-1]
    present = page.latest is not None and latest.version_id == page.latest.pk
    grounds = grounds_visible_to(request.user).filter(clause=latest)
    context = framed(page, "text", [(latest.label, "")]) | {
        "clause": latest,
        "present": present,
        "stages": _steps(through, page.text.language),
        "grounds": grounds,
        "findings": findings_visible_to(request.user).filter(
            clause__uid=uid, clause__version__text=page.text
        ),
        "amendments": [each for each in page.amendments if str(uid) in touched(each)],
        "may_ground": offered(may_ground(request.user, latest.version)) if present else None,
        "may_propose": offered(may_propose(request.user, page.text)) if present else None,
    }
    return render(request, "texts/clause.html", context)


def _steps(through: list[Clause], own: str) -> list[dict[str, object]]:
    """Return the clause version by version, the newest first, with what changed at each."""
    steps: list[dict[str, object]] = []
    languages = languages_of(through, own)
    before: dict[str, str] | None = None
    for at in through:
        words = {each.language: each.text for each in at.wordings.all()}
        sides = []
        for language in languages:
            new = words.get(language, "")
            old = new if before is None else before.get(language, "")
            sides.append(
                {
                    "language": language,
                    "direction": direction(language),
                    "changes": compare(old, new),
                    "changed": old != new,
                }
            )
        changed = before is None or any(side["changed"] for side in sides)
        steps.append({"clause": at, "version": at.version, "sides": sides, "changed": changed})
        before = words
    return steps[::-1]


@group_page
def compilation(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """The compilation text: a version with all that is, or was, proposed to it, and by whom."""
    page = opened(request, group, pk)
    chosen = request.GET.get("version", "")
    version = page.version(chosen) if chosen else page.present()
    clauses = reading(version, request.user)
    proposals = _compiled(page, version)
    places = changes_by_place(snapshot_of(version, clauses), proposals)
    own = page.text.language
    tree = rows(clauses, [own], own, {})
    flat = []
    waiting = list(tree)
    while waiting:
        row = waiting.pop(0)
        flat.append({"row": row, "proposals": places.get(str(row.clause.uid), [])})
        waiting = [*row.within, *waiting]
    context = framed(page, "compilation", [(_("Compilation text"), "")]) | {
        "version": version,
        "own": own,
        "lines": flat,
        "first": places.get("", []),
        "live": len(proposals),
    }
    return render(request, "texts/compilation.html", context)


def _compiled(page: Opened, version: Version) -> list[Amendment]:
    """Return what is compiled: live amendments to the present version, all to an earlier one."""
    if version == page.latest:
        return page.live()
    return [
        each
        for each in page.amendments
        if each.base_id == version.pk and each.state != Amendment.State.WITHDRAWN
    ]


@group_page
def grounds(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Which clauses rest on nothing yet, and which adopted considerations no clause uses."""
    page = opened(request, group, pk)
    version = page.present()
    clauses = reading(version, request.user)
    used = {ground.consideration_id for each in clauses for ground in each.grounds_seen}
    adopted = considerations_visible_to(request.user).filter(
        group=group, state=Consideration.State.ADOPTED
    )
    by_consideration: dict[int, list[Clause]] = {}
    for each in clauses:
        for ground in each.grounds_seen:
            by_consideration.setdefault(ground.consideration_id, []).append(each)
    considerations = list(adopted)
    context = framed(page, "grounds", [(_("Grounds"), "")]) | {
        "version": version,
        "ungrounded": [each for each in clauses if not each.grounds_seen],
        "unused": [each for each in considerations if each.pk not in used],
        "used": [
            {"consideration": each, "clauses": by_consideration[each.pk]}
            for each in considerations
            if each.pk in used
        ],
        "grounded_count": sum(1 for each in clauses if each.grounds_seen),
        "clause_count": len(clauses),
    }
    return render(request, "texts/grounds.html", context)


def _clause_here(page: Opened, request: HttpRequest, uid: uuid.UUID) -> Clause:
    for each in reading(page.present(), request.user):
        if each.uid == uid:
            return each
    raise Http404


@group_page
def ground(request: HttpRequest, group: Group, pk: int, uid: uuid.UUID) -> HttpResponse:
    """Ground a clause in an adopted consideration."""
    page = opened(request, group, pk)
    person = actor(request)
    found = _clause_here(page, request, uid)
    may_ground(person, page.present()).require()
    held = {each.consideration_id for each in found.grounds_seen}
    form = GroundForm(
        request.POST or None,
        considerations=considerations_visible_to(person)
        .filter(group=group, state=Consideration.State.ADOPTED)
        .exclude(pk__in=held),
        initial={"consideration": request.GET.get("consideration")},
    )
    if answered(
        request,
        form,
        lambda typed: ground_clause(
            clause=found, consideration=typed["consideration"], actor=person, at=timezone.now()
        ),
    ):
        messages.success(request, _("The ground is noted."))
        return redirect(url("clause", page.text, uid))
    return ask(
        request,
        form,
        heading=_("Ground %(clause)s in a consideration") % {"clause": found.label},
        submit=_("Note the ground"),
        cancel_url=url("clause", page.text, uid),
        crumbs=crumbs(page.text, (found.label, url("clause", page.text, uid))),
    )


@group_page
def unground(
    request: HttpRequest, group: Group, pk: int, uid: uuid.UUID, ground: int
) -> HttpResponse:
    """Take a consideration from under a clause."""
    page = opened(request, group, pk)
    person = actor(request)
    found = find(grounds_visible_to(person).filter(clause__uid=uid), pk=ground)
    may_ground(person, page.present()).require()
    if request.method == "POST":
        unground_clause(ground=found, actor=person, at=timezone.now())
        messages.success(request, _("The ground is taken back."))
    return redirect(url("clause", page.text, uid))


@group_page
def derive(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """What the next version would be and what becomes of every amendment; then make it."""
    page = opened(request, group, pk)
    person = actor(request)
    verdict = offered(may_derive(person, page.text))
    if verdict is None:
        may_derive(person, page.text).require()
    fault, foresight = "", None
    try:
        foresight = foresee(page.text)
    except Unfit as error:
        fault = why_unfit(error)
    form = DeriveForm(request.POST or None)
    made = answered(
        request,
        form,
        lambda typed: derive_version(text=page.text, actor=person, at=timezone.now(), **typed),
    )
    if made is not None:
        messages.success(request, _("%(version)s is made.") % {"version": made})
        return redirect(url("text", page.text))
    context = framed(page, "text", [(_("Make the next version"), "")]) | {
        "form": form,
        "verdict": verdict,
        "fault": fault,
        "foresight": foresight,
        "changes": shown_changes(foresight.before, foresight.after)
        if foresight is not None and foresight.after is not None
        else [],
        "conflicts": [cluster_sentence(foresight.before, each) for each in foresight.conflicts]
        if foresight is not None
        else [],
        "accepted": foresight.accepted if foresight is not None else (),
        "pending": foresight.pending if foresight is not None else (),
        "needs_redraft": Amendment.State.REDRAFT.label,
    }
    return render(request, "texts/derive.html", context)


@group_page
def consult(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Put the present version up for comments in a call."""
    page = opened(request, group, pk)
    person = actor(request)
    may_consult(person, page.text).require()
    form = ConsultForm(request.POST or None, reader=person, group=group)
    if answered(
        request,
        form,
        lambda typed: consult_on(
            version=page.present(), call=typed["call"], actor=person, at=timezone.now()
        ),
    ):
        messages.success(request, _("The clauses are copied into the call."))
        return redirect(url("text", page.text))
    return ask(
        request,
        form,
        heading=_("Ask for comments on %(version)s") % {"version": page.present()},
        submit=_("Copy the clauses into the call"),
        cancel_url=url("text", page.text),
        crumbs=crumbs(page.text),
        intro=_(
            "The clauses are copied into a draft of a call for comments, so that every "
            "contribution can say which clause it is about."
        ),
    )
