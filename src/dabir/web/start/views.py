"""Home: the public front page, or the chain of the reader's group."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.chain.home import home as chain_home
from dabir.foundation.letters.queries import open_referrals
from dabir.foundation.people.models import Group, Role
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.people.queries import groups_of, signed_in
from dabir.web.calls.public.views import front
from dabir.web.shared.context import stage_labels
from dabir.web.shared.pages import actor, group_page


def home(request: HttpRequest) -> HttpResponse:
    """The reader's first group; for the public, the open calls."""
    person = signed_in(request.user)
    group = groups_of(person, frozenset(Role)).first() if person else None
    if group is not None:
        return redirect("group", code=group.code)
    return front(request)


@group_page
def group(request: HttpRequest, group: Group) -> HttpResponse:
    """The chain of one group: what waits in each stage, what is due, and the reader's tray."""
    now = timezone.now()
    found = chain_home(request.user, group, now, timezone.localdate())
    labels = dict(stage_labels())
    picture = [
        {
            "label": labels[stage.key],
            "url": reverse(f"{stage.key}:index", args=[group.code]),
            "count": stage.total,
            "note": _("%(count)s waiting") % {"count": show_digits(stage.count)}
            if stage.count
            else "",
        }
        for stage in found.stages
    ]
    return render(
        request,
        "start/group.html",
        {
            "home": found,
            "picture": picture,
            "stage_labels": labels,
            "referrals": open_referrals(actor(request)).select_related("by")[:6],
            "today": timezone.localdate(),
        },
    )
