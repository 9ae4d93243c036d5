"""Pages that ask for something with one form and call one act with what was typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dabir.domain.procedure.verdicts import MadeBefore, NotPermitted, Refused, Verdict

T = TypeVar("T")
PLACE_LENGTH = 250
"""Characters of the name of a place of unsent words."""


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way down to a page; the last has no URL."""

    label: str
    url: str = ""


def answered(
    request: HttpRequest, form: forms.Form, act: Callable[[dict[str, Any]], T]
) -> T | None:
    """Call the act with what a valid form holds and return what it made; None to ask (again).

    What the act refuses to take is said in the form, beside what else was typed. What was made just
    before, of the same words, is what was wished: whoever pressed twice is led to it.

    Raises:
        NotPermitted: the reader may not do this at all.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return act(form.cleaned_data)
    except NotPermitted:
        raise
    except MadeBefore as before:
        return cast("T", before.made)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def place_of(request: HttpRequest, form: forms.Form) -> str:
    """Return the place in which unsent words of a page's form are kept; "" for a short form."""
    long = any(isinstance(field.widget, forms.Textarea) for field in form.fields.values())
    place = request.get_full_path()
    return place if long and len(place) <= PLACE_LENGTH else ""


def ask(
    request: HttpRequest,
    form: forms.Form,
    *,
    heading: str,
    submit: str,
    cancel_url: str,
    crumbs: Sequence[Crumb] = (),
    intro: str = "",
    draft_key: str | None = None,
    danger: bool = False,
    template: str = "shared/form.html",
    **more: object,
) -> HttpResponse:
    """Return the page of one form; `intro` says what will happen, `more` goes to its template.

    A `template` of its own extends the common one, and shows in its block `about` what is asked of.

    What is typed into a form with room for long words is kept until it is sent: in the place named
    `draft_key`, or by the page's address. With "" nothing is kept.
    """
    if draft_key is None:
        draft_key = place_of(request, form)
    context = {
        "form": form,
        "heading": heading,
        "submit": submit,
        "cancel_url": cancel_url,
        "crumbs": [*crumbs, Crumb(heading)],
        "intro": intro,
        "draft_key": draft_key,
        "danger": danger,
        **more,
    }
    return render(request, template, context)


def ask_and_do(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], T],
    *,
    done: str,
    to: str | Callable[[T], str],
    **page: Any,
) -> HttpResponse:
    """Show the page of one form; once the act has taken what was typed, say so and go on.

    `done` is said afterwards; `to` is the address to go to, or gives it for what was made; `page`
    is what `ask` takes.

    Raises:
        NotPermitted: the reader may not do this at all.
    """
    made = answered(request, form, act)
    if made is None:
        return ask(request, form, **page)
    messages.success(request, done)
    return redirect(to(made) if callable(to) else to)


def offered(verdict: Verdict) -> Verdict | None:
    """Return the verdict, unless it refuses the person: who may never do a thing is not shown it.

    What is merely not possible now is shown with its reason.
    """
    return None if not verdict and verdict.error is NotPermitted else verdict
