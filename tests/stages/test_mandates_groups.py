"""Bodies, persons, groups and memberships: who may bring them about, and what is refused."""

from datetime import date

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.people.models import Body, Membership, Person, Role
from dabir.foundation.record.models import Entry
from dabir.stages.mandates.acts import (
    admit_member,
    end_membership,
    form_committee,
    found_group,
    register_body,
    register_person,
)
from tests.factories import (
    AT,
    make_body,
    make_group,
    make_member,
    make_person,
    make_secretary,
    seat,
)

pytestmark = pytest.mark.django_db

NAMES = {"fa": "کارگروه آب", "en": "Water"}


@pytest.fixture
def administrator():
    return make_person(is_administrator=True)


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


def last_act():
    return Entry.objects.order_by("-pk").values_list("act", flat=True).first()


def test_the_first_person_administers_the_installation():
    first = register_person(username="first", names={"fa": "نخست"}, actor=None, at=AT)
    assert first.is_administrator
    assert not first.has_usable_password()
    assert last_act() == "mandates.register_person"


def test_nobody_registers_a_second_person(administrator):
    with pytest.raises(NotPermitted):
        register_person(username="second", names={"fa": "دوم"}, actor=None, at=AT)


def test_a_secretary_registers_persons_but_no_administrators(secretary):
    register_person(username="new", names={"fa": "نو"}, actor=secretary, at=AT)
    with pytest.raises(NotPermitted):
        register_person(
            username="boss", names={"fa": "رئیس"}, is_administrator=True, actor=secretary, at=AT
        )
    assert not Person.objects.filter(username="boss").exists()


def test_a_member_registers_nobody(group):
    with pytest.raises(NotPermitted):
        register_person(username="x", names={"fa": "ایکس"}, actor=make_member(group), at=AT)
    with pytest.raises(NotPermitted):
        register_body(names={"fa": "نهاد"}, kind="state", actor=make_member(group), at=AT)


def test_user_names_differ_by_more_than_case(administrator):
    make_person("Parvin")
    with pytest.raises(Refused):
        register_person(username="parvin", names={"fa": "پروین"}, actor=administrator, at=AT)


def test_a_body_needs_a_name(administrator):
    with pytest.raises(Refused):
        register_body(names={"fa": "  ", "en": ""}, kind="state", actor=administrator, at=AT)
    body = register_body(names={"fa": " نهاد "}, kind="guild", actor=administrator, at=AT)
    assert body.names == {"fa": "نهاد"}
    assert body.kind == Body.Kind.GUILD


def test_founding_seats_the_secretary(administrator):
    secretary = make_person()
    group = found_group(code="water", names=NAMES, secretary=secretary, actor=administrator, at=AT)
    assert group.memberships.get().role == Role.SECRETARY
    assert last_act() == "mandates.found_group"


def test_only_administrators_found_groups(secretary):
    with pytest.raises(NotPermitted):
        found_group(code="water", names=NAMES, actor=secretary, at=AT)


@pytest.mark.parametrize("code", ["", "Water", "water group", "آب", "-water", "water--x"])
def test_refuses_a_malformed_short_name(administrator, code):
    with pytest.raises(Refused):
        found_group(code=code, names=NAMES, actor=administrator, at=AT)


def test_refuses_a_short_name_that_is_taken(administrator):
    found_group(code="water", names=NAMES, actor=administrator, at=AT)
    with pytest.raises(Refused):
        found_group(code="water", names=NAMES, actor=administrator, at=AT)


def test_a_committee_takes_its_language_from_the_group(group, secretary):
    body = make_body()
    committee = form_committee(
        group=group, code="legal", names=NAMES, responsible_body=body, actor=secretary, at=AT
    )
    assert committee.parent == group
    assert committee.language == group.language
    assert committee.responsible_body == body


def test_a_committee_has_no_committees(group, secretary):
    committee = form_committee(group=group, code="legal", names=NAMES, actor=secretary, at=AT)
    with pytest.raises(NotNow):
        form_committee(group=committee, code="sub", names=NAMES, actor=secretary, at=AT)


def test_the_secretariat_of_a_group_admits_to_its_committees(group, secretary):
    committee = form_committee(group=group, code="legal", names=NAMES, actor=secretary, at=AT)
    admit_member(group=committee, body=make_body(), role="principal", actor=secretary, at=AT)
    assert committee.memberships.count() == 1


def test_an_administrator_admits_while_there_is_no_secretary(administrator, group):
    secretary = make_person()
    admit_member(group=group, person=secretary, role="secretary", actor=administrator, at=AT)
    with pytest.raises(NotPermitted):
        admit_member(group=group, body=make_body(), role="principal", actor=administrator, at=AT)


def test_a_person_takes_the_empty_seat_of_a_body(group, secretary):
    body = make_body()
    empty = seat(None, group, body=body)
    person = make_person()
    taken = admit_member(
        group=group, body=body, person=person, role="principal", actor=secretary, at=AT
    )
    assert taken.pk == empty.pk
    assert group.memberships.filter(body=body).count() == 1


def test_an_alternate_does_not_take_the_principal_seat(group, secretary):
    body = make_body()
    seat(None, group, body=body)
    admit_member(
        group=group, body=body, person=make_person(), role="alternate", actor=secretary, at=AT
    )
    assert group.memberships.filter(body=body).count() == 2


def test_refuses_a_member_who_is_nobody(group, secretary):
    with pytest.raises(Refused):
        admit_member(group=group, role="principal", actor=secretary, at=AT)


def test_refuses_the_same_seat_twice(group, secretary):
    body = make_body()
    admit_member(group=group, body=body, role="principal", actor=secretary, at=AT)
    with pytest.raises(Refused):
        admit_member(group=group, body=body, role="principal", actor=secretary, at=AT)


def test_refuses_an_end_before_the_beginning(group, secretary):
    with pytest.raises(Refused):
        admit_member(
            group=group,
            body=make_body(),
            role="principal",
            since=date(2026, 5, 2),
            until=date(2026, 5, 1),
            actor=secretary,
            at=AT,
        )


def test_a_membership_ends_once(group, secretary):
    membership = seat(None, group, body=make_body(), since=date(2026, 5, 1))
    ended = end_membership(
        membership=membership, on=date(2026, 6, 1), reason="استعفا", actor=secretary, at=AT
    )
    assert ended.until == date(2026, 6, 1)
    assert not Membership.objects.on(date(2026, 6, 2)).filter(pk=ended.pk).exists()
    with pytest.raises(NotNow):
        end_membership(membership=ended, on=date(2026, 7, 1), reason="باز", actor=secretary, at=AT)


def test_a_membership_does_not_end_before_it_began(group, secretary):
    membership = seat(None, group, body=make_body(), since=date(2026, 5, 1))
    with pytest.raises(Refused):
        end_membership(
            membership=membership, on=date(2026, 4, 1), reason="خطا", actor=secretary, at=AT
        )


def test_members_admit_nobody(group):
    with pytest.raises(NotPermitted):
        admit_member(
            group=group, body=make_body(), role="principal", actor=make_member(group), at=AT
        )
