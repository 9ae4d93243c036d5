"""The drafts that somebody has collected over a text, and proposing them together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dabir.domain import drafting
from dabir.domain.drafting import Numbering
from dabir.domain.procedure.verdicts import NotPermitted, Refused, Verdict
from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.unsent.keeping import Kept, kept_of, kept_under
from dabir.foundation.unsent.models import Shared
from dabir.foundation.unsent.sharing import delegations_of, shared_by, shared_with
from dabir.stages.texts.acts import DraftAmendment, RefusedTogether, propose_amendments
from dabir.stages.texts.models import Clause
from dabir.stages.texts.policy import may_propose
from dabir.stages.texts.queries import clauses_visible_to, reading
from dabir.stages.texts.sentences import language_of_reader
from dabir.stages.texts.snapshots import snapshot_of
from dabir.web.shared.audience import bodies_in
from dabir.web.shared.pages import actor, group_page
from dabir.web.texts.forms import spoken_for
from dabir.web.texts.frame import Opened, crumbs, peeked, url
from dabir.web.texts.proposing.building import as_sent, form_at, preview
from dabir.web.texts.proposing.clashing import changed_since
from dabir.web.texts.proposing.forms import ProposalForm
from dabir.web.texts.proposing.keeping import words_of
from dabir.web.texts.proposing.places import Place, prefix_of
from dabir.web.texts.proposing.together import (
    ProposedBefore,
    address_of,
    proposed_by_others,
    shared_or_taken_back,
    typed_over,
)
from dabir.web.texts.showing import Shown


@dataclass(slots=True)
class Draft:
    """An amendment that somebody drafts: what it would change, or why it cannot be proposed.

    `shared` is how it is shared with a delegation; `others` is for one that another one of the
    reader's delegation shares, `over` for what the reader typed over such a one. `before` is what
    another one of the delegation made of it, while it was typed on.
    """

    kept: Kept
    place: Place
    name: str
    address: str
    shared: Shared | None = None
    others: bool = False
    over: bool = False
    before: ProposedBefore | None = None
    form: ProposalForm | None = None
    changes: list[Shown] = field(default_factory=list)
    why_not: str = ""

    @property
    def chosen(self) -> str:
        """The draft as it is shown, and which revision of it."""
        return f"{self.key}:{self.kept.revision}"

    @property
    def key(self) -> str:
        """Its token, with its author where that is another one: both may keep one of a token."""
        if self.over:
            return ""
        token = self.place.token
        return f"{token}.{self.shared.unsent.person_id}" if self.others and self.shared else token

    @property
    def seen(self) -> str:
        """The order of the version over which it was typed."""
        return (self.kept.values.get("seen") or [""])[0]

    @property
    def words(self) -> list[str]:
        """The words that were typed."""
        return words_of(self.kept)


@group_page
def my_drafts(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """The reader's own drafts over a text; those chosen are proposed, all of them or none."""
    page = peeked(request, group, pk)
    drafts = _drafts(request, group, page)
    collected = [draft for draft in drafts if draft.key]
    own = [draft for draft in collected if not draft.others]
    delegations = list(delegations_of(actor(request), group))
    chosen = request.POST.getlist("draft")
    places = {draft.place.token: draft.kept.place for draft in own}
    if request.method == "POST":
        led = shared_or_taken_back(request, page, places, delegations)
        if led is not None:
            return led
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
        "collected": own,
        "together": [draft for draft in collected if draft.others],
        "delegations": delegations,
        "begun": [draft for draft in drafts if not draft.key],
        "chosen": chosen if request.method == "POST" else [each.chosen for each in own],
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
    prefix = prefix_of(page.text.pk)
    mine = shared_by(person, prefix)
    proposed = proposed_by_others(request, page, prefix)
    for kept in kept_under(person, prefix):
        place = Place.read(kept.place)
        if place is not None:
            address = place.address(page.text)
            draft = Draft(kept, place, kept.heading, address, mine.get(kept.place))
            draft.before = proposed.get((person.pk, kept.place))
            drafts.append(draft)
    for shared in shared_with(person, group, prefix).exclude(unsent__person=person):
        kept = kept_of(shared.unsent)
        place = Place.read(kept.place)
        if place is not None:
            address = address_of(place, page.text, shared.unsent.person_id)
            drafts.append(Draft(kept, place, kept.heading, address, shared, others=True))
    for kept, place, address in typed_over(person, page.text):
        drafts.append(Draft(kept, place, kept.heading, address, over=True))
    if base is not None and numbering is not None and drafts:
        # Asked once for all of them: somebody may have collected three hundred.
        prefetch_related_objects([group], "committees")
        alike = _Alike(
            base=base,
            numbering=numbering,
            bodies={str(each.pk): each for each in spoken_for(person, group)},
            named={str(each.pk): each for each in bodies_in(group)},
            earlier=_earlier(page, drafts, person),
        )
        for draft in drafts:
            _examine(request, group, page, alike=alike, draft=draft)
    return drafts


@dataclass(frozen=True, slots=True)
class _Alike:
    """What all drafts of a page are examined by; `earlier` are clauses that were typed over."""

    base: drafting.Version
    numbering: Numbering
    bodies: Mapping[str, Body]
    named: Mapping[str, Body]
    earlier: Mapping[tuple[str, str], Clause]


def _earlier(
    page: Opened, drafts: Sequence[Draft], person: Person
) -> dict[tuple[str, str], Clause]:
    """Return what clauses said in the earlier versions in which drafts were begun.

    By the order of the version and the uid, as the reader may see them.
    """
    versions = {str(each.order): each for each in page.versions if each != page.latest}
    wanted = {(draft.seen, draft.place.uid) for draft in drafts if draft.seen in versions}
    found = clauses_visible_to(person).filter(
        version__in={versions[seen].pk for seen, _uid in wanted},
        uid__in={uid for _seen, uid in wanted if uid},
    )
    return {(str(each.version.order), str(each.uid)): each for each in found} if wanted else {}


def _examine(
    request: HttpRequest, group: Group, page: Opened, *, alike: _Alike, draft: Draft
) -> None:
    """Say of a draft what it would change as the text stands, or why it cannot be proposed."""
    place, base, numbering = draft.place, alike.base, alike.numbering
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
    draft.form.offer_known(alike.bodies, alike.named)
    then = alike.earlier.get((draft.seen, place.uid))
    draft.changes, draft.why_not = preview(draft.form, base)
    if not draft.form.is_valid():
        draft.why_not = _first_error(draft.form)
    elif then is not None and changed_since(then.version, then, base):
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
    by_key: Mapping[str, Draft] = {draft.key: draft for draft in drafts}
    wanted: list[Draft] = []
    refused = not chosen
    for each in chosen:
        key, _colon, revision = each.partition(":")
        draft = by_key.get(key)
        if draft is None:
            # It was proposed or dropped in another window: there is none to say so of.
            before = _made_of(request, page, key)
            if before is not None:
                raise Refused(
                    _(
                        "%(person)s has proposed one of these drafts meanwhile: amendment"
                        " %(number)s. Nothing was proposed now."
                    )
                    % {"person": before.by, "number": show_digits(before.amendment.number)}
                )
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


def _made_of(request: HttpRequest, page: Opened, key: str) -> ProposedBefore | None:
    """Return what another one of the delegation made of the draft of a key that was ticked."""
    token, _dot, author = key.partition(".")
    owner = author or str(actor(request).pk)
    for (person, name), before in proposed_by_others(
        request, page, prefix_of(page.text.pk)
    ).items():
        place = Place.read(name)
        if place is not None and place.token == token and str(person) == owner:
            return before
    return None


def _as_drafted(draft: Draft) -> DraftAmendment:
    assert draft.form is not None  # noqa: S101 (one without a form says why it is not proposed)
    return DraftAmendment(
        operations=draft.form.operations(),
        place=draft.kept.place,
        revision=draft.kept.revision,
        owner=draft.shared.unsent.person if draft.shared else None,
        **draft.form.details(),
    )
