"""Names of English bodies: where they begin and end, and which of them stand together.

Reads stretches of the copy's text; writes (start, end) pairs of positions in it.
"""

import re

from dabir.domain.outline.words_en import AGENT_NOUN

Range = tuple[int, int]

LONGEST_NAME = 240
ARTICLE = re.compile(r"(?:the|a|an|all|any|both|its|their|his|her|our)\s+", re.IGNORECASE)
_ARTICLE_ONLY = re.compile(
    r"(?:(?:the|an?)\s+|(?:Mr|Mrs|Ms|Dr|Prof|Cllr|Sir|Amb)\.?\s+)+", re.IGNORECASE
)
_PREPOSITION = re.compile(
    r"\s(?:of|for|on|in|at|to|with|from|by|responsible|who|that|which|under|within|against|or|and|"
    r"as|appointed|designated|concerned|referred|named|listed|acting)\b|,",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"(?<!elected)(?<!appointed)(?<!nominated)(?<!designated)\sby\b|"
    r"\s(?:to|shall|must|will|should|may|is|are|was|were|has|have|had|within|before|after|until|"
    r"not later|no later|in (?:close )?(?:consultation|cooperation|co-operation|collaboration|"
    r"coordination|co-ordination|partnership|liaison|order|accordance|conjunction)|"
    r"with(?! (?:fewer|more|less|at least|at most|over|up to|no|under|\d+) )|who|"
    r"when|where|so that|as|through|under|upon|via|using|during|that|which|at|from|on (?:the|a|"
    r"an|how|its|"
    r"\d)|working (?:with|through)|acting|circulated|for (?:consideration|review|approval|comment|"
    r"information|discussion))\b|[,;:()\[\]\n]|"
    r"(?<![A-Z])(?<!Mr)(?<!Ms)(?<!Dr)(?<!Mrs)(?<!Prof)(?<!Capt)(?<!St)(?<!Cllr)\.(?:\s|$)| - |\"|«"
)
_CAPITALISED = re.compile(r"[A-Z][\w'.&-]*")
_AND = re.compile(
    r"(?:,\s*(?:and\s+|as well as\s+)?|\s+and\s+|\s+as well as\s+|\s*;\s*(?:and\s+)?|\s*&\s*)"
)


def without_article(text: str, start: int, end: int) -> Range:
    """Return the range with the article or courtesy title before it left off."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1] in " ,;:.\n":
        end -= 1
    article = _ARTICLE_ONLY.match(text, start, end)
    if article and article.end() < end:
        start = article.end()
    emphatic = _ITSELF.search(text, start, end)
    return start, emphatic.start() if emphatic else end


_ITSELF = re.compile(r"(?<=\w) (?:itself|themselves|himself|herself)$")


_BRACKETS = re.compile(r"\s*\([^()]*\)")
_FIGURE = re.compile(r"(?<=[A-Za-z]) \d{1,2}$")  # Project Committee 9, TC 4


def is_agent(text: str, start: int, end: int) -> bool:
    """Tell whether the words name somebody who can act, not a thing."""
    words = _BRACKETS.sub("", text[start:end]).strip()
    if not words or len(words) > LONGEST_NAME or ":" in words:
        return False
    article = ARTICLE.match(words)
    bare = words[article.end() :] if article else words
    bare = re.sub(
        r"^(?:each|every|either|other|relevant|such|all)\s+(?:of\s+(?:the|its)\s+)?", "", bare
    )
    if not bare:
        return False
    core = _PREPOSITION.split(bare, maxsplit=1)[0].strip()
    core = _FIGURE.sub("", core)
    last = core.rsplit(" ", 1)[-1]
    if AGENT_NOUN.fullmatch(last):
        return True
    tokens = core.split()
    capitalised = [t for t in tokens if _CAPITALISED.match(t)]
    if len(tokens) >= 2 and len(capitalised) == len(tokens):
        return not last.endswith(("Plan", "Report", "Strategy", "Programme", "Policy", "Article"))
    return len(tokens) == 1 and bool(re.fullmatch(r"[A-Z]{2,8}s?", core)) and core not in _THINGS


_THINGS = frozenset(
    [
        "RFC",
        "ACTION",
        "PDF",
        "XML",
        "HTML",
        "JSON",
        "API",
        "NOTE",
        "RULES",
        "BYLAWS",
        "MINUTES",
        "AGENDA",
        "DRAFT",
        "ORDER",
        "ANNEX",
        "PART",
    ]
)


def name_end(text: str, start: int, end: int) -> int:
    """Return where the name that begins at ``start`` ends, lists with commas not taken in."""
    limit = min(end, start + LONGEST_NAME)
    match = _STOP.search(text, start, limit)
    return match.start() if match else limit


def names_at(text: str, start: int, end: int) -> tuple[list[Range], int]:
    """Return the bodies of the list that begins at ``start`` (the A, the B and the C), its end."""
    found: list[Range] = []
    at = start
    stop = start
    while len(found) < 12:
        stop = name_end(text, at, end)
        found += split_names(text, at, stop)
        joined = re.compile(r",\s*(?:and\s+)?|\s*\([^()]*\)\s*(?:,\s*)?(?:and\s+)?").match(
            text, stop, end
        )
        if not joined or joined.end() >= end:
            break
        following = name_end(text, joined.end(), end)
        if found and _goes_on_after_comma(text, at, stop, joined.end(), following):
            found[-1] = without_article(text, found[-1][0], following)
            stop = following
            break
        candidate = text[joined.end() : following]
        if not ARTICLE.match(candidate) and not _CAPITALISED.match(candidate):
            break
        if not is_agent(text, joined.end(), following):
            break
        at = joined.end()
    return found, stop


_OFFICE_OF = re.compile(
    r"\b(?:Ministry|Minister|Department|Office|Committee|Agency|Bureau|Secretary|Directorate|"
    r"Institute|Commission|Division|"
    r"Council|Board|Unit|Association|Centre|Center)s? (?:of|for|on)\b"
)
_REST_OF_NAME = re.compile(r"(?:[A-Z][\w'-]+(?:,? | and )){1,5}[A-Z][\w'-]+\s*")


def _goes_on_after_comma(text: str, start: int, comma: int, rest: int, end: int) -> bool:
    """Tell whether a comma stands inside a name: Department for Culture, Media and Sport."""
    before, after = text[start:comma], text[rest:end]
    if not _REST_OF_NAME.fullmatch(after) or " and " not in after:
        return False
    ends_with_noun = bool(AGENT_NOUN.search(after.strip().rsplit(" ", 1)[-1]))
    if AGENT_NOUN.fullmatch(before.strip().rsplit(" ", 1)[-1]):
        return False
    return bool(_OFFICE_OF.search(before)) or ends_with_noun


def split_names(text: str, start: int, end: int, *, persons: bool = False) -> list[Range]:
    """Return the bodies named together between ``start`` and ``end``, cut at commas and "and".

    With ``persons``, what looks like a person's name stands alone beside a body.
    """
    cuts: list[Range] = []
    left = start
    for match in _AND.finditer(text, start, end):
        inside = text[start : match.start()]
        if inside.count("(") > inside.count(")"):
            continue
        alone = persons and _PERSON_BEFORE.fullmatch(text[left : match.start()].strip())
        if alone or _both_stand_alone(text, left, match.start(), match.end(), end):
            cuts.append((match.start(), match.end()))
            left = match.end()
    pieces, at = [], start
    for cut_start, cut_end in cuts:
        pieces.append((at, cut_start))
        at = cut_end
    pieces.append((at, end))
    trimmed = [without_article(text, *piece) for piece in pieces]
    return [piece for piece in trimmed if piece[1] > piece[0]]


_PERSON_BEFORE = re.compile(r"[A-Z][\w'.-]*(?: [A-Z][\w'.-]*){1,2}")


def _both_stand_alone(text: str, left: int, left_end: int, right: int, end: int) -> bool:
    """Tell whether "and" joins two bodies rather than two parts of one name."""
    before, after = text[left:left_end].strip(), text[right:end].strip()
    following = _AND.split(after, maxsplit=1)[0]
    if re.match(r"(?:the|an?)\s", after, re.IGNORECASE):
        return True
    if re.match(r"(?:Mr|Mrs|Ms|Dr|Prof)\.?\s", after):
        return True
    body_before, body_after = AGENT_NOUN.search(before), AGENT_NOUN.search(following)
    if body_before and body_after:
        return True
    person = re.compile(r"[A-Z][\w'.-]*(?: [A-Z][\w'.-]*){1,3}")
    if not body_before and not body_after:
        return bool(person.fullmatch(before) and person.fullmatch(following))
    whole = re.compile(r"(?:[A-Z]{2,8}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)")
    return bool(
        (body_before and not re.search(r"\b(?:of|for|on)\b", before) and whole.fullmatch(following))
        and person.fullmatch(following)
    )
