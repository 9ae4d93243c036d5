"""The form by which somebody answers a call: its questions, its clauses, words, files, consents."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dabir.stages.calls.models import Call, Exhibit, Invitation, Question
from dabir.stages.submissions.codes import read_secret
from dabir.stages.submissions.consents import ASKED_APART, PUBLICATIONS, PURPOSES
from dabir.stages.submissions.intake.contents import (
    ANSWER_LENGTH,
    AnswerDraft,
    Contributor,
    FileDraft,
)
from dabir.stages.submissions.models import Submission
from dabir.web.shared.fields import model_field
from dabir.web.submissions.responding.comments import Clause, answers_of, clauses_with, comments_in
from dabir.web.submissions.responding.questions import (
    Asked,
    answer_to,
    field_for,
    files_in,
    why_field,
)
from dabir.web.submissions.uploads import FilesField

PROOF = "altcha"
"""The field in which the form's script sends its proof of work."""
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "save", "send", "more", "once", "attachments", PROOF})


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
        self.kept_as = ""  # the secret of the draft, when what cannot be sent was kept
        self.questions = {f"question-{one.pk}": one for one in questions}
        self.exhibits = list(exhibits)
        for name, question in self.questions.items():
            field = field_for(question)
            field.label, field.required = question.prompt, question.required
            self.fields[name] = field
            if question.kind == Question.Kind.AGREEMENT:
                self.fields[f"why-{question.pk}"] = why_field()
        typed = self.data if self.is_bound else self.initial
        self.comments = comments_in(typed, self.exhibits)
        if self.questions or self.exhibits:
            self.fields["free"].label = _("Anything else you want to say")
        invited = call.invitations.filter(body__isnull=True)
        if invited:
            model_field(self, "invitation").queryset = invited
        else:
            del self.fields["invitation"]
        self.initial.setdefault("once", secrets.token_hex(16))

    @property
    def asked(self) -> list[Asked]:
        """The questions with their fields."""
        return [
            Asked(
                question,
                self[name],
                self[f"why-{question.pk}"] if question.kind == Question.Kind.AGREEMENT else None,
            )
            for name, question in self.questions.items()
        ]

    @property
    def clauses(self) -> list[Clause]:
        """The clauses under consultation, each with what was typed on it."""
        return clauses_with(self.exhibits, self.comments)

    @property
    def about(self) -> list[forms.BoundField]:
        """What a contributor says of themselves."""
        names = ("sector", "invitation", "province", "name", "organisation", "email", "phone")
        return [self[name] for name in names if name in self.fields]

    @property
    def words(self) -> list[tuple[str, str]]:
        """What somebody wrote at length, by what it is about, to give back what cannot be sent."""
        if not self.is_bound:
            return []
        fields = [field for one in self.asked for field in (one.field, one.why) if field]
        found = [
            (str(field.label), str(field.value()))
            for field in [*fields, self["free"]]
            if isinstance(field.field, forms.CharField) and field.value()
        ]
        comments = [
            (
                one.exhibit.label,
                "\n".join(part for part in (one.comment, one.wording, one.reason) if part),
            )
            for each in self.comments.values()
            for one in each
        ]
        return [*comments, *found]

    def clean(self) -> dict[str, Any]:
        """Something must be said, and what is said on some words, on words that are there.

        Raises:
            ValidationError: every answer is empty and no file came.
        """
        cleaned: dict[str, Any] = super().clean() or {}
        for comment in (one for each in self.comments.values() for one in each):
            if comment.trouble:
                self.add_error(None, f"{comment.exhibit.label}: {comment.trouble}")
        if self.errors:
            return cleaned
        self.said = self.answers(cleaned)
        if not self.said and not self.sent_files(cleaned):
            raise forms.ValidationError(
                _("Nothing was written yet: answer a question, write freely or add a file.")
            )
        return cleaned

    def sent_files(self, cleaned: Mapping[str, Any]) -> list[FileDraft]:
        """Return the files: those that answer questions, then those that simply came along."""
        answering = files_in(self.questions.values(), cleaned)
        return [*answering, *(cleaned.get("attachments") or ())]

    def answers(self, cleaned: Mapping[str, Any]) -> list[AnswerDraft]:
        """Return what was said, in the order of the form."""
        said: list[AnswerDraft] = []
        files = 0
        for name, question in self.questions.items():
            said.append(answer_to(question, cleaned, files))
            if question.kind == Question.Kind.FILE:
                files += len(cleaned.get(name) or ())
        said += answers_of(self.comments)
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
            "answers": self.said,
            "files": self.sent_files(given),
            "sector": given.get("sector") or Submission.Sector.CITIZEN,
            "province": given.get("province", ""),
            "publication": given["publication"],
            "consents": given["purposes"],
            "contributor": self.contributor(),
        }


def draft_url(request: HttpRequest, call: Call, secret: str) -> str:
    """Return the full address of the draft that a secret opens; "" without one."""
    if not secret:
        return ""
    return request.build_absolute_uri(
        reverse("respond_draft", args=[call.code, read_secret(secret)])
    )


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
