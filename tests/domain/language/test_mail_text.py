"""A message's own words are told from quotes, forwards and signatures, and nothing is lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.language.mail_text import LONGEST_TEXT, Role, Stretch, set_apart, words_of

MAILS = Path(__file__).parent / "mails"
ROLES = {"O": Role.OWN, "Q": Role.QUOTED, "S": Role.SIGNATURE, "F": Role.FORWARDED}


def _read():
    """Yield name, text and the role of each line of the invented messages."""
    for path in sorted(MAILS.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").split("=== ")[1:]:
            name, *lines = block.rstrip("\n").split("\n")
            marked = [line.split("|", 1) for line in lines]
            text = "\n".join(words for _mark, words in marked)
            yield pytest.param(text, [ROLES[mark] for mark, _ in marked], id=name)


INVENTED = list(_read())


def roles_of_lines(text, stretches):
    found, at = [], 0
    for line in text.split("\n"):
        within = (one.role for one in stretches if one.start <= at < one.end)
        found.append(next(within, stretches[-1].role))
        at += len(line) + 1
    return found


def test_there_are_enough_messages_to_measure_by():
    assert len(INVENTED) >= 60


@pytest.mark.parametrize(("text", "roles"), INVENTED)
def test_tells_each_line_of_an_invented_message(text, roles):
    told = roles_of_lines(text, set_apart(text))
    lines = text.split("\n")
    assert [(line, role.value) for line, role in zip(lines, told, strict=True) if line.strip()] == [
        (line, role.value) for line, role in zip(lines, roles, strict=True) if line.strip()
    ]


WORDS = st.sampled_from(
    [
        "> quoted", "-- ", "با احترام", "Best regards,", "On 1 May 2026, A <a@b.example> wrote:",
        "From: A", "To: B", "Subject: C", "---------- Forwarded message ---------", "",
        "Sent from my iPhone", "آب باغ", "در تاریخ ۳ آبان ۱۴۰۵ الف <a@b.example> نوشت:", "PS: x",
        "________________________________", "-----Original Message-----", "Mina",
    ]
)  # fmt: skip


@given(st.lists(st.one_of(WORDS, st.text(max_size=30)), max_size=40).map("\n".join))
def test_every_letter_lies_in_exactly_one_stretch(text):
    stretches = set_apart(text)
    assert "".join(text[one.start : one.end] for one in stretches) == text
    assert all(before.end == after.start for before, after in zip(stretches, stretches[1:]))  # noqa: B905, RUF007 (one shorter on purpose)


@given(st.lists(WORDS, min_size=1, max_size=30).map("\n".join))
def test_a_signature_always_stands_below_words(text):
    stretches = set_apart(text)
    signed = [number for number, one in enumerate(stretches) if one.role == Role.SIGNATURE]
    if signed:
        above = stretches[: signed[0]]
        assert any(one.role == Role.OWN and text[one.start : one.end].strip() for one in above)


def test_words_that_are_only_a_greeting_stay_the_senders_own():
    assert words_of("ممنون\nعلی", set_apart("ممنون\nعلی"), Role.OWN) == "ممنون\nعلی"


def test_what_the_markup_sets_apart_is_set_apart():
    text = "Yes.\nWhich one?\nThe second."
    known = [Stretch(Role.QUOTED, 5, 16)]
    stretches = set_apart(text, known=known)
    assert words_of(text, stretches, Role.OWN) == "Yes.\n\nThe second."
    assert words_of(text, stretches, Role.QUOTED) == "Which one?"


def test_an_unmarked_copy_below_a_forwards_words_is_what_is_forwarded():
    text = "See.\nFrom: A\nSent: Monday\nTo: B\nSubject: Soil\n\nThe soil is salty."
    assert set_apart(text)[1].role == Role.QUOTED
    assert set_apart(text, forwarded=True)[1].role == Role.FORWARDED


def test_a_text_longer_than_is_looked_through_keeps_its_end():
    text = "> a\n> b\n" * (LONGEST_TEXT // 8 + 10) + "The end."
    stretches = set_apart(text)
    assert stretches[-1].end == len(text)
    assert words_of(text, stretches, Role.OWN).endswith("The end.")
