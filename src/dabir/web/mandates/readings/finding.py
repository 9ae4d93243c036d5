"""What the views of one reading share: finding it, asking at the desk, going back to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotPermitted, Refused
from dabir.foundation.people.models import Group
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.foundation.proposals.policy import may_confirm
from dabir.foundation.proposals.queries import visible_to
from dabir.web.mandates.asking import Crumb
from dabir.web.mandates.readings.desk import address
from dabir.web.mandates.readings.words_forms import WordsForm
from dabir.web.shared.pages import find, is_key

KEPT = ("show", "kind")
"""What of the desk's address is carried through the questions it asks."""


def crumbs(group: Group, *more: Crumb) -> list[Crumb]:
    """Return the way down to a page of this room."""
    index = reverse("mandates:index", args=[group.code])
    return [{"label": _("Mandates"), "url": index}, *more]


def find_reading(request: HttpRequest, group: Group, pk: int) -> Reading:
    """Return a reading that the reader may see, or answer 404."""
    return find(visible_to(request.user).filter(address__group=group), pk=pk)


def find_proposal(request: HttpRequest, group: Group, pk: int) -> Proposal:
    """Return a proposal of a reading that the reader may see, or answer 404."""
    seen = visible_to(request.user).filter(address__group=group)
    proposals = Proposal.objects.filter(reading__in=seen.values("pk"))
    return find(proposals.select_related("reading__address__group", "reading__original"), pk=pk)


def proposal_to_change(request: HttpRequest, group: Group, pk: int) -> Proposal:
    """Return a proposal of a reading that the reader may confirm."""
    proposal = find_proposal(request, group, pk)
    may_confirm(request.user, proposal.reading).require()
    return proposal


def asked_span(request: HttpRequest, reading: Reading) -> tuple[int, int] | None:
    """Return the span that the address names, cut to the text; None where it names none."""
    start, end = request.GET.get("start", ""), request.GET.get("end", "")
    if not (is_key(start) and is_key(end)):
        return None
    span = int(start), min(int(end), len(reading.text))
    return span if span[0] < span[1] else None


def question(
    request: HttpRequest,
    reading: Reading,
    form: forms.Form,
    *,
    title: str,
    submit: str,
    at: int | None = None,
    **more: Any,
) -> HttpResponse:
    """Show a page that asks at the desk; with scripts it opens as a dialog over it.

    `at` is the proposal that is asked about; `more` goes to the template (see it).
    """
    back = address(request, reading, at)
    group = reading.address.group
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "back": back,
        "crumbs": crumbs(group, {"label": reading.original.name, "url": back}),
        "language": reading.language,
        **more,
    }
    return render(request, "mandates/readings/question.html", context)


def answered(request: HttpRequest, form: forms.Form, act: Callable[[], int]) -> int | None:
    """Call the act once the form is valid and return the key it gives; None to ask (again).

    What the act refuses for its content is said at the form.

    Raises:
        NotPermitted: the reader may not do this at all.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return act()
    except NotPermitted:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def ask_for_words(
    request: HttpRequest,
    reading: Reading,
    *,
    title: str,
    proposal: Proposal | None = None,
    otherwise: str = "",
) -> HttpResponse:
    """Ask for the place of some words; go on with it in the address once it is found.

    `otherwise` is where to go on without words.
    """
    near = proposal.start or 0 if proposal is not None else 0
    asked = request.GET if "first_words" in request.GET else None
    initial = {}
    if proposal is not None and proposal.start is not None:
        words = reading.text[proposal.start : proposal.end].split()
        initial = {"first_words": " ".join(words[:4])}
        if len(words) > 4:
            initial["last_words"] = " ".join(words[-3:])
    form = WordsForm(asked, reading=reading, near=near, initial=initial)
    if asked is not None and form.is_valid():
        start, end = form.span
        query = request.GET.copy()
        for name in ("first_words", "last_words", "place"):
            query.pop(name, None)
        query["start"], query["end"] = str(start), str(end)
        return redirect(f"{request.path}?{query.urlencode()}")
    return question(
        request,
        reading,
        form,
        title=title,
        submit=_("Show them"),
        at=proposal.pk if proposal is not None else None,
        method="get",
        kept=[(name, request.GET[name]) for name in KEPT if name in request.GET],
        text=_("Which words of the document say it? With scripts you can also mark them there."),
        otherwise=otherwise,
    )
