"""Where a text contradicts itself: bodies, meetings, days, names and counts that clash.

Reads the reading copy and the outline; writes open points. A clash counts only between statements
about the same thing: two bodies for one meeting, two days for one adoption, two names so alike
that one of them must be a slip.
"""

import re
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher

from dabir.domain.calendars.reading import find_dates
from dabir.domain.language import read_number
from dabir.domain.language.search_key import search_key
from dabir.domain.outline.model import Finding, Outline, Span
from dabir.domain.outline.open_point import OpenPoint
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.reading_copy import ReadingCopy

_BODY = r"(?:شورای?|کمیسیون|هیئت|هیات|ستاد|مجمع|کارگروه|کمیته|مجلس)(?!\w)"
_SESSION_FA = rx(
    r"(?<!\w)(?P<ordinal>(?:[^\s،.؛:()«»]{2,12} (?:و )?){0,4}[^\s،.؛:()«»]{2,25}م(?:ین)?) "
    r"(?:جلسه|نشست|اجلاس)،? (?:(?:مورخه?|به تاریخ) [\d/]{6,10} |(?:مورخه?|به تاریخ) \d{1,2} "
    r"\w{2,9}(?: ماه)? \d{2,4} |(?:عادی|فوق‌العاده) )?"
    rf"(?P<body>{_BODY}(?: [^\s،.؛:()«»]+){{0,6}})"
)
_ADOPTED_FA = rx(
    r"(?P<cue>تصمیمات(?: متخذه)?(?: در)?|مصوبات|مصوبه|مصوب|متن مصوبه)،? "
    r"(?P<ordinal>(?:[^\s،.؛:()«»]{2,12} (?:و )?){0,4}[^\s،.؛:()«»]{2,25}م(?:ین)?) "
    rf"(?:جلسه|نشست|اجلاس)(?P<after>[^\n]{{0,12}}{_BODY}| ?[،.؛:()\n])"
)
_ADOPTED_EN = re.compile(
    r"\b(?:adopted|approved|decided|agreed)\b[^.\n]{0,60}? (?:at|by|in) (?:its|the|our) "
    r"(?P<ordinal>\d{1,4}(?:st|nd|rd|th)|[a-z]+(?:-[a-z]+)?) (?:regular |plenary |special )?"
    r"(?P<word>meeting|session)",
    re.IGNORECASE,
)
_AFTER_NAMES = (
    "با در به از که را برای توسط مورخ مورخه موضوع درباره درخصوص دربارهی ابلاغ برگزار تصویب شد است "
    "منتشر اعلام تشکیل بر تا روز و خود بود کرد گردید کشور می"
)
_TAIL = frozenset(_AFTER_NAMES.split())
_OWN_NUMBER = rx(
    r"(?<!\w)(?P<label>شماره (?:مصوبه|ابلاغ|ابلاغیه|تصویب‌نامه|حکم|صورت‌جلسه))\s*:\s*"
    r"(?P<value>(?=[\w/.-]*\d)\w[\w/.-]*\w)|\b(?P<label_en>(?:Resolution|Decision|Order) (?:No\.?|"
    r"number))\s*:\s*(?P<value_en>(?=[\w/.-]*\d)\w[\w/.-]*\w)"
)
_OWN_DAY = rx(
    r"(?:تاریخ (?:جلسه|نشست|تصویب|برگزاری جلسه)\s*:?\s*|(?P<session>جلسه|نشست)[^\d\n.؛]{0,60}،? ?"
    r"(?:مورخه?|به تاریخ) ?:? ?|(?:Date of (?:adoption|meeting|the meeting)|Adopted on|Meeting "
    r"date)\s*:?\s*)(?:روز )?(?:\S{0,6}شنبه|جمعه)?،? ?$",
    re.IGNORECASE,
)
_OTHER_SESSION = rx(r"قبل|پیشین|گذشته|آینده|آتی|بعد|previous|next|last")
_MEMBERS_FA = rx(
    r"(?:مرکب از|متشکل از|با عضویت|دارای|با ترکیب) (?P<count>\d{1,2}|\S{2,8}(?: و \S{2,5})?) "
    r"(?:نفر )?(?:عضو(?:ی|یت)?|اعضا|نماینده)(?!\w)"
)
_MEMBERS_EN = re.compile(
    r"\b(?:composed of|consist(?:s|ing)? of|comprise[sd]?(?: of)?|comprising|made up of) (?:the "
    r"following )?(?P<count>\d{1,2}|[a-z]{3,9}(?:-[a-z]+)?) (?:following )?members\b",
    re.IGNORECASE,
)
_GROUP_NAME = rx(
    r"(?<!\w)(?P<head>کارگروه|کمیته|ستاد|شورای)(?P<kind>(?: [^\s«»،.؛:()]+){0,2}) "
    r"«(?P<name>[^«»\n]{8,90})»"
)
_GROUP_WORD = rx(
    r"(?P<one>کارگروه|کمیته|ستاد) (?P<kind>\w+)\s?:[^\n.؛]{0,40}?(?<!\w)(?P<other>کارگروه|کمیته|"
    r"ستاد) (?P=kind)(?!\w)"
)
_SIGNATURE = rx(
    rf"(?:^|\n)[^\n]{{0,45}}?(?:رئیس|دبیر|نایب رئیس|جانشین رئیس)(?: و \w+)? (?P<body>{_BODY}"
    r"(?: [^\W\d_]+){1,6})(?: ?-[^\n]{0,40})?\s*(?=\n|$)"
)
_NEAR = 3_000
_OF_MEETINGS = frozenset({"resolution", "minutes"})
"""The kinds whose day is that of a meeting; an order of a later day may name a meeting."""
_BODIES_KEPT = 4
_ALIKE = 0.78


def session_clashes(copy: ReadingCopy, outline: Outline) -> Iterator[OpenPoint]:
    """Yield bodies that differ for one meeting, and meetings that differ for one adoption."""
    met: dict[int, list[tuple[str, Span]]] = {}
    told: set[int] = set()
    for match in _SESSION_FA.finditer(copy.text):
        number = _ordinal(match["ordinal"])
        body = _body_name(match["body"])
        if number is None or len(body.split()) < 2:
            continue
        start = match.start("body")
        span = copy.span(start, start + len(body))
        for other, place in met.get(number, ()):
            if number not in told and _other_body(other, body):
                told.add(number)
                values = {
                    "one": copy.original[place.start : place.end],
                    "other": copy.original[span.start : span.end],
                    "session": str(number),
                }
                yield OpenPoint("issuer_differs", values, place, span, "one-meeting-of-two", 0.85)
        if len(met.setdefault(number, [])) < _BODIES_KEPT:
            met[number].append((body, span))
    yield from _adoption_clashes(copy, outline)


def _adoption_clashes(copy: ReadingCopy, outline: Outline) -> Iterator[OpenPoint]:
    end = copy.position(outline.items[0].span.start) if outline.items else len(copy.text)
    head = copy.text[: min(end, 6_000)]
    first: dict[str, tuple[int, Span]] = {}
    for pattern in (_ADOPTED_FA, _ADOPTED_EN):
        for match in pattern.finditer(head):
            number = _ordinal(match["ordinal"])
            near = head[max(0, match.start() - 20) : match.end() + 20]
            if number is None or _OTHER_SESSION.search(near):
                continue
            word = (match.groupdict().get("word") or "جلسه").casefold()
            span = copy.span(match.start("ordinal"), match.end())
            known = first.setdefault(word, (number, span))
            if known[0] != number:
                values = {"one": str(known[0]), "other": str(number)}
                yield OpenPoint("session_differs", values, known[1], span, "two-meetings", 0.75)
                return


def _ordinal(words: str) -> int | None:
    """Return the number that the last words say: the longest run of them that is one."""
    pieces = words.split()
    for count in range(len(pieces), 0, -1):
        if pieces[-count] == "و":
            continue
        value = read_number(" ".join(pieces[-count:]))
        if value is not None and 0 < value < 5_000:
            return value
    return None


def _body_name(words: str) -> str:
    """Return the body's name without what follows it in the sentence."""
    kept: list[str] = []
    for word in words.split():
        if kept and (word in _TAIL or word.isdigit()):
            break
        kept.append(word)
    return " ".join(kept)


def _other_body(one: str, other: str) -> bool:
    """Whether two names are of two bodies: neither begins as the other, and their heads differ."""
    first, second = search_key(one).split(), search_key(other).split()
    short = min(len(first), len(second))
    if first[:short] == second[:short]:
        return False
    return first[0].removesuffix("ی") != second[0].removesuffix("ی") or not set(first[1:]) & set(
        second[1:]
    )


def number_clashes(copy: ReadingCopy) -> Iterator[OpenPoint]:
    """Yield the text's own number where one label gives it twice and differently."""
    first: dict[str, tuple[str, Span]] = {}
    for match in _OWN_NUMBER.finditer(copy.text):
        label = match["label"] or match["label_en"].casefold()
        value = match["value"] or match["value_en"]
        group = "value" if match["value"] else "value_en"
        span = copy.span(match.start(group), match.end(group))
        known = first.setdefault(label, (value, span))
        if known[0] != value:
            values = {"one": known[0], "other": value}
            yield OpenPoint("number_differs", values, known[1], span, "two-numbers", 0.85)
            return


def day_clashes(copy: ReadingCopy, outline: Outline) -> Iterator[OpenPoint]:
    """Yield another day of adoption than the one that was read, and deadlines before it."""
    adopted = outline.date
    if adopted is None:
        return
    if outline.kind.value in _OF_MEETINGS:
        yield from _other_days(copy, outline, adopted)
    for duty in outline.duties:
        if duty.due is not None and duty.due < adopted.value and duty.relative is None:
            span = duty.due_text.span if duty.due_text else duty.span
            values = {"due": duty.due.isoformat(), "adopted": adopted.value.isoformat()}
            yield OpenPoint("deadline_passed", values, span, adopted.span, "due-before", 0.85)


def _other_days(copy: ReadingCopy, outline: Outline, adopted: Finding[date]) -> Iterator[OpenPoint]:
    """Yield the first other day that the heading gives for the same meeting or adoption."""
    session = outline.session.value if outline.session else None
    end = copy.position(outline.items[0].span.start) if outline.items else 4_000
    for mention in find_dates(copy.original[: copy.span(0, min(end, len(copy.text))).end]):
        if mention.day is None or mention.day == adopted.value or mention.precision != "day":
            continue
        at = copy.position(mention.start)
        cue = _OWN_DAY.search(copy.text, max(0, at - 110), at)
        if cue is None or _OTHER_SESSION.search(cue.group()):
            continue
        if cue["session"] and (session is None or _ordinal_before(copy, cue.start()) != session):
            continue
        span = Span(mention.start, mention.end)
        values = {"one": adopted.value.isoformat(), "other": mention.day.isoformat()}
        yield OpenPoint("date_differs", values, adopted.span, span, "two-days", 0.75)
        break


def _ordinal_before(copy: ReadingCopy, at: int) -> int | None:
    line = copy.text[max(0, at - 60) : at].split("\n")[-1]
    return _ordinal(line)


def group_clashes(copy: ReadingCopy) -> Iterator[OpenPoint]:
    """Yield names of the group that differ by a slip, or by its very word (کارگروه, کمیته)."""
    names: list[tuple[str, str, Span]] = []
    for match in _GROUP_NAME.finditer(copy.text):
        span = copy.span(match.start("name"), match.end("name"))
        key = search_key(match["name"])
        for head, other, place in names:
            if head == match["head"] and key != other and _slip(other, key):
                yield _named_twice(copy, place, span, "two-names", 0.75)
                return
        if len(names) < 20:
            names.append((match["head"], key, span))
    heading = _GROUP_WORD.search(copy.text)
    if heading is not None and heading["one"] != heading["other"]:
        one = copy.span(heading.start("one"), heading.end("kind"))
        other_end = heading.end("other") + 1 + len(heading["kind"])
        other_span = copy.span(heading.start("other"), other_end)
        yield _named_twice(copy, one, other_span, "two-words", 0.7)


def _named_twice(copy: ReadingCopy, one: Span, other: Span, rule: str, sure: float) -> OpenPoint:
    values = {
        "one": copy.original[one.start : one.end],
        "other": copy.original[other.start : other.end],
    }
    return OpenPoint("group_differs", values, one, other, rule, sure)


def _slip(one: str, other: str) -> bool:
    """Whether one name is the other with a word wrong; a longer or shorter form is no slip."""
    if one in other or other in one:
        return False
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio() >= _ALIKE


def member_clashes(copy: ReadingCopy, outline: Outline) -> Iterator[OpenPoint]:
    """Yield a count of members that the list after it does not bear out."""
    pattern = _MEMBERS_EN if outline.language.value == "en" else _MEMBERS_FA
    match = pattern.search(copy.text)
    if match is None:
        return
    said = read_number(match["count"])
    span = copy.span(*match.span())
    listed = [one for one in outline.members if span.start <= one.span.start < span.end + _NEAR]
    count = sum(_heads(member) for member in listed)
    if said is None or not listed or count == said or said > 60:
        return
    values = {"said": str(said), "listed": str(count)}
    other = Span(listed[0].span.start, listed[-1].span.end)
    yield OpenPoint("members_differ", values, span, other, "members-counted", 0.7)


def _heads(member: Finding[str]) -> int:
    """Return how many members one entry of the list stands for: «دو صاحب‌نظر» is two."""
    first = member.value.split()[0] if member.value.split() else ""
    value = read_number(first)
    return value if value is not None and 0 < value < 30 else 1


def signature_clashes(copy: ReadingCopy, outline: Outline) -> Iterator[OpenPoint]:
    """Yield a signature for another council or commission than the one that issued the text."""
    issuer = outline.issuer
    if issuer is None:
        return
    own = search_key(issuer.value)
    tail = max(0, len(copy.text) - 500)
    for match in _SIGNATURE.finditer(copy.text, tail):
        name = match["body"].strip()
        first = search_key(name).split()
        heads = own.split()
        if len(first) < 2:
            continue
        same_kind = bool(heads) and first[0].removesuffix("ی") == heads[0].removesuffix("ی")
        if same_kind and not set(first[1:]) & set(heads[1:]):
            span = copy.span(match.start("body"), match.start("body") + len(name))
            values = {"one": issuer.value, "other": copy.original[span.start : span.end]}
            yield OpenPoint(
                "signatory_differs", values, issuer.span, span, "signed-for-another", 0.7
            )
            return
