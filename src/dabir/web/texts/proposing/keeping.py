"""Keeping what was typed as a draft, to be proposed together with others."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.unsent.keeping import Kept, KeptOtherwise, Page, forget, keep
from dabir.web.shared.pages import actor
from dabir.web.texts.frame import Opened, url
from dabir.web.texts.proposing.building import typed
from dabir.web.texts.proposing.places import Place
from dabir.web.unsent.middleware import FIELD, revision_sent, still_unsent

NEW_DRAFT = "new_draft"
"""The hidden field by which a form that is sent twice makes one draft."""


def revision_known(request: HttpRequest, kept: Kept | None) -> int:
    """Return which revision of its unsent words a form knows of, 0 for none."""
    if kept is not None:
        return kept.revision
    return revision_sent(request) or 0


def keep_draft(request: HttpRequest, page: Opened, place: Place, heading: str) -> HttpResponse:
    """Keep what was typed as a draft of its own, and lead to the drafts of the text.

    Raises:
        KeptOtherwise: it was written over in another window since this form was opened.
        Refused: it is too long, or there are too many.
    """
    person, now = actor(request), timezone.now()
    target = place.collected(request.POST.get(NEW_DRAFT, ""))

    # Else the form was one of a shared draft, whose unsent words are kept apart.
    own = request.POST.get(FIELD, str(place)) == str(place)

    def keep_over(known: int) -> None:
        keep(
            person=person,
            place=str(target),
            values=typed(request.POST),
            at=now,
            known=known,
            page=Page(heading, target.address(page.text)),
        )

    try:
        keep_over(revision_known(request, None) if target == place and own else 0)
    except KeptOtherwise as otherwise:
        if otherwise.kept is not None and target == place and own:
            raise
        if otherwise.kept is not None:
            # The form was kept before, and is kept again with other words: that is one more.
            target = replace(place, token="").collected()
        # Else it was proposed or dropped elsewhere, and is wished to be kept: it begins anew.
        keep_over(0)
    if target == place and own:
        still_unsent(request)
    elif own:
        forget(person, [str(place)], known=revision_sent(request))
    messages.success(request, _("It is kept as a draft. Nothing is proposed yet."))
    return redirect(url("my_drafts", page.text))


def words_of(kept: Kept) -> list[str]:
    """Return the words that were typed, without what was chosen and ticked."""
    named = ("text_", "heading_", "reason")
    return [
        words
        for name, given in kept.values.items()
        if name.startswith(named)
        for words in given
        if words.strip()
    ]
