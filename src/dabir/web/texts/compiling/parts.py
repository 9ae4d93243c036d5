"""Single parts of an amendment: ruled on, withdrawn."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.stages.texts.acts import (
    reopen_operations,
    rule_operations,
    withdraw_amendment,
)
from dabir.stages.texts.models import Amendment
from dabir.stages.texts.policy import may_withdraw
from dabir.stages.texts.policy.rulings import may_rule_on
from dabir.stages.texts.queries import amendments_visible_to
from dabir.stages.texts.snapshots import placed
from dabir.web.shared.asking import answered, ask
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.texts.compiling.amendments import changes_of_part, ruled_on
from dabir.web.texts.compiling.forms import PartForm, looking_again
from dabir.web.texts.forms import ReasonForm
from dabir.web.texts.frame import Opened, crumbs, peeked, url
from dabir.web.texts.naming import name_of


def _find(
    request: HttpRequest, group: Group, pk: int, number: int, place: int | None = None
) -> tuple[Opened, Amendment]:
    page = peeked(request, group, pk)
    found = find(amendments_visible_to(request.user).filter(text=page.text), number=number)
    if place is not None and place not in {each.place for each in placed(found)}:
        raise Http404
    return page, found


@group_page
def rule_part(request: HttpRequest, group: Group, pk: int, number: int, place: int) -> HttpResponse:
    """Rule on one part of an amendment, or take the ruling back."""
    page, found = _find(request, group, pk, number, place)
    person = actor(request)
    may_rule_on(person, found).require()
    form = PartForm(request.POST or None, amendment=found)

    def act(typed: dict[str, Any]) -> object:
        if typed["ruling"] == "reopen":
            return reopen_operations(
                amendment=found,
                places=[place],
                shown=typed["shown"] or None,
                actor=person,
                at=timezone.now(),
            )
        return rule_operations(
            amendment=found,
            ruling=typed["ruling"],
            places=[place],
            reasons=form.reasons(),
            shown=typed["shown"] or None,
            actor=person,
            at=timezone.now(),
        )

    return _done(
        request,
        page,
        found,
        form,
        looking_again(form, act),
        heading=_("Rule on one part of %(amendment)s") % {"amendment": name_of(found)},
        submit=_("Note the ruling"),
        said=_("The ruling is noted."),
        template="texts/compiling/rule.html",
        rulings=ruled_on(found).filter(place=place),
        changes=changes_of_part(found, place),
    )


@group_page
def withdraw_part(
    request: HttpRequest, group: Group, pk: int, number: int, place: int
) -> HttpResponse:
    """Withdraw one part of an amendment."""
    page, found = _find(request, group, pk, number, place)
    person = actor(request)
    may_withdraw(person, found).require()
    form = ReasonForm(request.POST or None)
    return _done(
        request,
        page,
        found,
        form,
        lambda _typed: withdraw_amendment(
            amendment=found,
            places=[place],
            reasons=form.reasons(),
            actor=person,
            at=timezone.now(),
        ),
        heading=_("Withdraw one part of %(amendment)s") % {"amendment": name_of(found)},
        submit=_("Withdraw"),
        said=_("This part of the amendment is withdrawn."),
        danger=True,
    )


def _done(
    request: HttpRequest,
    page: Opened,
    found: Amendment,
    form: Any,
    act: Any,
    *,
    heading: str,
    submit: str,
    said: str,
    **page_of_it: Any,
) -> HttpResponse:
    back = url("amendment", page.text, found.number)
    if answered(request, form, act) is not None:
        messages.success(request, said)
        return redirect(back)
    return ask(
        request,
        form,
        heading=heading,
        submit=submit,
        cancel_url=back,
        crumbs=crumbs(page.text, (name_of(found), back)),
        **page_of_it,
    )
