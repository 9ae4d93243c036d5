"""Pages of letters and reminders to bodies that were asked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dabir.foundation.people.models import Group, Person
from dabir.foundation.people.preferences import show_digits
from dabir.stages.calls import acts, policy, queries
from dabir.stages.calls.models import Call
from dabir.web.calls.drafting.views import answered_by, form_page
from dabir.web.calls.inquiry.forms import ReminderForm, SignatoryForm
from dabir.web.shared.asking import answered
from dabir.web.shared.pages import actor, find, group_page


@group_page
def letters(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Send every addressee that has none its covering letter."""
    call = find(queries.visible_to(request.user), group=group, pk=pk)
    policy.may_write_to_addressees(request.user, call).require()
    form = SignatoryForm(request.POST or None, call=call)
    sent = answered(
        request,
        form,
        lambda typed: acts.send_inquiry_letters(
            call=call, signatory=typed["signatory"], actor=actor(request), at=timezone.now()
        ),
    )
    if sent is not None:
        messages.success(request, _sent(len(sent)))
        return redirect("calls:call", group.code, pk)
    return form_page(
        request,
        group,
        form,
        title=_("Send the covering letters"),
        submit=_("Number and send"),
        call=call,
    )


@group_page
def remind(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Remind bodies that have not been heard: with a letter, by mail, or otherwise."""
    call = find(queries.visible_to(request.user), group=group, pk=pk)
    policy.may_remind(request.user, call).require()
    answered_already = answered_by(request.user, call)
    form = ReminderForm(request.POST or None, call=call, answered=answered_already)
    said = answered(request, form, lambda typed: _remind(call, typed, actor(request)))
    if said is not None:
        messages.success(request, said)
        return redirect("calls:call", group.code, pk)
    return form_page(
        request, group, form, title=_("Remind bodies not heard yet"), submit=_("Remind"), call=call
    )


def _remind(call: Call, typed: dict[str, Any], who: Person) -> str:
    """Remind as was chosen, and return what to say of it."""
    chosen, now = list(typed["invitations"]), timezone.now()
    if typed["way"] == ReminderForm.OTHERWISE:
        acts.note_reminder(call=call, invitations=chosen, actor=who, at=now)
        return _("The reminder is noted.")
    if typed["way"] == ReminderForm.BY_MAIL:
        told = acts.remind_by_mail(call=call, invitations=chosen, actor=who, at=now)
        words = ngettext("%(count)s person is told.", "%(count)s persons are told.", told)
        return words % {"count": show_digits(told)}
    letters = acts.remind_addressees(
        call=call, invitations=chosen, signatory=typed["signatory"], actor=who, at=now
    )
    return _sent(len(letters))


def _sent(count: int) -> str:
    words = ngettext("%(count)s letter was sent.", "%(count)s letters were sent.", count)
    return words % {"count": show_digits(count)}
