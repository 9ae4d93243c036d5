"""Laws of redlines in the base's own file: any runs, any looks, any changes."""

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from .files import p as paragraph
from .files import run, word
from .reading import paragraphs, part, redline, shapes, side, words

LOOKS = (
    "",
    "<w:b/><w:bCs/>",
    "<w:i/><w:iCs/>",
    '<w:color w:val="7B2D26"/>',
    '<w:u w:val="single"/>',
    '<w:b/><w:bCs/><w:vertAlign w:val="superscript"/>',
)
STYLES = ("", "Heading1", "Provision")
VOCABULARY = (
    *("committee", "secretariat", "member", "data", "report", "open", "public", "annual"),
    *("budget", "review", "city", "council", "shall", "may", "will", "receive", "publish"),
    *("adopt", "within", "thirty", "days", "before", "after", "meeting", "national"),
)


@st.composite
def texts(draw):
    """Return paragraphs of words, each with its look."""
    size = draw(st.integers(1, 6))
    return [
        (
            draw(st.sampled_from(STYLES)),
            [
                (f"{word_} ", draw(st.sampled_from(LOOKS)))
                for word_ in draw(st.lists(st.sampled_from(VOCABULARY), min_size=3, max_size=12))
            ],
        )
        for _ in range(size)
    ]


@st.composite
def changed(draw, text):
    """Return what somebody made of a text."""
    made = [(style, list(row)) for style, row in text]
    for _ in range(draw(st.integers(1, 6))):
        what = draw(st.sampled_from(["word", "look", "cut", "add", "drop", "move"]))
        at = draw(st.integers(0, len(made) - 1))
        style, row = made[at]
        place = draw(st.integers(0, len(row) - 1))
        if what == "word":
            row[place] = (f"{draw(st.sampled_from(VOCABULARY))} ", row[place][1])
        elif what == "look":
            row[place] = (row[place][0], draw(st.sampled_from(LOOKS)))
        elif what == "cut" and len(row) > 1:
            del row[place]
        elif what == "add":
            new = draw(st.lists(st.sampled_from(VOCABULARY), min_size=3, max_size=9))
            look = draw(st.sampled_from(LOOKS))
            made.insert(at, (style, [(f"{each} ", look) for each in new]))
        elif what == "drop" and len(made) > 1:
            del made[at]
        elif what == "move":
            made.insert(draw(st.integers(0, len(made) - 1)), made.pop(at))
    return made


def each_has_one_style(text):
    """Whether lines that say the same have the same style.

    Nothing else tells which of two is left, and the style of a whole paragraph does not come along.
    """
    styles = {}
    return all(
        styles.setdefault("".join(each for each, _ in row), style) == style for style, row in text
    )


def file_of(text):
    return word(
        *(paragraph(*(run(each, look) for each, look in row), style=style) for style, row in text)
    )


def look_of(opened):
    """Return all letters that are seen, each with its look."""
    return [
        (letter, opened.seen(unit).look)
        for line in opened.lines
        for letter, unit in zip(line.words, line.units, strict=True)
        if letter.strip()
    ]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_rejecting_gives_the_runs_of_the_base_and_accepting_the_words_of_the_copy(data):
    text = data.draw(texts())
    made = data.draw(changed(text))
    assume(each_has_one_style([*text, *made]))
    base, copy = file_of(text), file_of(made)
    out, notes = redline(base, copy)
    assert not any("anew" in note for note in notes)
    assert part(out, "word/styles.xml") == part(base, "word/styles.xml")
    assert shapes(side(out, accepted=False)) == shapes(side(base, accepted=True))
    # One more is left where the last of all comes or goes.
    assert paragraphs(side(out, accepted=False)) - len(text) in {0, 1}
    assert paragraphs(side(out, accepted=True)) - paragraphs(side(copy, accepted=True)) in {0, 1}
    after, meant = side(out, accepted=True), side(copy, accepted=True)
    assert words(after) == words(meant)
    if b"moveTo" not in part(out, "word/document.xml"):
        # Of a paragraph that moves the new words alone take the looks of the copy.
        assert look_of(after) == look_of(meant)
