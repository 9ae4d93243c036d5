"""From what was decided about a compilation to the next version."""

import pytest

from dabir.domain.drafting import (
    Add,
    ConflictReason,
    Decision,
    Delete,
    HardConflicts,
    Kind,
    Move,
    NotBoth,
    Proposed,
    Ruling,
    Slot,
    UnknownContest,
    UnknownOption,
    compile_amendments,
    keep_base,
    resolve,
    settle,
    side_with,
)
from dabir.domain.drafting.versions import Symbol
from tests.domain.drafting.compilations import (
    PROPOSERS,
    WORDING,
    compiled,
    edit,
    insertion,
    proposed,
    text,
    words_of,
)


def test_what_is_chosen_makes_the_next_version_and_the_rest_is_rejected():
    base = text(WORDING, "Two.")
    found = compiled(
        base,
        edit(WORDING, "strengthen", "enhance"),
        edit(WORDING, "strengthen", "widen"),
        Delete("c1"),
    )
    slot, choice = found.contests.values()
    resolution = resolve(
        found,
        {
            slot.uid: Decision((slot.options[2].uid,)),
            choice.uid: Decision((choice.options[0].uid,)),
        },
        symbol=Symbol(7),
    )
    assert resolution.version.symbol == Symbol(7)
    assert resolution.version["c0"].text["en"].startswith("States shall widen")
    assert "c1" in resolution.version
    assert [resolution.rulings[each] for each in found.proposed] == [
        Ruling.REJECTED,
        Ruling.ACCEPTED,
        Ruling.REJECTED,
    ]
    assert resolution.carried.operations == ()


def test_brackets_go_on_in_the_next_version():
    base = text(WORDING)
    found = compiled(
        base,
        insertion(WORDING, "States", " and regions"),
        edit(WORDING, "strengthen", "enhance"),
        edit(WORDING, "strengthen", "widen"),
        edit(WORDING, "strengthen cooperation", "cooperate"),
    )
    first, second = found.slots
    resolution = resolve(
        found,
        {
            first.uid: Decision((first.options[1].uid,)),
            second.uid: Decision(tuple(each.uid for each in second.options[1:3]), bracketed=True),
        },
    )
    assert Ruling.BRACKETED in resolution.rulings.values()
    (slot,) = resolution.still_open(PROPOSERS).slots
    assert words_of(slot) == [
        ("strengthen", ()),
        ("enhance", ("Japan",)),
        ("widen", ("Egypt",)),
    ]
    assert resolution.version["c0"].text["en"][slot.start : slot.end] == "strengthen"
    whole = resolve(found, {second.uid: Decision((), bracketed=True)})
    assert len(whole.still_open(PROPOSERS).slots[1].options) == 4


def test_options_that_do_not_exclude_one_another_can_be_chosen_together():
    found = compiled(
        text(WORDING),
        edit(WORDING, "strengthen", "enhance"),
        edit(WORDING, "research", "science"),
        edit(WORDING, "strengthen cooperation in research", "work together"),
    )
    (slot,) = found.slots
    one, other, third = slot.proposed
    resolution = resolve(found, {slot.uid: Decision((one.uid, other.uid))})
    assert "enhance cooperation in science" in resolution.version["c0"].text["en"]
    with pytest.raises(HardConflicts):
        resolve(found, {slot.uid: Decision((one.uid, third.uid))})


def test_decisions_that_do_not_fit_are_refused():
    found = compiled(text(WORDING), edit(WORDING, "strengthen", "enhance"))
    (slot,) = found.slots
    with pytest.raises(UnknownContest):
        resolve(found, {"s0": Decision((slot.options[0].uid,))})
    with pytest.raises(UnknownOption):
        resolve(found, {slot.uid: Decision(("o0",))})
    with pytest.raises(NotBoth):
        resolve(found, {slot.uid: Decision(())})
    with pytest.raises(NotBoth):
        resolve(found, {slot.uid: Decision(tuple(each.uid for each in slot.options))})


def test_what_works_on_a_deleted_clause_cannot_be_adopted_beside_the_deletion():
    base = text(WORDING)
    found = compiled(base, Delete("c0"), edit(WORDING, "strengthen", "enhance"))
    choice, slot = found.contests.values()
    assert isinstance(slot, Slot)
    assert slot.contested
    assert slot.reasons == choice.reasons == {ConflictReason.DELETED}
    both = {each.uid: Decision((each.options[1].uid,)) for each in (choice, slot)}
    with pytest.raises(HardConflicts):
        resolve(found, both)
    alone = resolve(found, {choice.uid: both[choice.uid]})
    assert not alone.version.clauses
    assert alone.carried.redraft_needed


def test_rulings_on_single_operations_make_the_same_version():
    base = text(WORDING)
    operations = proposed(
        [edit(WORDING, "strengthen", "enhance"), edit(WORDING, "research", "science")],
        edit(WORDING, "strengthen", "widen"),
    )
    first, second, third = operations
    resolution = settle(
        base,
        operations,
        {first: Ruling.ACCEPTED, second: Ruling.WITHDRAWN, third: Ruling.REJECTED},
    )
    assert resolution.adopted == (first,)
    assert "enhance cooperation in research" in resolution.version["c0"].text["en"]
    with pytest.raises(HardConflicts):
        settle(base, operations, {first: Ruling.ACCEPTED, third: Ruling.ACCEPTED})


def test_all_can_be_kept_or_left_to_one_amendment():
    base = text(WORDING, "Two.")
    found = compiled(
        base,
        [edit(WORDING, "strengthen", "enhance"), Delete("c1")],
        edit(WORDING, "strengthen cooperation", "cooperate"),
    )
    assert resolve(found, keep_base(found)).version.same_text(base)
    alone = resolve(found, side_with(found, 2))
    assert "States shall cooperate in" in alone.version["c0"].text["en"]
    assert "c1" in alone.version


def test_what_were_two_clauses_to_decide_on_stays_two_where_a_move_into_one_waits():
    base = text("One.", "Two.")
    first, second = (Add(uid, None, "c1", Kind.ARTICLE, text={"en": "New."}) for uid in "xy")
    operations = [
        Proposed(1, 0, first),
        Proposed(1, 1, Move("c0", "x", None)),
        Proposed(2, 0, second),
    ]
    made = compile_amendments(base, operations)
    decisions = {
        each.uid: Decision((each.options[1].uid,)) for each in made.choices if each.addition
    }
    resolution = resolve(made, decisions)
    assert {"x", "y"} < set(resolution.version.clauses)
    assert settle(base, operations, resolution.rulings).version.same_text(resolution.version)
