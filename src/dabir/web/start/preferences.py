"""How a reader wants to read: their preferences, and the language of one click."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as set_visitors_language

from dabir.foundation.people.acts import set_preferences
from dabir.foundation.people.models import Person
from dabir.foundation.people.preferences import Preferences, reading_as, show_moment
from dabir.foundation.people.queries import signed_in
from dabir.web.shared.pages import actor


class PreferencesForm(forms.Form):
    """Language, calendar and digits."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=Person.Language.choices, widget=forms.RadioSelect
    )
    calendar = forms.ChoiceField(
        label=pgettext_lazy("a way of counting days", "Calendar"),
        choices=Person.Calendar.choices,
        widget=forms.RadioSelect,
    )
    digits = forms.ChoiceField(
        label=gettext_lazy("Digits"), choices=Person.Digits.choices, widget=forms.RadioSelect
    )


@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """Show and set how the reader reads days, digits and words."""
    person = actor(request)
    chosen = {
        "language": person.language,
        "calendar": person.calendar,
        "digits": person.digits,
    }
    form = PreferencesForm(request.POST or None, initial=chosen)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        changed = set_preferences(actor=person, at=now, **form.cleaned_data)
        with reading_as(Preferences.of(changed, changed.language)):
            messages.success(request, _("From now on, everything is shown in this way."))
        return _remember(redirect("preferences"), changed.language)
    shown = {"form": form, "now": show_moment(timezone.now())}
    return render(request, "start/preferences.html", shown)


@require_POST
def set_language(request: HttpRequest) -> HttpResponseBase:
    """Show everything in another language: kept for a person, and in a cookie for a visitor."""
    language = request.POST.get("language", "")
    person = signed_in(request.user)
    if person is not None and language in dict(settings.LANGUAGES):
        set_preferences(actor=person, at=timezone.now(), language=language)
    return set_visitors_language(request)


def _remember(response: HttpResponse, language: str) -> HttpResponse:
    """Let the pages before signing in speak the same language."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response
