"""Which changes of words turn what a sentence says."""

import numpy as np
import pyarrow as pa
import pytest

from dabir.analysis.duplicates.differences import changes
from dabir.analysis.duplicates.polarity import polarity
from dabir.analysis.duplicates.turning import turns
from dabir.analysis.words import hashed_words


def turned(template, copy):
    one, other = (
        (
            hashed_words(pa.array([text], pa.large_string()), signs=True).hashes >> np.uint64(32)
        ).astype(np.uint32)
        for text in (template, copy)
    )
    assert bool(turns(one, other, changes(one, other), polarity())) == bool(
        turns(other, one, changes(other, one), polarity())
    )
    return turns(one, other, changes(one, other), polarity())


@pytest.mark.parametrize(
    ("template", "copy"),
    [
        ("we support the rule", "we oppose the rule"),
        ("we support the rule", "we don’t support the rule"),
        ("I am in favour of it", "I am against it"),
        ("you should pass it", "you should not pass it"),
        ("please vote for it", "please vote against it"),
        ("this is acceptable to us", "this is not acceptable to us"),
        ("ما موافق این طرح هستیم", "ما موافق این طرح نیستیم"),
        ("ما با این طرح موافقیم", "ما با این طرح موافق نیستیم"),
        ("این متن باید اجرا شود", "این متن نباید اجرا شود"),
        ("از آن حمایت می‌کنیم", "از آن حمایت نمی کنیم"),
        ("آن را تأیید می‌کنم", "آن را رد می‌کنم"),
        ("نحن نؤيد هذا المشروع", "نحن نعارض هذا المشروع"),
        ("نوافق على المشروع", "لا نوافق على المشروع"),
        ("👍 for the islands", "👎 for the islands"),
        ("☑ the new ferry", "☐ the new ferry"),
        ("☑ yes ☐ no", "☐ yes ☑ no"),
        ("✅ کشتی تازه", "❌ کشتی تازه"),
    ],
)
def test_turns_a_stance(template, copy):
    assert turned(template, copy) == 1


@pytest.mark.parametrize(
    ("template", "copy"),
    [
        ("we support the rule", "we endorse the rule"),
        ("we support the rule", "we fully support the rule"),
        ("nobody told the farmers about the fees", "somebody told the farmers about the fees"),
        ("the fees are high", "against are high"),
        ("I reject the rule", "I do not accept the rule"),
        ("ما از آن حمایت می‌کنیم", "ما از آن پشتیبانی می‌کنیم"),
        ("آن را تأیید می‌کنم", "آن را رد نمی‌کنم"),
        ("کسی به کشاورزان نگفت", "کسی به پرستاران نگفت"),
        ("☑ the new ferry", "✔\ufe0f the new ferry"),
        ("☑ the new ferry", "the new ferry"),
        ("👍 the new ferry", "❤ the new ferry"),
    ],
)
def test_leaves_a_stance_as_it_is(template, copy):
    assert turned(template, copy) == 0


def test_two_boxes_that_changed_places_turn_twice_what_they_turn():
    assert turned("☐ I support it ☑ I oppose it", "☑ I support it ☐ I oppose it") == 2


def test_a_longer_addition_says_something_else():
    template = "we support the rule because ferries are slow"
    copy = "we support the rule although we never liked how it was made because ferries are slow"
    assert turned(template, copy) == 0
