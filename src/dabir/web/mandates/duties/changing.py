"""What the secretariat does with a duty: its carriers, its deadline, its words, its end."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.people.queries import Reader
from dabir.stages.mandates.acts import (
    assign_duty,
    change_assignment,
    change_duty,
    release_duty,
    set_draft,
    set_due,
)
from dabir.stages.mandates.counting import counted_due
from dabir.stages.mandates.models import Assignment, Duty
from dabir.stages.mandates.policy import may_assign, may_verify
from dabir.stages.mandates.queries import axes_visible_to, clauses_visible_to
from dabir.stages.mandates.steps import key_of
from dabir.web.mandates.asking import Asking, ask
from dabir.web.mandates.duties.forms import (
    CarriersForm,
    ChangeDutyForm,
    DraftForm,
    DueForm,
    DutyForm,
    DutyWordsForm,
)
from dabir.web.mandates.duties.pages import address_of, asking_about, crumbs, duty_page
from dabir.web.mandates.forms import ReasonForm
from dabir.web.mandates.wording import within_words
from dabir.web.shared.fields import model_field
from dabir.web.shared.pages import actor, group_page
from dabir.web.templatetags.reader import shortened


@duty_page
def release(request: HttpRequest, found: Duty) -> HttpResponse:
    """Release those who carry a duty from it."""
    may_verify(request.user, found, "release").require()
    asking = asking_about(
        request,
        found,
        title=_("Release from the duty"),
        text=_("The duty stays on the list as released, with your reason."),
    )

    def act(typed: dict[str, Any]) -> str:
        release_duty(duty=found, reason=typed["reason"], actor=actor(request), at=timezone.now())
        return address_of(found)

    return ask(request, ReasonForm(request.POST or None), asking, act)


@duty_page
def due(request: HttpRequest, found: Duty) -> HttpResponse:
    """Set another deadline, or confirm the one that the mandate counts."""
    may_assign(request.user, found.group).require()
    counted = counted_due(found) if found.due_on is None else None
    said = within_words(found.within, found.anchor, working=found.working_days)
    reason = said if counted else ""
    asking = asking_about(request, found, title=_("Set the deadline"), text=found.due_text)
    form = DueForm(
        request.POST or None, initial={"due_on": found.due_on or counted, "reason": reason}
    )

    def act(typed: dict[str, Any]) -> str:
        set_due(duty=found, **typed, actor=actor(request), at=timezone.now())
        return address_of(found)

    return ask(request, form, asking, act)


@duty_page
def carriers(request: HttpRequest, found: Duty) -> HttpResponse:
    """Give the duty to others."""
    may_assign(request.user, found.group).require()
    initial: dict[str, list[str]] = {part: [] for part in Assignment.Part.values}
    for one in found.assignments.all():
        initial[one.part].append(key_of(one.carrier))
    form = CarriersForm(request.POST or None, initial=initial)
    form.offer_carriers(found.group)
    asking = asking_about(request, found, title=_("Change who carries the duty"), submit=_("Save"))

    def act(typed: dict[str, Any]) -> str:
        change_assignment(
            duty=found,
            responsible=form.carriers("responsible"),
            supporting=form.carriers("supporting"),
            reason=typed["reason"],
            actor=actor(request),
            at=timezone.now(),
        )
        return address_of(found)

    return ask(request, form, asking, act)


@duty_page
def change(request: HttpRequest, found: Duty) -> HttpResponse:
    """Change what a duty asks; say that it requires a text, which one and for whom."""
    may_assign(request.user, found.group).require()
    names = ("text", "kind", "title", "clause", "axis", "reporting_to")
    initial = {name: getattr(found, name) for name in names}
    form = ChangeDutyForm(request.POST or None, initial=initial)
    offer_places(form, request.user, found.group)
    asking = asking_about(request, found, title=_("Change the duty"), submit=_("Save"))

    def act(typed: dict[str, Any]) -> str:
        wanted = {name: typed[name] for name in names if typed[name] != getattr(found, name)}
        if wanted:
            change_duty(
                duty=found,
                **wanted,
                reason=typed["reason"],
                actor=actor(request),
                at=timezone.now(),
            )
        return address_of(found)

    return ask(request, form, asking, act)


@duty_page
def draft(request: HttpRequest, found: Duty) -> HttpResponse:
    """Say which draft came with the mandate for a required output."""
    may_assign(request.user, found.group).require()
    form = DraftForm(
        request.POST or None,
        request.FILES or None,
        duty=found,
        annexes=clauses_visible_to(request.user).filter(mandate__group=found.group, kind="annex"),
    )
    asking = asking_about(
        request,
        found,
        title=_("The draft that came with it"),
        submit=_("Save"),
        text=_("It becomes version 0 of the text; what is handed in is compared with it."),
    )

    def act(typed: dict[str, Any]) -> str:
        set_draft(
            duty=found,
            file=form.chosen_file(),
            annex=typed["annex"],
            actor=actor(request),
            at=timezone.now(),
        )
        return address_of(found)

    return ask(request, form, asking, act)


@group_page
def new(request: HttpRequest, group: Group) -> HttpResponse:
    """Give a duty that no document gave."""
    may_assign(request.user, group).require()
    form = DutyForm(request.POST or None)
    form.offer_carriers(group)
    offer_places(form, request.user, group)
    asking = Asking(
        title=_("Give a duty"),
        submit=_("Give the duty"),
        cancel_url=reverse("mandates:duties", args=[group.code]),
        crumbs=crumbs(request, group, {"label": _("Give a duty")}),
    )

    def act(typed: dict[str, Any]) -> str:
        plain = (
            "text",
            "kind",
            "title",
            "due_on",
            "clause",
            "axis",
            "reporting_to",
            "confidentiality",
        )
        made = assign_duty(
            group=group,
            responsible=form.carriers("responsible"),
            supporting=form.carriers("supporting"),
            **{name: typed[name] for name in plain},
            tell=True,
            actor=actor(request),
            at=timezone.now(),
        )
        return address_of(made)

    return ask(request, form, asking, act)


def offer_places(form: DutyWordsForm, reader: Reader, group: Group) -> None:
    """Offer the clauses of the group's mandates and its axes, as far as the reader may see."""
    clause = model_field(form, "clause")
    clause.queryset = clauses_visible_to(reader).filter(mandate__group=group)
    clause.label_from_instance = (  # type: ignore[method-assign]
        lambda obj: f"{show_digits(obj.path)} · {shortened(obj.text, 60)}"
    )
    model_field(form, "axis").queryset = axes_visible_to(reader).filter(group=group)
