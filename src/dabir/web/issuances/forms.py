"""Forms of issuances, demands and verification."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.domain.language.digits import to_ascii_digits
from dabir.foundation.letters.models import Letter
from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.decisions.models import Decision, Submittal
from dabir.stages.decisions.queries import decisions_visible_to, submittals_visible_to
from dabir.stages.issuances.models import Issuance, IssuedClause
from dabir.stages.issuances.policy import ISSUABLE
from dabir.stages.issuances.queries import clauses_visible_to
from dabir.stages.texts.models import Version
from dabir.web.decisions.forms import (
    DecisionChoice,
    LetterChoice,
    VersionChoice,
    letters_of,
    set_choices,
    versions_of,
)
from dabir.web.shared.fields import DayField, NamesFormField
from dabir.web.shared.uploads import within_limit


class SubmittalChoice(forms.ModelChoiceField):
    """An approved submittal, named by its resolution."""

    def label_from_instance(self, obj: Any) -> str:
        number = f" · {obj.resolution_number}" if obj.resolution_number else ""
        return f"{obj.text} · {obj.version} · {obj.higher_body}{number}"


class IssuanceForm(forms.Form):
    """What is issued, how, in whose name, signed by whom, to whom."""

    version = VersionChoice(Version.objects.none(), label=_("Approved version"))
    names = NamesFormField(
        label=_("Title of the document"),
        required=False,
        help_text=_("Left empty, it is the title of the text."),
    )
    mode = forms.ChoiceField(
        label=_("How it goes out"),
        choices=Issuance.Mode.choices,
        help_text=_(
            "Binding: notified for application. Presented: sent to a parliament or an authority."
            " Published: for everybody to read."
        ),
    )
    language = forms.ChoiceField(
        label=_("Language of the document"), choices=Person.Language.choices
    )
    submittal = SubmittalChoice(
        Submittal.objects.none(), label=_("Approval by the higher body"), required=False
    )
    decision = DecisionChoice(
        Decision.objects.none(), label=_("Decision of the group"), required=False
    )
    issuer = forms.ModelChoiceField(
        Body.objects.all(), label=_("Issued in the name of"), required=False
    )
    signatory = forms.ModelChoiceField(Person.objects.filter(is_active=True), label=_("Signed by"))
    position = forms.CharField(
        label=_("Position under the signature"), max_length=200, required=False
    )
    preamble = forms.CharField(
        label=_("Words before the text"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    closing = forms.CharField(
        label=_("Words after the text"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    in_force_on = DayField(label=_("In force from"), required=False)
    recipients = forms.ModelMultipleChoiceField(
        Body.objects.all(),
        label=_("To act on it"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    copies = forms.ModelMultipleChoiceField(
        Body.objects.all(),
        label=_("Copies for information"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self, data: Any = None, *, group: Group, reader: Person, issuance: Issuance | None = None
    ) -> None:
        super().__init__(data, initial=_as_typed(issuance) if issuance else _usual(group))
        approved = versions_of(group, reader).filter(text__state__in=ISSUABLE)
        set_choices(self, "version", approved)
        decisions = decisions_visible_to(reader).filter(
            meeting__group=group, outcome=Decision.Outcome.ADOPTED, version__isnull=False
        )
        submittals = submittals_visible_to(reader).filter(
            text__group=group, state=Submittal.State.APPROVED
        )
        if issuance is not None:
            del self.fields["version"]
            decisions = decisions.filter(version=issuance.version_id)
            submittals = submittals.filter(version=issuance.version_id)
        set_choices(self, "decision", decisions.order_by("-pk"))
        set_choices(self, "submittal", submittals)


def _usual(group: Group) -> dict[str, Any]:
    return {"issuer": group.responsible_body_id, "language": group.language}


def _as_typed(issuance: Issuance) -> dict[str, Any]:
    names = ("names", "mode", "language", "position", "preamble", "closing", "in_force_on")
    typed = {name: getattr(issuance, name) for name in names}
    for name in ("submittal", "decision", "issuer", "signatory"):
        typed[name] = getattr(issuance, f"{name}_id")
    bodies = list(issuance.recipients.values_list("body", "for_action"))
    typed["recipients"] = [body for body, for_action in bodies if for_action]
    typed["copies"] = [body for body, for_action in bodies if not for_action]
    return typed


class DemandForm(forms.Form):
    """What is demanded of whom, resting on which clause, until when."""

    body = forms.ModelChoiceField(Body.objects.all(), label=_("Demanded of"))
    text = forms.CharField(label=_("What is demanded"), widget=forms.Textarea(attrs={"rows": 5}))
    clause = forms.ModelChoiceField(
        IssuedClause.objects.none(), label=_("Rests on the clause"), required=False
    )
    reply_by = DayField(label=_("Reply asked for by"))
    decision = DecisionChoice(
        Decision.objects.none(), label=_("Asked for by the decision"), required=False
    )
    letter = LetterChoice(Letter.objects.none(), label=_("With the letter"), required=False)
    confidentiality = forms.ChoiceField(
        label=_("Who may read it"),
        choices=[
            choice for choice in Confidentiality.choices if choice[0] != Confidentiality.BODIES
        ],
        initial=Confidentiality.GROUP,
    )

    def __init__(self, data: Any = None, *, issuance: Issuance, reader: Person) -> None:
        super().__init__(data)
        group = issuance.group
        set_choices(self, "clause", clauses_visible_to(reader).filter(issuance=issuance))
        adopted = decisions_visible_to(reader).filter(
            meeting__group=group, outcome=Decision.Outcome.ADOPTED
        )
        set_choices(self, "decision", adopted.order_by("-pk"))
        set_choices(self, "letter", letters_of(group, reader))


class SendForm(forms.Form):
    """The letter with which a demand goes out."""

    letter = LetterChoice(Letter.objects.none(), label=_("With the letter"), required=False)

    def __init__(
        self, data: Any = None, *, group: Group, reader: Person, letter: int | None
    ) -> None:
        super().__init__(data, initial={"letter": letter})
        set_choices(self, "letter", letters_of(group, reader).exclude(state=Letter.State.DRAFT))


class ReplyForm(forms.Form):
    """A body's reply."""

    text = forms.CharField(label=_("The reply"), widget=forms.Textarea(attrs={"rows": 6}))
    letter = LetterChoice(Letter.objects.none(), label=_("Its letter"), required=False)

    def __init__(self, data: Any = None, *, group: Group, reader: Person) -> None:
        super().__init__(data)
        set_choices(self, "letter", letters_of(group, reader))


class InsufficientForm(forms.Form):
    """What a reply lacks, and another day for it."""

    reason = forms.CharField(label=_("What is missing"), widget=forms.Textarea(attrs={"rows": 4}))
    reply_by = DayField(label=_("Another reply by"), required=False)


class NoteForm(forms.Form):
    """A note that may stay empty."""

    note = forms.CharField(
        label=_("Remark"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


class CodeForm(forms.Form):
    """The code printed on a document."""

    code = forms.CharField(
        label=_("Verification code"),
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        help_text=_("It stands at the end of the address printed on the document."),
    )

    def clean_code(self) -> str:
        """Take the code alone, or the whole address as it is printed."""
        return to_ascii_digits(self.cleaned_data["code"]).strip().rstrip("/").rsplit("/", 1)[-1]


class FileForm(forms.Form):
    """A file to be compared with the one that was issued."""

    file = forms.FileField(
        label=_("The file you received"),
        help_text=_("It is compared and not kept."),
    )

    def clean_file(self) -> Any:
        """Within the installation's limit."""
        upload = self.cleaned_data["file"]
        return within_limit(upload)
