"""Words put in at the end of a paragraph stay apart from what is put in right behind them."""

from itertools import count, pairwise

import pytest

from dabir.domain.drafting import (
    ZERO_DRAFT,
    Add,
    Clause,
    Edit,
    Kind,
    NumberStyle,
    Version,
)
from dabir.formats.word_changes import (
    AuthoredChanges,
    Front,
    StretchKind,
    read_tracked,
    received_changes,
    write_tracked,
)

WORDS = {"a": "exchange data;", "b": "hold meetings yearly", "c": "report to us"}
NEW = Add("new", None, "a", Kind.CLAUSE, NumberStyle.NONE, {}, {"en": "train the staff;"})
AT_THE_END = Edit("a", "en", 14, 14, "", " and")
IN_THE_PLACE_OF_THE_END = Edit("a", "en", 9, 14, "data;", "records;")
AFTER_A_WORD = Edit("b", "en", 20, 20, "", " and in public")
AT_THE_BEGINNING = Edit("c", "en", 0, 0, "", "shall ")


def a_version():
    return Version.of(
        ZERO_DRAFT,
        [
            Clause(uid, None, place, Kind.CLAUSE, NumberStyle.NONE, {}, {"en": words})
            for place, (uid, words) in enumerate(WORDS.items())
        ],
    )


def written(**operations):
    changes = [AuthoredChanges(author=each, operations=own) for each, own in operations.items()]
    return read_tracked(
        write_tracked(a_version(), changes, language="en", front=Front(title="Rules"))
    )


def stretches(document):
    """Return for each paragraph its words with what became of them, and whether its end came."""
    return [
        (each.inserted is not None, [(piece.kind.value, piece.text) for piece in each.stretches])
        for each in document.paragraphs
        if each.shape.style.startswith("Dabir clause")
    ]


def met(document):
    """Return the ends at which one author put in the last words, and the first ones behind."""
    found = []
    for one, other in pairwise(document.paragraphs):
        last, first = one.stretches[-1:], other.stretches[:1]
        both = [*last, *first]
        if one.inserted is None and len(both) == 2 and last[0].inserted == first[0].inserted:
            found += [piece.text for piece in both if piece.kind is StretchKind.INSERTED]
    return found


@pytest.mark.parametrize(
    "operations",
    [
        (AT_THE_END, NEW),
        (IN_THE_PLACE_OF_THE_END, NEW),
        (AFTER_A_WORD, AT_THE_BEGINNING),
        (AT_THE_END, NEW, AFTER_A_WORD, AT_THE_BEGINNING),
    ],
)
def test_one_author_puts_nothing_in_on_both_sides_of_an_end(operations):
    document = written(France=operations)
    assert not met(document)
    assert [line.text for line in document.base][1:4] == list(WORDS.values())
    number = count()
    received = received_changes(
        document, a_version(), language="en", new_uid=lambda: f"new{next(number)}"
    )
    back = [each for each in received.changes[0].operations if isinstance(each, Edit)]
    assert back == [each for each in operations if isinstance(each, Edit)]


def test_the_last_sign_or_the_last_word_is_put_in_again():
    lines = stretches(written(France=(AT_THE_END, NEW, AFTER_A_WORD, AT_THE_BEGINNING)))
    assert lines == [
        (False, [("kept", "exchange data"), ("inserted", "; and"), ("deleted", ";")]),
        (True, [("inserted", "train the staff;")]),
        (
            False,
            [
                ("kept", "hold meetings "),
                ("inserted", "yearly and in public"),
                ("deleted", "yearly"),
            ],
        ),
        (False, [("inserted", "shall "), ("kept", "report to us")]),
    ]


def test_what_different_authors_put_in_stays_as_it_is():
    lines = stretches(written(France=(AT_THE_END,), Japan=(NEW,)))
    assert lines[0] == (False, [("kept", "exchange data;"), ("inserted", " and")])
