"""Invented texts and copies of them whose edits are known exactly, in English and in Persian.

A text is numbered clauses of a few sentences each. A copy carries word edits (replace, insert,
delete), sentences put in and taken out, clauses put in, taken out and moved, and is numbered anew,
as whoever types into a file without ids leaves it.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

from submission_words import ENGLISH, ENGLISH_PATTERNS, PERSIAN, PERSIAN_PATTERNS

_PATTERNS = {"en": ENGLISH_PATTERNS, "fa": PERSIAN_PATTERNS}
_PHRASES = {"en": ENGLISH, "fa": PERSIAN}
_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_SLOT = re.compile(r"{\+?(\w+)}")


@dataclass
class Truth:
    """What was really done, in words as a reader counts them, and the clauses that were moved."""

    deleted: int = 0
    inserted: int = 0
    moved: int = 0
    edits: dict[str, int] = field(default_factory=dict)

    def count(self, edit: str) -> None:
        """Count one edit of a kind."""
        self.edits[edit] = self.edits.get(edit, 0) + 1


class Copies:
    """Texts of one language and their edited copies; the same seed gives the same ones."""

    def __init__(self, language: str, seed: int) -> None:
        self.language = language
        self._chance = random.Random(f"{language} {seed}")
        self._patterns = [line for line in _PATTERNS[language].splitlines() if line.strip()]
        self._phrases = {
            name: [" ".join(one.split()) for one in listed.split(";")]
            for name, listed in _PHRASES[language].items()
        }
        self._words = sorted(
            {word for listed in self._phrases.values() for one in listed for word in one.split()}
            - {"{topic}"}
        )

    def text(self, size: int) -> list[list[str]]:
        """Return clauses, each a list of sentences, of about `size` bytes of UTF-8 together."""
        clauses: list[list[str]] = []
        while size > 0:
            clause = [self._sentence() for _ in range(self._chance.randint(1, 4))]
            clauses.append(clause)
            size -= len(" ".join(clause).encode()) + 6
        return clauses

    def written(self, clauses: list[list[str]]) -> str:
        """Return the text as people type it: a number and a dot before each clause."""
        lines = []
        for number, clause in enumerate(clauses, start=1):
            mark = f"{number}."
            if self.language == "fa":
                mark = f"{number}-".translate(_PERSIAN_DIGITS)
            lines.append(f"{mark} {' '.join(clause)}")
        return "\n".join(lines) + "\n"

    def edited(
        self, clauses: list[list[str]], edits: int, *, words_alone: bool = False
    ) -> tuple[list[list[str]], Truth]:
        """Return an edited copy, and what was done to it; no clause is edited twice."""
        truth = Truth()
        copy = [list(clause) for clause in clauses]
        places = self._chance.sample(range(len(copy)), min(edits, len(copy)))
        gone: set[int] = set()
        arrived: dict[int, list[str]] = {}
        travelled: list[int] = []
        for place in places:
            edit = self._chance.choices(
                [
                    "replace",
                    "insert",
                    "delete",
                    "sentence in",
                    "sentence out",
                    "new",
                    "gone",
                    "move",
                ],
                [6, 5, 5, 0, 0, 0, 0, 0] if words_alone else [6, 5, 5, 1.2, 0.8, 0.6, 0.6, 0.8],
            )[0]
            truth.count(edit)
            match edit:
                case "replace" | "insert" | "delete":
                    self._edit_words(copy[place], edit, truth)
                case "sentence in":
                    sentence = self._sentence()
                    copy[place].insert(self._chance.randint(0, len(copy[place])), sentence)
                    truth.inserted += len(sentence.split())
                case "sentence out" if len(copy[place]) > 1:
                    taken = copy[place].pop(self._chance.randrange(len(copy[place])))
                    truth.deleted += len(taken.split())
                case "new":
                    arrived[place] = [self._sentence() for _ in range(2)]
                    truth.inserted += sum(len(each.split()) for each in arrived[place])
                case "gone" | "sentence out":
                    gone.add(place)
                    truth.deleted += sum(len(each.split()) for each in copy[place])
                case "move":
                    travelled.append(place)
        return self._put_together(copy, gone, arrived, travelled, truth), truth

    def _put_together(
        self,
        copy: list[list[str]],
        gone: set[int],
        arrived: dict[int, list[str]],
        travelled: list[int],
        truth: Truth,
    ) -> list[list[str]]:
        away = {place for place in travelled if place not in gone}
        truth.moved = len(away)
        left: list[list[str]] = []
        for place, clause in enumerate(copy):
            if place not in gone and place not in away:
                left.append(clause)
            if place in arrived:
                left.append(arrived[place])
        for place in sorted(away):
            left.insert(self._chance.randint(0, len(left)), copy[place])
        return left

    def _edit_words(self, clause: list[str], edit: str, truth: Truth) -> None:
        at = self._chance.randrange(len(clause))
        words = clause[at].split()
        where = self._chance.randrange(len(words))
        many = min(self._chance.randint(1, 3), len(words) - where)
        others = [self._chance.choice(self._words) for _ in range(self._chance.randint(1, 3))]
        if edit == "insert":
            words[where:where] = others
            truth.inserted += len(others)
        elif edit == "delete":
            del words[where : where + many]
            truth.deleted += many
        else:
            words[where : where + many] = others
            truth.deleted += many
            truth.inserted += len(others)
        clause[at] = " ".join(words)

    def _sentence(self) -> str:
        pattern = self._chance.choice(self._patterns)
        words = _SLOT.sub(lambda slot: self._phrase(slot[1]), pattern)
        words = _SLOT.sub(lambda slot: self._phrase(slot[1]), words)
        return re.sub(r"\s+([,،:])", r"\1", words).strip() + "."

    def _phrase(self, name: str) -> str:
        return self._chance.choice(self._phrases[name])
