"""Single parts of an amendment: ruled on, withdrawn, amended in their turn; and corrections."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.domain.drafting import HardConflicts, Numbering
from dabir.foundation.people.models import Group
from dabir.stages.texts.acts import (
    amend_amendment,
    correct_version,
    reopen_operations,
    rule_operations,
    withdraw_amendment,
)
from dabir.stages.texts.layers import as_amended
from dabir.stages.texts.models import Amendment
from dabir.stages.texts.policy import may_correct, may_withdraw
from dabir.stages.texts.policy_of_rulings import may_amend_amendment, may_rule_on
from dabir.stages.texts.queries import amendments_visible_to
from dabir.stages.texts.sentences import language_of_reader
from dabir.stages.texts.snapshots import placed, snapshot
from dabir.web.shared.asking import answered, ask
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.texts.compiling.forms import PartForm
from dabir.web.texts.forms import ReasonForm
from dabir.web.texts.frame import Opened, crumbs, peeked, url
from dabir.web.texts.naming import name_of
from dabir.web.texts.proposing.forms import WordsForm


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
    form = PartForm(request.POST or None)

    def act(typed: dict[str, Any]) -> object:
        if typed["ruling"] == "reopen":
            return reopen_operations(
                amendment=found, places=[place], actor=person, at=timezone.now()
            )
        return rule_operations(
            amendment=found,
            ruling=typed["ruling"],
            places=[place],
            reasons=form.reasons(),
            actor=person,
            at=timezone.now(),
        )

    return _done(
        request,
        page,
        found,
        form,
        act,
        heading=_("Rule on one part of %(amendment)s") % {"amendment": name_of(found)},
        submit=_("Note the ruling"),
        said=_("The ruling is noted."),
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
    danger: bool = False,
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
        danger=danger,
    )


@group_page
def amend_part(
    request: HttpRequest, group: Group, pk: int, number: int, uid: uuid.UUID
) -> HttpResponse:
    """Propose other words for those that an amendment would bring into a clause."""
    page, found = _find(request, group, pk, number)
    person = actor(request)
    may_amend_amendment(person, found).require()
    base = snapshot(found.base)
    try:
        brought = as_amended(base, placed(found))
    except HardConflicts as error:
        raise Http404 from error
    if str(uid) not in brought:
        raise Http404
    form = WordsForm(
        request.POST or None,
        reader=person,
        group=group,
        base=brought,
        uid=str(uid),
        languages=_languages(page, brought[str(uid)].wordings()),
        initial={"confidentiality": found.address.confidentiality},
    )

    def act(_typed: dict[str, Any]) -> Amendment:
        return amend_amendment(
            amendment=found,
            operations=form.operations(),
            actor=person,
            at=timezone.now(),
            **form.details(),
        )

    made = answered(request, form, act)
    back = url("amendment", page.text, number)
    if made is not None:
        messages.success(request, _("%(amendment)s is proposed.") % {"amendment": name_of(made)})
        return redirect(back)
    return ask(
        request,
        form,
        heading=_("Amend what %(amendment)s would bring") % {"amendment": name_of(found)},
        submit=_("Propose"),
        cancel_url=back,
        crumbs=crumbs(page.text, (name_of(found), back)),
        intro=_("It is ruled on before the amendment that it is made to."),
    )


@group_page
def correct(request: HttpRequest, group: Group, pk: int, uid: uuid.UUID) -> HttpResponse:
    """Correct a clause of the present version editorially, while amendments are pending."""
    page = peeked(request, group, pk)
    person = actor(request)
    may_correct(person, page.text).require()
    base = snapshot(page.present())
    if str(uid) not in base:
        raise Http404
    form = WordsForm(
        request.POST or None,
        reader=person,
        group=group,
        base=base,
        uid=str(uid),
        languages=_languages(page, base[str(uid)].wordings()),
        again=True,
    )
    form.fields["reason"].required = True
    name = Numbering(base).citation(str(uid), language_of_reader())

    def act(_typed: dict[str, Any]) -> object:
        return correct_version(
            text=page.text,
            operations=form.operations(),
            reasons=form.details()["reasons"],
            actor=person,
            at=timezone.now(),
        )

    made = answered(request, form, act)
    if made is not None:
        messages.success(request, _("%(version)s is made.") % {"version": made})
        return redirect(url("text", page.text) + f"#clause-{uid}")
    return ask(
        request,
        form,
        heading=_("Correct %(clause)s") % {"clause": name},
        submit=_("Make the corrected version"),
        cancel_url=url("clause", page.text, uid),
        crumbs=crumbs(page.text, (name, url("clause", page.text, uid))),
        intro=_(
            "For slips of the pen. The correction makes a version of its own; amendments that are "
            "pending go along with what was ruled on them, and those that it contradicts are sent "
            "back to be drafted again."
        ),
    )


def _languages(page: Opened, wordings: Any) -> list[str]:
    own = page.text.language
    met = {language for _part, language in wordings}
    return [own, *sorted(({"fa", "en"} | met) - {own})]
