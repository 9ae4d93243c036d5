"""Pages on which amendments are proposed; each shows what it would change before it is sent."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from dabir.domain import drafting
from dabir.domain.drafting import Add, Delete, Edit, HardConflicts, Move, Numbering, Unfit
from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.people.queries import Reader
from dabir.foundation.unsent.keeping import Kept, KeptOtherwise, kept_at, kept_of
from dabir.foundation.unsent.models import Shared
from dabir.stages.texts.acts import propose_amendment, redraft_amendment
from dabir.stages.texts.compiling.layers import brought_by, not_withdrawn
from dabir.stages.texts.models import Amendment
from dabir.stages.texts.policy import may_propose, may_redraft
from dabir.stages.texts.queries import amendments_visible_to, reading
from dabir.stages.texts.sentences import language_of_reader
from dabir.stages.texts.snapshots import as_drafted, snapshot_of
from dabir.web.shared.asking import answered
from dabir.web.shared.pages import actor, find, group_page, is_key
from dabir.web.texts.frame import Opened, crumbs, peeked, url
from dabir.web.texts.proposing.building import (
    as_sent,
    bring_back,
    form_at,
    languages_of,
    preview,
)
from dabir.web.texts.proposing.clashing import clashes, put_together
from dabir.web.texts.proposing.forms import ProposalForm, WordsForm
from dabir.web.texts.proposing.gone import taken_out
from dabir.web.texts.proposing.keeping import NEW_DRAFT, keep_draft, revision_known, words_of
from dabir.web.texts.proposing.places import Place
from dabir.web.texts.proposing.together import (
    amend_url,
    changed_by_others,
    keep_together,
    key_at,
    known_of,
    led_away,
    propose_shared,
    proposed_before,
    shared_at,
    written_over,
)
from dabir.web.texts.showing import direction
from dabir.web.unsent.middleware import revision_sent


@group_page
def amend(request: HttpRequest, group: Group, pk: int, uid: uuid.UUID, how: str) -> HttpResponse:
    """Propose other words, another place, or the deletion of a clause."""
    page = peeked(request, group, pk)
    base = snapshot_of(page.present(), reading(page.present(), request.user))
    if str(uid) not in base:
        return taken_out(request, page, str(uid))
    name = Numbering(base).citation(str(uid), language_of_reader())
    headings = {
        "words": _("Amend %(clause)s"),
        "move": _("Move %(clause)s"),
        "delete": _("Take out %(clause)s"),
    }
    only = request.GET.get("only", "") if how == "words" else ""
    only = only if only in languages_of(page, base) else ""
    place = Place.asked(request, page.text, str(uid), how, only)
    return _propose(
        request, group, page, base, place=place, heading=headings[how] % {"clause": name}
    )


@group_page
def add(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Propose a new clause."""
    page = peeked(request, group, pk)
    base = snapshot_of(page.present(), reading(page.present(), request.user))
    initial: dict[str, Any] = {}
    after = request.GET.get("after", "")
    if after in base:
        initial = {"place": f"{base[after].parent or ''}|{after}", "kind": base[after].kind.value}
    place = Place.asked(request, page.text, "", "add", "")
    return _propose(
        request, group, page, base, place=place, heading=_("Add a clause"), initial=initial
    )


def _propose(
    request: HttpRequest,
    group: Group,
    page: Opened,
    base: drafting.Version,
    *,
    place: Place,
    heading: str,
    initial: dict[str, Any] | None = None,
) -> HttpResponse:
    person = actor(request)
    again = _redrafted(page, request.GET.get("redraft", ""), person)
    if again is None:
        may_propose(person, page.text).require()
    else:
        may_redraft(person, again).require()
        initial = (initial or {}) | {"reason": again.reason}

    def built(data: MultiValueDict[str, str] | None) -> ProposalForm:
        return form_at(place, page, base, person=person, group=group, data=data, initial=initial)

    shared = None if again else shared_at(request, page, place)
    away = led_away(request, page, place, shared)
    if away is not None:
        return away
    draft_key = str(place) if again else key_at(request, place)
    over = draft_key != str(place)
    sent = request.method == "POST"
    # What was typed and not sent, here or on another device, comes back with the form.
    kept = None if sent else kept_at(person, draft_key)
    start = _start(shared, kept, sent=sent)
    form = built(request.POST if sent else None)
    seen = request.POST.get("seen", "")
    if start is not None:
        bring_back(form, start)
        seen = (start.values.get("seen") or [""])[0]
    form = _with_both(request, page, place, form, built)
    met_words = clashes(page, place.uid, seen, base, request.user)
    changes, fault = preview(built(as_sent(start)) if start else form, base)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "texts/changes.html", {"changes": changes, "fault": fault})
    elsewhere: Kept | None = None
    before = None if again else proposed_before(request, page, place)
    anyway = before is not None and before.confirmed(request)
    draft = str(place) if place.token and not over and again is None else ""
    if "keep" in request.POST and again is None:
        done = _keep(request, page, shared, place, heading)
        if isinstance(done, HttpResponse):
            return done
        elsewhere = done
    elif not {"preview", "together"} & request.POST.keys() and not met_words:
        elsewhere = written_over(request, draft)
        stopped = elsewhere is not None or (before is not None and not anyway)
        made = (
            None
            if stopped
            else answered(
                request,
                form,
                lambda _typed: (
                    propose_shared(request, page, shared, form)
                    if over and not anyway
                    else _send(
                        page,
                        form,
                        again,
                        person,
                        draft="" if anyway else draft,
                        revision=revision_sent(request),
                    )
                ),
            )
        )
        if made is not None:
            messages.success(
                request,
                _("Amendment %(number)s is proposed.") % {"number": show_digits(made.number)},
            )
            if place.token:
                return redirect(url("my_drafts", page.text))
            back = f"{url('text', page.text)}?language={place.only}#clause-{place.uid}"
            return redirect(back if place.only else url("amendment", page.text, made.number))
        # What was written over it while the act waited is shown beside the refusal.
        elsewhere = written_over(request, draft)
    context: dict[str, object] = {
        "text": page.text,
        "version": page.latest,
        "form": form,
        "heading": heading,
        "changes": changes,
        "fault": fault,
        "again": again,
        "clashes": met_words,
        "only": place.only,
        "send_url": request.get_full_path(),
        "standing": _standing(base, place.uid, page.text.language),
        "draft_key": draft_key,
        "collected": place.token and not over,
        "shared": shared,
        "before": before,
        "amend_url": amend_url(request, page, before.amendment) if before else "",
        "shared_revision": _shared_revision(request, shared, kept, elsewhere),
        "new_draft": place.collected(request.POST.get(NEW_DRAFT, "")).token,
        "kept": kept,
        "elsewhere": elsewhere,
        "theirs": elsewhere is not None and (shared or changed_by_others(person, elsewhere)),
        "elsewhere_words": words_of(elsewhere) if elsewhere else [],
        "revision": revision_known(request, kept if over else kept or elsewhere),
        "cancel_url": _back(page, place, again),
        "crumbs": crumbs(page.text, (heading, "")),
    }
    if place.only and again is None and request.headers.get("X-In-Place"):
        names = ("reason", "body", "confidentiality", "bodies")
        context["worded"] = [field for field in form if field.name not in names]
        context["readers"] = [form["confidentiality"], form["bodies"]]
        return render(request, "texts/amend_here.html", context)
    return render(request, "texts/propose.html", context)


def _start(shared: Shared | None, kept: Kept | None, *, sent: bool) -> Kept | None:
    """Return what a form begins with: the reader's own words before those of a shared draft."""
    return kept_of(shared.unsent) if shared and not kept and not sent else kept


def _keep(
    request: HttpRequest, page: Opened, shared: Shared | None, place: Place, heading: str
) -> HttpResponse | Kept | None:
    """Keep what was typed as a draft and lead on; else return what is kept elsewhere, if any."""
    try:
        if shared is not None:
            return keep_together(request, page, shared, place, heading)
        return keep_draft(request, page, place, heading)
    except KeptOtherwise as otherwise:
        if otherwise.kept is None:
            messages.error(request, _("There is no such draft, or not any more."))
        return otherwise.kept
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None


def _shared_revision(
    request: HttpRequest, shared: Shared | None, kept: Kept | None, elsewhere: Kept | None
) -> int:
    """Return over which revision of a shared draft its form is kept: that which its reader saw."""
    if elsewhere is not None:
        return elsewhere.revision
    return known_of(request, shared, kept.values if kept else None) if shared else 0


def _with_both(
    request: HttpRequest,
    page: Opened,
    place: Place,
    form: ProposalForm,
    built: Callable[[MultiValueDict[str, str] | None], ProposalForm],
) -> ProposalForm:
    """Return the form with what was typed and what others changed, where that was asked for."""
    since = request.POST.get("together", "")
    if not since or not isinstance(form, WordsForm) or not form.is_valid():
        return form
    clause = put_together(page, form, place.uid, since, request.user)
    if clause is None:
        messages.error(request, _("Both changed the same words: put them together by hand."))
        return form
    data = request.POST.copy()
    for name, (part, language) in form.parts.items():
        data[name] = clause.wording(part, language)
    return built(data)


def _back(page: Opened, place: Place, again: Amendment | None) -> str:
    if again is not None:
        return url("amendment", page.text, again.number)
    return url("my_drafts", page.text) if place.token else url("text", page.text)


def _standing(base: drafting.Version, uid: str, language: str) -> dict[str, str] | None:
    if not uid:
        return None
    clause = base[uid]
    words = clause.text.get(language) or next(iter(clause.text.values()), "")
    return {"words": words, "language": language, "direction": direction(language)}


def _redrafted(page: Opened, number: str, reader: Reader) -> Amendment | None:
    if not number:
        return None
    # One to an amendment is drafted again against the words of that one, on a page of its own.
    drafted = amendments_visible_to(reader).filter(text=page.text, amends=None)
    again = find(drafted, number=int(number) if is_key(number) else 0)
    again.text = page.text
    return again


def _send(
    page: Opened,
    form: ProposalForm,
    again: Amendment | None,
    person: Any,
    *,
    draft: str,
    revision: int | None,
) -> Amendment:
    details = form.details()
    if again is not None:
        return redraft_amendment(
            amendment=again,
            operations=form.operations(),
            reasons=details["reasons"],
            base=page.latest,
            actor=person,
            at=timezone.now(),
        )
    return propose_amendment(
        text=page.text,
        operations=form.operations(),
        base=page.latest,
        once=True,
        draft=draft,
        revision=revision,
        actor=person,
        at=timezone.now(),
        **details,
    )


def redraft_url(amendment: Amendment, present: drafting.Version) -> str:
    """Return where an amendment is drafted again: the form that suits its first operation.

    Nothing for one to an amendment that brings no clause any more.
    """
    first = as_drafted(amendment).operations[0]
    query = f"?redraft={amendment.number}"
    if amendment.amends is not None:
        return _redraft_below(amendment, amendment.amends, first.uid, query)
    if isinstance(first, Add) or first.uid not in present:
        return url("add", amendment.text) + query
    match first:
        case Edit():
            how = "words"
        case Move():
            how = "move"
        case Delete():
            how = "delete"
    return url(how, amendment.text, first.uid) + query


def _redraft_below(amendment: Amendment, above: Amendment, first: str, query: str) -> str:
    try:
        base = brought_by(above)
    except (HardConflicts, Unfit):
        return ""
    met = (first, *(each.operation.uid for each in not_withdrawn(above)))
    uid = next((each for each in met if each in base), "")
    return url("amend_amendment", amendment.text, above.number, uid) + query if uid else ""
