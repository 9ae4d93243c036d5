"""The words and patterns of invented submissions as arrays, which the generator's kernels take."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from submission_words import (
    ENGLISH,
    ENGLISH_BOILERPLATE,
    ENGLISH_PATTERNS,
    ENGLISH_REQUEST,
    ENGLISH_STANCE,
    PERSIAN,
    PERSIAN_BOILERPLATE,
    PERSIAN_PATTERNS,
    PERSIAN_REQUEST,
    PERSIAN_STANCE,
)

PUNCTUATION = ("\n", ".", ",", "،", ":")
"""The first words: no space stands before them."""

NEWLINE, STOP = 0, 1
BODY, STANCE, REQUEST, HEAD, TAIL, SHORT = range(6)
"""Kinds of sentence, for each of the two languages."""

KINDS = 6


class Grammar(NamedTuple):
    """Words as bytes; phrases as words; lists as phrases; patterns as lists; kinds as patterns.

    Each ``*_at`` says where what belongs to a thing starts, and where that of the next one does.
    ``turned[list]`` is the list from which a slot is filled where the stance is turned.
    """

    letters: NDArray[np.uint8]
    letters_at: NDArray[np.int64]
    words: NDArray[np.int32]
    words_at: NDArray[np.int64]
    phrases: NDArray[np.int32]
    phrases_at: NDArray[np.int64]
    turned: NDArray[np.int32]
    lists: NDArray[np.int32]
    lists_at: NDArray[np.int64]
    patterns_at: NDArray[np.int64]
    """Patterns stand in the order of language and kind."""


class _Builder:
    def __init__(self) -> None:
        self.word_numbers = {word: number for number, word in enumerate(PUNCTUATION)}
        self.phrases: list[list[int]] = []
        self.lists: list[list[int]] = []
        self.turned: list[int] = []
        self.patterns: list[list[int]] = []
        self.patterns_at = [0]

    def phrase(self, text: str) -> int:
        self.phrases.append(
            [self.word_numbers.setdefault(word, len(self.word_numbers)) for word in text.split()]
        )
        return len(self.phrases) - 1

    def list_of(self, texts: list[str]) -> int:
        self.lists.append([self.phrase(text) for text in texts])
        self.turned.append(len(self.lists) - 1)
        return len(self.lists) - 1

    def kind(self, patterns: list[str], slots: dict[str, int]) -> None:
        for pattern in patterns:
            pieces = [piece for piece in re.split(r"({\+?\w+})", pattern) if piece.strip()]
            self.patterns.append(
                [
                    slots[piece[1:-1].lstrip("+")] if piece[0] == "{" else self.list_of([piece])
                    for piece in pieces
                ]
            )
        self.patterns_at.append(len(self.patterns))


def grammar() -> Grammar:
    """Return the grammar of both languages; the kinds of English come first."""
    build = _Builder()
    for lists, patterns, stance, request, boilerplate in (
        (ENGLISH, ENGLISH_PATTERNS, ENGLISH_STANCE, ENGLISH_REQUEST, ENGLISH_BOILERPLATE),
        (PERSIAN, PERSIAN_PATTERNS, PERSIAN_STANCE, PERSIAN_REQUEST, PERSIAN_BOILERPLATE),
    ):
        phrases = {name: list(_filled(text, lists)) for name, text in lists.items()}
        slots = {name: build.list_of(texts) for name, texts in phrases.items()}
        for one, other in (("for", "against"), ("ask_for", "ask_against")):
            build.turned[slots[one]], build.turned[slots[other]] = slots[other], slots[one]
        heads_and_tails = _entries(boilerplate)
        half = len(heads_and_tails) // 2
        build.kind(patterns.strip().splitlines(), slots)
        build.kind(stance.strip().splitlines(), slots)
        build.kind(request.strip().splitlines(), slots)
        build.kind(heads_and_tails[:half], {})
        build.kind(heads_and_tails[half:], {})
        build.kind(phrases["for"] + phrases["against"], {})
    letters = [word.encode() for word in build.word_numbers]
    words, words_at = _flat(build.phrases)
    phrases_, phrases_at = _flat(build.lists)
    pattern_lists, lists_at = _flat(build.patterns)
    return Grammar(
        np.frombuffer(b"".join(letters), np.uint8),
        np.cumsum([0, *map(len, letters)]).astype(np.int64),
        words,
        words_at,
        phrases_,
        phrases_at,
        np.array(build.turned, np.int32),
        pattern_lists,
        lists_at,
        np.array(build.patterns_at, np.int64),
    )


def _entries(text: str) -> list[str]:
    return [" ".join(entry.split()) for entry in text.split(";")]


def _filled(text: str, lists: dict[str, str]) -> Iterator[str]:
    for entry in _entries(text):
        if "{topic}" in entry:
            yield from (entry.replace("{topic}", topic) for topic in _entries(lists["topic"]))
        else:
            yield entry


def _flat(rows: list[list[int]]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    return (
        np.array([number for row in rows for number in row], np.int32),
        np.cumsum([0, *map(len, rows)]).astype(np.int64),
    )
