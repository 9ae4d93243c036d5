"""Who signs letters to bodies, who is reminded, and the form by axis and element."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.foundation.people.models import SECRETARIAT, Membership, Person
from dabir.foundation.people.queries import Reader
from dabir.stages.calls.models import Call, Invitation
from dabir.stages.mandates.models import Axis
from dabir.stages.mandates.queries import axes_visible_to
from dabir.web.shared.fields import DayField, model_field


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

    BY_LETTER, BY_MAIL, OTHERWISE = "letter", "mail", "otherwise"

    invitations = forms.ModelMultipleChoiceField(
        Invitation.objects.none(),
        label=_("Bodies to remind"),
        widget=forms.CheckboxSelectMultiple,
    )
    way = forms.ChoiceField(
        label=_("How"),
        choices=[
            (BY_LETTER, _("with a letter that follows up the first one")),
            (BY_MAIL, _("with a mail to those who sit for it")),
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


class TableForm(forms.Form):
    """The axes and the elements of an inquiry's form."""

    axes = forms.ModelMultipleChoiceField(
        Axis.objects.none(), label=_("Axes"), widget=forms.CheckboxSelectMultiple
    )
    elements_fa = forms.CharField(
        label=_("Elements, in Persian"),
        required=False,
        help_text=_("What is asked of every axis, one a line, as “Needs”, “Red lines”."),
        widget=forms.Textarea(attrs={"rows": 5, "lang": "fa", "dir": "rtl"}),
    )
    elements_en = forms.CharField(
        label=_("Elements, in English"),
        required=False,
        help_text=_("In the same order."),
        widget=forms.Textarea(attrs={"rows": 5, "lang": "en", "dir": "ltr"}),
    )

    def __init__(self, *args: Any, call: Call, reader: Reader, **kwargs: Any) -> None:
        """Begin with the form as it is laid out, or with the call's axes."""
        elements = list(call.elements.all())
        asked = Axis.objects.filter(questions__call=call).distinct()
        kwargs["initial"] = {
            "axes": asked if elements else call.axes.all(),
            "elements_fa": "\n".join(one.names.get("fa", "") for one in elements).strip(),
            "elements_en": "\n".join(one.names.get("en", "") for one in elements).strip(),
        }
        super().__init__(*args, **kwargs)
        groups = [pk for pk in (call.group_id, call.group.parent_id) if pk is not None]
        model_field(self, "axes").queryset = axes_visible_to(reader).filter(group__in=groups)

    def clean(self) -> dict[str, Any]:
        """Pair the elements of both languages line by line."""
        cleaned = super().clean() or {}
        lines = {
            code: [
                line.strip()
                for line in cleaned.get(f"elements_{code}", "").splitlines()
                if line.strip()
            ]
            for code in ("fa", "en")
        }
        longest = max(lines.values(), key=len)
        if any(found and len(found) != len(longest) for found in lines.values()):
            self.add_error("elements_en", _("Both languages name the same number of elements."))
        cleaned["elements"] = [
            {code: found[place] for code, found in lines.items() if place < len(found)}
            for place in range(len(longest))
        ]
        return cleaned


class NextRoundForm(forms.Form):
    """The short address and the deadline of an inquiry's next round."""

    code = forms.CharField(
        label=_("Short address"),
        max_length=40,
        help_text=_("The end of the public address: small Latin letters, digits and hyphens."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocapitalize": "none"}),
    )
    closes_on = DayField(
        label=_("Deadline"), required=False, help_text=_("It can be set later, in the draft.")
    )
