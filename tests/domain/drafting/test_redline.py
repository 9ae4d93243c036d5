"""A redline holds both versions whole, each clause once, in the order of the new one."""

from dataclasses import replace

from hypothesis import given

from dabir.domain.drafting import Clause, Kind, Symbol, Version
from dabir.domain.drafting.comparing.redline import redline
from tests.domain.drafting.strategies import versions


def version(*clauses, number=0):
    return Version.of(Symbol(number), clauses)


def article(uid, order, text, parent=None, kind=Kind.ARTICLE):
    return Clause(uid, parent, order, kind, text={"fa": text})


OLD = version(
    article("a", 0, "آب را اندازه بگیرید."),
    article("b", 1, "چاه‌ها را ببندید."),
    article("n", 0, "مگر در خشکسالی.", parent="b", kind=Kind.NOTE),
    article("c", 2, "گزارش دهید."),
)


def told(old, new):
    return [(each.uid, each.what, each.mark) for each in redline(old, new, "fa")]


def test_a_deleted_clause_stands_where_it_stood_with_what_stood_in_it():
    new = version(OLD["a"], replace(OLD["c"], order=1), number=1)
    assert told(OLD, new) == [
        ("a", "kept", "ماده ۱"),
        ("b", "deleted", "ماده ۲"),
        ("n", "deleted", "تبصره"),
        ("c", "kept", "ماده ۲"),
    ]
    assert redline(OLD, new, "fa")[-1].was == "ماده ۳"


def test_words_that_changed_are_told_apart():
    new = version(*(replace(OLD[uid]) for uid in ("a", "b", "n")), article("c", 2, "گزارش بدهید."))
    last = redline(OLD, new, "fa")[-1]
    assert last.what == "reworded"
    assert [(each.kind, each.old, each.new) for each in last.text if each.kind != "equal"] == [
        ("replace", "دهید", "بدهید")
    ]


def test_a_new_clause_and_a_moved_one_are_named():
    new = version(
        OLD["a"],
        replace(OLD["c"], order=1),
        replace(OLD["b"], order=2),
        OLD["n"],
        article("d", 3, "درخت بکارید."),
    )
    what = {uid: what for uid, what, _mark in told(OLD, new)}
    assert what["d"] == "added"
    assert sorted(what[uid] for uid in "bc") == ["kept", "moved"]


@given(versions(), versions())
def test_both_versions_can_be_read_from_it(old, new):
    lines = redline(old, new, "fa")
    assert sorted(each.uid for each in lines) == sorted({*old.clauses, *new.clauses})
    for each in lines:
        before = "".join(change.old for change in each.text)
        after = "".join(change.new for change in each.text)
        assert before == (old[each.uid].text.get("fa", "") if each.uid in old else "")
        assert after == (new[each.uid].text.get("fa", "") if each.uid in new else "")
    kept = [each.uid for each in lines if each.uid in new]
    assert kept == [clause.uid for _depth, clause in new.walk()]


@given(versions())
def test_a_version_against_itself_changes_nothing(same):
    assert {each.what for each in redline(same, same, "fa")} == {"kept"}
