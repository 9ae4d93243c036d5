"""What several propose to one text goes into one file, and each gets their own back."""

from itertools import count

from dabir.domain.drafting import (
    ZERO_DRAFT,
    Add,
    Clause,
    Edit,
    Kind,
    Move,
    NumberStyle,
    Part,
    Version,
)
from dabir.formats.word_changes import (
    AuthoredChanges,
    Front,
    read_tracked,
    received_changes,
    write_tracked,
)


def a_version(*clauses):
    return Version.of(
        ZERO_DRAFT,
        [
            Clause(uid, None, place, Kind.CHAPTER, NumberStyle.NONE, {"fa": heading}, {"fa": text})
            for place, (uid, heading, text) in enumerate(clauses)
        ],
    )


def written(version, **operations):
    changes = [
        AuthoredChanges(author=author, operations=tuple(own)) for author, own in operations.items()
    ]
    return write_tracked(version, changes, language="fa", front=Front(title="متن"))


def given_back(version, data):
    number = count()
    found = received_changes(
        read_tracked(data), version, language="fa", new_uid=lambda: f"new{next(number)}"
    )
    return {each.author: each.operations for each in found.changes}


def test_one_edit_in_two_spellings_is_written_once():
    version = a_version(("c", "", "می‌شود چنین"))
    spellings = {"A": "میتازه‌شود", "B": "می‌تازهشود"}
    data = written(
        version,
        **{author: [Edit("c", "fa", 0, 6, "می‌شود", new)] for author, new in spellings.items()},
    )
    document = read_tracked(data)
    assert "می‌شود چنین" in [line.text for line in document.base]
    assert "میتازه‌شود چنین" in [line.text for line in document.target]


def test_a_new_clause_below_a_new_one_stays_out_of_what_somebody_moves_before_both():
    version = a_version(("c", "", "کارگروه"))
    own = [
        Add("x", None, None, Kind.CHAPTER, NumberStyle.NONE, {}, {"fa": "فصل نو"}),
        Add("y", "x", None, Kind.CLAUSE, NumberStyle.DIGITS, {}, {"fa": "بند نو"}),
    ]
    first = Add("z", None, None, Kind.CHAPTER, NumberStyle.NONE, {}, {"fa": "دیباچه"})
    back = given_back(version, written(version, A=[first, Move("c", None, None)], B=own))
    assert [(each.uid, each.parent) for each in back["B"]] == [("x", None), ("y", "x")]


def test_a_new_clause_beside_one_inside_what_somebody_moves_stays_inside():
    version = Version.of(
        ZERO_DRAFT,
        [
            Clause(uid, parent, place, Kind.CHAPTER, NumberStyle.NONE, {}, {"fa": f"فصل {uid}"})
            for place, (uid, parent) in enumerate([("one", None), ("two", None), ("in", "two")])
        ],
    )
    new = Add("new", "two", "in", Kind.CHAPTER, NumberStyle.NONE, {}, {"fa": "فصل نو"})
    back = given_back(version, written(version, A=[Move("two", "one", None)], B=[new]))
    assert [(each.uid, each.parent, each.after) for each in back["B"]] == [("new", "two", "in")]


def test_the_first_words_below_a_heading_are_theirs_who_wrote_them():
    version = a_version(("c", "گزارش", ""))
    heading = Edit("c", "fa", 0, 5, "گزارش", "گزارش سالانه", Part.HEADING)
    text = Edit("c", "fa", 0, 0, "", "هر سال داده می‌شود.")
    back = given_back(version, written(version, A=[heading], B=[text]))
    assert back["B"] == (text,)


def test_they_are_so_where_somebody_else_moves_the_clause():
    version = a_version(("a", "", "کارگروه"), ("c", "گزارش", ""), ("b", "", "دبیرخانه"))
    text = Edit("c", "fa", 0, 0, "", "هر سال داده می‌شود.")
    back = given_back(version, written(version, A=[text], B=[Move("c", None, None)]))
    assert back == {"A": (text,), "B": (Move("c", None, None),)}
