"""What is sent by the public form, received before anything else looks at it.

A form that is in order, from a visitor whose browser has proven its work, is written down and
answered with the way to its receipt: no session, no cookie, no page. Everything else goes the
whole way through, where the same form says what is wrong, in a page.

No token against forged requests is asked for: nothing in the request says who the visitor is, so
there is no standing that another site could borrow. That each is sent on purpose, and counts
once, is what the proof of work says.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.datastructures import MultiValueDict

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.record.together import NotKept
from dabir.stages.submissions.acts import submit
from dabir.web.submissions.door.fields import Fields, fields_of
from dabir.web.submissions.door.moulds import filled, mould_of
from dabir.web.submissions.door.sorry import not_kept
from dabir.web.submissions.responding.form import PROOF
from dabir.web.submissions.responding.proof import prove

Handler = Callable[[HttpRequest], HttpResponse]

ADDRESS = re.compile(r"/calls/([-a-zA-Z0-9_]+)/respond/(?:([0-9a-zA-Z]+)/)?")
SEND, PROVEN = "send", PROOF
AWAY = (NotKept, OperationalError, InterfaceError)


class SeeOther(HttpResponseRedirectBase):
    """The answer to a form: what came of it is to be fetched from there."""

    status_code = 303


class DoorMiddleware:
    """Receives what is sent by the public form; leaves all else to whoever comes after."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            address = ADDRESS.fullmatch(request.path_info)
            if address is not None and settings.SESSION_COOKIE_NAME not in request.COOKIES:
                taken = _received(request, address[1], address[2] or "")
                if taken is not None:
                    return taken
        return self.handler(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Give back what was typed when the database is away on the whole way through, too."""
        sent = request.method == "POST" and ADDRESS.fullmatch(request.path_info)
        return not_kept(request, request.POST) if sent and isinstance(error, AWAY) else None


@functools.cache
def _receipt_address() -> str:
    return reverse("receipt", args=["SECRET"]).replace("SECRET", "%s")


def _received(request: HttpRequest, code: str, draft: str) -> HttpResponse | None:
    """Return the way to the receipt; None where a page has to say something first."""
    data = fields_of(request)
    if data is None or SEND not in data or not data.get(PROVEN):
        return None
    language = translation.get_language_from_request(request)
    with translation.override(language):
        try:
            secret = _sent(code, draft or data.get("draft", ""), data, language)
        except Refused:
            return None
        except AWAY:
            return not_kept(request, data)
    if secret is None:
        return None
    response = SeeOther(_receipt_address() % secret)
    response.headers["Content-Length"] = "0"
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = settings.SECURE_REFERRER_POLICY
    return response


def _sent(code: str, draft: str, data: Fields, language: str) -> str | None:
    """Send the form; return its secret, or None where it is not in order.

    Raises:
        Refused: it is not taken.
        NotKept: the database did not take it.
    """
    mould = mould_of(code, language)
    if mould is None:
        return None
    form = filled(mould, data, MultiValueDict())
    if not form.is_valid():
        return None
    now = timezone.now()
    return submit(
        call=form.call,
        at=now,
        invitation=form.cleaned_data.get("invitation"),
        draft=draft,
        once=prove(str(data[PROVEN]), form.call, now).once,
        **form.sent(),
    ).secret
