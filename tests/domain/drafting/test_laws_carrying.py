"""What must hold of carried amendments: past decisions, corrections, amendments of them."""

from hypothesis import assume, event, given
from hypothesis import strategies as st

from dabir.domain.drafting import (
    Edit,
    Fate,
    Proposed,
    apply,
    carry_subamendments,
    find_conflicts,
    operations_between,
    rebase,
    update,
    virtual_version,
    with_subamendments,
)
from dabir.domain.drafting.against import Adopted
from dabir.domain.drafting.amendments import sameness
from dabir.domain.drafting.spelling import spelling_key
from tests.domain.drafting.strategies import (
    amendments,
    fits,
    flat,
    proposals,
    without_conflicts,
)
from tests.thoroughness import thorough


@thorough
@given(proposals())
def test_what_stands_against_pending_operations_is_what_the_pairs_say(case):
    version, made = case
    kept = without_conflicts(version, made[:2])
    adopted = flat(kept)
    pending = flat([each for each in made if each not in kept])
    standing = Adopted(version, adopted, pending)
    pairs = [pair for pair in find_conflicts(version, [*adopted, *pending]) if pair.hard]
    for each in pending:
        expected = {
            pair
            for pair in pairs
            if each in (pair.first, pair.second)
            and (pair.first in adopted) != (pair.second in adopted)
        }
        found = set(standing.conflicts(each))
        assert found <= expected
        assert {pair.reason for pair in found} == {pair.reason for pair in expected}


@st.composite
def amended(draw):
    """A version, an amendment to it, and some sub-amendments that can be adopted together."""
    version, made = draw(proposals())
    assume(made)
    amendment = made[0]
    virtual = apply(version, amendment)
    assume(virtual.clauses)
    aim = draw(st.sampled_from([None, "words", "words", "moves"]))
    subs = [draw(amendments(virtual, number, aim=aim)) for number in (101, 102)]
    subs = without_conflicts(virtual, [each for each in subs if each])
    assume(subs)
    return version, made, flat(subs)


@thorough
@given(amended())
def test_an_amendment_with_its_subamendments_does_what_both_do(case):
    version, made, subs = case
    amendment = made[0]
    operations = with_subamendments(version, amendment, subs)
    proposed = [Proposed(1, place, each) for place, each in enumerate(operations)]
    target = apply(virtual_version(version, amendment), subs)
    if not proposed:
        assert target.same_text(version)
        return
    assert fits(version, proposed)
    assert apply(version, proposed).same_text(target)


@thorough
@given(amended())
def test_an_amendment_keeps_the_operations_that_no_subamendment_touches(case):
    version, made, subs = case
    assume(all(isinstance(each.operation, Edit) for each in subs))
    operations = with_subamendments(version, made[0], subs)
    targets = {each.operation.target for each in subs}
    for each in made[0]:
        if isinstance(each.operation, Edit) and each.operation.target not in targets:
            assert each.operation in operations


@thorough
@given(amended())
def test_subamendments_go_where_their_amendment_goes(case):
    version, made, subs = case
    amendment, others = made[0], without_conflicts(version, made)[1:]
    adopted = [*amendment, *flat(others)]
    assume(fits(version, adopted))
    carried = carry_subamendments(subs, base=version, amendment=amendment, adopted=adopted)
    if any(each.fate is not Fate.CARRIED for each in carried.operations):
        event("not carried")
        return
    new = apply(version, adopted)
    changed = apply(new, carried.proposed())
    virtual = virtual_version(version, amendment)
    both = apply(virtual, subs)
    assert set(changed.clauses) >= set(both.clauses) & set(new.clauses) - {
        each.operation.uid for each in adopted if not isinstance(each.operation, Edit)
    }
    if not flat(others):
        assert changed.same_text(both)


@thorough
@given(amended())
def test_subamendments_stay_with_an_amendment_that_is_pending(case):
    version, made, subs = case
    amendment, others = made[0], flat(without_conflicts(version, made)[1:])
    assume(fits(version, [*amendment, *others]))
    pending = rebase(amendment, base=version, adopted=others)
    assume(not pending.redraft_needed)
    carried = carry_subamendments(subs, base=version, amendment=amendment, adopted=others)
    virtual = apply(apply(version, others), pending.proposed())
    if carried.redraft_needed:
        event("not carried")
        return
    apply(virtual, carried.proposed())


@thorough
@given(proposals())
def test_a_correction_is_an_amendment_that_comes_before_all_others(case):
    version, made = case
    assume(len(made) > 1)
    first, *others = made
    edited = apply(version, first)
    pending = flat(without_conflicts(version, others))
    updated = update(version, edited, pending)
    assert [each.original for each in updated.operations] == pending
    if updated.redraft_needed:
        event("redraft needed")
        return
    after = apply(edited, updated.proposed())
    number = min((each.amendment for each in pending), default=1) - 1
    correction = [
        Proposed(number, place, each)
        for place, each in enumerate(operations_between(version, edited))
    ]
    same = {sameness(each.operation) for each in correction}
    if any(
        isinstance(each, Edit) and spelling_key(each.old) == spelling_key(each.new)
        for each in (each.operation for each in correction)
    ) or any(sameness(each.operation) in same for each in pending):
        event("spelling corrected, or done already")
        return
    if fits(version, [*correction, *pending]):
        assert after.same_text(apply(version, [*correction, *pending]))


@thorough
@given(proposals())
def test_nothing_happens_to_amendments_when_nothing_is_corrected(case):
    version, made = case
    for amendment in made:
        assert update(version, version, amendment).proposed() == tuple(amendment)


def respelled(text):
    # without its ZWNJ it is shorter, so that what follows comes to stand elsewhere
    return text.replace("می‌شود", "ميشود").replace("۱۲", "12").replace("کارگروه", "كارگروه")


@thorough
@given(proposals(aims=("words", None)))
def test_a_correction_of_spelling_stands_in_nobodys_way(case):
    version, made = case
    edited = version.of(
        version.symbol,
        [
            type(clause)(
                clause.uid,
                clause.parent,
                clause.order,
                clause.kind,
                clause.style,
                {code: respelled(words) for code, words in clause.heading.items()},
                {code: respelled(words) for code, words in clause.text.items()},
            )
            for clause in version.clauses.values()
        ],
    )
    for amendment in made:
        updated = update(version, edited, amendment)
        assert not updated.redraft_needed
        before, after = apply(version, amendment), apply(edited, updated.proposed())
        assert set(before.clauses) == set(after.clauses)
        for uid, clause in before.clauses.items():
            for (part, language), words in clause.wordings().items():
                assert spelling_key(after[uid].wording(part, language)) == spelling_key(words)
