"""Middleware: what was sent is not unsent any more."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.messages import ERROR
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException

from dabir.foundation.people.models import Person
from dabir.foundation.unsent.keeping import forget

Handler = Callable[[HttpRequest], HttpResponse]
FIELD = "unsent"
"""The hidden field in which a form names the place of its unsent words."""
REVISION = "unsent_revision"
"""The hidden field in which a form may say which revision of them it knows of, 0 for none."""
SEE_OTHER = frozenset({302, 303})


class SentMiddleware:
    """Forgets the unsent words of a form once an act has taken it.

    Pages of forms lead elsewhere when the act was done; a refusal comes back as a page, or leads
    elsewhere with an error to be said there. A view that leads elsewhere without taking the words
    says so: `still_unsent`.
    """

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.handler(request)
        person = getattr(request, "user", None)
        if request.method == "POST" and response.status_code in SEE_OTHER:
            place = "" if _stays(request) else _place(request)
            if place and isinstance(person, Person):
                forget(person, [place], known=revision_sent(request))
        return response


def _stays(request: HttpRequest) -> bool:
    """Whether the words were not taken: the view said so, or has an error to say."""
    said = getattr(request, "_messages", None)
    # Looking through messages in the public way would count them as shown.
    queued = getattr(said, "_queued_messages", ())
    return getattr(request, "words_stay_unsent", False) or any(m.level >= ERROR for m in queued)


def still_unsent(request: HttpRequest) -> None:
    """Let the words of this form be kept, although its page leads elsewhere."""
    request.words_stay_unsent = True  # type: ignore[attr-defined]


def revision_sent(request: HttpRequest) -> int | None:
    """Return which revision of its unsent words a form knows of; None where it does not say."""
    said = request.POST.get(REVISION, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < len(str(2**31)) else None


def _place(request: HttpRequest) -> str:
    try:
        return request.POST.get(FIELD, "")
    except RawPostDataException:
        # The view took the body as a stream: no form of ours.
        return ""
