"""Open points: raised, asked about in one letter, answered, settled, dropped."""

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.files.keeping import read_original
from dabir.foundation.letters.models import Letter
from dabir.foundation.record.models import Entry
from dabir.foundation.trace.models import Confidentiality, Link, Relation
from dabir.stages.mandates.acts import (
    draft_letter_for,
    drop_open_point,
    note_answer,
    raise_open_point,
    reopen_open_point,
    settle_open_point,
    take_over_mandate,
)
from dabir.stages.mandates.models import OpenPoint
from dabir.stages.mandates.queries import open_points_visible_to
from dabir.stages.mandates.waiting import waiting
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.readings import only, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make_group("کارگروه آبیاری باغ‌ها")


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def mandate(group, secretary):
    reading = only(
        read(group, secretary),
        secretary,
        ("title", "مصوبهٔ پنجم"),
        ("number", "۵/۱۲"),
        ("session", 5),
        ("date", "2026-05-02"),
        ("issuer", "شورای هماهنگی"),
    )
    return take_over_mandate(reading=reading, actor=secretary, at=AT)


@pytest.fixture
def point(group, secretary, mandate):
    return raise_open_point(
        group=group,
        mandate=mandate,
        kind="annex_absent",
        values={"annex": "2"},
        quote="مطابق پیوست شمارهٔ ۲",
        span=(10, 30),
        actor=secretary,
        at=AT,
    )


def last_act():
    return Entry.objects.order_by("-pk").first().act


def ask(points, actor, **fields):
    return draft_letter_for(points=points, actor=actor, at=AT, **fields)


def test_a_point_is_seen_by_whoever_sees_its_document(group, secretary, mandate, point):
    assert point.state == OpenPoint.State.OPEN
    assert Link.objects.filter(
        source=mandate.address, target=point.address, relation=Relation.ASKS
    ).exists()
    member = make_member(group)
    assert list(open_points_visible_to(member)) == [point]
    assert not open_points_visible_to(make_member(make_group())).exists()
    assert last_act() == "mandates.raise_open_point"


def test_a_point_of_a_hidden_document_is_hidden_with_it(group, secretary, mandate):
    mandate.address.confidentiality = Confidentiality.SECRETARIAT
    mandate.address.save()
    raise_open_point(group=group, mandate=mandate, text="؟", actor=secretary, at=AT)
    assert not open_points_visible_to(make_member(group)).exists()


def test_only_the_secretariat_raises_points_and_says_what_is_open(group, secretary, mandate):
    with pytest.raises(NotPermitted):
        raise_open_point(group=group, text="؟", actor=make_member(group), at=AT)
    with pytest.raises(Refused):
        raise_open_point(group=group, text="  ", actor=secretary, at=AT)
    with pytest.raises(Refused):
        raise_open_point(
            group=group,
            mandate=take_over_other(),
            text="؟",
            actor=secretary,
            at=AT,
        )


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("song", {}),
        ("", {}),
        ("annex_absent_unnumbered", {}),
        ("issuer_differs", {"one": "شورا"}),
        ("number_differs", {"one": 1, "other": 2}),
        ("clause_absent", None),
    ],
)
def test_refuses_a_point_that_no_sentence_can_say(group, secretary, kind, values):
    with pytest.raises(Refused):
        raise_open_point(group=group, kind=kind, values=values, text="؟", actor=secretary, at=AT)
    assert not OpenPoint.objects.exists()


def take_over_other():
    other = make_group()
    actor = make_secretary(other)
    return take_over_mandate(
        reading=only(read(other, actor), actor, ("title", "دیگر")), actor=actor, at=AT
    )


def test_one_letter_asks_the_issuer_about_several_points(group, secretary, mandate, point):
    more = raise_open_point(
        group=group, mandate=mandate, text="رئیس کارگروه نامیده نشده است.", actor=secretary, at=AT
    )
    letter = ask([point, more], secretary)
    assert (letter.kind, letter.state) == (Letter.Kind.OUTGOING, Letter.State.DRAFT)
    assert [one.body.names["fa"] for one in letter.receivers.all()] == ["شورای هماهنگی"]
    for words in ("۵/۱۲", "۱۲ اردیبهشت ۱۴۰۵", "مطابق پیوست شمارهٔ ۲", "رئیس کارگروه", "۱. ", "۲. "):
        assert words in letter.text
    point.refresh_from_db()
    assert (point.state, point.letter) == (OpenPoint.State.ASKED, letter)
    assert Link.objects.filter(source=point.address, target=letter.address).exists()
    assert last_act() == "mandates.draft_letter_for"


def test_the_letter_can_be_in_english(secretary, point):
    letter = ask([point], secretary, language="en")
    assert "Please send us annex 2." in letter.text
    assert "2 May 2026" in letter.text


def test_a_letter_asks_about_one_document_and_a_body_that_is_named(group, secretary, point):
    alone = raise_open_point(group=group, text="؟", actor=secretary, at=AT)
    with pytest.raises(Refused):
        ask([point, alone], secretary)
    with pytest.raises(Refused):
        ask([], secretary)
    with pytest.raises(Refused):
        ask([alone], secretary)
    body = make_body("مرکز")
    assert ask([alone], secretary, to=body).receivers.get().body == body


def test_an_answer_is_noted_and_a_point_settled_with_the_file_that_came(secretary, point):
    note_answer(point=point, answer="پیوست فرستاده می‌شود.", actor=secretary, at=AT)
    point.refresh_from_db()
    assert point.state == OpenPoint.State.ANSWERED
    point = settle_open_point(
        point=point, file=("annex.txt", "پیوست ۲".encode()), actor=secretary, at=AT
    )
    assert read_original(point.received).decode() == "پیوست ۲"
    assert point.answer == "پیوست فرستاده می‌شود."
    assert (point.state, point.closed_by) == (OpenPoint.State.SETTLED, secretary)
    assert last_act() == "mandates.settle_open_point"
    with pytest.raises(NotNow):
        drop_open_point(point=point, reason="!", actor=secretary, at=AT)


def test_settling_and_dropping_say_how_and_why(secretary, point):
    for act, words in (
        (settle_open_point, {"note": " "}),
        (drop_open_point, {"reason": ""}),
        (reopen_open_point, {"reason": ""}),
        (note_answer, {"answer": " "}),
    ):
        with pytest.raises(Refused):
            act(point=point, actor=secretary, at=AT, **words)
    point = drop_open_point(point=point, reason="پیوست لازم نیست.", actor=secretary, at=AT)
    assert point.state == OpenPoint.State.DROPPED
    point = reopen_open_point(point=point, reason="لازم شد.", actor=secretary, at=AT)
    assert (point.state, point.closed_at) == (OpenPoint.State.OPEN, None)


def test_no_member_pursues_points(group, point):
    member = make_member(group)
    for act, words in (
        (settle_open_point, {"note": "x"}),
        (drop_open_point, {"reason": "x"}),
        (note_answer, {"answer": "x"}),
    ):
        with pytest.raises(NotPermitted):
            act(point=point, actor=member, at=AT, **words)
    with pytest.raises(NotPermitted):
        ask([point], member)


def test_points_wait_until_they_are_settled(group, secretary, point):
    assert any("open-points" in each.url for each in waiting(secretary, group, AT))
    settle_open_point(point=point, note="رسید", actor=secretary, at=AT)
    assert not any("open-points" in each.url for each in waiting(secretary, group, AT))


def test_every_kind_has_its_sentence_and_its_request():
    from dabir.domain.outline.open_points import KINDS
    from dabir.stages.mandates.open_point_words import REQUESTS, SENTENCES

    assert set(KINDS) <= set(SENTENCES)
    assert set(SENTENCES) == set(REQUESTS)


def test_days_in_a_point_read_in_the_readers_calendar(point):
    from dabir.stages.mandates.open_point_words import point_words

    point.kind, point.values = "date_differs", {"one": "2026-05-02", "other": "2026-05-03"}
    assert "۱۲ اردیبهشت ۱۴۰۵" in point_words(point)
