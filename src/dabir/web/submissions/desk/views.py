"""The list of submissions, and one submission, for the working group."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.people.models import Group
from dabir.foundation.people.permissions import permits
from dabir.foundation.people.preferences import show_digits
from dabir.stages.calls.models import Call
from dabir.stages.calls.queries import visible_to as calls_visible_to
from dabir.stages.submissions import policy, queries
from dabir.stages.submissions.acts import accept_submissions, publish_submissions
from dabir.stages.submissions.models import Submission
from dabir.stages.themes.queries.runs import campaigns_of
from dabir.web.shared.pages import actor, find, group_page, is_key
from dabir.web.submissions.desk.forms import DispositionForm
from dabir.web.submissions.fates import fates_of
from dabir.web.submissions.finding import FindForm, found_page
from dabir.web.submissions.mailboxes.reading import mails_of
from dabir.web.submissions.reading import answers_of, passages_of

PAGE = 30


def calls_with_submissions(request: HttpRequest, group: Group) -> QuerySet[Call]:
    """Return the group's calls that the reader may see and that may have been answered."""
    unanswered = (Call.State.DRAFT, Call.State.ABANDONED)
    return calls_visible_to(request.user).filter(group=group).exclude(state__in=unanswered)


@group_page
def index(request: HttpRequest, group: Group) -> HttpResponse:
    """The submissions of a group: all for the secretariat, the published ones for members."""
    form = FindForm(request.GET, calls=calls_with_submissions(request, group))
    context = {
        "form": form,
        "found": found_page(request.user, form, form.sought(group), request.GET, PAGE),
        "everything": queries.reads_everything(request.user, group),
        "may_enter": permits(request.user, policy.May.ENTER, group=group),
    }
    return render(request, "submissions/index.html", context)


@group_page
def several(request: HttpRequest, group: Group) -> HttpResponse:
    """Accept or publish the submissions that were ticked in the list."""
    if request.method == "POST":
        keys = [key for key in request.POST.getlist("submission") if is_key(key)]
        chosen = list(queries.of_group(request.user, group).filter(pk__in=keys))
        act = publish_submissions if "publish" in request.POST else accept_submissions
        try:
            done = act(submissions=chosen, actor=actor(request), at=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _done(len(done), published="publish" in request.POST))
    return redirect("submissions:index", code=group.code)


def _done(count: int, *, published: bool) -> str:
    shown = {"shown": show_digits(count)}
    if published:
        return (
            ngettext(
                "%(shown)s submission is published.", "%(shown)s submissions are published.", count
            )
            % shown
        )
    return (
        ngettext("%(shown)s submission is accepted.", "%(shown)s submissions are accepted.", count)
        % shown
    )


@group_page
def submission(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One submission, passage by passage. Members read what is published, redactions applied."""
    everything = queries.reads_everything(request.user, group)
    readable = queries.of_group(request.user, group)
    found: Submission = find(queries.with_passages(readable), pk=pk)
    person = request.user
    answers = answers_of(
        found,
        everything=everything,
        dispositions=None if everything else queries.told(found),
        fates=fates_of(passages_of(found), person),
    )
    passages = [row for answer in answers for row in answer.passages]
    context = {
        "submission": found,
        "everything": everything,
        "mails": mails_of(found, person) if everything else [],
        "answers": answers,
        "body_shown": found.body if everything or _names_its_body(found) else None,
        "disposition_form": DispositionForm(),
        "may_accept": policy.may_decide(person, found, "accept"),
        "may_decline": policy.may_decide(person, found, "decline"),
        "may_return": policy.may_decide(person, found, "return"),
        "may_withdraw": policy.may_withdraw(person, found),
        "may_publish": policy.may_publish(person, found),
        "may_dispose": policy.may_dispose(person, found),
        "may_cut": policy.may_cut(person, found),
        "may_open": policy.may_open_identity(person, found),
        "may_admit": policy.may_admit(person, found),
        "may_tell": policy.may_tell(person, found.call),
        "alike": queries.alike_to(found) if everything else None,
        "campaigns": campaigns_of(person, found.pk) if everything else [],
        "waiting_redactions": queries.open_proposals(found).count() if everything else 0,
        "open_left": any(row.disposition is None for row in passages),
        "untold": any(
            row.disposition is not None and row.disposition.told_at is None for row in passages
        ),
    }
    return render(request, "submissions/submission.html", context)


def _names_its_body(found: Submission) -> bool:
    """Whether whoever may read it may know which body sent it: unless it is published unnamed."""
    return found.published_at is None or found.publication == Submission.Publication.NAMED
