"""Agents that no list of words knows: the noun phrase that a Persian verb speaks of.

Reads a stretch of the copy whose end is certain (موظف است, عبارتند از); writes the places of the
names in it. Before such words whoever is named must act, so no lexicon is asked; what cannot
begin or be part of a name still counts against the phrase.
"""

import re

from dabir.domain.outline.names_fa import Range, split_bodies
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.words_fa import NAME_PREPOSITION, NAME_STOP, folded_words

LONGEST_AGENT = 9  # words; longer phrases are clauses

# Words with which no agent begins: prepositions, pronouns that stand for somebody, adverbs.
_BEGINS_NOTHING = folded_words(
    "از به در بر برای جهت با تا که را ظرف طی ضمن پس قبل پیش بعد هنگام هنگامی چنانچه اگر طبق مطابق "
    "بنا علاوه وفق حسب برحسب براساس بدون بی جز مگر نسبت حداکثر حداقل این آن آنها اینها وی او "
    "ایشان آنان اینان همین همان چنین چون زیرا اما ولی لیکن یا و نیز هم همچنین سپس لذا البته ضمنا "
    "آنگاه هرگاه مقرر قرار بنابراین همواره اکنون امروز فردا سالانه ماهانه زیر ذیل فوق است اند شد "
    "شود نباید باید می نمی خواهد هیچ چه چگونه کدام آیا بلکه درباره پیرامون درخصوص مورد منظور موجب "
    "شرح ترتیب صورت"
)
_VERB = rx(
    r"(?<!\w)(?:ن?می‌?\S{2,}(?:د|ند)|است|اند|شد|شدند|شود|شوند|گردید|گردد|کرد|کردند|نمود|بود|بودند|"
    r"دارد|دارند|کند|کنند|نماید|دهد|دهند)(?!\w)"
)
# Where another clause may begin: after a comma, or «تأیید شد و ...».
_CLAUSE = rx(r"،|(?<!\w)(?:شد|شدند|گردید|گردیدند|است|اند|شود|گردد|کرد|کردند|نمود) و ")
_WORD = re.compile(r"[^\s،؛:.()\[\]«»\"]+")


def any_agents(text: str, start: int, end: int) -> list[Range]:
    """Return whoever is named from ``start`` on, where ``end`` is where they certainly end.

    A clause that leads in, closed by a comma, is passed over. Empty where the words before ``end``
    are no noun phrase: too long, a clause, an adverbial.
    """
    places = [start, *(match.end() for match in _CLAUSE.finditer(text, start, end))]
    for place in places:
        found = _phrase(text, place, end)
        if found:
            return found
    return []


def _phrase(text: str, start: int, end: int) -> list[Range]:
    while start < end and text[start] in " \n،":
        start += 1
    stop = _end_of_phrase(text, start, end)
    while stop > start and text[stop - 1] in " \n،":
        stop -= 1
    words = [match.group() for match in _WORD.finditer(text, start, stop)]
    if not words or words[0] in _BEGINS_NOTHING or len(words[0]) < 2:
        return []
    if not text[start].isalpha() or _VERB.search(text, start, stop):
        return []
    if _VERB.match(text, stop + 1, end) or _VERB.match(text, stop, end):
        return []  # the subject of another verb
    pieces = text[start:stop].split("،")
    if len(pieces) > 1 and " و " not in pieces[-1]:
        return []
    if any(len(piece.split()) > LONGEST_AGENT for piece in pieces):
        return []
    return split_bodies(text, start, stop)


def _end_of_phrase(text: str, start: int, end: int) -> int:
    """Return where the phrase ends: at a word that no name holds, commas of a list apart."""
    for match in NAME_STOP.finditer(text, start, end):
        in_name = NAME_PREPOSITION.search(text, max(start, match.start() - 30), match.end())
        if match.group() not in "،()" and not in_name:
            return match.start()
    return end
