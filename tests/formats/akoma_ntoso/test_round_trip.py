"""Out and in is the identity, and what goes out is valid, whatever the text."""

from dataclasses import replace

from hypothesis import given

from dabir.formats.akoma_ntoso import merge_expressions, read_akoma_ntoso, write_akoma_ntoso
from dabir.formats.texts import languages_of
from tests.formats.texts_builders import a_text, facts, its_facts, versions
from tests.thoroughness import thorough


@thorough
@given(versions(), facts())
def test_any_text_comes_back_as_it_went_out_and_goes_out_the_same_each_time(version, about):
    written = write_akoma_ntoso(version, about)
    assert written == write_akoma_ntoso(version, about)
    read = read_akoma_ntoso(written)
    assert read.version == version
    assert replace(read.about, first_ids={}) == about
    assert read.languages == languages_of(version, about)
    assert read.own
    assert not read.remarks


@thorough
@given(versions())
def test_one_file_for_each_language_makes_the_whole(version):
    about = its_facts()
    languages = languages_of(version, about)
    files = [write_akoma_ntoso(version, about, languages=[code]) for code in languages]
    whole = merge_expressions(*map(read_akoma_ntoso, files))
    assert whole.version == version
    assert whole.languages == languages


def test_a_text_with_everything_comes_back():
    assert read_akoma_ntoso(write_akoma_ntoso(a_text(), its_facts())).version == a_text()
