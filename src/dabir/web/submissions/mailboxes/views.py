"""The mailboxes of a call: set up, tried, paused, looked into."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dabir.formats.imap import ImapTrouble, Server
from dabir.foundation.people.models import Group
from dabir.foundation.people.permissions import permits
from dabir.foundation.people.preferences import show_digits
from dabir.stages.calls.models import Call
from dabir.stages.calls.queries import visible_to as calls_visible_to
from dabir.stages.submissions import policy, queries
from dabir.stages.submissions.acts import listener_address, pause_mailbox, set_mailbox
from dabir.stages.submissions.intake.fetching import ask_to_fetch, open_at
from dabir.stages.submissions.models import Mailbox
from dabir.web.shared.asking import Crumb, answered, ask_and_do
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.submissions.mailboxes.forms import ImapForm, ListenerForm
from dabir.web.submissions.mailboxes.words import trouble_in_words
from dabir.web.submissions.secrets import private


def _call(request: HttpRequest, group: Group, call: int) -> Call:
    """Return a call of the group to whoever may see its mailboxes: the secretariat."""
    permits(request.user, policy.May.SET_MAILBOX, group=group).require()
    return find(calls_visible_to(request.user).filter(group=group), pk=call)


def _mailbox(request: HttpRequest, group: Group, pk: int) -> Mailbox:
    permits(request.user, policy.May.SET_MAILBOX, group=group).require()
    return find(queries.mailboxes_visible_to(request.user).filter(call__group=group), pk=pk)


def _url(group: Group, call: Call) -> str:
    return reverse("submissions:mailboxes", args=[group.code, call.pk])


def _crumbs(group: Group, call: Call) -> list[Crumb]:
    return [
        Crumb(_("Submissions"), reverse("submissions:index", args=[group.code])),
        Crumb(_("E-mail"), reverse("submissions:mails", args=[group.code])),
        Crumb(call.name, _url(group, call)),
    ]


@group_page
def mailboxes(request: HttpRequest, group: Group, call: int) -> HttpResponse:
    """The mailboxes of a call, how the last look went, and how many messages came."""
    found = _call(request, group, call)
    own = list(queries.mailboxes_visible_to(request.user).filter(call=found))
    ways = {mailbox.way for mailbox in own}
    context = {
        "call": found,
        "crumbs": [*_crumbs(group, found)[:2], Crumb(found.name)],
        "mailboxes": [
            {
                "mailbox": mailbox,
                "trouble": trouble_in_words(mailbox.trouble),
                "set_url": reverse(
                    "submissions:set_imap" if mailbox.way == "imap" else "submissions:set_listener",
                    args=[group.code, found.pk],
                ),
            }
            for mailbox in own
        ],
        "may_set": policy.may_set_mailbox(request.user, found),
        "without_imap": Mailbox.Way.IMAP not in ways,
        "without_listener": Mailbox.Way.LISTENER not in ways,
        "listener_address": listener_address(found),
        "listens": bool(settings.LISTEN_SMTP or settings.LISTEN_LMTP),
        "came": queries.mails_visible_to(request.user).filter(call=found).count(),
    }
    return render(request, "submissions/mailboxes/mailboxes.html", context)


@group_page
def listener(request: HttpRequest, group: Group, call: int) -> HttpResponse:
    """Let Dabir itself take the mail of a call."""
    found = _call(request, group, call)
    policy.may_set_mailbox(request.user, found).require()
    mailbox = found.mailboxes.filter(way=Mailbox.Way.LISTENER).first()
    form = ListenerForm(
        request.POST or None, initial={"checker": mailbox.checker if mailbox else ""}
    )
    address = listener_address(found)
    return ask_and_do(
        request,
        form,
        lambda said: set_mailbox(
            call=found,
            way=Mailbox.Way.LISTENER,
            checker=said["checker"],
            actor=actor(request),
            at=timezone.now(),
        ),
        done=_("What is sent to %(address)s is taken in from now on.") % {"address": address},
        to=_url(group, found),
        heading=_("Take mail directly"),
        submit=_("Take mail"),
        cancel_url=_url(group, found),
        crumbs=_crumbs(group, found),
        intro=_(
            "The address is %(address)s. Whoever looks after the mail of your domain has it handed"
            " to Dabir."
        )
        % {"address": address},
    )


@private
@group_page
def imap(request: HttpRequest, group: Group, call: int) -> HttpResponse:
    """Set up the mailbox of a call at a mail server, tried before it is kept."""
    found = _call(request, group, call)
    policy.may_set_mailbox(request.user, found).require()
    mailbox = found.mailboxes.filter(way=Mailbox.Way.IMAP).select_related("key").first()
    names = ("address", "host", "security", "port", "username", "folder", "checker")
    form = ImapForm(
        request.POST if request.method == "POST" else None,
        mailbox=mailbox,
        initial={name: getattr(mailbox, name) for name in names} if mailbox else None,
    )
    tried = "test" in request.POST
    if tried and form.is_valid():
        form.fields["password"].widget = forms.PasswordInput(
            attrs={"autocomplete": "off"}, render_value=True
        )
        _try(request, form.server())
        made = None
    else:
        made = answered(
            request,
            form,
            lambda said: set_mailbox(
                call=found, way=Mailbox.Way.IMAP, actor=actor(request), at=timezone.now(), **said
            ),
        )
    if made is None:
        heading = _("Mailbox at a mail server")
        context = {
            "form": form,
            "heading": heading,
            "submit": _("Keep it and look into it"),
            "cancel_url": _url(group, found),
            "crumbs": [*_crumbs(group, found), Crumb(heading)],
            "intro": _(
                "Dabir looks into it every minute, moves and deletes nothing, and marks what it"
                " has kept as read."
            ),
        }
        status = 422 if form.errors else 200
        return render(request, "submissions/mailboxes/imap.html", context, status=status)
    ask_to_fetch(made, timezone.now())
    messages.success(request, _("The mailbox is set up, and is being looked into."))
    return redirect(_url(group, found))


def _try(request: HttpRequest, server: Server) -> None:
    """Open a mailbox and say in a sentence how that went."""
    try:
        with open_at(server) as opened:
            waiting = len(opened.above(0))
    except ImapTrouble as trouble:
        messages.error(request, trouble_in_words(trouble.code))
    else:
        said = ngettext(
            "The connection works: %(count)s message lies in the mailbox.",
            "The connection works: %(count)s messages lie in the mailbox.",
            waiting,
        )
        messages.success(request, said % {"count": show_digits(waiting)})


@group_page
def pause(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Stop taking mail from a mailbox, once that is confirmed."""
    mailbox = _mailbox(request, group, pk)
    return ask_and_do(
        request,
        forms.Form(request.POST if request.method == "POST" else None),
        lambda _said: pause_mailbox(mailbox=mailbox, actor=actor(request), at=timezone.now()),
        done=_("Nothing is taken from this mailbox any more."),
        to=_url(group, mailbox.call),
        heading=_("Pause the mailbox"),
        submit=_("Pause"),
        cancel_url=_url(group, mailbox.call),
        crumbs=_crumbs(group, mailbox.call),
        intro=_(
            "What is sent to %(address)s is then not taken in, and the address leaves the call's"
            " page. What came before stays."
        )
        % {"address": mailbox.address},
    )


@group_page
def look(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Look into a mailbox now."""
    mailbox = _mailbox(request, group, pk)
    if request.method == "POST" and mailbox.state == Mailbox.State.ACTIVE:
        ask_to_fetch(mailbox, timezone.now())
        messages.success(request, _("The mailbox is being looked into."))
    return redirect(_url(group, mailbox.call))
