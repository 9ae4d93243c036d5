"""Rewritten patterns match what they matched before, in the same order of preference."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.outline.first_letters import by_first_letter

REWRITTEN = [
    (r"(?<!\w)(?:task|tasks?|duty)(?: of)? (?P<whose>\w+)", 0),
    (r"\b(?:shall|is|(?:may )?kill)\b", re.IGNORECASE),
    (r"ab|a(?=b)|(?:b|ab)a|b", 0),
    (r"(?<![\w-])(?:[Aa]sks?|[Bb]egs) ", 0),
    (r"(?<!\w)(?:می ?)?(?:باید|شود)(?!\w)", 0),
    (r"(?:,\s*)?\b(?:is|as) (?:ab|a)", re.IGNORECASE),
    (r"ا?مرداد|مهر|\bمی", 0),
    (r"(?<!\w)از (?=\S)", 0),
]
LEFT_ALONE = [r"\W*(?:a|b)", r"(?:a|b)*c", r"(?:a(b)?|c)+", r"[^a]b", r"^a|b", r"\b(?: a|b)"]
PIECES = [
    "a",
    "b",
    " ",
    ",",
    "-",
    "_",
    "K",
    "is",
    "IS",
    "ſhall",
    "ıs",
    "\u212aill",
    "shall",
    "kill",
    "may ",
    "task",
    "tasks of x",
    "duty y",
    "asks ",
    "Begs ",
    "مرداد",
    "امرداد",
    "مهر",
    "می",
    "باید",
    "شود",
    "از ",
    "İs",
    "\n",
]
texts = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@pytest.mark.parametrize(("pattern", "flags"), REWRITTEN)
@given(text=texts)
def test_a_rewritten_pattern_finds_what_it_found(pattern, flags, text):
    plain, quick = re.compile(pattern, flags), by_first_letter(pattern, flags)
    assert quick.pattern != pattern
    before = [(match.span(), match.groupdict()) for match in plain.finditer(text)]
    assert [(match.span(), match.groupdict()) for match in quick.finditer(text)] == before


@pytest.mark.parametrize("pattern", LEFT_ALONE)
def test_leaves_alone_what_may_begin_with_anything(pattern):
    assert by_first_letter(pattern, re.MULTILINE).pattern == pattern


def test_leaves_alone_a_name_that_would_stand_twice():
    pattern = r"(?:a(?P<x>b)|c)"
    assert by_first_letter(pattern, re.IGNORECASE).pattern == pattern
