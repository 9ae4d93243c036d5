"""The form of one question of a draft call: its words, and how it is answered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.foundation.people.preferences import show_digits
from dabir.foundation.people.queries import Reader
from dabir.stages.calls.acts.questions import LONGEST_SCALE, USUAL_SCALE
from dabir.stages.calls.models import Call, Exhibit, Question
from dabir.stages.calls.queries import exhibits_visible_to
from dabir.stages.mandates.models import Clause
from dabir.web.calls.drafting.forms import ClauseChoice, clauses_of
from dabir.web.shared.fields import NamesFormField, NumberField, model_field

LANGUAGES = ("fa", "en")


class ExhibitChoice(forms.ModelChoiceField):
    """A clause under consultation, named by its label."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.label)


class QuestionForm(forms.Form):
    """One question of a draft call. What a kind of answer needs beyond it is asked for below it."""

    prompts = NamesFormField(label=_("Question"), long=True)
    kind = forms.ChoiceField(
        label=_("How it is answered"), choices=Question.Kind.choices, widget=forms.RadioSelect
    )
    choices_fa = forms.CharField(
        label=_("Choices, in Persian"),
        required=False,
        help_text=_("One a line; only for a question of the kind “one of several”."),
        widget=forms.Textarea(attrs={"rows": 4, "lang": "fa", "dir": "rtl"}),
    )
    choices_en = forms.CharField(
        label=_("Choices, in English"),
        required=False,
        help_text=_("In the same order."),
        widget=forms.Textarea(attrs={"rows": 4, "lang": "en", "dir": "ltr"}),
    )
    lowest = NumberField(label=_("The scale begins at"), required=False, min_value=0, max_value=100)
    highest = NumberField(
        label=_("The scale ends at"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=_("Only for a number on a scale; left empty, it runs from 1 to 5."),
    )
    low_end = NamesFormField(label=_("What its lowest number means"), required=False)
    high_end = NamesFormField(label=_("What its highest number means"), required=False)
    proposals = NamesFormField(
        label=_("The proposal"),
        long=True,
        required=False,
        help_text=_("Only for agreement with a proposal: shown below the question, word by word."),
    )
    exhibit = ExhibitChoice(
        Exhibit.objects.none(),
        label=_("The clause of the draft that is asked about"),
        required=False,
        empty_label=_("none"),
    )
    required = forms.BooleanField(label=_("An answer is needed"), required=False)
    clause = ClauseChoice(
        Clause.objects.none(),
        label=_("Clause of the mandate that it serves"),
        required=False,
        empty_label=_("none"),
    )

    def __init__(self, *args: Any, call: Call, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model_field(self, "clause").queryset = clauses_of(reader, call.group)
        exhibits = exhibits_visible_to(reader).filter(call=call)
        model_field(self, "exhibit").queryset = exhibits
        if not exhibits:
            # Without a draft there is no clause to ask about.
            del self.fields["exhibit"]
            kept = [each for each in Question.Kind.choices if each[0] != Question.Kind.EXHIBIT]
            kinds = self.fields["kind"]
            assert isinstance(kinds, forms.ChoiceField)  # noqa: S101 (said above)
            kinds.choices = kept

    @staticmethod
    def as_typed(question: Question) -> dict[str, Any]:
        """Return a question as the form shows it."""
        choice = question.kind == Question.Kind.CHOICE
        ends = [] if choice else question.choices
        lines = {
            code: "\n".join(one.get(code, "") for one in question.choices).strip() if choice else ""
            for code in LANGUAGES
        }
        return {
            "prompts": question.prompts,
            "kind": question.kind,
            "choices_fa": lines["fa"],
            "choices_en": lines["en"],
            "lowest": question.lowest,
            "highest": question.highest,
            "low_end": ends[0] if ends else {},
            "high_end": ends[-1] if ends else {},
            "proposals": question.proposals,
            "exhibit": question.exhibit_id,
            "required": question.required,
            "clause": question.clause_id,
        }

    def clean(self) -> dict[str, Any]:
        """Ask for what the kind needs, beside what needs it."""
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        if kind == Question.Kind.CHOICE:
            self._clean_choices(cleaned)
        elif kind == Question.Kind.SCALE:
            self._clean_scale(cleaned)
        elif kind == Question.Kind.EXHIBIT and not cleaned.get("exhibit"):
            self.add_error(
                "exhibit", _("Say which of the clauses under consultation is asked about.")
            )
        return cleaned

    def _clean_choices(self, cleaned: dict[str, Any]) -> None:
        """Pair the choices of both languages line by line."""
        given = {
            code: [line.strip() for line in cleaned.get(f"choices_{code}", "").splitlines()]
            for code in LANGUAGES
        }
        given = {code: [line for line in lines if line] for code, lines in given.items()}
        longest = max(given.values(), key=len)
        if any(found and len(found) != len(longest) for found in given.values()):
            self.add_error("choices_en", _("Both languages name the same number of choices."))
        if len(longest) < 2:
            self.add_error("choices_fa", _("A choice is among two or more."))
        cleaned["choices"] = [
            {code: found[place] for code, found in given.items() if place < len(found)}
            for place in range(len(longest))
        ]

    def _clean_scale(self, cleaned: dict[str, Any]) -> None:
        """Ask for a scale that can be read at a glance, with both of its ends named, or neither."""
        if {"lowest", "highest"} & self.errors.keys():
            return
        usual = zip(("lowest", "highest"), USUAL_SCALE, strict=True)
        lowest, highest = (
            number if (number := cleaned.get(name)) is not None else otherwise
            for name, otherwise in usual
        )
        if not 2 <= highest - lowest + 1 <= LONGEST_SCALE:
            self.add_error(
                "highest",
                _("A scale has between two and %(most)s steps.")
                % {"most": show_digits(LONGEST_SCALE)},
            )
        cleaned["scale"] = (lowest, highest)
        ends = [cleaned.get("low_end") or {}, cleaned.get("high_end") or {}]
        if any(ends) and not all(ends):
            missing = "low_end" if not ends[0] else "high_end"
            self.add_error(missing, _("A scale has a name for both of its ends, or for none."))
        cleaned["choices"] = ends if all(ends) else []

    def asked(self) -> dict[str, Any]:
        """Return what is asked, as the acts take it."""
        return {name: self.cleaned_data[name] for name in ("prompts", "required", "clause")}

    def answered_by(self) -> dict[str, Any]:
        """Return how it is answered, as the acts take it."""
        typed = self.cleaned_data
        return {
            "kind": typed["kind"],
            "choices": typed.get("choices", ()),
            "scale": typed.get("scale"),
            "proposals": typed.get("proposals") or {},
            "exhibit": typed.get("exhibit"),
        }
