"""The compilation text: a version with all that is proposed to it, and by whom."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dabir.domain.drafting import Unfit
from dabir.foundation.naming import in_language
from dabir.foundation.people.models import Body, Group
from dabir.stages.texts.compiling.compiled import NOTHING, Brief, KeptForm, compiled_rows, kept_form
from dabir.stages.texts.models import Amendment, OperationRuling, Version
from dabir.stages.texts.policy import may_propose
from dabir.stages.texts.policy.rulings import may_rule_text
from dabir.stages.texts.queries import clauses_visible_to
from dabir.stages.texts.sentences import why_unfit
from dabir.web.shared.asking import offered
from dabir.web.shared.pages import group_page
from dabir.web.texts.compiling.below import OPEN, amendments_below, open_above, places_below
from dabir.web.texts.compiling.forms import CompilationForm
from dabir.web.texts.compiling.laying import Facts, Rulings, lay_out, standing_of, wanted
from dabir.web.texts.compiling.unsent_reasons import kept_reasons
from dabir.web.texts.forms import choose_among, offer
from dabir.web.texts.frame import framed, peeked

CLAUSES = 20
"""How many clauses stand on a page at most."""

PLACES = 24
"""How many contested places stand on a page, on the average: options take room and time."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many places are contested, and how many of them wait, are in brackets, are decided.

    `below` are the undecided amendments to amendments, which are decided first.
    """

    contested: int
    hard: int
    open: int
    bracketed: int
    decided: int
    below: int


@group_page
def compilation(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """A version with its contested places, filtered, some clauses a page."""
    page = peeked(request, group, pk)
    chosen = request.GET.get("version", "")
    version = page.version(chosen) if chosen else page.present()
    rows = compiled_rows(version, request.user)
    fault = ""
    try:
        form = kept_form(version, request.user, rows)
    except Unfit as error:
        form, fault = NOTHING, why_unfit(error)
    facts = {each.number: Facts(each.number, each.state, each.proposer) for each in rows}
    below = amendments_below(version, rows, request.user)
    above = open_above(below)
    rulings = _rulings(version, {each.pk: each.number for each in rows})
    uids = list(
        clauses_visible_to(request.user)
        .filter(version=version)
        .prefetch_related(None)
        .select_related(None)
        .order_by("order")
        .values_list("uid", "citations")
    )
    filters = _filters(request, form, uids, facts)
    typed = filters.cleaned_data if filters.is_valid() else {}
    narrowed = any(typed.values())
    by_clause: dict[str, list[Brief]] = {}
    for contest in form.briefs:
        if not narrowed or wanted(contest, typed, facts, rulings, above):
            by_clause.setdefault(contest.under, []).append(contest)
    listed = [str(uid) for uid, _named in uids if not narrowed or str(uid) in by_clause]
    if by_clause.get("") or not listed:
        listed = ["", *listed]
    crowd = sum(len(found) for found in by_clause.values()) / max(len(listed), 1)
    per_page = max(min(CLAUSES, int(PLACES / max(crowd, 1))), 1)
    paged = Paginator(listed, per_page).get_page(request.GET.get("page"))
    here = [uid for uid in paged.object_list if uid]
    clauses = list(
        clauses_visible_to(request.user).filter(version=version, uid__in=here).order_by("order")
    )
    before = sum(len(by_clause.get(uid, ())) for uid in listed[: paged.start_index() - 1])
    may_rule = offered(may_rule_text(request.user, page.text, version))
    rules = may_rule is not None and may_rule.allowed and version == page.latest
    kept = kept_reasons(request.user, page.text) if rules else {}
    shown = lay_out(
        form,
        clauses,
        {uid: by_clause.get(uid, []) for uid in paged.object_list},
        version=version,
        reader=request.user,
        own=page.text.language,
        first=before + 1,
        below=places_below(form.briefs, below),
        kept=kept,
    )
    query = request.GET.copy()
    query.pop("page", None)
    contested = {each.uid for each in form.briefs}
    context = framed(page, "compilation", [(_("Compilation text"), "")]) | {
        "version": version,
        "own": page.text.language,
        "fault": fault,
        "form": filters,
        "narrowed": narrowed,
        "tally": _tally(form, rulings, below),
        "clauses": shown,
        "amount": len(rows),
        "page": paged,
        "query": query.urlencode(),
        "here": request.get_full_path(),
        "may_rule": rules,
        "left_over": [each for uid, each in kept.items() if uid not in contested],
        "may_join": version == page.latest and may_propose(request.user, page.text).allowed,
    }
    return render(request, "texts/compiling/compilation.html", context)


def _rulings(version: Version, numbers: dict[int, int]) -> Rulings:
    rows = OperationRuling.objects.filter(base=version).values_list("amendment", "place", "ruling")
    return {
        (numbers[amendment], place): ruling
        for amendment, place, ruling in rows
        if amendment in numbers
    }


def _tally(form: KeptForm, rulings: Rulings, below: Mapping[int, Sequence[Amendment]]) -> Tally:
    standing = Counter(standing_of(each.operations, rulings) for each in form.briefs)
    return Tally(
        contested=len(form.briefs),
        hard=sum(
            1
            for each in form.briefs
            if each.hard and standing_of(each.operations, rulings) == "open"
        ),
        open=standing["open"],
        bracketed=standing["bracketed"],
        decided=standing["decided"],
        below=sum(1 for found in below.values() for each in found if each.state in OPEN),
    )


def _filters(
    request: HttpRequest,
    form: KeptForm,
    uids: Sequence[tuple[uuid.UUID, dict[str, str]]],
    facts: dict[int, Facts],
) -> CompilationForm:
    filters = CompilationForm(request.GET)
    under = {each.under for each in form.briefs}
    everything = ("", _("all"))
    named = ((str(uid), in_language(citations)) for uid, citations in uids if str(uid) in under)
    choose_among(filters, "clause", [everything, *named])
    proposers = {each.proposer for each in facts.values() if each.proposer is not None}
    offer(filters, "body", Body.objects.filter(pk__in=proposers), empty=_("all"))
    return filters
