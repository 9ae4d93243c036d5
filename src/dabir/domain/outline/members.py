"""The members of the group, wherever the text lists them.

Reads the structure; writes the members in order, each once: from running text (متشکل از, composed
of), from the items or lines below a lead-in, and from brackets that mark who leads.
"""

import re

from dabir.domain.outline.first_letters import by_first_letter
from dabir.domain.outline.member_lists import clean_member, split_members, under_shared_head
from dabir.domain.outline.model import Finding, Kind
from dabir.domain.outline.names_en import is_agent
from dabir.domain.outline.names_fa import begins_body
from dabir.domain.outline.nesting import Node
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.structure import Structure

_INLINE_FA = rx(
    r"(?<!\w)(?:متشکل از|مرکب از|با عضویت|و عضویت|به عضویت|با شرکت|متشکل‌اند از|"
    r"با (?:حضور|ترکیب) (?!(?:زیر|ذیل|اعضا|اعضای|افراد|اشخاص|نهادهای|دستگاه‌های)(?!\w))"
    r"(?=[^.\n]{3,900}(?:تشکیل|ایجاد|شکل|تأسیس) (?:می|شود|گردد|شد|گردید|خواه))|"
    r"با مشارکت (?=(?:نمایندگان|نماینده‌های)(?!\w)[^.\n]{3,900}(?:تشکیل|ایجاد|شکل|تأسیس) "
    r"(?:می|شود|گردد|شد|گردید|خواه))|"
    r"با (?:مشارکت|حضور) (?:اعضای|افراد|اشخاص|نهادهای|دستگاه‌های) (?:زیر|"
    r"ذیل)|با ترکیب(?: اعضای)? (?:زیر|ذیل)|"
    r"اعضا(?:ی)?(?: \S+){0,8}? (?:عبارت‌اند از|عبارت است از|عبارتند از|عبارت بودند از|شامل|"
    r"به شرح (?:زیر|ذیل)(?: است| می‌باشد| هستند| می‌باشند| تعیین می‌شود| تعیین می‌شوند)?|"
    r"به این شرح(?: است| هستند)?)|"
    r"(?:ترکیب )?اعضا(?:ی)?(?: \S+){0,6}?(?=:))(?: نمایندگان(?=\s*:))?(?P<colon>\s*:)?\s*"
)
_LIST_END_FA = rx(
    r"\s(?:تشکیل|ایجاد|تعیین|شکل|تأسیس|تصویب|انتخاب|معرفی|منصوب) (?:می|شد|گرد|خواهد|شود|گردد)|"
    r"\.(?=\s|$)|\sبه منظور\s|،? این \S+ را\s|"
    r"\sتشکیل(?=\W*$)|\n\n|\sکه (?:با|در|به|وظیفه)|"
    r"\s(?:است|هستند|می‌باشند|می‌باشد|خواهند بود|خواهد بود)(?=\W|$)|\sفعالیت (?:می|خواه)|"
    r"\s(?:انجام|صورت|به کار|رسیدگی) (?:می|خواه)|\sبرگزار|\sاداره می|\s(?:با هدف|جهت)\s"
)
_BELOW_FA = rx(
    r"(?<!\w)(?:عضویت|اعضا|اعضای|ترکیب|متشکل|مرکب)(?!\w)|"
    r"(?<!\w)از (?:نمایندگان |میان )?(?:افراد|اشخاص|نهادها|نهادهای|دستگاه‌های|سازمان‌های|مقامات|"
    r"تشکل‌های) "
    r"(?:زیر|ذیل) (?:تشکیل|ترکیب)"
)
_NOT_MEMBERS_FA = rx(
    r"حاضر|غایب|وظایف|تکالیف|انتخاب اعضا|شرایط عضویت|حقوق اعضا|عضویت در|شرایط اعضا|تعهدات اعضا|"
    r"لغو عضویت|حق عضویت|انواع عضویت|عضویت پیوسته|جلسات|حضور"
)
_INLINE_EN = by_first_letter(
    r"\b(?:composed of|consist(?:s|ing)? of|compris(?:es|e|ing)|comprised of|made up of|"
    r"formed (?:of|by)|"
    r"(?:its|the|whose) members (?:are|shall be|will be)|membership (?:is|shall be|includes)|"
    r"members of the [\w' -]{2,60} (?:are|shall be)|"
    r"with the following members|M(?<=^M)embers(?:hip)?)(?: the following(?: members| persons|"
    r" bodies| organi[sz]ations)?(?=\s*:))?(?P<colon>\s*:)?\s*",
    re.IGNORECASE | re.MULTILINE,
)
_LIST_END_EN = re.compile(
    r"(?<!Prof)(?<!Dr)(?<!Mr)(?<!Ms)(?<!Mrs)(?<!St)(?<!No)(?<!\b[A-Z])"
    r"[.](?=\s|$)|;(?!\s*(?:and\s+)?(?:the |an? |one |two |Mr|Ms|Dr|[A-Z]))|,? (?:with (?:terms|"
    r"a mandate|the (?:task|mandate|following))|which (?:shall|"
    r"will|is)|who (?:shall|will)|to (?=[a-z]+ (?:the|a|and|on))|and (?:shall|will|is|reports?)\b|"
    r"is (?:hereby )?established|shall (?:be|meet)|under the|whose (?:task|mandate))|\n\n"
)
_BELOW_EN = by_first_letter(
    r"\b(?:composed of|consists? of|comprises?|members|membership|composition|composed as follows|"
    r"made up of|following persons|following members)\b",
    re.IGNORECASE,
)
_NOT_MEMBERS_EN = by_first_letter(
    r"\b(?:present|apologies|absent|in attendance|attend|duties|rights|elected|admission|fee|"
    r"eligib|shall be open|categories of|"
    r"quorum|terms? of office|tasks|removal|resign|obligations|meetings?|agenda)\b",
    re.IGNORECASE,
)
_GENERAL_EN = re.compile(
    r"^(?:experts?|persons?|individuals|representatives?|members?|people|stakeholders|"
    r"practitioners|volunteers|not (?:more|fewer|less)|no more|at least|up to|"
    r"between|\w+ (?:members|experts|representatives|persons))\b(?! of the [A-Z]| of [A-Z]|"
    r" from the [A-Z])",
    re.IGNORECASE,
)
_SOME_COMMITTEE = rx(r"(?:کمیته‌ای|هیئتی|گروهی|کمیسیونی|شورایی|تیمی) (?:متشکل|مرکب)")
_LONGEST_LIST = 4_000
_MOST_IN_LIST = 8  # lists that open within the longest one; more are no lists


def read_members(structure: Structure, kind: Kind, language: str) -> tuple[Finding[str], ...]:
    """Return the members listed for the document's group; a call lists none."""
    if kind in {"call", "news"}:
        return ()
    found: dict[str, Finding[str]] = {}
    copy = structure.copy
    places: list[tuple[int, list[tuple[int, int]], str]] = []
    places += _inline(structure, language, kind)
    places += _below(structure, language)
    for _, members, rule in sorted(places, key=lambda place: place[0]):
        for start, end in members:
            member = copy.finding(start, end, rule, 0.9)
            key = re.sub(r"\W", "", re.sub(r"\([^()]*\)", "", copy.text[start:end])).casefold()
            if key:
                found.setdefault(key, member)
    return tuple(found.values())


_Place = tuple[int, list[tuple[int, int]], str]


def _inline(structure: Structure, language: str, kind: Kind) -> list[_Place]:
    copy = structure.copy
    text = copy.text
    english = language == "en"
    pattern, list_end = (_INLINE_EN, _LIST_END_EN) if english else (_INLINE_FA, _LIST_END_FA)
    negative = _NOT_MEMBERS_EN if english else _NOT_MEMBERS_FA
    places: list[_Place] = []
    set_up: dict[int, re.Match[str] | None] = {}
    crowd_from, crowd = -_LONGEST_LIST, 0
    for match in pattern.finditer(text):
        start = match.end()
        if match.start() - crowd_from >= _LONGEST_LIST:
            crowd_from, crowd = match.start(), 0
        crowd += 1
        if crowd > _MOST_IN_LIST:
            continue
        line_index = copy.line_at(match.start())
        line = copy.lines[line_index]
        if line_index not in set_up:
            set_up[line_index] = _SETTING_UP.search(text, line.start, line.end)
        setting_up = set_up[line_index]
        attending = _ATTENDING.match(match.group())
        lead = text[max(line.start, match.start() - 60) : match.start() if attending else start]
        group_from = max(line.start, match.start() - 400)
        stray = attending is not None and not _OF_GROUP.search(text, group_from, match.start())
        if stray or _SOME_COMMITTEE.search(lead):
            continue
        before = setting_up is not None and setting_up.end() <= match.start()
        if negative.search(lead) and not before:
            continue
        if kind == "minutes" and setting_up is None:
            continue
        if start > line.end:  # the list stands in the next line
            following = copy.lines[copy.line_at(start)]
            node = structure.index_at(following.start)
            marked = node is not None and structure.nodes[node].marker.start >= line.end
            if marked or following.bulleted or following.start < start:
                continue
            line = following
        if _marker_between(structure, match.end() - 1, start + 1):
            continue
        limit = min(line.end, start + _LONGEST_LIST)
        stop = _outside_brackets(text, list_end, start, limit)
        marker_stop = _next_marker(structure, start)
        stop = min(stop, marker_stop)
        members = split_members(text, start, stop, language)
        if _is_list(text, members, english=english):
            places.append((start, members, "members-in-text"))
    return places


_ATTENDING = rx(r"با (?:حضور|ترکیب) (?!اعضا)")
_OF_GROUP = rx(
    r"(?<!\w)(?:کارگروه|کمیته|ستاد|شورا|شورای|کمیسیون|هیئت|هیات|گروه|قرارگاه|دبیرخانه)(?!\w)"
    r"(?:(?!جلس|نشست)[^.\n])*$"
)
_SETTING_UP = rx(
    r"تشکیل|عضویت|متشکل|مرکب|عبارت|ستاد|کارگروه|establish|composed|consist|compris|created?\b|"
    r"set up",
    re.IGNORECASE,
)


def _marker_between(structure: Structure, start: int, end: int) -> bool:
    index = structure.index_at(end)
    return index is not None and structure.nodes[index].marker.start >= start


def _next_marker(structure: Structure, position: int) -> int:
    index = structure.index_at(position)
    following = 0 if index is None else index + 1
    nodes = structure.nodes
    return nodes[following].marker.start if following < len(nodes) else len(structure.copy.text)


def _outside_brackets(text: str, pattern: re.Pattern[str], start: int, limit: int) -> int:
    for match in pattern.finditer(text, start, limit):
        inside = text[start : match.start()]
        if inside.count("(") <= inside.count(")"):
            return match.start()
    return limit


def _is_list(text: str, members: list[tuple[int, int]], *, english: bool) -> bool:
    """Tell a list of members from a general description."""
    if not members:
        return False
    first = text[members[0][0] : members[0][1]]
    if english:
        if _GENERAL_EN.match(first):
            return False
        named = sum(bool(re.match(r"(?:the |[a-z]+ )?[A-Z]", text[a:b])) for a, b in members)
        return len(members) > 1 and named * 2 >= len(members)
    if under_shared_head(text, members[0][0]):
        return len(members) > 1
    bodies = sum(begins_body(text, *member) for member in members)
    short = all(end - start < 220 for start, end in members)
    if len(members) == 1:
        return False
    persons = all(2 <= len(text[a:b].split()) <= 12 for a, b in members)
    return short and (
        bodies * 2 >= len(members)
        or (persons and len(members) > 1 and _persons_before(text, members[0][0]))
    )


def _persons_before(text: str, at: int) -> bool:
    return bool(re.search(_PERSONS, text[max(0, at - 30) : at]))


_PERSONS = rx(
    r"(?:آقای|آقایان|خانم|خانم‌ها|عبارت‌اند از|عبارتند از)"
    r"\s*:?\s*(?:(?:آقای|خانم|دکتر|مهندس|سرکار|جناب) ){0,3}$"
).pattern


def _below(structure: Structure, language: str) -> list[_Place]:
    """Members that stand in items or lines of their own below a lead-in."""
    copy = structure.copy
    text = copy.text
    english = language == "en"
    positive, negative = (_BELOW_EN, _NOT_MEMBERS_EN) if english else (_BELOW_FA, _NOT_MEMBERS_FA)
    places: list[_Place] = []
    for node, (start, end) in zip(structure.nodes, structure.bounds, strict=True):
        children = [c for c in node.children if c.kind in {"clause", "letter"}]
        if len(children) < 2 or end - start > 1_200:
            continue
        lead = text[start:end]
        last = lead.rsplit("\n", 1)[-1]
        heading = len(lead) < 120 and not lead.endswith((".", "؛", ";"))
        if not (lead.endswith(":") or heading):
            continue
        if not positive.search(last if lead.endswith(":") else lead) and not (
            lead.endswith(":") and positive.search(lead) and len(lead) < 300
        ):
            continue
        if negative.search(last) and not _SEATED_BELOW.search(last):
            continue
        if _TASKS.search(lead) or _says(structure, children, english=english):
            continue
        named = [c for c in children if not _sentence(text, c.marker.text_start, english=english)]
        members = [_child(structure, child, english=english) for child in named]
        places.append((start, members, "members-below"))
    places += _lines_below(structure, language)
    return places


_TASKS = rx(r"وظایف|تکالیف|اختیارات|\btasks\b|\bduties\b|\bshall:|\bwill:", re.IGNORECASE)


_SEATED_BELOW = rx(
    r"با (?:حضور|عضویت|شرکت|ترکیب|مشارکت) (?:اعضای|افراد|اشخاص|نمایندگان|نهادهای|"
    r"دستگاه‌های) (?:زیر|ذیل)"
)


def _says(structure: Structure, children: list[Node], *, english: bool) -> bool:
    """Tell whether the items below a heading are sentences about members, not their names."""
    text = structure.copy.text
    first = children[:6]
    told = sum(_sentence(text, child.marker.text_start, english=english) for child in first)
    return told * 2 > len(first)


def _sentence(text: str, start: int, *, english: bool) -> bool:
    """Tell whether a line says something: its verb stands in no relative clause of a name."""
    stop = text.find("\n", start)
    end = stop if stop >= 0 else len(text)
    verb = (_SENTENCE_EN if english else _SENTENCE_FA).search(text, start, end)
    return verb is not None and not _RELATIVE.search(text, start, verb.start())


_SENTENCE_EN = re.compile(
    r"\b(?:is|are|shall|may|must|will|comprises|consists|can|has|have|serves?)\b[^\n]*[.:]\s*$"
)
_RELATIVE = rx(r"\b(?:who|which|that|whose|whom)\b|(?<!\w)که(?!\w)", re.IGNORECASE)
_SENTENCE_FA = rx(r"(?<!\w)(?:است|هستند|شود|شوند|گردد|گردند|می‌\S+[دن])[.؛:]?\s*$")


def _child(structure: Structure, child: Node, *, english: bool) -> tuple[int, int]:
    copy = structure.copy
    index = (
        structure.nodes.index(child)
        if len(structure.nodes) < 400
        else structure.index_at(child.marker.start)
    )
    start, end = structure.bounds[index or 0]
    line_end = copy.text.find("\n", start, end)
    stop = line_end if line_end >= 0 else end
    return _first_name(copy.text, *clean_member(copy.text, start, stop), english=english)


def _first_name(text: str, start: int, end: int, *, english: bool) -> tuple[int, int]:
    """Leave off a remark that follows the name in a sentence of its own."""
    stop = re.compile(r"[.؛;](?=\s)").search(text, start, end)
    if stop and stop.start() > start:
        return clean_member(text, start, stop.start())
    if english:
        role = re.compile(r"\s*,\s*(?:who|as|serving|acting|representing)\b").search(
            text, start, end
        )
        if role:
            return clean_member(text, start, role.start())
    return start, end


def _lines_below(structure: Structure, language: str) -> list[_Place]:
    """Members in bulleted or plain lines, or in top-level items, below a lead-in line."""
    copy = structure.copy
    text = copy.text
    english = language == "en"
    positive, negative = (_BELOW_EN, _NOT_MEMBERS_EN) if english else (_BELOW_FA, _NOT_MEMBERS_FA)
    places: list[_Place] = []
    lines = copy.lines
    starts = {node.marker.start: index for index, node in enumerate(structure.nodes)}
    headings = set(structure.headings)
    for index, line in enumerate(lines[:-1]):
        colon = text[line.end - 1] == ":"
        above = lines[index + 1].bulleted and line.end - line.start < 80
        opens = above and text[line.end - 1] not in ".؛،,;!?؟"
        if not colon and index not in headings and not opens:
            continue
        if line.end - line.start > 400 or line.bulleted:
            continue
        lead = text[line.start : line.end]
        if not positive.search(lead) or negative.search(lead) or _TASKS.search(lead):
            continue
        own = structure.index_at(line.start)
        following = lines[index + 1]
        if following.start in starts:
            if (
                own is not None
                and structure.nodes[starts[following.start]].parent is structure.nodes[own]
            ):
                continue
            if positive.search(text, following.start, following.end) and (
                index + 2 < len(lines) and lines[index + 2].bulleted
            ):
                continue
            members = _items_from(structure, starts[following.start], english=english)
        else:
            members = _plain_lines(structure, index + 1, starts, english=english)
        if len(members) > 1:
            places.append((line.start, members, "members-below"))
    return places


def _items_from(structure: Structure, first: int, *, english: bool) -> list[tuple[int, int]]:
    nodes = structure.nodes
    members = []
    for index in range(first, len(nodes)):
        node = nodes[index]
        if node.parent is not nodes[first].parent:
            continue
        if node.word or (index > first and node.readings[:1] and node.readings[0][1] == 1):
            break
        if not _sentence(structure.copy.text, node.marker.text_start, english=english):
            members.append(_child(structure, node, english=english))
    return members


def _plain_lines(
    structure: Structure, first: int, starts: dict[int, int], *, english: bool
) -> list[tuple[int, int]]:
    copy = structure.copy
    text = copy.text
    lines = copy.lines
    bulleted = lines[first].bulleted
    members: list[tuple[int, int]] = []
    for index in range(first, min(len(lines), first + 60)):
        line = lines[index]
        if (
            line.start in starts
            or line.bulleted != bulleted
            or (not bulleted and line.after_blank and index > first)
        ):
            break
        if line.end - line.start > 200 or _sentence(text, line.start, english=english):
            break
        member = _first_name(text, *clean_member(text, line.start, line.end), english=english)
        named = (
            is_agent(text, *member) or text[member[0]].isupper()
            if english
            else begins_body(text, *member)
        )
        if not bulleted and not named:
            break
        if not bulleted and text[line.end - 1] == ":":
            break
        members.append(member)
    if not bulleted and len(members) == 1:
        return []
    return members
