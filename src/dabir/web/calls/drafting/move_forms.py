"""What is asked when a call is extended, corrected, closed or given up."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.web.shared.fields import DayField, NamesFormField, TimeField, end_of_day


class ReasonForm(forms.Form):
    """A reason that is published with the change."""

    reason = NamesFormField(
        label=_("Reason"),
        long=True,
        help_text=_("It is published with the change; best in both languages."),
    )


class WhyForm(forms.Form):
    """A reason for the record."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))


class CorrectionForm(forms.Form):
    """What is corrected, in words for the public."""

    text = NamesFormField(
        label=_("Correction"),
        long=True,
        help_text=_("What was published stays readable; this stands beside it."),
    )


class DeadlineForm(ReasonForm):
    """A new deadline with the reason for it."""

    day = DayField(label=_("New deadline"))
    hour = TimeField(
        label=_("Time"), required=False, help_text=_("Left empty: the end of that day.")
    )
    field_order = ("day", "hour", "reason")

    def moment(self, zone: ZoneInfo) -> datetime:
        """Return the deadline that was typed, in the call's zone."""
        day, hour = self.cleaned_data["day"], self.cleaned_data["hour"]
        return datetime.combine(day, hour, tzinfo=zone) if hour else end_of_day(day, zone)
