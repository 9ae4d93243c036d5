"""What must hold of any compilation."""

from collections import Counter

from hypothesis import assume, event, given
from hypothesis import strategies as st

from dabir.domain.drafting import (
    Add,
    Decision,
    Edit,
    Fate,
    HardConflicts,
    Move,
    Ruling,
    Slot,
    Unfit,
    Words,
    apply,
    compile_amendments,
    conflict_clusters,
    keep_base,
    resolve,
    settle,
    side_with,
    spelling_key,
)
from tests.domain.drafting.strategies import flat, proposals
from tests.thoroughness import thorough

PROPOSERS = {number: (f"delegation {number}",) for number in range(1, 9)}


def compiled(case):
    version, made = case
    return compile_amendments(version, flat(made), PROPOSERS)


def reads_the_same(one, other):
    """Whether two versions read the same from top to bottom, whatever uids and spelling."""

    def page(version):
        return [
            (
                depth,
                clause.kind,
                clause.style,
                {key: spelling_key(words) for key, words in clause.wordings().items()},
            )
            for depth, clause in version.walk()
        ]

    return page(one) == page(other)


@thorough
@given(proposals())
def test_a_compilation_resolved_to_its_base_is_the_base(case):
    found = compiled(case)
    assert resolve(found, keep_base(found)).version.same_text(found.base)


def place_of(operation):
    """Where an operation puts something beside what is there; None where it puts nothing."""
    if isinstance(operation, Edit):
        return None if operation.old else (*operation.target, operation.start)
    if isinstance(operation, (Add, Move)):
        return operation.parent, operation.after
    return None


def puts_each_elsewhere(amendment):
    """Whether an amendment puts no two things in one place.

    Of two that it does, others may propose one as well: that then stands where the first of them
    has it, so that rebasing and adopting together give the same.
    """
    places = [place for each in amendment if (place := place_of(each.operation)) is not None]
    return len(places) == len(set(places))


@thorough
@given(proposals())
def test_a_compilation_resolved_to_one_amendment_is_that_amendment_alone(case):
    version, made = case
    found = compiled(case)
    for amendment in filter(puts_each_elsewhere, made):
        alone = apply(version, amendment)
        resolved = resolve(found, side_with(found, amendment[0].amendment))
        assert reads_the_same(resolved.version, alone)


@thorough
@given(proposals())
def test_every_operation_is_in_exactly_one_contest(case):
    found = compiled(case)
    counts = Counter(
        each
        for contest in found.contests.values()
        for option in contest.options
        for each in option.operations
    )
    assert counts == Counter(found.proposed)
    assert set(found.contests.values()) == {*found.slots, *found.choices}
    uids = [option.uid for each in found.contests.values() for option in each.options]
    assert len(uids) == len(set(uids))


@thorough
@given(proposals(aims=("words", None)))
def test_slots_are_apart_and_rows_read_as_the_base(case):
    found = compiled(case)
    for target in {slot.target for slot in found.slots}:
        uid, part, language = target
        wording = found.base[uid].wording(part, language)
        row = found.row(target)
        read = [each.text if isinstance(each, Words) else each.base_words for each in row]
        assert "".join(read) == wording
        places = [(each.start, each.end) for each in row]
        assert places == sorted(places)
        slots = [each for each in row if isinstance(each, Slot)]
        assert slots == [slot for slot in found.slots if slot.target == target]
        for slot in slots:
            assert wording[slot.start : slot.end] == slot.base_words
            assert slot.options[0].keeps_base
            assert len({option.words for option in slot.options}) == len(slot.options)
            assert len(slot.options) > 1 or slot.options[0].operations


@thorough
@given(proposals(aims=("words", None)), st.randoms(use_true_random=False))
def test_slots_can_be_decided_without_one_another(case, chance):
    found = compiled(case)
    decisions = {slot.uid: Decision((chance.choice(slot.options).uid,)) for slot in found.slots}
    resolution = resolve(found, decisions)
    chosen = {
        option.uid: option
        for slot in found.slots
        for option in slot.options
        if option.uid in decisions[slot.uid].options
    }
    for target in {slot.target for slot in found.slots}:
        uid, part, language = target
        words = "".join(
            each.text if isinstance(each, Words) else chosen[decisions[each.uid].options[0]].words
            for each in found.row(target)
        )
        read = resolution.version[uid].wording(part, language)
        assert spelling_key(read) == spelling_key(words)


@thorough
@given(proposals(), st.randoms(use_true_random=False))
def test_a_compilation_does_not_depend_on_the_order_of_what_is_proposed(case, chance):
    version, made = case
    shuffled = flat(made)
    chance.shuffle(shuffled)
    assert compile_amendments(version, shuffled, PROPOSERS) == compiled(case)


@thorough
@given(proposals())
def test_a_compilation_names_the_clusters_of_conflicts(case):
    found = compiled(case)
    assert list(found.clusters) == conflict_clusters(found.base, found.proposed)
    hard = {each for each in found.clusters if each.hard}
    for contest in found.contests.values():
        operations = {each for option in contest.options for each in option.operations}
        if contest.contested:
            assert any(operations & set(cluster.operations) for cluster in hard)
        if isinstance(contest, Slot) and len(contest.options) > 2:
            assert contest.contested


@thorough
@given(proposals())
def test_what_is_left_in_brackets_is_compiled_again_as_it_was(case):
    found = compiled(case)
    open_still = {uid: Decision((), bracketed=True) for uid in found.contests}
    resolution = resolve(found, open_still)
    assert resolution.version.same_text(found.base)
    assert set(resolution.rulings.values()) <= {Ruling.BRACKETED}
    again = resolution.still_open(PROPOSERS)
    assert again.proposed == found.proposed
    assert [[option.words for option in slot.options] for slot in again.slots] == [
        [option.words for option in slot.options] for slot in found.slots
    ]


@thorough
@given(proposals(), st.randoms(use_true_random=False))
def test_rulings_of_a_resolution_make_its_version_again(case, chance):
    found = compiled(case)
    decisions = {
        uid: Decision((chance.choice(contest.options).uid,), bracketed=chance.random() < 0.2)
        for uid, contest in found.contests.items()
        if chance.random() < 0.8
    }
    try:
        resolution = resolve(found, decisions)
    except (HardConflicts, Unfit):
        event("excluded")
        return
    again = settle(found.base, found.proposed, resolution.rulings)
    assert reads_the_same(again.version, resolution.version)
    accepted = {each for each, ruling in resolution.rulings.items() if ruling is Ruling.ACCEPTED}
    assert set(resolution.adopted) <= accepted
    waiting = {each.original for each in resolution.carried.operations}
    assert waiting == {
        each
        for each in found.proposed
        if resolution.rulings.get(each, Ruling.BRACKETED) is Ruling.BRACKETED
    }


@thorough
@given(proposals(aims=("words",)), st.data())
def test_open_slots_go_where_their_words_go(case, data):
    found = compiled(case)
    assume(len(found.slots) > 1)
    decided = data.draw(st.sampled_from(found.slots))
    assume(decided.options[-1].adopted)
    resolution = resolve(found, {decided.uid: Decision((decided.options[-1].uid,))})
    for fate in resolution.carried.operations:
        if fate.fate is Fate.CARRIED and isinstance(fate.rebased.operation, Edit):
            edit = fate.rebased.operation
            wording = resolution.version[edit.uid].wording(edit.part, edit.language)
            assert wording[edit.start : edit.end] == edit.old


@thorough
@given(proposals())
def test_a_compilation_of_nothing_is_read_as_its_base(case):
    version, _ = case
    found = compile_amendments(version, [], PROPOSERS)
    assert [(each.depth, each.uid) for each in found.walk()] == [
        (depth, clause.uid) for depth, clause in version.walk()
    ]
