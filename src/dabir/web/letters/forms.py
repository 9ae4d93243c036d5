"""Forms of letters and referrals."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.foundation.letters.acts import Details, Scan
from dabir.foundation.letters.models import Letter, Referral
from dabir.foundation.letters.queries import visible_to
from dabir.foundation.people.models import Body, Group, Membership, Person
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.trace.models import Confidentiality
from dabir.web.shared.fields import DayField
from dabir.web.shared.uploads import within_limit

ONLY_INCOMING = ("sender", "their_number", "their_date", "scan")
ONLY_OURS = ("signatory", "receivers", "copies")


class LetterChoice(forms.ModelChoiceField):
    """A letter, named by its number and subject."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{show_digits(obj.number)} · {obj.subject}" if obj.number else str(obj.subject)


class LetterForm(forms.Form):
    """What a letter says; which fields there are depends on its kind."""

    sender = forms.ModelChoiceField(Body.objects.all(), label=_("From"))
    their_number = forms.CharField(label=_("Their number"), max_length=80, required=False)
    their_date = DayField(label=_("Their date"), required=False)
    receivers = forms.ModelMultipleChoiceField(
        Body.objects.all(), label=_("To"), widget=forms.CheckboxSelectMultiple, required=False
    )
    copies = forms.ModelMultipleChoiceField(
        Body.objects.all(),
        label=_("Copies to"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    subject = forms.CharField(label=_("Subject"), max_length=300)
    text = forms.CharField(
        label=_("Text"), widget=forms.Textarea(attrs={"rows": 14}), required=False
    )
    signatory = forms.ModelChoiceField(Person.objects.none(), label=_("Signed by"), required=False)
    replies_to = LetterChoice(
        Letter.objects.none(), label=_("In reply to our letter or theirs"), required=False
    )
    follows = LetterChoice(Letter.objects.none(), label=_("Following up"), required=False)
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Letter.Urgency.choices)
    classification = forms.ChoiceField(label=_("Class"), choices=Letter.Class.choices)
    confidentiality = forms.ChoiceField(label=_("Who may read it"), choices=Confidentiality.choices)
    bodies = forms.ModelMultipleChoiceField(
        Body.objects.all(),
        label=_("Named bodies that may read it"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    scan = forms.FileField(label=_("The letter as it was received"), required=False)

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        group: Group,
        reader: Person,
        kind: str,
        letter: Letter | None = None,
    ) -> None:
        initial = _as_typed(letter) if letter else {"confidentiality": Confidentiality.SECRETARIAT}
        super().__init__(data, files, initial=initial)
        ours = kind != Letter.Kind.INCOMING
        for name in ONLY_INCOMING if ours else ONLY_OURS:
            del self.fields[name]
        known = visible_to(reader).filter(group=group).order_by("-pk")
        for name in ("replies_to", "follows"):
            choice = self.fields[name]
            assert isinstance(choice, LetterChoice)  # noqa: S101 (declared above)
            choice.queryset = known.exclude(pk=letter.pk) if letter else known
        if ours:
            signatory = self.fields["signatory"]
            assert isinstance(signatory, forms.ModelChoiceField)  # noqa: S101 (declared above)
            signatory.queryset = Person.objects.filter(
                memberships__in=Membership.objects.on().filter(group=group)
            ).distinct()

    def clean_scan(self) -> Scan | None:
        """Take the file as it came, within the installation's limit."""
        upload = self.cleaned_data["scan"]
        if not upload:
            return None
        within_limit(upload)
        return Scan(upload.name, upload.read(), upload.content_type or "")

    def clean(self) -> dict[str, Any]:
        """Ask for bodies where the letter is for named bodies."""
        cleaned = super().clean() or {}
        named = cleaned.get("confidentiality") == Confidentiality.BODIES
        if named and not cleaned.get("bodies"):
            self.add_error("bodies", _("Please name the bodies."))
        return cleaned

    def details(self) -> Details:
        """Return what was typed as the acts take it."""
        given = dict(self.cleaned_data)
        if "copies" in given:
            given["copies"] = [(body, "") for body in given["copies"]]
        if given.get("scan") is None:
            given.pop("scan", None)
        return cast("Details", given)


def _as_typed(letter: Letter) -> dict[str, Any]:
    names = ("subject", "text", "their_number", "their_date", "urgency", "classification")
    typed: dict[str, Any] = {name: getattr(letter, name) for name in names}
    for name in ("sender", "signatory", "replies_to", "follows"):
        typed[name] = getattr(letter, f"{name}_id")
    receivers = list(letter.receivers.all())
    typed["receivers"] = [one.body_id for one in receivers if not one.copy]
    typed["copies"] = [one.body_id for one in receivers if one.copy]
    typed["confidentiality"] = letter.address.confidentiality
    typed["bodies"] = letter.address.bodies.all()
    return typed


class FilterForm(forms.Form):
    """Which letters to list."""

    words = forms.CharField(label=_("Words or number"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("all kinds")), *Letter.Kind.choices], required=False
    )
    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("all states")), *Letter.State.choices], required=False
    )


class ReferForm(forms.Form):
    """To whom, what for, until when."""

    to = forms.ModelChoiceField(Person.objects.none(), label=_("Refer to"))
    purpose = forms.ChoiceField(label=_("What for"), choices=Referral.Purpose.choices)
    instruction = forms.CharField(
        label=_("Instruction"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    due_on = DayField(label=_("Due on"), required=False)
    show = forms.BooleanField(
        label=_("Show it to this person, who may not see it otherwise"), required=False
    )

    def __init__(self, *args: Any, group: Group, reader: Person, may_show: bool) -> None:
        super().__init__(*args)
        to = self.fields["to"]
        assert isinstance(to, forms.ModelChoiceField)  # noqa: S101 (declared above)
        seats = Membership.objects.on().filter(group__in=[group, *group.committees.all()])
        to.queryset = (
            Person.objects.filter(memberships__in=seats, is_active=True)
            .exclude(pk=reader.pk)
            .distinct()
        )
        if not may_show:
            del self.fields["show"]


class OutcomeForm(forms.Form):
    """What came of a referral, or why it is given back."""

    outcome = forms.CharField(label=_("Outcome"), widget=forms.Textarea(attrs={"rows": 4}))


class ReasonForm(forms.Form):
    """Why a referral is given back."""

    outcome = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 4}))
