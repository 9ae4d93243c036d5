"""What is published of what was sent to a call."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dabir.stages.calls import queries as calls
from dabir.stages.submissions import queries
from dabir.web.shared.pages import find
from dabir.web.submissions.fates import fates_of
from dabir.web.submissions.finding import PublicFindForm, found_page
from dabir.web.submissions.reading import answers_of, passages_of

PAGE = 20


def published(request: HttpRequest, receipt: str) -> HttpResponse:
    """One published submission as everybody reads it, with what became of each passage."""
    everything = queries.with_passages(queries.visible_to(None))
    submission = find(everything, receipt=receipt)
    return render(
        request,
        "submissions/published.html",
        {
            "frame": "narrow",
            "submission": submission,
            "answers": answers_of(
                submission,
                everything=False,
                dispositions=queries.told(submission),
                fates=fates_of(passages_of(submission), request.user),
            ),
            "copies": queries.public_copies(submission) if submission.attachments.all() else (),
            "in_group": queries.visible_to(request.user).filter(pk=submission.pk).exists()
            and request.user.is_authenticated,
        },
    )


def contributions(request: HttpRequest, code: str) -> HttpResponse:
    """The published submissions to one call, newest first, by keyset."""
    call = find(calls.published_to(None), code=code)
    form = PublicFindForm(request.GET, calls=calls.published_to(None))
    sought = form.sought(call.group, call=call)
    context = {
        "frame": "narrow",
        "call": call,
        "form": form,
        "found": found_page(None, form, sought, request.GET, PAGE),
    }
    return render(request, "submissions/contributions.html", context)
