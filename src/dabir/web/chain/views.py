"""What has been heard and what has not, and the passages behind each number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dabir.chain.coverage import BY_NUMBER, CHOSEN, chosen_passages, coverage
from dabir.chain.coverage_picture import key_of, specification
from dabir.foundation.people.models import Group
from dabir.foundation.trace.kinds import kinds
from dabir.stages.submissions.models import Passage
from dabir.stages.submissions.queries import reads_everything
from dabir.web.chain.drawing import drawn
from dabir.web.shared.asking import Crumb
from dabir.web.shared.pages import actor, group_page, is_key

PAGE = 25
WORDS = (*CHOSEN, "axis", "clause_axis", "invitation", "outcome")


@group_page
def coverage_page(request: HttpRequest, group: Group) -> HttpResponse:
    """Which invited groups, axes, clauses, questions and provinces have been heard."""
    reader = actor(request)
    found = coverage(
        reader, group, merged=_("others, fewer than five each"), unnamed=_("no province named")
    )
    picture: SafeString | str = ""
    if found.passages:
        spec = specification(
            found.outcomes,
            open_label=_("still open"),
            title=_("What became of passages, by sector"),
            right_to_left=translation.get_language_bidi(),
            ink="currentColor",
            legend=False,
        )
        picture = drawn(spec)
    context = {
        "coverage": found,
        "picture": picture,
        "key": key_of(found.outcomes, _("still open")),
        "everything": reads_everything(reader, group),
        "passages_url": reverse("coverage_passages", args=[group.code]),
    }
    return render(request, "chain/coverage.html", context)


@dataclass(frozen=True, slots=True)
class Line:
    """A passage behind a number, as the reader may read it."""

    passage: Passage
    words: str
    url: str


def _chosen(query: QueryDict) -> dict[str, int | str]:
    chosen: dict[str, int | str] = {}
    for name in WORDS:
        value = query.get(name, "")
        if not value:
            continue
        if name in BY_NUMBER and not is_key(value):
            raise Http404
        chosen[name] = int(value) if name in BY_NUMBER else value
    return chosen


@group_page
def coverage_passages(request: HttpRequest, group: Group) -> HttpResponse:
    """The passages behind a number of the coverage page, newest first."""
    reader = actor(request)
    chosen = _chosen(request.GET)
    found = chosen_passages(reader, group, chosen).select_related("answer__question")
    total = found.count()
    before = request.GET.get("before", "")
    if is_key(before):
        found = found.filter(pk__lt=before)
    listed = list(found.order_by("-pk")[: PAGE + 1])
    everything = reads_everything(reader, group)
    to_page = kinds()[Passage.KIND].url
    older = request.GET.copy()
    older["before"] = str(listed[PAGE - 1].pk) if len(listed) > PAGE else ""
    newer = request.GET.copy()
    newer.pop("before", None)
    heading = _("Passages")
    context: dict[str, Any] = {
        "lines": [
            Line(one, one.text if everything else one.shown, to_page(one)) for one in listed[:PAGE]
        ],
        "total": total,
        "heading": heading,
        "older_url": f"?{older.urlencode()}" if older["before"] else "",
        "newer_url": f"?{newer.urlencode()}" if before else "",
        "crumbs": [Crumb(_("Coverage"), reverse("coverage", args=[group.code])), Crumb(heading)],
    }
    return render(request, "chain/passages.html", context)
