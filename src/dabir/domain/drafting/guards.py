"""Rules that wordings can be checked against: what they must say, and what they must not.

A rule is bound to a clause and what stands in it, or to the whole text. Spelling does not count:
letters, digits, ZWNJ and punctuation are settled as for searching, and words are matched whole.
A phrase stands within one wording; it never runs from one clause into the next.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from dabir.domain.drafting.amendments import Edit, Proposed
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


Read = Mapping[str, tuple[tuple[str, ...], int]]
"""What clauses say in one language, by uid: their settled words, and a number that names these."""


class Watch:
    """A version with rules to watch over; says how each change of it stands to them.

    Looking at a change costs as much as what it changes; where it adds, deletes or moves clauses
    the scopes of the rules are gone through, but only words that changed are read anew.
    """

    def __init__(
        self, version: Version, rules: Iterable[Rule], known: Mapping[str, Read] | None = None
    ) -> None:
        """Watch over a version; `known` is what clauses say that were read before, by language."""
        self._version = version
        self._rules = tuple(rules)
        self._scopes = [_scope(version, rule) for rule in self._rules]
        self._phrases = {
            phrase: _settled(phrase) for rule in self._rules for phrase in rule.must + rule.must_not
        }
        self._texts: dict[str, dict[str, tuple[str, ...]]] = {}
        self._digests: dict[str, dict[str, int]] = {}
        for language in {rule.language for rule in self._rules}:
            read = dict((known or {}).get(language, {}))
            for uid, clause in version.clauses.items():
                if uid not in read:
                    words = _wordings(clause, language)
                    read[uid] = words, _digest(uid, words)
            self._texts[language] = {uid: words for uid, (words, _sum) in read.items()}
            self._digests[language] = {uid: digest for uid, (_words, digest) in read.items()}
        self._sayers = [self._sayers_of(index) for index in range(len(self._rules))]
        self._sums = [
            sum(self._digests[rule.language][uid] for uid in scope or ()) % _ROUND
            for rule, scope in zip(self._rules, self._scopes, strict=True)
        ]

    def _known(self, version: Version) -> dict[str, Read]:
        """Return what the clauses say that read in another version as they do here."""
        mine = self._version.clauses
        same = [
            uid
            for uid, clause in version.clauses.items()
            if uid in mine and clause.text == mine[uid].text and clause.heading == mine[uid].heading
        ]
        return {
            language: {uid: (texts[uid], self._digests[language][uid]) for uid in same}
            for language, texts in self._texts.items()
        }

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
            after = apply(self._version, operations)
            return Watch(after, self._rules, self._known(after)).standing()
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
        changed: dict[str, dict[str, tuple[str, ...]]] = {
            language: {uid: _wordings(clause, language) for uid, clause in clauses.items()}
            for language in self._texts
        }
        return tuple(
            self._look(index, changed[rule.language]) for index, rule in enumerate(self._rules)
        )

    def _look(self, index: int, changed: Mapping[str, tuple[str, ...]]) -> Watched:
        rule, scope = self._rules[index], self._scopes[index]
        if scope is None:
            return Watched(Crossed(gone=True), "")
        within = {uid: words for uid, words in changed.items() if uid in scope}
        total = self._sums[index]
        for uid, words in within.items():
            total += _digest(uid, words) - self._digests[rule.language][uid]
        said = {phrase: self._said(index, phrase, within) for phrase in rule.must + rule.must_not}
        found = Crossed(
            missing=tuple(phrase for phrase in rule.must if not said[phrase]),
            forbidden=tuple(phrase for phrase in rule.must_not if said[phrase]),
        )
        return Watched(found, f"{total % _ROUND:032x}")

    def _said(self, index: int, phrase: str, within: Mapping[str, tuple[str, ...]]) -> bool:
        if self._sayers[index][phrase] - within.keys():
            return True
        return any(_says(words, self._phrases[phrase]) for words in within.values())


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
