"""Holiday calendars: those of the installation, and those of a group."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dabir.domain.calendars import THURSDAY_FRIDAY
from dabir.formats.holiday_reading import read_holidays
from dabir.foundation.calendar.acts import (
    add_holiday,
    confirm_holiday,
    copy_calendar,
    create_calendar,
    edit_calendar,
    import_holidays,
    load_official_holidays,
    remove_holiday,
)
from dabir.foundation.calendar.models import WEEKDAYS, Holiday, HolidayCalendar
from dabir.foundation.calendar.policy import may_edit, may_shape
from dabir.foundation.calendar.queries import visible_to
from dabir.foundation.people.models import SECRETARIAT, Group
from dabir.foundation.people.permissions import permits_administration
from dabir.foundation.people.preferences import preferences, show_digits
from dabir.foundation.people.queries import groups_of
from dabir.web.calendar import grids
from dabir.web.calendar.forms import (
    CalendarForm,
    ConfirmDayForm,
    CopyForm,
    HolidayForm,
    ImportForm,
    OfficialForm,
)
from dabir.web.shared.asking import Crumb, answered, ask
from dabir.web.shared.pages import actor, find, is_key


def _crumbs(calendar: HolidayCalendar | None = None) -> list[Crumb]:
    crumbs = [Crumb(_("Holiday calendars"), reverse("calendars"))]
    if calendar is not None:
        crumbs.append(Crumb(calendar.name, reverse("calendar", args=[calendar.pk])))
    return crumbs


def _group_in(request: HttpRequest) -> Group | None:
    """Return the group for which a calendar is made: one whose secretariat the reader is in."""
    code = request.GET.get("group", "")
    return find(groups_of(actor(request), SECRETARIAT), code=code) if code else None


@login_required
def calendars(request: HttpRequest) -> HttpResponse:
    """The calendars that the reader may see."""
    found = (
        visible_to(request.user)
        .select_related("group")
        .annotate(count=Count("holidays"), predicted=Count("holidays", Q(holidays__estimated=True)))
        .order_by("group_id", "pk")
    )
    context = {
        "calendars": found,
        "may_make": bool(permits_administration(request.user)),
        "led": groups_of(actor(request), SECRETARIAT),
    }
    return render(request, "calendar/calendars.html", context)


@login_required
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """One calendar: a year of it, its holidays, and what its editors may do."""
    found = find(visible_to(request.user).select_related("group"), pk=pk)
    today = timezone.localdate()
    asked = request.GET.get("year", "")
    year = grids.bounded(int(asked) if is_key(asked) else grids.year_of(today))
    holidays = list(found.holidays.filter(day__range=grids.span(year)))
    context = {
        "calendar": found,
        "year": year,
        "earlier": year - 1 if grids.bounded(year - 1) != year else None,
        "later": year + 1 if grids.bounded(year + 1) != year else None,
        "heads": grids.week_heads(),
        "months": grids.months(year, holidays=holidays, weekend=found.weekend, today=today),
        "holidays": [(each, WEEKDAYS[each.day.weekday()]) for each in holidays],
        "predicted": sum(each.estimated for each in holidays),
        "weekend": [WEEKDAYS[day] for day in sorted(found.weekend)],
        "may_edit": bool(may_edit(request.user, found)),
        "led": groups_of(actor(request), SECRETARIAT),
        "crumbs": [*_crumbs(), Crumb(found.name)],
    }
    return render(request, "calendar/calendar.html", context)


def _asked(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], HolidayCalendar],
    *,
    calendar: HolidayCalendar | None,
    heading: str,
    submit: str,
    intro: str = "",
) -> HttpResponse:
    """Ask, act, and go to the calendar."""
    done = answered(request, form, act)
    if done is not None:
        return redirect("calendar", pk=done.pk)
    back = reverse("calendar", args=[calendar.pk]) if calendar else reverse("calendars")
    return ask(
        request,
        form,
        heading=heading,
        submit=submit,
        cancel_url=back,
        crumbs=_crumbs(calendar),
        intro=intro,
    )


def _editable(request: HttpRequest, pk: int) -> HolidayCalendar:
    found = find(visible_to(request.user).select_related("group"), pk=pk)
    may_edit(request.user, found).require()
    return found


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Make a calendar: of the installation, or of the group named in the address."""
    group = _group_in(request)
    may_shape(request.user, group).require()
    form = CalendarForm(request.POST or None, initial={"weekend": sorted(THURSDAY_FRIDAY)})
    return _asked(
        request,
        form,
        lambda typed: create_calendar(
            group=group, actor=actor(request), at=timezone.now(), **typed
        ),
        calendar=None,
        heading=_("New holiday calendar"),
        submit=_("Make it"),
        intro=_("For the %(group)s and its committees.") % {"group": group}
        if group
        else _("For every group of this installation to choose."),
    )


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a calendar's name or weekend."""
    found = _editable(request, pk)
    form = CalendarForm(
        request.POST or None, initial={"names": found.names, "weekend": found.weekend}
    )
    return _asked(
        request,
        form,
        lambda typed: edit_calendar(
            calendar=found, actor=actor(request), at=timezone.now(), **typed
        ),
        calendar=found,
        heading=_("Edit the calendar"),
        submit=_("Save"),
    )


@login_required
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Copy a calendar, for a group whose secretariat the reader is in, or for everybody."""
    found = find(visible_to(request.user).select_related("group"), pk=pk)
    group = _group_in(request)
    may_shape(request.user, group).require()
    form = CopyForm(request.POST or None, initial={"names": found.names})
    return _asked(
        request,
        form,
        lambda typed: copy_calendar(
            calendar=found, group=group, actor=actor(request), at=timezone.now(), **typed
        ),
        calendar=found,
        heading=_("Copy the calendar"),
        submit=_("Copy"),
        intro=_("The copy is for the %(group)s and its committees.") % {"group": group}
        if group
        else _("The copy is for every group of this installation to choose."),
    )


@login_required
def official(request: HttpRequest, pk: int) -> HttpResponse:
    """Take over a country's official holidays for some years."""
    found = _editable(request, pk)
    this_year = grids.year_of(timezone.localdate())
    initial = {"country": found.country or "IR", "first": this_year, "last": this_year + 1}
    form = OfficialForm(request.POST or None, initial=initial)

    def act(typed: dict[str, Any]) -> HolidayCalendar:
        count = load_official_holidays(
            calendar=found,
            country=typed["country"],
            first=grids.span(typed["first"])[0],
            last=grids.span(typed["last"])[1],
            actor=actor(request),
            at=timezone.now(),
        )
        messages.success(request, _added(count))
        return found

    return _asked(
        request,
        form,
        act,
        calendar=found,
        heading=_("Take over official holidays"),
        submit=_("Take over"),
        intro=_(
            "Days that follow the moon are predicted, and announced when they come: confirm or"
            " correct those then. What you entered or confirmed stays as it is."
        ),
    )


@login_required
def import_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a list of holidays, and add them."""
    found = _editable(request, pk)
    form = ImportForm(request.POST or None, request.FILES or None)

    def act(typed: dict[str, Any]) -> HolidayCalendar:
        prefer = preferences()
        read = read_holidays(typed["pasted"], prefer=prefer.calendar)
        count = import_holidays(
            calendar=found,
            days={each.day: each.name for each in read.days},
            language=prefer.language,
            actor=actor(request),
            at=timezone.now(),
        )
        messages.success(request, _added(count))
        if read.unread:
            shown = " · ".join(line[:60] for line in read.unread[:5])
            messages.warning(
                request,
                ngettext(
                    "One line holds no day and was left out: %(lines)s",
                    "%(count)s lines hold no day and were left out: %(lines)s",
                    len(read.unread),
                )
                % {"count": show_digits(len(read.unread)), "lines": shown},
            )
        return found

    return _asked(
        request,
        form,
        act,
        calendar=found,
        heading=_("Import a list"),
        submit=_("Import"),
        intro=_("Days that are holidays already keep their names; predicted ones are confirmed."),
    )


def _added(count: int) -> str:
    if not count:
        return _("All of these days were holidays already.")
    return ngettext("One holiday was added.", "%(count)s holidays were added.", count) % {
        "count": show_digits(count)
    }


@login_required
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add one holiday."""
    found = _editable(request, pk)
    form = HolidayForm(request.POST or None)

    def act(typed: dict[str, Any]) -> HolidayCalendar:
        add_holiday(calendar=found, actor=actor(request), at=timezone.now(), **typed)
        return found

    return _asked(request, form, act, calendar=found, heading=_("Add a holiday"), submit=_("Add"))


def _holiday(request: HttpRequest, pk: int, holiday: int) -> Holiday:
    return find(_editable(request, pk).holidays.select_related("calendar__group"), pk=holiday)


@login_required
def confirm(request: HttpRequest, pk: int, holiday: int) -> HttpResponse:
    """Confirm a predicted holiday, on its day or on another."""
    found = _holiday(request, pk, holiday)
    form = ConfirmDayForm(request.POST or None, initial={"day": found.day})

    def act(typed: dict[str, Any]) -> HolidayCalendar:
        confirm_holiday(holiday=found, day=typed["day"], actor=actor(request), at=timezone.now())
        return found.calendar

    return _asked(
        request,
        form,
        act,
        calendar=found.calendar,
        heading=_("Confirm: %(name)s") % {"name": found.name},
        submit=_("Confirm"),
    )


@login_required
def remove(request: HttpRequest, pk: int, holiday: int) -> HttpResponse:
    """Ask, and take a holiday out."""
    found = _holiday(request, pk, holiday)
    back = reverse("calendar", args=[pk])
    if request.method == "POST":
        remove_holiday(holiday=found, actor=actor(request), at=timezone.now())
        messages.success(request, _("The day is worked again."))
        return redirect(back)
    heading = _("Remove: %(name)s") % {"name": found.name or _("holiday")}
    context = {
        "title": heading,
        "text": _("Days that were counted with it and confirmed stay as they are."),
        "submit": _("Remove"),
        "cancel_url": back,
        "crumbs": [*_crumbs(found.calendar), Crumb(heading)],
    }
    return render(request, "calendar/confirm.html", context)
