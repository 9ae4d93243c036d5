"""Taking over a confirmed document: clauses, members, duties, axes, counted deadlines."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.people.models import Body, Role
from dabir.foundation.proposals.acts import decline_proposal
from dabir.foundation.record.models import Entry
from dabir.foundation.trace.models import Confidentiality, Link, Relation
from dabir.stages.mandates import queries
from dabir.stages.mandates.acts import add_axis, take_over_mandate
from dabir.stages.mandates.counting import anchor_in, counted_due
from dabir.stages.mandates.models import Mandate
from tests.factories import AT, make_body, make_group, make_member, make_secretary, seat
from tests.stages.readings import only, read

pytestmark = pytest.mark.django_db


def clause(path, text="متن"):
    return ("clause", {"path": path, "kind": "clause", "number": "", "level": 1, "text": text})


def duty(**fields):
    value = {
        "text": "کار",
        "bodies": [],
        "supporting": [],
        "due": None,
        "due_text": "",
        "within": "",
        "clause": None,
    }
    return ("duty", value | fields)


@pytest.fixture
def group():
    return make_group("کارگروه آبیاری باغ‌ها")


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def confirm(group, secretary):
    def confirmed(*facts):
        return only(read(group, secretary), secretary, *facts)

    return confirmed


def take_over(reading, actor, **fields):
    return take_over_mandate(reading=reading, actor=actor, at=AT, **fields)


def test_takes_over_only_what_was_confirmed(confirm, secretary):
    reading = confirm(("title", "مصوبه"), ("member", "نهاد الف"), ("member", "نهاد ب"))
    decline_proposal(proposal=reading.proposals.get(value="نهاد ب"), actor=secretary, at=AT)
    mandate = take_over(reading, secretary)
    assert [seat.body.names["fa"] for seat in queries.members(mandate.group) if seat.body] == [
        "نهاد الف"
    ]
    reading.refresh_from_db()
    assert reading.state == "taken_over"
    assert Entry.objects.order_by("-pk").first().act == "mandates.take_over_mandate"


def test_the_facts_of_the_document_become_those_of_the_mandate(confirm, secretary):
    mandate = take_over(
        confirm(
            ("title", "مصوبهٔ پنجم"),
            ("number", "۵/۱۲"),
            ("session", 5),
            ("date", "2026-05-02"),
            ("issuer", "شورا"),
            ("responsible_body", "سازمان بوستان‌ها"),
        ),
        secretary,
        names={"fa": "مصوبهٔ پنجم", "en": "Fifth resolution"},
        notified_on=date(2026, 5, 9),
        standing="certified",
    )
    assert mandate.names == {"fa": "مصوبهٔ پنجم", "en": "Fifth resolution"}
    assert (mandate.number, mandate.session) == ("۵/۱۲", 5)
    assert (mandate.adopted_on, mandate.notified_on) == (date(2026, 5, 2), date(2026, 5, 9))
    assert mandate.standing == Mandate.Standing.CERTIFIED
    assert mandate.issuer.names == {"fa": "شورا"}
    assert mandate.group.responsible_body.names == {"fa": "سازمان بوستان‌ها"}
    assert mandate.group.formed_on == date(2026, 5, 2)


def test_a_group_keeps_the_responsible_body_it_has(confirm, secretary, group):
    group.responsible_body = make_body()
    group.save()
    mandate = take_over(confirm(("title", "م"), ("responsible_body", "دیگری")), secretary)
    assert mandate.group.responsible_body == group.responsible_body


def test_known_bodies_are_found_in_another_spelling(confirm, secretary):
    known = Body.objects.create(names={"fa": "سازمان بوستان‌ها", "en": "Parks"})
    take_over(confirm(("title", "م"), ("member", "سازمان بوستانها")), secretary)
    assert Body.objects.get(pk=known.pk).memberships.count() == 1


def test_a_body_that_sits_already_gets_no_second_seat(confirm, secretary, group):
    body = make_body("نهاد الف")
    seat(make_member(group), group, body=body)
    seat(None, group, Role.ALTERNATE, body=body)
    take_over(confirm(("title", "م"), ("member", "نهاد الف")), secretary)
    assert group.memberships.filter(body=body).count() == 2


def test_clauses_hang_on_the_nearest_above(confirm, secretary):
    mandate = take_over(
        confirm(clause("1"), clause("پیوست 1"), clause("پیوست 1/ب"), clause("پیوست 1/ب.10")),
        secretary,
    )
    above = {one.path: one.parent.path if one.parent else None for one in mandate.clauses.all()}
    assert above == {
        "1": None,
        "پیوست 1": None,
        "پیوست 1/ب": "پیوست 1",
        "پیوست 1/ب.10": "پیوست 1/ب",
    }


def test_clause_ten_does_not_hang_on_clause_one(confirm, secretary):
    mandate = take_over(confirm(clause("1"), clause("10")), secretary)
    assert mandate.clauses.get(path="10").parent is None


def test_a_duty_is_linked_to_the_clause_that_gives_it(confirm, secretary):
    mandate = take_over(
        confirm(clause("2"), duty(clause="2", bodies=["وزارت کشت"], due="2026-10-07")), secretary
    )
    given = mandate.group.duties.get()
    assert given.due_on == date(2026, 10, 7)
    assert given.assignments.get().body.names == {"fa": "وزارت کشت"}
    link = Link.objects.get(target=given.address)
    assert (link.source, link.relation) == (given.clause.address, Relation.TASKS)


@pytest.mark.parametrize("name", ["کارگروه", "کارگروه آبیاری باغ‌ها", "کارگروه تخصصی"])
def test_the_group_itself_carries_what_its_name_was_given(confirm, secretary, group, name):
    take_over(confirm(("title", "م"), duty(bodies=[name])), secretary)
    assert group.duties.get().assignments.get().committee == group
    assert not Body.objects.filter(names__fa=name).exists()


def test_refuses_before_anything_is_confirmed(group, secretary):
    with pytest.raises(NotNow):
        take_over(read(group, secretary), secretary)


def test_refuses_a_call(confirm, secretary):
    with pytest.raises(NotNow):
        take_over(confirm(("document_kind", "call"), ("title", "فراخوان")), secretary)


def test_refuses_to_take_over_twice(confirm, secretary):
    reading = confirm(("title", "م"))
    take_over(reading, secretary)
    with pytest.raises(NotNow):
        take_over(reading, secretary)


def test_members_take_nothing_over(confirm, group):
    with pytest.raises(NotPermitted):
        take_over(confirm(("title", "م")), make_member(group))


def test_clauses_and_duties_are_as_confidential_as_the_mandate(confirm, secretary, group):
    member = make_member(group)
    take_over(
        confirm(clause("1"), duty(clause="1")),
        secretary,
        confidentiality=Confidentiality.SECRETARIAT,
    )
    for seen in (queries.visible_to, queries.clauses_visible_to, queries.duties_visible_to):
        assert seen(secretary).exists()
        assert not seen(member).exists()


def test_an_axis_takes_the_duties_below_its_clause(confirm, secretary, group):
    mandate = take_over(
        confirm(
            clause("پیوست 2/الف"),
            clause("پیوست 2/الف.1"),
            clause("پیوست 2/ب.1"),
            duty(clause="پیوست 2/الف.1", text="یک"),
            duty(clause="پیوست 2/ب.1", text="دو"),
        ),
        secretary,
    )
    axis = add_axis(
        group=group,
        names={"fa": "محور"},
        clause=mandate.clauses.get(path="پیوست 2/الف"),
        actor=secretary,
        at=AT,
    )
    assert [one.text for one in axis.duties.all()] == ["یک"]


def test_an_axis_needs_a_name_and_the_secretariat(secretary, group):
    with pytest.raises(Refused):
        add_axis(group=group, names={"fa": " "}, actor=secretary, at=AT)
    with pytest.raises(NotPermitted):
        add_axis(group=group, names={"fa": "محور"}, actor=make_member(group), at=AT)


@pytest.mark.parametrize(
    ("words", "anchor"),
    [
        ("ظرف مدت دو ماه از تاریخ ابلاغ", "notification"),
        ("ظرف یک ماه پس از تصویب", "approval"),
        ("within 30 days of adoption", "approval"),
        ("تا پایان مهر ۱۴۰۵", ""),
        ("", ""),
    ],
)
def test_reads_from_what_a_deadline_counts(words, anchor):
    assert anchor_in(words) == anchor


def test_months_count_in_the_calendar_of_the_document(confirm, secretary, group):
    words = "ظرف مدت شش ماه از تاریخ ابلاغ"
    take_over(
        confirm(clause("6"), duty(clause="6", within="P6M", due_text=words)),
        secretary,
        notified_on=date(2026, 5, 10),
    )
    given = group.duties.get()
    assert given.due_on is None
    assert given.anchor == "notification"
    assert counted_due(given) == date(2026, 11, 11)
    group.language = "en"
    group.save()
    given.refresh_from_db()
    assert counted_due(given) == date(2026, 11, 10)


@pytest.mark.parametrize(
    ("within", "words"),
    [("P6M", "ظرف شش ماه از پایان هر دور"), ("P6M", "ظرف شش ماه از ابلاغ"), ("", "")],
)
def test_counts_nothing_where_the_day_is_unknown(confirm, secretary, group, within, words):
    take_over(confirm(clause("6"), duty(clause="6", within=within, due_text=words)), secretary)
    assert counted_due(group.duties.get()) is None


@given(st.text(max_size=60))
def test_any_words_can_be_asked_for_an_anchor(words):
    assert anchor_in(words) in {"", "approval", "notification", "event"}
