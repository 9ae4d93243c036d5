"""One amendment of a text: what it changes, whom it meets, rulings, support."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.domain import drafting
from dabir.domain.drafting import (
    Add,
    Edit,
    HardConflicts,
    Unfit,
    verify,
)
from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.stages.texts.acts import (
    ask_redraft,
    cosponsor_amendment,
    rule_amendment,
    withdraw_amendment,
)
from dabir.stages.texts.compiling.layers import base_of
from dabir.stages.texts.compiling.meeting import kept_meetings
from dabir.stages.texts.models import Amendment, OperationRuling
from dabir.stages.texts.policy import (
    may_cosponsor,
    may_redraft,
    may_rule,
    may_withdraw,
)
from dabir.stages.texts.policy.rulings import may_amend_amendment, may_rule_on
from dabir.stages.texts.queries import amendments_visible_to
from dabir.stages.texts.sentences import places_of
from dabir.stages.texts.snapshots import as_drafted, placed, snapshot
from dabir.web.shared.asking import answered, ask, offered
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.texts.compiling.forms import SeenForm, looking_again
from dabir.web.texts.compiling.meetings import citations, shown_meetings
from dabir.web.texts.forms import ReasonForm, SupportForm, see_anew
from dabir.web.texts.frame import Opened, crumbs, framed, peeked, url
from dabir.web.texts.naming import name_of
from dabir.web.texts.proposing.views import redraft_url
from dabir.web.texts.showing import Shown, amendment_changes, changes_of


def _find(request: HttpRequest, group: Group, pk: int, number: int) -> tuple[Opened, Amendment]:
    page = peeked(request, group, pk)
    found = find(amendments_visible_to(request.user).filter(text=page.text), number=number)
    found.text = page.text
    return page, found


@group_page
def amendment(request: HttpRequest, group: Group, pk: int, number: int) -> HttpResponse:
    """One amendment: what it changes, why, whom it meets, what was ruled."""
    page, found = _find(request, group, pk, number)
    person = request.user
    base = _made_to(found)
    present = page.present()
    met = [
        each
        for each in (kept_meetings(present, person) if found.base_id == present.pk else ())
        if found.number in each.numbers
    ]
    parts = [] if _reads_otherwise(found, base) else parts_of(found, base, person)
    redraft = offered(may_redraft(person, found))
    rows = list(found.operation_rulings.select_related("base", "carried_into", "by"))
    context = framed(page, "amendments", _trail(page, found)) | {
        "amendment": found,
        "parts": parts,
        "earlier": [each for each in rows if each.base_id != found.base_id],
        "below": [
            {"amendment": each, "changes": _changes(each, _made_to(each))}
            for each in amendments_visible_to(person).filter(amends=found).order_by("number")
        ],
        "above": amendments_visible_to(person).filter(amended_by=found).first(),
        "merges": amendments_visible_to(person).filter(merged_by=found),
        "name": name_of(found),
        "changes": [] if parts else _changes(found, base),
        "places": places_of(base, placed(found)),
        "meetings": shown_meetings(met, present, person, citations([present.pk], person))
        if met
        else [],
        "may_accept": offered(may_rule(person, found, "accept")),
        "may_reject": offered(may_rule(person, found, "reject")),
        "may_ask_redraft": offered(may_rule(person, found, "ask_redraft")),
        "may_withdraw": offered(may_withdraw(person, found)),
        "may_cosponsor": offered(may_cosponsor(person, found)),
        "may_redraft": redraft,
        "redraft_url": redraft_url(found, snapshot(present)) if redraft else "",
    }
    return render(request, "texts/amendment.html", context)


def _made_to(amendment: Amendment) -> drafting.Version:
    """Return what an amendment was made to, or its version where that reads otherwise by now."""
    try:
        return base_of(amendment)
    except (Unfit, HardConflicts):
        return snapshot(amendment.base)


def _reads_otherwise(amendment: Amendment, base: drafting.Version) -> bool:
    """Whether an amendment was made to words that another one does not bring any more.

    So it is with an amendment to an amendment that was taken up, or that fell with that one.
    """
    if amendment.amends_id is None:
        return False
    try:
        verify(as_drafted(amendment), base)
    except (Unfit, HardConflicts, KeyError):
        return True
    return False


def _changes(amendment: Amendment, base: drafting.Version) -> list[Shown]:
    return [] if _reads_otherwise(amendment, base) else amendment_changes(base, amendment)


def parts_of(
    amendment: Amendment, base: drafting.Version, person: Reader
) -> list[dict[str, object]]:
    """Return each part of an amendment: what it changes, what was ruled, what may be done.

    Parts that only make sense together, as a clause and what stands in it, are shown together.
    """
    rulings = {
        each.place: each
        for each in amendment.operation_rulings.filter(base=amendment.base_id).select_related(
            "by", "carried_into"
        )
    }
    may_rule = bool(may_rule_on(person, amendment)) and amendment.amends_id is None
    withdraw = bool(may_withdraw(person, amendment))
    amendable = bool(may_amend_amendment(person, amendment))
    added = {each.operation.uid for each in placed(amendment) if isinstance(each.operation, Add)}
    shown: list[dict[str, object]] = []
    for each in placed(amendment):
        operation, ruling = each.operation, rulings.get(each.place)
        if isinstance(operation, Add) and operation.parent in added:
            continue
        lone = drafting.Amendment(amendment.number, base.symbol, (), (operation,))
        try:
            changes = changes_of(lone, base)
        except (Unfit, HardConflicts):
            # A part that needs another one is shown with the whole.
            return []
        undecided = ruling is None or ruling.ruling == "bracketed"
        shown.append(
            {
                "place": each.place,
                "changes": changes,
                "ruling": ruling,
                "may_rule": may_rule and (ruling is None or ruling.ruling != "withdrawn"),
                "may_withdraw": withdraw and undecided and len(amendment.operations) > 1,
                "amend": operation.uid if amendable and isinstance(operation, (Edit, Add)) else "",
            }
        )
    return shown


def changes_of_part(amendment: Amendment, place: int) -> list[Shown]:
    """Return what one part of an amendment changes; all that it does where a part says nothing."""
    base = _made_to(amendment)
    operations = tuple(each.operation for each in placed(amendment) if each.place == place)
    try:
        return changes_of(drafting.Amendment(amendment.number, base.symbol, (), operations), base)
    except (Unfit, HardConflicts):
        return _changes(amendment, base)


def _trail(page: Opened, found: Amendment) -> list[tuple[str, str]]:
    return [(_("Amendments"), url("amendments", page.text)), (name_of(found), "")]


@group_page
def rule(request: HttpRequest, group: Group, pk: int, number: int, event: str) -> HttpResponse:
    """Note a ruling: accepted, rejected, or to be drafted again."""
    page, found = _find(request, group, pk, number)
    person = actor(request)
    may_rule(person, found, event).require()
    form = SeenForm(request.POST or None, amendment=found, required=event != "accept")
    words = {
        "accept": (_("Accept %(amendment)s"), _("Accept")),
        "reject": (_("Reject %(amendment)s"), _("Reject")),
        "ask_redraft": (_("Send %(amendment)s back to be drafted again"), _("Send back")),
    }[event]

    def ruled(typed: dict[str, Any]) -> Amendment:
        reasons, shown, now = form.reasons(), typed["shown"] or None, timezone.now()
        if event == "ask_redraft":
            return ask_redraft(amendment=found, reasons=reasons, shown=shown, actor=person, at=now)
        accept = event == "accept"
        return rule_amendment(
            amendment=found, accept=accept, reasons=reasons, shown=shown, actor=person, at=now
        )

    if answered(request, form, looking_again(form, ruled)):
        messages.success(request, _("The ruling is noted."))
        return redirect(url("amendment", page.text, number))
    return ask(
        request,
        form,
        heading=words[0] % {"amendment": name_of(found)},
        submit=words[1],
        cancel_url=url("amendment", page.text, number),
        crumbs=crumbs(page.text),
        danger=event == "reject",
        template="texts/compiling/rule.html",
        rulings=_once(ruled_on(found)),
        changes=_changes(found, _made_to(found)),
    )


def ruled_on(found: Amendment) -> QuerySet[OperationRuling]:
    """Return what was ruled on the parts of an amendment against its present base."""
    return found.operation_rulings.filter(base=found.base_id).select_related("by")


def _once(rows: Iterable[OperationRuling]) -> list[OperationRuling]:
    """Return rulings without those that say of another part what one said in the same act."""
    return list({(row.ruling, row.by_id, row.at, row.reason): row for row in rows}.values())


@group_page
def withdraw(request: HttpRequest, group: Group, pk: int, number: int) -> HttpResponse:
    """Withdraw an amendment."""
    page, found = _find(request, group, pk, number)
    person = actor(request)
    may_withdraw(person, found).require()
    form = ReasonForm(request.POST or None)
    if answered(
        request,
        form,
        lambda _typed: withdraw_amendment(
            amendment=found, reasons=form.reasons(), actor=person, at=timezone.now()
        ),
    ):
        messages.success(request, _("The amendment is withdrawn."))
        return redirect(url("amendment", page.text, number))
    return ask(
        request,
        form,
        heading=_("Withdraw %(amendment)s") % {"amendment": name_of(found)},
        submit=_("Withdraw"),
        cancel_url=url("amendment", page.text, number),
        crumbs=crumbs(page.text),
        danger=True,
    )


@group_page
def cosponsor(request: HttpRequest, group: Group, pk: int, number: int) -> HttpResponse:
    """Put a body's name to an amendment."""
    page, found = _find(request, group, pk, number)
    person = actor(request)
    may_cosponsor(person, found).require()
    seen = {"edition": found.edition}
    form = SupportForm(request.POST or None, reader=person, group=group, initial=seen)

    def support(typed: dict[str, Any]) -> Amendment:
        # Where it was changed, the page that asks again shows what it says by now.
        see_anew(form, {"edition": str(found.edition)})
        return cosponsor_amendment(actor=person, amendment=found, at=timezone.now(), **typed)

    if answered(request, form, support):
        messages.success(request, _("The support is noted."))
        return redirect(url("amendment", page.text, number))
    return ask(
        request,
        form,
        heading=_("Support %(amendment)s") % {"amendment": name_of(found)},
        submit=_("Support"),
        cancel_url=url("amendment", page.text, number),
        crumbs=crumbs(page.text),
        template="texts/compiling/rule.html",
        changes=_changes(found, _made_to(found)),
    )
