"""Who leads, who supports, what nobody carries: as far as the reader may see."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from dabir.foundation.people.standing import standings_kept
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.mandates.acts import add_axis, assign_duty
from dabir.stages.mandates.division import LEADS, NO_AXIS, SUPPORTS, Tally, Wanted, division
from dabir.stages.mandates.models import Duty
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.calling import make_clause

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


class Office:
    """Three bodies; duties led, supported, unassigned, late and done, two of them on an axis."""

    def __init__(self):
        self.group = make_group()
        self.secretary = make_secretary(self.group)
        self.water, self.roads, self.idle = (make_body(n) for n in ("آب", "راه", "بیکار"))
        self.member = make_member(self.group, self.water)
        make_member(self.group, self.idle)
        self.axis = add_axis(
            group=self.group, names={"fa": "محور"}, clause=None, actor=self.secretary, at=AT
        )
        self.late = self.give("پیمایش شبکه", [self.water], [self.roads], due_on=date(2026, 11, 1))
        self.open = self.give("ساختن پل", [self.roads], axis=self.axis)
        self.alone = self.give("کار بی‌مسئول", [], [self.water], axis=self.axis)
        self.done = self.give("کار انجام‌شده", [self.water], due_on=date(2026, 11, 1))
        Duty.objects.filter(pk=self.done.pk).update(state=Duty.State.DONE)

    def give(self, text, responsible, supporting=(), **more):
        return assign_duty(
            group=self.group,
            text=text,
            responsible=responsible,
            supporting=list(supporting),
            actor=self.secretary,
            at=AT,
            **more,
        )

    def divided(self, reader=None):
        return division(reader or self.secretary, self.group, TODAY)


@pytest.fixture
def office():
    return Office()


def keys(found):
    return {line.key for line in found.lines}


def test_says_who_leads_and_who_supports(office):
    line = next(one for one in office.divided().lines if one.key == office.late.pk)
    assert [one.name for one in line.carriers(LEADS)] == ["آب"]
    assert [one.name for one in line.carriers(SUPPORTS)] == ["راه"]
    assert line.late
    assert not line.unassigned


def test_what_nobody_answers_for_is_told_apart(office):
    assert [line.key for line in office.divided().unassigned] == [office.alone.pk]


def test_counts_what_each_leads_supports_has_done_and_is_late_with(office):
    counts = {one.name: tally for one, tally in office.divided().by_carrier.items()}
    assert counts["آب"] == Tally(leads=2, supports=1, done=1, late=1)
    assert counts["راه"] == Tally(leads=1, supports=1)


def test_names_the_seated_bodies_that_carry_nothing(office):
    assert office.divided().idle == ("بیکار",)


def test_counts_by_axis_with_what_nobody_leads(office):
    found = office.divided()
    roads = next(one for one in found.carriers if one.name == "راه")
    counts = found.by_axis()
    assert counts[roads, office.axis.pk] == Tally(leads=1)
    assert counts[None, office.axis.pk].leads == 1
    assert counts[roads, NO_AXIS] == Tally(supports=1)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"words": "پُل"}, {"open"}),
        ({"overdue": True}, {"late"}),
        ({"unassigned": True}, {"alone"}),
        ({"state": "done"}, {"done"}),
        ({"axis": NO_AXIS}, {"late", "done"}),
        ({"part": SUPPORTS}, {"late", "alone"}),
    ],
)
def test_narrows(office, wanted, expected):
    found = office.divided().asked_for(Wanted(**wanted))
    assert keys(found) == {getattr(office, name).pk for name in expected}
    assert len(found.known) == 2
    assert found.total == 4


def test_a_body_and_its_part_are_asked_for_together(office):
    everything = office.divided()
    water = next(one for one in everything.known if one.name == "آب")
    assert keys(everything.asked_for(Wanted(carrier=water.key))) == {
        office.late.pk,
        office.alone.pk,
        office.done.pk,
    }
    led = everything.asked_for(Wanted(carrier=water.key, part=LEADS))
    assert keys(led) == {office.late.pk, office.done.pk}


def test_hidden_duties_and_those_who_carry_them_do_not_exist(office):
    office.give("پنهان", [make_body("نهاد پنهان")], confidentiality=Confidentiality.SECRETARIAT)
    found = office.divided(office.member)
    assert "نهاد پنهان" not in {one.name for one in found.known}
    assert found.total == 4
    assert office.divided().total == 5


def test_a_clause_that_the_reader_may_not_see_has_no_number(office):
    clause = make_clause(office.group, path="۷-ب")
    given = office.give("کار", [office.roads], clause=clause)
    clause.address.confidentiality = Confidentiality.SECRETARIAT
    clause.address.save()
    numbers = [
        next(line.clause for line in office.divided(reader).lines if line.key == given.pk)
        for reader in (office.secretary, office.member)
    ]
    assert numbers == ["۷-ب", ""]


@pytest.mark.parametrize("state", [Duty.State.RELEASED, Duty.State.ENDED])
def test_what_is_nobodys_work_any_more_is_left_out(office, state):
    Duty.objects.filter(pk=office.open.pk).update(state=state)
    assert office.open.pk not in keys(office.divided())


def test_asks_as_much_for_many_duties_as_for_few(office, django_assert_max_num_queries):
    due = timezone.localdate() + timedelta(days=3)
    for number in range(12):
        office.give(f"تکلیف {number}", [office.roads], [office.idle], due_on=due)
    with standings_kept(), django_assert_max_num_queries(10):
        assert office.divided().total == 16
