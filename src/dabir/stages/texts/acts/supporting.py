"""Bodies join those behind single words of an amendment, or leave them; options are merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from dabir.domain.drafting import Edit, Part, Proposed
from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Body, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, new_address
from dabir.foundation.trace.models import Confidentiality, Relation
from dabir.stages.texts import policy, policy_of_rulings
from dabir.stages.texts.acts.amending import given, require_sight
from dabir.stages.texts.acts.closing import as_closed_as
from dabir.stages.texts.compiled import compile_seen
from dabir.stages.texts.models import Amendment, OptionSupport, Version
from dabir.stages.texts.snapshots import placed, snapshot, stored


@act
def join_option(
    *, amendment: Amendment, places: Iterable[int], body: Body, actor: Person, at: datetime
) -> Amendment:
    """Put a body's name to single operations of an amendment of others.

    Raises:
        NotPermitted: the actor is no member, does not sit for `body`, or may not see it.
        NotNow: the amendment is not pending.
        Refused: there is no such operation, or the body stands behind it already.
    """
    amendment, chosen = _open(amendment, places, body, actor)
    if amendment.proposer_id == body.pk:
        raise Refused(_("%(body)s stands behind this amendment already.") % {"body": body})
    sponsor = amendment.sponsors.filter(pk=body.pk).exists()
    joined = []
    for place in chosen:
        known = amendment.option_supports.filter(place=place, body=body).first()
        if known is not None and known.left:
            known.delete()
            joined.append(place)
        elif known is None and not sponsor:
            OptionSupport.objects.create(
                amendment=amendment, place=place, body=body, by=actor, at=at
            )
            joined.append(place)
    if not joined:
        raise Refused(_("%(body)s stands behind these words already.") % {"body": body})
    record(actor=actor, at=at, about=amendment, body=body.pk, places=joined)
    return amendment


@act
def leave_option(
    *, amendment: Amendment, places: Iterable[int], body: Body, actor: Person, at: datetime
) -> Amendment:
    """Take a body's name from single operations that it supports.

    Raises:
        NotPermitted: the actor is no member, does not sit for `body`, or may not see it.
        NotNow: the amendment is not pending.
        Refused: there is no such operation, or the body does not support it; its proposer
            withdraws it instead.
    """
    amendment, chosen = _open(amendment, places, body, actor)
    sponsor = amendment.sponsors.filter(pk=body.pk).exists()
    left = []
    for place in chosen:
        known = amendment.option_supports.filter(place=place, body=body).first()
        if known is not None and not known.left:
            known.delete()
            left.append(place)
        elif known is None and sponsor:
            OptionSupport.objects.create(
                amendment=amendment, place=place, body=body, left=True, by=actor, at=at
            )
            left.append(place)
    if not left:
        raise Refused(_("%(body)s does not support these words.") % {"body": body})
    record(actor=actor, at=at, about=amendment, body=body.pk, places=left)
    return amendment


def _open(
    amendment: Amendment, places: Iterable[int], body: Body, actor: Person
) -> tuple[Amendment, list[int]]:
    amendment = lock(amendment)
    policy_of_rulings.may_support_option(actor, amendment).require()
    policy.speaks_for(actor, amendment.text.group, body).require()
    require_sight(actor, amendment)
    chosen = sorted(set(places))
    if not chosen or not set(chosen) <= {each.place for each in placed(amendment)}:
        raise Refused(_("There is no such part of the amendment."))
    return amendment, chosen


@act
def merge_options(
    *,
    version: Version,
    contest: str,
    words: str,
    actor: Person,
    at: datetime,
    reasons: Mapping[str, str] | None = None,
) -> Amendment:
    """Word a contested place anew, in the stead of what is proposed there.

    It becomes an amendment of the secretariat, one more option beside the others, that says which
    amendments it would merge; whoever may not see one of these may not see it either.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the text has moved on, or the place is not as it was shown.
        Refused: the words are there already.
    """
    text = lock(version.text)
    policy_of_rulings.may_rule_text(actor, text, version).require()
    seen = compile_seen(version, actor)
    slot = next((each for each in seen.compilation.slots if each.uid == contest), None)
    if slot is None:
        raise NotNow(_("This place has changed since it was shown. Look at it again."))
    if words in {each.words for each in slot.options}:
        raise Refused(_("These words are among the options already."))
    uid, part, language = slot.target
    wording = snapshot(version)[uid].wording(Part(part), language)
    edit = Edit(uid, language, slot.start, slot.end, slot.base_words, words, Part(part))
    merged = [seen.amendments[number] for option in slot.options for number in option.amendments]
    level: str = Confidentiality.GROUP
    shown: list[Body] = []
    for each in merged:
        level, shown = as_closed_as(each, level, shown)
    number = (text.amendments.aggregate(last=Max("number"))["last"] or 0) + 1
    made = Amendment.objects.create(
        address=new_address(Amendment, group=text.group, confidentiality=level, bodies=shown),
        text=text,
        first_base=version,
        base=version,
        number=number,
        operations=stored([Proposed(number, 0, edit.snapped(wording))]),
        reasons=given(reasons),
        by=actor,
        at=at,
    )
    made.merges.set(merged)
    for each in dict.fromkeys(merged):
        link(each, made, Relation.PROPOSES, by=actor, at=at)
    record(
        actor=actor,
        at=at,
        about=made,
        number=number,
        merges=sorted({each.number for each in merged}),
        operations=made.operations,
    )
    return made
