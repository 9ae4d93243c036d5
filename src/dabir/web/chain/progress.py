"""The progress report: a page that says what it holds, and the report in one click."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dabir.chain.progress import Progress, first_day, progress
from dabir.chain.progress_report import period_words, progress_report
from dabir.foundation.people.models import Group, Person
from dabir.foundation.people.preferences import (
    Calendar,
    Language,
    Preferences,
    preferences,
    reading_as,
)
from dabir.web.mandates.sheets import REPORT_WRITERS, report_as_file
from dabir.web.shared.fields import DayField
from dabir.web.shared.pages import actor, group_page


class PeriodForm(forms.Form):
    """From when until when, in which language and calendar; what is empty is as it usually is."""

    since = DayField(label=gettext_lazy("From"), required=False)
    until = DayField(label=gettext_lazy("Until"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=[("", gettext_lazy("as I read")), *Person.Language.choices],
    )
    calendar = forms.ChoiceField(
        label=pgettext_lazy("a way of counting days", "Calendar"),
        required=False,
        choices=[("", gettext_lazy("of the language")), *Person.Calendar.choices],
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        chosen = self.cleaned_data
        since, until = chosen.get("since"), chosen.get("until")
        if since and until and until < since:
            self.add_error("until", _("The period ends before it begins."))
        return chosen

    def reading(self) -> Preferences:
        """Return how the report is to be read."""
        mine = preferences()
        language = cast("Language", self.cleaned_data["language"] or mine.language)
        chosen = mine if language == mine.language else Preferences.of_language(language)
        calendar = cast("Calendar", self.cleaned_data["calendar"] or chosen.calendar)
        return Preferences(language, calendar, chosen.digits, mine.zone)


def _found(request: HttpRequest, group: Group, form: PeriodForm) -> Progress:
    reader = actor(request)
    chosen = form.cleaned_data
    return progress(
        reader,
        group,
        timezone.localdate(),
        since=chosen.get("since") or first_day(group, reader),
        until=chosen.get("until"),
    )


@group_page
def progress_page(request: HttpRequest, group: Group) -> HttpResponse:
    """What the report holds, its period and language, and where to get it."""
    form = PeriodForm(request.GET)
    context: dict[str, Any] = {
        "form": form,
        "query": request.GET.urlencode(),
    }
    if form.is_valid():
        found = _found(request, group, form)
        context |= {"progress": found, "period": period_words(found)}
    return render(request, "chain/progress.html", context)


@group_page
def progress_file(request: HttpRequest, group: Group, ending: str) -> HttpResponse:
    """The report as PDF or for Word; a period that cannot be read leads back to the page."""
    if ending not in REPORT_WRITERS:
        raise Http404
    form = PeriodForm(request.GET)
    if not form.is_valid():
        return progress_page(request, code=group.code)
    with reading_as(form.reading()):
        report = progress_report(_found(request, group, form))
    return report_as_file(report, f"progress-{group.code}", ending)
