"""Reports on a duty: sent, verified, sent back, sent on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dabir.foundation.people.models import Body
from dabir.stages.mandates.acts import forward_report, report_duty, return_report, verify_report
from dabir.stages.mandates.models import Duty
from dabir.stages.mandates.policy import may_answer_report, may_assign, may_carry, may_forward
from dabir.web.mandates.asking import ask
from dabir.web.mandates.duties.forms import ForwardForm, ReportForm, VerifyForm
from dabir.web.mandates.duties.pages import address_of, asking_about, duty_page, find_report
from dabir.web.mandates.forms import ReasonForm
from dabir.web.shared.fields import model_field
from dabir.web.shared.pages import actor


@duty_page
def report(request: HttpRequest, found: Duty) -> HttpResponse:
    """Report on a duty with words, files or both."""
    person = actor(request)
    may_carry(person, found, "report").require()
    asking = asking_about(
        request,
        found,
        title=_("Report on the duty"),
        submit=_("Report"),
        text=found.text,
        done=_("The report is received."),
    )
    initial = {"percent": found.percent or 100, "to": found.reporting_to}
    form = ReportForm(request.POST or None, request.FILES or None, initial=initial)
    if not may_assign(person, found.group):
        model_field(form, "to").queryset = _known_receivers(found)

    def act(typed: dict[str, Any]) -> str:
        report_duty(
            duty=found,
            text=typed["text"],
            percent=typed["percent"],
            obstacle=typed["obstacle"],
            files=[(file.name, file.read()) for file in typed["attached"]],
            to=typed["to"],
            actor=person,
            at=timezone.now(),
        )
        return address_of(found)

    return ask(request, form, asking, act)


def _known_receivers(duty: Duty) -> QuerySet[Body]:
    """Return whom a reporter may name: whom the mandate names, and the bodies of the group."""
    group = duty.group
    named = (duty.reporting_to_id, group.higher_body_id, group.responsible_body_id)
    return Body.objects.filter(
        Q(pk__in=[pk for pk in named if pk is not None])
        | Q(pk__in=group.memberships.values("body"))
    )


@duty_page
def verify(request: HttpRequest, found: Duty, report: int) -> HttpResponse:
    """Verify a report, with a note."""
    person = actor(request)
    sent = find_report(person, found, report)
    may_answer_report(person, sent, "verify").require()
    done = sent.percent == 100
    asking = asking_about(
        request,
        found,
        title=_("Verify: it is done") if done else _("Verify the report"),
        submit=pgettext("a report", "Verify"),
        text=_("With this the duty is done.") if done else _("The duty goes on."),
        done=_("The report is verified."),
    )

    def act(typed: dict[str, Any]) -> str:
        verify_report(report=sent, note=typed["note"], actor=person, at=timezone.now())
        return address_of(found)

    return ask(request, VerifyForm(request.POST or None), asking, act)


@duty_page
def return_(request: HttpRequest, found: Duty, report: int) -> HttpResponse:
    """Send a report back."""
    person = actor(request)
    sent = find_report(person, found, report)
    may_answer_report(person, sent, "return").require()
    asking = asking_about(
        request,
        found,
        title=_("Send the report back"),
        text=_("Say what is missing: whoever reported will read it."),
        done=_("The report is sent back."),
    )

    def act(typed: dict[str, Any]) -> str:
        return_report(report=sent, reason=typed["reason"], actor=person, at=timezone.now())
        return address_of(found)

    return ask(request, ReasonForm(request.POST or None), asking, act)


@duty_page
def forward(request: HttpRequest, found: Duty, report: int) -> HttpResponse:
    """Draft the letter that takes a verified report to whom the mandate names."""
    person = actor(request)
    sent = find_report(person, found, report)
    may_forward(person, sent).require()
    asking = asking_about(
        request,
        found,
        title=_("Send the report on"),
        submit=_("Draft the letter"),
        text=_("A letter is drafted with the report and its files; read it before you send it."),
    )
    form = ForwardForm(request.POST or None, initial={"to": sent.to})

    def act(typed: dict[str, Any]) -> str:
        letter = forward_report(report=sent, to=typed["to"], actor=person, at=timezone.now())
        messages.success(request, _("The letter is drafted."))
        return reverse("letters:letter", args=[found.group.code, letter.pk])

    return ask(request, form, asking, act)
