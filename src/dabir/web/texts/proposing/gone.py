"""A clause that was taken out while somebody amended it: what happened, and what they typed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dabir.domain.drafting import Numbering
from dabir.foundation.unsent.keeping import kept_under
from dabir.stages.texts.models import Version
from dabir.stages.texts.queries import clauses_visible_to, reading
from dabir.stages.texts.sentences import language_of_reader
from dabir.stages.texts.snapshots import snapshot_of
from dabir.web.shared.pages import actor
from dabir.web.texts.frame import Opened, crumbs, url
from dabir.web.texts.proposing.keeping import words_of
from dabir.web.texts.proposing.places import Place, prefix_of

GONE = 410


def taken_out(request: HttpRequest, page: Opened, uid: str) -> HttpResponse:
    """Say in which version a clause went, with the words typed for it, to be copied.

    Raises:
        Http404: the reader may see no version with such a clause.
    """
    person = actor(request)
    last = last_with(request, page, uid)
    if last is None:
        raise Http404
    before = snapshot_of(last, reading(last, request.user))
    kept = [
        each
        for each in kept_under(person, prefix_of(page.text.pk))
        if (place := Place.read(each.place)) is not None and place.uid == uid
    ]
    words = [each for one in kept for each in words_of(one)]
    named = ("text_", "heading_", "reason")
    sent = [value for name, value in request.POST.items() if name.startswith(named)]
    words += [str(each) for each in sent if str(each).strip()]
    since = next(each for each in page.versions if each.order > last.order)
    heading = _("The clause is not in the text any more")
    context = {
        "text": page.text,
        "heading": heading,
        "clause": Numbering(before).citation(uid, language_of_reader()),
        "last": last,
        "since": since,
        "stood": [words for words in before[uid].text.values() if words],
        "words": list(dict.fromkeys(words)),
        "places": [each.place for each in kept],
        "history_url": url("clause", page.text, uid),
        "crumbs": crumbs(page.text, (heading, "")),
    }
    return render(request, "texts/proposing/gone.html", context, status=GONE)


def last_with(request: HttpRequest, page: Opened, uid: str) -> Version | None:
    """Return the last earlier version in which the reader sees the clause, or None."""
    found = clauses_visible_to(request.user).filter(version__in=page.versions, uid=uid)
    orders = set(found.values_list("version__order", flat=True))
    with_it = [each for each in page.versions if each.order in orders]
    return with_it[-1] if with_it and with_it[-1] != page.latest else None
