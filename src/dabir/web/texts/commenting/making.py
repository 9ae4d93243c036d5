"""The page on which a comment is made."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.stages.texts.acts import make_comment
from dabir.stages.texts.policy.comments import may_comment
from dabir.stages.texts.queries import clauses_visible_to
from dabir.web.shared.asking import answered
from dabir.web.shared.pages import actor, group_page
from dabir.web.texts.commenting.forms import CommentForm
from dabir.web.texts.frame import crumbs, peeked, url
from dabir.web.texts.showing import direction


@group_page
def make(request: HttpRequest, group: Group, pk: int, uid: uuid.UUID | None = None) -> HttpResponse:
    """Comment on a clause or on words of it; without `uid`, on what is chosen in the form."""
    page = peeked(request, group, pk)
    person = actor(request)
    may_comment(person, page.text).require()
    chosen = request.GET.get("version", "")
    version = page.version(chosen) if chosen else page.present()
    clauses = list(
        clauses_visible_to(person).filter(version=version, **({"uid": uid} if uid else {}))
    )
    if uid and not clauses:
        raise Http404
    for each in clauses:
        each.version = version
    form = CommentForm(
        request.POST or None,
        reader=person,
        group=group,
        clauses=clauses,
        own=page.text.language,
        one=uid is not None,
    )
    selected = request.GET.get("at", "")
    place = form.place_at(selected)
    if place is not None:
        form.initial.update({"at": selected, "quoted": place.words})
    made = answered(
        request,
        form,
        lambda typed: make_comment(
            version=version,
            clause=typed["clause"],
            language=typed["language"],
            place=typed["place"],
            words=typed["words"],
            wording=typed["wording"],
            reason=typed["reason"],
            body=typed["body"],
            confidentiality=typed["confidentiality"],
            bodies=typed["bodies"],
            once=True,
            actor=person,
            at=timezone.now(),
        ),
    )
    if made is not None:
        messages.success(request, _("Your comment is noted."))
        return redirect(url("comment", page.text, made.pk))
    clause = clauses[0] if uid else None
    heading = (
        _("Comment on %(clause)s") % {"clause": clause.label}
        if clause
        else _("Comment on the text")
    )
    context = {
        "text": page.text,
        "version": version,
        "clause": clause,
        "sides": [
            (each.language, direction(each.language), each.text)
            for each in (clause.wordings.all() if clause else ())
            if each.text
        ],
        "form": form,
        "heading": heading,
        # Sent with the version that was read, whatever version there is by then.
        "action": f"{request.path}?version={version.order}",
        "draft_key": f"comment-{page.text.pk}-{uid or 'text'}-{person.pk}",
        "cancel_url": url("text", page.text) + (f"#clause-{uid}" if uid else ""),
        "crumbs": crumbs(page.text, (heading, "")),
    }
    return render(request, "texts/commenting/make.html", context)
