"""The mail tray: mails as they are recorded, whether or not a server sent them on."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dabir.foundation.mail.models import Message
from dabir.foundation.mail.queries import own_mails, visible_to
from dabir.foundation.people.permissions import permits_administration
from dabir.web.shared.pages import actor, find, is_key

PAGE = 30


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """A person's own mails; an administrator may look at all that went to nobody's account."""
    person = actor(request)
    may_see_all = bool(permits_administration(person))
    everybody = may_see_all and request.GET.get("whose") == "all"
    mails: QuerySet[Message] = visible_to(person) if everybody else own_mails(person)
    before = request.GET.get("before", "")
    shown = list((mails.filter(pk__lt=before) if is_key(before) else mails)[: PAGE + 1])
    whose = "&whose=all" if everybody else ""
    context = {
        "mails": shown[:PAGE],
        "everybody": everybody,
        "may_see_all": may_see_all,
        "newest_url": f"?{whose[1:]}" if before else "",
        "older_url": f"?before={shown[PAGE - 1].pk}{whose}" if len(shown) > PAGE else "",
    }
    return render(request, "letters/mails.html", context)


@login_required
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail as its receiver got it."""
    return render(request, "letters/mail.html", {"mail": find(visible_to(actor(request)), pk=pk)})
