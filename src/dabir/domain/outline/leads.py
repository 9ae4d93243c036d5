"""Lead-ins and headings that name the agent of the list below them.

«متولی موظف است:», «وظایف کارگروه», "The Review Group shall:". Reads the structure and the
sentences; writes which items and bullets are duties of whom. Only what stands directly below the
lead-in is its duty.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from dabir.domain.outline.agents_fa import any_agents
from dabir.domain.outline.deeds import Deed, DutyContext, Range
from dabir.domain.outline.duty_patterns_fa import SUPPORT
from dabir.domain.outline.duty_rules_en import deeds_en, supporters_en
from dabir.domain.outline.duty_rules_fa import deeds_fa
from dabir.domain.outline.duty_subjects_fa import subject, supporters
from dabir.domain.outline.names_en import is_agent, split_names
from dabir.domain.outline.names_fa import begins_body, bodies_at
from dabir.domain.outline.nesting import Node
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.sentences import Sentence
from dabir.domain.outline.structure import Structure
from dabir.domain.outline.words_fa import ACTION_NOUNS

_TASKS_FA = rx(
    r"(?:^|(?<=[:.،-] )|(?<=و ))(?:(?:شرح|اهم|خلاصه|فهرست|اهداف و|ارکان و|حدود) )*(?:وظایف|وظیفه|"
    r"تکالیف|مسئولیت‌ها(?:ی)?|مأموریت‌ها(?:ی)?|"
    r"تعهدات|خروجی‌ها(?:ی)?|دستاوردها(?:ی)?)(?:(?:،| و) (?:وظایف|اختیارات|مسئولیت‌ها(?:ی)?|تکالیف|"
    r"مأموریت‌ها(?:ی)?|صلاحیت‌ها(?:ی)?))*"
    r"(?: (?:اصلی|کلی|عمده|مشخص|تفصیلی|اجرایی))? "
)
_OBLIGED_LEAD = rx(
    r"(?<!\w)(?:موظف|مکلف|ملزم|متعهد)\S*(?:.{0,80})$|(?:وظایف|تکالیف|اقدامات|کارهای) (?:زیر|"
    r"ذیل) (?:را )?(?:بر عهده|به عهده|عهده|انجام|دارد|است).{0,40}$|"
    r"(?<!\w)(?:باید|می‌بایست|بایستی)(?:.{0,60})$"
)
_TASKS_EN = re.compile(
    r"(?:^|[:.-] )(?:The )?(?:(?:main|specific|key|principal|core) )?(?:tasks?|duties|"
    r"responsibilities|"
    r"functions|deliverables|outputs|objectives|mandate)(?:,? (?:and|,) (?:tasks?|duties|"
    r"responsibilities|functions|powers|deliverables))*"
    r" of (?P<body>(?:the |an? )?.{2,90}?)(?= (?:are|is|include|shall|will|comprise)\b|"
    r"\s*[:.]?\s*$)",
    re.IGNORECASE,
)
_PRODUCE_EN = re.compile(
    r"^(?P<body>(?:The |Each )?[\w' -]{2,90}?) (?:will|shall|must|is expected to|is to|"
    r"is responsible for|is tasked with|has the following)\b(?! (?:be|consist|comprise|have|"
    r"include|meet)\b)",
)


@dataclass(frozen=True, slots=True)
class Lead:
    """Who must do what stands below, where that is said, and by which rule."""

    bodies: tuple[Range, ...]
    supporting: tuple[Range, ...]
    reach: Range
    rule: str


@dataclass(frozen=True)
class Leads:
    """``by_node``: items that are duties; ``by_bullet``: sentence starts that are duties;
    ``silent``: sentence starts that only lead in.
    """

    by_node: dict[int, Lead]
    by_bullet: dict[int, Lead]
    silent: frozenset[int]


def find_leads(structure: Structure, sentences: list[Sentence], context: DutyContext) -> Leads:
    """Return the lead-ins of the text and what they lead in."""
    by_node: dict[int, Lead] = {}
    by_bullet: dict[int, Lead] = {}
    silent: set[int] = set()
    index_of = {id(node): index for index, node in enumerate(structure.nodes)}
    by_own: dict[int | None, list[Sentence]] = {}
    for sentence in sentences:
        by_own.setdefault(sentence.node, []).append(sentence)
    for index, node in enumerate(structure.nodes):
        own = by_own.get(index, [])
        children = [
            child
            for child in node.children
            if child.kind not in {"note", "annex", "article", "chapter"}
        ]
        if not own or not children or index in by_node:
            continue
        lead = _lead_of_item(context, own)
        if lead is None:
            continue
        following = children[0].marker.start
        if following < own[-1].end or own[-1].end - own[0].start > 1_500:
            continue
        silent.update(sentence.start for sentence in own if sentence.end <= lead.reach[1])
        silent.update(sentence.start for sentence in own[-1:])
        for child in children:
            by_node[index_of[id(child)]] = lead
    _lead_lines(structure, sentences, context, (by_node, by_bullet, silent, index_of))
    return Leads(by_node, by_bullet, frozenset(silent))


def _lead_of_item(context: DutyContext, own: list[Sentence]) -> Lead | None:
    last = own[-1]
    colon = context.text[last.end - 1] == ":"
    if _OPEN_MODAL.search(context.text, last.start, last.end):
        return _open_modal(context, last.start, last.end)
    if colon:
        lead = _mandate_of_group(context, own) or _read(context, last.start, last.end)
        if lead is None:
            lead = _name_alone(context, last.start, last.end)
        if lead is None and len(own) == 1:
            lead = _heading(context, last.start, last.end)
        if lead is None and last.end - last.start < 60:
            for sentence in reversed(own[:-1]):
                lead = _heading(context, sentence.start, sentence.end)
                if lead:
                    return lead
        return lead
    named = _body_as_heading(context, own) if len(own) == 1 else None
    if named:
        return named
    if len(own) <= 2 and last.end - last.start < 160 and context.text[last.end - 1] not in ".؛;":
        return _heading(context, own[0].start, own[0].end)
    return None


_OPEN_MODAL = re.compile(r"\b(?:shall|must|will|is to|are to)$")


def _open_modal(context: DutyContext, start: int, end: int) -> Lead | None:
    """Read "The Task Force shall" before (a), (b), (c) in the same sentence."""
    modal = _OPEN_MODAL.search(context.text, start, end)
    if modal is None or not is_agent(context.text, start, modal.start()):
        return None
    bodies = split_names(context.text, start, modal.start())
    return Lead(tuple(bodies), (), (start, end), "lead-modal")


def _body_as_heading(context: DutyContext, own: list[Sentence]) -> Lead | None:
    """Read an item that is only a body's name («۴. روابط عمومی»), above what it has to do."""
    text, start, end = context.text, own[0].start, own[0].end
    if context.language == "en" or context.kind not in {"resolution", "minutes", "order"}:
        return None
    if end - start > 60 or not begins_body(text, start, end):
        return None
    bodies = bodies_at(text, start, end, context.known)
    first = _FIRST_ITEM.match(text, end)
    done = first and (_ACTING.search(first["said"]) or first["said"].split()[0] in ACTION_NOUNS)
    if not bodies or bodies[-1][1] < end - 1 or not done:
        return None
    return Lead(tuple(bodies), (), (start, end), "lead-name")


_FIRST_ITEM = re.compile(r"\s*\(?[^\s().-]{1,4} ?[).-]{1,2} *(?P<said>[^\n]{5,300})")
_MANDATE = rx(
    r"(?:(?:با|و) (?:شرح )?(?:وظایف|مأموریت‌های|مأموریت|تکالیف|اهداف و وظایف) (?:زیر|ذیل)|"
    r"(?:شرح )?(?:وظایف|مأموریت‌های|تکالیف) (?:آن|این (?:کارگروه|کمیته|ستاد|شورا|گروه|هیئت))|"
    r"تا (?:وظایف|اقدامات|موارد|کارهای) (?:زیر|ذیل) را)[^\n]{0,50}:$|"
    r"(?:\bwith (?:the following |the |a |its )?(?:mandate|tasks?|functions|duties|"
    r"responsibilities|terms of reference|remit)\b[^\n]{0,40}|[,;] (?:which|that|and) "
    r"(?:shall|will|is to)|\bto|"
    r"(?:whose|its) (?:tasks?|functions|duties|mandate|responsibilities) (?:are|is|shall|will|"
    r"include)\b[^\n]{0,40}):$"
)


def _mandate_of_group(context: DutyContext, own: list[Sentence]) -> Lead | None:
    """Read "an expert group on X, composed of ..., with the mandate:" as said of the group."""
    start, end = own[0].start, own[-1].end
    if context.group is None or not start <= context.group[0] < end:
        return None
    if not _MANDATE.search(context.text, max(own[-1].start, context.group[1], end - 120), end):
        return None
    return Lead((context.group,), (), (start, end), "lead-mandate")


def _lead_lines(
    structure: Structure,
    sentences: list[Sentence],
    context: DutyContext,
    found: "tuple[dict[int, Lead], dict[int, Lead], set[int], dict[int, int]]",
) -> None:
    """Leads that stand in lines of their own, before items or bullets."""
    by_node, by_bullet, silent, index_of = found
    headings = {structure.copy.lines[line].start for line in structure.headings}
    text = context.text
    for position, sentence in enumerate(sentences):
        ends_with_colon = text[sentence.end - 1] == ":"
        is_heading = sentence.start in headings
        following = sentences[position + 1] if position + 1 < len(sentences) else None
        if not (ends_with_colon or is_heading) or following is None or sentence.start in silent:
            continue
        if following.bulleted and following.node == sentence.node:
            lead = _read(context, sentence.start, sentence.end) or _heading(
                context, sentence.start, sentence.end
            )
            if lead:
                silent.add(sentence.start)
                _take_bullets(sentences, position + 1, lead, by_bullet)
            continue
        if following.node == sentence.node or following.node is None:
            continue
        node = structure.nodes[following.node]
        if sentence.node is not None and node.parent is structure.nodes[sentence.node]:
            continue  # handled as the lead of that item
        lead = _read(context, sentence.start, sentence.end) if ends_with_colon else None
        lead = lead or _heading(context, sentence.start, sentence.end)
        if lead:
            silent.add(sentence.start)
            for sibling in _list_from(structure, node):
                by_node.setdefault(index_of[id(sibling)], lead)


def _take_bullets(
    sentences: list[Sentence], position: int, lead: Lead, by_bullet: dict[int, Lead]
) -> None:
    node = sentences[position].node
    line = -1
    for sentence in sentences[position:]:
        if sentence.node != node or (not sentence.bulleted and sentence.line != line):
            return
        if sentence.bulleted:
            by_bullet[sentence.start] = lead
        line = sentence.line


def _list_from(structure: Structure, node: Node) -> list[Node]:
    """Return the node and its later siblings, up to where their numbering starts again."""
    siblings = (
        node.parent.children if node.parent else [n for n in structure.nodes if n.parent is None]
    )
    found: list[Node] = []
    started = False
    for sibling in siblings:
        started = started or sibling is node
        if not started:
            continue
        if found and (
            sibling.word != node.word or (sibling.readings[:1] and sibling.readings[0][1] == 1)
        ):
            break
        found.append(sibling)
    return found


def _read(context: DutyContext, start: int, end: int) -> Lead | None:
    """Read a lead-in that says its agent in a clause."""
    if end - start > 1_500:
        return None
    text = context.text
    if context.language == "en":
        return _read_english(context, start, end)
    heading = _heading(context, start, end)
    if heading:
        return heading
    bare_end = end - 1 if text[end - 1] == ":" else end
    if _OBLIGED_LEAD.search(text, start, bare_end):
        trigger = _OBLIGED_LEAD.search(text, start, bare_end)
        bodies = subject(context, start, trigger.start(), anybody=True) if trigger else []
        if bodies:
            return Lead(
                tuple(bodies), tuple(supporters(context, start, end)), (start, end), "lead-obliged"
            )
    deeds = deeds_fa(context, start, bare_end, in_item=True)
    return _as_lead(deeds[:1], (start, end))


_ASKED_EN = re.compile(
    r"(?P<body>[\w' -]{3,90}?) (?:is|are|shall be|will be) (?:hereby |also )?(?:requested|"
    r"invited|instructed|directed|"
    r"asked|tasked|encouraged|urged|required|mandated|authorised and requested)[^:\n]{0,60}:$"
)


def _read_english(context: DutyContext, start: int, end: int) -> Lead | None:
    heading = _heading(context, start, end)
    if heading:
        return heading
    asked = _ASKED_EN.match(context.text, start, end)
    if asked and is_agent(context.text, *asked.span("body")):
        bodies = split_names(context.text, *asked.span("body"))
        return Lead(tuple(bodies), (), (start, end), "lead-asked")
    deeds = deeds_en(context, start, end)
    if deeds:
        beside = [d for d in deeds if not _TO_DO.search(context.text, *d.reach)]
        together = deeds[-1] in beside and all(d.rule == "called-upon" for d in beside)
        return _as_lead(beside if together else deeds[-1:], (start, end))
    match = _PRODUCE_EN.match(context.text[start:end])
    if match and is_agent(context.text, start, start + match.end("body")):
        bodies = split_names(context.text, start, start + match.end("body"))
        return Lead(
            tuple(bodies), supporters_en(context.text, start, end), (start, end), "lead-produces"
        )
    return None


_TO_DO = re.compile(r"\bto [a-z]")


def _as_lead(deeds: list[Deed], reach: Range) -> Lead | None:
    if not deeds:
        return None
    bodies = tuple(body for deed in deeds for body in deed.bodies)
    return Lead(bodies, deeds[0].supporting, reach, "lead-" + deeds[0].rule)


_ACTING = rx(r"(?:می‌?\S+(?:د|ند)|کند|کنند|نماید|نمایند|دهد|دهند|گذارد|رساند)[\s.؛،]*$")


def _name_alone(context: DutyContext, start: int, end: int) -> Lead | None:
    """Read a lead-in that is only a name («بازرس انجمن:»), where what follows has verbs."""
    text = context.text
    if context.language == "en":
        return _english_name_alone(context, start, end)
    if end - start > 120 or not begins_body(text, start, end):
        return None
    bodies = bodies_at(text, start, end, context.known)
    if bodies and (helping := SUPPORT.match(text, bodies[-1][1] + 1, end)):
        helpers = bodies_at(text, helping.end(), end, context.known)
        if helpers and helpers[-1][1] >= end - 2:
            return Lead(tuple(bodies), tuple(helpers), (start, end), "lead-name")
    first = re.compile(r"\s*[^\n]{5,300}").match(text, end)
    if not bodies or bodies[-1][1] < end - 2 or not first or not _ACTING.search(first.group()):
        return None
    return Lead(tuple(bodies), (), (start, end), "lead-name")


def _english_name_alone(context: DutyContext, start: int, end: int) -> Lead | None:
    """Read "The Task Force:" where what follows begins with shall or to."""
    text = context.text
    if text[end - 1] != ":" or not is_agent(text, start, end - 1):
        return None
    if not re.compile(r"\s*\(?\w{1,4}[).] +(?:shall|must|will|to) ").match(text, end):
        return None
    bodies = split_names(text, start, end - 1)
    return Lead(tuple(bodies), (), (start, end), "lead-name")


_TASKS_CLOSE = rx(
    r" ?(?:عبارت‌?(?: است|ند|‌اند)|(?:به|بدین|به این) (?:شرح|قرار|ترتیب)|به صورت (?:زیر|ذیل)|"
    r"(?:چنین|شامل|زیر|ذیل)(?!\w)|:)"
)
_Reader = Callable[[DutyContext, int, int], "Lead | None"]


def _heading(context: DutyContext, start: int, end: int) -> Lead | None:
    """Read a heading that names whose tasks follow."""
    text = context.text
    if context.language == "en":
        match = _TASKS_EN.search(text[start : min(end, start + 300)])
        if not match or not is_agent(text, start + match.start("body"), start + match.end("body")):
            return None
        bodies = split_names(text, start + match.start("body"), start + match.end("body"))
        return Lead(tuple(bodies), supporters_en(text, start, end), (start, end), "lead-tasks")
    match = _TASKS_FA.search(text[start : min(end, start + 200)])
    if not match or match.start() > 80:
        return None
    if match.start() > 0 and text[start : start + match.start()].rstrip().endswith("و"):
        return None
    at = start + match.end()
    if begins_body(text, at, end):
        bodies = bodies_at(text, at, end, context.known)
    else:
        closing = _TASKS_CLOSE.search(text, at, end)
        bodies = any_agents(text, at, closing.start()) if closing else []
    return Lead(tuple(bodies), (), (start, end), "lead-tasks") if bodies else None
