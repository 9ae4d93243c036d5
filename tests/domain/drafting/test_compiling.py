import pytest

from dabir.domain.drafting import (
    Add,
    Clause,
    ConflictReason,
    Decision,
    Delete,
    Edit,
    HardConflicts,
    Kind,
    Move,
    NotBoth,
    Part,
    Proposed,
    Ruling,
    Slot,
    UnknownContest,
    UnknownOption,
    Version,
    bracketed,
    bracketed_row,
    compile_amendments,
    keep_base,
    resolve,
    settle,
    side_with,
)
from dabir.domain.drafting.verification import AgainstItself, StaleWording, UnknownClause
from dabir.domain.drafting.versions import ZERO_DRAFT, Symbol

WORDING = "States shall strengthen cooperation in research and training."
PROPOSERS = {
    1: ("France",),
    2: ("Japan",),
    3: ("Egypt",),
    4: ("Chile", "Peru"),
}


def text(*wordings, language="en"):
    return Version.of(
        ZERO_DRAFT,
        [
            Clause(f"c{place}", None, place, Kind.ARTICLE, text={language: wording})
            for place, wording in enumerate(wordings)
        ],
    )


def edit(wording, old, new, *, uid="c0", language="en"):
    start = wording.index(old)
    return Edit(uid, language, start, start + len(old), old, new)


def insertion(wording, after, new, *, uid="c0"):
    at = wording.index(after) + len(after)
    return Edit(uid, "en", at, at, "", new)


def proposed(*operations):
    """Each operation, or each list of them, as an amendment of its own."""
    return [
        Proposed(number, place, operation)
        for number, amendment in enumerate(operations, start=1)
        for place, operation in enumerate(amendment if isinstance(amendment, list) else [amendment])
    ]


def compiled(base, *operations):
    return compile_amendments(base, proposed(*operations), PROPOSERS)


def words_of(slot):
    return [(option.words, option.supporters) for option in slot.options]


def test_everybody_who_changes_the_same_words_has_an_option_over_all_of_them():
    found = compiled(
        text(WORDING),
        edit(WORDING, "strengthen", "enhance"),
        edit(WORDING, "strengthen cooperation", "consider cooperation"),
        edit(WORDING, "cooperation in research", "work in science"),
    )
    (slot,) = found.slots
    assert slot.base_words == "strengthen cooperation in research"
    assert words_of(slot) == [
        ("strengthen cooperation in research", ()),
        ("enhance cooperation in research", ("France",)),
        ("consider cooperation in research", ("Japan",)),
        ("strengthen work in science", ("Egypt",)),
    ]
    assert slot.contested
    assert slot.reasons == {ConflictReason.SAME_WORDS}


def test_the_same_words_of_different_amendments_are_one_option():
    found = compiled(
        text(WORDING),
        edit(WORDING, "strengthen", "enhance"),
        edit(WORDING, "strengthen cooperation", "enhance cooperation"),
        edit(WORDING, "cooperation", "collaboration"),
        edit(WORDING, "strengthen", "enhance"),
    )
    (slot,) = found.slots
    assert words_of(slot)[1:] == [
        ("enhance cooperation", ("France", "Japan", "Chile", "Peru")),
        ("strengthen collaboration", ("Egypt",)),
    ]
    option = slot.options[1]
    assert option.amendments == (1, 2, 4)
    assert {each.amendment for each in option.adopted} == {1, 4}


def test_two_edits_of_one_amendment_make_one_option_where_they_meet_one_of_another():
    found = compiled(
        text(WORDING),
        [edit(WORDING, "strengthen", "enhance"), edit(WORDING, "research", "science")],
        edit(WORDING, "strengthen cooperation in research", "work together"),
    )
    (slot,) = found.slots
    assert [option.words for option in slot.proposed] == [
        "enhance cooperation in science",
        "work together",
    ]


def test_words_that_nobody_else_changes_are_a_slot_of_their_own():
    found = compiled(
        text(WORDING),
        edit(WORDING, "strengthen", "enhance"),
        edit(WORDING, "training", "education"),
    )
    assert [slot.base_words for slot in found.slots] == ["strengthen", "training"]
    assert not any(slot.contested for slot in found.slots)


def test_insertions_at_one_point_can_all_be_adopted():
    found = compiled(
        text(WORDING),
        insertion(WORDING, "strengthen", " and widen"),
        insertion(WORDING, "strengthen", " and deepen"),
        insertion(WORDING, "strengthen", " and widen"),
    )
    one, other = found.slots
    assert words_of(one)[1:] == [(" and widen", ("France", "Egypt"))]
    assert words_of(other)[1:] == [(" and deepen", ("Japan",))]
    assert one.uid != other.uid
    everything = {slot.uid: Decision((slot.options[1].uid,)) for slot in found.slots}
    assert (
        resolve(found, everything)
        .version["c0"]
        .text["en"]
        .startswith("States shall strengthen and widen and deepen cooperation")
    )


def test_an_insertion_in_words_that_another_replaces_is_an_option_beside_it():
    found = compiled(
        text(WORDING),
        edit(WORDING, "strengthen cooperation", "work together"),
        insertion(WORDING, "strengthen", " and widen"),
    )
    (slot,) = found.slots
    assert [option.words for option in slot.proposed] == [
        "work together",
        "strengthen and widen cooperation",
    ]
    assert slot.reasons == {ConflictReason.INSERTION_INSIDE}


PERSIAN = "کارگروه باید همکاری را تقویت کند."


def test_words_that_differ_in_spelling_alone_are_one_option():
    base = text(PERSIAN, language="fa")
    found = compiled(
        base,
        edit(PERSIAN, "باید", "می‌تواند", language="fa"),
        edit(PERSIAN, "باید", "مي تواند", language="fa"),
    )
    (slot,) = found.slots
    assert words_of(slot)[1:] == [("می‌تواند", ("France", "Japan"))]
    assert not slot.options[1].spelling_only


def test_a_correction_of_spelling_is_an_option_beside_the_base():
    wording = "همكاري را تقویت کند."
    base = text(wording, language="fa")
    found = compiled(base, edit(wording, "همكاري", "همکاری", language="fa"))
    (slot,) = found.slots
    assert [(option.words, option.spelling_only) for option in slot.options] == [
        ("همكاري", False),
        ("همکاری", True),
    ]


def test_names_of_slots_and_options_follow_from_what_is_proposed():
    base = text(WORDING)
    one = compiled(base, edit(WORDING, "strengthen", "enhance"))
    more = compiled(
        base, edit(WORDING, "strengthen", "enhance"), edit(WORDING, "strengthen", "widen")
    )
    assert one.slots[0].uid == more.slots[0].uid
    uids = [option.uid for option in more.slots[0].options]
    assert [option.uid for option in one.slots[0].options] == uids[:2]
    assert len(set(uids)) == 3


def test_print_puts_options_in_brackets_with_those_who_support_them():
    found = compiled(
        text(WORDING),
        edit(WORDING, "strengthen cooperation", "enhance cooperation"),
        edit(WORDING, "strengthen cooperation", "enhance cooperation"),
        edit(WORDING, "strengthen ", ""),
        insertion(WORDING, "training", " at home"),
    )
    assert bracketed_row(found.row(("c0", Part.TEXT, "en"))) == (
        "States shall [strengthen cooperation][enhance cooperation — France, Japan]"
        "[cooperation — Egypt] in research and training [at home — Chile, Peru]."
    )
    (only, *_) = compiled(text(WORDING), edit(WORDING, " and training", "")).slots
    assert bracketed(only, name=str.upper) == " [and training][(delete) — FRANCE]"


def test_a_clause_may_stay_go_or_move():
    base = text("One.", "Two.", "Three.")
    found = compiled(
        base, Delete("c1"), Delete("c1"), Move("c1", None, "c2"), Move("c1", None, None)
    )
    (choice,) = found.choices
    assert [(option.what, option.supporters) for option in choice.options] == [
        ("stay", ()),
        ("delete", ("France", "Japan")),
        ("move", ("Egypt",)),
        ("move", ("Chile", "Peru")),
    ]
    assert choice.contested
    assert choice.reasons == {ConflictReason.DELETED, ConflictReason.MOVED_TWICE}
    assert not choice.addition


def test_a_compilation_is_read_from_top_to_bottom():
    base = text("One.", "Two.")
    found = compiled(
        base,
        [
            Add("n1", None, "c0", Kind.ARTICLE, text={"en": "New."}),
            Add("n2", "n1", None, Kind.NOTE, text={"en": "Note."}),
        ],
        Move("c1", None, None),
        Add("m1", None, "c0", Kind.ARTICLE, text={"en": "Newer."}),
        edit("One.", "One", "First"),
    )
    assert [(each.uid, each.depth, each.standing) for each in found.walk()] == [
        ("c1", 0, "moved_here"),
        ("c0", 0, "stands"),
        ("n1", 0, "added"),
        ("n2", 1, "added"),
        ("m1", 0, "added"),
        ("c1", 0, "stands"),
    ]
    assert list(found.contests.values()) == [
        found.slots[0],
        *found.choices,
    ]
    assert [choice.clause for choice in found.choices] == ["n1", "m1", "c1"]


def test_the_same_clause_added_by_two_is_one_option():
    base = text("One.")
    found = compiled(
        base,
        Add("n1", None, "c0", Kind.ARTICLE, text={"fa": "همکاری می‌شود."}),
        Add("n2", None, "c0", Kind.ARTICLE, text={"fa": "همكاري مي شود."}),
        Add("n3", None, "c0", Kind.ARTICLE, text={"fa": "نمی‌شود."}),
    )
    one, other = found.choices
    assert one.options[1].supporters == ("France", "Japan")
    assert other.options[1].supporters == ("Egypt",)
    both = {each.uid: Decision((each.options[1].uid,)) for each in found.choices}
    resolution = resolve(found, both)
    assert set(resolution.version.clauses) == {"c0", "n1", "n3"}
    assert set(resolution.rulings.values()) == {Ruling.ACCEPTED}
    again = settle(base, found.proposed, resolution.rulings)
    assert again.version.same_text(resolution.version)


def test_what_somebody_moves_into_an_added_clause_keeps_it_apart_from_its_like():
    base = text("One.", "Two.")
    adds = [Add(uid, None, "c0", Kind.CHAPTER, text={"en": "Both."}) for uid in ("x", "y")]
    found = compile_amendments(
        base,
        [
            Proposed(1, 0, adds[0]),
            Proposed(1, 1, Move("c1", "x", None)),
            Proposed(2, 0, adds[1]),
        ],
        PROPOSERS,
    )
    added = [choice for choice in found.choices if choice.addition]
    assert [[each.supporters for each in choice.proposed] for choice in added] == [
        [("France",)],
        [("Japan",)],
    ]


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


def test_what_does_not_fit_the_base_is_refused():
    base = text(WORDING)
    with pytest.raises(UnknownClause):
        compiled(base, Delete("gone"))
    with pytest.raises(StaleWording):
        compiled(base, Edit("c0", "en", 0, 6, "states", "Nations"))
    with pytest.raises(AgainstItself):
        compiled(
            base, [edit(WORDING, "strengthen", "enhance"), edit(WORDING, "strengthen", "widen")]
        )


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


def test_what_one_amendment_proposes_twice_in_two_spellings_is_done_once():
    base = text("کارگروه گزارش داد.", language="fa")
    spellings = "می‌دهد", "مي دهد"
    edits = [edit("کارگروه گزارش داد.", "داد", new, language="fa") for new in spellings]
    made = compile_amendments(
        base, [Proposed(1, at, each) for at, each in enumerate(edits)], PROPOSERS
    )
    (slot,) = made.slots
    assert [each.words for each in slot.options] == ["داد", "می‌دهد"]
