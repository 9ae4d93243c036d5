"""Middleware: how the reader reads, and refusals shown as sentences."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from dabir.domain.procedure.verdicts import NotPermitted, Refused
from dabir.foundation.people.preferences import Preferences, reading_as
from dabir.foundation.people.standing import standings_kept

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)
Handler = Callable[[HttpRequest], HttpResponse]


class ReaderMiddleware:
    """Shows each page as its reader wants it: a person's own choice, else the visitor's language.

    A visitor's language is that of the address where it says one (``?lang=en``: links in a page's
    other languages, feeds), else what `LocaleMiddleware` found: their choice in the cookie, then
    the browser's wish, then the installation's language. What a signed-in person was shown is kept
    by no cache, so that nobody finds it there after them.
    """

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("lang")
        language = asked if asked in LANGUAGES else translation.get_language()
        wanted = Preferences.of(request.user, language or "fa")
        with reading_as(wanted), standings_kept():
            request.LANGUAGE_CODE = wanted.language
            response = self.handler(request)
            response.headers["Content-Language"] = wanted.language
            if request.user.is_authenticated:
                add_never_cache_headers(response)
            return response


class AddressMiddleware:
    """Answers 404 to an address with a NUL in it: PostgreSQL takes none, and ours have none."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404
        return self.handler(request)


class RefusalMiddleware:
    """Turns an act's refusal into a page that says why, for whoever did not foresee it."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.handler(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer 403 to a refusal of the person, 409 to a refusal of the moment."""
        if not isinstance(error, Refused):
            return None
        status = 403 if isinstance(error, NotPermitted) else 409
        context = {"reason": str(error), "typed": typed_words(request)}
        return render(request, "refused.html", context, status=status)


def typed_words(request: HttpRequest) -> list[str]:
    """Return the words that were typed into a form that was sent: what has a space in it."""
    try:
        sent = request.POST
    except RawPostDataException:
        # The view took the body as a stream.
        return []
    return [
        str(given).strip()
        for name in sent
        if "password" not in name
        for given in sent.getlist(name)
        if len(str(given).split()) > 1
    ]
