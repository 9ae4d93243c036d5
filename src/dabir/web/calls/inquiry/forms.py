"""Who signs the letters of an inquiry, and who is reminded."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.foundation.people.models import SECRETARIAT, Membership, Person
from dabir.stages.calls.models import Call, Invitation
from dabir.web.shared.fields import model_field


class SignatoryForm(forms.Form):
    """Who signs the letters."""

    signatory = forms.ModelChoiceField(Person.objects.none(), label=_("Signed by"))

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = Membership.objects.on().filter(group=call.group, role__in=list(SECRETARIAT))
        signing = Person.objects.filter(memberships__in=seats).distinct()
        model_field(self, "signatory").queryset = signing


class ReminderForm(SignatoryForm):
    """Whom to remind, and whether by a letter from here."""

    BY_LETTER, OTHERWISE = "letter", "otherwise"

    invitations = forms.ModelMultipleChoiceField(
        Invitation.objects.none(),
        label=_("Bodies to remind"),
        widget=forms.CheckboxSelectMultiple,
    )
    way = forms.ChoiceField(
        label=_("How"),
        choices=[
            (BY_LETTER, _("with a letter that follows up the first one")),
            (OTHERWISE, _("it was done otherwise: only note it")),
        ],
        widget=forms.RadioSelect,
        initial=BY_LETTER,
    )
    field_order = ("invitations", "way", "signatory")

    def __init__(
        self, *args: Any, call: Call, answered: Collection[int] = (), **kwargs: Any
    ) -> None:
        """Offer the addressees but for the bodies, by key, that have answered."""
        super().__init__(*args, call=call, **kwargs)
        addressees = call.invitations.filter(body__isnull=False).exclude(body__in=answered)
        model_field(self, "invitations").queryset = addressees
        self.fields["signatory"].required = False
        self.fields["signatory"].help_text = _("Needed where a letter goes out.")

    def clean(self) -> dict[str, Any]:
        """Ask who signs, where a letter goes out."""
        cleaned = super().clean() or {}
        if cleaned.get("way") == self.BY_LETTER and not cleaned.get("signatory"):
            self.add_error("signatory", _("Please say who signs the letter."))
        return cleaned
