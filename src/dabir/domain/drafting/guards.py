"""Rules that wordings can be checked against: what they must say, and what they must not.

A rule is bound to a clause and what stands in it, or to the whole text. Spelling does not count:
letters, digits, ZWNJ and punctuation are settled as for searching, and words are matched whole.
A phrase stands within one wording; it never runs from one clause into the next.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import NamedTuple

from dabir.domain.drafting.amendments import Add, Edit, Proposed
from dabir.domain.drafting.application import apply
from dabir.domain.drafting.clauses import Clause
from dabir.domain.drafting.compiling.slots import ClauseOption, Contest, Option, Slot, Target
from dabir.domain.drafting.versions import Version
from dabir.domain.language import search_key

_GAP = re.compile(r"\W+")
_ROUND = 1 << 128


@dataclass(frozen=True, slots=True)
class Crossed:
    """What a text lacks of what it must say, and says of what it must not; false when kept.

    `gone` says that the clause which the rule is bound to is not there.
    """

    missing: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    gone: bool = False

    def __bool__(self) -> bool:
        return bool(self.missing or self.forbidden or self.gone)


def crossed(words: str, *, must: Iterable[str] = (), must_not: Iterable[str] = ()) -> Crossed:
    """Return how one wording crosses a rule of phrases that it must, and must not, contain."""
    settled = _settled(words)
    return Crossed(
        missing=tuple(phrase for phrase in must if _settled(phrase) not in settled),
        forbidden=tuple(phrase for phrase in must_not if _settled(phrase) in settled),
    )


@dataclass(frozen=True, slots=True)
class Rule:
    """Phrases that must, and must not, stand in a clause and what is in it (None: in the text).

    A phrase that must be said has to stand in one of the wordings; what must not be said may stand
    in none. Without phrases it is about the words as a whole: `Watched.digest` says whether they
    are the same.
    """

    uid: str | None
    language: str
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Watched:
    """How a text stands to one rule, and a digest of the words that the rule is about.

    Two texts whose words differ in spelling alone have the same digest.
    """

    crossed: Crossed
    digest: str


class _Change(NamedTuple):
    """What a change makes of a version: its clauses, of which `gone` are out and `said` read anew.

    `after` is None where all clauses stay where they are; `said` has settled words by language.
    """

    after: Version | None
    gone: Collection[str]
    said: Mapping[str, Mapping[str, tuple[str, ...]]]


class Watch:
    """A version with rules to watch over; says how each change of it stands to them.

    Looking at a change costs as much as what it changes; where it adds, deletes or moves clauses
    the version is made with it, but only words that changed are read anew.
    """

    def __init__(self, version: Version, rules: Iterable[Rule]) -> None:
        self._version = version
        self._rules = tuple(rules)
        self._scopes = [_scope(version, rule) for rule in self._rules]
        self._phrases = {
            phrase: _settled(phrase) for rule in self._rules for phrase in rule.must + rule.must_not
        }
        self._texts: dict[str, dict[str, tuple[str, ...]]] = {}
        self._digests: dict[str, dict[str, int]] = {}
        for language in {rule.language for rule in self._rules}:
            texts = {uid: _wordings(clause, language) for uid, clause in version.clauses.items()}
            self._texts[language] = texts
            self._digests[language] = {uid: _digest(uid, words) for uid, words in texts.items()}
        self._sayers = [self._sayers_of(index) for index in range(len(self._rules))]
        self._sums = [
            sum(self._digests[rule.language][uid] for uid in scope or ()) % _ROUND
            for rule, scope in zip(self._rules, self._scopes, strict=True)
        ]

    def _sayers_of(self, index: int) -> dict[str, frozenset[str]]:
        """Return which clauses in the scope of a rule say each of its phrases."""
        rule, scope = self._rules[index], self._scopes[index] or ()
        texts = self._texts[rule.language]
        return {
            phrase: frozenset(uid for uid in scope if _says(texts[uid], self._phrases[phrase]))
            for phrase in rule.must + rule.must_not
        }

    def concerns(self, uid: str) -> tuple[bool, ...]:
        """Return which rules are about a clause, in their order."""
        return tuple(scope is not None and uid in scope for scope in self._scopes)

    def standing(self) -> tuple[Watched, ...]:
        """Return how the version itself stands to each rule, in their order."""
        return self._with({})

    def with_words(self, words: Mapping[Target, str]) -> tuple[Watched, ...]:
        """Return how the version stands to each rule with some wordings replaced."""
        clauses: dict[str, Clause] = {}
        for (uid, part, language), wording in words.items():
            clause = clauses.get(uid, self._version[uid])
            name = part.value
            held = {**getattr(clause, name), language: wording}
            clauses[uid] = (
                replace(clause, heading=held) if name == "heading" else replace(clause, text=held)
            )
        return self._with(clauses)

    def with_operations(self, operations: Sequence[Proposed]) -> tuple[Watched, ...]:
        """Return how what operations make of the version stands to each rule.

        Raises:
            HardConflicts: the operations exclude one another.
        """
        if not self._rules:
            return ()
        if not all(isinstance(each.operation, Edit) for each in operations):
            return self._after(apply(self._version, operations), operations)
        # Edits move nothing: the clauses they touch are enough, whatever the length of the text.
        met = dict.fromkeys(each.operation.uid for each in operations)
        few = Version.of(
            self._version.symbol, [replace(self._version[uid], parent=None) for uid in met]
        )
        after = apply(few, operations)
        return self._with(dict(after.clauses))

    def with_option(self, contest: Contest, option: Option | ClauseOption) -> tuple[Watched, ...]:
        """Return how the version stands to each rule if an option is chosen, and nothing else."""
        if option.keeps_base:
            return self.standing()
        if isinstance(contest, Slot) and isinstance(option, Option):
            uid, part, language = contest.target
            words = self._version[uid].wording(part, language)
            chosen = words[: contest.start] + option.words + words[contest.end :]
            return self.with_words({contest.target: chosen})
        return self.with_operations(option.adopted)

    def _with(self, clauses: Mapping[str, Clause]) -> tuple[Watched, ...]:
        return self._look(_Change(None, (), self._read(clauses)))

    def _after(self, after: Version, operations: Iterable[Proposed]) -> tuple[Watched, ...]:
        reworded = {
            each.operation.uid for each in operations if isinstance(each.operation, (Edit, Add))
        }
        said = {uid: after[uid] for uid in reworded if uid in after}
        gone = self._version.clauses.keys() - after.clauses.keys()
        return self._look(_Change(after, gone, self._read(said)))

    def _read(self, clauses: Mapping[str, Clause]) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        return {
            language: {uid: _wordings(clause, language) for uid, clause in clauses.items()}
            for language in self._texts
        }

    def _look(self, change: _Change) -> tuple[Watched, ...]:
        return tuple(self._look_at(index, change) for index in range(len(self._rules)))

    def _look_at(self, index: int, change: _Change) -> Watched:
        rule, before = self._rules[index], self._scopes[index]
        said = change.said[rule.language]
        out: Collection[str] = change.gone
        new: Mapping[str, tuple[str, ...]] = said
        if change.after is None or rule.uid is not None:
            scope = before if change.after is None else _scope(change.after, rule)
            if scope is None:
                return Watched(Crossed(gone=True), "")
            new = {uid: words for uid, words in said.items() if uid in scope}
            if change.after is not None:
                texts = self._texts[rule.language]
                held = frozenset(before or ())
                out = held.difference(scope)
                new |= {uid: texts[uid] for uid in scope if uid not in held and uid not in new}
        digests = self._digests[rule.language]
        total = self._sums[index] + sum(_digest(uid, words) for uid, words in new.items())
        # What is read anew was there before, unless it was added or came from elsewhere.
        old = {*out, *(uid for uid in new if before is not None and uid in before)}
        total -= sum(digests[uid] for uid in old)
        stands = {
            phrase: self._said(index, phrase, old, new) for phrase in rule.must + rule.must_not
        }
        found = Crossed(
            missing=tuple(phrase for phrase in rule.must if not stands[phrase]),
            forbidden=tuple(phrase for phrase in rule.must_not if stands[phrase]),
        )
        return Watched(found, f"{total % _ROUND:032x}")

    def _said(
        self, index: int, phrase: str, old: AbstractSet[str], new: Mapping[str, tuple[str, ...]]
    ) -> bool:
        if self._sayers[index][phrase] - old:
            return True
        return any(_says(words, self._phrases[phrase]) for words in new.values())


def _scope(version: Version, rule: Rule) -> Collection[str] | None:
    if rule.uid is None:
        return version.clauses.keys()
    if rule.uid not in version:
        return None
    return {rule.uid, *(clause.uid for _, clause in version.walk(rule.uid))}


def _wordings(clause: Clause, language: str) -> tuple[str, ...]:
    return tuple(
        _settled(words) for (_, code), words in clause.wordings().items() if code == language
    )


def _says(settled: Iterable[str], phrase: str) -> bool:
    return any(phrase in words for words in settled)


def _digest(uid: str, settled: Sequence[str]) -> int:
    if not settled:
        return 0
    written = "\0".join((uid, *settled)).encode()
    return int.from_bytes(blake2b(written, digest_size=16).digest())


def _settled(words: str) -> str:
    return f" {_GAP.sub(' ', search_key(words)).strip()} "
