"""The form by which somebody answers a call: its questions, its clauses, words, files, consents."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dabir.foundation.naming import in_language
from dabir.stages.calls.models import Call, Exhibit, Invitation, Question
from dabir.stages.submissions.codes import read_secret
from dabir.stages.submissions.consents import ASKED_APART, PUBLICATIONS, PURPOSES
from dabir.stages.submissions.intake.contents import ANSWER_LENGTH, AnswerDraft, Contributor
from dabir.stages.submissions.models import Submission
from dabir.web.shared.fields import choice_field, model_field
from dabir.web.submissions.uploads import FilesField

NOT_KEPT = frozenset({"csrfmiddlewaretoken", "save", "send", "once", "attachments"})
AGREEMENTS = (
    ("agree", _("I agree")),
    ("in_part", _("I agree in part")),
    ("disagree", _("I disagree")),
)


def _field(question: Question) -> forms.Field:
    if question.kind == Question.Kind.TEXT:
        return forms.CharField(
            widget=forms.Textarea(attrs={"rows": 5}), max_length=ANSWER_LENGTH, strip=True
        )
    if question.kind == Question.Kind.CHOICE:
        choices = [(str(at), in_language(one)) for at, one in enumerate(question.choices)]
    else:
        choices = [(key, str(label)) for key, label in AGREEMENTS]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect)


class RespondForm(forms.Form):
    """An answer to a call. What is asked comes from the call; nothing in it is kept by itself."""

    free = forms.CharField(
        label=_("What you want to say"),
        widget=forms.Textarea(attrs={"rows": 9}),
        max_length=ANSWER_LENGTH,
        required=False,
    )
    attachments = FilesField(label=_("Files"), required=False)
    name = forms.CharField(
        label=_("Name"), max_length=120, required=False, widget=forms.TextInput({"dir": "auto"})
    )
    organisation = forms.CharField(label=_("Organisation"), max_length=160, required=False)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("The follow-up link and the outcome are mailed there."),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"type": "tel", "dir": "ltr"}),
    )
    sector = forms.ChoiceField(
        label=_("You answer as"),
        choices=Submission.Sector.choices,
        initial=Submission.Sector.CITIZEN,
    )
    invitation = forms.ModelChoiceField(
        Invitation.objects.none(),
        label=_("Which of the invited groups do you belong to?"),
        empty_label=_("None of these, or I would rather not say"),
        required=False,
    )
    province = forms.CharField(label=_("Province"), max_length=60, required=False)
    publication = forms.ChoiceField(
        label=_("May it be published?"),
        choices=list(PUBLICATIONS.items()),
        widget=forms.RadioSelect,
        initial=Submission.Publication.WITHHELD,
        help_text=_("You can change this later, by your follow-up link."),
    )
    purposes = forms.MultipleChoiceField(
        label=_("What else do you agree to?"),
        choices=[(purpose, PURPOSES[purpose]) for purpose in ASKED_APART],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    draft = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(
        self,
        *args: Any,
        call: Call,
        questions: Iterable[Question],
        exhibits: Iterable[Exhibit],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.call = call
        self.questions = {f"question-{one.pk}": one for one in questions}
        self.exhibits = {f"exhibit-{one.pk}": one for one in exhibits}
        for name, question in self.questions.items():
            field = _field(question)
            field.label, field.required = question.prompt, question.required
            self.fields[name] = field
            if question.kind == Question.Kind.AGREEMENT:
                self.fields[f"why-{question.pk}"] = forms.CharField(
                    label=_("Why?"),
                    widget=forms.Textarea(attrs={"rows": 3}),
                    max_length=ANSWER_LENGTH,
                    required=False,
                )
        for name, exhibit in self.exhibits.items():
            self.fields[name] = forms.CharField(
                label=exhibit.label,
                widget=forms.Textarea(attrs={"rows": 3}),
                max_length=ANSWER_LENGTH,
                required=False,
            )
        if self.questions or self.exhibits:
            self.fields["free"].label = _("Anything else you want to say")
        invited = call.invitations.filter(body__isnull=True)
        if invited:
            model_field(self, "invitation").queryset = invited
        else:
            del self.fields["invitation"]
        self.initial.setdefault("once", secrets.token_hex(16))

    @property
    def asked(self) -> list[forms.BoundField]:
        """The questions' fields; after an agreement, the field for its reason."""
        found = []
        for name, question in self.questions.items():
            found.append(self[name])
            if question.kind == Question.Kind.AGREEMENT:
                found.append(self[f"why-{question.pk}"])
        return found

    @property
    def clauses(self) -> list[tuple[Exhibit, forms.BoundField]]:
        """The clauses under consultation, each with its field."""
        return [(exhibit, self[name]) for name, exhibit in self.exhibits.items()]

    @property
    def about(self) -> list[forms.BoundField]:
        """What a contributor says of themselves."""
        names = ("sector", "invitation", "province", "name", "organisation", "email", "phone")
        return [self[name] for name in names if name in self.fields]

    @property
    def words(self) -> list[forms.BoundField]:
        """The fields in which somebody wrote at length, for giving back what cannot be sent."""
        if not self.is_bound:
            return []
        fields = [*self.asked, *(field for _exhibit, field in self.clauses), self["free"]]
        return [one for one in fields if isinstance(one.field, forms.CharField) and one.value()]

    def clean(self) -> dict[str, Any]:
        """Something must be said.

        Raises:
            ValidationError: every answer is empty and no file came.
        """
        cleaned: dict[str, Any] = super().clean() or {}
        if "attachments" in self.errors or "free" in self.errors:
            return cleaned
        if not self.answers(cleaned) and not cleaned.get("attachments"):
            raise forms.ValidationError(
                _("Nothing was written yet: answer a question, write freely or add a file.")
            )
        return cleaned

    def answers(self, cleaned: Mapping[str, Any]) -> list[AnswerDraft]:
        """Return what was said, in the order of the form."""
        said = []
        for name, question in self.questions.items():
            value = str(cleaned.get(name) or "")
            if value and question.kind != Question.Kind.TEXT:
                options = cast("Iterable[tuple[str, str]]", choice_field(self, name).choices)
                chosen = dict(options)
                value = str(chosen.get(value, value))
            why = str(cleaned.get(f"why-{question.pk}") or "")
            value = "\n".join(part for part in (value, why) if part)
            said.append(AnswerDraft(value, question=question))
        for name, exhibit in self.exhibits.items():
            said.append(AnswerDraft(str(cleaned.get(name) or ""), exhibit=exhibit))
        said.append(AnswerDraft(str(cleaned.get("free") or "")))
        return [answer for answer in said if answer.text.strip()]

    def contributor(self) -> Contributor:
        """Return who sends, as far as they say."""
        given = self.cleaned_data
        return Contributor(
            name=given.get("name", ""),
            email=given.get("email", ""),
            organisation=given.get("organisation", ""),
            phone=given.get("phone", ""),
            language=(get_language() or "fa")[:2],
        )

    def sent(self) -> dict[str, Any]:
        """Return what the acts that receive take, apart from who and when."""
        given = self.cleaned_data
        return {
            "answers": self.answers(given),
            "files": given["attachments"],
            "sector": given.get("sector") or Submission.Sector.CITIZEN,
            "province": given.get("province", ""),
            "publication": given["publication"],
            "consents": given["purposes"],
            "contributor": self.contributor(),
        }


def typed(data: QueryDict) -> dict[str, list[str]]:
    """Return what was typed into a form, for a draft; files are not kept."""
    return {name: data.getlist(name) for name in data if name not in NOT_KEPT}


def typed_before(content: Mapping[str, Any], secret: str) -> dict[str, Any]:
    """Return a draft's content as the initial values of a form."""
    values = {
        name: value if name == "purposes" else (value[0] if value else "")
        for name, value in content.items()
    }
    return values | {"draft": read_secret(secret)}
