"""Acts on amendments: proposing, supporting, drafting again."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from dabir.domain import drafting
from dabir.domain.drafting import HardConflicts, Operation, Proposed, Symbol, Unfit, verify
from dabir.domain.drafting.amendments import names
from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Body, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import as_closed_as, link, new_address
from dabir.foundation.trace.models import Confidentiality, Grant, Relation
from dabir.foundation.unsent.sharing import note_sent
from dabir.stages.submissions.models import Passage
from dabir.stages.submissions.queries import passages_visible_to
from dabir.stages.texts import policy
from dabir.stages.texts.acts.falling import let_fall
from dabir.stages.texts.acts.once import require_new_amendment, require_not_sent
from dabir.stages.texts.acts.storing import link_all
from dabir.stages.texts.compiling.layers import brought_by
from dabir.stages.texts.compiling.shown import ruled_as
from dabir.stages.texts.models import Amendment, Text, Version
from dabir.stages.texts.queries import amendments_visible_to, latest_version, visible_to
from dabir.stages.texts.sentences import why_unfit
from dabir.stages.texts.snapshots import snapshot, stored


def given(reasons: Mapping[str, str] | None) -> dict[str, str]:
    """Return what was said, by language, without the languages in which nothing was."""
    said = (reasons or {}).items()
    return {language: words.strip() for language, words in said if words.strip()}


def require_sight(actor: Person, amendment: Amendment) -> None:
    """Refuse an amendment that the actor may not see.

    Raises:
        NotPermitted: for the actor there is no such amendment.
    """
    if not amendments_visible_to(actor).filter(pk=amendment.pk).exists():
        raise NotPermitted(_("There is no such amendment."))


def lock_with_text(amendment: Amendment) -> Amendment:
    """Return an amendment afresh, locked after its text.

    What is ruled, withdrawn, drafted again and carried into a version waits for one another.
    """
    lock(amendment.text)
    return lock(amendment)


def require_edition(amendment: Amendment, edition: int | None) -> None:
    """Refuse an amendment that was read in another edition; None is not asked.

    Raises:
        NotNow: it was changed.
    """
    if edition is not None and amendment.edition != edition:
        raise NotNow(_("The amendment was changed meanwhile. Look at it again."))


def require_shown(amendment: Amendment, shown: str | None) -> None:
    """Refuse to decide on an amendment that is not as `shown.ruled_as` said; None is not asked.

    Raises:
        NotNow: it was changed, or ruled on.
    """
    if shown is not None and shown != ruled_as(amendment):
        raise NotNow(_("The amendment was changed or ruled on meanwhile. Look at it again."))


def _present_base(text: Text, base: Version | None) -> Version:
    latest = latest_version(text)
    if latest is None:
        raise NotNow(_("There is no draft to amend yet."))
    if base is not None and base.pk != latest.pk:
        raise NotNow(
            _("The text has come to %(latest)s since. Look at the clause again.")
            % {"latest": latest}
        )
    return latest


def brought(above: Amendment) -> drafting.Version:
    """Return what an amendment to `above` is made to: the version as that would make it.

    Raises:
        NotNow: what is left of it makes no version any more.
    """
    try:
        return brought_by(above)
    except (HardConflicts, Unfit) as error:
        raise NotNow(
            _("The amendment that it is made to does not fit the text any more.")
        ) from error


def verified_on(
    made_to: drafting.Version, number: int, base: Version, operations: Sequence[Operation]
) -> list[Operation]:
    """Return operations as they are kept, once they fit what they are made to.

    Raises:
        Refused: they do not fit, change nothing, or exclude one another.
    """
    made = drafting.Amendment(number, Symbol(base.order), (), tuple(operations))
    try:
        for operation in operations:
            uuid.UUID(operation.uid)
        return list(verify(made, made_to).operations)
    except Unfit as error:
        raise Refused(why_unfit(error)) from error
    except ValueError as error:
        raise Refused(_("A clause is known by a UUID.")) from error


def _as_placed(number: int, operations: Iterable[Operation]) -> list[Proposed]:
    return [Proposed(number, place, each) for place, each in enumerate(operations)]


def _link_base(amendment: Amendment, operations: Iterable[Operation], at: datetime) -> None:
    """Link what is amended to the amendment: its clauses, or the version where there are none."""
    met = {name for operation in operations for name in names(operation)}
    clauses = amendment.base.clauses.filter(uid__in=met).values_list("address", flat=True)
    origins = list(clauses) or [amendment.base.address_id]
    link_all(
        ((origin, amendment.address_id, Relation.AMENDS) for origin in origins),
        by=amendment.by,
        at=at,
    )


@act
def propose_amendment(
    *,
    text: Text,
    operations: Sequence[Operation],
    actor: Person,
    at: datetime,
    body: Body | None = None,
    reasons: Mapping[str, str] | None = None,
    base: Version | None = None,
    passages: Iterable[Passage] = (),
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
    bodies: Iterable[Body] = (),
    once: bool = False,
    draft: str = "",
    revision: int | None = None,
) -> Amendment:
    """Propose an amendment to the present version, on behalf of a body.

    `operations` are those of the drafting rules, clauses named by their uid as text. It is never
    more open than the text, whose words it quotes. With `base` the act refuses when the text has
    moved on meanwhile. `passages` are what led to it. With `once` the actor does not propose the
    same again while it is undecided, as by pressing a button twice. `draft` is the place of the
    actor's draft that this is, and `revision` which of it they saw.

    Raises:
        MadeBefore: it is proposed already, and once is enough.
        NotPermitted: the actor is no member, or does not sit for `body`.
        NotNow: the text is not worked on, has no draft, or has moved on from `base`; or another
            one of the delegation proposed the draft, or wrote over it.
        Refused: the operations do not fit the version, change nothing, or exclude one another.
    """
    text = lock(text)
    policy.may_propose(actor, text).require()
    policy.speaks_for(actor, text.group, body).require()
    if not visible_to(actor).filter(pk=text.pk).exists():
        raise NotPermitted(_("There is no such text."))
    shared = require_not_sent(actor, draft, text.group, revision) if draft else None
    seen = list(passages)
    if passages_visible_to(actor).filter(pk__in=[each.pk for each in seen]).count() != len(seen):
        raise Refused(_("There is no such passage."))
    amendment = propose_within(
        text,
        operations,
        actor=actor,
        at=at,
        body=body,
        reasons=reasons,
        base=base,
        level=confidentiality,
        bodies=bodies,
        once=once,
    )
    for passage in seen:
        link(passage, amendment, Relation.PROPOSES, by=actor, at=at)
    if shared is not None:
        note_sent(person=actor, place=draft, shared=shared, by=actor, made=amendment.address, at=at)
    record(
        actor=actor,
        at=at,
        about=amendment,
        number=amendment.number,
        base=amendment.base.order,
        body=body.pk if body else None,
        operations=amendment.operations,
    )
    return amendment


def propose_within(
    text: Text,
    operations: Sequence[Operation],
    *,
    actor: Person,
    at: datetime,
    body: Body | None = None,
    reasons: Mapping[str, str] | None = None,
    base: Version | None = None,
    level: Confidentiality | str = Confidentiality.GROUP,
    bodies: Iterable[Body] = (),
    once: bool = False,
) -> Amendment:
    """Write an amendment to the present version of a locked text down, for the acts that may.

    Raises:
        MadeBefore: it is proposed already, and `once` is enough.
        NotNow: the text has no draft, or has moved on from `base`.
        Refused: the operations do not fit the version, change nothing, or exclude one another.
    """
    present = _present_base(text, base)
    number = (text.amendments.aggregate(last=Max("number"))["last"] or 0) + 1
    verified = verified_on(snapshot(present), number, present, operations)
    level, shown = as_closed_as(text.address, level, bodies)
    if once:
        require_new_amendment(
            present,
            verified,
            actor=actor,
            body=body,
            reasons=given(reasons),
            level=level,
            bodies=shown,
        )
    amendment = Amendment.objects.create(
        address=new_address(Amendment, group=text.group, confidentiality=level, bodies=shown),
        text=text,
        first_base=present,
        base=present,
        number=number,
        proposer=body,
        operations=stored(_as_placed(number, verified)),
        reasons=given(reasons),
        by=actor,
        at=at,
    )
    if not amendments_visible_to(actor).filter(pk=amendment.pk).exists():
        # Whom the text was shown by name reads what they proposed to it.
        Grant.objects.create(address=amendment.address, person=actor)
    _link_base(amendment, verified, at)
    return amendment


@act
def cosponsor_amendment(
    *,
    amendment: Amendment,
    body: Body,
    actor: Person,
    at: datetime,
    edition: int | None = None,
) -> Amendment:
    """Put a body's name to an amendment of others; with `edition`, to that one alone.

    Raises:
        NotPermitted: the actor is no member, does not sit for `body`, or may not see it.
        NotNow: the amendment is not pending, or was changed meanwhile.
        Refused: the body proposed it, or supports it already.
    """
    amendment = lock_with_text(amendment)
    policy.may_cosponsor(actor, amendment).require()
    policy.speaks_for(actor, amendment.text.group, body).require()
    require_sight(actor, amendment)
    require_edition(amendment, edition)
    if amendment.proposer_id == body.pk or amendment.sponsors.filter(pk=body.pk).exists():
        raise Refused(_("%(body)s stands behind this amendment already.") % {"body": body})
    amendment.sponsors.add(body)
    record(actor=actor, at=at, about=amendment, body=body.pk)
    return amendment


@act
def ask_redraft(
    *,
    amendment: Amendment,
    actor: Person,
    at: datetime,
    reasons: Mapping[str, str],
    shown: str | None = None,
) -> Amendment:
    """Send an amendment back to its proposer to be drafted again, with the reason.

    With `shown`, what `shown.ruled_as` said of it, the act refuses when it was changed or ruled on
    meanwhile.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is not pending, or not as it was shown.
        Refused: there is no reason.
    """
    amendment = lock_with_text(amendment)
    policy.may_rule(actor, amendment, "ask_redraft").require()
    require_shown(amendment, shown)
    if not given(reasons):
        raise Refused(_("Please say what should be drafted otherwise."))
    # It will be other operations: what was ruled on these is in the record.
    amendment.operation_rulings.filter(base=amendment.base_id, carried_into=None).delete()
    advance(amendment, "ask_redraft")
    amendment.rulings = given(reasons)
    amendment.save(update_fields=["state", "rulings"])
    let_fall(amendment, actor=actor, at=at)
    record(
        actor=actor,
        at=at,
        about=amendment,
        number=amendment.number,
        state=amendment.state,
        reasons=amendment.rulings,
    )
    return amendment


@act
def redraft_amendment(
    *,
    amendment: Amendment,
    operations: Sequence[Operation],
    actor: Person,
    at: datetime,
    reasons: Mapping[str, str] | None = None,
    base: Version | None = None,
    edition: int | None = None,
) -> Amendment:
    """Draft an amendment again, against the present version; it is pending once more.

    One to an amendment is drafted against the words that this one would bring. With `edition`
    the act refuses when that amendment has come to another one meanwhile.

    Raises:
        NotPermitted: the actor does not sit for the proposer.
        NotNow: it need not be drafted again, the text is not worked on, or the amendment that it
            is made to has been ruled on or changed.
        Refused: the operations do not fit the version.
    """
    amendment = lock_with_text(amendment)
    policy.may_redraft(actor, amendment).require()
    require_sight(actor, amendment)
    present = _present_base(amendment.text, base)
    made_to = _made_to(amendment, present, edition)
    verified = verified_on(made_to, amendment.number, present, operations)
    before = amendment.operations
    # What was ruled, proposed or agreed was so of other words.
    amendment.operation_rulings.filter(base=present, carried_into=None).delete()
    amendment.treatments.filter(base=present).delete()
    advance(amendment, "redraft")
    amendment.base = present
    amendment.operations = stored(_as_placed(amendment.number, verified))
    amendment.edition += 1
    amendment.option_supports.all().delete()
    amendment.reasons = given(reasons) or amendment.reasons
    amendment.rulings = {}
    amendment.save()
    if amendment.amends_id is None:
        _link_base(amendment, verified, at)
    record(
        actor=actor,
        at=at,
        about=amendment,
        base=present.order,
        before=before,
        after=amendment.operations,
    )
    return amendment


def _made_to(amendment: Amendment, present: Version, edition: int | None) -> drafting.Version:
    if amendment.amends is None:
        return snapshot(present)
    above = lock(amendment.amends)
    require_edition(above, edition)
    return brought(above)
