"""Contested places worded anew: words, what becomes of a clause, clauses added in one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dabir.domain import drafting
from dabir.domain.drafting import Move, Numbering, Operation
from dabir.domain.drafting.compiling.slots import ClauseChoice, ClauseOption
from dabir.domain.procedure.verdicts import NotNow
from dabir.foundation.people.models import Group, Person
from dabir.stages.texts.acts import merge_clauses, merge_options
from dabir.stages.texts.compiling.compiled import KeptContest, compile_seen, kept_form
from dabir.stages.texts.compiling.merging import added_beside, one_for_all
from dabir.stages.texts.compiling.shown import kept_as, stands_as
from dabir.stages.texts.policy.rulings import may_rule_text
from dabir.stages.texts.sentences import language_of_reader
from dabir.stages.texts.snapshots import snapshot
from dabir.web.shared.asking import answered, ask
from dabir.web.shared.pages import actor, group_page
from dabir.web.texts.compiling.deciding import back_to, found_in
from dabir.web.texts.compiling.forms import MergeForm
from dabir.web.texts.compiling.laying import lay_alone
from dabir.web.texts.forms import LANGUAGES, in_own_language, see_anew
from dabir.web.texts.frame import Opened, crumbs, peeked, url
from dabir.web.texts.proposing.forms import PlaceField, WordsForm
from dabir.web.texts.showing import direction

STAYS = "stays"

GONE = 410

NO_NAMES: Mapping[str, str] = {}

Act = Callable[[dict[str, Any], str | None], object]
"""An act that merges, of what was typed and of what was shown, which is None where none is said."""


class StayOrPlaceField(PlaceField):
    """A place in a version, or the one where a clause stands. Cleans to None for that."""

    def __init__(self, base: drafting.Version, *, without: str) -> None:
        super().__init__(base, without=without)
        places: Any = self.choices
        self.choices = [(STAYS, _("where it stands")), *places]
        self.initial = STAYS

    def clean(self, value: Any) -> tuple[str | None, str | None] | None:  # type: ignore[override]  # a place, or none
        """Return the clause it stands in and the sibling it follows; None where it stands."""
        return None if value == STAYS else super().clean(value)


class MergedClauseForm(WordsForm):
    """Where a contested clause goes, and how it reads."""

    def __init__(self, *args: Any, base: drafting.Version, uid: str, **kwargs: Any) -> None:
        super().__init__(*args, base=base, uid=uid, again=True, **kwargs)
        self.fields = {"place": StayOrPlaceField(base, without=uid), **self.fields}

    def operations(self) -> list[Operation]:
        """Return the move, if it moves, and one edit for each run of words that changed."""
        place = self.cleaned_data["place"]
        return [*([Move(self._uid, *place)] if place else []), *super().operations()]


class MergedAdditionForm(forms.Form):
    """The words of one clause in the stead of several that would be added in one place."""

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(LANGUAGES)
        self._languages = languages
        for language in languages:
            shown = {"language": names.get(language, language)}
            attributes = {"lang": language, "dir": direction(language)}
            self.fields[f"heading_{language}"] = forms.CharField(
                label=_("Heading in %(language)s") % shown,
                widget=forms.TextInput(attributes),
                max_length=300,
                required=False,
            )
            self.fields[f"text_{language}"] = forms.CharField(
                label=_("Words in %(language)s") % shown,
                widget=forms.Textarea(attributes | {"rows": 6}),
                required=False,
            )
        self.fields["reason"] = forms.CharField(
            label=gettext_lazy("Reason"),
            widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """Ask for words in at least one language."""
        cleaned = super().clean() or {}
        if not any(self.words("text").values()):
            self.add_error(
                f"text_{self._languages[0]}", _("Please write the clause in one language at least.")
            )
        return cleaned

    def words(self, part: str) -> dict[str, str]:
        """Return the headings or the texts by language."""
        typed = {code: self.cleaned_data.get(f"{part}_{code}", "") for code in self._languages}
        return {code: words.replace("\r\n", "\n") for code, words in typed.items() if words}


@group_page
def merge(request: HttpRequest, group: Group, pk: int, contest: str) -> HttpResponse:
    """Word a contested place anew, in the stead of what is proposed there."""
    page = peeked(request, group, pk)
    person = actor(request)
    may_rule_text(person, page.text, page.present()).require()
    try:
        found = found_in(request, page, contest)
    except Http404:
        if request.method != "POST":
            raise
        return _gone(request, page)
    if found.part:
        return _words(request, page, found, person)
    seen = compile_seen(page.present(), person)
    choice = seen.compilation.contests.get(contest)
    if not isinstance(choice, ClauseChoice):
        return _gone(request, page)
    if choice.addition:
        choices = [choice, *added_beside(seen.compilation, choice)]
        return _addition(request, page, choices, person)
    return _clause(request, page, found, choice, person)


def _gone(request: HttpRequest, page: Opened) -> HttpResponse:
    """Say that the place is not contested any more, with what was typed for it, to be copied."""
    named = ("words", "text_", "heading_", "reason")
    typed = [str(value) for name, value in request.POST.items() if name.startswith(named)]
    heading = _("This place is not contested any more")
    context = {
        "text": page.text,
        "version": page.present(),
        "heading": heading,
        "words": [words for words in dict.fromkeys(typed) if words.strip()],
        "place": request.POST.get("unsent", ""),
        "crumbs": crumbs(
            page.text, (_("Compilation text"), url("compilation", page.text)), (heading, "")
        ),
    }
    return render(request, "texts/compiling/gone.html", context, status=GONE)


def _words(request: HttpRequest, page: Opened, found: KeptContest, person: Person) -> HttpResponse:
    words = [each.words for each in found.proposed] or [found.base]
    form = MergeForm(request.POST or None, initial={"words": words[0]})

    def act(typed: dict[str, Any], shown: str | None) -> object:
        return merge_options(
            version=page.present(),
            contest=found.uid,
            words=typed["words"],
            reasons=in_own_language(typed["reason"]),
            shown=shown,
            actor=person,
            at=timezone.now(),
        )

    intro = _("What you write is one more option beside these.")
    return _merge(request, page, [found], form, act, shown=kept_as(found), intro=intro)


def _clause(
    request: HttpRequest,
    page: Opened,
    found: KeptContest,
    choice: ClauseChoice,
    person: Person,
) -> HttpResponse:
    base = snapshot(page.present())
    clause = base[choice.clause]
    own = page.text.language
    met = {language for _part, language in clause.wordings()}
    form = MergedClauseForm(
        request.POST or None,
        reader=person,
        group=page.text.group,
        base=base,
        uid=choice.clause,
        languages=[own, *sorted(({"fa", "en"} | met) - {own})],
    )

    def act(_typed: dict[str, Any], shown: str | None) -> object:
        return merge_clauses(
            version=page.present(),
            contest=choice.uid,
            operations=form.operations(),
            reasons=form.details()["reasons"],
            shown=shown,
            actor=person,
            at=timezone.now(),
        )

    intro = _("Say where it goes and how it reads instead of what is proposed.")
    named = {each.uid: _what(each, base) for each in choice.proposed}
    shown = stands_as(choice)
    return _merge(request, page, [found], form, act, shown=shown, intro=intro, named=named)


def _what(option: ClauseOption, base: drafting.Version) -> str:
    if option.what == "delete":
        return _("it is taken out")
    if option.after is not None and option.after in base:
        after = Numbering(base).citation(option.after, language_of_reader())
        return _("it is moved after %(clause)s") % {"clause": after}
    return _("it is moved")


def _addition(
    request: HttpRequest, page: Opened, choices: Sequence[ClauseChoice], person: Person
) -> HttpResponse:
    own = page.text.language
    options = [option for choice in choices for option in choice.proposed]
    met = {code for option in options for code in option.clauses[0].text}
    languages = [own, *sorted(({"fa", "en"} | met) - {own})]
    first = options[0].clauses[0]
    initial = {f"heading_{code}": first.heading.get(code, "") for code in languages}
    initial |= {f"text_{code}": first.text.get(code, "") for code in languages}
    form = MergedAdditionForm(request.POST or None, languages=languages, initial=initial)

    def act(typed: dict[str, Any], shown: str | None) -> object:
        return merge_clauses(
            version=page.present(),
            contest=choices[0].uid,
            operations=one_for_all(choices, form.words("heading"), form.words("text")),
            reasons=in_own_language(typed["reason"]),
            shown=shown,
            actor=person,
            at=timezone.now(),
        )

    intro = _(
        "One clause is put in the stead of these, and what stands in them stands in it. They are "
        "rejected in this once it is adopted."
    )
    # They may stand apart, one after another, where each of them is a place of its own: the one
    # that was chosen stands first, whatever stands before it in the text.
    places = {each.uid: each for each in kept_form(page.present(), person).contests}
    if choices[0].uid not in places:
        # It went since it was compiled for this answer.
        return _gone(request, page)
    found = [places[each.uid] for each in choices if each.uid in places]
    shown = stands_as(*choices)
    return _merge(request, page, found, form, act, shown=shown, intro=intro)


def _called(page: Opened, place: KeptContest) -> str:
    """Return how the clause of a contested place is cited; "" for one that would be added."""
    base = snapshot(page.present())
    if place.clause not in base:
        return ""
    return Numbering(base).citation(place.clause, language_of_reader())


def _merge(
    request: HttpRequest,
    page: Opened,
    places: Sequence[KeptContest],
    form: forms.Form,
    act: Act,
    *,
    shown: str,
    intro: str,
    named: Mapping[str, str] = NO_NAMES,
) -> HttpResponse:
    """Ask how the places, of which the first is the one chosen, read instead.

    `named` says what becomes of the clause by an option, by the uids of options.
    """
    # Kept with unsent words: what was proposed since is seen when they are sent.
    form.fields["shown"] = forms.CharField(
        required=False, widget=forms.HiddenInput({"data-kept": ""}), initial=shown
    )

    def merged(typed: dict[str, Any]) -> object:
        try:
            return act(typed, typed["shown"] or None)
        except NotNow:
            # The page that asks again says what is proposed by now.
            see_anew(form, {"shown": shown})
            raise

    if answered(request, form, merged) is not None:
        messages.success(request, _("What was merged is one more option now."))
        return redirect(back_to(request, page, places[0].uid))
    laid = lay_alone(places, version=page.present(), reader=request.user, own=page.text.language)
    options = [
        replace(one, label=named.get(one.uid, one.label))
        for place, each in enumerate(laid)
        for one in each.options
        # Of several places each could be left as it stands: said once, it is of all of them.
        if not place or not one.keeps_base
    ]
    return ask(
        request,
        form,
        heading=_("Merge what is proposed in one place"),
        submit=_("Propose it"),
        cancel_url=url("compilation", page.text) + f"#{places[0].uid}",
        crumbs=crumbs(page.text, (_("Compilation text"), url("compilation", page.text))),
        intro=intro,
        template="texts/compiling/merge.html",
        text=page.text,
        contest=laid[0],
        clause=_called(page, places[0]),
        options=options,
    )
