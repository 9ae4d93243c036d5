"""The submissions that one is like, and word for word how two of them differ."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from dabir.domain.drafting.comparing.differences import Change, compare
from dabir.foundation.people.models import Group
from dabir.stages.submissions import queries
from dabir.stages.submissions.models import Passage, Submission
from dabir.web.shared.pages import find, group_page, is_key

PAGE = 20
LONGEST_COMPARED = 20_000
"""Letters of a text that are compared word for word on a page."""


@group_page
def alike(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """What a submission is like, newest first; `with` compares it with one of them."""
    if not queries.reads_everything(request.user, group):
        raise Http404
    readable = queries.of_group(request.user, group)
    found: Submission = find(readable, pk=pk)
    before = request.GET.get("before", "")
    members = queries.members_alike(
        found, readable, before=int(before) if is_key(before) else None, most=PAGE + 1
    )
    shown = members[:PAGE]
    chosen = request.GET.get("with", "")
    other: Submission | None = None
    changes: list[Change] = []
    if is_key(chosen):
        other = find(readable.filter(call=found.call), pk=chosen)
        changes = compare(_words(other), _words(found))
    beginnings = queries.with_beginnings([one.submission for one in shown], everything=True)
    context = {
        "submission": found,
        "alike": queries.alike_to(found),
        "members": list(zip(shown, beginnings, strict=True)),
        "other": other,
        "changes": changes,
        "newer_url": "?" if before else "",
        "older_url": f"?before={shown[-1].submission.pk}" if len(members) > PAGE else "",
    }
    return render(request, "submissions/alike/alike.html", context)


def _words(submission: Submission) -> str:
    passages = Passage.objects.filter(submission=submission).order_by("order")
    return "\n".join(passages.values_list("text", flat=True))[:LONGEST_COMPARED]
