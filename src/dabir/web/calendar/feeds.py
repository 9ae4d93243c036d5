"""A person's own calendar feeds: make, copy, renew, revoke."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dabir.foundation.calendar.acts import make_feed, revoke_feed
from dabir.foundation.calendar.models import Feed
from dabir.foundation.calendar.queries import feeds_of, secret_of
from dabir.foundation.people.models import Group, Person, Role
from dabir.foundation.people.queries import groups_of
from dabir.web.shared.asking import Crumb
from dabir.web.shared.pages import actor, find


@dataclass(frozen=True, slots=True)
class Row:
    """One calendar that the person may subscribe to; without a feed it has no address yet."""

    name: str
    about: str
    group: Group | None
    pk: int | None = None
    made_at: datetime | None = None
    url: str = ""

    @property
    def program_url(self) -> str:
        """The address by which a device's own calendar program opens it."""
        return "webcal://" + self.url.partition("://")[2] if self.url else ""


def _row(group: Group | None, feed: Feed | None) -> Row:
    name = str(group) if group else _("My deadlines, in all groups")
    about = (
        _("All duties, meetings and calls of this group that you may see.")
        if group
        else _("What you or your body carry, your meetings, calls that close, what was referred.")
    )
    if feed is None:
        return Row(name, about, group)
    path = reverse("calendar_feed", args=[secret_of(feed)])
    return Row(name, about, group, feed.pk, feed.made_at, settings.BASE_URL + path)


def _rows(person: Person) -> list[Row]:
    made = {feed.group_id: feed for feed in feeds_of(person)}
    groups = groups_of(person, frozenset(Role))
    # One that the person left stays in the list for as long as its address is there.
    left = [
        feed.group for feed in made.values() if feed.group is not None and feed.group not in groups
    ]
    return [_row(group, made.get(group.pk if group else None)) for group in (None, *groups, *left)]


@login_required
def feeds(request: HttpRequest) -> HttpResponse:
    """The person's calendar feeds, with their addresses."""
    return render(request, "calendar/feeds.html", {"rows": _rows(actor(request))})


@login_required
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Make a feed, or another address in the place of one."""
    person = actor(request)
    code = request.POST.get("group", "")
    group = find(groups_of(person, frozenset(Role)), code=code) if code else None
    make_feed(actor=person, group=group, at=timezone.now())
    messages.success(request, _("The calendar has its address. Earlier ones answer no more."))
    return redirect("feeds")


@login_required
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, and revoke a feed."""
    person = actor(request)
    feed = find(feeds_of(person), pk=pk)
    if request.method == "POST":
        revoke_feed(feed=feed, actor=person, at=timezone.now())
        messages.success(request, _("The address answers no more."))
        return redirect("feeds")
    context = {
        "title": _("Revoke the address"),
        "text": _("Programs that subscribed to it will find nothing any more."),
        "submit": _("Revoke"),
        "cancel_url": reverse("feeds"),
        "crumbs": [Crumb(_("Calendar feeds"), reverse("feeds")), Crumb(_("Revoke the address"))],
    }
    return render(request, "calendar/confirm.html", context)
