"""Amendments to amendments: proposed to the words that one would bring, and ruled on first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dabir.domain import drafting
from dabir.domain.drafting import (
    Add,
    Edit,
    HardConflicts,
    Inexpressible,
    Operation,
    Proposed,
    Unfit,
    rebase,
)
from dabir.domain.procedure.verdicts import NotNow
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Body, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import as_closed_as, link, new_address
from dabir.foundation.trace.models import Confidentiality, Relation
from dabir.stages.texts import policy
from dabir.stages.texts.acts.amending import (
    brought,
    given,
    require_edition,
    require_sight,
    verified_on,
)
from dabir.stages.texts.acts.closing import about_both
from dabir.stages.texts.acts.falling import let_fall, record_fates
from dabir.stages.texts.acts.once import require_new_amendment
from dabir.stages.texts.acts.storing import in_both
from dabir.stages.texts.compiling.layers import (
    as_amended,
    base_of,
    not_withdrawn,
    taken_up,
    way_between,
)
from dabir.stages.texts.models import Amendment, OperationRuling, TreatmentAnswer, Version
from dabir.stages.texts.policy import rulings as policy_of_rulings
from dabir.stages.texts.snapshots import placed, snapshot, stored

if TYPE_CHECKING:
    from dabir.stages.texts.compiling.foresight import Foresight


@act
def amend_amendment(
    *,
    amendment: Amendment,
    operations: Sequence[Operation],
    actor: Person,
    at: datetime,
    body: Body | None = None,
    reasons: Mapping[str, str] | None = None,
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
    bodies: Iterable[Body] = (),
    edition: int | None = None,
    once: bool = False,
) -> Amendment:
    """Propose other words in the stead of those that an amendment would bring.

    `operations` are made to the version as `amendment` alone would make it. The new amendment is
    never more open than the one it is made to, whose words it quotes. With `edition` the act
    refuses when `amendment` has come to another one meanwhile. `once` is that of
    `propose_amendment`.

    Raises:
        MadeBefore: it is proposed already, and once is enough.
        NotPermitted: the actor is no member, does not sit for `body`, or may not see it.
        NotNow: the amendment has been ruled on or changed, or the text is not worked on.
        Refused: the operations do not fit, change nothing, or exclude one another.
    """
    text = lock(amendment.text)
    above = lock(amendment)
    policy_of_rulings.may_amend_amendment(actor, above).require()
    policy.speaks_for(actor, text.group, body).require()
    require_sight(actor, above)
    require_edition(above, edition)
    number = (text.amendments.aggregate(last=Max("number"))["last"] or 0) + 1
    verified = verified_on(brought(above), number, above.base, operations)
    level, shown = as_closed_as(above.address, confidentiality, bodies)
    if once:
        require_new_amendment(
            above.base,
            verified,
            actor=actor,
            body=body,
            reasons=given(reasons),
            level=level,
            bodies=shown,
            amends=above,
        )
    below = Amendment.objects.create(
        address=new_address(Amendment, group=text.group, confidentiality=level, bodies=shown),
        text=text,
        first_base=above.base,
        base=above.base,
        amends=above,
        number=number,
        proposer=body,
        operations=stored(Proposed(number, place, each) for place, each in enumerate(verified)),
        reasons=given(reasons),
        by=actor,
        at=at,
    )
    link(above, below, Relation.AMENDS, by=actor, at=at)
    record(
        actor=actor,
        at=at,
        about=below,
        number=number,
        amends=above.number,
        body=body.pk if body else None,
        operations=below.operations,
    )
    return below


def take_up(amendment: Amendment, *, actor: Person, at: datetime) -> None:
    """Put an accepted amendment to an amendment into the words of that one.

    Raises:
        NotNow: what comes of both cannot be proposed as one amendment.
    """
    above = lock(_above(amendment))
    base = snapshot(above.base)
    before = not_withdrawn(above)
    # What was withdrawn of it, or rejected, is not taken up with the rest.
    accepted = set(
        amendment.operation_rulings.filter(
            base=amendment.base_id, ruling=OperationRuling.Ruling.ACCEPTED
        ).values_list("place", flat=True)
    )
    below = [each for each in placed(amendment) if each.place in accepted]
    try:
        operations = taken_up(base, before, below)
    except (HardConflicts, Inexpressible, Unfit) as error:
        raise NotNow(_("Both together cannot be put into one amendment.")) from error
    made = _in_places(above, before, operations, below)
    changed = [each.place for each in before if each not in made]
    withdrawn = [each for each in placed(above) if each not in before]
    was = above.operations
    above.operations = stored([*withdrawn, *made])
    above.edition += 1
    # Whoever stands behind words that are other ones now has not said so of these.
    above.option_supports.filter(place__in=changed).delete()
    TreatmentAnswer.objects.filter(
        treatment__amendment=above, treatment__base=above.base_id, agrees=True
    ).delete()
    above.save(update_fields=["operations", "edition"])
    advance(amendment, "carry")
    amendment.save(update_fields=["state"])
    # Who may read the one above need not know that there was one to it.
    named = about_both(above, amendment) == {"about": above}
    record(
        actor=actor,
        at=at,
        about=above,
        number=above.number,
        taken_up=amendment.number if named else None,
        before=was,
        after=above.operations,
    )
    ends = as_amended(base, before), as_amended(base, made)
    _carry(above, ends, above.base, actor=actor, at=at)


def _in_places(
    above: Amendment,
    before: Sequence[Proposed],
    operations: Sequence[Operation],
    below: Sequence[Proposed],
) -> list[Proposed]:
    """Return what an amendment proposes now, each operation in its place.

    What stays keeps its place, and so does a clause that is added with other words; whatever is new
    gets a place that none had before, so that no ruling or support of another one meets it.
    """
    places: dict[object, int] = {}
    if all(isinstance(each.operation, Edit) for each in below):
        places = {_itself(each.operation): each.place for each in before}
    following = count(1 + max((each.place for each in placed(above)), default=-1))
    return [
        Proposed(
            above.number,
            places[_itself(each)] if _itself(each) in places else next(following),
            each,
        )
        for each in operations
    ]


def _itself(operation: Operation) -> object:
    return operation.uid if isinstance(operation, Add) else operation


def carry_past_withdrawal(
    amendment: Amendment, before: Iterable[Proposed], *, actor: Person, at: datetime
) -> None:
    """Carry what is pending against an amendment over to what is left once a part is withdrawn.

    `before` is what it proposed until then. What was made to the withdrawn part is to be drafted
    again. Nothing is pending against an amendment to an amendment: its parts are only tried.
    """
    if amendment.state == Amendment.State.CARRIED:
        return
    try:
        base = base_of(amendment)
        ends = as_amended(base, before), as_amended(base, not_withdrawn(amendment))
    except (HardConflicts, Unfit) as error:
        raise NotNow(_("The other parts of it cannot stand without this one.")) from error
    _carry(amendment, ends, amendment.base, actor=actor, at=at)


def carry_amendments_to(
    amendment: Amendment,
    before: Iterable[Proposed],
    foresight: Foresight,
    version: Version,
    *,
    actor: Person,
    at: datetime,
) -> None:
    """Carry what is pending against an amendment over to a new version, or let it fall.

    It falls with an amendment that is not pending any more. `before` is what this one proposed.
    """
    if amendment.state == Amendment.State.PROPOSED and foresight.after is not None:
        if not amendment.amended_by.filter(state=Amendment.State.PROPOSED).exists():
            # Most amendments: what they make of both versions need not be known.
            return
        ends = (
            as_amended(foresight.before, before),
            as_amended(foresight.after, placed(amendment)),
        )
        _carry(amendment, ends, version, actor=actor, at=at)
        return
    let_fall(amendment, actor=actor, at=at)


def _carry(
    above: Amendment,
    ends: tuple[drafting.Version, drafting.Version],
    version: Version,
    *,
    actor: Person,
    at: datetime,
) -> None:
    """Carry what is pending against an amendment from what that made of its base to what it does.

    What does not fit any more is to be drafted again; each is recorded.
    """
    before, after = ends
    waiting = list(above.amended_by.filter(state=Amendment.State.PROPOSED))
    if not waiting:
        return
    adopted = way_between(before, after)
    for each in waiting:
        left = not_withdrawn(each)
        try:
            kept = _rebased(left, before, adopted)
        except Unfit:
            kept = []
        if not kept:
            advance(each, "ask_redraft")
            each.rulings = in_both(
                gettext_noop("What it was made to has changed. Please draft it again.")
            )
        elif each.base_id == version.pk:
            withdrawn = [one for one in placed(each) if one not in left]
            each.operations = stored([*withdrawn, *kept])
            each.edition += 1
        else:
            rule_alike(each, kept, version)
            each.operations = stored(kept)
            each.edition += 1
            each.base = version
        each.save()
    record_fates(waiting, above, actor=actor, at=at)


def _rebased(
    operations: Sequence[Proposed], before: drafting.Version, adopted: Sequence[Proposed]
) -> list[Proposed]:
    """Return operations as they read after what is adopted; none where one fits no more."""
    fates = rebase(operations, base=before, adopted=adopted)
    return [] if fates.redraft_needed else list(fates.proposed())


def rule_alike(amendment: Amendment, kept: Iterable[Proposed], version: Version) -> None:
    """Let what was ruled on the parts that are kept hold against `version` too."""
    ruled = {row.place: row for row in amendment.operation_rulings.filter(base=amendment.base_id)}
    for each in kept:
        row = ruled.get(each.place)
        if row is not None:
            OperationRuling.objects.create(
                amendment=amendment,
                base=version,
                place=each.place,
                operation=stored([each])[0],
                ruling=row.ruling,
                reasons=row.reasons,
                by_id=row.by_id,
                at=row.at,
            )


def _above(amendment: Amendment) -> Amendment:
    assert amendment.amends is not None  # noqa: S101 (only amendments to amendments are taken up)
    return amendment.amends
