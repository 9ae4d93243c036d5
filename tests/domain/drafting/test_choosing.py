"""Leaving single clauses of an amendment out leaves an amendment that stands."""

from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.drafting import Add, Delete, Edit, Kind, Move, apply, verify
from dabir.domain.drafting.amendments import Amendment
from dabir.domain.drafting.choosing import without
from dabir.domain.drafting.clauses import Clause
from dabir.domain.drafting.verification import Unfit
from dabir.domain.drafting.versions import ZERO_DRAFT, Version

BASE = Version.of(
    ZERO_DRAFT,
    [
        Clause("a", None, 0, Kind.ARTICLE, text={"en": "The first."}),
        Clause("b", None, 1, Kind.ARTICLE, text={"en": "The second."}),
        Clause("n", "b", 0, Kind.NOTE, text={"en": "A note."}),
        Clause("m", "b", 1, Kind.NOTE, text={"en": "Another note."}),
        Clause("c", None, 2, Kind.ARTICLE, text={"en": "The third."}),
    ],
)


def added(uid, parent=None, after=None):
    return Add(uid, parent, after, Kind.ARTICLE, text={"en": f"New {uid}."})


def fits(operations):
    return verify(Amendment(1, BASE.symbol, (), tuple(operations)), BASE)


def test_what_is_done_to_other_clauses_stays():
    first = Edit("a", "en", 0, 3, "The", "A")
    second = Edit("c", "en", 0, 3, "The", "A")
    assert without(BASE, [first, second], {"a"}) == (second,)
    assert without(BASE, [first, second], set()) == (first, second)
    assert without(BASE, [first, second], {"a", "c"}) == ()


def test_all_that_is_done_to_a_clause_goes_with_it():
    moved, reworded = Move("n", None, "a"), Edit("n", "en", 0, 1, "A", "The")
    assert without(BASE, [moved, reworded], {"n"}) == ()


def test_what_stands_in_a_clause_that_is_not_added_goes_with_it():
    operations = [added("x"), added("y", "x"), added("z", "y"), Move("n", "x", None)]
    assert without(BASE, operations, {"x"}) == ()


def test_what_follows_a_clause_that_is_not_added_follows_the_one_before():
    operations = [added("x", after="a"), added("y", after="x"), added("z", after="y")]
    assert without(BASE, operations, {"x", "y"}) == (added("z", after="a"),)
    fits(without(BASE, operations, {"x", "y"}))


def test_a_clause_is_not_deleted_with_what_was_to_be_moved_out_of_it():
    operations = [Move("n", None, "a"), Delete("b")]
    assert without(BASE, operations, {"n"}) == ()
    assert without(BASE, operations, {"b"}) == (Move("n", None, "a"),)


def test_a_clause_that_had_nowhere_left_to_go_is_not_deleted_either():
    operations = [added("x"), Move("n", "x", None), Delete("b")]
    assert without(BASE, operations, {"x"}) == ()


UIDS = ("a", "b", "n", "m", "c")
NEW = ("x", "y", "z")


@st.composite
def amendments(draw):
    places = (None, *UIDS, *NEW)
    operations = []
    for uid in draw(st.lists(st.sampled_from(UIDS), unique=True)):
        what = draw(st.sampled_from(("edit", "delete", "move")))
        if what == "edit":
            operations.append(Edit(uid, "en", 0, 0, "", "Indeed "))
        elif what == "delete":
            operations.append(Delete(uid))
        else:
            operations.append(
                Move(uid, draw(st.sampled_from(places)), draw(st.sampled_from(places)))
            )
    operations += [
        added(uid, draw(st.sampled_from(places)), draw(st.sampled_from(places)))
        for uid in draw(st.lists(st.sampled_from(NEW), unique=True))
    ]
    try:
        fits(operations)
    except Unfit:
        return None
    return operations


@given(amendments(), st.sets(st.sampled_from((*UIDS, *NEW))))
def test_whatever_is_left_out_changes_nothing_in_it(operations, uids):
    if operations is None:
        return
    left = without(BASE, operations, uids)
    assert not {each.uid for each in left} & uids
    try:
        made = fits(left) if left else None
    except Unfit:
        # Moves that depend on one another may go round in a circle without one of them, and what
        # is left may exclude itself: that is refused like any other amendment.
        return
    after = apply(BASE, made.proposed()) if made is not None else BASE
    for uid in uids & set(UIDS):
        if any(each.uid in BASE.ancestors(uid) for each in left if isinstance(each, Delete)):
            continue
        assert after[uid].text == BASE[uid].text
        assert after[uid].parent == BASE[uid].parent
