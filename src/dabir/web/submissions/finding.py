"""Finding submissions in a list: what narrows it, how many are left, and the pages beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.stages.calls.models import Call
from dabir.stages.submissions.queries import (
    Amount,
    Listed,
    Sought,
    counted_page_of,
    facets_of,
    reads_everything,
    with_beginnings,
)
from dabir.web.shared.fields import DayField
from dabir.web.shared.pages import is_key
from dabir.web.submissions.desk.forms import FilterForm
from dabir.web.templatetags.look import numerals

NARROWING = ("state", "sector", "road", "language", "since", "until")
"""What stands behind "more filters"."""


def counted(text: object, count: int) -> str:
    """Return a choice with how many it would leave."""
    return f"{text} ({numerals(count)})"


class CountedCallField(forms.ModelChoiceField):
    """A choice of calls, each with how many submissions it would leave, once `counts` is set."""

    counts: Mapping[object, int] | None = None

    def label_from_instance(self, obj: Call) -> str:
        """Return the name of a call, with its count."""
        return str(obj) if self.counts is None else counted(obj, self.counts.get(obj.pk, 0))


class FindForm(FilterForm):
    """What a list of submissions is narrowed to, each choice with how many it would leave."""

    call = CountedCallField(
        Call.objects.none(),
        label=gettext_lazy("Call"),
        required=False,
        empty_label=gettext_lazy("all calls"),
    )
    since = DayField(label=gettext_lazy("Received from"), required=False)
    until = DayField(label=gettext_lazy("Received until"), required=False)

    def clean_until(self) -> object:
        """Refuse a stretch of days that ends before it begins."""
        since, until = self.cleaned_data.get("since"), self.cleaned_data["until"]
        if since and until and until < since:
            raise ValidationError(_("This is before the first day."))
        return until

    def sought(self, group: Group, **given: Any) -> Sought:
        """Return what is asked for; what was typed wrongly narrows nothing."""
        self.full_clean()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        return Sought(group, **(chosen | given))

    def count(self, facets: Mapping[str, Mapping[object, int]]) -> None:
        """Write beside each choice how many it would leave."""
        for name, counts in facets.items():
            field = self.fields.get(name)
            if isinstance(field, CountedCallField):
                field.counts = counts
            elif isinstance(field, forms.ChoiceField):
                choices = cast("Iterable[tuple[str, object]]", field.choices)
                field.choices = [
                    (value, text if not value else counted(text, counts.get(value, 0)))
                    for value, text in choices
                ]


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page of a list, as templates show it."""

    listed: list[Listed]
    amount: str
    filtered: bool
    narrowed: bool
    newer_url: str
    older_url: str


def _key(given: QueryDict, name: str) -> int | None:
    typed = given.get(name, "")
    return int(typed) if is_key(typed) else None


def _said(amount: Amount) -> str:
    shown = {"shown": numerals(amount.number)}
    if amount.more:
        return _("more than %(shown)s submissions") % shown
    return ngettext("%(shown)s submission", "%(shown)s submissions", amount.number) % shown


def found_page(
    reader: Reader, form: FindForm, sought: Sought, given: QueryDict, size: int
) -> FoundPage:
    """Return the page that an address asks for, and count the form's choices."""
    everything = reads_everything(reader, sought.group)
    page, amount = counted_page_of(
        reader, sought, size=size, before=_key(given, "before"), after=_key(given, "after")
    )
    facets = facets_of(reader, sought)
    if facets is not None:
        form.count(facets)
    rest = {
        name: value
        for name, value in given.items()
        if value and name in form.fields and name not in form.errors
    }
    return FoundPage(
        listed=with_beginnings(page.submissions, everything=everything),
        amount=_said(amount),
        filtered=bool(rest),
        narrowed=bool(form.errors or rest.keys() & set(NARROWING)),
        newer_url=f"?{urlencode(rest | {'after': page.newer})}" if page.newer else "",
        older_url=f"?{urlencode(rest | {'before': page.older})}" if page.older else "",
    )


class PublicFindForm(FindForm):
    """What the published contributions to one call are narrowed to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("call", "state", "road"):
            del self.fields[name]
