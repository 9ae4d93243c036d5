"""The form that suits a place, with what was typed or kept there, and what it would change."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from dabir.domain import drafting
from dabir.domain.drafting import Unfit, verify
from dabir.foundation.people.models import Group, Person
from dabir.foundation.unsent.keeping import Kept
from dabir.stages.texts.sentences import why_unfit
from dabir.web.texts.frame import Opened
from dabir.web.texts.proposing.forms import (
    AddForm,
    DeleteForm,
    MoveForm,
    PlaceField,
    ProposalForm,
    WordsForm,
)
from dabir.web.texts.proposing.places import Place
from dabir.web.texts.showing import Shown, shown_changes

FORMS: dict[str, type[ProposalForm]] = {
    "words": WordsForm,
    "move": MoveForm,
    "delete": DeleteForm,
    "add": AddForm,
}
NOT_WORDS = frozenset(
    {
        "csrfmiddlewaretoken",
        "unsent",
        "unsent_revision",
        "propose",
        "preview",
        "keep",
        "together",
        "anyway",
        "new_draft",
        "shared_revision",
    }
)
"""What a form sends besides what is typed into it."""


def languages_of(page: Opened, base: drafting.Version) -> list[str]:
    """Return the languages in which a clause may be worded, the text's own first."""
    met = {code for clause in base.clauses.values() for _part, code in clause.wordings()}
    own = page.text.language
    return [own, *sorted(({"fa", "en"} | met) - {own})]


def form_at(
    place: Place,
    page: Opened,
    base: drafting.Version,
    *,
    person: Person,
    group: Group,
    data: MultiValueDict[str, str] | None = None,
    initial: dict[str, Any] | None = None,
) -> ProposalForm:
    """Return the form of a place, bound to `data` if there is any."""
    more: dict[str, Any] = {"uid": place.uid} if place.uid else {}
    if place.how in {"words", "add"}:
        # One wording alone, as the form in its place has it: what is not there is not changed.
        more["languages"] = [place.only] if place.only else languages_of(page, base)
    if place.again:
        more["again"] = True
    return FORMS[place.how](data, reader=person, group=group, base=base, initial=initial, **more)


def bring_back(form: forms.BaseForm, kept: Kept) -> None:
    """Let an unbound form begin with what is kept."""
    for name, field in form.fields.items():
        given = kept.values.get(name)
        if given is None:
            continue
        several = isinstance(field, forms.ModelMultipleChoiceField)
        form.initial[name] = given if several else (given or [""])[0]
        if isinstance(field, PlaceField) and not field.valid_value(form.initial[name]):
            # None is chosen instead that nobody chose.
            field.ask_anew()
            form.initial[name] = ""


def as_sent(kept: Kept) -> MultiValueDict[str, str]:
    """Return what is kept as if its form had been sent."""
    data = QueryDict(mutable=True)
    for name, given in kept.values.items():
        data.setlist(name, given)
    return data


def typed(sent: QueryDict) -> dict[str, list[str]]:
    """Return what somebody typed of what a form sent."""
    return {name: list(given) for name, given in sent.lists() if name not in NOT_WORDS}


def preview(form: ProposalForm, base: drafting.Version) -> tuple[list[Shown], str]:
    """Return what the form would change, or why it does not fit."""
    if not form.is_bound or not form.is_valid():
        return [], ""
    made = drafting.Amendment(1, base.symbol, (), tuple(form.operations()))
    try:
        return shown_changes(base, drafting.apply(base, verify(made, base).proposed())), ""
    except Unfit as error:
        return [], why_unfit(error)
