"""Cutting into passages: every word once, nothing cut in two, one thing each."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.language.passages import LONGEST, SHORTEST, Span, cut_passages, trimmed

WORDS = st.sampled_from(
    [
        "داده",
        "می‌شود",
        "شهرها،",
        "خانه‌ها.",
        "چرا؟",
        "data",
        "city;",
        "it.",
        "e.g.",
        "۳.",
        "-",
        "الف)",
    ]
)
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from([" ", "  ", "\n", "\n\n", " \n "]))).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)
ANY = st.text(alphabet=st.characters(codec="utf-8"), max_size=300)


def parts(text: str, **bounds: int) -> list[str]:
    return [text[span.start : span.end] for span in cut_passages(text, **bounds)]


@given(TEXTS | ANY, st.integers(1, 40), st.integers(20, 200))
def test_holds_every_sign_once_and_in_order(text, shortest, longest):
    spans = cut_passages(text, shortest=shortest, longest=longest)
    reached = 0
    for span in spans:
        assert span.start >= reached
        assert not text[reached : span.start].strip()
        reached = span.end
    assert not text[reached:].strip()


@given(TEXTS | ANY, st.integers(1, 40), st.integers(20, 200))
def test_begins_and_ends_between_words(text, shortest, longest):
    for span in cut_passages(text, shortest=shortest, longest=longest):
        assert len(span) > 0
        assert not text[span.start].isspace()
        assert not text[span.end - 1].isspace()
        assert span.start == 0 or text[span.start - 1].isspace()
        assert span.end == len(text) or text[span.end].isspace()


@given(TEXTS, st.integers(40, 200))
def test_keeps_within_the_longest(text, longest):
    assert all(len(span) <= longest for span in cut_passages(text, shortest=10, longest=longest))


@given(TEXTS)
def test_leaves_a_short_one_only_where_joining_makes_it_too_long(text):
    spans = cut_passages(text, shortest=30, longest=120)
    for before, after in pairwise(spans):
        if len(before) < 30:
            assert after.end - before.start > 120


def test_cuts_paragraphs_apart():
    first = "نخستین سخن من دربارهٔ دوربین‌هایی است که در کوچه‌ها کار گذاشته‌اند و کسی خبر ندارد."
    second = "سخن دوم دربارهٔ قبض آب است که سه برابر شده و هیچ‌کس دلیلی برای آن نمی‌آورد."
    assert parts(f"{first}\n\n{second}") == [first, second]


def test_cuts_the_items_of_a_list_apart():
    items = [
        "۱. داده‌های سفر تنها تا سی روز نگهداری شود و پس از آن تنها جمع ساعتی آن بماند.",
        "۲. هر شهروند بتواند دادهٔ خود را ببیند و نادرستی آن را همان روز درست کند.",
        "- Cameras carry the name and the telephone number of whoever runs them, in two languages.",
    ]
    assert parts("\n".join(items)) == items


def test_goes_on_over_a_wrapped_line():
    text = "این جمله در میانهٔ خط شکسته است\nو در خط بعد به پایان می‌رسد، چنان‌که در رایانامه‌ها."
    assert parts(text) == [text]


def test_joins_a_greeting_to_what_follows():
    text = "با سلام؛\nمن ساکن همین شهرم و می‌خواهم دربارهٔ تابلوهای دوربین سخنی بگویم."
    assert parts(text) == [text]


def test_cuts_a_long_paragraph_between_sentences_of_about_equal_length():
    sentence = "هر شهر باید بگوید چه داده‌ای را برای چه کاری گرد می‌آورد و تا کی نگه می‌دارد."
    text = " ".join([sentence] * 12)
    found = parts(text)
    assert len(found) == 2
    assert all(part.endswith(".") for part in found)
    assert abs(len(found[0]) - len(found[1])) <= len(sentence)


@pytest.mark.parametrize("end", [".", "!", "؟", "۔", "…", ".»"])
def test_knows_how_sentences_end(end):
    sentence = f"«این سخن کوتاه است و با نشانی به پایان می‌رسد{end}"
    assert parts(" ".join([sentence] * 3), shortest=10, longest=len(sentence) + 5) == [sentence] * 3


def test_takes_an_abbreviation_or_a_number_for_no_end():
    text = "See e.g. Art. 5 of the draft, and No. 7, ماده ۳. بند الف را ببینید، که همین را می‌گوید."
    assert parts(text, shortest=5, longest=70)[0].count("e.g. Art. 5") == 1


def test_breaks_an_endless_sentence_at_a_pause():
    text = "، ".join(["داده‌های سفر و خرید و رفت‌وآمد مردم"] * 40)
    found = parts(text)
    assert all(len(part) <= LONGEST for part in found)
    assert all(part.endswith("،") for part in found[:-1])


def test_leaves_one_unbroken_word_whole():
    assert parts("آ" * 2000) == ["آ" * 2000]


def test_gives_nothing_for_nothing():
    assert cut_passages(" \n\t ") == []


def test_never_cuts_at_a_zero_width_joiner():
    word = "می‌" * 400
    assert parts(word) == [word]


def test_trims_a_stretch():
    assert trimmed("  الف ", 0, 6) == Span(2, 5)
    assert trimmed("   ", 0, 3) is None


def test_has_sensible_bounds():
    assert SHORTEST * 2 < LONGEST
