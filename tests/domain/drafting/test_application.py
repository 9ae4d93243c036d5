import pytest

from dabir.domain.drafting.against import Adopted
from dabir.domain.drafting.amendments import Add, Delete, Edit, Move, Proposed
from dabir.domain.drafting.application import HardConflicts, apply
from dabir.domain.drafting.clauses import Clause, Kind, Part
from dabir.domain.drafting.conflicts import (
    ConflictReason,
    conflict_clusters,
    find_conflicts,
    hard_clusters,
)
from dabir.domain.drafting.rebase import Fate, rebase
from dabir.domain.drafting.verification import CyclicMove, UnknownClause
from dabir.domain.drafting.versions import ZERO_DRAFT, Symbol, Version

TEXT = "parties shall strengthen cooperation in good faith"
BASE = Version.of(
    ZERO_DRAFT,
    [
        Clause("a", None, 0, Kind.ARTICLE, text={"en": TEXT}),
        Clause("b", None, 1, Kind.ARTICLE),
        Clause("c", None, 2, Kind.ARTICLE),
        Clause("a1", "a", 0, Kind.NOTE),
        Clause("a11", "a1", 0, Kind.ITEM),
    ],
)


def replaced(old, new):
    start = TEXT.index(old)
    return Edit("a", "en", start, start + len(old), old, new)


def inserted(before, new):
    start = TEXT.index(before)
    return Edit("a", "en", start, start, "", new)


def added(uid, parent=None, after=None):
    return Add(uid, parent, after, Kind.ARTICLE)


def from_different(*operations):
    return [Proposed(number, 0, each) for number, each in enumerate(operations, 1)]


def from_one(*operations, number=1):
    return [Proposed(number, place, each) for place, each in enumerate(operations)]


def top(version):
    return "".join(version.children(None))


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (replaced("strengthen", "enhance"), replaced("shall strengthen", "will"), "same_words"),
        (replaced("strengthen", "enhance"), replaced("strengthen", "deepen"), "same_words"),
        (
            replaced("strengthen cooperation", "cooperate"),
            inserted("cooperation", "our "),
            "insertion_inside",
        ),
        (Delete("a"), replaced("strengthen", "enhance"), "deleted"),
        (Delete("a"), added("x", after="a"), "deleted"),
        (Delete("a"), added("x", "a11"), "deleted"),
        (Delete("a"), Move("a11", None, None), "deleted"),
        (Delete("a"), Move("b", "a1", None), "deleted"),
        (Move("b", None, None), Move("b", "a", None), "moved_twice"),
        (Move("b", "a1", None), Move("a", None, "c"), "moved_into_moved"),
        (Move("b", None, None), added("x", after="b"), "anchor_moved"),
        (Move("b", None, None), Move("c", None, "b"), "anchor_moved"),
        (added("x"), Add("x", "a", None, Kind.NOTE), "same_uid"),
    ],
)
def test_hard_conflicts_stop_the_text(one, other, reason):
    proposed = from_different(one, other)
    found = find_conflicts(BASE, proposed)
    assert ConflictReason(reason) in {each.reason for each in found if each.hard}
    with pytest.raises(HardConflicts) as refusal:
        apply(BASE, proposed)
    assert refusal.value.clusters[0].operations == tuple(proposed)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (inserted("shall", "all "), inserted("shall", "both "), "same_point"),
        (replaced("shall ", "will "), replaced("strengthen", "enhance"), "adjacent"),
        (replaced("shall", "will"), inserted("shall", "all "), "adjacent"),
        (added("x", after="a"), Move("c", None, "a"), "same_place"),
        (Delete("a"), Delete("a11"), "deleted_within"),
    ],
)
def test_soft_conflicts_only_tell_that_operations_meet(one, other, reason):
    proposed = from_different(one, other)
    (found,) = find_conflicts(BASE, proposed)
    assert (found.reason, found.hard) == (ConflictReason(reason), False)
    apply(BASE, proposed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (replaced("shall", "will"), replaced("faith", "will")),
        (replaced("strengthen", "enhance"), replaced("strengthen", "enhance")),
        (Move("a", "b", None), replaced("shall", "will")),
        (Move("a", "b", None), added("x", "a1")),
        (Delete("b"), Move("a11", "a", None)),
        (replaced("shall", "will"), Edit("a", "fa", 0, 0, "", "متن")),
        (replaced("parties", "all"), Edit("a", "en", 0, 0, "", "Parties", Part.HEADING)),
    ],
)
def test_what_does_not_meet_is_no_conflict(one, other):
    assert find_conflicts(BASE, from_different(one, other)) == []


def test_one_cluster_gathers_all_who_amend_one_sentence():
    proposed = from_different(
        replaced("strengthen", "enhance"),
        replaced("strengthen cooperation", "cooperate"),
        replaced("cooperation in", "work in"),
        Delete("c"),
        replaced("strengthen", "enhance"),
    )
    (cluster,) = conflict_clusters(BASE, proposed)
    assert [each.amendment for each in cluster.operations] == [1, 2, 3, 5]
    assert cluster.reasons == {ConflictReason.SAME_WORDS}


def test_a_thousand_amendments_of_one_sentence_are_clustered_without_their_pairs():
    proposed = from_different(*(replaced("strengthen", f"word{n}") for n in range(1000)))
    (cluster,) = conflict_clusters(BASE, proposed)
    assert len(cluster.operations) == 1000


def test_accepted_edits_make_the_next_version():
    proposed = from_different(
        replaced("strengthen", "enhance"),
        replaced("good faith", "trust"),
        inserted("in ", "fully "),
    )
    result = apply(BASE, proposed)
    assert result["a"].text["en"] == "parties shall enhance cooperation fully in trust"
    assert (result.symbol, result.made_from) == (Symbol(1), ZERO_DRAFT)
    assert BASE["a"].text["en"] == TEXT


def test_a_wording_that_is_emptied_is_gone():
    result = apply(BASE, from_one(Edit("a", "en", 0, len(TEXT), TEXT, "")))
    assert "en" not in result["a"].text


def test_at_one_place_the_lower_rank_stands_first():
    proposed = [
        Proposed(3, 0, added("z", after="a")),
        Proposed(1, 1, added("y", after="a")),
        Proposed(1, 0, Move("c", None, "a")),
    ]
    assert top(apply(BASE, proposed)) == "acyzb"


def test_what_follows_an_added_clause_stays_behind_it():
    proposed = [*from_one(added("x", after="a"), added("y", after="x"))]
    assert top(apply(BASE, [*proposed, Proposed(2, 0, added("z", after="a"))])) == "axyzbc"


def test_deleting_takes_what_stands_inside_but_for_what_is_moved_out():
    assert set(apply(BASE, from_one(Delete("a"))).clauses) == {"b", "c"}
    saved = apply(BASE, from_one(Move("a1", "b", None), Delete("a")))
    assert set(saved.clauses) == {"a1", "a11", "b", "c"}


def test_nobody_else_can_move_a_clause_out_of_a_deletion():
    with pytest.raises(HardConflicts):
        apply(BASE, from_different(Move("a1", "b", None), Delete("a")))


def test_what_one_amendment_does_together_is_no_conflict_with_who_proposes_a_part_of_it():
    into, away = Move("b", "a1", None), Move("a", "c", None)
    alone = [Proposed(1, 0, into), Proposed(3, 0, into)]
    assert hard_clusters(BASE, [*alone, *from_one(into, away, number=2)])
    together = apply(BASE, [*alone, *from_one(into, away, number=2)])
    assert (together["a"].parent, together["b"].parent) == ("c", "a1")
    with pytest.raises(HardConflicts) as refusal:
        apply(BASE, [*alone, Proposed(4, 0, away)])
    assert [len(each.operations) for each in refusal.value.clusters] == [3]


def test_an_amendment_may_turn_a_clause_and_its_child_around():
    turned = apply(BASE, from_one(Move("a1", None, None), Move("a", "a1", None)))
    assert turned["a"].parent == "a1"
    with pytest.raises(CyclicMove):
        apply(BASE, from_one(Move("a", "a1", None)))


def test_two_amendments_may_turn_them_around_alike():
    turning = Move("a1", None, None), Move("a", "a1", None)
    alike = [*from_one(*turning), *from_one(*turning, number=2)]
    assert not any(each.hard for each in find_conflicts(BASE, alike))
    assert apply(BASE, alike).same_text(apply(BASE, from_one(*turning)))


def test_refuses_a_part_of_an_amendment_that_needs_the_rest():
    with pytest.raises(UnknownClause):
        apply(BASE, [Proposed(1, 1, added("y", "x"))])


def test_nobody_builds_on_what_another_amendment_adds():
    with pytest.raises(UnknownClause):
        apply(BASE, from_different(added("x"), added("y", "x")))


def test_rebasing_shifts_an_edit():
    adopted = from_one(replaced("strengthen", "enhance"), number=2)
    pending = from_one(replaced("faith", "will"))
    (fate,) = rebase(pending, base=BASE, adopted=adopted).operations
    assert fate.fate is Fate.CARRIED
    assert fate.rebased.operation.start == TEXT.index("faith") - 3
    new = apply(BASE, adopted)
    result = apply(new, [fate.rebased])
    assert result["a"].text["en"] == "parties shall enhance cooperation in good will"


def test_rebasing_knows_what_was_done_already():
    pending = from_one(replaced("shall", "will"), Delete("a11"))
    adopted = from_one(replaced("shall", "will"), number=2)
    fates = [each.fate for each in rebase(pending, base=BASE, adopted=adopted).operations]
    assert fates == [Fate.ALREADY_DONE, Fate.CARRIED]
    adopted = from_one(Delete("a"), number=2)
    (fate,) = rebase(pending[1:], base=BASE, adopted=adopted).operations
    assert fate.fate is Fate.ALREADY_DONE


def test_rebasing_asks_for_a_redraft_and_says_why():
    pending = from_one(replaced("strengthen cooperation", "cooperate"))
    adopted = from_one(replaced("strengthen", "enhance"), number=2)
    rebased = rebase(pending, base=BASE, adopted=adopted)
    assert rebased.redraft_needed
    assert rebased.proposed() == ()
    (conflict,) = rebased.operations[0].conflicts
    assert conflict.reason is ConflictReason.SAME_WORDS


def test_rebasing_keeps_a_place_by_its_rank():
    adopted = [Proposed(2, 0, added("x", after="a")), Proposed(2, 1, added("y", after="x"))]
    late, early = Proposed(3, 0, added("l", after="a")), Proposed(1, 0, added("e", after="a"))
    rebased = rebase([late, early], base=BASE, adopted=adopted)
    assert top(apply(apply(BASE, adopted), rebased.proposed())) == "aexylbc"


def test_rebasing_sends_back_what_needs_a_part_that_cannot_be_carried():
    adopted = from_one(Delete("b"), number=2)
    pending = from_one(added("x", "b"), added("y", "x"))
    fates = rebase(pending, base=BASE, adopted=adopted)
    assert [each.fate for each in fates.operations] == [Fate.REDRAFT_NEEDED] * 2


def test_rebasing_sends_back_insertions_that_meet_in_the_wrong_order():
    adopted = from_one(replaced("strengthen ", ""), number=9)
    after, before = inserted("cooperation", "joint "), inserted("strengthen", "both ")
    in_order = rebase(from_one(before, after), base=BASE, adopted=adopted)
    assert not in_order.redraft_needed
    wrong = rebase(from_one(after, before), base=BASE, adopted=adopted)
    assert [each.fate for each in wrong.operations] == [Fate.REDRAFT_NEEDED, Fate.CARRIED]
    same = rebase(
        from_one(inserted("strengthen", "both "), inserted("cooperation", "both ")),
        base=BASE,
        adopted=adopted,
    )
    assert same.redraft_needed


def test_an_overlap_of_one_character_stops_the_text():
    base = Version.of(ZERO_DRAFT, [Clause("p", None, 0, Kind.ARTICLE, text={"en": "a, b"})])
    comma, rest = Edit("p", "en", 1, 2, ",", ";"), Edit("p", "en", 1, 4, ", b", " only")
    with pytest.raises(HardConflicts):
        apply(base, from_different(comma, rest))


def test_an_insertion_before_replaced_words_stands_before_them_whatever_its_rank():
    result = apply(BASE, from_different(replaced("shall", "will"), inserted("shall", "all ")))
    assert result["a"].text["en"].startswith("parties all will strengthen")


def test_rebasing_keeps_co_sponsors_together():
    adopted = from_one(added("x"), number=3)
    pending = [Proposed(2, 0, Move("c", None, None)), Proposed(4, 0, Move("c", None, None))]
    carried = rebase(pending, base=BASE, adopted=adopted).proposed()
    assert len({each.operation for each in carried}) == 1
    assert top(apply(apply(BASE, adopted), carried)) == "cxab"


def test_what_stands_in_an_added_clause_goes_with_what_that_stands_in():
    operations = [
        *from_one(added("x", "a1"), added("y", "x")),
        *from_one(Delete("a"), number=2),
    ]
    assert {each.first.operation.uid for each in find_conflicts(BASE, operations)} == {"x", "y"}


def test_of_several_who_stand_in_the_way_the_first_is_named():
    # A deletion by whoever moves the clause out spares it, and so does not stand before the other.
    for name in "defghijklm":
        base = Version.of(
            ZERO_DRAFT,
            [
                Clause("a", None, 0, Kind.ARTICLE),
                Clause(name, "a", 0, Kind.NOTE),
                Clause(f"{name}{name}", "a", 1, Kind.NOTE),
            ],
        )
        adopted = [
            *from_one(Delete("a"), Move(name, None, None)),
            *from_one(Delete("a"), number=2),
        ]
        (pending,) = from_one(Move(name, "a", f"{name}{name}"), number=3)
        met = Adopted(base, adopted, [pending]).conflicts(pending)
        deleted = [each for each in met if each.reason is ConflictReason.DELETED]
        assert [each.first.amendment for each in deleted] == [1]


def test_what_depends_on_a_clause_that_cannot_be_added_goes_back_with_it():
    pending = [*from_one(added("x", after="b"), added("y", "x"), added("z", "y"), number=2)]
    adopted = from_one(Move("b", "a", None))
    fates = rebase(pending, base=BASE, adopted=adopted).operations
    assert [each.fate for each in fates] == [Fate.REDRAFT_NEEDED] * 3


def test_a_clause_that_was_added_already_can_only_be_added_as_it_was():
    adopted = from_one(Add("x", None, None, Kind.NOTE, text={"en": "One."}))
    for words, reasons in (("One.", []), ("Two.", [ConflictReason.SAME_UID])):
        (pending,) = from_one(Add("x", None, None, Kind.NOTE, text={"en": words}), number=2)
        met = Adopted(BASE, adopted, [pending]).conflicts(pending)
        assert [each.reason for each in met] == reasons


def test_of_deletions_one_inside_another_the_inner_one_is_named():
    adopted = from_different(Delete("a"), Delete("a1"))
    (pending,) = from_one(Move("a11", None, None), number=3)
    met = Adopted(BASE, adopted, [pending]).conflicts(pending)
    assert [each.first.operation.uid for each in met] == ["a1"]


def test_co_sponsors_who_spare_a_clause_are_told_from_those_who_do_not():
    adopted = [*from_one(Delete("a"), Move("a1", None, None)), *from_one(Delete("a"), number=2)]
    edit = replaced("strengthen", "enhance")
    (pending,) = from_one(edit, number=3)
    met = Adopted(BASE, adopted, [pending]).conflicts(pending)
    assert [each.first.amendment for each in met] == [1]
