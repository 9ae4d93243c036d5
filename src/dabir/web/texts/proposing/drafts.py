"""The drafts that somebody has collected over a text, and proposing them together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dabir.domain import drafting
from dabir.domain.drafting import Numbering
from dabir.domain.procedure.verdicts import NotPermitted, Refused, Verdict
from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.unsent.keeping import Kept, kept_under
from dabir.stages.texts.acts import DraftAmendment, RefusedTogether, propose_amendments
from dabir.stages.texts.policy import may_propose
from dabir.stages.texts.queries import reading
from dabir.stages.texts.sentences import language_of_reader
from dabir.stages.texts.snapshots import snapshot_of
from dabir.web.shared.pages import actor, group_page
from dabir.web.texts.frame import Opened, crumbs, opened, url
from dabir.web.texts.proposing.building import as_sent, form_at, preview
from dabir.web.texts.proposing.clashing import clashes
from dabir.web.texts.proposing.forms import ProposalForm
from dabir.web.texts.proposing.keeping import words_of
from dabir.web.texts.proposing.places import Place, prefix_of
from dabir.web.texts.showing import Shown


@dataclass(slots=True)
class Draft:
    """An amendment that somebody drafts: what it would change, or why it cannot be proposed."""

    kept: Kept
    place: Place
    name: str
    address: str
    form: ProposalForm | None = None
    changes: list[Shown] = field(default_factory=list)
    why_not: str = ""

    @property
    def chosen(self) -> str:
        """The draft as it is shown: its token, and which revision of it."""
        return f"{self.place.token}:{self.kept.revision}"

    @property
    def words(self) -> list[str]:
        """The words that were typed."""
        return words_of(self.kept)


@group_page
def my_drafts(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """The reader's own drafts over a text; those chosen are proposed, all of them or none."""
    page = opened(request, group, pk)
    drafts = _drafts(request, group, page)
    collected = [draft for draft in drafts if draft.place.token]
    chosen = request.POST.getlist("draft")
    if request.method == "POST":
        may_propose(actor(request), page.text).require()
        try:
            made = _propose(request, page, collected, chosen)
        except NotPermitted:
            raise
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            done = ngettext(
                "%(number)s amendment is proposed.",
                "%(number)s amendments are proposed.",
                made,
            )
            messages.success(request, done % {"number": show_digits(made)})
            return redirect(url("amendments", page.text))
    may: Verdict = may_propose(request.user, page.text)
    heading = _("My drafts")
    context = {
        "text": page.text,
        "heading": heading,
        "collected": collected,
        "begun": [draft for draft in drafts if not draft.place.token],
        "chosen": chosen if request.method == "POST" else [each.chosen for each in collected],
        "may_propose": may,
        "crumbs": crumbs(page.text, (heading, "")),
    }
    return render(request, "texts/proposing/drafts.html", context)


def _drafts(request: HttpRequest, group: Group, page: Opened) -> list[Draft]:
    person = actor(request)
    base = numbering = None
    if page.latest is not None:
        base = snapshot_of(page.latest, reading(page.latest, request.user))
        numbering = Numbering(base)
    drafts = []
    for kept in kept_under(person, prefix_of(page.text.pk)):
        place = Place.read(kept.place)
        if place is None:
            continue
        draft = Draft(kept, place, kept.heading, place.address(page.text))
        drafts.append(draft)
        if base is not None and numbering is not None:
            _examine(request, group, page, base=base, numbering=numbering, draft=draft)
    return drafts


def _examine(
    request: HttpRequest,
    group: Group,
    page: Opened,
    *,
    base: drafting.Version,
    numbering: Numbering,
    draft: Draft,
) -> None:
    """Say of a draft what it would change as the text stands, or why it cannot be proposed."""
    place = draft.place
    if place.uid and place.uid not in base:
        draft.why_not = _("The clause is not in the text any more.")
        return
    if place.uid:
        clause = {"clause": numbering.citation(place.uid, language_of_reader())}
        headings = {
            "words": _("Amend %(clause)s"),
            "move": _("Move %(clause)s"),
            "delete": _("Take out %(clause)s"),
        }
        draft.name = headings[place.how] % clause
    else:
        draft.name = _("Add a clause")
    draft.form = form_at(
        place, page, base, person=actor(request), group=group, data=as_sent(draft.kept)
    )
    seen = (draft.kept.values.get("seen") or [""])[0]
    draft.changes, draft.why_not = preview(draft.form, base)
    if not draft.form.is_valid():
        draft.why_not = _first_error(draft.form)
    elif clashes(page, place.uid, seen, base, request.user):
        draft.why_not = _(
            "The clause was changed meanwhile. Open the draft and look at both wordings."
        )
    elif not draft.changes and not draft.why_not:
        draft.why_not = _("It changes nothing yet.")


def _first_error(form: ProposalForm) -> str:
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        return f"{label}: {errors[0]}" if label else str(errors[0])
    return ""


def _propose(request: HttpRequest, page: Opened, drafts: Iterable[Draft], chosen: list[str]) -> int:
    """Propose the chosen drafts together, and return how many.

    Raises:
        Refused: something of it does not fit, and nothing was proposed; each draft says why.
    """
    by_token: Mapping[str, Draft] = {draft.place.token: draft for draft in drafts}
    wanted: list[Draft] = []
    refused = not chosen
    for each in chosen:
        token, _colon, revision = each.partition(":")
        draft = by_token.get(token)
        if draft is None:
            # It was proposed or dropped in another window: there is none to say so of.
            raise Refused(
                _("A draft was proposed or dropped in another window. Nothing was proposed now.")
            )
        if str(draft.kept.revision) != revision:
            draft.why_not = _("It was changed in another window. Look at it again.")
        refused = refused or bool(draft.why_not)
        wanted.append(draft)
    if refused:
        raise Refused(
            _("Nothing was proposed: see what is said of each draft.")
            if chosen
            else _("Choose what to propose.")
        )
    try:
        made = propose_amendments(
            text=page.text,
            drafts=[_as_drafted(draft) for draft in wanted],
            base=page.latest,
            actor=actor(request),
            at=timezone.now(),
        )
    except RefusedTogether as together:
        for position, reason in together.reasons.items():
            wanted[position].why_not = reason
        raise Refused(_("Nothing was proposed: see what is said of each draft.")) from together
    return len(made)


def _as_drafted(draft: Draft) -> DraftAmendment:
    assert draft.form is not None  # noqa: S101 (one without a form says why it is not proposed)
    return DraftAmendment(
        operations=draft.form.operations(),
        place=draft.kept.place,
        revision=draft.kept.revision,
        **draft.form.details(),
    )
