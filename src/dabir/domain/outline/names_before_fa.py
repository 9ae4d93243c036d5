"""Names of Persian bodies that end at a certain word: who stands before نسبت به or موظف است.

Reads stretches of the copy's text; writes (start, end) pairs of positions in it.
"""

import re

from dabir.domain.outline.names_fa import AND_BODY, LONGEST_NAME, Range, begins_body
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.words_fa import HEAD_ANYWHERE, NAME_PREPOSITION, PERSON


def body_before(text: str, start: int, end: int) -> Range | None:
    """Return the stretch that names the bodies which end at ``end``, beginning after ``start``.

    Used before موظف است, نسبت به and باید, where the agent stands directly before the words.
    """
    while end > start and text[end - 1] in " \n،":
        end -= 1
    floor = max(start, end - 3 * LONGEST_NAME)
    barrier = floor
    for match in _BARRIER.finditer(text, floor, end):
        if not NAME_PREPOSITION.search(text, max(floor, match.start() - 30), match.end()):
            barrier = match.end()
    best = None
    for match in HEAD_ANYWHERE.finditer(text, barrier, end):
        best = match.start()
        break
    if best is None:
        person = None
        for match in PERSON.finditer(text, floor, end):
            person = match
        if person:
            return person.end(), end
        return None
    return _with_list_before(text, floor, best, end), end


_BARRIER = rx(
    r"(?<!\w)(?:که|از|به|در|بر|برای|جهت|با|تا|را|ظرف|طی|ضمن|شد|گردید|است|شود|گردد|مطابق|طبق|"
    r"براساس|اساس|:|-|پیشنهاد|کرد|همچنین|نیز|سپس)(?!\w)|[؛:،.\n]| - "
)


def _with_list_before(text: str, floor: int, best: int, end: int) -> int:
    """Take in the bodies that stand before the last one: «سازمان الف، وزارت ب و مرکز ج موظفند»."""
    joined = bool(AND_BODY.search(text, best, end))
    while True:
        before = text[floor:best].rstrip()
        if not before.endswith("،"):
            return best
        cut = floor + len(before) - 1
        previous = None
        for match in re.compile("[،؛:.\n]").finditer(text, floor, cut):
            previous = match.end()
        at = previous if previous is not None else floor
        while at < cut and text[at].isspace():
            at += 1
        if at < cut and not begins_body(text, at, cut) and joined:
            for barrier in _BARRIER.finditer(text, at, cut):
                at = barrier.end()
            head = HEAD_ANYWHERE.search(text, at, cut)
            return head.start() if head else best
        if at >= cut or not begins_body(text, at, cut) or _BARRIER.search(text, at, cut):
            return best
        best = at
