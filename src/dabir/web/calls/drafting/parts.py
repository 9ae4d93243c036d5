"""Pages of a call's parts: its questions and its invitations."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dabir.foundation.people.models import Group
from dabir.stages.calls import acts, policy, queries
from dabir.stages.calls.models import Call, Question
from dabir.web.calls.drafting.forms import InviteForm
from dabir.web.calls.drafting.question_form import QuestionForm
from dabir.web.calls.drafting.views import form_page, page_of
from dabir.web.shared.asking import answered
from dabir.web.shared.pages import actor, find, group_page


def _call(request: HttpRequest, group: Group, pk: int) -> Call:
    return find(queries.visible_to(request.user), group=group, pk=pk)


def _question(request: HttpRequest, group: Group, pk: int, question: int) -> Question:
    asked = queries.questions_visible_to(request.user).filter(call__group=group, call=pk)
    return find(asked.select_related("call__group", "call__address", "clause"), pk=question)


@group_page
def ask(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Add a question to a draft."""
    call = _call(request, group, pk)
    policy.may_change(request.user, call).require()
    first = {"kind": Question.Kind.TEXT}
    form = QuestionForm(request.POST or None, call=call, reader=request.user, initial=first)
    asked = answered(
        request,
        form,
        lambda _typed: acts.ask_question(
            call=call, actor=actor(request), at=timezone.now(), **form.asked(), **form.answered_by()
        ),
    )
    if asked is not None:
        messages.success(request, _("The question is added."))
        return redirect("calls:call", group.code, pk)
    return form_page(
        request, group, form, title=_("New question"), submit=_("Add the question"), call=call
    )


@group_page
def question(request: HttpRequest, group: Group, pk: int, question: int) -> HttpResponse:
    """Change a question of a draft."""
    found = _question(request, group, pk, question)
    policy.may_change(request.user, found.call).require()
    form = QuestionForm(
        request.POST or None,
        call=found.call,
        reader=request.user,
        initial=QuestionForm.as_typed(found),
    )
    changed = answered(
        request,
        form,
        lambda _typed: acts.change_question(
            question=found,
            actor=actor(request),
            at=timezone.now(),
            asking=acts.Asking(**form.answered_by()),
            **form.asked(),
        ),
    )
    if changed is not None:
        messages.success(request, _("The question is changed."))
        return redirect("calls:call", group.code, pk)
    return form_page(
        request, group, form, title=_("Edit the question"), submit=_("Save"), call=found.call
    )


@require_POST
@group_page
def move(request: HttpRequest, group: Group, pk: int, question: int) -> HttpResponse:
    """Move a question one place up or down."""
    found = _question(request, group, pk, question)
    acts.move_question(
        question=found,
        earlier=request.POST.get("to") == "earlier",
        actor=actor(request),
        at=timezone.now(),
    )
    return redirect(f"{page_of(found.call)[1]}#question-{found.pk}")


@group_page
def remove(request: HttpRequest, group: Group, pk: int, question: int) -> HttpResponse:
    """Take a question out of a draft, after asking."""
    found = _question(request, group, pk, question)
    policy.may_change(request.user, found.call).require()
    if request.method == "POST":
        acts.remove_question(question=found, actor=actor(request), at=timezone.now())
        messages.success(request, _("The question is taken out."))
        return redirect("calls:call", group.code, pk)
    return render(
        request,
        "calls/confirm.html",
        {
            "title": _("Take this question out?"),
            "text": found.prompt,
            "submit": _("Take it out"),
            "cancel_url": page_of(found.call)[1],
            "danger": True,
        },
    )


@group_page
def invite(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Invite a group or a body."""
    call = _call(request, group, pk)
    policy.may_invite(request.user, call).require()
    form = InviteForm(request.POST or None, call=call)
    invited = answered(
        request,
        form,
        lambda typed: acts.invite(
            call=call,
            names=typed.get("names") or None,
            body=typed["body"],
            actor=actor(request),
            at=timezone.now(),
        ),
    )
    if invited is not None:
        messages.success(request, _("The invitation is noted."))
        return redirect("calls:call", group.code, pk)
    return form_page(request, group, form, title=_("Invite"), submit=_("Invite"), call=call)


@require_POST
@group_page
def withdraw(request: HttpRequest, group: Group, pk: int, invitation: int) -> HttpResponse:
    """Take an invitation back."""
    call = _call(request, group, pk)
    found = find(call.invitations.all(), pk=invitation)
    acts.withdraw_invitation(invitation=found, actor=actor(request), at=timezone.now())
    messages.success(request, _("The invitation is taken back."))
    return redirect("calls:call", group.code, pk)
