"""The compilation text: a version with all that is proposed to it, and by whom."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.stages.texts.models import Amendment, Version
from dabir.stages.texts.queries import reading
from dabir.stages.texts.snapshots import snapshot_of
from dabir.web.shared.pages import group_page
from dabir.web.texts.frame import Opened, framed, opened
from dabir.web.texts.showing import (
    changes_by_place,
    rows,
)


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
