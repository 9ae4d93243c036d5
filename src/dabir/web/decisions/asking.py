"""Pages with one form that leads to one act, and pages that ask before an act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dabir.domain.procedure.verdicts import NotPermitted, Refused, Verdict


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that can be done: how its page asks for it, and what is said when it is done.

    `text` says what will follow; `asks` makes a page that asks first rather than a form.
    """

    title: str
    submit: str
    done: str
    verdict: Verdict
    back: str
    text: str = ""
    danger: bool = False
    asks: bool = False


def ask(
    request: HttpRequest,
    asked: Asked,
    run: Callable[[], Any],
    form: forms.Form | None = None,
    **context: Any,
) -> HttpResponse:
    """Show the page; when it comes back filled in, run the act and go on to `asked.back`.

    `run` may return the address to go to instead. A refusal is shown above the form, which keeps
    what was typed.
    """
    refused: Verdict | None = None if asked.verdict else asked.verdict
    if request.method == "POST" and refused is None and (form is None or form.is_valid()):
        try:
            went = run()
        except Refused as error:
            if form is None:
                raise
            form.add_error(None, str(error))
        else:
            messages.success(request, asked.done)
            return redirect(went if isinstance(went, str) else asked.back)
    page = {"asked": asked, "form": form, "refused": refused} | context
    status = 200
    if request.method == "POST" and refused is not None:
        status = 403 if refused.error is NotPermitted else 409
    return render(request, "decisions/ask.html", page, status=status)
