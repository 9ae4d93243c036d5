"""What must hold of any text and any amendments."""

from itertools import combinations, permutations

from hypothesis import assume, event, given
from hypothesis import strategies as st

from dabir.domain.drafting.amendments import Add, Delete, Edit, Move, Proposed, sameness
from dabir.domain.drafting.application import HardConflicts, apply
from dabir.domain.drafting.clauses import Clause
from dabir.domain.drafting.comparing.comparison import compare_versions, operations_between
from dabir.domain.drafting.conflicts import (
    ConflictReason,
    conflict_clusters,
    cosponsored,
    find_conflicts,
    hard_clusters,
)
from dabir.domain.drafting.rebase import Fate, rebase
from dabir.domain.drafting.versions import ZERO_DRAFT, Version
from tests.domain.drafting.strategies import flat, proposals, versions, without_conflicts
from tests.thoroughness import thorough


def components(edges, operations):
    """Connected components of two and more, by brute force."""
    groups = [{each} for each in operations]
    for one, other in edges:
        first = next(group for group in groups if one in group)
        second = next(group for group in groups if other in group)
        if first is not second:
            groups.remove(second)
            first |= second
    return {frozenset(group) for group in groups if len(group) > 1}


@thorough
@given(proposals(), st.randoms(use_true_random=False))
def test_conflicts_do_not_depend_on_the_order_of_asking(case, chance):
    version, made = case
    operations = flat(made)
    shuffled = list(operations)
    chance.shuffle(shuffled)
    assert find_conflicts(version, operations) == find_conflicts(version, shuffled)


@thorough
@given(proposals())
def test_clusters_are_what_the_pairs_connect(case):
    version, made = case
    operations = flat(made)
    pairs = find_conflicts(version, operations)
    edges = [(pair.first, pair.second) for pair in pairs]
    hard = [(pair.first, pair.second) for pair in pairs if pair.hard]
    found = conflict_clusters(version, operations)
    assert {frozenset(each.operations) for each in found} == components(edges, operations)
    found = hard_clusters(version, operations)
    assert {frozenset(each.operations) for each in found} == components(hard, operations)
    assert all(each.hard for each in found)


@thorough
@given(proposals())
def test_identical_operations_are_never_in_conflict(case):
    version, made = case
    for pair in find_conflicts(version, flat(made)):
        assert sameness(pair.first.operation) != sameness(pair.second.operation)
        assert pair.first.rank < pair.second.rank
    for group in cosponsored(flat(made)):
        assert len({sameness(each.operation) for each in group}) == 1


@thorough
@given(proposals(), st.randoms(use_true_random=False))
def test_what_is_free_of_hard_conflicts_gives_one_text_in_any_order(case, chance):
    version, made = case
    operations = flat(without_conflicts(version, made))
    result = apply(version, operations)
    shuffled = list(operations)
    chance.shuffle(shuffled)
    assert apply(version, shuffled).same_text(result)


@thorough
@given(proposals(aims=("moves",)))
def test_no_clause_is_lost_orphaned_or_inside_itself(case):
    version, made = case
    operations = flat(without_conflicts(version, made))
    result = apply(version, operations)
    added = {each.operation.uid for each in operations if isinstance(each.operation, Add)}
    deleted = {each.operation.uid for each in operations if isinstance(each.operation, Delete)}
    assert len(list(result.walk())) == len(result.clauses)
    assert added <= set(result.clauses)
    assert not deleted & set(result.clauses)
    if not deleted:
        assert set(result.clauses) == set(version.clauses) | added
    for each in operations:
        if isinstance(each.operation, (Add, Move)):
            assert result[each.operation.uid].parent == each.operation.parent


@thorough
@given(proposals())
def test_adopting_one_by_one_gives_what_adopting_together_gives(case):
    version, made = case
    kept = without_conflicts(version, made)
    assume(len(kept) > 1)
    together = apply(version, flat(kept))
    for order in list(permutations(kept))[:6]:
        current, waiting = version, [list(each) for each in order]
        while waiting:
            adopted = waiting.pop(0)
            # All that is pending at once, as `rebase` asks for: co-sponsors stay together.
            result = rebase(flat(waiting), base=current, adopted=adopted)
            if result.redraft_needed:
                event("redraft needed")
                return
            carried = result.proposed()
            waiting = [
                [each for each in carried if each.amendment == amendment[0].amendment]
                for amendment in waiting
            ]
            if any(fate.fate is Fate.ALREADY_DONE for fate in result.operations):
                # A co-sponsor's rank is lost with what was done already.
                event("already done")
                return
            current = apply(current, adopted)
        assert current.same_text(together)


@thorough
@given(proposals(), st.data())
def test_rebased_amendments_do_what_they_would_have_done(case, data):
    version, made = case
    kept = without_conflicts(version, made)
    assume(len(kept) > 1)
    cut = data.draw(st.integers(1, len(kept) - 1))
    adopted, pending = flat(kept[:cut]), flat(kept[cut:])
    if {sameness(each.operation) for each in adopted} & {
        sameness(each.operation) for each in pending
    }:
        # The lowest rank of co-sponsors counts, so it has to be the adopted one's.
        assume(max(each.rank for each in adopted) < min(each.rank for each in pending))
    rebased = rebase(pending, base=version, adopted=adopted)
    if rebased.redraft_needed:
        event("redraft needed")
        for fate in rebased.operations:
            if fate.fate is Fate.REDRAFT_NEEDED:
                assert isinstance(fate.original.operation, Edit)
        return
    new = apply(version, adopted)
    assert apply(new, rebased.proposed()).same_text(apply(version, [*adopted, *pending]))


@thorough
@given(proposals())
def test_redraft_is_asked_for_exactly_what_conflicts_hard(case):
    version, made = case
    assume(len(made) > 1)
    adopted, *others = made
    for pending in others:
        hard = {
            each
            for pair in find_conflicts(version, [*adopted, *pending])
            if pair.hard
            for each in (pair.first, pair.second)
        }
        for fate in rebase(pending, base=version, adopted=adopted).operations:
            if fate.original in hard and fate.fate is not Fate.ALREADY_DONE:
                assert fate.fate is Fate.REDRAFT_NEEDED
                assert fate.conflicts


def clusters_refused(version, operations):
    try:
        apply(version, operations)
    except HardConflicts as refusal:
        return refusal.clusters
    return []


@thorough
@given(proposals(aims=("moves",)))
def test_hard_conflicts_are_refused(case):
    """All of them, unless an amendment has together what others propose a part of alone."""
    version, made = case
    operations = flat(made)
    clusters = hard_clusters(version, operations)
    if not clusters:
        return
    contents = [{sameness(each.operation) for each in proposed} for proposed in made]
    shared = sum(map(len, contents)) > len(set().union(*contents))
    refused = clusters_refused(version, operations)
    assert refused == clusters or shared
    assert all(each in clusters for each in refused)


@st.composite
def rewritten(draw):
    """Two versions of one text: clauses kept, dropped, added, moved and reworded at random."""
    old = draw(versions())
    other = draw(versions())
    clauses = {}
    for uid, clause in other.clauses.items():
        label = old.clauses.get(uid, clause)
        clauses[uid] = Clause(
            uid, clause.parent, clause.order, label.kind, label.style, clause.heading, clause.text
        )
    return old, Version.of(ZERO_DRAFT.following(), clauses.values())


@thorough
@given(rewritten())
def test_differences_become_operations_that_make_them(pair):
    old, new = pair
    operations = operations_between(old, new)
    proposed = [Proposed(1, place, each) for place, each in enumerate(operations)]
    assert apply(old, proposed).same_text(new)


@thorough
@given(rewritten())
def test_differences_name_every_clause_that_changed_and_no_other(pair):
    old, new = pair
    changes = {each.uid: each for each in compare_versions(old, new)}
    for uid in {*old.clauses, *new.clauses}:
        before, after = old.clauses.get(uid), new.clauses.get(uid)
        if before is None or after is None:
            assert changes[uid].added == (before is None)
            assert changes[uid].deleted == (after is None)
            continue
        reworded = before.wordings() != after.wordings()
        assert bool(uid in changes and changes[uid].wording) == reworded
        if before.parent != after.parent:
            assert changes[uid].moved


@thorough
@given(versions())
def test_a_version_does_not_differ_from_itself(version):
    assert compare_versions(version, version) == []
    assert operations_between(version, version) == ()
    assert apply(version, []).same_text(version)


def pairwise_reasons(version, one, other):
    return {pair.reason for pair in find_conflicts(version, [one, other])}


@thorough
@given(proposals(aims=("words",)))
def test_edits_conflict_exactly_when_their_ranges_meet(case):
    version, made = case
    edits = [each for each in flat(made) if isinstance(each.operation, Edit)]
    for one, other in combinations(edits, 2):
        a, b = one.operation, other.operation
        reasons = pairwise_reasons(version, one, other)
        if sameness(a) == sameness(b) or a.target != b.target:
            assert not reasons
            continue
        if a.start == a.end and b.start == b.end:
            expected = {ConflictReason.SAME_POINT} if a.start == b.start else set()
        elif a.start == a.end or b.start == b.end:
            point, whole = (a, b) if a.start == a.end else (b, a)
            if whole.start < point.start < whole.end:
                expected = {ConflictReason.INSERTION_INSIDE}
            elif point.start in {whole.start, whole.end}:
                expected = {ConflictReason.ADJACENT}
            else:
                expected = set()
        elif max(a.start, b.start) < min(a.end, b.end):
            expected = {ConflictReason.SAME_WORDS}
        else:
            expected = {ConflictReason.ADJACENT} if a.end == b.start or b.end == a.start else set()
        assert reasons == expected
