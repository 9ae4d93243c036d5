"""Names of Persian bodies: where they begin, where they end, and which of them stand together.

Reads stretches of the copy's text; writes (start, end) pairs of positions in it. A name has no
mark at its end («سازمان برنامه و بودجه کشور اعتبار ... را»), so the end is found by the words that
cannot be in a name, by those that end one, and by the names the document uses elsewhere.
"""

import re

from dabir.domain.outline.known_names import KnownNames
from dabir.domain.outline.patterns import fold_literal, rx
from dabir.domain.outline.words_fa import (
    ACTION_NOUNS,
    BODY,
    FIRST_OBJECTS,
    HEAD,
    NAME_ENDS,
    NAME_PREPOSITION,
    NAME_STOP,
    OBJECT_NOUNS,
    PERSON,
    WHOLE_NAMES,
)

Range = tuple[int, int]

LONGEST_NAME = 160
_AND = "و"
_WORD = re.compile(r"[^\s،؛:.()\[\]«»\"]+")
AND_BODY = rx(rf" و (?=(?:نیز )?(?:(?:کلیه|همه|تمامی|سایر|دیگر) )?{BODY}(?!\w))")
_AND_PERSON = rx(r" و (?=(?:آقای|خانم|دکتر|مهندس) )")
_SHARED_HEAD = rx(r"(?:نمایندگان|نمایندگانی از|نماینده‌های|اعضای محترم|اعضای)\s*:?\s+")


def begins_body(text: str, start: int, end: int) -> bool:
    """Tell whether a body, an office or a titled person is named at ``start``."""
    return bool(HEAD.match(text, start, end) or PERSON.match(text, start, end))


def name_at(text: str, start: int, end: int, known: KnownNames) -> Range | None:
    """Return the name that begins at ``start``, or None where nothing nameable does."""
    end = min(end, start + LONGEST_NAME)
    while start < end and text[start] in " \n":
        start += 1
    person = PERSON.match(text, start, end)
    if person:
        start = person.end()
    if start >= end:
        return None
    certain = known.at(text, start, end)
    if certain is not None:
        return start, certain
    hard = _hard_stop(text, start, end)
    stop = _object_break(text, start, hard)
    if stop == hard and _LIGHT_VERB.match(text, hard):
        stop = _before_verb(text, start, hard)
    elif stop == hard and text.startswith("را", hard):
        pointed = _POINTING.search(text, start, hard)
        stop = pointed.start() if pointed else _unnamed_object(text, start, hard)
    while stop > start and text[stop - 1] in " \n":
        stop -= 1
    if text.endswith((" این", " آن".replace("آ", "ا")), start, stop):
        stop = text.rindex(" ", start, stop)
    if text.endswith(" و", start, stop):
        stop -= 2
    return (start, stop) if stop > start else None


def name_before(text: str, start: int, end: int, following: re.Pattern[str]) -> Range | None:
    """Return the name from ``start`` to where ``following`` says that it has ended.

    None when nothing that ends it follows, or a stop or a comma stands between: then only the words
    themselves can tell (`name_at`).
    """
    stop = following.search(text, start, min(end, start + LONGEST_NAME))
    if stop is None or stop.start() <= start or not begins_body(text, start, stop.start()):
        return None
    between = text[start : stop.start()]
    return None if re.search(r"[.؛:،\n«»()]", between) else (start, stop.start())


def _hard_stop(text: str, start: int, end: int) -> int:
    at = start
    quoted_until = start
    for match in NAME_STOP.finditer(text, start, end):
        if match.start() < quoted_until:
            continue
        opened = text.rfind("«", at, match.start())
        if opened >= 0 and "»" not in text[opened : match.start()]:
            close = text.find("»", opened, end)
            if close > 0:
                quoted_until = close + 1
                continue
        if NAME_PREPOSITION.search(text, max(start, match.start() - 30), match.end()):
            continue
        if match.group() == "،" and _comma_in_name(text, start, match.start(), end):
            continue
        return match.start()
    return end


_REST_OF_NAME = re.compile(r"، (\w+)(?: \w+)? و (\w+)")
_COMMA_HEADS = rx(
    r"(?:وزارت|وزیر|کمیسیون|سازمان|معاونت|معاون|دانشکده|مدیرکل|اداره کل|پژوهشکده)(?!\w)"
)


def _comma_in_name(text: str, start: int, comma: int, end: int) -> bool:
    """Tell whether a comma stands inside a name: وزارت علوم، تحقیقات و فناوری."""
    before = text[start:comma]
    if before.count(" ") > 3 or not _COMMA_HEADS.search(before):
        return False
    rest = _REST_OF_NAME.match(text, comma, end)
    return bool(
        rest
        and not HEAD.match(text, rest.start(1), end)
        and not HEAD.match(text, rest.start(2), end)
        and not _among(rest[1], OBJECT_NOUNS)
        and not text.startswith((" ها", " های"), rest.end(1))
        and not NAME_STOP.match(text, rest.start(1), end)
    )


def _object_break(text: str, start: int, stop: int) -> int:
    """Return where, before ``stop``, the name ends because something else begins."""
    previous = ""
    index = 0
    head = HEAD.match(text, start, stop)
    body_from = head.end() if head else start
    spaced = head is not None and " " in head.group() and head.group() in WHOLE_NAMES
    depth = 0
    for word in _WORD.finditer(text, start, stop):
        token = word.group()
        depth = text.count("«", start, word.start()) - text.count("»", start, word.start())
        if depth > 0:
            previous = token
            continue
        if previous == "و" and (joined := HEAD.match(text, word.start(), stop)):
            body_from = joined.end()
        after_head = word.start() >= body_from
        if after_head and index >= 1 and previous != "و":
            if not text[body_from : word.start()].strip():
                ends = _among(token, FIRST_OBJECTS) and (
                    previous in WHOLE_NAMES or _whole_plural(previous)
                )
                ends = ends or token.isdigit() or (spaced and _among(token, OBJECT_NOUNS))
            else:
                ends = _among(token, OBJECT_NOUNS) and previous not in ACTION_NOUNS
            if ends or (token in _WHOLE and previous != "و"):
                return word.start()
            if token == _AND and _object_follows(text, word.end(), stop):
                return word.start()
        if (
            (previous in NAME_ENDS or _NO_EZAFE.fullmatch(previous))
            and after_head
            and token != _AND
        ):
            return word.start()
        previous = token
        index += 1
    return stop


# «دبیرخانه کلیه مکاتبات را»: with these begins what is done, not a part of the name.
_WHOLE = {fold_literal(word) for word in ["هرگونه", "کلیه", "تمامی", "همه", "هر", "تمام"]}
# Words that show by their last letter that nothing belongs to them: شورا beside شورای.
_NO_EZAFE = rx(r"شورا|اعضا|امنا|[ا-ی]{3,}ها")
_LIGHT_VERB = rx(
    r"(?:می‌)?(?:شود|شوند|گردد|گردند|کند|کنند|نماید|نمایند|دهد|دهند|گیرد|گیرند|پذیرد|پذیرند|یابد|"
    r"یابند|رسد|برسد|شد|شدند|گردید|گردیدند)(?!\w)|خواه\S+ (?:شد|گرفت|کرد|پذیرفت|رسید)"
)


def _before_verb(text: str, start: int, stop: int) -> int:
    """Return where the verb begins whose last word stands at ``stop``: تهیه و ابلاغ شود."""
    words = list(_WORD.finditer(text, start, stop))
    keep = len(words)
    if keep > 1:
        keep -= 1
    while keep > 2 and words[keep - 1].group() == "و":
        keep -= 2
    return words[keep - 1].end() if words else stop


_NO_PLURAL = {
    fold_literal(word) for word in ["سازمان", "دیوان", "دادستان", "فرهنگستان", "بیمارستان", "آستان"]
}


# «این کارها را»: what is pointed at is the object, not the end of the name.
_POINTING = rx(r" (?:این|آن|همین|همان|چنین) (?=\S+(?: \S+){0,3} $)")


def _whole_plural(head: str) -> bool:
    """Tell whether the head is a plural without ezafe, so that nothing need follow it."""
    return head.endswith(("ها", "ان")) and head not in _NO_PLURAL


_PLURAL = rx(r"\S{2,}(?:‌ها|‌های|ها|های|ات|جات|ین)(?!\S)")


def _unnamed_object(text: str, start: int, stop: int) -> int:
    """Return where the object of a verb begins, when no word of it is known: before its plural,
    else after the second word. Something must stand before «را».
    """
    for joined in AND_BODY.finditer(text, start, stop):
        start = joined.end()
    head = HEAD.match(text, start, stop)
    words = list(_WORD.finditer(text, head.end() if head else start, stop))
    for word in words[1:]:
        if _PLURAL.match(text, word.start(), word.end()):
            return word.start()
    plural = head is not None and _whole_plural(head.group())
    keep = 0 if plural else 1 if head else 2
    if keep == 0 and words:
        return head.end() if head else stop
    return words[keep].start() if len(words) > keep else stop


def _among(token: str, nouns: frozenset[str]) -> bool:
    """Tell whether the token is one of the nouns, or a plural or ezafe form of one."""
    if token in nouns:
        return True
    for ending in ("های", "ها", "هایی", "ی"):
        if token.endswith(ending) and token.removesuffix(ending) in nouns:
            return True
    return False


def _object_follows(text: str, at: int, stop: int) -> bool:
    word = _WORD.search(text, at, min(stop, at + 30))
    return bool(word and word.group() in FIRST_OBJECTS)


def split_bodies(text: str, start: int, end: int) -> list[Range]:
    """Return the bodies that are named together between ``start`` and ``end``.

    The list is cut at commas outside brackets and at و before a further body; a piece that does
    not begin like a body belongs to the name before it.
    """
    shared = _SHARED_HEAD.match(text, start, end)
    if shared and shared.end() < end and begins_body(text, shared.end(), end):
        start = shared.end()
    pieces: list[Range] = []
    for piece in _at_commas(text, start, end):
        pieces.extend(_at_conjunctions(text, *piece))
    merged: list[Range] = []
    for piece in pieces:
        if merged and not begins_body(text, *piece) and begins_body(text, *merged[-1]):
            merged[-1] = (merged[-1][0], piece[1])
        else:
            merged.append(piece)
    return [trimmed for piece in merged if (trimmed := _trim(text, *piece))]


def _at_commas(text: str, start: int, end: int) -> list[Range]:
    pieces, depth, at = [], 0, start
    for match in re.compile(r"[()\[\]«»،؛]").finditer(text, start, end):
        mark = match.group()
        if mark in "([«":
            depth += 1
        elif mark in ")]»":
            depth = max(0, depth - 1)
        elif depth == 0:
            pieces.append((at, match.start()))
            at = match.end()
    pieces.append((at, end))
    return [_strip(text, *piece) for piece in pieces if text[piece[0] : piece[1]].strip()]


def _strip(text: str, start: int, end: int) -> Range:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if text.startswith("و ", start, end):
        start += 2
    return start, end


def _at_conjunctions(text: str, start: int, end: int) -> list[Range]:
    cuts = []
    for pattern in (AND_BODY, _AND_PERSON):
        for match in pattern.finditer(text, start, end):
            inside = text[start : match.start()]
            if inside.count("(") <= inside.count(")") and inside.count("«") <= inside.count("»"):
                cuts.append((match.start(), match.end()))
    pieces, at = [], start
    for cut_start, cut_end in sorted(cuts):
        if cut_start >= at:
            pieces.append((at, cut_start))
            at = cut_end
    pieces.append((at, end))
    return pieces


# «وظایف این کمیته» speaks of the text's own group.
_DEMONSTRATIVE = rx(r"(?:این|آن) (?=(?:کمیته|کارگروه|ستاد|شورا|گروه|کمیسیون|هیئت|هیات)(?!\w))")


def _trim(text: str, start: int, end: int) -> Range | None:
    person = PERSON.match(text, start, end) or _DEMONSTRATIVE.match(text, start, end)
    if person:
        start = person.end()
    while end > start and text[end - 1] in " \n.،؛:-;":
        end -= 1
    while start < end and text[start] in " \n.،؛:-":
        start += 1
    return (start, end) if end > start else None


def bodies_at(text: str, start: int, end: int, known: KnownNames) -> list[Range]:
    """Return the bodies of a list that begins at ``start``: «الف، ب و ج با همکاری ...»."""
    found: list[Range] = []
    at = start
    while len(found) < 12:
        name = name_at(text, at, end, known)
        if name is None:
            break
        found.extend(split_bodies(text, *name))
        following = re.match(r"\s*(?:،|و |، و )\s*", text[name[1] : name[1] + 10])
        if not following or not following.group().strip():
            break
        at = name[1] + following.end()
        if not begins_body(text, at, end):
            break
    return found


def whole_stretch(text: str, start: int, end: int) -> list[Range]:
    """Return the bodies between ``start`` and a trigger at ``end``, where names fill it all."""
    while end > start and text[end - 1] in " \n،":
        end -= 1
    if end - start > 2 * LONGEST_NAME or not begins_body(text, start, end):
        return []
    for match in NAME_STOP.finditer(text, start, end):
        comma = match.group() == "،"
        if comma and (
            begins_body(text, match.end() + 1, end)
            or _comma_in_name(text, start, match.start(), end)
        ):
            continue
        if not NAME_PREPOSITION.search(text, max(start, match.start() - 30), match.end()):
            return []
    return split_bodies(text, start, end)
