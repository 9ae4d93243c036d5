"""Invented bills, proposals to change them, and amendments that took from those proposals.

Proposals and amendments to one paragraph come with the same ideas in different words, so that
likeness alone does not prove a source; what an amendment took is changed on its way: in part, in
other words, with additions, beside a longer or shorter stretch of the bill, or without it.
"""

from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
from submission_words import ENGLISH, PERSIAN

from dabir.analysis.matching import Wording

Words = list[str]
Edit = tuple[int, int, Words]
"""From which word of a paragraph to which, and what stands there instead."""


class Tongue(Protocol):
    """What sentences are made of."""

    def sentence(self, topic: int) -> Words:
        """Return a sentence about a topic."""
        ...

    def phrase(self, topic: int, size: int) -> Words:
        """Return some words about a topic that are no sentence."""
        ...

    def other(self, word: str) -> str:
        """Return a word that may stand for another one."""
        ...


class Syllables:
    """A language that nobody speaks: words by Zipf's law, topics, stock phrases."""

    def __init__(self, chance: np.random.Generator) -> None:
        self._chance = chance
        parts = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
        words: dict[str, None] = {}
        while len(words) < 6000:
            size = 1 if len(words) < 60 else int(chance.integers(2, 5))
            words["".join(chance.choice(parts, size))] = None
        self._words = list(words)
        self._rates = 1 / np.arange(10, len(self._words) + 10)
        self._rates /= self._rates.sum()
        self._stock = [list(chance.choice(self._words, 4, p=self._rates)) for _ in range(300)]
        self._topics: dict[int, Words] = {}

    def _word(self, topic: int) -> str:
        if topic not in self._topics:
            self._topics[topic] = list(self._chance.choice(self._words[100:], 70))
        dice = self._chance.random()
        if dice < 0.42:
            return self._words[int(60 * self._chance.random() ** 2)]
        if dice < 0.72:
            return self._topics[topic][int(70 * self._chance.random() ** 1.5)]
        return str(self._chance.choice(self._words, p=self._rates))

    def sentence(self, topic: int) -> Words:
        """Return a sentence, with a stock phrase in it now and then."""
        words = self.phrase(topic, int(self._chance.integers(9, 32)))
        words[-1] += "."
        return words

    def phrase(self, topic: int, size: int) -> Words:
        """Return so many words, or a few more."""
        words: Words = []
        while len(words) < size:
            if self._chance.random() < 0.05:
                words += self._stock[int(300 * self._chance.random() ** 2)]
            else:
                words.append(self._word(topic))
        return words

    def other(self, word: str) -> str:
        """Return the neighbour in the list, which is about as common."""
        return self._words[hash_of(word) % len(self._words)]


class Speech:
    """English or Persian, out of lists of words and phrases."""

    def __init__(self, chance: np.random.Generator, lists: dict[str, str]) -> None:
        self._chance = chance
        slots = ("actor", "do", "adjective", "noun", "place", "time", "people")
        self._lists = {
            name: [" ".join(each.split()) for each in lists[name].split(";")] for name in slots
        }
        self._all = sorted(
            {word for name in slots for each in self._lists[name] for word in each.split()}
        )
        self._must = (
            ["must", "shall", "may", "should not"]
            if lists is ENGLISH
            else ["باید", "می‌تواند", "نباید", "لازم است"]
        )

    def _one(self, name: str, topic: int) -> Words:
        """Return a phrase of a list; a topic prefers a third of each."""
        listed = self._lists[name]
        if self._chance.random() < 0.7:
            at = (topic * 7 + int(self._chance.integers(len(listed) // 3))) % len(listed)
        else:
            at = int(self._chance.integers(len(listed)))
        return listed[at].split()

    def sentence(self, topic: int) -> Words:
        """Return a sentence of what somebody must do."""
        words = [*self._one("actor", topic), *str(self._chance.choice(self._must)).split()]
        for name in ("do", "adjective", "noun", "place", "time"):
            words += self._one(name, topic)
        words[-1] += "."
        return words

    def phrase(self, topic: int, size: int) -> Words:
        """Return so many words, or a few more."""
        words: Words = []
        while len(words) < size:
            names = ("adjective", "noun", "place", "time", "people", "do")
            words += self._one(str(self._chance.choice(names)), topic)
        return words[: max(1, size)]

    def other(self, word: str) -> str:
        """Return another word of the lists."""
        return self._all[hash_of(word) % len(self._all)]


def hash_of(word: str) -> int:
    """Return a number for a word, the same in every process."""
    return sum((place + 1) * 7919 * ord(letter) for place, letter in enumerate(word))


@dataclass(frozen=True, slots=True)
class Habits:
    """How the people of one bill write; shares from 0 to 1."""

    paragraphs: int = 160
    proposals: int = 900
    amendments: int = 500
    ideas: float = 0.55
    """Edits that carry an idea which others have as well."""

    alike: float = 0.5
    """Words that two wordings of one idea share."""

    coalition: float = 0.15
    """Proposals made from another proposal."""

    partly: float = 0.35
    """Amendments that take a part of what was proposed."""

    added: float = 0.4
    """Amendments that add something of their own."""

    reworded: float = 0.14
    """Words that change on the way, on average; half of what is taken is taken word for word."""

    without_old: float = 0.0
    """Proposals that give no old wording."""

    cut_out: float = 0.35
    """Proposals that show less of the bill than the amendment does, or more."""

    rewritten: float = 0.08
    """Proposals that replace a whole paragraph."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Edits to a paragraph."""

    paragraph: int
    edits: tuple[Edit, ...]


@dataclass(slots=True)
class Bill:
    """Amendments, proposals, and which proposal each amendment took from."""

    amendments: list[Wording] = field(default_factory=list)
    proposals: list[Wording] = field(default_factory=list)
    source: dict[str, str] = field(default_factory=dict)


TONGUES = ("syllables", "english", "persian")


def bill(seed: int, tongue: str = "syllables", habits: Habits | None = None) -> Bill:
    """Return an invented bill; the same for the same arguments."""
    chance = np.random.default_rng(seed)
    if tongue == "syllables":
        return _Writer(chance, Syllables(chance), habits or Habits()).write()
    lists = ENGLISH if tongue == "english" else PERSIAN
    return _Writer(chance, Speech(chance, lists), habits or Habits()).write()


class _Writer:
    def __init__(self, chance: np.random.Generator, tongue: Tongue, habits: Habits) -> None:
        self._chance = chance
        self._tongue = tongue
        self._habits = habits
        self._texts = [
            [word for _ in range(chance.integers(1, 5)) for word in tongue.sentence(each // 4)]
            for each in range(habits.paragraphs)
        ]
        self._ideas = [[self._idea(each) for _ in range(4)] for each in range(habits.paragraphs)]

    def _yes(self, share: float) -> bool:
        return bool(self._chance.random() < share)

    def _idea(self, paragraph: int) -> Edit:
        words = len(self._texts[paragraph])
        at = int(self._chance.integers(0, words))
        gone = int(self._chance.choice([0, 0, 0, 1, 2, 4, 9]))
        size = min(40, int(self._chance.geometric(0.14)))
        if gone and self._yes(0.3):
            size = 0
        phrase = self._tongue.phrase(paragraph // 4, size) if size else []
        return at, min(words, at + gone), phrase

    def _edit(self, paragraph: int) -> Edit:
        if not self._yes(self._habits.ideas):
            return self._idea(paragraph)
        at, end, phrase = self._ideas[paragraph][int(4 * self._chance.random() ** 1.5)]
        own = [
            word if self._yes(self._habits.alike) else self._tongue.phrase(paragraph // 4, 1)[0]
            for word in phrase
        ]
        shift = int(self._chance.integers(-2, 3)) if self._yes(0.3) else 0
        end = min(len(self._texts[paragraph]), max(at + shift, 0) + end - at)
        return max(0, min(at + shift, end)), end, own

    def write(self) -> Bill:
        """Write the proposals, then the amendments that take from some of them."""
        made = Bill()
        habits = self._habits
        proposals: list[Proposal] = []
        for number in range(habits.proposals):
            if proposals and self._yes(habits.coalition):
                before = proposals[int(self._chance.integers(len(proposals)))]
                proposals.append(self._taken(before, 0.1))
            else:
                paragraph = int(habits.paragraphs * self._chance.random() ** 2)
                if self._yes(habits.rewritten):
                    size = len(self._texts[paragraph])
                    edits: tuple[Edit, ...] = ((0, size, self._rewritten(paragraph)),)
                else:
                    count = int(self._chance.choice([1, 1, 1, 2, 2, 3, 4]))
                    edits = tuple(self._edit(paragraph) for _ in range(count))
                proposals.append(Proposal(paragraph, _apart(edits)))
            shown = self._shown(f"p{number}", proposals[-1], habits.cut_out)
            if self._yes(habits.without_old):
                shown = replace(shown, old=None)
            made.proposals.append(shown)
        for number in range(habits.amendments):
            source = int(self._chance.integers(len(proposals)))
            rate = 0.0 if self._yes(0.5) else 2 * habits.reworded * 2 * float(self._chance.random())
            taken = self._taken(proposals[source], rate)
            made.amendments.append(self._shown(f"a{number}", taken, 0.1))
            made.source[f"a{number}"] = f"p{source}"
        return made

    def _rewritten(self, paragraph: int) -> Words:
        return [
            word if self._yes(0.6) else self._tongue.phrase(paragraph // 4, 1)[0]
            for word in self._texts[paragraph]
        ]

    def _taken(self, source: Proposal, rate: float) -> Proposal:
        edits = list(source.edits)
        if self._yes(self._habits.partly):
            if len(edits) > 1:
                kept = self._chance.random(len(edits)) < 0.6
                kept[int(self._chance.integers(len(edits)))] = True
                edits = [edit for edit, keep in zip(edits, kept, strict=True) if keep]
            else:
                at, end, words = edits[0]
                edits = [
                    (
                        at,
                        end,
                        words[: max(1, int(len(words) * (0.4 + 0.6 * self._chance.random())))],
                    )
                ]
        edits = [
            (at, end, self._reworded(words, rate, source.paragraph)) for at, end, words in edits
        ]
        while self._yes(self._habits.added):
            edits.append(self._edit(source.paragraph))
        return Proposal(source.paragraph, _apart(tuple(edits)))

    def _reworded(self, words: Words, rate: float, paragraph: int) -> Words:
        found: Words = []
        for word in words:
            dice = self._chance.random()
            if dice < rate * 0.5:
                found.append(self._tongue.other(word))
            elif dice < rate * 0.75:
                continue
            elif dice < rate:
                found += [word, *self._tongue.phrase(paragraph // 4, 1)]
            else:
                found.append(word)
        return found

    def _shown(self, name: str, proposal: Proposal, cut_out: float) -> Wording:
        old = self._texts[proposal.paragraph]
        first, last = 0, len(old)
        before: Words = []
        after: Words = []
        if self._yes(cut_out):
            if self._yes(0.5):
                first = max(
                    0, min(at for at, _, _ in proposal.edits) - int(self._chance.integers(2, 15))
                )
                last = min(
                    last,
                    max(end for _, end, _ in proposal.edits) + int(self._chance.integers(2, 15)),
                )
            else:
                before = self._texts[proposal.paragraph - 1]
                after = self._texts[(proposal.paragraph + 1) % len(self._texts)]
        new: Words = []
        place = first
        for at, end, words in proposal.edits:
            new += old[place:at] + words
            place = max(place, end)
        new += old[place:last]
        return Wording(
            name,
            " ".join([*before, *new, *after]),
            " ".join([*before, *old[first:last], *after]),
        )


def _apart(edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Return the edits in their order, without those that overlap one before."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda each: each[:2]):
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    return tuple(kept)
