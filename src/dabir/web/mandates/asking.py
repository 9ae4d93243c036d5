"""A page that asks for what an act needs, and does the act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dabir.domain.procedure.verdicts import NotPermitted, Refused
from dabir.web.mandates.tabs import Tab

Crumb = dict[str, str]


@dataclass(frozen=True, slots=True)
class Asking:
    """What the page says: its title, a sentence, the button, where Cancel leads.

    `tabs` lead to other ways to come to the same end.
    """

    title: str
    submit: str
    cancel_url: str
    text: str = ""
    done: str = ""
    danger: bool = False
    crumbs: Sequence[Crumb] = ()
    tabs: Sequence[Tab] = ()


def ask(
    request: HttpRequest,
    form: forms.Form,
    asking: Asking,
    act: Callable[[dict[str, Any]], str],
) -> HttpResponse:
    """Show the form; once it is valid call `act` with what was typed and go where it says.

    What the act refuses for its content is said at the form; what it refuses to the person is
    left to the page of refusals.
    """
    if request.method == "POST" and form.is_valid():
        try:
            address = act(form.cleaned_data)
        except NotPermitted:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if asking.done:
                messages.success(request, asking.done)
            return redirect(address)
    return render(request, "mandates/ask.html", {"form": form, "asking": asking})
