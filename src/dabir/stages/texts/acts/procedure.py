"""Acts of the proposed procedure: how amendments would be dealt with, agreed on, ruled as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dabir.domain.drafting import Ruling
from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Body, Person
from dabir.foundation.record.acts import act, record, record_each
from dabir.stages.texts import policy
from dabir.stages.texts.acts.amending import given, lock_with_text, require_sight
from dabir.stages.texts.acts.ruling import rule_whole
from dabir.stages.texts.acts.storing import in_both
from dabir.stages.texts.compiling.shown import treated_as
from dabir.stages.texts.compiling.treating import RULINGS, block_of
from dabir.stages.texts.models import Amendment, Text, Treatment, TreatmentAnswer
from dabir.stages.texts.policy import rulings as policy_of_rulings
from dabir.stages.texts.queries.examining import state_of

AGREED = gettext_noop("As was proposed and agreed.")


@act
def propose_treatment(
    *,
    amendment: Amendment,
    what: Treatment.What | str,
    actor: Person,
    at: datetime,
    reasons: Mapping[str, str] | None = None,
    seen: str | None = None,
) -> Treatment:
    """Propose how to deal with an amendment; what was answered to another proposal is void.

    With `seen`, what `state_of` said of what is proposed, the act refuses when that is another.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the amendment is decided, the text has moved on, or something else is proposed.
        Refused: it is proposed to reject it without a reason.
    """
    amendment = lock_with_text(amendment)
    policy_of_rulings.may_treat(actor, amendment).require()
    before = Treatment.objects.filter(amendment=amendment, base=amendment.base_id)
    if seen is not None and seen != state_of(before.first()):
        raise NotNow(_("The procedure has changed since it was shown. Look at it again."))
    if what not in Treatment.What.values:
        raise Refused(_("Choose how to deal with the amendment."))
    if what == Treatment.What.REJECT and not given(reasons):
        raise Refused(_("Please say why the amendment is rejected: its proposer reads it."))
    before.delete()
    treatment = Treatment.objects.create(
        amendment=amendment,
        base_id=amendment.base_id,
        what=what,
        reasons=given(reasons),
        by=actor,
        at=at,
    )
    record(actor=actor, at=at, about=amendment, what_is_proposed=what, reasons=given(reasons))
    return treatment


@act
def answer_treatment(
    *,
    treatment: Treatment,
    body: Body,
    agrees: bool,
    actor: Person,
    at: datetime,
    reasons: Mapping[str, str] | None = None,
) -> TreatmentAnswer:
    """Agree to the proposed procedure as the proposer, or insist that it be dealt with singly.

    Anybody who may see the amendment may insist for a body they sit for; another answer of the
    same body takes the place of the one before.

    Raises:
        NotPermitted: the actor does not sit for `body`, or may not see the amendment.
        NotNow: the amendment is decided, or the text has moved on.
        Refused: a body other than the proposer agrees.
    """
    amendment = lock_with_text(treatment.amendment)
    policy.may_propose(actor, amendment.text).require()
    policy.speaks_for(actor, amendment.text.group, body).require()
    require_sight(actor, amendment)
    known = Treatment.objects.filter(pk=treatment.pk, base=amendment.base_id).first()
    if known is None or amendment.state not in (
        Amendment.State.PROPOSED,
        Amendment.State.BRACKETED,
    ):
        raise NotNow(_("The procedure has changed since it was shown. Look at it again."))
    if agrees and amendment.proposer_id not in {None, body.pk}:
        insisted = known.answers.filter(body=body, agrees=False)
        if not insisted.exists():
            raise Refused(_("Only whoever proposed the amendment agrees to the procedure."))
        # A body that insisted no longer does.
        answer = insisted.get()
        insisted.delete()
        record(actor=actor, at=at, about=amendment, body=body.pk, insists=False)
        return answer
    answer, _made = TreatmentAnswer.objects.update_or_create(
        treatment=known,
        body=body,
        defaults={"agrees": agrees, "reasons": given(reasons), "by": actor, "at": at},
    )
    record(actor=actor, at=at, about=amendment, body=body.pk, agrees=agrees, reasons=given(reasons))
    return answer


@act
def rule_en_bloc(
    *,
    text: Text,
    amendments: Iterable[Amendment],
    actor: Person,
    at: datetime,
    shown: str | None = None,
) -> list[Amendment]:
    """Deal with amendments as was proposed and agreed, all in one.

    `shown` is what `shown.treated_as` said of the block.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: one of them is not on the block any more, because somebody insists or it is
            decided, or it says something else by now; the block is looked at again.
        Refused: there are none.
    """
    text = lock(text)
    policy_of_rulings.may_rule_text(actor, text).require()
    wanted = {each.pk for each in amendments}
    if not wanted:
        raise Refused(_("Nothing is on the block."))
    block = {each.amendment_id: each for each in block_of(text, actor)}
    gone = not wanted <= set(block)
    if gone or shown not in {None, treated_as(block[pk] for pk in wanted)}:
        raise NotNow(_("The block has changed since it was shown. Look at it again."))
    ruled = []
    for pk in sorted(wanted):
        treatment = block[pk]
        amendment = lock(treatment.amendment)
        reasons = treatment.reasons or in_both(AGREED)
        ruling = Ruling(RULINGS[Treatment.What(treatment.what)])
        ruled.append(rule_whole(amendment, ruling, actor, at, reasons))
    record_each(
        ((each, {"number": each.number, "state": each.state}) for each in ruled),
        actor=actor,
        at=at,
    )
    return ruled
