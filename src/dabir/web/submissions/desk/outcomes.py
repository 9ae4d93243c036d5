"""Working through passages: outcomes, redactions, cuts; and how far a call has come."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_digits
from dabir.stages.submissions import policy, queries
from dabir.stages.submissions.acts import (
    dispose_passage,
    dispose_passages,
    lift_redaction,
    recut_passages,
    redact,
    tell_contributors,
)
from dabir.stages.submissions.models import Answer, Passage, Redaction
from dabir.stages.submissions.overview import outcomes_of
from dabir.web.shared.pages import actor, find, group_page, is_key
from dabir.web.submissions.desk.forms import (
    CutForm,
    DispositionForm,
    FilterForm,
    ReasonForm,
    RedactionForm,
)
from dabir.web.submissions.desk.views import calls_with_submissions
from dabir.web.submissions.reading import pieces_of

PAGE = 30


def _require_secretariat(request: HttpRequest, group: Group) -> None:
    if not queries.reads_everything(request.user, group):
        raise Http404


def _passage(request: HttpRequest, group: Group, pk: int) -> Passage:
    _require_secretariat(request, group)
    passages = queries.passages_visible_to(request.user).filter(submission__call__group=group)
    return find(passages.select_related("answer__question", "answer__exhibit"), pk=pk)


@group_page
def passage(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One passage: its outcome, what is redacted in it, and their history."""
    found = _passage(request, group, pk)
    disposing = request.method == "POST" and "dispose" in request.POST
    redacting = request.method == "POST" and "redact" in request.POST
    disposition_form = DispositionForm(request.POST if disposing else None)
    redaction_form = RedactionForm(request.POST if redacting else None, passage=found)
    try:
        if disposing and disposition_form.is_valid():
            dispose_passage(
                passage=found,
                actor=actor(request),
                at=timezone.now(),
                **disposition_form.cleaned_data,
            )
            messages.success(request, _("The outcome holds."))
            return redirect("submissions:passage", code=group.code, pk=found.pk)
        if redacting and redaction_form.is_valid():
            given = redaction_form.cleaned_data
            redact(
                passage=found,
                start=given["start"],
                end=given["end"],
                ground=given["ground"],
                reason=given["reason"],
                actor=actor(request),
                at=timezone.now(),
            )
            messages.success(request, _("Others do not read these words any more."))
            return redirect("submissions:passage", code=group.code, pk=found.pk)
    except Refused as refusal:
        (disposition_form if disposing else redaction_form).add_error(None, str(refusal))
    redactions = list(found.redactions.select_related("by"))
    context = {
        "passage": found,
        "submission": found.submission,
        "pieces": pieces_of(found, [one for one in redactions if one.lifted_at is None]),
        "redactions": redactions,
        "dispositions": found.dispositions.select_related("by"),
        "contestations": found.contestations.select_related("answered_by"),
        "disposition_form": disposition_form,
        "redaction_form": redaction_form,
        "may_dispose": policy.may_dispose(request.user, found.submission),
        "may_redact": policy.may_redact(request.user, found.submission),
    }
    status = 422 if disposition_form.errors or redaction_form.errors else 200
    return render(request, "submissions/passage.html", context, status=status)


@group_page
def lift(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Show again what was redacted, for a reason."""
    _require_secretariat(request, group)
    seen = queries.passages_visible_to(request.user).filter(submission__call__group=group)
    redactions = Redaction.objects.filter(passage__in=seen).select_related("passage__submission")
    found = find(redactions, pk=pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    form.fields["reason"].help_text = _("It stays in the record.")
    if request.method == "POST" and form.is_valid():
        lift_redaction(
            redaction=found,
            reason=form.cleaned_data["reason"],
            actor=actor(request),
            at=timezone.now(),
        )
        messages.success(request, _("Everybody who may read the passage reads these words again."))
        return redirect("submissions:passage", code=group.code, pk=found.passage_id)
    context = {
        "redaction": found,
        "words": found.passage.text[found.start : found.end],
        "form": form,
    }
    return render(request, "submissions/lift.html", context)


@group_page
def cut(request: HttpRequest, group: Group, pk: int, answer: int) -> HttpResponse:
    """Cut an answer anew."""
    _require_secretariat(request, group)
    submission = find(queries.of_group(request.user, group), pk=pk)
    found = find(Answer.objects.filter(submission=submission), pk=answer)
    verdict = policy.may_cut(request.user, submission)
    form = CutForm(request.POST if request.method == "POST" else None, answer=found)
    if request.method == "POST" and form.is_valid():
        recut_passages(
            submission=submission,
            answer=found,
            spans=[(span.start, span.end) for span in form.cleaned_data["text"]],
            actor=actor(request),
            at=timezone.now(),
        )
        messages.success(request, _("The passages are cut."))
        return redirect("submissions:submission", code=group.code, pk=submission.pk)
    context = {"submission": submission, "answer": found, "form": form, "verdict": verdict}
    status = 422 if form.errors else 200
    return render(request, "submissions/cut.html", context, status=status)


@group_page
def open_passages(request: HttpRequest, group: Group) -> HttpResponse:
    """The passages that nothing was done with yet, to be disposed of several at a time."""
    _require_secretariat(request, group)
    filters = FilterForm(request.GET, calls=calls_with_submissions(request, group))
    conditions = {f"submission__{name}": value for name, value in filters.conditions().items()}
    words = filters.cleaned_data.get("words", "")
    waiting = queries.open_passages(request.user, group).filter(**conditions)
    waiting = queries.passages_holding(waiting, group, words).order_by("pk")
    form = DispositionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        keys = [key for key in request.POST.getlist("passage") if is_key(key)]
        try:
            made = dispose_passages(
                passages=queries.open_passages(request.user, group).filter(pk__in=keys),
                actor=actor(request),
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _disposed(len(made)))
            return redirect(request.get_full_path())
    after = request.GET.get("after", "")
    page = list((waiting.filter(pk__gt=after) if is_key(after) else waiting)[: PAGE + 1])
    rest = {name: getattr(value, "pk", value) for name, value in filters.conditions().items()}
    rest |= {"words": words} if words else {}
    later = urlencode(rest | {"after": page[PAGE - 1].pk}) if len(page) > PAGE else ""
    context = {
        "filters": filters,
        "form": form,
        "passages": page[:PAGE],
        "first_url": f"?{urlencode(rest)}" if after else "",
        "later_url": f"?{later}" if later else "",
        "ticked": request.POST.getlist("passage"),
    }
    status = 422 if form.errors else 200
    return render(request, "submissions/open_passages.html", context, status=status)


def _disposed(count: int) -> str:
    return ngettext(
        "%(shown)s passage has its outcome.", "%(shown)s passages have their outcome.", count
    ) % {"shown": show_digits(count)}


@group_page
def outcomes(request: HttpRequest, group: Group) -> HttpResponse:
    """How far the group has come: outcomes by sector, and who is to be told."""
    _require_secretariat(request, group)
    calls = calls_with_submissions(request, group)
    form = FilterForm(request.GET, calls=calls)
    call = form.conditions().get("call")
    context = {
        "form": form,
        "call": call,
        "overview": outcomes_of(request.user, group, call, merged=_("other sectors")),
        "may_tell": policy.may_tell(request.user, call) if call else None,
    }
    return render(request, "submissions/outcomes.html", context)


@group_page
def tell(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Tell all authors of a call whose every passage has its outcome."""
    _require_secretariat(request, group)
    call = find(calls_with_submissions(request, group), pk=pk)
    if request.method == "POST":
        try:
            told = tell_contributors(call=call, actor=actor(request), at=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request,
                _(
                    "%(mailed)s were written to; %(unreached)s left no address and read it behind "
                    "their link."
                )
                % {
                    "mailed": show_digits(told.mailed),
                    "unreached": show_digits(told.unreached),
                },
            )
        return redirect("submissions:outcomes", code=group.code)
    verdict = policy.may_tell(request.user, call)
    return render(request, "submissions/tell.html", {"call": call, "verdict": verdict})
