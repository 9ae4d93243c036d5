"""What people wrote for their stance, read as for, against, mixed or neutral where it says so."""

from collections import Counter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dabir.domain.language import search_key

MOST, LONGEST = 200, 100
"""Spellings that are remembered, and their letters; what goes beyond holds texts, not stances."""

_WORDS = {
    "for": (
        "for, pro, support, supports, supported, supporting, supportive, supporter, in support, "
        "in support of, strongly support, fully support, agree, agrees, agreed, strongly agree, "
        "fully agree, in agreement, favour, favor, in favour, in favor, in favour of, "
        "in favor of, strongly in favour, strongly in favor, approve, approves, approved, yes, y, "
        "aye, موافق, موافقم, موافق هستم, موافقت, موافق است, موافقت دارم, موافقین, "
        "کاملاً موافق, کاملاً موافقم, حامی, حمایت, حمایت می‌کنم, پشتیبان, پشتیبانی, طرفدار, له, "
        "بله, بلی, آری, موافقة, أوافق, أوافق بشدة, موافق بشدة, مؤيد, مؤيدة, أؤيد, تأييد, نعم"
    ),
    "against": (
        "against, anti, con, contra, oppose, opposes, opposed, opposing, opposition, opponent, "
        "in opposition, strongly oppose, strongly opposed, strongly against, fully oppose, object, "
        "objects, objecting, objection, objector, disagree, disagrees, disagreed, "
        "strongly disagree, fully disagree, do not support, do not agree, not in favour, "
        "not in favor, disapprove, reject, rejects, rejected, no, n, nay, مخالف, مخالفم, "
        "مخالف هستم, مخالفت, مخالف است, مخالفت دارم, مخالفین, کاملاً مخالف, کاملاً مخالفم, "
        "موافق نیستم, علیه, بر علیه, خیر, نه, نخیر, معارض, معارضة, أعارض, أعارض بشدة, "
        "معارض بشدة, أرفض, رافض, غير موافق, لا أوافق, ضد, لا"
    ),
    "neutral": (
        "neutral, neither, abstain, abstains, abstained, abstaining, abstention, impartial, "
        "no opinion, no position, no stance, undecided, neither for nor against, "
        "neither agree nor disagree, neither support nor oppose, ممتنع, رأی ممتنع, بی‌طرف, "
        "خنثی, بی‌نظر, بدون نظر, نظری ندارم, نظر ندارم, بدون موضع, نه موافق نه مخالف, "
        "نه موافق و نه مخالف, محايد, محايدة, على الحياد, لا رأي"
    ),
    "mixed": (
        "mixed, both, for and against, both for and against, partly for and partly against, "
        "agree in part, partly agree, partially agree, partly, partially, هم موافق هم مخالف, "
        "هم موافق و هم مخالف, هر دو, مختلط, تا حدی موافق و تا حدی مخالف, "
        "موافق و مخالف"
    ),
}
"""Common words for each side, in English, Persian and Arabic; conditions are no side."""


def _key(stance: str) -> str:
    """Return a stance without what spellings differ in: case, spaces, marks, kinds of letters."""
    return "".join(letter for letter in search_key(stance) if letter.isalnum())


_SIDES = {_key(word): side for side, words in _WORDS.items() for word in words.split(", ")}


class Stances:
    """Reads the stances of a table, and counts what was read how."""

    def __init__(self) -> None:
        self.others = 0
        """How many rows hold a stance that is not listed, for there are too many or it is long."""

        self._read: dict[str, str] = {}
        self._first: dict[str, str] = {}
        self._counts: Counter[str] = Counter()

    def read(self, column: pa.StringArray) -> pa.StringArray:
        """Return stances, each in one spelling; null for what is empty.

        Those that ``_WORDS`` does not know stay as they were written first.
        """
        given = pc.utf8_trim_whitespace(column.fill_null("")).dictionary_encode()
        words = given.dictionary.to_pylist()
        read = pa.array([self._one(word) for word in words], pa.string())
        for word, count in zip(words, np.bincount(given.indices).tolist(), strict=True):
            if word in self._read:
                self._counts[word] += count
            elif word:
                self.others += count
        return read.take(given.indices)

    def told(self) -> dict[str, dict[str, int]]:
        """Return what was read, with what was written for it and in how many rows."""
        told: dict[str, dict[str, int]] = {side: {} for side in _WORDS}
        for word, count in sorted(self._counts.items(), key=lambda one: (-one[1], one[0])):
            told.setdefault(self._read[word], {})[word] = count
        return {side: words for side, words in told.items() if words}

    def _one(self, word: str) -> str | None:
        if not word or word in self._read:
            return self._read.get(word)
        key = _key(word)
        if len(self._read) == MOST or len(word) > LONGEST:
            return _SIDES.get(key) or self._first.get(key) or word
        self._read[word] = _SIDES.get(key) or self._first.setdefault(key or word, word)
        return self._read[word]
