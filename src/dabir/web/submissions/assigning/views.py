"""Readers: who has what in hand, giving out, one's own pile."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dabir.foundation.people.models import Group
from dabir.foundation.people.permissions import permits
from dabir.foundation.people.preferences import show_digits
from dabir.stages.submissions import acts, policy, queries
from dabir.stages.submissions.models import Assignment
from dabir.web.shared.asking import Crumb, answered, ask_and_do
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.submissions.assigning.forms import BackForm, FoundForm, GiveOutForm, ReaderForm
from dabir.web.submissions.desk.views import calls_with_submissions
from dabir.web.submissions.reading import answers_of

PAGE = 50


def _crumbs(group: Group, *more: Crumb) -> list[Crumb]:
    return [Crumb(_("Submissions"), reverse("submissions:index", args=[group.code])), *more]


def _given(made: list[Assignment]) -> str:
    said = ngettext(
        "%(count)s submission is given out.", "%(count)s submissions are given out.", len(made)
    )
    return said % {"count": show_digits(len(made))}


@group_page
def readers(request: HttpRequest, group: Group) -> HttpResponse:
    """Who has how much in hand, and giving out what nobody has yet."""
    permits(request.user, policy.May.DECIDE, group=group).require()
    form = GiveOutForm(
        request.POST or None, group=group, calls=calls_with_submissions(request, group)
    )

    def give_out(typed: dict[str, Any]) -> list[Assignment]:
        free = queries.unassigned(queries.of_group(request.user, group))
        return acts.assign_submissions(
            submissions=form.narrowed(free),
            readers=list(typed["readers"]),
            due_on=typed["due_on"],
            instruction=typed["instruction"],
            actor=actor(request),
            at=timezone.now(),
        )

    made = answered(request, form, give_out)
    if made is not None:
        messages.success(request, _given(made))
        return redirect("submissions:readers", group.code)
    context = {
        "form": form,
        "progress": queries.progress_of_readers(group),
        "crumbs": _crumbs(group, Crumb(_("Readers"))),
    }
    status = 422 if form.errors else 200
    return render(request, "submissions/assigning/readers.html", context, status=status)


@group_page
def assign(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Give one submission to a reader."""
    found = find(queries.of_group(request.user, group), pk=pk)
    policy.may_assign(request.user, found).require()
    here = reverse("submissions:submission", args=[group.code, found.pk])
    return ask_and_do(
        request,
        ReaderForm(request.POST or None, group=group),
        lambda typed: acts.assign_submissions(
            submissions=[found],
            readers=list(typed["readers"])[:1],
            due_on=typed["due_on"],
            instruction=typed["instruction"],
            actor=actor(request),
            at=timezone.now(),
        ),
        done=_("It is given to the reader."),
        to=here,
        heading=_("Give it to a reader"),
        submit=_("Give"),
        cancel_url=here,
        crumbs=_crumbs(group, Crumb(found.receipt, here)),
        intro=_("A reader who is not of the secretariat sees it without what is redacted, for as"
                " long as they have it."),
    )  # fmt: skip


@group_page
def pile(request: HttpRequest, group: Group) -> HttpResponse:
    """What the reader has in hand, the nearest deadline first."""
    waiting = queries.pile_of(actor(request), group)
    context = {
        "pile": waiting[:PAGE],
        "count": waiting.count(),
        "crumbs": _crumbs(group, Crumb(_("My pile"))),
    }
    return render(request, "submissions/assigning/pile.html", context)


@group_page
def reading(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One submission of the reader's pile, with what they say of it; then comes the next."""
    mine = queries.assignments_visible_to(request.user, group)
    found = find(mine.filter(ended_at__isnull=True), pk=pk)
    form = FoundForm(request.POST or None)
    done = answered(
        request,
        form,
        lambda typed: acts.finish_reading(
            assignment=found, outcome=typed["outcome"], actor=actor(request), at=timezone.now()
        ),
    )
    others = queries.pile_of(actor(request), group).exclude(pk=found.pk)
    after = others.filter(pk__gt=found.pk).order_by("pk").first() or others.first()
    if done is not None:
        messages.success(request, _("It is noted. Here is the next."))
        if after is None:
            return redirect("submissions:pile", group.code)
        return redirect("submissions:reading", group.code, after.pk)
    everything = queries.reads_everything(request.user, group)
    seen = queries.with_passages(queries.of_group(request.user, group))
    submission = find(seen, pk=found.submission_id)
    context = {
        "assignment": found,
        "submission": submission,
        "answers": answers_of(submission, everything=everything, dispositions={}, fates={}),
        "form": form,
        "after": after,
        "left": others.count(),
        "crumbs": _crumbs(
            group,
            Crumb(_("My pile"), reverse("submissions:pile", args=[group.code])),
            Crumb(submission.receipt),
        ),
    }
    status = 422 if form.errors else 200
    return render(request, "submissions/assigning/reading.html", context, status=status)


@group_page
def back(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Give a submission back unread."""
    mine = queries.assignments_visible_to(request.user, group)
    found = find(mine.filter(ended_at__isnull=True), pk=pk)
    here = reverse("submissions:pile", args=[group.code])
    return ask_and_do(
        request,
        BackForm(request.POST or None),
        lambda typed: acts.give_back(
            assignment=found, reason=typed["reason"], actor=actor(request), at=timezone.now()
        ),
        done=_("It is given back."),
        to=here,
        heading=_("Give it back unread"),
        submit=_("Give back"),
        cancel_url=here,
        crumbs=_crumbs(group, Crumb(_("My pile"), here)),
    )
