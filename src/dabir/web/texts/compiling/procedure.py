"""The proposed procedure: how each amendment would be dealt with, who agrees, the block."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dabir.domain.procedure.verdicts import NotPermitted, Refused
from dabir.foundation.people.models import Group
from dabir.stages.texts.acts import answer_treatment, propose_treatment, rule_en_bloc
from dabir.stages.texts.models import Amendment
from dabir.stages.texts.policy import may_propose
from dabir.stages.texts.policy_of_rulings import may_rule_text, may_treat
from dabir.stages.texts.queries import amendments_visible_to
from dabir.stages.texts.sentences import places_of
from dabir.stages.texts.snapshots import placed, snapshot
from dabir.stages.texts.treating import Treated, treated
from dabir.web.shared.asking import answered, ask, offered
from dabir.web.shared.pages import actor, find, group_page, is_key
from dabir.web.texts.compiling.forms import AnswerForm, TreatmentForm
from dabir.web.texts.forms import in_own_language
from dabir.web.texts.frame import Opened, crumbs, framed, peeked, url
from dabir.web.texts.naming import name_of


@group_page
def procedure(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """How the secretariat proposes to deal with each undecided amendment."""
    page = peeked(request, group, pk)
    base = snapshot(page.present())
    listed = [
        {"treated": each, "places": places_of(base, placed(each.amendment))}
        for each in treated(page.text, request.user)
    ]
    en_bloc = [each for each in listed if _treated(each).on_block]
    rule = offered(may_rule_text(request.user, page.text))
    context = framed(page, "procedure", [(_("Proposed procedure"), "")]) | {
        "version": page.present(),
        "en_bloc": en_bloc,
        "singly": [
            each
            for each in listed
            if _treated(each).treatment is not None and not _treated(each).on_block
        ],
        "untreated": [each for each in listed if _treated(each).treatment is None],
        "may_rule": rule is not None and rule.allowed,
        "may_answer": may_propose(request.user, page.text).allowed,
    }
    return render(request, "texts/compiling/procedure.html", context)


def _treated(line: dict[str, Any]) -> Treated:
    found: Treated = line["treated"]
    return found


@require_POST
@group_page
def block(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Deal with all that is agreed in one act."""
    page = peeked(request, group, pk)
    person = actor(request)
    may_rule_text(person, page.text).require()
    numbers = [int(each) for each in request.POST.getlist("amendment") if is_key(each)]
    amendments = amendments_visible_to(person).filter(text=page.text, number__in=numbers)
    try:
        ruled = rule_en_bloc(text=page.text, amendments=amendments, actor=person, at=timezone.now())
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
    form = TreatmentForm(request.POST or None)

    def act(typed: dict[str, Any]) -> object:
        return propose_treatment(
            amendment=found,
            what=typed["what"],
            reasons=in_own_language(typed["reason"]),
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
        intro=_("Answers to what was proposed before are void."),
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

    def act(typed: dict[str, Any]) -> object:
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
