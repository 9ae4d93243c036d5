"""Personal data is found wherever it stands and however it is written."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from dabir.domain.language.personal_data import (
    WORTH_PROPOSING,
    Finding,
    Kind,
    comparable,
    find_personal_data,
    without_overlaps,
)
from dabir.domain.language.personal_data.checks import (
    is_card,
    is_iban,
    is_iranian_card,
    is_legal_id,
    is_national_id,
)

SENTENCES = Path(__file__).with_name("personal_data.txt").read_text(encoding="utf-8").splitlines()
_MARKED = re.compile(r"\{(\w+)\|([^}]+)\}")


def _gold(line: str) -> tuple[str, set[tuple[int, int, str]]]:
    text, spans, at = "", set(), 0
    for match in _MARKED.finditer(line):
        text += line[at : match.start()]
        spans.add((len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        at = match.end()
    return text + line[at:], spans


GOLD = [_gold(line) for line in SENTENCES if not line.startswith("#")]


def _proposed(text: str) -> list[Finding]:
    return [one for one in find_personal_data(text) if one.confidence >= WORTH_PROPOSING]


def test_at_least_two_hundred_sentences_are_measured() -> None:
    assert len(GOLD) >= 200
    assert sum(not spans for _text, spans in GOLD) >= 75


def test_what_is_sure_is_right_and_little_is_missed() -> None:
    right_sure = sure = right = proposed = gold = covered = 0
    for text, spans in GOLD:
        found = _proposed(text)
        exact = {(one.start, one.end, str(one.kind)) for one in found}
        right += len(exact & spans)
        proposed += len(exact)
        gold += len(spans)
        covered += sum(
            any(one.start <= start and end <= one.end for one in found) for start, end, _ in spans
        )
        for one in found:
            if one.sure:
                sure += 1
                right_sure += (one.start, one.end, str(one.kind)) in spans
    assert right_sure / sure >= 0.99, "what is sure may be left out unread"
    assert right / proposed >= 0.95, "precision of all proposals"
    assert right / gold >= 0.95, "recall with exact borders"
    assert covered / gold >= 0.97, "recall of the words themselves"


DIGITS = st.text("0123456789", min_size=9, max_size=9)


def _checked(nine: str) -> str:
    rest = sum(int(digit) * (10 - at) for at, digit in enumerate(nine)) % 11
    return nine + str(rest if rest < 2 else 11 - rest)


_FIGURES = ("0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩")


def _written(digits: str, figures: list[int]) -> str:
    return "".join(
        _FIGURES[figures[at % len(figures)]][int(digit)] for at, digit in enumerate(digits)
    )


_FIGURE_CHOICES = st.lists(st.integers(0, 2), min_size=1, max_size=10)
_PROSE = st.text("ابپت سلام،.؛ \nabc", max_size=40)


@given(DIGITS, _FIGURE_CHOICES, _PROSE, _PROSE, st.booleans())
def test_a_valid_national_id_is_found_wherever_it_stands(
    nine: str, figures: list[int], before: str, after: str, grouped: bool
) -> None:
    digits = _checked(nine)
    assume(len(set(digits)) > 1)
    written = _written(digits, figures)
    if grouped:
        written = f"{written[:3]}-{written[3:9]}-{written[9]}"
    text = f"{before} {written} {after}"
    start = len(before) + 1
    assert any(
        one.start <= start and one.end >= start + len(written) for one in find_personal_data(text)
    )


@given(DIGITS, st.integers(1, 9), _FIGURE_CHOICES, _PROSE)
def test_a_wrong_check_digit_is_never_sure(
    nine: str, off: int, figures: list[int], before: str
) -> None:
    good = _checked(nine)
    wrong = good[:9] + str((int(good[9]) + off) % 10)
    text = f"{before} کد ملی {_written(wrong, figures)} است"
    assert not any(one.sure and one.kind == Kind.NATIONAL_ID for one in find_personal_data(text))


@given(
    st.text("0123456789", min_size=9, max_size=9), st.sampled_from(["", " ", "-", "–", "\u200c"])
)
def test_a_card_of_an_iranian_bank_is_sure_however_it_is_grouped(nine: str, between: str) -> None:
    base = "603799" + nine
    digits = next(base + check for check in "0123456789" if is_card(base + check))
    groups = between.join(digits[at : at + 4] for at in range(0, 16, 4))
    found = find_personal_data(f"واریز از {groups} انجام شد")
    assert [(one.kind, one.sure) for one in found] == [(Kind.CARD, True)]


@given(st.text(max_size=200))
@example("IR12IR12 at at at 09")
def test_findings_lie_in_the_text_in_order_and_apart(text: str) -> None:
    reached = 0
    for one in find_personal_data(text):
        assert reached <= one.start < one.end <= len(text)
        assert 0 < one.confidence < 100
        reached = one.end


@pytest.mark.parametrize(
    "written",
    [
        "۰۹۱۲۳۴۵۶۷۸۹",
        "0912 345 67 89",
        "0912-345-6789",
        "(0912) 3456789",
        "+98 912 345 6789",
        "+۹۸۹۱۲۳۴۵۶۷۸۹",
        "00989123456789",
        "٠٩١٢٣٤٥٦٧٨٩",
        "0912\u200c3456789",
        "0912.345.6789",
    ],
)
def test_a_mobile_number_is_sure_in_every_way_of_writing(written: str) -> None:
    found = find_personal_data(f"لطفا {written} را بگیرید")
    assert [(one.kind, one.sure) for one in found] == [(Kind.MOBILE, True)]
    assert "لطفا "[: found[0].start] + written in f"لطفا {written}"


def test_an_address_of_an_office_is_not_sure() -> None:
    (found,) = find_personal_data("write to info@example.org")
    assert found.kind == Kind.EMAIL
    assert not found.sure


def test_an_amount_that_happens_to_check_is_not_proposed() -> None:
    assert _proposed(f"مبلغ {_checked('123456789')} ریال") == []


def test_the_surest_reading_of_a_stretch_holds() -> None:
    weak = Finding(0, 10, Kind.NATIONAL_ID, "a", 60)
    strong = Finding(4, 8, Kind.MOBILE, "b", 98)
    apart = Finding(10, 12, Kind.EMAIL, "c", 50)
    assert without_overlaps([weak, strong, apart]) == [strong, apart]


def test_numbers_check_themselves() -> None:
    assert is_iban("IR820540102680020817909002")
    assert not is_iban("IR820540102680020817909003")
    assert is_iban("GB82WEST12345698765432")
    assert is_legal_id("14007650912")
    assert not is_legal_id("14007650913")
    assert not is_national_id("1111111111")
    assert not is_iranian_card("4111111111111111")
    assert is_card("4111111111111111")


def test_words_compare_whatever_digits_were_typed() -> None:
    assert comparable("۰۹۱۲-۳۴۵ ۶۷۸۹") == comparable("0912 3456789")
    assert comparable("Ali@Example.org") != comparable("ali@example.com")


@pytest.mark.parametrize(
    "piece", ["1 ", "IR12 ", "خیابان ", "a.", "٠-", "at ", "09", "کد ملی ", "اینجانب علی "]
)
def test_a_hostile_text_takes_time_in_proportion(piece: str) -> None:
    began = time.process_time()
    find_personal_data(piece * (50_000 // len(piece)))
    assert time.process_time() - began < 10
