"""Whom a Persian clause speaks of: its agents and those who help them.

Reads a clause of the copy; writes the places of names.
"""

import re

from dabir.domain.outline.agents_fa import any_agents
from dabir.domain.outline.deeds import DutyContext, Range
from dabir.domain.outline.duty_patterns_fa import CUT, LEAD_IN, SUPPORT
from dabir.domain.outline.names_before_fa import body_before
from dabir.domain.outline.names_fa import (
    begins_body,
    bodies_at,
    split_bodies,
    whole_stretch,
)


def supporters(context: DutyContext, start: int, end: int) -> list[Range]:
    """Return the bodies that help in the deed."""
    text = context.text
    found: list[Range] = []
    for match in SUPPORT.finditer(text, start, end):
        if begins_body(text, match.end(), end) or context.known.at(text, match.end(), end):
            found += bodies_at(text, match.end(), end, context.known)
    return found


def after_lead_in(context: DutyContext, start: int, end: int) -> int:
    """Return where the clause begins after connectives and a deadline that comes first."""
    text, at = context.text, start
    for _ in range(6):
        lead = LEAD_IN.match(text, at, end)
        if lead:
            at = lead.end()
        past = context.skip.get(at)
        if past is None or past >= end:
            return at
        at = past
    return at


def subject(
    context: DutyContext, start: int, trigger: int, *, anybody: bool = False
) -> list[Range]:
    """Return the bodies that the clause speaks of, before ``trigger``.

    With ``anybody``, whoever stands before the trigger counts, known as a body or not.
    """
    text = context.text
    regions = [start] + [match.end() for match in CUT.finditer(text, start, trigger)]
    for region in reversed(regions):
        at = after_lead_in(context, region, trigger)
        if begins_body(text, at, trigger) or context.known.at(text, at, trigger):
            return whole_stretch(text, at, trigger) or bodies_from(context, at, trigger)
        for comma in re.compile("،").finditer(text, at, trigger):
            after = after_lead_in(context, comma.end(), trigger)
            if begins_body(text, after, trigger) and not inside_brackets(text, at, comma.start()):
                return bodies_from(context, after, trigger)
    if anybody:
        for region in reversed(regions):
            found = any_agents(text, after_lead_in(context, region, trigger), trigger)
            if found:
                return found
    support = SUPPORT.search(text, start, trigger)
    before = body_before(text, start, support.start() if support else trigger)
    if before is None and support:
        before = body_before(text, start, trigger)
    return split_bodies(text, *before) if before else []


_OBJECT_MARK = re.compile(r"\s*را\s+")


def bodies_from(context: DutyContext, at: int, end: int) -> list[Range]:
    """Return the bodies named at ``at``; none where a colon follows, as in a definition."""
    bodies = bodies_at(context.text, at, end, context.known)
    after = _OBJECT_MARK.match(context.text, bodies[-1][1], end) if bodies else None
    if after:  # «دبیر را رئیس برمی‌گزیند»: what is acted on comes first
        named = begins_body(context.text, after.end(), end)
        return bodies_at(context.text, after.end(), end, context.known) if named else []
    following = context.text[bodies[-1][1] : bodies[-1][1] + 2].strip() if bodies else ""
    return [] if following.startswith(":") else bodies


def inside_brackets(text: str, start: int, comma: int) -> bool:
    """Tell whether the comma stands in a list of examples, not after a lead-in."""
    piece = text[start:comma]
    return piece.count("(") > piece.count(")") or piece.count("«") > piece.count("»")
