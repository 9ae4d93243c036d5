"""Rules for duties in Persian sentences. Each rule is named; the first that holds speaks.

Reads one sentence of the copy; writes ``Deed``s.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dabir.domain.outline.agents_fa import any_agents
from dabir.domain.outline.deeds import Deed, DutyContext, Range
from dabir.domain.outline.duty_patterns_fa import (
    ACT_ON,
    ACTION_LINE,
    ACTS,
    APPOINTED,
    ASKED,
    ASKING,
    BY,
    CHARGED,
    CLAUSE_END,
    ENDINGS,
    ENTRUSTED,
    FINITE_END,
    FUTURE_END,
    GIVEN_TO,
    GROUP_BORN,
    GROUP_SET_UP,
    LED_BY,
    LIES_WITH,
    MAY_IMPOSE,
    MUST,
    NECESSARY,
    NO_DEED,
    OBJECT_FIRST,
    OBLIGED,
    OFFICE,
    ON_SHOULDERS,
    ON_SHOULDERS_END,
    PASSIVE_END,
    PERMITTED,
    PRESENT_END,
    REPORTED,
    RESOLVED,
    SETTING_UP,
    SHARED_VERB,
    SHARING,
    SUBJUNCTIVE_ANYWHERE,
    SUBJUNCTIVE_END,
    VERBLESS,
    WISHED,
)
from dabir.domain.outline.duty_subjects_fa import (
    after_lead_in,
    bodies_from,
    inside_brackets,
    subject,
    supporters,
)
from dabir.domain.outline.names_fa import begins_body, bodies_at, split_bodies, whole_stretch
from dabir.domain.outline.words_fa import ACTION_NOUNS, HEAD_ANYWHERE, OBJECT_NOUNS

Reading = tuple[str, float, list[Range]]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the copy. ``in_item`` tells whether it stands in a numbered item or bullet.

    ``verb_end`` is where its verb ends, which may stand at the end of the clause after it.
    """

    context: DutyContext
    start: int
    end: int
    in_item: bool
    verb_end: int


def deeds_fa(context: DutyContext, start: int, end: int, *, in_item: bool) -> list[Deed]:
    """Return what the sentence imposes; ``in_item`` tells whether it stands in a numbered item."""
    text = context.text
    end = min(end, start + 1_600)
    if context.kind == "minutes" and WISHED.match(text, start, end):
        return []  # what somebody said in the meeting, not what it decided
    tail = max(start, end - 40)
    named_first = in_item and text.find(":", start, min(end, start + 100)) > 0
    if not (named_first or MAY_IMPOSE.search(text, start, end) or ENDINGS.search(text, tail, end)):
        return []
    deeds: list[Deed] = []
    for clause_start, clause_end in _clauses(text, start, end):
        verb_end = end if SHARED_VERB.match(text, clause_end, end) else clause_end
        deeds += _in_clause(Clause(context, clause_start, clause_end, in_item, verb_end))
    return deeds


def _clauses(text: str, start: int, end: int) -> Iterator[Range]:
    at = start
    ends = [(match.end("verb"), match.end()) for match in CLAUSE_END.finditer(text, start, end)]
    ends += [
        (match.end(), match.end())
        for match in REPORTED.finditer(text, start, end)
        if ":" in match.group()
    ]
    ends += [
        (match.end("noun"), match.end())
        for match in SHARING.finditer(text, start, end)
        if " را " in text[at : match.start()] and " را " in text[match.end() : end]
    ]
    for clause_end, following in sorted(ends):
        if clause_end > at:
            yield at, clause_end
            at = following
    yield at, end


def _in_clause(clause: Clause) -> list[Deed]:
    context, start, end = clause.context, clause.start, clause.end
    text = context.text
    if PERMITTED.search(text, start, end) and not (
        OBLIGED.search(text, start, end) or MUST.search(text, start, end)
    ):
        return []
    for rule in _RULES:
        found = rule(clause)
        if found and found[2]:
            name, confidence, bodies = found
            supporting = tuple(r for r in supporters(context, start, end) if r not in bodies)
            return [Deed(tuple(bodies), supporting, (start, end), name, confidence)]
    return []


def _sets_up(text: str, start: int, end: int) -> bool:
    """Tell whether the clause sets up a group, which imposes nothing on who leads it."""
    return bool(SETTING_UP.search(text, start, end) or GROUP_BORN.match(text, start, end))


def _action_line(clause: Clause) -> Reading | None:
    """Read «اقدام: دبیر جلسه - ارسال صورت‌جلسه - ۱۰ آبان»."""
    match = ACTION_LINE.match(clause.context.text, clause.start, clause.end)
    if match is None:
        return None
    return "action-line", 0.85, split_bodies(clause.context.text, *match.span("body"))


def _obliged(clause: Clause) -> Reading | None:
    context, start, end = clause.context, clause.start, clause.end
    match = OBLIGED.search(context.text, start, end)
    if not match:
        return None
    bodies = subject(context, start, match.start(), anybody=True)
    return "obliged", 0.96, bodies


def _on_shoulders(clause: Clause) -> Reading | None:
    context, start, end = clause.context, clause.start, clause.end
    match = ON_SHOULDERS.search(context.text, start, end)
    if not match:
        return None
    if not ON_SHOULDERS_END.search(context.text, match.end(), end) and not clause.in_item:
        return None
    if OFFICE.match(context.text, start, end):
        return None
    if not begins_body(context.text, match.end(), end):
        return None
    return "on-shoulders", 0.9, bodies_at(context.text, match.end(), end, context.known)


def _by(clause: Clause) -> Reading | None:
    context, start, end = clause.context, clause.start, clause.end
    text = context.text
    for match in BY.finditer(text, start, end):
        if not begins_body(text, match.end(), end) and not context.known.at(text, match.end(), end):
            continue
        passive = PASSIVE_END.search(text, match.end(), end)
        verbless = clause.in_item and not _ends_with_verb(text, start, end)
        resolved = RESOLVED.search(text, start, match.start())
        if not (passive or verbless or resolved):
            continue
        if APPOINTED.search(text, start, end) or _sets_up(text, start, end):
            continue
        return "by", 0.92, bodies_at(text, match.end(), end, context.known)
    return None


def _ends_with_verb(text: str, start: int, end: int) -> bool:
    return bool(FINITE_END.search(text, max(start, end - 40), end))


def _acts_on(clause: Clause) -> Reading | None:
    context, start, end = clause.context, clause.start, clause.end
    match = ACT_ON.search(context.text, start, end)
    if not match or not ACTS.search(context.text, match.end(), end):
        return None
    return "acts-on", 0.95, subject(context, start, match.start(), anybody=True)


def _must(clause: Clause) -> Reading | None:
    context, start, end = clause.context, clause.start, clause.end
    text = context.text
    match = MUST.search(text, start, end)
    if match:
        at = after_lead_in(context, match.end(), end)
        if begins_body(text, at, end) and match.start() - start < 60:
            return "must", 0.88, bodies_at(text, at, end, context.known)
        active = SUBJUNCTIVE_ANYWHERE.search(text, match.end(), end) is not None
        bodies = subject(context, start, match.start(), anybody=active)
        gap = text[bodies[-1][1] : match.start()] if bodies else ""
        if "را" in gap.split() and PASSIVE_END.search(text, match.end(), end):
            return None
        return "must", 0.88, bodies if PASSIVE_END.search(text, match.end(), end) is None else []
    needed = NECESSARY.search(text, start, end)
    if needed:
        at = after_lead_in(context, needed.end(), end)
        if begins_body(text, at, end):
            return "necessary", 0.85, bodies_at(text, at, end, context.known)
    return None


def _resolved(clause: Clause) -> Reading | None:
    context, start, end = clause.context, clause.start, clause.end
    text = context.text
    for match in RESOLVED.finditer(text, start, end):
        at = after_lead_in(context, match.end(), end)
        if begins_body(text, at, end) or context.known.at(text, at, end):
            if _sets_up(text, at, end):
                return None
            if not SUBJUNCTIVE_ANYWHERE.search(text, at, end):
                continue
            return "resolved", 0.94, bodies_at(text, at, end, context.known)
    return None


def _verbless(clause: Clause) -> Reading | None:
    context, start, end = clause.context, clause.start, clause.end
    text = context.text
    if not clause.in_item or GROUP_SET_UP.match(text, start, end) or _sets_up(text, start, end):
        return None
    for name, pattern in (("verbless", VERBLESS), ("led-by", LED_BY)):
        for match in pattern.finditer(text, start, end):
            if name == "verbless" and match.start() - start > 60:
                continue
            if begins_body(text, match.end(), end):
                return name, 0.85, bodies_at(text, match.end(), end, context.known)
    return None


def _asked(clause: Clause) -> Reading | None:
    context, start, end = clause.context, clause.start, clause.end
    text = context.text
    asking = ASKING.search(text, start, end)
    if asking:
        for match in ASKED.finditer(text, start, asking.start()):
            if begins_body(text, match.end(), end):
                bodies = whole_stretch(text, match.end(), asking.start())
                bodies = bodies or bodies_at(text, match.end(), asking.start(), context.known)
                return "asked", 0.8, bodies
    charged = CHARGED.search(text, start, end)
    if (
        charged
        and "اختیار" not in text[start : charged.end()]
        and HEAD_ANYWHERE.match(text, charged.start("body"), end)
        and text[charged.end() : end].strip(" .؛")
    ):
        return "charged", 0.75, split_bodies(text, *charged.span("body"))
    return None


def _entrusted(clause: Clause) -> Reading | None:
    context, start, end = clause.context, clause.start, clause.end
    for pattern in (LIES_WITH, GIVEN_TO):
        given = pattern.match(context.text, start, end)
        if given and begins_body(context.text, given.start("body"), end):
            return "entrusted", 0.8, split_bodies(context.text, *given.span("body"))
    match = ENTRUSTED.search(context.text, start, end)
    if not match:
        return None
    at = after_lead_in(context, start, end)
    if not begins_body(context.text, at, match.start()):
        return None
    return "entrusted", 0.8, bodies_at(context.text, at, match.start(), context.known)


def _named_first(clause: Clause) -> Reading | None:
    """Read an item that puts the agent before a colon: «اداره کل راهداری: نصب تابلو»."""
    context, start, end = clause.context, clause.start, clause.end
    text = context.text
    if not clause.in_item or context.kind not in {"resolution", "minutes", "order"}:
        return None
    colon = text.find(":", start, min(end, start + 100))
    if colon < 0 or end - colon < 8:
        return None
    bodies = whole_stretch(text, start, colon) if begins_body(text, start, colon) else []
    if not bodies and SUBJUNCTIVE_END.search(text, max(colon, end - 40), end):
        bodies = _short_name(text, start, colon)
    verb = FINITE_END.search(text, max(colon, end - 40), end)
    done = text[colon + 1 : end].split()
    if not verb and len(done) <= 4 and not (done and done[0] in ACTION_NOUNS | OBJECT_NOUNS):
        return None  # an office and who holds it, as in a signature
    if verb and not SUBJUNCTIVE_END.search(text, max(colon, end - 40), end):
        return None
    return "named-first", 0.75, bodies


def _short_name(text: str, start: int, colon: int) -> list[Range]:
    """Return who is named before a colon, though no list knows them: «امور مالی: ... کند»."""
    words = text[start:colon].split()
    if not 1 <= len(words) <= 4 or words[0] in OBJECT_NOUNS or words[0] in ACTION_NOUNS:
        return []
    return any_agents(text, start, colon)


def _final_verb(clause: Clause) -> Reading | None:
    context, start, end = clause.context, clause.start, clause.end
    text = context.text
    tail = _tail(text, start, clause.verb_end)
    subjunctive = SUBJUNCTIVE_END.search(text, max(start, tail - 30), tail)
    present = PRESENT_END.search(text, max(start, tail - 30), tail)
    future = FUTURE_END.search(text, max(start, tail - 30), tail)
    if not (subjunctive or present or future):
        return None
    for reported in REPORTED.finditer(text, start, tail):
        start = reported.end()
    if NO_DEED.search(text, start, end) or _sets_up(text, start, end):
        return None
    if present:
        if context.kind in {"news", "minutes", "letter"}:
            return None
        if not clause.in_item and context.kind not in {"order", "charter"}:
            return None
    elif not clause.in_item and context.kind not in {"news", "minutes", "letter", "order"}:
        return None
    at = after_lead_in(context, start, tail)
    if not begins_body(text, at, tail) and not context.known.at(text, at, tail):
        acted_on = OBJECT_FIRST.match(text, at, tail)
        if acted_on and begins_body(text, acted_on.end(), tail):
            return "object-first", 0.75, bodies_from(context, acted_on.end(), tail)
        return _after_comma(context, at, tail, "present" if present else "final-verb")
    bodies = bodies_from(context, at, tail)
    if bodies and bodies[-1][1] >= tail - 1:
        return None
    return ("present" if present else "final-verb"), 0.85, bodies


def _after_comma(context: DutyContext, at: int, tail: int, rule: str) -> Reading | None:
    """Read «به منظور ...، BODY ... کند»: the agent stands after the first comma."""
    text = context.text
    for comma in re.compile("،").finditer(text, at, tail):
        after = after_lead_in(context, comma.end(), tail)
        if begins_body(text, after, tail) and not inside_brackets(text, at, comma.start()):
            return rule, 0.75, bodies_from(context, after, tail)
    return None


def _tail(text: str, start: int, end: int) -> int:
    """Return where the sentence ends without a bracketed remark after its verb."""
    match = re.compile(r"\s*\([^()]{0,80}\)\s*[.؛]?\s*$").search(text, max(start, end - 90), end)
    return match.start() if match else end


_RULES: tuple[Callable[[Clause], Reading | None], ...] = (
    _action_line,
    _obliged,
    _acts_on,
    _on_shoulders,
    _resolved,
    _by,
    _must,
    _asked,
    _verbless,
    _entrusted,
    _named_first,
    _final_verb,
)
