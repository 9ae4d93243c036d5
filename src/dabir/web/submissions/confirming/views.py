"""What is sent without a proof of work is held until its sender confirms it by a mailed link."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.limits.taking import take
from dabir.stages.calls import queries as calls
from dabir.stages.submissions.acts import (
    confirm_arrival,
    save_draft,
    submit_to_confirm,
)
from dabir.stages.submissions.acts.confirming import HELD_FOR
from dabir.stages.submissions.codes import confirms
from dabir.stages.submissions.queries.arrivals import sent_under
from dabir.web.shared.pages import find
from dabir.web.shared.rate_limits import NEW_DRAFTS, UNPROVEN, UNPROVEN_TO, may_go_on
from dabir.web.submissions.responding.form import RespondForm, typed
from dabir.web.submissions.secrets import private, wrong_code


def hold(request: HttpRequest, form: RespondForm, draft: str) -> HttpResponse | None:
    """Take a form that is in order but unproven, and ask its sender by mail to confirm it.

    `draft` is the secret of the draft it was written in. None when it cannot be taken: the form
    says why, and what was typed is kept as a draft.

    Raises:
        Refused: by the act that receives.
    """
    now = timezone.now()
    email = form.contributor().email
    if not email:
        form.add_error(
            "email",
            _(
                "Your browser could not prove that a person sends this. Give an e-mail address, to"
                " which a link to confirm is mailed. What you wrote is kept."
            ),
        )
        if not draft and may_go_on(request, NEW_DRAFTS, now):
            form.kept_as = save_draft(call=form.call, content=typed(request.POST), at=now)
        return None
    if not (may_go_on(request, UNPROVEN, now) and take(UNPROVEN_TO, email.casefold(), now)):
        form.add_error(None, too_much_unproven())
        return None
    submit_to_confirm(
        call=form.call,
        at=now,
        invitation=form.cleaned_data.get("invitation"),
        draft=draft,
        once=form.cleaned_data.get("once", ""),
        **form.sent(),
    )
    return redirect("held", code=form.call.code)


def too_much_unproven() -> str:
    """Return the sentence for whoever sent too much without a proof of work."""
    return _(
        "Too much was sent from here without the automatic check of a browser. Wait an"
        " hour, or send with a browser that runs scripts."
    )


def held(request: HttpRequest, code: str) -> HttpResponse:
    """Say that one step is left; which submission it was is said in the mail alone."""
    call = find(calls.published_to(None), code=code)
    context = {"frame": "narrow", "call": call, "days": HELD_FOR.days}
    return render(request, "submissions/confirming/held.html", context)


@private
def confirm_sent(request: HttpRequest, secret: str, confirmation: str) -> HttpResponse:
    """Confirm by a button: programs that look into mails follow links, and press nothing."""
    arrival = sent_under(secret)
    if arrival is None or not confirms(confirmation, secret):
        return wrong_code(request)
    if request.method == "POST":
        confirm_arrival(secret=secret, code=confirmation, at=timezone.now())
        return redirect("receipt", secret=secret)
    if arrival.state not in {arrival.State.HELD, arrival.State.LAPSED}:
        return redirect("receipt", secret=secret)
    context = {
        "frame": "narrow",
        "call": arrival.call,
        "arrival": arrival,
        "lapsed": arrival.state == arrival.State.LAPSED,
        "days": HELD_FOR.days,
    }
    return render(request, "submissions/confirming/confirm.html", context)
