"""One comment: what it is on, what was answered, how it was disposed of."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dabir.domain.drafting import compare
from dabir.foundation.people.models import Group, Person
from dabir.stages.texts.acts import answer_comment, reopen_comment, settle_comment
from dabir.stages.texts.models import Comment, CommentDisposition
from dabir.stages.texts.policy import may_propose
from dabir.stages.texts.policy.comments import Outcome, may_answer, may_reopen, may_settle
from dabir.stages.texts.queries import amendments_visible_to, clauses_visible_to
from dabir.stages.texts.queries.comments import Standing, comments_visible_to, standing
from dabir.web.shared.asking import ask_and_do, offered
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.texts.commenting.forms import AnswerForm, ReopenForm, SettleForm
from dabir.web.texts.frame import Opened, framed, peeked, url
from dabir.web.texts.frame import crumbs as way_to
from dabir.web.texts.showing import direction


def name_of(comment: Comment) -> str:
    """What a comment is called: by the clause it is on."""
    if comment.clause is None:
        return _("Comment on the text")
    return _("Comment on %(clause)s") % {"clause": comment.clause.label}


def _found(request: HttpRequest, group: Group, pk: int, number: int) -> tuple[Opened, Comment]:
    page = peeked(request, group, pk)
    found = find(comments_visible_to(request.user).filter(text=page.text), pk=number)
    found.text = page.text
    return page, found


def _place_of_answer(number: int, person: Person) -> str:
    """Return where an unsent answer is kept, on whichever page it is typed."""
    return f"comment-answer-{number}-{person.pk}"


def _words_now(found: Standing) -> str:
    """Return the words that a comment is on as they stand now, or nothing."""
    if found.place is None or found.clause is None:
        return ""
    said = {each.language: each.text for each in found.clause.wordings.all()}
    return said[found.comment.language][slice(*found.place)]


@group_page
def comment(request: HttpRequest, group: Group, pk: int, number: int) -> HttpResponse:
    """One comment with its answers, and where its words stand now."""
    page, found = _found(request, group, pk, number)
    person = actor(request)
    seen = clauses_visible_to(person).filter(version=page.present())
    clauses = seen.filter(uid=found.clause.uid) if found.clause else seen.none()
    (stands,) = standing([found], page.present(), clauses)
    now = _words_now(stands)
    amendments = amendments_visible_to(person).filter(text=page.text)
    dispositions = found.dispositions.select_related("by", "reopened_by", "clause")
    # What it led to has its own readers; what they may not see is not spoken of.
    led_to = {each.pk: each for each in amendments.filter(comments_led_to_it__comment=found)}
    may = offered(may_answer(person, found))
    name = name_of(found)
    context = framed(page, "comments", [(_("Comments"), url("comments", page.text)), (name, "")])
    context |= {
        "comment": found,
        "name": name,
        "direction": direction(found.language or page.text.language),
        "standing": stands,
        "now": compare(found.quoted, now) if now and now != found.quoted else None,
        "proposed": compare(found.quoted, found.wording)
        if found.quoted and found.wording
        else None,
        "dispositions": [(each, led_to.get(each.amendment_id or 0)) for each in dispositions],
        "replies": found.replies.select_related("by", "body"),
        "shown_to": list(found.address.bodies.all()),
        "may_answer": may,
        "form": AnswerForm(reader=person, group=group) if may else None,
        "draft_key": _place_of_answer(number, person),
        "may_settle": offered(may_settle(person, found)),
        "may_reopen": offered(may_reopen(person, found)),
        "may_propose": stands.clause is not None and bool(may_propose(person, page.text)),
    }
    return render(request, "texts/commenting/comment.html", context)


@group_page
def answer(request: HttpRequest, group: Group, pk: int, number: int) -> HttpResponse:
    """Answer a comment."""
    page, found = _found(request, group, pk, number)
    person = actor(request)
    may_answer(person, found).require()
    back = url("comment", page.text, number)
    return ask_and_do(
        request,
        AnswerForm(request.POST or None, reader=person, group=group),
        lambda typed: answer_comment(
            comment=found,
            words=typed["words"],
            body=typed["body"],
            once=True,
            actor=person,
            at=timezone.now(),
        ),
        done=_("Your answer is noted."),
        to=lambda made: f"{back}#answer-{made.pk}",
        heading=_("Answer the comment"),
        submit=_("Answer"),
        cancel_url=back,
        crumbs=way_to(page.text, (name_of(found), back)),
        draft_key=_place_of_answer(number, person),
    )


@group_page
def settle(request: HttpRequest, group: Group, pk: int, number: int) -> HttpResponse:
    """Say how a comment is disposed of, why, and where it led."""
    page, found = _found(request, group, pk, number)
    person = actor(request)
    may_settle(person, found).require()
    clauses = list(clauses_visible_to(person).filter(version=page.present()))
    back = url("comment", page.text, number)

    def settled(typed: dict[str, object]) -> CommentDisposition:
        return settle_comment(
            comment=found,
            outcome=Outcome(form.cleaned_data["outcome"]),
            reason=form.cleaned_data["reason"],
            amendment=form.cleaned_data["amendment"],
            clause=form.cleaned_data["clause"],
            actor=person,
            at=timezone.now(),
        )

    form = SettleForm(request.POST or None, reader=person, comment=found, clauses=clauses)
    return ask_and_do(
        request,
        form,
        settled,
        done=_("It is noted how the comment was disposed of."),
        to=back,
        heading=_("Settle the comment"),
        submit=pgettext("a comment", "Settle"),
        cancel_url=back,
        crumbs=way_to(page.text, (name_of(found), back)),
        draft_key=f"comment-end-{number}-{person.pk}",
    )


@group_page
def reopen(request: HttpRequest, group: Group, pk: int, number: int) -> HttpResponse:
    """Open a settled comment again."""
    page, found = _found(request, group, pk, number)
    person = actor(request)
    may_reopen(person, found).require()
    back = url("comment", page.text, number)
    return ask_and_do(
        request,
        ReopenForm(request.POST or None),
        lambda typed: reopen_comment(
            comment=found, reason=typed["reason"], actor=person, at=timezone.now()
        ),
        done=_("The comment is open again."),
        to=back,
        heading=_("Open the comment again"),
        submit=_("Open again"),
        cancel_url=back,
        crumbs=way_to(page.text, (name_of(found), back)),
    )
