"""Uploading a filled-in sheet, and entering it for its author."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.foundation.letters.models import Letter
from dabir.foundation.letters.queries import visible_to as letters_visible_to
from dabir.foundation.people.models import Body, Person
from dabir.stages.calls.models import Call
from dabir.stages.submissions.consents import ASKED_APART, PUBLICATIONS, PURPOSES
from dabir.stages.submissions.intake.contents import Contributor
from dabir.stages.submissions.models import Submission
from dabir.web.shared.fields import DayField, model_field
from dabir.web.shared.uploads import within_limit
from dabir.web.submissions.entering.forms import LetterChoice


class UploadSheetForm(forms.Form):
    """A filled-in comment sheet."""

    file = forms.FileField(
        label=_("The filled-in sheet"),
        help_text=_("A Word or Excel file with a table of comments, ours or another."),
        widget=forms.FileInput({"accept": ".docx,.xlsx"}),
    )

    def clean_file(self) -> Any:
        """Refuse by its size what is too large, before it is read."""
        return within_limit(self.cleaned_data["file"])


class EnterSheetForm(forms.Form):
    """Who sent a sheet and when; who it is stands in the sheet, as far as they said."""

    received_on = DayField(label=_("Received on"))
    letter = LetterChoice(Letter.objects.none(), label=_("Letter it came with"), required=False)
    body = forms.ModelChoiceField(Body.objects.all(), label=_("Sent by the body"), required=False)
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=160, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    sector = forms.ChoiceField(
        label=_("Sector"),
        choices=Submission.Sector.choices,
        initial=Submission.Sector.CITIZEN,
    )
    province = forms.CharField(label=_("Province"), max_length=60, required=False)
    publication = forms.ChoiceField(
        label=_("May it be published?"),
        choices=list(PUBLICATIONS.items()),
        widget=forms.RadioSelect,
        initial=Submission.Publication.WITHHELD,
        help_text=_("Only as its author said. Otherwise: no."),
    )
    purposes = forms.MultipleChoiceField(
        label=_("What else do you agree to?"),
        choices=[(purpose, PURPOSES[purpose]) for purpose in ASKED_APART],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, call: Call, reader: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call = call
        model_field(self, "letter").queryset = letters_visible_to(reader).filter(
            group=call.group, kind=Letter.Kind.INCOMING
        )

    def sent(self) -> dict[str, Any]:
        """Return what was typed as the act takes it."""
        given = self.cleaned_data
        return {
            "contributor": Contributor(
                name=given["name"],
                email=given["email"],
                organisation=given["organisation"],
                language=self.call.group.language,
            ),
            "sector": given["sector"],
            "province": given["province"],
            "publication": given["publication"],
            "consents": given["purposes"],
            "body": given["body"],
            "letter": given["letter"],
        }

    def received_at(self) -> datetime:
        """Return when it came: noon of the day in the call's zone, within the call's time."""
        zone = self.call.zone
        moment = datetime.combine(self.cleaned_data["received_on"], time(12), tzinfo=zone)
        for bound, nearer in ((self.call.opens_at, max), (self.call.closes_at, min)):
            if bound is not None and bound.astimezone(zone).date() == moment.date():
                moment = nearer(moment, bound)
        return moment
