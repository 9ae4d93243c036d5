"""A copy without ids as a version of the text that it was made of."""

from dabir.domain.drafting import Add, Clause, Delete, Edit, Kind, Symbol, Version, apply
from dabir.domain.drafting.amendments import Proposed
from dabir.domain.drafting.comparing.comparison import operations_between
from dabir.domain.drafting.copies import PrintedClause, align_copies
from dabir.domain.drafting.copies.structuring import version_from_copy

BASE = Version.of(
    Symbol(0),
    [
        Clause(
            "one",
            None,
            0,
            Kind.ARTICLE,
            heading={"en": "Reports"},
            text={"en": "The group reports every month.", "fa": "کارگروه گزارش می‌دهد."},
        ),
        Clause("two", None, 1, Kind.ARTICLE, text={"en": "The office publishes all reports."}),
        Clause("note", "two", 0, Kind.NOTE, text={"en": "Secret reports are not published."}),
    ],
)
LINES = [
    PrintedClause(
        "Article 1. Reports\nThe group reports every month.", 11, Kind.ARTICLE, uid="one"
    ),
    PrintedClause("Article 2. The office publishes all reports.", 11, Kind.ARTICLE, uid="two"),
    PrintedClause("Note. Secret reports are not published.", 6, Kind.NOTE, 1, uid="note"),
]


def line(words, start, kind, depth=0):
    return PrintedClause(words, start, kind, depth)


def read(*lines):
    names = iter(f"new{number}" for number in range(9))
    return version_from_copy(BASE, align_copies(LINES, lines), "en", lambda: next(names))


COPY = [line(each.line, each.start, each.kind, each.depth) for each in LINES]


def test_the_same_lines_change_nothing():
    assert operations_between(BASE, read(*COPY)) == ()


def test_other_words_are_an_edit_and_other_languages_stay():
    changed = line("Article 1. Reports\nThe group reports every week.", 11, Kind.ARTICLE)
    target = read(changed, *COPY[1:])
    [operation] = operations_between(BASE, target)
    assert isinstance(operation, Edit)
    assert (operation.old, operation.new) == ("month", "week")
    assert target["one"].text["fa"] == BASE["one"].text["fa"]


def test_a_new_line_stands_in_what_it_is_set_in_by():
    added = line("Note. A summary is published.", 6, Kind.NOTE, 1)
    [operation] = operations_between(BASE, read(*COPY, added))
    assert isinstance(operation, Add)
    assert (operation.parent, operation.after) == ("two", "note")


def test_a_line_that_is_gone_is_a_deletion():
    assert operations_between(BASE, read(*COPY[:2])) == (Delete("note"),)


def test_numbers_of_the_copy_are_not_taken_over():
    numbered = line("Article 7. The office publishes all reports.", 11, Kind.ARTICLE)
    assert operations_between(BASE, read(COPY[0], numbered, COPY[2])) == ()


def test_what_moved_with_its_parts_makes_the_copy():
    target = read(COPY[1], COPY[2], COPY[0])
    operations = operations_between(BASE, target)
    made = apply(BASE, [Proposed(1, place, each) for place, each in enumerate(operations)])
    assert [clause.uid for _, clause in made.walk()] == ["two", "note", "one"]
