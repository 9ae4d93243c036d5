"""What forms ask for while somebody types: is there anything kept, keep this, forget it.

The answers are 200 with a `state`, for each of them is expected while somebody works: the line
broke, another window wrote, the session ended.
"""

from __future__ import annotations

import json
from typing import Any, TypeGuard

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.people.models import Person
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.unsent.keeping import Kept, KeptOtherwise, Page, keep, kept_at
from dabir.foundation.unsent.keeping import forget as forget_at
from dabir.web.shared.asking import PLACE_LENGTH
from dabir.web.shared.pages import is_key

HEADING_LENGTH = 300
ADDRESS_LENGTH = 1000


@never_cache
@require_http_methods(["GET", "POST"])
def unsent(request: HttpRequest) -> HttpResponse:
    """Answer what is kept in a place, or keep what was typed there.

    `?place=` asks. What is posted is JSON: `place`, `values` (lists by the names of fields),
    `known` (the revision that the window knows of, 0 for none), `person` (whose page it is),
    `heading` and `address` of the page. Answers `state`: `kept`, `none`, `elsewhere` (another
    window wrote: what it wrote comes along), `gone` (sent or dropped by another window),
    `signed_out`, `somebody_else` or `refused` (with the `reason`). `token` is the token that forms
    need from now on.
    """
    answer = _asked(request) if request.method == "GET" else _typed(request)
    if answer is None:
        return HttpResponseBadRequest("not the unsent words of a form")
    return JsonResponse(answer | {"token": get_token(request)})


def _asked(request: HttpRequest) -> dict[str, Any]:
    if not isinstance(request.user, Person):
        return {"state": "signed_out"}
    if request.GET.get("person", str(request.user.pk)) != str(request.user.pk):
        return {"state": "somebody_else"}
    place = request.GET.get("place", "")
    kept = kept_at(request.user, place) if _is_place(place) else None
    return {"state": "none"} if kept is None else {"state": "kept"} | _told(kept)


def _typed(request: HttpRequest) -> dict[str, Any] | None:
    if not isinstance(request.user, Person):
        return {"state": "signed_out"}
    content = _read(request)
    if content is None:
        return None
    if content["person"] != str(request.user.pk):
        return {"state": "somebody_else"}
    try:
        kept = keep(
            person=request.user,
            place=content["place"],
            values=content["values"],
            known=content["known"],
            page=Page(content["heading"], content["address"]),
            at=timezone.now(),
        )
    except KeptOtherwise as otherwise:
        there = otherwise.kept
        return {"state": "gone"} if there is None else {"state": "elsewhere"} | _told(there)
    except Refused as refusal:
        return {"state": "refused", "reason": str(refusal)}
    return {"state": "kept", "revision": kept.revision, "at": _clock(kept)}


def _told(kept: Kept) -> dict[str, Any]:
    return {"revision": kept.revision, "at": _clock(kept), "values": kept.values}


def _clock(kept: Kept) -> str:
    return show_digits(timezone.localtime(kept.saved_at).strftime("%H:%M"))


def _read(request: HttpRequest) -> dict[str, Any] | None:
    """Return what a form sent, each part of the kind it should be, or None."""
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(sent, dict):
        return None
    place, values, known = sent.get("place"), sent.get("values"), sent.get("known", 0)
    person = sent.get("person")
    if not _is_place(place):
        return None
    if not isinstance(known, int) or not isinstance(person, str) or not _are_values(values):
        return None
    heading, address = sent.get("heading", ""), sent.get("address", "")
    # Where the words are opened again: a page of ours, whatever was sent.
    if not _is_here(address):
        address = ""
    return {
        "place": place,
        "values": {_whole(name): list(map(_whole, given)) for name, given in values.items()},
        "known": known,
        "person": person,
        "heading": _whole(heading)[:HEADING_LENGTH] if isinstance(heading, str) else "",
        "address": address,
    }


def _is_place(place: object) -> bool:
    """Whether this may be the name of a place: short, and of letters that a database keeps."""
    if not isinstance(place, str) or not 0 < len(place) <= PLACE_LENGTH or "\0" in place:
        return False
    return _whole(place) == place


def _whole(text: str) -> str:
    """Return text without halves of letters, as browsers send it: each of them becomes �."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _are_values(values: object) -> TypeGuard[dict[str, list[str]]]:
    return isinstance(values, dict) and all(
        isinstance(given, list) and all(isinstance(each, str) for each in given)
        for given in values.values()
    )


def _is_here(address: object) -> bool:
    return (
        isinstance(address, str)
        and len(address) <= ADDRESS_LENGTH
        and _whole(address) == address
        and address.startswith("/")
        and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    )


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Throw away what the reader has typed in a place; go on to `next`, a page of ours.

    With `revision`, which of it they saw, what was written over it since stays.
    """
    if not isinstance(request.user, Person):
        return JsonResponse({"state": "signed_out"})
    place, seen = request.POST.get("place", ""), request.POST.get("revision", "")
    to = request.POST.get("next", "")
    if not seen:
        forget_at(request.user, [place])
    elif not forget_at(request.user, [place], known=int(seen) if is_key(seen) else 0):
        messages.error(request, _("It was changed in another window. Look at it again."))
    return redirect(to) if _is_here(to) else JsonResponse({"state": "none"})
