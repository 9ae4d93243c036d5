"""Letters: the list, a letter, and what is done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Verdict
from dabir.foundation.letters.acts import (
    change_letter,
    draft_letter,
    file_letter,
    register_letter,
    send_letter,
)
from dabir.foundation.letters.models import Letter
from dabir.foundation.letters.policy import (
    may_change,
    may_file,
    may_refer,
    may_register,
    may_send,
    may_write,
)
from dabir.foundation.letters.queries import letters_of, referral_tree, visible_to
from dabir.foundation.people.models import Group
from dabir.foundation.trace.kinds import named
from dabir.web.letters.forms import FilterForm, LetterForm
from dabir.web.letters.paper import letter_pdf
from dabir.web.shared.pages import actor, find, group_page, is_key

PAGE = 30


@group_page
def index(request: HttpRequest, group: Group) -> HttpResponse:
    """The letters of a group, newest first, by keyset."""
    form = FilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    letters = letters_of(group, request.user, **chosen)
    before = request.GET.get("before", "")
    shown = list((letters.filter(pk__lt=before) if is_key(before) else letters)[: PAGE + 1])
    more = len(shown) > PAGE
    rest = {name: value for name, value in chosen.items() if value}
    context = {
        "form": form,
        "letters": shown[:PAGE],
        "filtered": bool(rest),
        "may_write": may_write(request.user, group),
        "kinds": Letter.Kind,
        "newest_url": f"?{urlencode(rest)}" if before else "",
        "older_url": f"?{urlencode(rest | {'before': shown[PAGE - 1].pk})}" if more else "",
    }
    return render(request, "letters/index.html", context)


@group_page
def letter(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One letter: what it says, what it refers to, whom it was referred to."""
    found = _find(request, group, pk)
    reader = request.user
    enclosed = list(found.enclosures.all())
    names = named({one.item_id for one in enclosed}, reader)
    seen = visible_to(reader)
    receivers = list(found.receivers.select_related("body"))
    context = {
        "letter": found,
        "receivers": [one for one in receivers if not one.copy],
        "copies": [one for one in receivers if one.copy],
        "replies_to": seen.filter(replies=found).first(),
        "follows": seen.filter(followed_by=found).first(),
        "later": seen.filter(replies_to=found) | seen.filter(follows=found),
        "subjects": _named(enclosed, names, "subject"),
        "enclosures": _named(enclosed, names, "enclosure"),
        "tree": referral_tree(found.address, reader),
        "may_change": may_change(reader, found),
        "may_register": may_register(reader, found),
        "may_send": may_send(reader, found),
        "may_file": may_file(reader, found),
        "may_refer": may_refer(reader, found.address),
        "may_write": may_write(reader, group),
    }
    return render(request, "letters/letter.html", context)


def _named(enclosed: list[Any], names: dict[Any, Any], place: str) -> list[Any]:
    return [names[one.item_id] for one in enclosed if one.place == place and one.item_id in names]


@group_page
def new(request: HttpRequest, group: Group, kind: str) -> HttpResponse:
    """Write a letter of one kind."""
    if kind not in Letter.Kind.values:
        raise Http404
    may_write(request.user, group).require()
    person = actor(request)
    form = LetterForm(
        request.POST or None, request.FILES or None, group=group, reader=person, kind=kind
    )
    if request.method == "POST" and form.is_valid():
        made = draft_letter(
            group=group, kind=kind, actor=person, at=timezone.now(), **form.details()
        )
        messages.success(request, _("The draft is saved."))
        return redirect("letters:letter", code=group.code, pk=made.pk)
    heading = {
        Letter.Kind.INCOMING: _("Enter an incoming letter"),
        Letter.Kind.OUTGOING: _("Write an outgoing letter"),
        Letter.Kind.INTERNAL: _("Write an internal letter"),
    }[Letter.Kind(kind)]
    return render(request, "letters/form.html", {"form": form, "heading": heading, "kind": kind})


@group_page
def change(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Change a draft."""
    found = _find(request, group, pk)
    may_change(request.user, found).require()
    person = actor(request)
    form = LetterForm(
        request.POST or None,
        request.FILES or None,
        group=group,
        reader=person,
        kind=found.kind,
        letter=found,
    )
    if request.method == "POST" and form.is_valid():
        change_letter(letter=found, actor=person, at=timezone.now(), **form.details())
        messages.success(request, _("The draft is saved."))
        return redirect("letters:letter", code=group.code, pk=found.pk)
    context = {"form": form, "heading": _("Change the draft"), "letter": found, "kind": found.kind}
    return render(request, "letters/form.html", context)


@dataclass(frozen=True, slots=True)
class Step:
    """Something done with a letter after a page has asked."""

    title: str
    text: str
    submit: str
    done: str
    verdict: Verdict


def _steps(request: HttpRequest, found: Letter) -> dict[str, Step]:
    reader = request.user
    return {
        "register": Step(
            _("Register the letter"),
            _("It gets the next number of its series and today's date, and can no longer change."),
            _("Register"),
            _("The letter is registered."),
            may_register(reader, found),
        ),
        "send": Step(
            _("Send the letter"),
            _("Receivers with an e-mail address are told. A draft gets its number first."),
            _("Send"),
            _("The letter is sent."),
            may_send(reader, found),
        ),
        "file": Step(
            _("Put the letter on file"),
            _("Nothing more is to be done about it. It stays in the list."),
            _("Put on file"),
            _("The letter is on file."),
            may_file(reader, found),
        ),
    }


@group_page
def step(request: HttpRequest, group: Group, pk: int, event: str) -> HttpResponse:
    """Register, send or file a letter, once asked."""
    found = _find(request, group, pk)
    chosen = _steps(request, found).get(event)
    if chosen is None:
        raise Http404
    if request.method == "POST":
        act = {"register": register_letter, "send": send_letter, "file": file_letter}[event]
        act(letter=found, actor=actor(request), at=timezone.now())
        messages.success(request, chosen.done)
        return redirect("letters:letter", code=group.code, pk=found.pk)
    return render(request, "letters/step.html", {"letter": found, "step": chosen})


@group_page
def pdf(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """The letter as it goes out on paper."""
    found = _find(request, group, pk)
    response = HttpResponse(letter_pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="letter-{found.pk}.pdf"'
    return response


def _find(request: HttpRequest, group: Group, pk: int) -> Letter:
    letters = visible_to(request.user).filter(group=group)
    related = ("address", "group", "sender", "signatory", "scan__address", "by")
    return find(letters.select_related(*related), pk=pk)
