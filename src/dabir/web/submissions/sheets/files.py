"""Comment sheets as files to take away."""

from __future__ import annotations

import hashlib
from typing import Literal, cast
from urllib.parse import quote

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from dabir.formats.comment_sheets import CommentSheet, write_sheet
from dabir.formats.documents import Language
from dabir.foundation.people.preferences import Preferences, reading_as
from dabir.stages.calls import queries as calls
from dabir.stages.submissions import queries
from dabir.stages.submissions.acts.sheets import MEDIA_TYPES
from dabir.stages.submissions.intake.sheets import sheet_of
from dabir.web.shared.pages import find
from dabir.web.submissions.secrets import private, wrong_code

KEPT_SECONDS = 600
"""Making a sheet of many clauses takes a while, and thousands may want it on the last day."""


def asked_language(request: HttpRequest) -> Language:
    """Return the language that the address asks for, else the reader's."""
    asked = request.GET.get("language") or get_language() or ""
    return "en" if asked.startswith("en") else "fa"


def answer_with(sheet: CommentSheet, form: str, name: str, *, kept: bool = False) -> HttpResponse:
    """Hand a sheet over as a file; what everybody asks for is `kept` for some minutes.

    Raises:
        Http404: it is asked for in a form that is not written.
    """
    if form not in MEDIA_TYPES:
        raise Http404
    written = cast("Literal['docx', 'xlsx']", form)
    key = f"sheets:{form}:{hashlib.sha256(repr(sheet).encode()).hexdigest()}"
    data = cache.get(key) if kept else None
    if data is None:
        data = write_sheet(sheet, written)
        if kept:
            cache.set(key, data, KEPT_SECONDS)
    response = HttpResponse(data, content_type=MEDIA_TYPES[form])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.{form}"
    return response


def empty_sheet(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The empty sheet of a call, for whoever may read the call."""
    call = find(calls.published_to(request.user), code=code)
    exhibits = list(calls.exhibits_visible_to(request.user).filter(call=call))
    if not exhibits:
        raise Http404
    language = asked_language(request)
    with reading_as(Preferences.of_language(language)):
        sheet = sheet_of(call, exhibits, language=language)
    return answer_with(sheet, form, call.code, kept=True)


@private
def own_sheet(request: HttpRequest, secret: str, form: str) -> HttpResponse:
    """What somebody sent on each clause, with the answers they were told."""
    submission = queries.by_secret(secret)
    if submission is None:
        return wrong_code(request)
    exhibits = list(submission.call.exhibits.all())
    said = queries.said_in(submission)
    if not said:
        raise Http404
    language = asked_language(request)
    with reading_as(Preferences.of_language(language)):
        sheet = sheet_of(
            submission.call, exhibits, language=language, said=said, room=0, with_answers=True
        )
    return answer_with(sheet, form, submission.receipt)
