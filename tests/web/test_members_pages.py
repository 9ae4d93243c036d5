"""The pages of seats, terms and nominations: who sees which, and what they do there."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dabir.foundation.letters.models import Letter
from dabir.foundation.people.models import Membership, Person, Role, Seat
from dabir.stages.mandates.acts import nominate_member
from dabir.stages.mandates.models import Nomination
from tests.factories import AT, make_body, make_group, make_member, make_person, seat

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


class World:
    """A group with a filled, an expired and a vacant seat, an alternate and a nomination."""

    def __init__(self):
        self.today = timezone.localdate()
        self.group = make_group()
        self.secretary = make_person()
        seat(self.secretary, self.group, Role.SECRETARY)
        self.filled, self.expired, self.vacant = (
            make_body(name) for name in ("وزارت نیرو", "شهرداری", "اتاق اصناف")
        )
        self.member = make_member(self.group, self.filled)
        seat(make_person(), self.group, Role.ALTERNATE, body=self.filled)
        self.former = make_person()
        seat(
            self.former,
            self.group,
            body=self.expired,
            since=self.today - 99 * DAY,
            until=self.today - DAY,
        )
        self.seat = Seat.objects.create(group=self.group, body=self.vacant)
        self.nomination = nominate_member(
            seat=self.seat,
            names={"fa": "شیدا راد"},
            email="rad@example.org",
            actor=self.secretary,
            at=AT,
        )

    def url(self, name, *args):
        return reverse(f"mandates:{name}", args=[self.group.code, *args])

    def client(self, person):
        client = Client()
        client.force_login(person)
        return client

    def as_secretary(self):
        return self.client(self.secretary)


@pytest.fixture
def world():
    return World()


def text_of(response):
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def shown(response):
    return [row["state"].seat.body for row in response.context["rows"]]


def test_the_list_says_of_each_seat_how_it_stands(world):
    rows = world.as_secretary().get(world.url("members")).context["rows"]
    conditions = {row["state"].seat.body: row["state"].condition for row in rows}
    assert conditions == {world.filled: "filled", world.expired: "expired", world.vacant: "vacant"}


@pytest.mark.parametrize(
    ("which", "body"), [("vacant", "vacant"), ("expired", "expired"), ("nominated", "vacant")]
)
def test_the_list_is_narrowed(world, which, body):
    response = world.as_secretary().get(world.url("members"), {"show": which})
    assert shown(response) == [getattr(world, body)]


def test_an_unknown_list_is_empty_and_says_so(world):
    response = world.as_secretary().get(world.url("members"), {"show": "<b>"})
    assert (response.status_code, shown(response)) == (200, [])


def test_members_see_the_seats_and_no_nominee(world):
    client = world.client(world.member)
    for url in (world.url("members"), world.url("seat", world.seat.pk)):
        response = client.get(url)
        assert response.status_code == 200
        assert "شیدا" not in response.content.decode()
    assert client.get(world.url("nomination", world.nomination.pk)).status_code == 404


SECRETARIAT_ONLY = ("ask_nominations", "group_facts")


@pytest.mark.parametrize("name", SECRETARIAT_ONLY)
def test_members_do_not_get_the_forms_of_the_secretariat(world, name):
    assert world.client(world.member).get(world.url(name)).status_code == 403
    assert world.as_secretary().get(world.url(name)).status_code == 200


@pytest.mark.parametrize("name", ["seat", "change_seat", "nominate"])
def test_seats_of_another_group_are_not_found(world, name):
    other = Seat.objects.create(group=make_group(), body=make_body())
    assert world.as_secretary().get(world.url(name, other.pk)).status_code == 404


def test_a_nomination_is_noted_and_accepted(world):
    client = world.as_secretary()
    expired = Seat.objects.get(body=world.expired)
    response = client.post(
        world.url("nominate", expired.pk),
        {"role": "principal", "names_fa": "بهرام نیک", "email": "nik@example.org"},
    )
    made = Nomination.objects.get(seat=expired)
    assert response.headers["Location"] == world.url("nomination", made.pk)
    page = client.get(world.url("accept_nomination", made.pk))
    assert page.context["form"].initial["username"] == "nik"
    client.post(
        world.url("accept_nomination", made.pk),
        {"since": world.today.isoformat(), "username": "nik"},
    )
    assert Membership.objects.on().get(seat=expired).person == Person.objects.get(username="nik")
    assert "پذیرفته" in text_of(client.get(world.url("nomination", made.pk)))


def test_a_nomination_of_nobody_is_refused_at_the_form(world):
    response = world.as_secretary().post(
        world.url("nominate", world.seat.pk), {"role": "principal"}
    )
    assert response.context["form"].errors


@pytest.mark.parametrize(("event", "state"), [("decline", "declined"), ("withdraw", "withdrawn")])
def test_a_nomination_is_closed_with_a_reason(world, event, state):
    world.as_secretary().post(
        world.url("close_nomination", world.nomination.pk, event), {"reason": "نامزد دیگر"}
    )
    world.nomination.refresh_from_db()
    assert (world.nomination.state, world.nomination.reason) == (state, "نامزد دیگر")


def test_a_term_is_renewed(world):
    term = Membership.objects.get(person=world.former)
    world.as_secretary().post(
        world.url("renew_term", term.pk), {"since": world.today.isoformat(), "until": ""}
    )
    assert Membership.objects.on().filter(person=world.former).exists()


def test_a_seat_becomes_an_observers(world):
    world.as_secretary().post(world.url("change_seat", world.seat.pk), {"until": ""})
    world.seat.refresh_from_db()
    assert not world.seat.votes


def test_bodies_with_empty_seats_are_chosen_to_be_asked(world):
    client = world.as_secretary()
    page = client.get(world.url("ask_nominations"))
    assert page.context["form"].initial["bodies"] == [world.expired.pk]
    client.post(world.url("ask_nominations"), {"bodies": [world.expired.pk, world.vacant.pk]})
    assert Letter.objects.filter(kind="outgoing", state="draft").count() == 2


def test_the_facts_of_a_group_are_changed(world):
    higher = make_body("هیئت عالی")
    world.as_secretary().post(
        world.url("group_facts"),
        {
            "names_fa": "کارگروه آب",
            "language": "fa",
            "time_zone": "Asia/Tehran",
            "higher_body": higher.pk,
        },
    )
    world.group.refresh_from_db()
    assert (str(world.group), world.group.higher_body) == ("کارگروه آب", higher)
    assert not world.group.counts_vacant_seats


def test_the_list_of_members_is_a_file(world):
    client = world.client(world.member)
    csv = client.get(world.url("members_file", "csv")).content.decode("utf-8-sig")
    assert "شهرداری" in csv
    assert str(world.secretary) in csv
    assert "شیدا" not in csv
    for ending, magic in (("pdf", b"%PDF"), ("xlsx", b"PK"), ("docx", b"PK")):
        assert client.get(world.url("members_file", ending)).content.startswith(magic)
    assert client.get(world.url("members_file", "exe")).status_code == 404


def test_a_committee_has_members_of_its_own(world):
    committee = make_group(parent=world.group)
    seat(make_person(), committee, body=make_body())
    page = world.as_secretary().get(reverse("mandates:members", args=[committee.code]))
    assert len(page.context["rows"]) == 1
    assert str(committee) in text_of(world.as_secretary().get(world.url("members")))


def test_the_list_needs_no_more_queries_when_it_grows(world, django_assert_max_num_queries):
    client = world.as_secretary()
    for _number in range(15):
        body = make_body()
        seat(make_person(), world.group, body=body)
        seat(make_person(), world.group, Role.ALTERNATE, body=body)
    with django_assert_max_num_queries(22):
        client.get(world.url("members"))
