"""Rules of phrases, and wordings that keep or cross them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.drafting import (
    ZERO_DRAFT,
    Add,
    Clause,
    Delete,
    Edit,
    Kind,
    Move,
    Part,
    Proposed,
    Version,
    apply,
    compile_amendments,
)
from dabir.domain.drafting.guards import Rule, Watch, crossed

RULE = {"must": ["ممنوع است"], "must_not": ["مگر"]}


def test_a_wording_that_says_what_it_must_keeps_the_rule():
    assert not crossed("شناسایی چهره در فضای عمومی ممنوع است.", **RULE)


def test_a_wording_that_says_what_it_must_not_crosses_it():
    assert crossed("ممنوع است، مگر با اجازه.", **RULE).forbidden == ("مگر",)


def test_a_wording_that_lacks_a_phrase_crosses_it():
    assert crossed("شناسایی چهره آزاد است.", **RULE).missing == ("ممنوع است",)


@pytest.mark.parametrize("words", ["ممنوع  است", "ممنوع‌است است ممنوع است", "مـمنوع است"])
def test_spelling_does_not_count(words):
    assert not crossed(words, must=["ممنوع است"])


def test_words_are_matched_whole():
    assert not crossed("راه‌های همگرایی ممنوع است.", **RULE)


def test_a_rule_without_phrases_is_always_kept():
    assert not crossed("", must=[], must_not=[])


def text():
    return Version.of(
        ZERO_DRAFT,
        [
            Clause("a", None, 0, Kind.ARTICLE, text={"fa": "شناسایی چهره ممنوع است."}),
            Clause("n", "a", 0, Kind.NOTE, text={"fa": "استثنا را قانون معین می‌کند."}),
            Clause("b", None, 1, Kind.ARTICLE, text={"fa": "گزارش سالانه منتشر می‌شود."}),
        ],
    )


def edit(uid, old, new):
    words = text()[uid].wording(Part.TEXT, "fa")
    start = words.index(old)
    return Proposed(
        1,
        0,
        Edit(
            uid=uid,
            part=Part.TEXT,
            language="fa",
            start=start,
            end=start + len(old),
            old=old,
            new=new,
        ),
    )


def states(watched):
    return [bool(each.crossed) for each in watched]


def test_a_rule_of_a_clause_holds_for_what_stands_in_it():
    watch = Watch(
        text(), [Rule("a", "fa", must_not=("معین",)), Rule("b", "fa", must_not=("معین",))]
    )
    assert states(watch.standing()) == [True, False]


def test_a_rule_of_the_whole_text_is_kept_by_any_clause_that_says_it():
    watch = Watch(text(), [Rule(None, "fa", must=("گزارش سالانه",))])
    assert states(watch.standing()) == [False]
    assert states(watch.with_operations([edit("b", "سالانه", "ماهانه")])) == [True]


def test_adding_a_note_can_cross_the_rule_of_its_article():
    added = Add(uid="x", parent="a", after="n", kind=Kind.NOTE, text={"fa": "مگر با اجازه."})
    watch = Watch(text(), [Rule("a", "fa", must_not=("مگر",))])
    assert states(watch.with_operations([Proposed(1, 0, added)])) == [True]


def test_taking_the_clause_out_crosses_its_rule():
    watch = Watch(text(), [Rule("b", "fa", must=("گزارش",))])
    [watched] = watch.with_operations([Proposed(1, 0, Delete("b"))])
    assert watched.crossed.gone


def test_the_digest_tells_other_words_and_not_other_spelling():
    rules = [Rule("b", "fa")]
    before = Watch(text(), rules).standing()[0].digest
    respelt = Watch(text(), rules).with_operations([edit("b", "می‌شود", "مي‌شود")])[0].digest
    reworded = Watch(text(), rules).with_operations([edit("b", "سالانه", "ماهانه")])[0].digest
    elsewhere = Watch(text(), rules).with_operations([edit("a", "ممنوع", "آزاد")])[0].digest
    assert before == elsewhere
    assert before != reworded
    assert before == respelt


def test_each_option_of_a_slot_is_looked_at_alone():
    first = edit("a", "ممنوع است", "آزاد است")
    second = Proposed(2, 0, edit("a", "ممنوع است", "اکیداً ممنوع است").operation)
    [slot] = compile_amendments(text(), [first, second]).slots
    watch = Watch(text(), [Rule("a", "fa", must=("ممنوع است",))])
    assert [states(watch.with_option(slot, each)) for each in slot.options] == [
        [False],
        [True],
        [False],
    ]


WORDS = st.sampled_from(["ممنوع", "آزاد", "گزارش", "قانون", "مگر", ""])


@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "n", "b"]), WORDS), max_size=3, unique_by=lambda x: x[0]
    ),
    st.lists(
        st.builds(
            Rule,
            st.sampled_from([None, "a", "n", "b", "new", "gone"]),
            st.just("fa"),
            st.lists(WORDS.filter(bool), max_size=2).map(tuple),
            st.lists(WORDS.filter(bool), max_size=2).map(tuple),
        ),
        max_size=4,
    ),
    st.sampled_from(["", "add", "delete", "move"]),
    WORDS,
)
def test_looking_at_what_changed_finds_what_looking_at_all_finds(changes, rules, more, words_added):
    operations = [
        Proposed(
            1,
            place,
            Edit(
                uid=uid, part=Part.TEXT, language="fa", start=0, end=len(words), old=words, new=new
            ),
        )
        for place, (uid, new) in enumerate(changes)
        if (words := text()[uid].wording(Part.TEXT, "fa")) != new
        and (more != "delete" or uid != "n")
    ]
    structural = {
        "add": Add("new", "a", None, Kind.NOTE, text={"fa": words_added}),
        "delete": Delete("n"),
        "move": Move("n", "b", None),
    }
    if more:
        operations.append(Proposed(1, len(changes), structural[more]))
    quick = Watch(text(), rules).with_operations(operations)
    assert quick == Watch(apply(text(), operations), rules).standing()
