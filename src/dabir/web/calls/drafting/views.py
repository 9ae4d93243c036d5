"""Pages of the calls stage: the list, one call, drafting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.stages.calls import acts, policy, queries
from dabir.stages.calls.models import Call
from dabir.stages.submissions.queries import STANDING
from dabir.stages.submissions.queries import visible_to as submissions_visible_to
from dabir.web.calls.drafting.forms import CallForm
from dabir.web.calls.drafting.moves import moves_of
from dabir.web.calls.public.views import shown
from dabir.web.shared.asking import answered
from dabir.web.shared.pages import actor, find, group_page


def received(reader: Reader, calls: list[Call]) -> dict[int, int]:
    """Return how many submissions to each call the reader may see, by the call's key."""
    seen = submissions_visible_to(reader).filter(call__in=[call.pk for call in calls])
    counts = seen.order_by().values("call").annotate(count=Count("pk"))
    return {row["call"]: row["count"] for row in counts}


def answered_by(reader: Reader, call: Call) -> set[int]:
    """Return the keys of the bodies whose official reply to an inquiry the reader may see."""
    replies = submissions_visible_to(reader).filter(call=call, official=True, state__in=STANDING)
    return set(replies.order_by().values_list("body", flat=True))


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
    """The calls of a group, by state."""
    everything = list(queries.visible_to(request.user).filter(group=group))
    state = request.GET.get("state", "")
    url = reverse("calls:index", args=[group.code])
    tabs = [{"url": url, "label": _("all"), "count": len(everything), "current": not state}]
    for value, label in Call.State.choices:
        count = sum(call.state == value for call in everything)
        if count or state == value:
            address = f"{url}?state={value}"
            tabs.append({"url": address, "label": label, "count": count, "current": state == value})
    listed = [call for call in everything if not state or call.state == state]
    counts = received(request.user, listed)
    now = timezone.now()
    return render(
        request,
        "calls/index.html",
        {
            "tabs": tabs,
            "rows": [(shown(call, now), counts.get(call.pk, 0)) for call in listed],
            "may_draft": policy.may_draft(request.user, group),
        },
    )


@group_page
def call(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One call, with everything the secretariat does with it."""
    found = find(queries.visible_to(request.user), group=group, pk=pk)
    may_change = policy.may_change(request.user, found)
    may_draft = policy.may_draft(request.user, group)
    now = timezone.now()
    answered = answered_by(request.user, found) if may_draft else set()
    invitations = list(found.invitations.select_related("body", "letter"))
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
            "questions": queries.questions_visible_to(request.user).filter(call=found),
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
            "notices": found.notices.all(),
            "received": received(request.user, [found]).get(found.pk, 0),
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
