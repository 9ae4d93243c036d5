"""Drafts that a delegation works on together: opened, kept and proposed by any of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.domain.drafting import Add, Edit
from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.people.models import Body, Person
from dabir.foundation.unsent.keeping import Kept, Page, kept_at, kept_under
from dabir.foundation.unsent.models import Shared
from dabir.foundation.unsent.sharing import (
    keep_shared,
    sent_together,
    share,
    shared_by,
    shared_with,
    take_back,
)
from dabir.stages.texts.acts import DraftAmendment, RefusedTogether, propose_amendments
from dabir.stages.texts.models import Amendment, Text
from dabir.stages.texts.policy import may_propose
from dabir.stages.texts.policy.rulings import may_amend_amendment
from dabir.stages.texts.queries import amendments_visible_to
from dabir.stages.texts.snapshots import placed
from dabir.web.shared.pages import actor, is_key
from dabir.web.texts.frame import Opened, url
from dabir.web.texts.proposing.building import typed
from dabir.web.texts.proposing.forms import ProposalForm
from dabir.web.texts.proposing.places import Place, prefix_of
from dabir.web.unsent.middleware import revision_sent

SHARED = "shared"
"""In the address of a draft: who shares it, another one of the reader's delegation."""
OVER = "over/"
"""How the names of places begin in which own words over shared drafts are kept."""
KNOWN = "shared_revision"
"""The hidden field that says which revision of a shared draft its form began with."""

ANYWAY = "anyway"
"""The button that proposes one more beside what another one of the delegation proposed."""


def shared_at(request: HttpRequest, page: Opened, place: Place) -> Shared | None:
    """Return the draft that the address names, where it is shared with the reader and theirs to
    see; None for one of their own.
    """
    asked = request.GET.get(SHARED, "")
    if not is_key(asked):
        return None
    # Named by its author and place: numbers of their own would tell how much others share.
    found = shared_with(actor(request), page.text.group, prefix_of(page.text.pk))
    return found.filter(unsent__person=int(asked), unsent__place=str(place)).first()


def led_away(
    request: HttpRequest, page: Opened, place: Place, shared: Shared | None
) -> HttpResponse | None:
    """Return where to go instead from the address of a shared draft that is none for the reader.

    Its author goes to their own page of it. What somebody sends or typed there is theirs, and not
    led away.
    """
    if SHARED not in request.GET or request.method != "GET":
        return None
    if shared is None:
        messages.error(request, _("There is no such draft, or not any more."))
        if kept_at(actor(request), key_at(request, place)) is not None:
            return None
        return redirect(url("my_drafts", page.text))
    own = shared.unsent.person_id == actor(request).pk
    return redirect(place.address(page.text)) if own else None


def changed_by_others(person: Person, kept: Kept) -> bool:
    """Whether another one of the delegation wrote what the person keeps."""
    shared = shared_by(person, kept.place).get(kept.place)
    return shared is not None and shared.last_by != person


def written_over(request: HttpRequest, draft: str) -> Kept | None:
    """Return what another one of the delegation wrote into the reader's own draft since its form
    was opened, to be shown; None where nobody did. The act asks again that proposes it.

    `draft` is its place, "" for none.
    """
    if request.method != "POST" or not draft:
        return None
    kept = kept_at(actor(request), draft)
    if kept is None or kept.revision == revision_sent(request):
        return None
    return kept if changed_by_others(actor(request), kept) else None


def key_at(request: HttpRequest, place: Place) -> str:
    """Return where the reader's own unsent words are kept: apart from a draft that is shared.

    They stay there and open when it is shared no more.
    """
    asked = request.GET.get(SHARED, "")
    return f"{OVER}{place}/{int(asked)}" if is_key(asked) else str(place)


def address_of(place: Place, text: Text, author: int | str) -> str:
    """Return where a draft opens that its author shares, or shared."""
    return f"{place.address(text)}&{SHARED}={author}"


def typed_over(person: Person, text: Text) -> list[tuple[Kept, Place, str]]:
    """Return what the person typed over shared drafts of a text, and where each opens."""
    found = []
    for kept in kept_under(person, f"{OVER}{prefix_of(text.pk)}"):
        name, _slash, author = kept.place.removeprefix(OVER).rpartition("/")
        place = Place.read(name)
        if place is not None and place.token and is_key(author):
            found.append((kept, place, address_of(place, text, author)))
    return found


def known_of(request: HttpRequest, shared: Shared, values: dict[str, list[str]] | None) -> int:
    """Return which revision of a shared draft its form began with; `values` were brought back."""
    if request.method == "POST":
        said = request.POST.get(KNOWN, "")
    elif values is not None:
        said = (values.get(KNOWN) or [""])[0]
    else:
        return shared.unsent.revision
    return int(said) if is_key(said) else -1


def keep_together(
    request: HttpRequest, page: Opened, shared: Shared, place: Place, heading: str
) -> HttpResponse:
    """Keep what was typed over a shared draft, and lead to the drafts of the text.

    Raises:
        KeptOtherwise: somebody wrote over it since this form was opened, or it is gone.
        Refused: it is not shared with the reader any more, or is too long.
    """
    keep_shared(
        shared=shared,
        person=actor(request),
        values=typed(request.POST),
        known=known_of(request, shared, None),
        page=Page(heading, place.address(page.text)),
        at=timezone.now(),
    )
    messages.success(request, _("The draft of your delegation is kept. Nothing is proposed yet."))
    return redirect(url("my_drafts", page.text))


def propose_shared(
    request: HttpRequest, page: Opened, shared: Shared | None, form: ProposalForm
) -> Amendment:
    """Propose a shared draft as it stands in the form; it is one no more.

    Raises:
        Refused: somebody wrote over it since, it is gone, or it does not fit.
    """
    if shared is None:
        # Another one proposed it, or took it back: nothing is proposed beside that unseen.
        raise Refused(
            _(
                "The draft was proposed, discarded or taken back meanwhile. Keep this as a draft of"
                " your own to propose it nevertheless."
            )
        )
    draft = DraftAmendment(
        operations=form.operations(),
        place=shared.unsent.place,
        revision=known_of(request, shared, None),
        owner=shared.unsent.person,
        **form.details(),
    )
    try:
        (made,) = propose_amendments(
            text=page.text,
            drafts=[draft],
            base=page.latest,
            actor=actor(request),
            at=timezone.now(),
        )
    except RefusedTogether as together:
        raise Refused(together.reasons[0]) from together
    return made


@dataclass(frozen=True, slots=True)
class ProposedBefore:
    """The amendment that another one of the delegation made of a draft: who, and when."""

    by: Person
    at: datetime
    amendment: Amendment

    def confirmed(self, request: HttpRequest) -> bool:
        """Whether the form says that this was read, and that another one is proposed anyway."""
        return request.POST.get(ANYWAY, "") == str(self.amendment.number)


def proposed_before(request: HttpRequest, page: Opened, place: Place) -> ProposedBefore | None:
    """Return what another one of the delegation made of the draft of a form, None where nobody did.

    None, too, for an amendment that the reader may not see.
    """
    if not place.token:
        return None
    asked = request.GET.get(SHARED, "")
    owner = int(asked) if is_key(asked) else actor(request).pk
    return proposed_by_others(request, page, str(place)).get((owner, str(place)))


def proposed_by_others(
    request: HttpRequest, page: Opened, prefix: str
) -> dict[tuple[int, str], ProposedBefore]:
    """Return what others of the reader's delegations made of drafts, by their authors and places.

    Of those drafts alone whose places begin with `prefix`.
    """
    reader = actor(request)
    sent = sent_together(reader, page.text.group, prefix).exclude(by=reader)
    rows = {(each.person_id, each.place): each for each in sent}
    seen = amendments_visible_to(reader).filter(text=page.text)
    made = seen.filter(address__in=[each.made_id for each in rows.values()]) if rows else ()
    found = {each.address_id: each for each in made}
    return {
        key: ProposedBefore(each.by, each.at, found[each.made_id])
        for key, each in rows.items()
        if each.made_id in found
    }


def amend_url(request: HttpRequest, page: Opened, made: Amendment) -> str:
    """Return where the reader amends an amendment, "" where they cannot (any more)."""
    worded = (one.operation for one in placed(made) if isinstance(one.operation, (Edit, Add)))
    words = next((each.uid for each in worded), "")
    if not words or not may_amend_amendment(actor(request), made):
        return ""
    return url("amend_amendment", page.text, made.number, words)


def shared_or_taken_back(
    request: HttpRequest, page: Opened, places: dict[str, str], delegations: list[Body]
) -> HttpResponse | None:
    """Share a draft of the reader's, or take one back, as a button of their list says.

    `places` are those of their drafts, by token. None where no such button was pressed.
    """
    person: Person = actor(request)
    token, _colon, rest = request.POST.get("share", "").partition(":")
    revision, _colon, body = rest.partition(":")
    back = request.POST.get("take_back", "")
    if not token and not back:
        return None
    try:
        if token:
            may_propose(person, page.text).require()
            # A place, a body or a revision that there is not is refused where it is looked for.
            chosen = next((each for each in delegations if str(each.pk) == body), Body())
            share(
                person=person,
                place=places.get(token, ""),
                revision=int(revision) if is_key(revision) else 0,
                group=page.text.group,
                body=chosen,
                at=timezone.now(),
            )
            said = _("The draft is shared with the delegation of %(body)s.") % {"body": chosen}
            messages.success(request, said)
        elif take_back(person=person, place=places.get(back, "")):
            messages.success(request, _("Only you see this draft now."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(url("my_drafts", page.text))
