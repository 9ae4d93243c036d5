"""Pages of the calls stage: the list, one call, drafting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from dabir.domain.language.search_key import search_key
from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.stages.calls import acts, policy, queries
from dabir.stages.calls.models import Call
from dabir.stages.calls.readiness import checks_of
from dabir.stages.submissions.queries import STANDING, amounts_by_call
from dabir.stages.submissions.queries import visible_to as submissions_visible_to
from dabir.web.calls.drafting.forms import CallForm
from dabir.web.calls.drafting.moves import moves_of
from dabir.web.calls.public.asked import (
    asked_singly,
    form_of,
    invited_with_words,
    rewordings_of,
)
from dabir.web.calls.public.sharing import short_url
from dabir.web.calls.public.views import notices_of, shown
from dabir.web.calls.zones import clock_of
from dabir.web.shared.asking import answered
from dabir.web.shared.pages import actor, find, group_page

PAGE = 25


def answered_by(reader: Reader, call: Call) -> set[int]:
    """Return the keys of the bodies that were asked and of which the reader may see an answer.

    An inquiry is answered officially, any other call by whatever came for the body.
    """
    replies = submissions_visible_to(reader).filter(call=call, state__in=STANDING)
    if call.kind == Call.Kind.INQUIRY:
        replies = replies.filter(official=True)
    rows = replies.order_by().values_list("body", "invitation__body").distinct()
    return {key for row in rows for key in row if key is not None}


def crumbs(group: Group, *more: tuple[str, str]) -> list[dict[str, str]]:
    """Return the way to a page of this stage; `more` are labels with addresses, or ""."""
    steps = [
        (group.name, reverse("group", args=[group.code])),
        (_("Calls"), reverse("calls:index", args=[group.code])),
        *more,
    ]
    return [{"label": label, "url": url} for label, url in steps]


def page_of(call: Call) -> tuple[str, str]:
    """Return a call's name and address, for the way to a page below it."""
    return (call.name, reverse("calls:call", args=[call.group.code, call.pk]))


@group_page
def index(request: HttpRequest, group: Group) -> HttpResponse:
    """The calls of a group, by state, kind and words; a page at a time."""
    everything = queries.visible_to(request.user).filter(group=group)
    state, kind = request.GET.get("state", ""), request.GET.get("kind", "")
    words = request.GET.get("q", "").strip()
    if kind in Call.Kind.values:
        everything = everything.filter(kind=kind)
    if words:
        everything = everything.filter(
            Q(name_key__contains=search_key(words)) | Q(code__contains=words.lower())
        )
    kept = {name: value for name, value in (("kind", kind), ("q", words)) if value}
    url = reverse("calls:index", args=[group.code])
    listed = everything.filter(state=state) if state in Call.State.values else everything
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    calls = list(page)
    counts = amounts_by_call(request.user, calls)
    now = timezone.now()
    return render(
        request,
        "calls/index.html",
        {
            "tabs": _tabs(everything, url, state, kept),
            "rows": [(shown(call, now), counts.get(call.pk, 0)) for call in calls],
            "page": page,
            "query": urlencode(kept | ({"state": state} if state else {})),
            "kinds": Call.Kind.choices,
            "kind": kind,
            "state": state,
            "words": words,
            "may_draft": policy.may_draft(request.user, group),
        },
    )


def _tabs(
    everything: QuerySet[Call], url: str, state: str, kept: dict[str, str]
) -> list[dict[str, Any]]:
    """Return a tab for all calls, and one for each state in which there are any."""
    rows = everything.order_by().values_list("state").annotate(count=Count("pk"))
    counts = dict(rows)
    tabs = [("", _("all"), sum(counts.values()))]
    tabs += [
        (value, str(label), counts.get(value, 0))
        for value, label in Call.State.choices
        if counts.get(value) or state == value
    ]
    return [
        {
            "url": f"{url}?{urlencode(kept | ({'state': value} if value else {}))}".rstrip("?"),
            "label": label,
            "count": count,
            "current": state == value,
        }
        for value, label, count in tabs
    ]


@group_page
def call(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One call, with everything the secretariat does with it."""
    found = find(queries.visible_to(request.user), group=group, pk=pk)
    may_change = policy.may_change(request.user, found)
    may_draft = policy.may_draft(request.user, group)
    now = timezone.now()
    answered = answered_by(request.user, found) if may_draft else set()
    invitations = list(found.invitations.select_related("body", "letter"))
    questions = list(
        queries.questions_visible_to(request.user)
        .filter(call=found)
        .select_related("axis", "exhibit")
    )
    rewordings = rewordings_of(found)
    addressees = [each for each in invitations if each.body_id is not None]
    return render(
        request,
        "calls/call.html",
        {
            "call": found,
            "shown": shown(found, now),
            "crumbs": crumbs(group, (found.name, "")),
            "moves": moves_of(found, request.user, now) if may_draft else [],
            "may_change": may_change,
            "may_draft": may_draft,
            "may_invite": policy.may_invite(request.user, found),
            "may_write": policy.may_write_to_addressees(request.user, found),
            "exhibits": queries.exhibits_visible_to(request.user).filter(call=found),
            "invitations": invitations,
            "answered": answered,
            "unanswered": any(
                each.body_id and each.body_id not in answered for each in invitations
            ),
            "late": policy.is_late(found, now),
            "without_letter": any(each.letter_id is None for each in addressees),
            "co_organisers": found.co_organisers.all(),
            "clauses": found.clauses.all(),
            "axes": found.axes.all(),
            "notices": notices_of(found),
            "checks": checks_of(found, now) if may_change else [],
            "form": form_of(found, questions),
            "singly": asked_singly(questions, rewordings),
            "invited": invited_with_words(invitations, rewordings),
            "may_correct": policy.may_move(request.user, found, "extend"),
            "may_lay_out": policy.may_lay_out(request.user, found),
            "may_remind": policy.may_remind(request.user, found),
            "may_show_received": policy.may_show_received(request.user, found),
            "may_begin_next_round": policy.may_begin_next_round(request.user, found),
            "clock": clock_of(found),
            "rounds": queries.rounds_of(found, request.user),
            "short_url": short_url(found),
            "received": amounts_by_call(request.user, [found])[found.pk],
            "address": request.build_absolute_uri(reverse("public_call", args=[found.code])),
            "published": found.state in queries.PUBLISHED,
        },
    )


@group_page
def new(request: HttpRequest, group: Group) -> HttpResponse:
    """Draft a call."""
    policy.may_draft(request.user, group).require()
    form = CallForm(request.POST or None, group=group, reader=request.user)
    made = answered(
        request,
        form,
        lambda typed: acts.draft_call(
            group=group,
            code=typed["code"],
            kind=typed["kind"],
            actor=actor(request),
            at=timezone.now(),
            **form.details(),
        ),
    )
    if made is not None:
        messages.success(request, _("The call is drafted. Add its questions and whom it invites."))
        return redirect("calls:call", group.code, made.pk)
    return form_page(request, group, form, title=_("New call"), submit=_("Draft the call"))


@group_page
def edit(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Change a draft of a call."""
    found = find(queries.visible_to(request.user), group=group, pk=pk)
    policy.may_change(request.user, found).require()
    form = CallForm(request.POST or None, group=group, reader=request.user, call=found)
    changed = answered(
        request,
        form,
        lambda _typed: acts.change_call(
            call=found, actor=actor(request), at=timezone.now(), **form.details()
        ),
    )
    if changed is not None:
        messages.success(request, _("The call is changed."))
        return redirect("calls:call", group.code, found.pk)
    return form_page(request, group, form, title=_("Edit the call"), submit=_("Save"), call=found)


def form_page(
    request: HttpRequest,
    group: Group,
    form: Any,
    *,
    title: str,
    submit: str,
    call: Call | None = None,
) -> HttpResponse:
    """Show a form on a page of its own; cancelling leads back to the call, or to the list."""
    back = page_of(call)[1] if call else reverse("calls:index", args=[group.code])
    above = [page_of(call)] if call else []
    return render(
        request,
        "calls/form.html",
        {
            "form": form,
            "title": title,
            "submit": submit,
            "cancel_url": back,
            "crumbs": crumbs(group, *above, (title, "")),
        },
    )
