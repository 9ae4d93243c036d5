"""Words that turn what a sentence says: negations, and pairs of which one is the other's opposite.

English, Persian and Arabic, and the commonest of French and German. A word list cannot know every
way to disagree; what it does not know stays a changed word among others, shown as such.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dabir.analysis.words import hashes_of

NEGATION, FOR, AGAINST, MODAL, IN_FAVOUR, YES_SIGN, NO_SIGN = 1, 2, 3, 4, 5, 6, 7
"""IN_FAVOUR is «for», which is for something only where «against» takes its place; signs are ticks
and thumbs."""

FIRST_VERB = 8
"""From here on kinds are verbs: an even one, and after it its negation (است, نیست)."""

# “t” is what follows the apostrophe of “don’t” and “can’t”; «نمی» stands apart in «نمی کنیم».
_NEGATIONS = """
not no never cannot without neither nor nobody none nothing t dont doesnt didnt isnt arent
wont wouldnt shouldnt couldnt cant نه نمی هیچ هرگز بدون غیر لا لم لن ليس ليست لست لسنا ليسوا
غير بدون ne pas jamais sans aucun aucune nicht kein keine keinen keiner niemals ohne
"""

_FOR = """
support supports supported supporting supporter supporters supportive endorse endorses
endorsed approve approves approved approval agree agrees agreed agreement accept accepts
accepted adopt adopts adopted adoption favour favor favours favors pro yes allow allows
allowed permit permits permitted keep retain strengthen expand increase continue maintain
uphold benefit beneficial necessary acceptable positive fair legal love welcome protect enact
موافق موافقم موافقیم موافقند موافقت حمایت پشتیبانی تأیید قبول پذیرش تصویب مثبت آری بله خوب
درست مفید ضروری لازم عادلانه قانونی بپذیرد بپذیرید پذیرفته افزایش تقویت حفظ اجرا سود مجاز
طرفدار أوافق نوافق موافقة أؤيد نؤيد تأييد مؤيد مؤيدون أدعم ندعم دعم قبول أقبل نقبل إيجابي نعم
يجوز مسموح soutiens soutenons approuve approuvons accepte favorable oui dafür unterstütze
unterstützen befürworte zustimme ja
"""

_AGAINST = """
oppose opposes opposed opposing opponent opponents opposition reject rejects rejected
rejection refuse refuses refused disapprove disapproves disapproved disapproval disagree
disagrees disagreed deny denies denied against anti con ban bans banned prohibit prohibits
prohibited repeal repeals repealed abolish abolished end weaken reduce decrease stop bad wrong
harm harmful unnecessary unacceptable negative unfair illegal dislike hate object objects
block withdraw eliminate remove مخالف مخالفم مخالفیم مخالفند مخالفت رد نفی منفی خیر بد نادرست
غلط مضر غیرضروری ناعادلانه غیرقانونی نپذیرد نپذیرید کاهش تضعیف لغو حذف توقف زیان ممنوع علیه
ناپذیرفتنی أعارض نعارض معارضة معارض معارضون أرفض نرفض رفض سلبي ضد ممنوع يمنع كلا rejette
rejetons refuse désapprouve oppose opposons défavorable contre non dagegen ablehne ablehnen
lehne gegen nein
"""

_IN_FAVOUR = "for له مع pour für"

_MODALS = "should must shall ought may يجب ينبغي doit devrait soll muss"

# A box with a cross is left out: some forms mean by it what others mean by a tick.
_YES_SIGNS = "☑ ✓ ✔ ✅ 🗸 🗹 👍"
_NO_SIGNS = "☐ ✗ ✘ ❌ ❎ 👎"

_VERBS = """
است/نیست هست/نیست هستم/نیستم هستیم/نیستیم هستید/نیستید هستند/نیستند باید/نباید بایستی/نبایستی
شاید/نشاید دارم/ندارم دارد/ندارد داریم/نداریم دارند/ندارند دارید/ندارید بود/نبود بودم/نبودم
بودیم/نبودیم بودند/نبودند شد/نشد شدند/نشدند خواهد/نخواهد خواهم/نخواهم خواهیم/نخواهیم
خواهند/نخواهند توان/نتوان گذارد/نگذارد
"""

_STEMS = """
کن شو ده گیر دار خواه توان بین پذیر دان گذار آور یاب ساز رس رو آی زن خور خر بر کش گو نویس
پرداز
"""

_ENDINGS = ("م", "ی", "د", "یم", "ید", "ند")


class Polarity(NamedTuple):
    """Words that turn a sentence, as kernels look them up: an open table by hash."""

    words: NDArray[np.uint32]
    kinds: NDArray[np.int16]
    """0 where there is no word."""


@lru_cache(maxsize=1)
def polarity() -> Polarity:
    """Return the table; words are the upper halves of their hashes, as fingerprints have them."""
    kinds: dict[int, int] = {}
    for text, kind in (
        (_NEGATIONS, NEGATION),
        (_FOR, FOR),
        (_AGAINST, AGAINST),
        (_MODALS, MODAL),
        (_IN_FAVOUR, IN_FAVOUR),
        (_YES_SIGNS, YES_SIGN),
        (_NO_SIGNS, NO_SIGN),
    ):
        for word in _numbers(text.split()):
            kinds.setdefault(word, kind)
    verb = FIRST_VERB
    for plain, negated in _verbs():
        if plain not in kinds and negated not in kinds:
            kinds[plain], kinds[negated] = verb, verb + 1
            verb += 2
    size = 1
    while size < 3 * len(kinds):
        size *= 2
    words = np.zeros(size, np.uint32)
    table = np.zeros(size, np.int16)
    for word, kind in kinds.items():
        slot = word & (size - 1)
        while table[slot]:
            slot = (slot + 1) & (size - 1)
        words[slot], table[slot] = word, kind
    return Polarity(words, table)


def _verbs() -> Iterator[tuple[int, int]]:
    for pair in _VERBS.split():
        plain, negated = _numbers(pair.split("/"))
        yield plain, negated
    for stem in _STEMS.split():
        for ending in _ENDINGS:
            for prefix, negation in (("می‌", "نمی‌"), ("", "ن"), ("ب", "ن")):
                plain, negated = _numbers([f"{prefix}{stem}{ending}", f"{negation}{stem}{ending}"])
                yield plain, negated


def _numbers(words: list[str]) -> list[int]:
    return [int(number) >> 32 for number in hashes_of(words, signs=True)]
