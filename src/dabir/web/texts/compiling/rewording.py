"""Words anew: for those that an amendment would bring, and for those of the present version.

Whole wordings are sent, so each form says as well which words it was filled from: where others
stand now, both are shown and nothing is overwritten.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.domain import drafting
from dabir.domain.drafting import Change, HardConflicts, Numbering, Part, Unfit, compare
from dabir.foundation.people.models import Group, Person
from dabir.stages.texts.acts import amend_amendment, correct_version, redraft_amendment
from dabir.stages.texts.compiling.layers import brought_by
from dabir.stages.texts.models import Amendment
from dabir.stages.texts.policy import may_correct, may_redraft
from dabir.stages.texts.policy.rulings import may_amend_amendment
from dabir.stages.texts.queries import amendments_visible_to
from dabir.stages.texts.sentences import language_of_reader
from dabir.stages.texts.snapshots import snapshot
from dabir.web.shared.asking import Crumb, answered, place_of
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.texts.forms import see_anew
from dabir.web.texts.frame import Opened, crumbs, peeked, url
from dabir.web.texts.naming import name_of
from dabir.web.texts.proposing.forms import WordsForm
from dabir.web.texts.showing import direction

T = TypeVar("T")
SEEN = "seen_"


@dataclass(frozen=True, slots=True)
class Moved:
    """A wording that was read as `old` and reads otherwise now, with what `changes` it."""

    language: str
    direction: str
    old: str
    changes: tuple[Change, ...]


class AnewForm(WordsForm):
    """Other words for a clause, with the words that stood there when they were read."""

    def __init__(
        self,
        *args: Any,
        base: drafting.Version,
        uid: str,
        languages: Sequence[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, base=base, uid=uid, languages=languages, **kwargs)
        named = {f"{part.value}_{code}": (part, code) for code in languages for part in Part}
        self._asked = {name: wording for name, wording in named.items() if name in self.fields}
        for name, (part, language) in self._asked.items():
            self.fields[SEEN + name] = forms.CharField(
                required=False,
                strip=False,
                # Kept with unsent words: they are laid beside what stands when they are sent.
                widget=forms.HiddenInput({"data-kept": ""}),
                initial=base[uid].wording(part, language),
            )

    def moved(self) -> list[Moved]:
        """Return the wordings that others changed since, and take them as seen from now on."""
        found = []
        for name, (part, language) in self._asked.items():
            now = self.base[self._uid].wording(part, language)
            old = self.data.get(SEEN + name)
            if old is None or old.replace("\r\n", "\n") == now:
                continue
            found.append(
                Moved(
                    language,
                    direction(language),
                    old,
                    tuple(compare(old.replace("\r\n", "\n"), now)),
                )
            )
        if found:
            clause = self.base[self._uid]
            parts = self._asked.items()
            see_anew(self, {SEEN + name: clause.wording(*wording) for name, wording in parts})
        return found


def _languages(page: Opened, wordings: Any) -> list[str]:
    own = page.text.language
    met = {language for _part, language in wordings}
    return [own, *sorted(({"fa", "en"} | met) - {own})]


def _ask(
    request: HttpRequest,
    form: AnewForm,
    act: Callable[[dict[str, Any]], T],
    done: Callable[[T], HttpResponse],
    **context: object,
) -> HttpResponse:
    """Ask for the words; where others stand now, show both instead of calling the act."""
    moved = form.moved() if request.method == "POST" else []
    made = None if moved else answered(request, form, act)
    if made is not None:
        return done(made)
    context |= {"form": form, "moved": moved, "draft_key": place_of(request, form)}
    return render(request, "texts/compiling/anew.html", context)


@group_page
def amend_part(
    request: HttpRequest, group: Group, pk: int, number: int, uid: uuid.UUID
) -> HttpResponse:
    """Propose other words for those that an amendment would bring into a clause, or do so again."""
    page = peeked(request, group, pk)
    person = actor(request)
    visible = amendments_visible_to(person).filter(text=page.text)
    found = find(visible, number=number)
    again = _to_redraft(request, found, person)
    if again is None:
        may_amend_amendment(person, found).require()
    else:
        may_redraft(person, again).require()
    try:
        base = brought_by(found)
    except (HardConflicts, Unfit) as error:
        raise Http404 from error
    if str(uid) not in base:
        raise Http404
    initial = {"confidentiality": found.address.confidentiality}
    form = AnewForm(
        request.POST or None,
        reader=person,
        group=group,
        base=base,
        uid=str(uid),
        languages=_languages(page, base[str(uid)].wordings()),
        initial=initial if again is None else {"reason": again.reason},
        again=again is not None,
    )

    def act(_typed: dict[str, Any]) -> Amendment:
        details = form.details()
        edition, at = found.edition, timezone.now()
        if again is None:
            return amend_amendment(
                amendment=found,
                operations=form.operations(),
                edition=edition,
                once=True,
                actor=person,
                at=at,
                **details,
            )
        return redraft_amendment(
            amendment=again,
            operations=form.operations(),
            reasons=details["reasons"],
            base=page.latest,
            edition=edition,
            actor=person,
            at=at,
        )

    def done(made: Amendment) -> HttpResponse:
        messages.success(request, _("%(amendment)s is proposed.") % {"amendment": name_of(made)})
        return redirect(url("amendment", page.text, number))

    back = url("amendment", page.text, number)
    heading = _("Amend what %(amendment)s would bring") % {"amendment": name_of(found)}
    return _ask(
        request,
        form,
        act,
        done,
        heading=heading,
        now=name_of(found),
        submit=_("Propose") if again is None else _("Propose it again"),
        cancel_url=back,
        crumbs=[*crumbs(page.text, (name_of(found), back)), Crumb(heading)],
        intro=_("It is ruled on before the amendment that it is made to."),
    )


def _to_redraft(request: HttpRequest, found: Amendment, person: Person) -> Amendment | None:
    """Return the amendment to `found` that the address says is drafted again, if it says so."""
    number = request.GET.get("redraft", "")
    if not number:
        return None
    below = amendments_visible_to(person).filter(amends=found)
    for each in below:
        if str(each.number) == number:
            return each
    raise Http404


@group_page
def correct(request: HttpRequest, group: Group, pk: int, uid: uuid.UUID) -> HttpResponse:
    """Correct a clause of the present version editorially, while amendments are pending."""
    page = peeked(request, group, pk)
    person = actor(request)
    may_correct(person, page.text).require()
    base = snapshot(page.present())
    if str(uid) not in base:
        raise Http404
    form = AnewForm(
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
            base=page.present(),
            actor=person,
            at=timezone.now(),
        )

    def done(made: object) -> HttpResponse:
        messages.success(request, _("%(version)s is made.") % {"version": made})
        return redirect(url("text", page.text) + f"#clause-{uid}")

    heading = _("Correct %(clause)s") % {"clause": name}
    return _ask(
        request,
        form,
        act,
        done,
        heading=heading,
        now=page.present(),
        submit=_("Make the corrected version"),
        cancel_url=url("clause", page.text, uid),
        crumbs=[*crumbs(page.text, (name, url("clause", page.text, uid))), Crumb(heading)],
        intro=_(
            "For slips of the pen. The correction makes a version of its own; amendments that are "
            "pending go along with what was ruled on them, and those that it contradicts are sent "
            "back to be drafted again."
        ),
    )
