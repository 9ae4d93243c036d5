import pytest

from dabir.domain.drafting.clauses import Clause, Kind, Part
from dabir.domain.drafting.versions import ZERO_DRAFT, BrokenVersion, Symbol, Version


def clause(uid, parent=None, order=0, **text):
    return Clause(uid, parent, order, Kind.ARTICLE, text=text)


def test_versions_are_called_zero_draft_then_revisions():
    second = ZERO_DRAFT.following().following()
    assert (str(ZERO_DRAFT), str(second)) == ("Zero draft", "Rev.2")
    assert ZERO_DRAFT.label("fa") == "پیش‌نویس صفر"
    assert second.label("fa") == "نسخهٔ اصلاحی ۲"
    with pytest.raises(ValueError, match="from 0"):
        Symbol(-1)


def test_siblings_are_renumbered_in_their_order():
    version = Version.of(ZERO_DRAFT, [clause("b", order=9), clause("a", order=4)])
    assert version.children(None) == ("a", "b")
    assert [version[uid].order for uid in "ab"] == [0, 1]


def test_walks_in_the_order_of_reading():
    version = Version.of(
        ZERO_DRAFT, [clause("c", order=1), clause("a"), clause("b", "a"), clause("d", "c")]
    )
    assert [(depth, each.uid) for depth, each in version.walk()] == [
        (0, "a"),
        (1, "b"),
        (0, "c"),
        (1, "d"),
    ]
    assert [each.uid for _, each in version.walk("c")] == ["d"]
    assert list(version.ancestors("d")) == ["c"]


def test_refuses_a_missing_parent():
    with pytest.raises(BrokenVersion, match="stands in x"):
        Version.of(ZERO_DRAFT, [clause("a", "x")])


def test_refuses_a_circle():
    with pytest.raises(BrokenVersion, match="circle"):
        Version.of(ZERO_DRAFT, [clause("a", "b"), clause("b", "a")])


def test_refuses_a_uid_that_is_there_twice():
    with pytest.raises(BrokenVersion, match="twice"):
        Version.of(ZERO_DRAFT, [clause("a"), clause("a")])


def test_a_snapshot_cannot_be_changed():
    text = {"fa": "متن"}
    one = Clause("a", None, 0, Kind.ARTICLE, text=text)
    version = Version.of(ZERO_DRAFT, [one])
    text["fa"] = "دیگر"
    assert one.wording(Part.TEXT, "fa") == "متن"
    with pytest.raises(TypeError):
        version.clauses["b"] = one
    with pytest.raises(TypeError):
        one.text["fa"] = "دیگر"


def test_an_empty_wording_is_no_wording():
    assert clause("a", fa="", en="x") == clause("a", en="x")
    assert clause("a", en="x").wordings() == {(Part.TEXT, "en"): "x"}
