"""The messages that came by e-mail: listed, read, taken in by hand, left aside, opened."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.foundation.people.permissions import permits
from dabir.stages.calls.models import Call
from dabir.stages.calls.queries import visible_to as calls_visible_to
from dabir.stages.submissions import policy, queries
from dabir.stages.submissions.acts import open_message, settle_message, take_message
from dabir.stages.submissions.intake.mails import read_kept
from dabir.stages.submissions.models import ReceivedMail
from dabir.web.shared.asking import Crumb, answered, ask, ask_and_do
from dabir.web.shared.pages import actor, find, group_page, is_key
from dabir.web.submissions.mailboxes.forms import MailFilterForm, ReasonForm
from dabir.web.submissions.mailboxes.reading import read
from dabir.web.submissions.secrets import private

PAGE = 30
Kind = ReceivedMail.Kind
TAKEN = (Kind.SUBMISSION, Kind.COMPLETION)
MACHINES = (Kind.AUTO, Kind.BOUNCE, Kind.LOOP)


def _own(request: HttpRequest, group: Group) -> QuerySet[ReceivedMail]:
    permits(request.user, policy.May.ENTER, group=group).require()
    return queries.mails_visible_to(request.user).filter(call__group=group)


@group_page
def mails(request: HttpRequest, group: Group) -> HttpResponse:
    """The messages to the calls of a group: first of all those that wait for the secretariat."""
    own = _own(request, group)
    calls = calls_visible_to(request.user).filter(group=group)
    form = MailFilterForm(request.GET, calls=calls)
    form.is_valid()
    which, call = form.cleaned_data.get("which", ""), form.cleaned_data.get("call")
    if which == "taken":
        own = own.filter(kind__in=TAKEN)
    elif which == "machines":
        own = own.filter(kind__in=MACHINES)
    elif which != "all":
        own = queries.mails_aside(request.user, group)
    if call is not None:
        own = own.filter(call=call)
    before = request.GET.get("before", "")
    own = own.order_by("-pk")
    page = list((own.filter(pk__lt=before) if is_key(before) else own)[: PAGE + 1])
    rest = ({"which": which} if which else {}) | ({"call": call.pk} if call else {})
    context = {
        "form": form,
        "mails": [read(mail) for mail in page[:PAGE]],
        "filtered": bool(rest or before),
        "calls": calls.filter(state__in=(Call.State.OPEN, Call.State.CLOSED)).exclude(
            kind=Call.Kind.INQUIRY
        )[:20],
        "newer_url": f"?{urlencode(rest)}" if before else "",
        "older_url": f"?{urlencode(rest | {'before': page[PAGE - 1].pk})}"
        if len(page) > PAGE
        else "",
        "crumbs": [Crumb(_("Submissions"), reverse("submissions:index", args=[group.code]))],
    }
    return render(request, "submissions/mailboxes/mails.html", context)


def _crumbs(group: Group) -> list[Crumb]:
    return [
        Crumb(_("Submissions"), reverse("submissions:index", args=[group.code])),
        Crumb(_("E-mail"), reverse("submissions:mails", args=[group.code])),
    ]


@private
@group_page
def mail(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One message: what it says, what is set apart in it, what became of it and why."""
    found = find(_own(request, group), pk=pk)
    context = {
        "each": read(found),
        "crumbs": [*_crumbs(group), Crumb(_("Message"))],
        "may_take": policy.may_take_message(request.user, found),
        "may_settle": policy.may_settle_message(request.user, found),
        "may_open": policy.may_open_message(request.user, found),
        "taken": found.kind in TAKEN,
    }
    return render(request, "submissions/mailboxes/mail.html", context)


@group_page
def take(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Take a message in by hand that was set aside."""
    found = find(_own(request, group), pk=pk)
    back = reverse("submissions:mail", args=[group.code, found.pk])
    return ask_and_do(
        request,
        forms.Form(request.POST if request.method == "POST" else None),
        lambda _said: take_message(
            mail=found, reading=read_kept(found), actor=actor(request), at=timezone.now()
        ),
        done=_("The message is taken in."),
        to=lambda made: (
            reverse("submissions:submission", args=[group.code, made.submission.pk])
            if made.submission
            else back
        ),
        heading=_("Take the message in"),
        submit=_("Take it in"),
        cancel_url=back,
        crumbs=_crumbs(group),
        intro=_(
            "It becomes a submission of its sender, received when it came, unpublished and"
            " unnamed. Its sender gets a receipt, unless a machine sent it."
        ),
    )


@group_page
def settle(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Leave a message aside for good."""
    found = find(_own(request, group), pk=pk)
    back = reverse("submissions:mail", args=[group.code, found.pk])
    return ask_and_do(
        request,
        forms.Form(request.POST if request.method == "POST" else None),
        lambda _said: settle_message(mail=found, actor=actor(request), at=timezone.now()),
        done=_("The message is left aside."),
        to=reverse("submissions:mails", args=[group.code]),
        heading=_("Leave the message aside"),
        submit=_("Leave it aside"),
        cancel_url=back,
        crumbs=_crumbs(group),
        intro=_("It stays kept, and leaves the list of what waits for you."),
    )


@private
@group_page
def open_mail(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Hand out a message as it came, for a reason that its sender reads."""
    found = find(_own(request, group), pk=pk)
    back = reverse("submissions:mail", args=[group.code, found.pk])
    policy.may_open_message(request.user, found).require()
    form = ReasonForm(request.POST if request.method == "POST" else None)
    data = answered(
        request,
        form,
        lambda said: open_message(
            mail=found, reason=said["reason"], actor=actor(request), at=timezone.now()
        ),
    )
    if data is None:
        return ask(
            request,
            form,
            heading=_("Open the message as it came"),
            submit=_("Download it"),
            cancel_url=back,
            crumbs=_crumbs(group),
            intro=_(
                "It names its sender, who trusted us with it. Say why you need it: your name and"
                " your reason are on record, and the sender reads them where a submission came of"
                " it."
            ),
        )
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{found.original.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
