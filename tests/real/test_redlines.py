"""Redlines of real official texts, where those texts are present."""

import random
from pathlib import Path

import pytest

from dabir.domain.drafting.copies import align_copies, read_printed, redline_copies

SHARED = Path(__file__).resolve().parents[3] / "shared"
TEXTS = sorted([*SHARED.glob("seeds/*.txt"), *SHARED.glob("data/outlines/*.txt")])

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not TEXTS, reason="Runs where ../shared is kept beside this repository."),
]


def redlined(old, new):
    return redline_copies(align_copies(read_printed(old), read_printed(new)))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_real_text_does_not_differ_from_itself(path):
    text = path.read_text(encoding="utf-8")
    assert redlined(text, text).changes == ()


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_edits_of_a_real_text_are_counted_as_they_were_made(path):
    chance = random.Random(path.stem)
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    edited = list(lines)
    deleted = inserted = 0
    long_ones = [place for place, line in enumerate(lines) if len(line.split()) > 8]
    for place in chance.sample(long_ones, min(30, len(long_ones))):
        words = edited[place].split()
        at = chance.randrange(3, len(words) - 2)
        taken = [word for word in words[at : at + 2] if any(letter.isalnum() for letter in word)]
        words[at : at + 2] = ["سخنی", "بس", "تازه"]
        edited[place] = " ".join(words)
        deleted, inserted = deleted + len(taken), inserted + 3
    redline = redlined("\n".join(lines), "\n".join(edited))
    found = redline.words_deleted + redline.words_inserted
    assert found <= 1.05 * (deleted + inserted) + 2
    assert redline.words_inserted >= 0.95 * inserted


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_real_clause_that_moved_is_known_again(path):
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    place = max(range(len(lines)), key=lambda each: len(lines[each]) if each > 1 else 0)
    moved = [lines[place], *lines[:place], *lines[place + 1 :]]
    redline = redlined("\n".join(lines), "\n".join(moved))
    assert "move" in {change.kind.value for change in redline.changes}
    assert (redline.words_deleted, redline.words_inserted) == (0, 0)
