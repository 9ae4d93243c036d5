"""What is proposed to a text is laid over it."""

import pytest

from dabir.domain.drafting import (
    Add,
    ConflictReason,
    Decision,
    Delete,
    Edit,
    Kind,
    Move,
    Part,
    Proposed,
    Ruling,
    bracketed,
    bracketed_row,
    compile_amendments,
    resolve,
    settle,
)
from dabir.domain.drafting.verification import AgainstItself, StaleWording, UnknownClause
from tests.domain.drafting.compilations import (
    PROPOSERS,
    WORDING,
    compiled,
    edit,
    insertion,
    text,
    words_of,
)


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


def test_what_one_amendment_proposes_twice_in_two_spellings_is_done_once():
    base = text("کارگروه گزارش داد.", language="fa")
    spellings = "می‌دهد", "مي دهد"
    edits = [edit("کارگروه گزارش داد.", "داد", new, language="fa") for new in spellings]
    made = compile_amendments(
        base, [Proposed(1, at, each) for at, each in enumerate(edits)], PROPOSERS
    )
    (slot,) = made.slots
    assert [each.words for each in slot.options] == ["داد", "می‌دهد"]
