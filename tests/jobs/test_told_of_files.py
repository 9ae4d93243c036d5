"""What is said of a file that was read in the background, in the language of whoever looks."""

import pytest
from django.utils import translation

from dabir.formats.errors import EmptyFile, TooLarge
from dabir.formats.read_document import CHANGES_ACCEPTED, name_differs, pages_without_text
from dabir.foundation.people.preferences import Preferences, reading_as
from dabir.stages.texts.files.told import in_the_source, told

PERSIAN, ENGLISH = Preferences.of_language("fa"), Preferences.of_language("en")


@pytest.mark.parametrize(
    "note", [CHANGES_ACCEPTED, pages_without_text(2, 31), name_differs("docx", "PDF")]
)
def test_a_note_is_told_in_the_readers_language(note):
    with reading_as(ENGLISH):
        assert told(str(note)) == str(note)
    with reading_as(PERSIAN):
        persian = told(str(note))
        assert persian != str(note)
        assert told(persian) == persian


def test_its_numbers_are_the_readers():
    with reading_as(PERSIAN):
        assert "۳۱" in told(str(pages_without_text(2, 31)))


@pytest.mark.parametrize("error", [EmptyFile(), TooLarge(limit=20)])
def test_a_refusal_is_told_whole(error):
    with in_the_source():
        why = translation.gettext(error.message) % error.parameters
        said = translation.gettext("“%(file)s” was not taken. %(why)s") % {
            "file": "قانون 2.pdf",
            "why": why,
        }
    with reading_as(ENGLISH):
        assert told(said) == said
    with reading_as(PERSIAN):
        persian = told(said)
    assert "قانون 2.pdf" in persian
    assert "taken" not in persian
    assert why not in persian


def test_what_nobody_of_ours_said_stays_as_it_is():
    with reading_as(PERSIAN):
        assert [told(each) for each in ("", "سخنی دیگر", "100%")] == ["", "سخنی دیگر", "100%"]
