"""Reading takes time that grows with the length of the text, whatever it holds."""

import time

import pytest

from dabir.domain.outline import UnreadableText, read_outline
from dabir.domain.outline.errors import LONGEST, EmptyText, NotText, OversizedText

HARD = {
    "one letter": "a",
    "brackets": "(",
    "blank lines": "x\n\n",
    "short lines": "a\n",
    "numbers": "1. ",
    "compound numbers": "1.",
    "persian numbers": "۱- ",
    "persian letters": "الف) ",
    "opening quotations": "«",
    "quoted numbers": "«۱ـ ",
    "straight quotations": '"1. ',
    "nested lists": "1. x:\na) x:\n",
    "named items": "بند ۱\n",
    "notes": "تبصره ـ ",
    "conjunctions": "سازمان و ",
    "commas": "سازمان، ",
    "obligations": "سازمان موظف است ",
    "agents": "توسط سازمان ",
    "meetings": "جلسه سی و ",
    "set up": "تشکیل می‌شود ",
    "member lists": "متشکل از ",
    "helpers": "in cooperation with the ",
    "modals": "the Board shall ",
    "lead-ins": "وظایف کارگروه:\n",
    "capitals": "A, ",
    "addresses": "a@",
    "dates": "۱۴۰۳/۲/۳ ",
    "months": "تا پایان مرداد ",
    "joiners": "\u200c",
    "marks": "\u064b",
    "milestones": "Mar 2027 - x\n",
    "keys": "مسئول: ",
    "full stops": ".",
    "members": "composed of ",
    "amendments": "الحاق «ماده ۱ ",
    "established": "establishes a Group ",
}


def seconds(text: str) -> float:
    start = time.process_time()  # what others do on the machine meanwhile does not count
    read_outline(text)
    return time.process_time() - start


@pytest.mark.parametrize("unit", HARD.values(), ids=HARD.keys())
def test_reads_hard_text_in_time_that_grows_with_its_length(unit):
    short, long = 8_000, 64_000
    lead = "مصوبه\n۱. متن ا\n"
    seconds(lead + unit * (short // len(unit)))
    base = seconds(lead + unit * (short // len(unit)))
    # Eight times the text may take twenty times as long on a busy machine, but not sixty-four; a
    # machine that stood still once, for the garbage of all other tests, is asked again.
    limit = max(1.5, 20 * base)
    assert any(seconds(lead + unit * (long // len(unit))) < limit for _ in range(3))


@pytest.mark.nightly
@pytest.mark.parametrize("unit", HARD.values(), ids=HARD.keys())
def test_reads_five_megabytes_of_hard_text(unit):
    size = 5_000_000 // len(unit.encode())
    assert seconds("مصوبه\n۱. متن ا\n" + unit * size) < 120


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", EmptyText),
        (" \n\u200c\ufeff", EmptyText),
        ("؟! ...", EmptyText),
        ("\x01\x02\x03\x04a", NotText),
        ("a" * (LONGEST + 1), OversizedText),
    ],
)
def test_says_why_it_cannot_read(text, error):
    with pytest.raises(error) as raised:
        read_outline(text)
    assert isinstance(raised.value, UnreadableText)
    assert raised.value.why
