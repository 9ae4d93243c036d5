"""Versions side by side, and one clause through all of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dabir.domain.drafting.comparing.differences import Change, compare
from dabir.foundation.people.models import Group
from dabir.stages.texts.compiling.foresight import touched
from dabir.stages.texts.models import Amendment, Clause, OperationRuling, Upstream, Wording
from dabir.stages.texts.policy import may_correct, may_ground, may_propose
from dabir.stages.texts.queries import (
    clauses_visible_to,
    documents_visible_to,
    findings_visible_to,
    grounds_visible_to,
    history,
)
from dabir.stages.texts.snapshots import snapshot
from dabir.web.shared.asking import offered
from dabir.web.shared.pages import find, group_page, is_key
from dabir.web.texts.frame import Opened, framed, opened, peeked, url
from dabir.web.texts.reading.origins import carried_rulings, origins
from dabir.web.texts.showing import (
    Shown,
    direction,
    languages_of,
    shown_changes,
)

DOCUMENT = "document-"
"""Begins the choice of an upstream document where versions are chosen."""


@group_page
def compare_two(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Any two versions of a text, and what differs, in one line or side by side."""
    page = peeked(request, group, pk)
    latest = page.present()
    chosen = request.GET.get("from", str(max(latest.order - 1, 0)))
    documents = documents_visible_to(request.user).filter(group=group)
    if chosen.startswith(DOCUMENT):
        return _with_document(request, page, documents, chosen.removeprefix(DOCUMENT))
    before = page.version(chosen)
    after = page.version(request.GET.get("to", str(latest.order)))
    changes = shown_changes(snapshot(before), snapshot(after)) if before != after else []
    hidden = 0
    if request.GET.get("spelling") == "hide":
        every, changes = len(changes), without_spelling(changes)
        hidden = every - len(changes)
    context = framed(page, "compare", [(_("Versions"), "")]) | {
        "hides": request.GET.get("spelling") == "hide",
        "hidden": hidden,
        "before": before,
        "after": after,
        "changes": changes,
        "beside": request.GET.get("view") == "beside",
        "documents": list(documents),
    }
    return render(request, "texts/compare.html", context)


def _with_document(
    request: HttpRequest, page: Opened, documents: QuerySet[Upstream], key: str
) -> HttpResponse:
    """Lead to the page on which a version stands beside an upstream document."""
    found = find(documents, pk=key if is_key(key) else 0)
    kept = {name: request.GET[name] for name in ("to", "view") if request.GET.get(name)}
    return redirect(f"{url('beside_upstream', page.text, found.pk)}?{urlencode(kept)}")


def without_spelling(changes: Iterable[Shown]) -> list[Shown]:
    """Return what changed but for spelling; a clause that was merely respelt is left out."""
    kept = []
    for shown in changes:
        wordings = tuple(
            replace(each, changes=tuple(map(_as_equal, each.changes)))
            for each in shown.wordings
            if not all(one.kind == "equal" or one.spelling_only for one in each.changes)
        )
        if wordings or shown.what != "reworded":
            kept.append(replace(shown, wordings=wordings))
    return kept


def _as_equal(change: Change) -> Change:
    return Change("equal", change.old, change.new) if change.spelling_only else change


@group_page
def clause(request: HttpRequest, group: Group, pk: int, uid: uuid.UUID) -> HttpResponse:
    """One clause: its words in each version, its grounds, the amendments to it."""
    page = opened(request, group, pk)
    through = history(page.text, uid, request.user)
    if not through:
        raise Http404
    latest = through[-1]
    present = page.latest is not None and latest.version_id == page.latest.pk
    rulings = carried_rulings(page.text, uid)
    upto = [each for each in page.versions if each.order <= latest.version.order]
    found = origins(page, upto, request.user, rulings, uid)
    grounds = grounds_visible_to(request.user).filter(clause=latest)
    context = framed(page, "text", [(latest.label, "")]) | {
        "clause": latest,
        "present": present,
        "stages": _steps(through, page.text.language, _behind(page, rulings)),
        "origins": found,
        "own_origins": found.by_clause.get(str(uid), ()),
        "grounds": grounds,
        "findings": findings_visible_to(request.user).filter(
            clause__uid=uid, clause__version__text=page.text
        ),
        "amendments": [each for each in page.amendments if str(uid) in touched(each)],
        "may_ground": offered(may_ground(request.user, latest.version)) if present else None,
        "may_propose": offered(may_propose(request.user, page.text)) if present else None,
        "may_correct": offered(may_correct(request.user, page.text)) if present else None,
    }
    return render(request, "texts/clause.html", context)


@group_page
def whole_origins(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """The present version with whose words it is made of."""
    page = opened(request, group, pk)
    latest = page.present()
    rulings = carried_rulings(page.text)
    found = origins(page, page.versions, request.user, rulings)
    clauses = clauses_visible_to(request.user).filter(version=latest).prefetch_related(None)
    context = framed(page, "text", [(_("Who worded what"), "")]) | {
        "version": latest,
        "origins": found,
        "clauses": [
            (
                each,
                found.by_clause.get(str(each.uid), ()),
                found.resting.get(str(each.uid)),
            )
            for each in clauses
        ],
    }
    return render(request, "texts/origins.html", context)


Behind = dict[int, list[tuple[Amendment, OperationRuling]]]


def _behind(page: Opened, rulings: Iterable[OperationRuling]) -> Behind:
    """Return the amendments that the reader sees behind each version, with what was ruled."""
    seen = {each.pk: each for each in page.amendments}
    found: Behind = {}
    met: set[tuple[int, int]] = set()
    for ruling in rulings:
        amendment = seen.get(ruling.amendment_id)
        if amendment is None or ruling.carried_into is None:
            continue
        order = ruling.carried_into.order
        if (order, amendment.pk) not in met:
            met.add((order, amendment.pk))
            found.setdefault(order, []).append((amendment, ruling))
    return found


def _steps(through: list[Clause], own: str, behind: Behind) -> list[dict[str, object]]:
    """Return the clause version by version, the newest first, with what changed at each."""
    steps: list[dict[str, object]] = []
    languages = languages_of(through, own)
    before: dict[str, str] | None = None
    place = None
    for at in through:
        words = {each.language: _whole(each) for each in at.wordings.all()}
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
        stands = at.parent_uid, at.mark
        steps.append(
            {
                "clause": at,
                "version": at.version,
                "sides": sides,
                "changed": changed,
                "placed": place is not None and place != stands,
                "behind": behind.get(at.version.order, ()),
            }
        )
        before, place = words, stands
    return steps[::-1]


def _whole(wording: Wording) -> str:
    """Return heading and words, one above the other."""
    return "\n".join(each for each in (wording.heading, wording.text) if each)
