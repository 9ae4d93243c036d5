"""Pages on which amendments are proposed; each shows what it would change before it is sent."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.domain import drafting
from dabir.domain.drafting import Add, Delete, Edit, HardConflicts, Move, Numbering, Unfit, verify
from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_digits
from dabir.stages.texts.acts import propose_amendment, redraft_amendment
from dabir.stages.texts.layers import brought_by, not_withdrawn
from dabir.stages.texts.models import Amendment
from dabir.stages.texts.policy import may_propose, may_redraft
from dabir.stages.texts.queries import reading
from dabir.stages.texts.sentences import language_of_reader, why_unfit
from dabir.stages.texts.snapshots import as_drafted, snapshot_of
from dabir.web.shared.asking import answered
from dabir.web.shared.pages import actor, group_page
from dabir.web.texts.frame import Opened, crumbs, opened, url
from dabir.web.texts.proposing.clashing import clashes
from dabir.web.texts.proposing.forms import (
    AddForm,
    DeleteForm,
    MoveForm,
    ProposalForm,
    WordsForm,
)
from dabir.web.texts.showing import Shown, direction, shown_changes

FORMS: dict[str, type[ProposalForm]] = {
    "words": WordsForm,
    "move": MoveForm,
    "delete": DeleteForm,
}


@group_page
def amend(request: HttpRequest, group: Group, pk: int, uid: uuid.UUID, how: str) -> HttpResponse:
    """Propose other words, another place, or the deletion of a clause."""
    page = opened(request, group, pk)
    base = snapshot_of(page.present(), reading(page.present(), request.user))
    if str(uid) not in base:
        raise Http404
    name = Numbering(base).citation(str(uid), language_of_reader())
    headings = {
        "words": _("Amend %(clause)s"),
        "move": _("Move %(clause)s"),
        "delete": _("Take out %(clause)s"),
    }
    return _propose(
        request,
        group,
        page,
        base,
        FORMS[how],
        heading=headings[how] % {"clause": name},
        uid=str(uid),
    )


@group_page
def add(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Propose a new clause."""
    page = opened(request, group, pk)
    base = snapshot_of(page.present(), reading(page.present(), request.user))
    initial: dict[str, Any] = {}
    after = request.GET.get("after", "")
    if after in base:
        initial = {"place": f"{base[after].parent or ''}|{after}", "kind": base[after].kind.value}
    return _propose(request, group, page, base, AddForm, heading=_("Add a clause"), initial=initial)


def _propose(
    request: HttpRequest,
    group: Group,
    page: Opened,
    base: drafting.Version,
    form_type: type[ProposalForm],
    *,
    heading: str,
    uid: str = "",
    initial: dict[str, Any] | None = None,
) -> HttpResponse:
    person = actor(request)
    again = _redrafted(page, request.GET.get("redraft", ""))
    if again is None:
        may_propose(person, page.text).require()
    else:
        may_redraft(person, again).require()
    more: dict[str, Any] = {"uid": uid} if uid else {}
    if form_type in {WordsForm, AddForm}:
        met = {code for clause in base.clauses.values() for _part, code in clause.wordings()}
        own = page.text.language
        more["languages"] = [own, *sorted(({"fa", "en"} | met) - {own})]
    only = request.GET.get("only", "")
    if form_type is WordsForm and only in more["languages"]:
        # One wording alone, as the form in its place has it: what is not there is not changed.
        more["languages"] = [only]
    else:
        only = ""
    if again is not None:
        initial = (initial or {}) | {"reason": again.reason}
        more["again"] = True
    form = form_type(
        request.POST or None, reader=person, group=group, base=base, initial=initial, **more
    )
    met_words = clashes(page, uid, request.POST.get("seen", ""), base, request.user)
    changes, fault = _preview(form, base)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "texts/changes.html", {"changes": changes, "fault": fault})
    if "preview" not in request.POST and not met_words:
        made = answered(request, form, lambda _typed: _send(page, form, again, person))
        if made is not None:
            messages.success(
                request,
                _("Amendment %(number)s is proposed.") % {"number": show_digits(made.number)},
            )
            back = f"{url('text', page.text)}?language={only}#clause-{uid}"
            return redirect(back if only else url("amendment", page.text, made.number))
    context: dict[str, object] = {
        "text": page.text,
        "version": page.latest,
        "form": form,
        "heading": heading,
        "changes": changes,
        "fault": fault,
        "again": again,
        "clashes": met_words,
        "only": only,
        "send_url": request.get_full_path(),
        "standing": _standing(base, uid, page.text.language),
        "draft_key": "" if again else f"amend-{page.text.pk}-{uid or 'add'}-{person.pk}",
        "cancel_url": url("amendment", page.text, again.number)
        if again
        else url("text", page.text),
        "crumbs": crumbs(page.text, (heading, "")),
    }
    if only and again is None and request.headers.get("X-In-Place"):
        names = ("reason", "body", "confidentiality", "bodies")
        context["worded"] = [field for field in form if field.name not in names]
        context["readers"] = [form["confidentiality"], form["bodies"]]
        return render(request, "texts/amend_here.html", context)
    return render(request, "texts/propose.html", context)


def _standing(base: drafting.Version, uid: str, language: str) -> dict[str, str] | None:
    if not uid:
        return None
    clause = base[uid]
    words = clause.text.get(language) or next(iter(clause.text.values()), "")
    return {"words": words, "language": language, "direction": direction(language)}


def _redrafted(page: Opened, number: str) -> Amendment | None:
    if not number:
        return None
    for amendment in page.amendments:
        # One to an amendment is drafted again against the words of that one, on a page of its own.
        if str(amendment.number) == number and amendment.amends_id is None:
            return amendment
    raise Http404


def _preview(form: ProposalForm, base: drafting.Version) -> tuple[list[Shown], str]:
    """Return what the form would change, or why it does not fit."""
    if not form.is_bound or not form.is_valid():
        return [], ""
    made = drafting.Amendment(1, base.symbol, (), tuple(form.operations()))
    try:
        return shown_changes(base, drafting.apply(base, verify(made, base).proposed())), ""
    except Unfit as error:
        return [], why_unfit(error)


def _send(page: Opened, form: ProposalForm, again: Amendment | None, person: Any) -> Amendment:
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
