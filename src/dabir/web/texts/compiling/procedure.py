"""The proposed procedure: how each amendment would be dealt with, who agrees, the block."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dabir.domain.drafting.amendments import names
from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.people.models import Body, Group
from dabir.stages.texts.acts import answer_treatment, propose_treatment, rule_en_bloc
from dabir.stages.texts.compiling.shown import treated_as
from dabir.stages.texts.compiling.treating import Part, treated, treatments_of, undecided
from dabir.stages.texts.models import Amendment, Treatment
from dabir.stages.texts.policy import may_propose
from dabir.stages.texts.policy.rulings import may_rule_text, may_treat
from dabir.stages.texts.queries import amendments_visible_to
from dabir.stages.texts.queries.examining import state_of
from dabir.stages.texts.snapshots import placed
from dabir.web.shared.asking import answered, ask, offered
from dabir.web.shared.pages import actor, find, group_page, is_key
from dabir.web.texts.compiling.forms import AnswerForm, ProcedureFilterForm, TreatmentForm
from dabir.web.texts.compiling.listing import about_clause
from dabir.web.texts.compiling.meetings import Citations, citations, cited
from dabir.web.texts.forms import choose_among, in_own_language, offer, see_anew
from dabir.web.texts.frame import Opened, crumbs, framed, peeked, url
from dabir.web.texts.naming import name_of

TOGETHER = 20
"""How many amendments of a part are shown where all parts are."""

ALONE = 50
"""How many are shown on a page of one part."""

HEADINGS = {
    Part.BLOCK: gettext_lazy("The block"),
    Part.SINGLY: gettext_lazy("To be dealt with singly, or not answered yet"),
    Part.UNTREATED: gettext_lazy("Without a proposal"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the procedure: how many amendments stand in it, and those that are shown."""

    key: str
    heading: str
    count: int
    lines: list[dict[str, Any]]
    left: int
    """How many stand in it that are not shown here."""


@group_page
def procedure(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """How the secretariat proposes to deal with each undecided amendment."""
    page = peeked(request, group, pk)
    present = page.present()
    seen = undecided(page.text, request.user)
    called = citations([present.pk], request.user)
    form = _filter_form(request, called, seen)
    wanted = _filtered(seen, form.cleaned_data if form.is_valid() else {})
    counts = dict(wanted.order_by().values_list("part").annotate(Count("pk", distinct=True)))
    alone = request.GET.get("part", "")
    paged = None
    sections = []
    for part in Part:
        if alone in set(Part) and part != alone:
            continue
        lines: Any = wanted.filter(part=part) if counts.get(part) else wanted.none()
        if part == alone:
            paged = Paginator(lines, ALONE).get_page(request.GET.get("page"))
            lines = paged.object_list
        else:
            lines = lines[:TOGETHER]
        shown = [
            {"treated": each, "places": _places(each.amendment, called)} for each in treated(lines)
        ]
        count = counts.get(part, 0)
        sections.append(
            Section(
                part.value, str(HEADINGS[part]), count, shown, 0 if paged else count - len(shown)
            )
        )
    rule = offered(may_rule_text(request.user, page.text))
    may_rule = rule is not None and rule.allowed
    query = request.GET.copy()
    query.pop("page", None)
    agreed: list[Treatment] = []
    if may_rule and counts.get(Part.BLOCK):
        agreed = treatments_of(wanted.filter(part=Part.BLOCK))
    context = framed(page, "procedure", [(_("Proposed procedure"), "")]) | {
        "version": present,
        "form": form,
        "filtered": form.is_valid() and any(form.cleaned_data.values()),
        "sections": sections,
        "alone": alone,
        "page": paged,
        "query": query.urlencode(),
        "total": sum(counts.values()),
        "agreed": " ".join(str(each.amendment.number) for each in agreed),
        "agreed_shown": treated_as(agreed),
        "may_rule": may_rule,
        "may_answer": may_propose(request.user, page.text).allowed,
    }
    return render(request, "texts/compiling/procedure.html", context)


def _places(amendment: Amendment, called: Citations) -> str:
    clauses = [uid for each in placed(amendment) for uid in sorted(names(each.operation))]
    return cited(clauses, amendment.base_id, called)


def _filter_form(
    request: HttpRequest, called: Citations, seen: QuerySet[Amendment]
) -> ProcedureFilterForm:
    form = ProcedureFilterForm(request.GET)
    everything = ("", _("all"))
    choose_among(
        form, "clause", [everything, *((uid, words) for (_v, uid), words in called.items())]
    )
    bodies = Body.objects.filter(pk__in=seen.order_by().values("proposer"))
    offer(form, "body", bodies, empty=_("all"))
    return form


def _filtered(seen: QuerySet[Any], chosen: dict[str, Any]) -> QuerySet[Any]:
    found = seen
    if chosen.get("what"):
        found = found.filter(treatments__base=F("base"), treatments__what=chosen["what"])
    if chosen.get("body"):
        found = found.filter(proposer=chosen["body"])
    if chosen.get("clause"):
        found = about_clause(found, chosen["clause"])
    return found


@require_POST
@group_page
def block(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Deal with all that is agreed in one act."""
    page = peeked(request, group, pk)
    person = actor(request)
    may_rule_text(person, page.text).require()
    numbers = [int(each) for each in request.POST.get("amendments", "").split() if is_key(each)]
    amendments = amendments_visible_to(person).filter(text=page.text, number__in=numbers)
    try:
        ruled = rule_en_bloc(
            text=page.text,
            amendments=amendments,
            shown=request.POST.get("shown") or None,
            actor=person,
            at=timezone.now(),
        )
    except NotPermitted:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            _("What was agreed is noted: %(number)s amendments in one block.")
            % {"number": len(ruled)},
        )
    return redirect(url("procedure", page.text))


def _amendment(
    request: HttpRequest, group: Group, pk: int, number: int
) -> tuple[Opened, Amendment]:
    page = peeked(request, group, pk)
    return page, find(amendments_visible_to(request.user).filter(text=page.text), number=number)


@group_page
def treat(request: HttpRequest, group: Group, pk: int, number: int) -> HttpResponse:
    """Propose how to deal with an amendment."""
    page, found = _amendment(request, group, pk, number)
    person = actor(request)
    may_treat(person, found).require()
    before = found.treatments.filter(base=found.base_id).first()
    form = TreatmentForm(request.POST or None, initial={"seen": state_of(before)})

    def act(typed: dict[str, Any]) -> object:
        if typed["seen"] != state_of(before) and "seen" in request.POST:
            # The page that asks again says what is proposed by now.
            see_anew(form, {"seen": state_of(before)})
        return propose_treatment(
            amendment=found,
            what=typed["what"],
            reasons=in_own_language(typed["reason"]),
            seen=typed["seen"] if "seen" in request.POST else None,
            actor=person,
            at=timezone.now(),
        )

    if answered(request, form, act) is not None:
        messages.success(request, _("The procedure is proposed."))
        return redirect(url("procedure", page.text) + f"#amendment-{number}")
    return ask(
        request,
        form,
        heading=_("Propose how to deal with %(amendment)s") % {"amendment": name_of(found)},
        submit=_("Propose"),
        cancel_url=url("procedure", page.text),
        crumbs=crumbs(page.text, (_("Proposed procedure"), url("procedure", page.text))),
        intro=_("Proposed: %(what)s. %(reason)s")
        % {"what": before.get_what_display(), "reason": before.reason}
        + " "
        + _("Answers to what was proposed before are void.")
        if before is not None
        else "",
    )


@group_page
def answer(request: HttpRequest, group: Group, pk: int, number: int) -> HttpResponse:
    """Agree to what is proposed for an amendment, or insist that it be dealt with singly."""
    page, found = _amendment(request, group, pk, number)
    person = actor(request)
    may_propose(person, page.text).require()
    treatment = found.treatments.filter(base=found.base_id).first()
    if treatment is None:
        raise Http404
    form = AnswerForm(request.POST or None, reader=person, group=group, proposer=found.proposer)

    form.initial["seen"] = str(treatment.pk)

    def act(typed: dict[str, Any]) -> object:
        if typed["seen"] not in {"", str(treatment.pk)}:
            # The page that asks again says what is proposed by now.
            see_anew(form, {"seen": str(treatment.pk)})
            raise NotNow(_("The procedure has changed since it was shown. Look at it again."))
        return answer_treatment(
            treatment=treatment,
            body=typed["body"],
            agrees=typed["agrees"] == "yes",
            reasons=in_own_language(typed["reason"]),
            actor=person,
            at=timezone.now(),
        )

    if answered(request, form, act) is not None:
        messages.success(request, _("The answer is noted."))
        return redirect(url("procedure", page.text) + f"#amendment-{number}")
    return ask(
        request,
        form,
        heading=_("Answer to the procedure for %(amendment)s") % {"amendment": name_of(found)},
        submit=_("Answer"),
        cancel_url=url("procedure", page.text),
        crumbs=crumbs(page.text, (_("Proposed procedure"), url("procedure", page.text))),
        intro=_("Proposed: %(what)s. %(reason)s")
        % {"what": treatment.get_what_display(), "reason": treatment.reason},
    )
