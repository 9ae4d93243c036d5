"""Invented texts and amendments by the thousand, for measuring the drafting engine.

A text has chapters of articles with notes; an amendment has one to three operations that fit the
text and one another. The same seed gives the same.
"""

import random

from dabir.domain.drafting import (
    Add,
    Clause,
    Delete,
    Edit,
    Kind,
    Move,
    Operation,
    Proposed,
    Version,
)
from dabir.domain.drafting.conflicts import hard_clusters
from dabir.domain.drafting.verification import Unfit, check_circles, check_references
from dabir.domain.drafting.versions import ZERO_DRAFT

WORDS = [
    *("کارگروه", "دبیرخانه", "همکاری", "پژوهش", "آموزش", "فناوری", "حاکمیت", "شفافیت", "حقوق"),
    *("دسترسی", "داده", "زیرساخت", "ظرفیت", "کشورها", "توسعه", "پایدار", "ملی", "بین‌المللی"),
    *("می‌تواند", "باید", "تقویت", "ارتقا", "گزارش", "نظارت", "اجرا", "برنامه", "منابع"),
    *("انسانی", "هوش", "مصنوعی", "اخلاق", "امنیت", "عمومی", "خصوصی", "مشارکت"),
]
LANGUAGE = "fa"
FIRST_CLAUSE = "c0"


def text(clauses: int, chance: random.Random, *, words: int = 60) -> Version:
    """Return a text of so many clauses: chapters, articles in them, notes in some articles."""
    made: list[Clause] = []
    chapter = article = None
    for number in range(clauses):
        uid = f"c{number}"
        if number % 25 == 0:
            kind, parent = Kind.CHAPTER, None
            chapter = uid
        elif number % 5 == 4:
            kind, parent = Kind.NOTE, article
        else:
            kind, parent, article = Kind.ARTICLE, chapter, uid
        wording = " ".join(chance.choices(WORDS, k=words)) + "."
        made.append(Clause(uid, parent, number, kind, text={LANGUAGE: wording}))
    return Version.of(ZERO_DRAFT, made)


def amendments(
    base: Version, count: int, chance: random.Random, *, uids: list[str] | None = None
) -> list[Proposed]:
    """Return the operations of so many amendments, most of them edits; `uids` limits to clauses."""
    uids = uids or list(base.clauses)
    found: list[Proposed] = []
    for number in range(1, count + 1):
        while True:
            operations = [_operation(base, number, place, chance, uids) for place in range(3)]
            operations = operations[: chance.choice((1, 1, 2, 3))]
            proposed = [Proposed(number, place, each) for place, each in enumerate(operations)]
            if _fits(base, proposed):
                break
        found += proposed
    return found


def proposers(count: int) -> dict[int, tuple[str, ...]]:
    """Return who proposes each amendment: one of sixty delegations, now and then two."""
    return {
        number: tuple(f"delegation {(number + each) % 60}" for each in range(1 + number % 7 // 6))
        for number in range(1, count + 1)
    }


def without_conflicts(base: Version, proposed: list[Proposed]) -> list[Proposed]:
    """Return the amendments, by rank, that can all be adopted: those before the first that meets.

    Of each cluster of hard conflicts one operation stays.
    """
    dropped = {each for cluster in hard_clusters(base, proposed) for each in cluster.operations[1:]}
    kept = [each for each in proposed if each not in dropped]
    try:
        check_circles(base, [each.operation for each in kept])
    except Unfit:
        kept = [each for each in kept if not isinstance(each.operation, Move)]
    return kept


def _operation(
    base: Version, number: int, place: int, chance: random.Random, uids: list[str]
) -> Operation:
    uid = chance.choice(uids)
    dice = chance.random()
    if dice < 0.85 or len(uids) == 1:
        return _edit(base, uid, chance)
    siblings = base.children(base[uid].parent)
    if dice < 0.93:
        wording = {LANGUAGE: " ".join(chance.choices(WORDS, k=20))}
        return Add(f"n{number}.{place}", base[uid].parent, uid, base[uid].kind, text=wording)
    if dice < 0.97 and base[uid].kind is not Kind.CHAPTER:
        return Delete(uid)
    after = chance.choice([each for each in siblings if each != uid] or [None])
    return Move(uid, base[uid].parent, after)


def _edit(base: Version, uid: str, chance: random.Random) -> Edit:
    wording = base[uid].wording(next(iter(base[uid].wordings()))[0], LANGUAGE)
    words = wording.split(" ")
    at = chance.randrange(len(words))
    size = chance.choice((0, 1, 1, 1, 2, 3, 6))
    start = len(" ".join(words[:at])) + (at > 0)
    old = " ".join(words[at : at + size])
    # A few wordings are favourites: those who want the same become co-sponsors.
    new = " ".join(chance.choices(WORDS[:6] if chance.random() < 0.5 else WORDS, k=max(1, size)))
    if not old:
        new += " "
    return Edit(uid, LANGUAGE, start, start + len(old), old, new if new != old else f"{new} نو")


def _fits(base: Version, proposed: list[Proposed]) -> bool:
    try:
        check_references(base, proposed)
        check_circles(base, [each.operation for each in proposed])
    except Unfit:
        return False
    return not hard_clusters(base, proposed)
