"""Form fields for days as people type them, moments, and names in both languages."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.domain.calendars.typed_days import UnreadableDay, read_day
from dabir.domain.language.digits import to_ascii_digits
from dabir.foundation.people.preferences import preferences, show_day, show_digits

WHY = {
    "empty": _("Please type a date."),
    "unreadable": _("This cannot be read as a date. Type it as ۱۴۰۵/۹/۳۰ or 2026-12-21."),
    "impossible": _("There is no such day in the calendar."),
    "ambiguous": _("This date can be read in two ways. Type the year in full, first."),
    "incomplete": _("The year is missing. Type the date as ۱۴۰۵/۹/۳۰ or 2026-12-21."),
}


def model_field(form: forms.Form, name: str) -> forms.ModelChoiceField[Any]:
    """Return a form's choice of rows, to say from which rows."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField), name  # noqa: S101 (a fault of the program)
    return field


def choice_field(form: forms.Form, name: str) -> forms.ChoiceField:
    """Return a form's choice, to say among what."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField), name  # noqa: S101 (a fault of the program)
    return field


class DayInput(forms.TextInput):
    """A text input that shows a day in the reader's calendar; a script adds the calendar grid."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"data-datepicker": "", "autocomplete": "off", "dir": "auto"} | (attrs or {})
        )

    def format_value(self, value: object) -> str | None:
        """Show a stored day as the reader writes days; leave what was typed as it is."""
        if isinstance(value, date):
            return show_day(value, "numeric")
        return None if value is None else str(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Tell the script the reader's calendar."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-calendar"] = preferences().calendar
        return context


class DayField(forms.Field):
    """A day typed in either calendar and either digits; cleans to a Gregorian `date`."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        """Read what was typed.

        Raises:
            ValidationError: it is no day, an impossible day, or could be two days.
        """
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            return read_day(str(value), prefer=preferences().calendar)
        except UnreadableDay as error:
            raise forms.ValidationError(WHY[error.why], code=error.why) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare days, not their spellings."""
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except forms.ValidationError:
            return True


class TimeField(forms.Field):
    """A time of day as ۹:۳۰ or 09:30; cleans to a `time`."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr", "size": 6})

    def to_python(self, value: Any) -> time | None:
        """Read hours and minutes.

        Raises:
            ValidationError: not a time of day.
        """
        if value in self.empty_values or isinstance(value, time):
            return value or None
        try:
            return time.fromisoformat(to_ascii_digits(str(value)).strip().zfill(5))
        except ValueError as error:
            raise forms.ValidationError(_("Type the time as 9:30 or 17:00.")) from error

    def prepare_value(self, value: Any) -> Any:
        """Show a time in the reader's digits."""
        return show_digits(f"{value:%H:%M}") if isinstance(value, time) else value


class NumberField(forms.IntegerField):
    """A whole number, typed and shown in either digits; cleans to an `int`.

    Not a number input of the browser: most of those take Latin digits only.
    """

    widget = forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr", "size": 6})

    def to_python(self, value: Any) -> int | None:
        """Read what was typed.

        Raises:
            ValidationError: it is no whole number.
        """
        return super().to_python(to_ascii_digits(str(value)) if value else value)

    def prepare_value(self, value: Any) -> Any:
        """Show a number in the reader's digits."""
        return show_digits(value) if isinstance(value, int) else value


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Return the last second of a day in a zone: when a deadline given as a day passes."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=zone)


class NamesInput(forms.MultiWidget):
    """A Persian and an English input for one name."""

    template_name = "widgets/names.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, long: bool = False) -> None:
        part = forms.Textarea if long else forms.TextInput
        super().__init__(
            {
                "fa": part({"lang": "fa", "dir": "rtl"} | ({"rows": 4} if long else {})),
                "en": part({"lang": "en", "dir": "ltr"} | ({"rows": 4} if long else {})),
            },
            attrs,
        )

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        """Split the stored names."""
        return [(value or {}).get("fa", ""), (value or {}).get("en", "")]


class NamesFormField(forms.MultiValueField):
    """A name in Persian, in English, or both; cleans to ``{"fa": …, "en": …}`` of those given."""

    def __init__(self, *, long: bool = False, **kwargs: Any) -> None:
        fields = (
            forms.CharField(required=False, label=_("in Persian")),
            forms.CharField(required=False, label=_("in English")),
        )
        super().__init__(fields, require_all_fields=False, widget=NamesInput(long=long), **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        """Join what was typed."""
        both = zip(("fa", "en"), data_list or ("", ""), strict=False)
        return {language: text for language, text in both if text}
