"""Rules for duties in English sentences. Each rule is named; the first that holds speaks.

Reads one sentence of the copy; writes ``Deed``s.
"""

import re

from dabir.domain.outline.deeds import Deed, DutyContext, Range
from dabir.domain.outline.first_letters import by_first_letter
from dabir.domain.outline.names_en import (
    is_agent,
    name_end,
    names_at,
    split_names,
    without_article,
)
from dabir.domain.outline.words_en import SUPPORT

_ACTION = re.compile(
    r"\W*(?:ACTIONS?|AP|Action(?: point| item)?s?|TASK|To do)\s*(?:\d+(?:\.\d+)*)?\s*"
    r"(?:\((?P<bracket>[^()]{2,80})\))?\s*(?:[:-]|\bon\b)\s*",
)
_CALL = by_first_letter(
    r"(?<![\w-])(?:[Rr]equests?|[Ii]nvites?|[Uu]rges?|[Ee]ncourages?|"
    r"[Cc]alls? (?:up)?on|[Ii]nstructs?|[Dd]irects?|[Tt]asks?|[Aa]sks?|[Mm]andates?|[Aa]ppeals? to|"
    r"[Rr]equested|[Ii]nvited|[Uu]rged|[Ee]ncouraged|[Aa]sked|[Ii]nstructed|[Dd]irected|[Tt]asked|"
    r"[Cc]alled (?:up)?on|REQUESTS?|INVITES?|URGES?|ENCOURAGES?|CALLS? (?:UP)?ON|INSTRUCTS?|"
    r"DIRECTS?|TASKS?|ASKS?|MANDATES?|APPEALS? TO|[Cc]harges?|[Cc]harged|"
    r"(?:[Rr]eiterates|[Rr]enews|[Rr]epeats) its "
    r"(?:request|invitation|call|appeal) (?:to|upon|on))\s+"
)
_MODAL = re.compile(
    r"\s(?P<modal>shall|must|(?:is|are) (?:hereby )?(?:required|requested|directed|instructed|"
    r"invited|encouraged|obliged|urged|asked|tasked|called upon) (?:to|with)|(?:is|"
    r"are) (?:hereby )?"
    r"(?:responsible for|charged with|tasked with|entrusted with)|(?:is|are) to|ha(?:s|ve) to|"
    r"undertakes? to|agree[sd] to|undertook to|will|would)(?=\s|:|"
    r",)(?:,[^,;.\n]{1,160},)?\s*(?P<verb>(?:also |then |further |jointly |promptly |each )?"
    r"(?:not )?(?:\w+))?",
)
_NOT_A_DEED = re.compile(
    r"(?:also |then |further |jointly |not )*(?:be|consist|comprise|meet|have|mean|constitute|"
    r"serve|enter|apply|"
    r"take effect|expire|remain|begin|cease|include|sit|come|last|terminate|become|exist|need|"
    r"depend|"
    r"hold office|rotate|refer|mean|run|end|start)$"
)
_BE = re.compile(
    r"\s*(?:also |jointly )?be (?:responsible for|required to|obliged to|tasked with|"
    r"accountable for)"
)
_BY_AGENT = re.compile(r"\sby (?=(?:the |an? |each |its |all )?[A-Za-z])")
_PASSIVE = re.compile(r"\s(?:shall|must|(?:is|are) to|will)\s+(?:also |then )?be\s+(?P<done>\w+)")
_NO_PASSIVE = re.compile(
    r"chaired|led|hosted|convened|headed|composed|appointed|elected|governed|represented|assisted|"
    r"replaced|bound|held|nominated|designated|co-chaired|governed|guided|counted|known|called|"
    r"presided|attended|accompanied|established"
)
_AGREED = by_first_letter(
    r"\b(?:agreed|decided|resolved|noted|decides|confirmed)(?:,? (?:also|further))? that\s+"
)
_LIES_WITH = by_first_letter(
    r"\b(?:responsibility|Responsibility) for .+? (?:lies|rests|falls|shall (?:lie|rest)) "
    r"(?:with|to|on) (?P<body>[^,;:]+?)[.;]?$"
)
_DUTY_OF = by_first_letter(
    r"\b(?:duty|responsibility|task|role|job) of\s+(?P<body>.+?)\s+(?:is |shall be |will be )?to\s"
)
_CLAUSE_START = re.compile(r"(?:[,;:]\s+(?:and\s+|but\s+|that\s+)?|\sand\s+|\sbut\s+|\bthat\s+)")
MAY_IMPOSE = by_first_letter(
    r"shall|must|will|would|request|invit|urge|encourage|call(?:s|ed)? (?:up)?on|instruct|direct|"
    r"task|ask|mandate|appeal|ACTION|Action|AP\b|responsib|undert|agree|duty|require|charge|"
    r"obliged|resolved|moved|ordered|recommended|"
    r"(?:is|are) to|entrusted|has to|have to|To do|renews|reiterates",
    re.IGNORECASE,
)
_ANYBODY = re.compile(r"(?!that|for|further|to\b|by\b|its\b)[^,;.:]{3,90}? to [a-z]+")


def deeds_en(context: DutyContext, start: int, end: int) -> list[Deed]:
    """Return what the sentence imposes."""
    end = min(end, start + 1_600)
    if not MAY_IMPOSE.search(context.text, start, end):
        return _present(context, start, end) or _resolved(context, start, end)
    for rule in _RULES:
        deeds = rule(context, start, end)
        if deeds:
            return deeds
    return []


def supporters_en(text: str, start: int, end: int) -> tuple[Range, ...]:
    """Return the bodies that help in the deed."""
    found: list[Range] = []
    for match in SUPPORT.finditer(text, start, end):
        ranges, _ = names_at(text, match.end(), end)
        found += [r for r in ranges if text[r[0] : r[1]].strip()]
    return tuple(found)


def _deed(
    context: DutyContext, bodies: list[Range], reach: Range, rule: str, confidence: float
) -> Deed:
    helpers = tuple(r for r in supporters_en(context.text, *reach) if r not in bodies)
    return Deed(tuple(bodies), helpers, reach, rule, confidence)


def _action(context: DutyContext, start: int, end: int) -> list[Deed]:
    text = context.text
    match = _ACTION.match(text, start, end)
    if not match:
        return []
    if match["bracket"]:
        bodies = split_names(text, *match.span("bracket"), persons=True)
        return [_deed(context, bodies, (start, end), "action", 0.95)]
    bodies, stop = names_at(text, match.end(), end)
    following = text[stop : stop + 12]
    if not bodies or not re.match(r"\s*(?:,|to\b|shall|will|must|:|-|\()", following):
        return []
    bodies = [each for body in bodies for each in split_names(text, *body, persons=True)]
    return [_deed(context, bodies, (start, end), "action", 0.97)]


def _called_upon(context: DutyContext, start: int, end: int) -> list[Deed]:
    text = context.text
    found: list[tuple[int, list[Range]]] = []
    calls = [m for m in _CALL.finditer(text, start, end) if _verb_position(text, start, m)]
    for match, following in zip(calls, [*calls[1:], None], strict=False):
        stop = name_end(text, match.end(), end)
        beside = following is not None and _AND_THEN.search(text, match.end(), following.start())
        if beside and not _TO_DO.search(text, match.end(), beside.start()):
            # "Requests Parties and invites other Governments:" asks both for what follows
            found.append((match.start(), names_at(text, match.end(), beside.start())[0]))
            continue
        opening = not text[start : match.start()].strip()
        if not is_agent(text, match.end(), stop) and not (
            opening and _ANYBODY.match(text, match.end(), end)
        ):
            continue
        bodies, stop = names_at(text, match.end(), end)
        if not bodies or not _asks(text, stop, end):
            continue
        found.append((match.start(), bodies))
    deeds = []
    for index, (at, bodies) in enumerate(found):
        reach_end = found[index + 1][0] if index + 1 < len(found) else end
        reach = (start if index == 0 else at, reach_end)
        deeds.append(_deed(context, bodies, reach, "called-upon", 0.93))
    return deeds


_AND_THEN = re.compile(r",? and (?:also |further )?\Z")
_TO_DO = re.compile(r"\bto [a-z]")


def _asks(text: str, stop: int, end: int) -> bool:
    """Tell whether what follows the names says what is asked: to ..., for ..., or a list."""
    rest = text[stop : min(end, stop + 300)]
    return bool(
        re.search(r"\bto\s+\w|:\s*$|\bthat\b|\bwith\s+\w+ing\b", rest)
    ) and not rest.startswith(" for ")


def _verb_position(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether the verb governs the sentence rather than qualifying a noun."""
    before = text[start : match.start()].rstrip()
    if not before:
        return True
    if re.search(
        r"(?:,|;|\band|\balso|\bfurther|\bagain|\bstrongly|\bhereby|:|\bI|\bwe|\bWe)$",
        before,
        re.IGNORECASE,
    ):
        return True
    subject = re.search(r"(?:^|[,;]\s|\band\s)((?:[Tt]he\s)?[\w' -]+)$", before)
    if subject and _MEETING.fullmatch(subject[1].strip()):
        return True
    return bool(subject and is_agent(text, start + subject.start(1), match.start()))


_MEETING = re.compile(r"(?:the )?(?:[a-z]+ )?(?:meeting|session)(?: also| further)?", re.IGNORECASE)


def _modal(context: DutyContext, start: int, end: int) -> list[Deed]:
    text = context.text
    found: list[tuple[int, list[Range], str]] = []
    region = start
    for match in _MODAL.finditer(text, start, end):
        modal = match["modal"].split()[0] if match["modal"].split()[0] in {"will", "would"} else ""
        verb = match["verb"] or ""
        reported = bool(_AGREED.search(text, start, match.start()))
        excluded = bool(verb and _NOT_A_DEED.match(verb)) and not _BE.match(
            text, match.end("modal")
        )
        if not verb and text[match.end() - 1 : end].strip() not in {"", ":"}:
            excluded = excluded or not text[match.end("modal") : end].strip().startswith(":")
        opens = region == start and is_agent(text, start, match.start())
        if modal == "would" and not (reported or (opens and context.kind == "minutes")):
            excluded = True
        if (
            modal == "will"
            and not _BE.match(text, match.end("modal"))
            and (verb.startswith("not") or not (reported or context.kind in _WILL_KINDS))
        ):
            excluded = True
        if not excluded:
            bodies = _subject(text, region, match.start(), opening=region == start)
            if bodies:
                found.append((bodies[0][0], bodies, "modal"))
        region = match.end("modal")
    deeds = []
    for index, (at, bodies, rule) in enumerate(found):
        reach_end = found[index + 1][0] if index + 1 < len(found) else end
        reach = (start if index == 0 else at, reach_end)
        deeds.append(_deed(context, bodies, reach, rule, 0.92))
    return deeds


_WILL_KINDS = {"news", "minutes", "letter"}


def _subject(text: str, start: int, end: int, *, opening: bool = True) -> list[Range]:
    """Return the agents that stand before a modal, or nothing where the subject is a thing.

    ``opening`` tells that ``start`` begins the sentence; after an earlier modal it begins a verb.
    """
    places = [start] if opening else []
    places += [match.end() for match in _CLAUSE_START.finditer(text, start, end)]
    for place in places:
        at = place
        while at < end and text[at].isspace():
            at += 1
        if text[at : at + 1] in {'"', "«"} and text[at + 1 : at + 2].isalpha():
            at += 1
        if is_agent(text, at, end):
            bodies, stop = names_at(text, at, end)
            rest = text[stop:end]
            if len(bodies) == 1 and _RESTRICTED.match(text, at, end) and _CLAUSE.fullmatch(rest):
                return [_shortened(text, bodies[0][0], end)]
            if bodies and not re.search(r"\b(?:shall|must|is|are|was|were)\b", rest):
                return [_shortened(text, *body) for body in bodies]
    return []


# "Each agency that originates alerts": the clause says which agencies.
_RESTRICTED = re.compile(r"(?:each|every|any|all)\s", re.IGNORECASE)
_CLAUSE = re.compile(r"\s(?:that|which|who|whose)\s[^,;:.]{3,80}")


def _shortened(text: str, start: int, end: int) -> Range:
    return without_article(text, start, end)


def _passive_by(context: DutyContext, start: int, end: int) -> list[Deed]:
    text = context.text
    passive = _PASSIVE.search(text, start, end)
    if not passive or _NO_PASSIVE.fullmatch(passive["done"]):
        return []
    for match in _BY_AGENT.finditer(text, passive.end(), end):
        stop = name_end(text, match.end(), end)
        if is_agent(text, match.end(), stop):
            bodies, _ = names_at(text, match.end(), end)
            return [_deed(context, bodies, (start, end), "by", 0.88)]
    return []


def _present(context: DutyContext, start: int, end: int) -> list[Deed]:
    """Read the present tense of rules: "The Secretary keeps the register of members."."""
    match = _PRESENT.match(context.text, start, end) if context.kind == "bylaws" else None
    if match is None or not is_agent(context.text, *match.span("body")):
        return []
    bodies = split_names(context.text, *match.span("body"))
    return [_deed(context, bodies, (start, end), "present", 0.75)]


_PRESENT = re.compile(
    r"(?:The |Each |Every |An? )?(?P<body>[\w' -]{3,80}?) (?:also |jointly |regularly )?"
    r"(?:keep|maintain|prepare|"
    r"convene|submit|present|publish|send|circulate|review|report|manage|ensure|provide|record|"
    r"collect|oversee|audit|inform|notif|issue|draw|draft|coordinate|supervise|organi[sz]e|monitor|"
    r"conduct|carr|advise|assist|administer|check|examine|transmit|forward|announce|distribute|"
    r"compile|update|verif|prepare)(?:s|es|ies|y)? (?=\w)"
)


def _anybody(context: DutyContext, start: int, end: int) -> list[Deed]:
    """Read a subject that no list knows before a verb that only somebody can do."""
    match = _WHOEVER.match(context.text, start, end)
    if match is None:
        return []
    body = without_article(context.text, *match.span("body"))
    return [_deed(context, [body], (start, end), "anybody", 0.7)]


_WHOEVER = re.compile(
    r"(?:The |Each |Every |All |Any |An? )?(?P<body>(?!It |This |That |There |These |Those |"
    r"They |Nothing |"
    r"No )(?i:[a-z])[\w' -]{2,60}?) (?:shall|must) (?:also |then |promptly |immediately |"
    r",[^,;.]{3,80}, )?"
    r"(?:ensure|provide|submit|publish|report|notify|inform|keep|maintain|prepare|develop|"
    r"establish|"
    r"designate|display|make|take|send|transmit|supply|carry|comply|cooperate|consult|review|"
    r"implement|"
    r"adopt|apply|conduct|appoint|nominate|pay|deliver|install|register|disclose|remove|refrain|"
    r"collect|store|delete|return|respect|observe|offer|train|obtain|hand|draw|furnish|enable|"
    r"label|mark|pack|check|sign|answer|complete|file|lodge|declare|"
    r"certify|seal|replace|repair|restore|protect|manage|monitor|verify|inspect|use|avoid|"
    r"contact)\b"
)


def _duty_of(context: DutyContext, start: int, end: int) -> list[Deed]:
    match = _DUTY_OF.search(context.text, start, end) or _LIES_WITH.search(context.text, start, end)
    if not match or not is_agent(context.text, match.start("body"), match.end("body")):
        return []
    bodies = split_names(context.text, match.start("body"), match.end("body"))
    return [_deed(context, bodies, (start, end), "duty-of", 0.85)]


_RESOLVED = re.compile(
    r"\W*(?:RESOLVED|Resolved|It was (?:also )?(?:resolved|moved|ordered|recommended)|ORDERED):?,? "
    r"[Tt]hat (?P<body>[^,;:.]{3,90}?) (?:hereby )?(?!is |are |was |were |be |shall |will |has |"
    r"have )"
    r"(?P<verb>[a-z]{3,}(?<!s)(?<!ed)(?<!ing)) (?=\w)"
)
_TO_ACT = re.compile(r"(?P<body>(?:The )?[A-Z][\w'. -]{2,60}?) to (?P<verb>[a-z]{3,}) (?=\w)")


def _resolved(context: DutyContext, start: int, end: int) -> list[Deed]:
    """Read "RESOLVED: That the Director obtain tenders", and "Clerk to write" in minutes."""
    match = _RESOLVED.match(context.text, start, end)
    if match is None and context.kind == "minutes":
        match = _TO_ACT.match(context.text, start, end)
    if match is None or not is_agent(context.text, *match.span("body")):
        return []
    bodies = split_names(context.text, *match.span("body"))
    return [_deed(context, bodies, (start, end), "resolved", 0.85)]


_RULES = (
    _action, _called_upon, _resolved, _modal, _passive_by, _duty_of, _present, _anybody,
)  # fmt: skip
