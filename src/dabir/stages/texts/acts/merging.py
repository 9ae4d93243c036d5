"""Contested places worded anew by the secretariat, in the stead of what is proposed there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from dabir.domain.drafting import Add, Delete, Edit, Move, Operation, Part, Proposed
from dabir.domain.drafting.amendments import sameness
from dabir.domain.drafting.compiling.slots import ClauseChoice
from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Body, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import as_closed_as, link, new_address
from dabir.foundation.trace.models import Confidentiality, Relation
from dabir.stages.texts.acts.amending import given, verified_on
from dabir.stages.texts.compiling.compiled import SeenCompilation, compile_seen
from dabir.stages.texts.compiling.merging import added_beside
from dabir.stages.texts.compiling.shown import stands_as
from dabir.stages.texts.models import Amendment, Text, Version
from dabir.stages.texts.policy import rulings as policy_of_rulings
from dabir.stages.texts.snapshots import snapshot, stored


@act
def merge_options(
    *,
    version: Version,
    contest: str,
    words: str,
    actor: Person,
    at: datetime,
    reasons: Mapping[str, str] | None = None,
    shown: str | None = None,
) -> Amendment:
    """Word a contested place anew, in the stead of what is proposed there.

    It becomes an amendment of the secretariat, one more option beside the others, that says which
    amendments it would merge; whoever may not see one of these may not see it either. With `shown`,
    what `shown.kept_as` said of the place, nothing is merged that was proposed since.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the text has moved on, or the place is not as it was shown.
        Refused: the words are there already.
    """
    _text, seen = _seen(version, actor)
    slot = next((each for each in seen.compilation.slots if each.uid == contest), None)
    if slot is None or shown not in {None, stands_as(slot)}:
        raise NotNow(_("This place has changed since it was shown. Look at it again."))
    if words in {each.words for each in slot.options}:
        raise Refused(_("These words are among the options already."))
    uid, part, language = slot.target
    wording = snapshot(version)[uid].wording(Part(part), language)
    edit = Edit(uid, language, slot.start, slot.end, slot.base_words, words, Part(part))
    merged = [seen.amendments[number] for option in slot.options for number in option.amendments]
    edits = [edit.snapped(wording)]
    return _made(version, merged, edits, actor=actor, at=at, reasons=given(reasons))


@act
def merge_clauses(
    *,
    version: Version,
    contest: str,
    operations: Sequence[Operation],
    actor: Person,
    at: datetime,
    reasons: Mapping[str, str] | None = None,
    shown: str | None = None,
) -> Amendment:
    """Say what becomes of a contested clause, in the stead of what is proposed for it.

    `contest` is a choice about a clause. Of one that stands, `operations` say where it goes and how
    it reads. Where clauses would be added in one place they add one there, and what stands in it;
    all the amendments that add one are merged, and rejected in this once the merged one is adopted.
    It becomes an amendment of the secretariat as with `merge_options`. `shown` is what
    `shown.stands_as` said of the place and, of an addition, of those beside it.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the text has moved on, or the place is not as it was shown.
        Refused: the operations are about another clause or place, do not fit, or are proposed.
    """
    text, seen = _seen(version, actor)
    found = seen.compilation.contests.get(contest)
    if not isinstance(found, ClauseChoice):
        raise NotNow(_("This place has changed since it was shown. Look at it again."))
    beside = added_beside(seen.compilation, found)
    if shown not in {None, stands_as(found, *beside)}:
        raise NotNow(_("This place has changed since it was shown. Look at it again."))
    options = [option for choice in (found, *beside) for option in choice.proposed]
    _require_there(found, operations)
    number = _next_number(text)
    verified = verified_on(snapshot(version), number, version, operations)
    if {sameness(each) for each in verified} in (
        {sameness(each.operation) for each in option.operations} for option in options
    ):
        raise Refused(_("This is among the options already."))
    merged = [seen.amendments[number] for option in options for number in option.amendments]
    return _made(version, merged, verified, actor=actor, at=at, reasons=given(reasons))


def _seen(version: Version, actor: Person) -> tuple[Text, SeenCompilation]:
    text = lock(version.text)
    policy_of_rulings.may_rule_text(actor, text, version).require()
    return text, compile_seen(version, actor)


def _require_there(choice: ClauseChoice, operations: Sequence[Operation]) -> None:
    """Refuse operations that are not about this clause, or not in this place."""
    if choice.addition:
        place = choice.proposed[0].parent, choice.proposed[0].after
        first, *within = operations or [Delete("")]
        added = {each.uid for each in operations if isinstance(each, Add)}
        there = (
            isinstance(first, Add)
            and (first.parent, first.after) == place
            and all(isinstance(each, Add) and each.parent in added for each in within)
        )
    else:
        there = all(
            isinstance(each, (Edit, Move)) and each.uid == choice.clause for each in operations
        )
    if not there:
        raise Refused(_("That is not what is contested here."))


def _next_number(text: Text) -> int:
    return int(text.amendments.aggregate(last=Max("number"))["last"] or 0) + 1


def _made(
    version: Version,
    merged: Iterable[Amendment],
    operations: Sequence[Operation],
    *,
    actor: Person,
    at: datetime,
    reasons: Mapping[str, str],
) -> Amendment:
    """Write the amendment down that merges others, as closed as the most closed of them."""
    merged = list({each.pk: each for each in merged}.values())
    level, shown = Confidentiality.GROUP, list[Body]()
    for each in merged:
        level, shown = as_closed_as(each.address, level, shown)
    text = version.text
    number = _next_number(text)
    made = Amendment.objects.create(
        address=new_address(Amendment, group=text.group, confidentiality=level, bodies=shown),
        text=text,
        first_base=version,
        base=version,
        number=number,
        operations=stored(Proposed(number, place, each) for place, each in enumerate(operations)),
        reasons=dict(reasons),
        by=actor,
        at=at,
    )
    made.merges.set(merged)
    for each in merged:
        link(each, made, Relation.PROPOSES, by=actor, at=at)
    record(
        actor=actor,
        at=at,
        about=made,
        number=number,
        merges=sorted(each.number for each in merged),
        operations=made.operations,
    )
    return made
