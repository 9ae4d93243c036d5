"""Seals cover every entry, and whatever is changed afterwards shows."""

from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from dabir.foundation.record import merkle
from dabir.foundation.record.acts import UnrecordedAct, act, record
from dabir.foundation.record.models import Chain, Content, Entry, Seal
from dabir.foundation.record.sealing import erase_contents, holds, prove, seal_all, seal_now
from dabir.foundation.record.verifying import knows_seal, verify_group
from tests.factories import AT, make_group, make_secretary


@act
def note(*, group, what="", actor=None):
    record(actor=actor, at=AT, group=group, what=what)


@act
def forget(*, group):
    """An act that records nothing."""


@pytest.fixture
def group(db):
    return make_group()


def sealed(group, acts=3, seals=2):
    for number in range(seals):
        for _ in range(acts):
            note(group=group)
        seal_now(group, AT + timedelta(minutes=number))
    assert list(verify_group(group)) == []


def faults(group) -> str:
    return "\n".join(str(fault) for fault in verify_group(group))


# --- The tree -----------------------------------------------------------------------------------


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=40), st.data())
def test_every_leaf_is_proved_and_no_other(contents, data):
    leaves = [merkle.leaf(content) for content in contents]
    root = merkle.root(leaves)
    place = data.draw(st.integers(0, len(leaves) - 1))
    proof = merkle.path(leaves, place)
    assert merkle.root_from(leaves[place], place, len(leaves), proof) == root
    assert merkle.root_from(merkle.leaf(b"other"), place, len(leaves), proof) != root
    assert len(proof) <= (len(leaves) - 1).bit_length()


def test_agrees_with_the_known_roots_of_rfc_6962():
    # The reference tree of Certificate Transparency, its first three leaves.
    leaves = [merkle.leaf(bytes.fromhex(text)) for text in ("", "00", "10")]
    assert merkle.root(leaves[:2]).hex() == (
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    )
    assert merkle.root(leaves).hex() == (
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"
    )


def test_an_absurd_proof_proves_nothing():
    leaf = merkle.leaf(b"")
    assert merkle.root_from(leaf, 2, 2, [leaf]) is None
    assert merkle.root_from(leaf, 0, 2, []) is None
    assert merkle.root_from(leaf, 0, 1, [leaf]) is None


# --- Sealing ------------------------------------------------------------------------------------


def test_an_act_without_a_record_is_rolled_back(group):
    with pytest.raises(UnrecordedAct):
        forget(group=group)


def test_a_seal_covers_what_has_none_and_follows_the_one_before(group):
    sealed(group, acts=3, seals=2)
    first, second = Seal.objects.filter(group=group)
    assert (first.count, second.count) == (3, 3)
    assert second.previous == first.digest
    assert not Entry.objects.filter(group=group, seal=None).exists()


def test_without_new_entries_the_latest_seal_stands(group):
    sealed(group)
    latest = seal_now(group, AT)
    assert latest is not None
    assert latest.sequence == 2


def test_no_entry_no_seal(group):
    assert seal_now(group, AT) is None


def test_a_seal_holds_a_thousand_entries_at_most(group, monkeypatch):
    monkeypatch.setattr("dabir.foundation.record.sealing.ENTRIES_A_SEAL", 4)
    sealed(group, acts=10, seals=1)
    assert [seal.count for seal in Seal.objects.filter(group=group)] == [4, 4, 2]


def test_seals_every_group_and_the_acts_of_none(group):
    other = make_group()
    for one in (group, other, None):
        note(group=one)
    assert seal_all(AT) == 3
    assert not Entry.objects.filter(seal=None).exists()
    assert seal_all(AT) == 0
    assert list(verify_group(None)) == []


@pytest.mark.django_db(transaction=True)
def test_lets_others_write_between_the_seals_of_a_backlog(monkeypatch):
    group = make_group()
    monkeypatch.setattr("dabir.foundation.record.sealing.ENTRIES_A_SEAL", 2)
    between = []
    monkeypatch.setattr(
        "dabir.foundation.record.sealing.time.sleep",
        lambda _seconds: between.append((connection.in_atomic_block, Seal.objects.count())),
    )
    for _ in range(5):
        note(group=group)
    seal_all(AT)
    assert between == [(False, 1), (False, 2), (False, 3)]
    assert list(verify_group(group)) == []


def test_every_entry_has_a_proof(group):
    sealed(group, acts=5, seals=1)
    for entry in Entry.objects.filter(group=group):
        proof = prove(entry)
        assert proof is not None
        assert holds(proof)


def test_an_unsealed_entry_has_no_proof(group):
    note(group=group)
    assert prove(Entry.objects.get(group=group)) is None


def test_erasing_leaves_the_seals_whole(group):
    sealed(group)
    assert erase_contents(Entry.objects.filter(group=group)[:2], AT) == 2
    assert Content.objects.filter(payload="", erased_at=AT).count() == 2
    assert faults(group) == ""


def test_a_kept_seal_is_known(group):
    sealed(group)
    latest = Seal.objects.filter(group=group).last()
    assert knows_seal(latest.digest)
    assert knows_seal(latest.digest[:16].upper())
    assert not knows_seal("0" * 64)
    assert not knows_seal("")


# --- Tampering ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "value"),
    [("act", "calls.close_call"), ("digest", "0" * 64), ("actor", None), ("group_id", None)],
)
def test_a_changed_entry_shows(group, column, value):
    note(group=group, actor=make_secretary(group))
    seal_now(group, AT)
    Entry.objects.filter(group=group).update(**{column: value})
    assert faults(group)


def test_a_changed_time_shows(group):
    sealed(group)
    Entry.objects.filter(group=group, place=1).update(at=AT + timedelta(seconds=1))
    assert "the root is another" in faults(group)


def test_a_changed_content_shows_before_it_is_sealed(group):
    note(group=group, what="yes")
    content = Content.objects.get(entry__group=group)
    Content.objects.filter(pk=content.pk).update(payload=content.payload.replace("yes", "no"))
    assert "its content was changed" in faults(group)


def test_a_changed_order_shows(group):
    sealed(group)
    first, second = Entry.objects.filter(group=group).order_by("pk")[:2]
    Entry.objects.filter(pk=first.pk).update(place=second.place)
    Entry.objects.filter(pk=second.pk).update(place=first.place)
    assert "the root is another" in faults(group)


def test_a_deleted_entry_shows(group):
    sealed(group)
    entry = Entry.objects.filter(group=group).last()
    Content.objects.filter(entry=entry).delete()
    entry.delete()
    assert "covers 3 entries, and 2 are there" in faults(group)


def test_a_deleted_content_shows(group):
    sealed(group)
    Content.objects.filter(entry=Entry.objects.filter(group=group).last()).delete()
    assert "its content's row is gone" in faults(group)


def test_contents_that_change_places_show(group):
    sealed(group)
    first, second = Content.objects.filter(entry__group=group).order_by("pk")[:2]
    Content.objects.filter(pk=first.pk).update(key=second.key, payload=second.payload)
    assert "its content was changed" in faults(group)


def test_an_inserted_entry_shows(group):
    sealed(group)
    note(group=group)
    added = Entry.objects.filter(group=group).first()
    Entry.objects.filter(pk=added.pk).update(seal=Seal.objects.first(), place=3)
    assert "covers 3 entries, and 4 are there" in faults(group)


def test_a_changed_seal_shows(group):
    sealed(group)
    Seal.objects.filter(group=group, sequence=1).update(at=AT - timedelta(days=1))
    assert "was changed: its digest is another" in faults(group)


def test_a_seal_reckoned_anew_shows_in_the_one_after(group):
    from dabir.foundation.record.sealing import digest_of

    sealed(group)
    seal = Seal.objects.filter(group=group).first()
    seal.at = AT - timedelta(days=1)
    seal.digest = digest_of(seal)
    seal.save()
    assert "does not follow from the seal before it" in faults(group)


def test_a_seal_taken_from_the_middle_shows(group):
    sealed(group, seals=3)
    middle = Seal.objects.get(group=group, sequence=2)
    remove(middle)
    assert "a seal is gone" in faults(group)


def test_a_record_cut_short_shows(group):
    sealed(group, seals=3)
    remove(Seal.objects.get(group=group, sequence=3))
    assert "knows 3 seals, and 2 are there" in faults(group)


def test_a_lost_chain_shows(group):
    sealed(group)
    Chain.objects.all().delete()
    assert "is gone, and seals are there" in faults(group)


def remove(seal):
    Content.objects.filter(entry__seal=seal).delete()
    seal.entries.all().delete()
    seal.delete()


def test_a_payload_said_to_be_erased_and_still_there_shows(group):
    sealed(group)
    Content.objects.filter(entry__group=group).update(erased_at=AT)
    assert "something is there" in faults(group)
