"""The pieces of which a report is made: escaped text, numbers of a language, pictures."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.analysis.reporting.campaigns import shortened
from dabir.analysis.reporting.markup import Markup, join, tag
from dabir.analysis.reporting.pictures import FIRST, Bar, Piece, figure, specification
from dabir.analysis.reporting.sections.campaigns import compared
from dabir.analysis.reporting.tongue import Tongue
from dabir.domain.language.printable import printable

ENGLISH, PERSIAN = Tongue("en"), Tongue("fa")


class Seen(HTMLParser):
    """What a reader of HTML makes of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes

    def handle_data(self, data):
        self.text += data


@given(st.text(), st.text())
def test_text_stays_text_wherever_it_stands(inside, attribute):
    seen = Seen(tag("p", inside, title=attribute))
    assert seen.tags == ["p"]
    assert seen.text == printable(inside)
    assert seen.attributes == [("title", printable(attribute))]


def test_markup_stands_as_it_is_and_nothing_is_nothing():
    assert join([Markup("<i>"), None, "<"]) == "<i>&lt;"
    assert tag("input", hidden=True, value=None) == "<input hidden>"


@given(st.lists(st.sampled_from(["a", "b", "c", " "])), st.lists(st.sampled_from(["a", "c", " "])))
def test_texts_set_side_by_side_keep_all_their_letters(left, right):
    texts = " ".join(left), " ".join(right)
    assert tuple(Seen(side).text for side in compared(*texts)) == texts


@pytest.mark.parametrize(
    ("part", "whole", "english", "persian"),
    [
        (0, 10, "0%", "۰٪"),
        (1, 100_000, "<0.1%", "<۰٫۱٪"),
        (1, 30, "3.3%", "۳٫۳٪"),
        (1, 3, "33%", "۳۳٪"),
        (99_999, 100_000, ">99.9%", ">۹۹٫۹٪"),
        (5, 5, "100%", "۱۰۰٪"),
        (0, 0, "–", "–"),
    ],
)
def test_a_share_is_never_rounded_to_nothing_or_all(part, whole, english, persian):
    assert ENGLISH.share(part, whole) == english
    assert PERSIAN.share(part, whole) == persian


def test_numbers_are_grouped_in_the_digits_of_the_language():
    assert ENGLISH.number(1_234_567) == "1,234,567"
    assert PERSIAN.number(1_234_567) == "۱٬۲۳۴٬۵۶۷"


@given(st.text(max_size=30), st.integers(1, 20))
def test_a_shortened_text_begins_as_it_did(text, most):
    short = shortened(text, most)
    assert short == text or short == f"{text[:most].rstrip()} […]"


def test_a_picture_says_in_words_what_it_shows():
    bars = [Bar("<b>water</b>", "7", (Piece(7, FIRST, "7"),)), Bar("road", "0", ())]
    drawn = figure(bars, key={FIRST: "texts"}, says="water: 7; road: 0", tongue=ENGLISH)
    assert 'role="img" aria-label="water: 7; road: 0"' in drawn
    assert "<b>" not in drawn
    assert not re.search(r"\b(href|style|onclick)=", drawn)


def test_a_picture_is_turned_round_where_people_read_from_the_right():
    bars = [Bar("آب", "۷", (Piece(7, FIRST),))]
    for tongue, turned in ((ENGLISH, [0, 300]), (PERSIAN, [300, 0])):
        layers = specification(bars, 300, tongue)["layer"]
        assert {tuple(one["encoding"]["x"]["scale"]["range"]) for one in layers} == {tuple(turned)}


def test_long_labels_leave_room_for_their_number():
    bars = [Bar("w" * 500, "1,000,000", ())]
    [label] = specification(bars, 300, ENGLISH)["layer"][2]["data"]["values"]
    assert len(label["text"]) < 40
    assert "…" in label["text"]
