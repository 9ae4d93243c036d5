"""Identifiers: by the naming convention, the same in all languages, first ones kept."""

import pytest

from dabir.domain.drafting import Clause, Kind, NumberStyle, Symbol, Version
from dabir.formats.akoma_ntoso import (
    NoSuchLanguage,
    element_ids,
    first_ids,
    read_akoma_ntoso,
    write_akoma_ntoso,
)
from dabir.formats.akoma_ntoso.naming import read_uid, write_uid
from tests.formats.texts_builders import a_text, its_facts


def test_identifiers_follow_from_places_with_ascii_digits():
    assert element_ids(a_text()) == {
        "pre": "recs_1",
        "pp1": "recs_1__rec_1",
        "ch1": "chp_1",
        "a1": "art_1",
        "c1": "art_1__cl_1",
        "c2": "art_1__cl_2",
        "i1": "art_1__cl_2__point_1",
        "n1": "art_1__note_1",
        "ch2": "chp_2",
        "a2": "art_2",
        "x1": "annex_1",
    }


def test_articles_begin_again_in_an_annex():
    version = Version.of(
        Symbol(0),
        [
            Clause("a", None, 0, Kind.ARTICLE),
            Clause("x", None, 1, Kind.ANNEX),
            Clause("c", "x", 0, Kind.CHAPTER),
            Clause("b", "c", 0, Kind.ARTICLE),
        ],
    )
    assert element_ids(version)["b"] == "annex_1__art_1"


def test_a_clause_without_a_number_among_numbered_ones_has_a_name_of_its_own():
    version = Version.of(
        Symbol(0),
        [
            Clause("a", None, 0, Kind.CLAUSE),
            Clause("b", None, 1, Kind.CLAUSE, NumberStyle.NONE),
            Clause("c", None, 2, Kind.CLAUSE),
        ],
    )
    assert list(element_ids(version).values()) == ["cl_1", "cl_nn-1", "cl_2"]


def test_the_first_identifier_stays_when_the_place_changes():
    old = a_text()
    new = Version.of(Symbol(3), [*old.clauses.values(), Clause("a0", "ch1", -1, Kind.ARTICLE)])
    written = write_akoma_ntoso(new, its_facts(first_ids=first_ids([old, new])))
    assert b'<article eId="art_3" wId="art_2" GUID="a2"' in written
    assert read_akoma_ntoso(written).about.first_ids["a2"] == "art_2"


@pytest.mark.parametrize("uid", ["", "%", "a b", "ماده", "\ud800", "a%20b", "018f-7", "\n"])
def test_any_uid_can_be_written_and_read(uid):
    written = write_uid(uid)
    assert written.isascii()
    assert written.split() == [written]
    assert read_uid(written) == uid


def test_refuses_what_is_no_language():
    clause = Clause("a", None, 0, Kind.ARTICLE, text={"not a code": "x"})
    with pytest.raises(NoSuchLanguage, match="not a code"):
        write_akoma_ntoso(Version.of(Symbol(0), [clause]), its_facts())
