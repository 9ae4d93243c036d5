"""Versions side by side, and one clause through all of them."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dabir.domain.drafting.comparing.differences import compare
from dabir.foundation.people.models import Group
from dabir.stages.texts.foresight import touched
from dabir.stages.texts.models import Clause
from dabir.stages.texts.policy import may_ground, may_propose
from dabir.stages.texts.queries import findings_visible_to, grounds_visible_to, history
from dabir.stages.texts.snapshots import snapshot
from dabir.web.shared.asking import offered
from dabir.web.shared.pages import group_page
from dabir.web.texts.frame import framed, opened
from dabir.web.texts.showing import (
    direction,
    languages_of,
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
