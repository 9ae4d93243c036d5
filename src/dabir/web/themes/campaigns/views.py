"""Campaigns of a run: the list, one with its members, one beside the one that opposes it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.domain.drafting.comparing.differences import Change, compare
from dabir.foundation.people.models import Group
from dabir.foundation.people.permissions import permits
from dabir.stages.submissions.policy import may_answer_in_batches
from dabir.stages.themes.campaigned import (
    LONGEST,
    additions_of,
    changes,
    from_where,
    members_of,
    opposites,
    words_of,
)
from dabir.stages.themes.models import Campaign, CampaignMember
from dabir.stages.themes.policy import May
from dabir.stages.themes.queries.runs import campaigns_visible_to, runs_visible_to
from dabir.web.shared.asking import Crumb, offered
from dabir.web.shared.pages import actor, find, group_page, is_key
from dabir.web.themes.analysing.views import below_run

PAGE = 30
MEMBERS = 25
BEGINNING = 160
Kind = CampaignMember.Kind


@dataclass(frozen=True, slots=True)
class Line:
    """A campaign as the list shows it."""

    campaign: Campaign
    beginning: str


def name_of(campaign: Campaign) -> str:
    """Return what crumbs call a campaign."""
    return _("Campaign %(receipt)s") % {"receipt": campaign.template.receipt}


@group_page
def campaigns(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """The campaigns of a run, the largest first."""
    person = actor(request)
    permits(person, May.ANALYSE, group=group).require()
    run = find(runs_visible_to(person).filter(call__group=group), pk=pk)
    found = campaigns_visible_to(person).filter(run=run).order_by("-size", "pk")
    size, _dash, key = request.GET.get("after", "").partition("-")
    if is_key(size) and is_key(key):
        found = found.filter(Q(size__lt=size) | Q(size=size, pk__gt=key))
    listed = list(found[: PAGE + 1])
    words = words_of([one.template_id for one in listed])
    last = listed[PAGE - 1] if len(listed) > PAGE else None
    context = {
        "run": run,
        "lines": [Line(one, words.get(one.template_id, "")[:BEGINNING]) for one in listed[:PAGE]],
        "older_url": f"?after={last.size}-{last.pk}" if last else "",
        "newer_url": "." if request.GET.get("after") else "",
        "crumbs": below_run(run, Crumb(_("Campaigns"))),
    }
    return render(request, "themes/campaigns/campaigns.html", context)


@dataclass(frozen=True, slots=True)
class Shown:
    """A member with what it made of the form."""

    member: CampaignMember
    changes: list[Change]


def _campaign(request: HttpRequest, group: Group, pk: int) -> Campaign:
    permits(request.user, May.ANALYSE, group=group).require()
    seen = campaigns_visible_to(actor(request)).filter(run__call__group=group)
    return find(seen.select_related("run__address"), pk=pk)


def _below(campaign: Campaign, *more: Crumb) -> list[Crumb]:
    code = campaign.run.call.group.code
    every = Crumb(_("Campaigns"), reverse("themes:campaigns", args=[code, campaign.run_id]))
    if not more:
        return below_run(campaign.run, every, Crumb(name_of(campaign)))
    one = Crumb(name_of(campaign), reverse("themes:campaign", args=[code, campaign.pk]))
    return below_run(campaign.run, every, one, *more)


@group_page
def campaign(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One campaign: the template, how many, from where, what people added or changed."""
    person = actor(request)
    found = _campaign(request, group, pk)
    kind = request.GET.get("kind", "")
    members = members_of(found, person).exclude(submission=found.template_id)
    if kind in Kind.values:
        members = members.filter(kind=kind)
    words, _dash, key = request.GET.get("after", "").partition("-")
    if is_key(words) and is_key(key):
        members = members.filter(Q(words__lt=words) | Q(words=words, pk__gt=key))
    listed = list(members[: MEMBERS + 1])
    texts = words_of([found.template_id, *(one.submission_id for one in listed[:MEMBERS])])
    template = texts.get(found.template_id, "")
    last = listed[MEMBERS - 1] if len(listed) > MEMBERS else None
    query = QueryDict(mutable=True)
    if kind in Kind.values:
        query["kind"] = kind
    if last:
        query["after"] = f"{last.words}-{last.pk}"
    context = {
        "campaign": found,
        "template": template,
        "where": from_where(found),
        "additions": additions_of(found),
        "opposites": opposites(person, found, campaigns_visible_to(person)),
        "kinds": [choice for choice in Kind.choices if choice[0] != Kind.TEMPLATE],
        "kind": kind,
        "members": [
            Shown(one, changes(template, texts.get(one.submission_id, "")))
            for one in listed[:MEMBERS]
        ],
        "older_url": f"?{query.urlencode()}" if last else "",
        "newer_url": "." if request.GET.get("after") else "",
        "may_answer": offered(may_answer_in_batches(person, found.run.call)),
        "crumbs": _below(found),
    }
    return render(request, "themes/campaigns/campaign.html", context)


@group_page
def opposite(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """A campaign beside the one that it turns round, with what differs marked.

    Raises:
        Http404: it turns none round.
    """
    person = actor(request)
    found = _campaign(request, group, pk)
    other = campaigns_visible_to(person).filter(pk=found.opposes_id or 0).first()
    if other is None:
        raise Http404
    texts = words_of([found.template_id, other.template_id])
    cut = any(len(text) > LONGEST for text in texts.values())
    context = {
        "campaign": found,
        "other": other,
        "changes": compare(
            texts.get(other.template_id, "")[:LONGEST], texts.get(found.template_id, "")[:LONGEST]
        ),
        "cut": cut,
        "crumbs": _below(found, Crumb(_("Beside its opposite"))),
    }
    return render(request, "themes/campaigns/opposite.html", context)
