"""Clauses that several amendments would add in one place, and what merges them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dabir.domain.drafting import Add, Compilation, Proposed
from dabir.domain.drafting.compiling.slots import ClauseChoice, Contest
from dabir.foundation.trace.models import new_id
from dabir.stages.texts.models import Amendment


def added_beside(compilation: Compilation, choice: ClauseChoice) -> list[ClauseChoice]:
    """Return the other choices about clauses that would be added in the place of an addition."""
    if not choice.addition:
        return []
    place = {(each.parent, each.after) for each in choice.proposed}
    return [
        each
        for each in compilation.contests.values()
        if isinstance(each, ClauseChoice)
        and each.addition
        and each.uid != choice.uid
        and place & {(one.parent, one.after) for one in each.proposed}
    ]


def one_for_all(
    choices: Iterable[ClauseChoice], heading: Mapping[str, str], text: Mapping[str, str]
) -> list[Add]:
    """Return the additions that put one clause in the stead of several, with these words.

    Its kind and its numbers are those of the first; what stands in any of them stands in it, one
    after the other.
    """
    options = [option for choice in choices for option in choice.proposed]
    first = options[0]
    top = first.clauses[0]
    merged = Add(
        str(new_id()), first.parent, first.after, top.kind, top.style, dict(heading), dict(text)
    )
    made = [merged]
    last: dict[str, str] = {}
    for option in options:
        uids = {option.clauses[0].uid: merged.uid}
        for clause in option.clauses[1:]:
            parent = uids[clause.parent or option.clauses[0].uid]
            uids[clause.uid] = str(new_id())
            add = Add(
                uids[clause.uid],
                parent,
                last.get(parent),
                clause.kind,
                clause.style,
                dict(clause.heading),
                dict(clause.text),
            )
            made.append(add)
            last[parent] = add.uid
    return made


def replaced_by(
    compilation: Compilation,
    contest: Contest,
    chosen: Iterable[Proposed],
    amendments: Mapping[int, Amendment],
) -> list[Proposed]:
    """Return the additions in one place in whose stead a merged one is chosen.

    What a reader does not see is not among `amendments`, and stays as it is.
    """
    if not isinstance(contest, ClauseChoice) or not contest.addition:
        return []
    merged: set[int] = set()
    for number in {each.amendment for each in chosen}:
        merged |= set(amendments[number].merges.values_list("number", flat=True))
    return [
        each
        for choice in added_beside(compilation, contest)
        for option in choice.proposed
        for each in option.operations
        if each.amendment in merged
    ]
