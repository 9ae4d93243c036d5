"""Amendments and contested words as Akoma Ntoso: exact, valid, and bound to their base."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.drafting import Amendment, Delete, Edit, Part, Proposed
from dabir.domain.drafting.compiling.compilation import compile_amendments
from dabir.formats.akoma_ntoso import (
    Invalid,
    OtherBase,
    UnreadKind,
    read_akoma_ntoso,
    read_amendment,
    write_akoma_ntoso,
    write_amendment,
    write_contested_akoma_ntoso,
)
from tests.domain.drafting.strategies import amendments, flat, proposals, versions
from tests.formats.texts_builders import a_text, its_facts, wild
from tests.thoroughness import thorough


@st.composite
def whole_amendments(draw):
    version = draw(versions())
    made = [each.operation for each in draw(amendments(version, 3))]
    proposers = tuple(draw(st.lists(wild, max_size=2)))
    return version, Amendment(3, version.symbol, proposers, tuple(made))


@thorough
@given(whole_amendments())
def test_an_amendment_comes_back_as_it_went_out(case):
    version, amendment = case
    written = write_amendment(amendment, version, its_facts())
    assert read_amendment(written, version) == amendment
    assert written == write_amendment(amendment, version, its_facts())


@thorough
@given(proposals())
def test_a_compilation_gives_its_base_and_every_option(case):
    version, made = case
    compilation = compile_amendments(version, flat(made), {0: ("France", "Japan"), 1: ("ایران",)})
    read = read_akoma_ntoso(write_contested_akoma_ntoso(compilation, its_facts()))
    assert read.version == version
    assert {
        uid: [(o.words, o.supporters, o.base) for o in options]
        for uid, options in read.slots.items()
    } == {
        slot.uid: [(o.words, o.supporters, o.keeps_base) for o in slot.options]
        for slot in compilation.slots
    }


def test_a_person_can_read_an_amendment():
    edit = Edit("a2", "fa", 0, 6, "برداشت", "استفاده")
    written = write_amendment(
        Amendment(1, a_text().symbol, ("وزارت نیرو",), (edit, Delete("n1"))), a_text(), its_facts()
    ).decode()
    assert "در ماده ۲، <quotedText" in written
    assert "تبصره ماده ۱ حذف شود." in written


def test_refuses_an_amendment_to_another_version():
    amendment = Amendment(1, a_text().symbol, (), (Delete("n1"),))
    written = write_amendment(amendment, a_text(), its_facts())
    other = read_akoma_ntoso(write_akoma_ntoso(a_text(), its_facts())).version
    without = type(other).of(
        other.symbol, [clause for uid, clause in other.clauses.items() if uid != "n1"]
    )
    with pytest.raises(OtherBase, match="n1"):
        read_amendment(written, without)
    with pytest.raises(OtherBase, match="n1"):
        write_amendment(amendment, without, its_facts())


def test_refuses_a_text_where_an_amendment_is_asked_for_and_the_other_way_round():
    with pytest.raises(UnreadKind, match="bill"):
        read_amendment(write_akoma_ntoso(a_text(), its_facts()))
    amendment = Amendment(1, a_text().symbol, (), (Delete("n1"),))
    with pytest.raises(UnreadKind, match="amendment"):
        read_akoma_ntoso(write_amendment(amendment, a_text(), its_facts()))


def test_refuses_an_amendment_that_was_tampered_with():
    edit = Edit("a2", "fa", 0, 6, "برداشت", "استفاده", Part.TEXT)
    written = write_amendment(Amendment(1, a_text().symbol, (), (edit,)), a_text(), its_facts())
    with pytest.raises(UnreadKind):
        read_amendment(written.replace(b'dabir:end="6"', b'dabir:end="4"'))
    with pytest.raises(Invalid):
        read_amendment(written.replace(b'type="substitution"', b'type="wish"'))


def test_what_is_proposed_for_whole_clauses_is_told():
    compilation = compile_amendments(a_text(), [Proposed(1, 0, Delete("n1"))], {1: ("Egypt",)})
    written = write_contested_akoma_ntoso(compilation, its_facts()).decode()
    assert 'what="delete" by="Egypt"' in written
