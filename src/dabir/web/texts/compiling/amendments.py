"""The amendments of a text: the list with its conflicts, one amendment, rulings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.domain import drafting
from dabir.domain.drafting import (
    Add,
    Edit,
    HardConflicts,
    Numbering,
    Ruling,
    Unfit,
    conflict_clusters,
    verify,
)
from dabir.foundation.people.models import Body, Group
from dabir.foundation.people.queries import Reader
from dabir.stages.texts.acts import (
    ask_redraft,
    cosponsor_amendment,
    rule_amendment,
    withdraw_amendment,
)
from dabir.stages.texts.foresight import touched
from dabir.stages.texts.layers import base_of
from dabir.stages.texts.models import Amendment, Version
from dabir.stages.texts.policy import (
    may_cosponsor,
    may_propose,
    may_redraft,
    may_rule,
    may_withdraw,
)
from dabir.stages.texts.policy_of_rulings import may_amend_amendment, may_rule_on
from dabir.stages.texts.queries import amendments_visible_to
from dabir.stages.texts.rulings import rulings_of, standing
from dabir.stages.texts.sentences import language_of_reader, places_of, why_meeting
from dabir.stages.texts.snapshots import as_drafted, placed, snapshot
from dabir.web.shared.asking import answered, ask, offered
from dabir.web.shared.pages import actor, group_page
from dabir.web.texts.forms import (
    FilterForm,
    ReasonForm,
    SupportForm,
    choose_among,
    offer,
)
from dabir.web.texts.frame import Opened, crumbs, framed, opened, url
from dabir.web.texts.naming import name_of
from dabir.web.texts.proposing.views import redraft_url
from dabir.web.texts.showing import Shown, amendment_changes, changes_of


@dataclass(frozen=True, slots=True)
class Meeting:
    """Amendments that meet, where and why; a hard one must be decided."""

    amendments: list[Amendment]
    places: str
    why: str
    hard: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list: an amendment, the clauses it concerns, whether it meets others."""

    amendment: Amendment
    places: str
    hard: bool
    soft: bool


def meetings(page: Opened, base: drafting.Version) -> list[Meeting]:
    """Return the conflicts among the live amendments that the reader may see."""
    by_number = {each.number: each for each in page.live()}
    operations, ruled = standing(by_number.values(), rulings_of(by_number.values()))
    open_ones = [each for each in operations if ruled.get(each) is not Ruling.REJECTED]
    found = []
    for cluster in conflict_clusters(base, open_ones):
        numbers = dict.fromkeys(each.amendment for each in cluster.operations)
        if len(numbers) > 1:
            found.append(
                Meeting(
                    [by_number[number] for number in numbers],
                    places_of(base, cluster.operations),
                    why_meeting(cluster.reasons),
                    cluster.hard,
                )
            )
    return sorted(found, key=lambda meeting: not meeting.hard)


@group_page
def index(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """The amendments of a text, filtered, and which of them meet."""
    page = opened(request, group, pk)
    bases = {version.pk: snapshot(version) for version in _bases(page)}
    base = bases.get(page.present().pk) or snapshot(page.present())
    met = meetings(page, base)
    listed = [_listed(each, bases[each.base_id], met) for each in page.amendments]
    form = _filter_form(request, page, base)
    chosen = form.cleaned_data if form.is_valid() else {}
    shown = [each for each in listed if _wanted(each, chosen)]
    context = framed(page, "amendments", [(_("Amendments"), "")]) | {
        "form": form,
        "listed": shown,
        "filtered": any(chosen.values()),
        "meetings": met,
        "may_propose": offered(may_propose(request.user, page.text)),
    }
    return render(request, "texts/amendments.html", context)


def _bases(page: Opened) -> list[Version]:
    wanted = {each.base_id for each in page.amendments}
    return [version for version in page.versions if version.pk in wanted]


def _listed(amendment: Amendment, base: drafting.Version, met: Sequence[Meeting]) -> Listed:
    mine = [meeting for meeting in met if amendment in meeting.amendments]
    return Listed(
        amendment,
        places_of(base, placed(amendment)),
        any(meeting.hard for meeting in mine),
        bool(mine),
    )


def _filter_form(request: HttpRequest, page: Opened, base: drafting.Version) -> FilterForm:
    form = FilterForm(request.GET)
    numbering, language = Numbering(base), language_of_reader()
    everything = ("", _("all"))
    named = ((each.uid, numbering.citation(each.uid, language)) for _depth, each in base.walk())
    choose_among(form, "state", [everything, *Amendment.State.choices])
    choose_among(form, "clause", [everything, *named])
    proposers = [each.proposer_id for each in page.amendments if each.proposer_id]
    offer(form, "body", Body.objects.filter(pk__in=proposers), empty=_("all"))
    return form


def _wanted(listed: Listed, chosen: dict[str, object]) -> bool:
    amendment = listed.amendment
    if chosen.get("state") and amendment.state != chosen["state"]:
        return False
    body = chosen.get("body")
    if isinstance(body, Body) and body.pk != amendment.proposer_id:
        return False
    if chosen.get("clause") and chosen["clause"] not in touched(amendment):
        return False
    return not chosen.get("conflicts") or listed.soft


def _find(request: HttpRequest, group: Group, pk: int, number: int) -> tuple[Opened, Amendment]:
    page = opened(request, group, pk)
    for amendment in page.amendments:
        if amendment.number == number:
            return page, amendment
    raise Http404


@group_page
def amendment(request: HttpRequest, group: Group, pk: int, number: int) -> HttpResponse:
    """One amendment: what it changes, why, whom it meets, what was ruled."""
    page, found = _find(request, group, pk, number)
    person = request.user
    base = _made_to(found)
    present = page.present()
    met = meetings(page, base) if found.base_id == present.pk else []
    parts = [] if _reads_otherwise(found, base) else parts_of(found, base, person)
    redraft = offered(may_redraft(person, found))
    rows = list(found.operation_rulings.select_related("base", "carried_into", "by"))
    context = framed(page, "amendments", _trail(page, found)) | {
        "amendment": found,
        "parts": parts,
        "earlier": [each for each in rows if each.base_id != found.base_id],
        "below": [
            {"amendment": each, "changes": _changes(each, _made_to(each))}
            for each in page.amendments
            if each.amends_id == found.pk
        ],
        "merges": amendments_visible_to(person).filter(merged_by=found),
        "name": name_of(found),
        "changes": [] if parts else _changes(found, base),
        "places": places_of(base, placed(found)),
        "meetings": [meeting for meeting in met if found in meeting.amendments],
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


def _trail(page: Opened, found: Amendment) -> list[tuple[str, str]]:
    return [(_("Amendments"), url("amendments", page.text)), (name_of(found), "")]


@group_page
def rule(request: HttpRequest, group: Group, pk: int, number: int, event: str) -> HttpResponse:
    """Note a ruling: accepted, rejected, or to be drafted again."""
    page, found = _find(request, group, pk, number)
    person = actor(request)
    may_rule(person, found, event).require()
    form = ReasonForm(request.POST or None, required=event != "accept")
    words = {
        "accept": (_("Accept %(amendment)s"), _("Accept")),
        "reject": (_("Reject %(amendment)s"), _("Reject")),
        "ask_redraft": (_("Send %(amendment)s back to be drafted again"), _("Send back")),
    }[event]

    def ruled(_typed: object) -> Amendment:
        if event == "ask_redraft":
            return ask_redraft(
                amendment=found, reasons=form.reasons(), actor=person, at=timezone.now()
            )
        return rule_amendment(
            amendment=found,
            accept=event == "accept",
            reasons=form.reasons(),
            actor=person,
            at=timezone.now(),
        )

    if answered(request, form, ruled):
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
    )


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
    form = SupportForm(request.POST or None, reader=person, group=group)
    if answered(
        request,
        form,
        lambda typed: cosponsor_amendment(
            amendment=found, body=typed["body"], actor=person, at=timezone.now()
        ),
    ):
        messages.success(request, _("The support is noted."))
        return redirect(url("amendment", page.text, number))
    return ask(
        request,
        form,
        heading=_("Support %(amendment)s") % {"amendment": name_of(found)},
        submit=_("Support"),
        cancel_url=url("amendment", page.text, number),
        crumbs=crumbs(page.text),
    )
