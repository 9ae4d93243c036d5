"""Cutting the list of a group's members into members.

Reads a stretch of the copy; writes (start, end) of each member, without numbers, courtesy titles,
roles and remarks. A comma may be part of a name (وزارت علوم، تحقیقات و فناوری), and brackets that
say who belongs to a member stay with it.
"""

import re

from dabir.domain.outline.names_en import is_agent
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.words_fa import BODY, HEAD, PERSON

Range = tuple[int, int]

_ROLE_WORDS = (
    r"(?:رئیس|نایب رئیس|نائب رئیس|دبیر|عضو|اعضا|ناظر|سخنگو|مدعو|حسب مورد|بدون حق رأی|با حق رأی|"
    r"جانشین|قائم مقام|مسئول|هماهنگ‌کننده|علی‌البدل|"
    r"برحسب|در صورت|به عنوان|عنداللزوم|راهبر|میزبان|سرگروه|متولی|هماهنگ‌کننده|chair|vice|"
    r"secretary|co-chair|rapporteur|observer|member|"
    r"minutes|convener|lead|ex officio|"
    r"non-voting|president|liaison|one seat|convenor|as needed|as appropriate|treasurer|"
    r"خزانه‌دار|بازرس|alternate|editor|deputy)"
)
_ROLE_BRACKET = rx(
    rf"\s*\((?:ریاست|دبیری|به شرح|با شرح|موضوع پیوست|مطابق|"
    rf"(?:as (?:an? |the )?)?{_ROLE_WORDS})[^()]{{0,60}}\)\s*$",
    re.IGNORECASE,
)
_ROLE_TAIL = rx(
    rf"\s*(?:[-،,:]\s*|\s)(?:به عنوان|به‌عنوان|به سمت|as (?:an? |the )?(?={_ROLE_WORDS})).*$|"
    rf"\s+-\s*{_ROLE_WORDS}[^()]{{0,40}}$|[،,]\s*{_ROLE_WORDS}(?: (?:ستاد|کارگروه|کمیته|شورا|"
    rf"جلسه|\(.*\)))?\s*$|"
    r"\s+(?:حسب مورد|بدون حق رأی|با حق رأی|\(?به صورت ناظر\)?)\s*$",
    re.IGNORECASE,
)
_REPRESENTED = rx(r"(?:نمایندگان|نماینده‌های)(?: (?:تام‌الاختیار|محترم))? ")
_ROLE_FIRST = rx(
    r"(?:(?:Vice-|Co-)?Chair(?:person)?|Secretary|Convener|Lead|Members?|Rapporteur|Observer|رئیس|"
    r"دبیر|عضو|اعضا|نایب رئیس|ناظر) ?: ?"
)
_COURTESY_EN = re.compile(
    r"(?:(?:the|an?)\s+|(?:Mr|Mrs|Ms|Dr|Prof|Cllr|Professor)\.?\s+)+", re.IGNORECASE
)
_SHARED_FA = rx(
    r"(?:(?:یک |دو )?(?:نمایندگان|نماینده‌های)(?: (?:تام‌الاختیار|محترم|ذی‌ربط))?(?: از)?|"
    r"اعضای محترم|اعضا|افراد زیر|اشخاص زیر)\s*:?\s+(?!محترم )"
)
_SHARED_EN = re.compile(
    r"(?:(?:one |two |the )?(?:representatives|members|delegates|experts) (?:of|"
    r"from)(?: each of)?(?: the following)?:?\s+)(?=the |[A-Z])",
    re.IGNORECASE,
)
_COMMA_HEADS = rx(
    r"^(?:نماینده |نمایندگان |رئیس |معاون |دبیر )?(?:وزارت|وزیر|کمیسیون|سازمان|معاونت|معاون|"
    r"دانشکده|مدیرکل|اداره|کمیته|پژوهشکده|مرکز|دفتر|انجمن|ستاد|دبیر|رئیس)(?!\w)"
)
_AND_HEAD = rx(rf"\sو (?:نیز )?(?=(?:(?:یک|دو|سه) (?:نفر )?)?{BODY}(?!\w))")
_AND_COURTESY = rx(r"\sو (?=(?:آقای|خانم|دکتر|مهندس|آقایان|سرکار|جناب) )")
_AND_COUNT = rx(r"\sو (?=(?:یک|دو|سه|چهار|پنج|شش|هفت) \S)")


def split_members(text: str, start: int, end: int, language: str) -> list[Range]:
    """Return the members that the list between ``start`` and ``end`` names, in order."""
    if language == "en":
        pieces = _split_english(text, start, end)
    else:
        pieces = _split_persian(text, start, end)
    cleaned = [clean_member(text, *piece) for piece in pieces]
    return [piece for piece in cleaned if piece[1] - piece[0] > 1]


def clean_member(text: str, start: int, end: int) -> Range:
    """Return the member alone: courtesy titles, roles, remarks and closing punctuation cut off."""
    previous = None
    while previous != (start, end):
        previous = (start, end)
        while start < end and text[start] in " \n،؛,;.:-":
            start += 1
        while end > start and text[end - 1] in " \n،؛,;.:-":
            end -= 1
        courtesy = PERSON.match(text, start, end) or _COURTESY_EN.match(text, start, end)
        if courtesy and courtesy.end() < end:
            start = courtesy.end()
        shared = _SHARED_EN.match(text, start, end)
        if shared and text[start : shared.end()].casefold().startswith(
            ("representatives", "members", "delegates")
        ):
            start = shared.end()
        for pattern in (_ROLE_BRACKET, _ROLE_TAIL):
            role = pattern.search(text, start, end)
            if role and role.start() > start:
                end = role.start()
        each = _REPRESENTED.match(text, start, end)
        if each and HEAD.match(text, each.end(), end):
            start = each.end()
        role = _ROLE_FIRST.match(text, start, end)
        if role and role.end() < end:
            start = role.end()
        if text.startswith("و ", start, end):
            start += 2
        if text.startswith("and ", start, end):
            start += 4
    return start, end


def _top_level(text: str, start: int, end: int, marks: str) -> list[Range]:
    pieces, depth, at = [], 0, start
    for match in re.compile(rf"[()\[\]«»{marks}\n]").finditer(text, start, end):
        mark = match.group()
        if mark in "([«":
            depth += 1
        elif mark in ")]»":
            depth = max(0, depth - 1)
        elif depth == 0 and (mark != "\n" or text[match.start() - 1] in "؛;،,"):
            pieces.append((at, match.start()))
            at = match.end()
    pieces.append((at, end))
    return [piece for piece in pieces if text[piece[0] : piece[1]].strip()]


def _split_persian(text: str, start: int, end: int) -> list[Range]:
    shared = _SHARED_FA.match(text, start, end)
    if shared and shared.end() < end:
        start = shared.end()
    semicolons = _top_level(text, start, end, "؛;")
    if len(semicolons) > 2:
        return [cut for piece in semicolons for cut in _cut_and(text, piece, persons=False)]
    while start < end and text[start].isspace():
        start += 1
    head_person = PERSON.match(text, start, end)
    pieces: list[Range] = []
    raw = _top_level(text, start, end, "،؛")
    persons = bool(head_person) or not any(
        HEAD.match(text, _lstrip(text, *piece), piece[1]) for piece in raw
    )
    under_head = False
    for index, piece in enumerate(raw):
        at = _lstrip(text, *piece)
        headed = _headed(text, *piece)
        following = raw[index + 1] if index + 1 < len(raw) else None
        plural = _PLURAL_HEAD.match(text, at, piece[1])
        if plural and following and not _headed(text, *following):
            under_head, at = True, plural.end()
        elif headed:
            under_head = False
        if under_head:
            pieces.extend(_at_every_and(text, at, piece[1]))
            continue
        if (
            pieces
            and not persons
            and _belongs_to_previous(text, pieces[-1], (at, piece[1]), raw, index)
        ):
            pieces[-1] = (pieces[-1][0], piece[1])
            continue
        last = index == len(raw) - 1
        pieces.extend(_cut_and(text, (at, piece[1]), persons=persons and last))
    result: list[Range] = []
    for piece in pieces:
        result.extend(_cut_and(text, piece, persons=False))
    return result


# «وزیران نیرو، کشور و راه»: one head for bodies that follow without theirs.
_PLURAL_HEAD = rx(
    r"(?:وزیران|وزرای|(?:رؤسای|روسای|رئیسان|مدیران عامل|نمایندگان) (?:سازمان‌های|وزارتخانه‌های|"
    r"دانشگاه‌های|"
    r"شرکت‌های|بانک‌های)|سازمان‌های|وزارتخانه‌های|دانشگاه‌های|استانداران|شهرداران|شهرداری‌های|"
    r"استان‌های) "
)


_PLURAL_HEAD_LAST = re.compile(rf"(?<!\w){_PLURAL_HEAD.pattern}$")


def _headed(text: str, start: int, end: int) -> bool:
    """Tell whether the piece has a head of its own; جهاد کشاورزی is what a ministry is for."""
    at = _lstrip(text, start, end)
    return bool(HEAD.match(text, at, end)) and not text.startswith("جهاد کشاورزی", at, end)


def under_shared_head(text: str, start: int) -> bool:
    """Tell whether a head that names several bodies at once stands before the first of them."""
    return bool(_PLURAL_HEAD_LAST.search(text, max(0, start - 40), start))


def _at_every_and(text: str, start: int, end: int) -> list[Range]:
    """Cut «جهاد کشاورزی و کشور» under a shared head at its last و."""
    joint = text.rfind(" و ", start, end)
    outside = text.count("(", start, joint) == text.count(")", start, joint)
    return [(start, joint), (joint + 3, end)] if joint > start and outside else [(start, end)]


def _lstrip(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start + 2 if text.startswith("و ", start, end) else start


def _belongs_to_previous(
    text: str, previous: Range, piece: Range, raw: list[Range], index: int
) -> bool:
    """Tell whether a piece after a comma goes on with the name before it."""
    if HEAD.match(text, *piece) or PERSON.match(text, *piece):
        return False
    if not _COMMA_HEADS.match(text[previous[0] : previous[1]].strip()):
        return False
    joined = re.compile(r"\S+(?: \S+){0,2} و \S+").match(text, *piece)
    if joined:
        return not _AND_HEAD.search(text, piece[0], min(piece[1], joined.end() + 20)) or bool(
            re.compile(r"\S+(?: \S+)? و (?!\S+ \S+ و)").match(text, *piece)
            and not HEAD.match(text, joined.end(), piece[1])
            and not _AND_HEAD.search(text, *piece)
        )
    following = raw[index + 1] if index + 1 < len(raw) else None
    if following is None or piece[1] - piece[0] > 25:
        return False
    after = _lstrip(text, *following)
    return not HEAD.match(text, after, following[1]) and bool(
        re.compile(r"\S+(?: \S+)? و \S+").match(text, after, following[1])
    )


def _cut_and(text: str, piece: Range, *, persons: bool) -> list[Range]:
    start, end = piece
    cuts: list[Range] = []
    for pattern in (_AND_HEAD, _AND_COURTESY, _AND_COUNT):
        for match in pattern.finditer(text, start, end):
            inside = text[start : match.start()]
            if inside.count("(") <= inside.count(")") and inside.count("«") <= inside.count("»"):
                cuts.append((match.start(), match.end()))
    if persons and not cuts:
        both = re.compile(r"\S+(?: \S+){1,3}(?P<and> و )\S+(?: \S+){1,3}\W*").fullmatch(
            text, start, end
        )
        if both:
            cuts.append(both.span("and"))
    pieces, at = [], start
    for cut_start, cut_end in sorted(set(cuts)):
        if cut_start > at:
            pieces.append((at, cut_start))
            at = cut_end
    pieces.append((at, end))
    return pieces


_AND_THE = re.compile(
    r"\s+(?:and|as well as)\s+(?=(?:the|an?|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"\d{1,2}|up to|Mr|Ms|Mrs|Dr|Prof)\b)",
    re.IGNORECASE,
)
_LAST_AND = re.compile(r"^\s*and\s+", re.IGNORECASE)


def _split_english(text: str, start: int, end: int) -> list[Range]:
    shared = _SHARED_EN.match(text, start, end)
    if shared:
        start = shared.end()
    semicolons = _top_level(text, start, end, ";")
    if len(semicolons) > 1:
        return [(_after_and(text, *piece), piece[1]) for piece in semicolons]
    raw = [(_after_and(text, *p), p[1]) for p in _top_level(text, start, end, ",")]
    articled = sum(text[a:b].lstrip().casefold().startswith(("the ", "a ", "an ")) for a, b in raw)
    merged: list[Range] = []
    for index, piece in enumerate(raw):
        words = text[piece[0] : piece[1]].strip()
        has_article = words.casefold().startswith(
            ("the ", "a ", "an ", "one ", "two ", "mr", "ms", "dr", "prof")
        )
        goes_on = (
            bool(merged)
            and not has_article
            and (
                (articled * 2 > len(raw) and index > 0 and not _abbreviation(words))
                or not re.match(r"[A-Z\d]", words)
            )
        )
        if goes_on and not _stands_alone(text, merged[-1], piece):
            merged[-1] = (merged[-1][0], piece[1])
        else:
            merged.append(piece)
    result: list[Range] = []
    for index, piece in enumerate(merged):
        result.extend(
            _cut_english_and(text, piece, last=index == len(merged) - 1, articled=articled > 0)
        )
    return result


def _abbreviation(words: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][A-Za-z]*[A-Z]+[A-Za-z]*", words))


def _stands_alone(text: str, previous: Range, piece: Range) -> bool:
    before = text[previous[0] : previous[1]]
    words = text[piece[0] : piece[1]].split()
    named_whole = len(words) > 1 and "and" not in words and "&" not in words
    return (
        (named_whole or not re.search(r"\b(?:of|for|on)\b", before))
        and is_agent(text, *piece)
        and is_agent(text, *previous)
    )


def _after_and(text: str, start: int, end: int) -> int:
    match = _LAST_AND.match(text[start:end])
    return start + match.end() if match else start


def _cut_english_and(text: str, piece: Range, *, last: bool, articled: bool) -> list[Range]:
    start, end = piece
    depth_safe = [
        m
        for m in _AND_THE.finditer(text, start, end)
        if text.count("(", start, m.start()) == text.count(")", start, m.start())
    ]
    if depth_safe:
        pieces, at = [], start
        for match in depth_safe:
            pieces.append((at, match.start()))
            at = match.end()
        return [*pieces, (at, end)]
    if last and not articled:
        joint = re.compile(r"\s+and\s+").search(text, start, end)
        if joint and text.count("(", start, joint.start()) == text.count(")", start, joint.start()):
            before, after = (start, joint.start()), (joint.end(), end)
            if is_agent(text, *before) and is_agent(text, *after):
                return [before, after]
    return [piece]
