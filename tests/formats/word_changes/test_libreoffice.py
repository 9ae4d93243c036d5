"""LibreOffice as the real client: it rejects and accepts every change, and exports what is left.

Each start of it takes seconds, so these run with the long tests; without it they say so.
"""

import shutil

import pytest

from dabir.domain.drafting import Add, Edit, Kind, NumberStyle, Part, apply
from dabir.domain.drafting.amendments import Proposed
from dabir.domain.drafting.numbering import Numbering
from dabir.formats.word_changes import (
    AuthoredChanges,
    read_tracked,
    received_changes,
    write_tracked,
)

from .a_text import FRONT, contested, proposals, version

OFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.nightly,
    pytest.mark.skipif(
        OFFICE is None,
        reason="Runs where LibreOffice is (Debian: libreoffice-writer).",
    ),
]


@pytest.fixture
def office(settled_by_office):
    """Return a function that reads what LibreOffice makes of a file."""

    def settle(data, command):
        return read_tracked(settled_by_office(data, command))

    return settle


def printed(of, language):
    """What a version prints: number and words of each part, numbers in Latin digits."""
    numbering = Numbering(of)
    for _, clause in of.walk():
        mark = numbering.label(clause.uid, language).mark
        for part in Part:
            words = clause.wording(part, language)
            if words:
                yield plain(mark), words
                mark = ""


def plain(mark):
    digits = mark.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))
    return digits.rstrip(" .ـ")


def shown(document):
    for line in document.target:
        if not line.shape.style.lower().startswith("dabir front") and line.text.strip():
            yield plain(line.label), line.text.removeprefix(f"{line.label}\t")


@pytest.mark.parametrize("language", ["fa", "en"])
def test_rejecting_all_gives_the_base_and_accepting_all_the_target(office, language):
    base, changes = version(language), proposals(language)
    data = write_tracked(base, changes, language=language, front=FRONT)
    rejected = office(data, "RejectAllTrackedChanges")
    assert not rejected.is_changed
    assert words(shown(rejected)) == words(printed(base, language))
    target = apply(
        base,
        [
            Proposed(number, place, operation)
            for number, each in enumerate(changes)
            for place, operation in enumerate(each.operations)
        ],
    )
    accepted = office(data, "AcceptAllTrackedChanges")
    assert not accepted.is_changed
    assert list(shown(accepted)) == list(printed(target, language))


@pytest.mark.parametrize("language", ["fa", "en"])
def test_ends_stay_where_words_are_put_in_on_both_sides_of_them(office, language):
    base = version(language)
    end = len(base["i1"].wording(Part.TEXT, language))
    words_put_in = " و" if language == "fa" else " and"
    changes = AuthoredChanges(
        author="France",
        operations=(
            Edit("i1", language, end, end, "", words_put_in),
            Add("n", "a2", "i1", Kind.CLAUSE, NumberStyle.LETTERS, {}, {language: "new"}),
        ),
    )
    data = write_tracked(base, [changes], language=language, front=FRONT)
    rejected = office(data, "RejectAllTrackedChanges")
    assert words(shown(rejected)) == words(printed(base, language))


def words(lines):
    return [text for _, text in lines]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_rejecting_a_compilation_gives_the_base_with_its_numbers(office, language):
    data = write_tracked(version(language), contested(language), language=language, front=FRONT)
    rejected = office(data, "RejectAllTrackedChanges")
    assert words(shown(rejected)) == words(printed(version(language), language))


def test_a_file_that_was_only_saved_comes_back_with_clauses_and_authors(office):
    data = write_tracked(version("fa"), proposals("fa"), language="fa", front=FRONT, issued="t/0")
    saved = office(data, "Keep")
    assert saved.issued == "t/0"
    sent = {each.author: each for each in proposals("fa")}
    received = received_changes(saved, version("fa"), language="fa", new_uid=lambda: "new")
    assert {each.author for each in received.changes} == set(sent)
    for each in received.changes:
        assert each.at == sent[each.author].at
        assert {type(operation) for operation in each.operations} == {
            type(operation) for operation in sent[each.author].operations
        }
