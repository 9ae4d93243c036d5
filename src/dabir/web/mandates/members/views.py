"""Who sits in the group, its committees, and the register of bodies and persons."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.domain.language.search_key import search_key
from dabir.foundation.people.models import Body, Group, Membership, Person, Role
from dabir.stages.mandates.acts import (
    admit_member,
    amend_group_facts,
    end_membership,
    form_committee,
    register_body,
    register_person,
)
from dabir.stages.mandates.models import Duty
from dabir.stages.mandates.policy import may_found_group, may_manage_members, may_register
from dabir.stages.mandates.queries import (
    CONDITIONS,
    OPEN_STATES,
    duties_visible_to,
    members,
    seats_of,
)
from dabir.web.mandates.asking import Asking, ask
from dabir.web.mandates.members.forms import (
    BodyForm,
    CommitteeForm,
    EndForm,
    GroupFactsForm,
    MemberForm,
    PersonForm,
)
from dabir.web.mandates.members.seats import crumbs
from dabir.web.mandates.members.wording import TONES, condition_words
from dabir.web.mandates.tabs import Tab, tabs
from dabir.web.shared.pages import actor, find, group_page

A_PAGE = 50


@group_page
def list_members(request: HttpRequest, group: Group) -> HttpResponse:
    """The seats and who fills them, the others, those who sat before, and the committees."""
    which = request.GET.get("show", "")
    states = seats_of(group, request.user)
    counts = Counter(state.condition for state in states)
    rank = {role: number for number, role in enumerate(Role)}
    others = sorted(
        members(group).filter(seat=None),
        key=lambda one: (rank[Role(one.role)], str(one.body or one.person)),
    )
    on_today = Membership.objects.on().values("pk")
    address = reverse("mandates:members", args=[group.code])
    named = sum(bool(state.nominations) for state in states)
    choices = [("", _("all"), len(states))]
    choices += [(key, condition_words(key), counts[key]) for key in CONDITIONS if counts[key]]
    if named:
        choices.append(("nominated", _("nominated"), named))
    context = {
        "tabs": tabs(group, "members"),
        "rows": [
            {
                "state": state,
                "words": condition_words(state.condition),
                "tone": TONES[state.condition],
            }
            for state in states
            if which in {"", state.condition} or (which == "nominated" and state.nominations)
        ],
        "shows": [
            Tab(label, f"{address}?show={key}" if key else address, key == which, count)
            for key, label, count in choices
        ],
        "others": others,
        "past": group.memberships.exclude(pk__in=on_today)
        .select_related("body", "person")
        .order_by("-until", "-pk"),
        "committees": group.committees.select_related("responsible_body").annotate(
            seats_held=Count("memberships", filter=Q(memberships__in=on_today), distinct=True),
            open_duties=Count(
                "duties",
                filter=Q(duties__in=_open_duties(request).values("pk")),
                distinct=True,
            ),
        ),
        "admit_url": reverse("mandates:admit", args=[group.code]),
        "may_manage": may_manage_members(request.user, group),
    }
    return render(request, "mandates/members/list.html", context)


def _open_duties(request: HttpRequest) -> QuerySet[Duty]:
    return duties_visible_to(request.user).filter(state__in=OPEN_STATES)


@group_page
def admit(request: HttpRequest, group: Group) -> HttpResponse:
    """Admit a member."""
    may_manage_members(request.user, group).require()
    address = reverse("mandates:members", args=[group.code])
    asking = Asking(
        title=_("Admit a member"),
        text=_("A person who comes for a body takes its seat where that stands empty."),
        submit=_("Admit the member"),
        cancel_url=address,
        done=_("The member is admitted."),
        crumbs=crumbs(group, {"label": _("Admit a member")}),
    )

    def act(typed: dict[str, Any]) -> str:
        admit_member(group=group, actor=actor(request), at=timezone.now(), **typed)
        return address

    return ask(request, MemberForm(request.POST or None), asking, act)


@group_page
def end(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """End a membership."""
    may_manage_members(request.user, group).require()
    found = find(Membership.objects.filter(group=group), pk=pk)
    address = reverse("mandates:members", args=[group.code])
    asking = Asking(
        title=_("End the membership of %(name)s") % {"name": found.person or found.body},
        submit=_("End the membership"),
        cancel_url=address,
        done=_("The membership has its end."),
        danger=True,
        crumbs=crumbs(group, {"label": str(found.person or found.body)}),
    )

    def act(typed: dict[str, Any]) -> str:
        end_membership(membership=found, actor=actor(request), at=timezone.now(), **typed)
        return address

    form = EndForm(request.POST or None, initial={"on": timezone.localdate()})
    return ask(request, form, asking, act)


@group_page
def facts(request: HttpRequest, group: Group) -> HttpResponse:
    """Set what is known of the group."""
    may_manage_members(request.user, group).require()
    address = reverse("mandates:members", args=[group.code])
    asking = Asking(
        title=_("The group"),
        submit=_("Save"),
        cancel_url=address,
        done=_("What is known of the group is saved."),
        crumbs=crumbs(group, {"label": _("The group")}),
    )
    form = GroupFactsForm(
        request.POST or None,
        initial={
            "names": group.names,
            "responsible_body": group.responsible_body_id,
            "higher_body": group.higher_body_id,
            "formed_on": group.formed_on,
            "language": group.language,
            "time_zone": group.time_zone,
            "counts_vacant_seats": group.counts_vacant_seats,
        },
    )

    def act(typed: dict[str, Any]) -> str:
        amend_group_facts(group=group, actor=actor(request), at=timezone.now(), **typed)
        return address

    return ask(request, form, asking, act)


@group_page
def new_committee(request: HttpRequest, group: Group) -> HttpResponse:
    """Form a committee."""
    may_manage_members(request.user, group).require()
    asking = Asking(
        title=_("Form a committee"),
        text=_("The secretariat of the group is the secretariat of its committees too."),
        submit=_("Form the committee"),
        cancel_url=reverse("mandates:members", args=[group.code]),
        done=_("The committee is formed."),
        crumbs=crumbs(group, {"label": _("Form a committee")}),
    )

    def act(typed: dict[str, Any]) -> str:
        made = form_committee(group=group, actor=actor(request), at=timezone.now(), **typed)
        return reverse("mandates:members", args=[made.code])

    return ask(request, CommitteeForm(request.POST or None), asking, act)


def _matching(items: QuerySet[Any], words: str) -> QuerySet[Any]:
    key = search_key(words)
    return items.filter(name_key__contains=key) if key else items


@group_page
def register(request: HttpRequest, group: Group) -> HttpResponse:
    """The register: bodies for everybody, persons for those who register them."""
    words = request.GET.get("words", "")
    allowed = may_register(request.user)
    persons = Person.objects.filter(is_active=True) if allowed else Person.objects.none()
    context = {
        "tabs": tabs(group, "bodies"),
        "words": words,
        "words_query": urlencode({"words": words}),
        "page": Paginator(_matching(Body.objects.select_related("parent"), words), A_PAGE).get_page(
            request.GET.get("page")
        ),
        "persons": _matching(persons, words)[:A_PAGE],
        "may_register": allowed,
        "may_found": may_found_group(request.user),
    }
    return render(request, "mandates/members/bodies.html", context)


@group_page
def new_body(request: HttpRequest, group: Group) -> HttpResponse:
    """Register a body."""
    may_register(request.user).require()
    address = reverse("mandates:bodies", args=[group.code])
    asking = Asking(
        title=_("Register a body"),
        submit=_("Register"),
        cancel_url=address,
        done=_("The body is registered."),
        crumbs=crumbs(group, {"label": _("Bodies and persons"), "url": address}),
    )

    def act(typed: dict[str, Any]) -> str:
        register_body(actor=actor(request), at=timezone.now(), **typed)
        return address

    return ask(request, BodyForm(request.POST or None), asking, act)


@group_page
def new_person(request: HttpRequest, group: Group) -> HttpResponse:
    """Register a person, who sets a password through a mailed link."""
    may_register(request.user).require()
    address = reverse("mandates:bodies", args=[group.code])
    asking = Asking(
        title=_("Register a person"),
        submit=_("Register"),
        cancel_url=address,
        done=_("The person is registered."),
        crumbs=crumbs(group, {"label": _("Bodies and persons"), "url": address}),
    )

    return ask_for_person(request, asking)


def ask_for_person(request: HttpRequest, asking: Asking) -> HttpResponse:
    """Ask who it is and register them, with the days and digits of their language."""

    def act(typed: dict[str, Any]) -> str:
        persian = typed["language"] == Person.Language.PERSIAN
        register_person(
            actor=actor(request),
            at=timezone.now(),
            calendar=Person.Calendar.JALALI if persian else Person.Calendar.GREGORIAN,
            digits=Person.Digits.PERSIAN if persian else Person.Digits.LATIN,
            **typed,
        )
        return asking.cancel_url

    return ask(request, PersonForm(request.POST or None), asking, act)
