"""Which passage became which: laws of alignment, and what it makes of amended texts."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dabir.domain.drafting.comparing.alignment import Passage, align

SOME = ("آب", "باغ", "دبیر", "گزارش", "وزارت", "پایان", "مهر", "آبان", "کشت")
WORDS = st.lists(st.sampled_from(SOME), max_size=6)
TEXTS = st.lists(
    st.builds(lambda path, words: Passage(str(path), " ".join(words)), st.integers(1, 6), WORDS),
    max_size=7,
)

OLD = (
    Passage("1", "کارگروه آبیاری باغ‌ها با مسئولیت سازمان بوستان‌ها تشکیل می‌شود."),
    Passage("2", "وزارت کشت گزارش آب را تا پایان مهر به کارگروه ارائه کند."),
    Passage("3", "سازمان بوستان‌ها برنامهٔ آبیاری را ظرف دو ماه تهیه کند."),
    Passage("4", "شهرداری هزینهٔ لوله‌کشی را می‌پردازد."),
)


def outcomes(old, new):
    return [(pair.old, pair.new, pair.outcome) for pair in align(old, new)]


@given(TEXTS)
def test_a_text_aligns_wholly_with_itself(text):
    pairs = align(text, text)
    assert {pair.outcome for pair in pairs} <= {"same", "moved"}
    if len({passage.text for passage in text}) == len(text):
        assert {(pair.old, pair.new) for pair in pairs} == {(at, at) for at in range(len(text))}


@given(TEXTS, TEXTS)
@settings(max_examples=300)
def test_every_passage_is_in_exactly_one_pair(old, new):
    pairs = align(old, new)
    assert sorted(pair.old for pair in pairs if pair.old is not None) == list(range(len(old)))
    assert sorted(pair.new for pair in pairs if pair.new is not None) == list(range(len(new)))
    for pair in pairs:
        assert (pair.outcome == "new") == (pair.old is None)
        assert (pair.outcome == "removed") == (pair.new is None)
        assert 0 <= pair.confidence <= 1


@given(TEXTS, TEXTS)
@settings(max_examples=300)
def test_the_other_way_round_gives_the_same_pairs(old, new):
    there = {(pair.old, pair.new, pair.confidence) for pair in align(old, new)}
    back = {(pair.new, pair.old, pair.confidence) for pair in align(new, old)}
    assert there == back


def test_tells_what_was_changed_moved_added_and_removed():
    new = (
        OLD[0],
        Passage("2", "وزارت کشت گزارش آب را تا پایان آبان به کارگروه ارائه کند."),
        Passage("3", "دبیر هر ماه خبرنامه می‌فرستد."),
        Passage("4", OLD[2].text),
    )
    assert outcomes(OLD, new) == [
        (0, 0, "same"),
        (1, 1, "changed"),
        (None, 2, "new"),
        (2, 3, "moved"),
        (3, None, "removed"),
    ]


def test_spelling_alone_is_no_change():
    new = (Passage("4", "شهرداري هزينهٔ لوله کشي را مي‌پردازد.".replace(" کشي", "‌کشي")),)
    assert [pair.outcome for pair in align((OLD[3],), new)] == ["same"]


def test_says_from_which_passage_one_was_split():
    whole = Passage("1", f"{OLD[1].text} {OLD[2].text}")
    pairs = align((whole,), (Passage("1", OLD[1].text), Passage("2", OLD[2].text)))
    (added,) = (pair for pair in pairs if pair.outcome == "new")
    assert added.related == (0,)
    (gone,) = (pair for pair in align((OLD[1], OLD[2]), (whole,)) if pair.outcome == "removed")
    assert gone.related == (0,)


def test_aligns_long_texts_in_a_moment():
    old = [
        Passage(str(n), f"بند {n} دربارهٔ کار {n % 37} و موضوع {n * 7 % 101}") for n in range(600)
    ]
    pairs = align(old, old[5:])
    assert sum(pair.outcome == "removed" for pair in pairs) == 5
