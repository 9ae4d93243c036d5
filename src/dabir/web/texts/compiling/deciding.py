"""What is done with one contested place: chosen, bracketed, taken back, supported."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dabir.domain.language import isolated
from dabir.domain.procedure.verdicts import NotPermitted, Refused
from dabir.foundation.people.models import Group
from dabir.stages.texts.acts import (
    join_option,
    leave_option,
    reopen_contest,
    rule_contest,
)
from dabir.stages.texts.compiling.compiled import KeptContest, KeptOption, kept_form
from dabir.stages.texts.compiling.shown import Rulings
from dabir.stages.texts.policy import may_propose
from dabir.stages.texts.policy.rulings import may_rule_text
from dabir.stages.texts.queries import amendments_visible_to
from dabir.stages.texts.rulings import rulings_of
from dabir.web.shared.asking import answered, ask
from dabir.web.shared.pages import actor, group_page
from dabir.web.texts.compiling.forms import JoinForm, RulingAgainForm
from dabir.web.texts.compiling.unsent_reasons import place_of_ruling
from dabir.web.texts.forms import in_own_language
from dabir.web.texts.frame import Opened, crumbs, peeked, url


def back_to(request: HttpRequest, page: Opened, contest: str) -> str:
    """Return the page of the compilation that somebody came from, at the contested place."""
    typed = request.POST.get("back", "")
    mine = url("compilation", page.text)
    here = url_has_allowed_host_and_scheme(typed, allowed_hosts=None)
    return (typed if here and typed.startswith(mine) else mine) + f"#{contest}"


def found_in(request: HttpRequest, page: Opened, contest: str) -> KeptContest:
    """Return a contested place as the reader sees it, or answer 404."""
    for each in kept_form(page.present(), request.user).contests:
        if each.uid == contest:
            return each
    raise Http404


@require_POST
@group_page
def decide(request: HttpRequest, group: Group, pk: int, contest: str) -> HttpResponse:
    """Choose an option of a contested place, leave it in brackets, or take rulings back."""
    page = peeked(request, group, pk)
    person = actor(request)
    version = page.present()
    may_rule_text(person, page.text, version).require()
    chosen = request.POST.get("choose", "")
    reasons = in_own_language(request.POST.get("reason", ""))
    if not chosen and not {"bracket", "undo"} & request.POST.keys():
        # A form that was sent by no button of it says nothing: least of all that all is rejected.
        messages.error(request, _("Choose how to deal with the amendment."))
        return redirect(back_to(request, page, contest))
    # Filters may hide the place once it is decided: the page says what was done in any case.
    try:
        if "undo" in request.POST:
            reopen_contest(
                version=version,
                contest=contest,
                shown=request.POST.get("shown") or None,
                actor=person,
                at=timezone.now(),
            )
            messages.success(request, _("The rulings on this place are taken back."))
        else:
            rule_contest(
                version=version,
                contest=contest,
                options=[chosen] if chosen else [],
                bracketed="bracket" in request.POST,
                reasons=reasons,
                shown=request.POST.get("shown") or None,
                actor=person,
                at=timezone.now(),
            )
            messages.success(request, _("The ruling is noted."))
    except NotPermitted:
        raise
    except Refused as refusal:
        if "undo" in request.POST or not request.POST.get("reason", "").strip():
            messages.error(request, str(refusal))
        else:
            return _again(request, page, contest, refusal)
    return redirect(back_to(request, page, contest))


def _again(request: HttpRequest, page: Opened, contest: str, refusal: Refused) -> HttpResponse:
    """Show what was typed with a ruling that was refused, to be sent again or taken elsewhere."""
    back = back_to(request, page, contest)
    form = RulingAgainForm(request.POST)
    form.add_error(None, str(refusal))
    contests = kept_form(page.present(), request.user).contests
    found = next((each for each in contests if each.uid == contest), None)
    intro = _("The ruling was not noted. What you typed is kept below.")
    if found is not None:
        visible = amendments_visible_to(request.user).filter(text=page.text)
        rulings = rulings_of(visible.filter(number__in=found.numbers))
        form.show(found, rulings)
        said = [_now(each, rulings) for each in found.proposed]
        intro += " " + _("Proposed there now: %(options)s.") % {"options": _("; ").join(said)}
        typed = request.POST.get("choose", "")
        chosen = next((each for each in found.options if each.uid == typed), None)
        if chosen is not None:
            intro += " " + _("You chose: “%(words)s”.") % {"words": isolated(_said(chosen))}
    return ask(
        request,
        form,
        heading=_("Rule on one contested place"),
        submit=_("Send it again"),
        cancel_url=back,
        crumbs=crumbs(page.text, (_("Compilation text"), url("compilation", page.text))),
        intro=intro,
        draft_key=place_of_ruling(page.text, contest),
    )


def _now(option: KeptOption, rulings: Rulings) -> str:
    """Return what an option says, and what was ruled on it where that is one thing."""
    words = _("“%(words)s”") % {"words": isolated(_said(option))}
    rows = [rulings.get(rank) for rank in option.operations]
    ruled = {row.get_ruling_display() if row is not None else "" for row in rows}
    label = ruled.pop() if len(ruled) == 1 else ""
    return _("%(words)s (%(ruling)s)") % {"words": words, "ruling": label} if label else words


def _said(option: KeptOption) -> str:
    """Return what an option says or does."""
    if option.keeps_base:
        return _("as it stands")
    added = (next(iter(text.values()), "") for _heading, text in option.clauses)
    what = {
        "words": _("nothing stands here"),
        "delete": _("it is taken out"),
        "move": _("it is moved"),
        "add": _("it is added"),
    }
    return option.words or next(added, "") or what.get(option.what, "")


@group_page
def support(request: HttpRequest, group: Group, pk: int, contest: str, option: str) -> HttpResponse:
    """Join or leave those behind the words of one option."""
    page = peeked(request, group, pk)
    person = actor(request)
    may_propose(person, page.text).require()
    found = found_in(request, page, contest)
    chosen = next((each for each in found.proposed if each.uid == option), None)
    if chosen is None:
        raise Http404
    visible = amendments_visible_to(person).filter(text=page.text)
    form = JoinForm(
        request.POST or None,
        reader=person,
        group=group,
        numbers=list(chosen.numbers),
        amendments=visible,
    )

    def act(typed: dict[str, Any]) -> object:
        amendment = typed["amendment"]
        places = [place for number, place in chosen.operations if number == amendment.number]
        do = join_option if typed["how"] == "join" else leave_option
        return do(
            amendment=amendment,
            places=places,
            body=typed["body"],
            actor=person,
            at=timezone.now(),
        )

    if answered(request, form, act) is not None:
        messages.success(request, _("The support is noted."))
        return redirect(back_to(request, page, contest))
    return ask(
        request,
        form,
        heading=_("Stand behind these words"),
        submit=_("Save"),
        cancel_url=url("compilation", page.text) + f"#{contest}",
        crumbs=crumbs(page.text, (_("Compilation text"), url("compilation", page.text))),
        intro=_("“%(words)s”") % {"words": chosen.words} if chosen.words.strip() else "",
    )
