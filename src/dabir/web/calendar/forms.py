"""The forms of holiday calendars, and of how a group counts days."""

from __future__ import annotations

from typing import Any

from babel import Locale
from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dabir.domain.calendars.official_days import LARGEST_SPAN_YEARS, countries
from dabir.domain.language.digits import to_ascii_digits
from dabir.formats.encodings import decode
from dabir.formats.errors import Unreadable
from dabir.foundation.calendar.models import WEEK, WEEKDAYS, HolidayCalendar
from dabir.foundation.people.preferences import show_digits
from dabir.web.calendar.grids import bounded
from dabir.web.shared.fields import DayField, NamesFormField, NumberField

LARGEST_LIST = 200_000
"""The largest list of holidays that is read, in letters or, as a file, in bytes."""


def _week() -> list[tuple[str, Any]]:
    return [(str(day), WEEKDAYS[day]) for day in WEEK]


class WeekendField(forms.TypedMultipleChoiceField):
    """The days of the week on which nobody works, as `date.weekday()` numbers."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=_week, coerce=int, widget=forms.CheckboxSelectMultiple, **kwargs)


class CalendarForm(forms.Form):
    """The name and the weekend of a holiday calendar."""

    names = NamesFormField(label=_("Name"))
    weekend = WeekendField(label=_("Weekend"), required=False)


class CopyForm(forms.Form):
    """The name of a copy."""

    names = NamesFormField(label=_("Name of the copy"))


class HolidayForm(forms.Form):
    """One holiday."""

    day = DayField(label=_("Day"))
    names = NamesFormField(label=_("Occasion"), required=False)


class ConfirmDayForm(forms.Form):
    """The day on which an estimated holiday really falls."""

    day = DayField(label=_("The day as it was announced"))


class ImportForm(forms.Form):
    """A list of holidays, pasted or as a file."""

    pasted = forms.CharField(
        label=_("List"),
        required=False,
        max_length=LARGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        help_text=_("One day a line, then its occasion: ۱۴۰۵/۱۰/۱۳، ولادت امام علی (ع)"),
    )
    file = forms.FileField(
        label=_("or a file"),
        required=False,
        help_text=_("CSV or iCalendar (.ics)"),
    )

    def clean(self) -> dict[str, Any]:
        """Take the file's text where there is one, in whatever letters it was written.

        Raises:
            ValidationError: nothing was given, or the file is no list or too long for one.
        """
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if file is not None:
            if file.size > LARGEST_LIST:
                raise forms.ValidationError(_("This file is too large for a list of holidays."))
            try:
                cleaned["pasted"] = decode(file.read())[0]
            except Unreadable as error:
                raise forms.ValidationError(_("This file is not a text.")) from error
        if not (cleaned.get("pasted") or "").strip():
            raise forms.ValidationError(_("Paste a list, or choose a file."))
        return cleaned


class OfficialForm(forms.Form):
    """A country and a span of the reader's years."""

    country = forms.ChoiceField(label=_("Country"))
    first = NumberField(label=_("From the year"))
    last = NumberField(label=_("To the year"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        territories = Locale(get_language() or "fa").territories
        named = [(code, territories.get(code, code)) for code in countries()]
        choices = sorted(named, key=lambda one: (one[0] != "IR", one[1]))
        self.fields["country"] = forms.ChoiceField(label=_("Country"), choices=choices)
        self.order_fields(["country", "first", "last"])

    def clean(self) -> dict[str, Any]:
        """Check the span.

        Raises:
            ValidationError: it is empty, too long, or of years that have no page.
        """
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first is None or last is None:
            return cleaned
        if bounded(first) != first or bounded(last) != last:
            raise forms.ValidationError(_("These years cannot be shown."))
        if not first <= last < first + LARGEST_SPAN_YEARS:
            raise forms.ValidationError(
                _("Please choose between one and %(years)s years.")
                % {"years": show_digits(LARGEST_SPAN_YEARS)}
            )
        return cleaned


class RemindersField(forms.CharField):
    """Days before, as numbers apart by commas; cleans to a list of whole numbers."""

    def to_python(self, value: Any) -> Any:
        """Read the numbers, in either digits.

        Raises:
            ValidationError: something is no number.
        """
        text = to_ascii_digits(str(value or "")).replace("،", ",").replace("؛", ",")
        parts = [part.strip() for part in text.replace(",", " ").split()]
        if not all(part.isdecimal() and len(part) <= 3 for part in parts):
            raise forms.ValidationError(_("Type whole numbers of days, such as 14, 3, 0."))
        return [int(part) for part in parts]

    def prepare_value(self, value: Any) -> Any:
        """Show the numbers in the reader's digits."""
        if isinstance(value, list | tuple):
            return show_digits("، ".join(map(str, value)))
        return value


class PracticeForm(forms.Form):
    """How a group counts days and reminds."""

    calendar = forms.ModelChoiceField(
        HolidayCalendar.objects.none(),
        label=_("Holiday calendar"),
        required=False,
        empty_label=_("none: only the weekend, Thursday and Friday"),
    )
    rolls = forms.BooleanField(
        label=_("A last day on which nobody works moves to the next working day"),
        required=False,
        help_text=_(
            "As in Article 444 of the Civil Procedure Code. It holds for days that are counted"
            " from now on; what was confirmed stays."
        ),
    )
    reminders = RemindersField(
        label=_("Reminders, days before"),
        required=False,
        help_text=_("To those who carry a duty. Leave it empty for none."),
    )
    digest_on = forms.TypedChoiceField(
        label=_("Weekly digest of what is overdue, to the chair"),
        required=False,
        coerce=int,
        empty_value=None,
    )

    def __init__(self, *args: Any, calendars: QuerySet[HolidayCalendar], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["calendar"]
        if isinstance(chosen, forms.ModelChoiceField):
            chosen.queryset = calendars
        digest = self.fields["digest_on"]
        if isinstance(digest, forms.TypedChoiceField):
            digest.choices = [("", _("the first working day of the week")), *_week()]
