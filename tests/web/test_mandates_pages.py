"""The pages of the mandates stage: who sees which, in how many queries, in which words."""

import re
from datetime import date
from itertools import pairwise

import pytest
from django.urls import reverse

from dabir.foundation.people.models import Body, Membership, Person
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.mandates.acts import assign_duty, report_duty
from tests.factories import AT, make_body, make_person, seat
from tests.stages.readings import RESOLUTION, propose, read
from tests.web.mandates import World, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


OPEN_TO_ALL_ROLES = ("index", "duties", "matrix", "follow_up", "members", "bodies")
SECRETARIAT_ONLY = ("upload", "new_duty", "new_axis", "admit", "new_committee")


@pytest.mark.parametrize("name", OPEN_TO_ALL_ROLES)
def test_every_role_in_the_group_sees_the_lists(world, name):
    for person in (world.secretary, world.member, world.guest):
        assert world.client(person).get(world.url(name)).status_code == 200


@pytest.mark.parametrize("name", OPEN_TO_ALL_ROLES + SECRETARIAT_ONLY)
def test_to_others_the_group_does_not_exist(world, name):
    assert world.client(world.stranger).get(world.url(name)).status_code == 404
    assert world.client(None).get(world.url(name)).status_code == 302


@pytest.mark.parametrize("name", SECRETARIAT_ONLY)
def test_pages_of_the_secretariat_refuse_members_with_a_reason(world, name):
    assert world.as_secretary().get(world.url(name)).status_code == 200
    assert world.client(world.member).get(world.url(name)).status_code == 403


def test_a_guest_sees_no_duty_of_the_group(world):
    assert "برنامهٔ آبیاری" not in text_of(
        world.client(world.guest).get(world.url("duties") + "?show=all")
    )
    assert world.client(world.guest).get(world.url("duty", world.duty.pk)).status_code == 404
    assert world.client(world.guest).get(world.url("mandate", world.mandate.pk)).status_code == 404


def test_only_the_secretariat_sees_a_reading(world):
    address = world.url("reading", world.reading.pk)
    assert world.as_secretary().get(address).status_code == 200
    assert world.client(world.member).get(address).status_code == 404


def test_counts_leave_out_what_the_reader_may_not_see(world):
    assign_duty(
        group=world.group,
        text="کار پنهان",
        axis=world.axis,
        confidentiality=Confidentiality.SECRETARIAT,
        actor=world.secretary,
        at=AT,
    )
    assert world.as_secretary().get(world.url("index")).context["axes"][0].duty_count == 2
    assert world.client(world.member).get(world.url("index")).context["axes"][0].duty_count == 1


def test_a_text_that_lacks_an_annex_says_so(world):
    text = RESOLUTION + "شرح وظایف در پیوست شمارهٔ ۷ آمده است.\n"
    reading = read(world.group, world.secretary, text)
    page = world.as_secretary().get(world.url("reading", reading.pk))
    assert len(page.context["open_points"]) == 1


def test_the_mandate_shows_its_clauses_and_hands_out_its_original(world):
    page = world.as_secretary().get(world.url("mandate", world.mandate.pk))
    content = page.content.decode()
    assert "متن بند دوم" in content
    assert reverse("trace", args=[world.mandate.clauses.get().address_id]) in content
    original = world.as_secretary().get(page.context["original_url"])
    assert original.content == RESOLUTION.encode()


def test_members_do_not_get_the_original(world):
    page = world.client(world.member).get(world.url("mandate", world.mandate.pk))
    assert page.context["original"] is None


def test_the_counted_deadline_is_offered_and_confirmed(world):
    client = world.as_secretary()
    page = client.get(world.url("duty", world.duty.pk))
    assert page.context["counted"] == date(2026, 7, 11)
    form = client.get(world.url("due", world.duty.pk)).context["form"]
    assert form.initial["due_on"] == date(2026, 7, 11)
    client.post(world.url("due", world.duty.pk), {"due_on": "2026-07-11", "reason": "شمارش"})
    world.duty.refresh_from_db()
    assert world.duty.due_on == date(2026, 7, 11)
    assert client.get(world.url("duty", world.duty.pk)).context["counted"] is None


def test_a_member_is_offered_no_deadline_to_confirm(world):
    page = world.client(world.member).get(world.url("duty", world.duty.pk))
    assert page.context["counted"] is None


def test_a_member_is_admitted_and_leaves(world):
    client = world.as_secretary()
    body = make_body()
    client.post(world.url("admit"), {"body": body.pk, "role": "principal", "since": "2026-05-01"})
    made = Membership.objects.get(body=body)
    client.post(world.url("end_membership", made.pk), {"on": "2026-06-01", "reason": "پایان دوره"})
    made.refresh_from_db()
    assert made.until == date(2026, 6, 1)


def test_a_member_who_is_nobody_is_refused_at_the_form(world):
    response = world.as_secretary().post(world.url("admit"), {"role": "principal"})
    assert response.context["form"].errors


def test_bodies_and_persons_are_registered(world):
    client = world.as_secretary()
    client.post(world.url("new_body"), {"names_fa": "صنف کشت", "kind": "guild"})
    assert Body.objects.get(names__fa="صنف کشت").kind == "guild"
    client.post(
        world.url("new_person"),
        {
            "names_en": "Ada",
            "username": "ada",
            "email": "ada@example.org",
            "language": "en",
        },
    )
    ada = Person.objects.get(username="ada")
    assert (ada.calendar, ada.digits) == ("gregorian", "latin")
    assert not ada.has_usable_password()


def test_the_register_finds_a_name_in_another_spelling(world):
    page = world.as_secretary().get(world.url("bodies"), {"words": "سازمان بوستانها"})
    assert list(page.context["page"]) == [world.body]


def test_members_see_bodies_but_no_list_of_persons(world):
    page = world.client(world.member).get(world.url("bodies"))
    assert not page.context["persons"]


def test_administrators_found_groups(world):
    address = reverse("found_group")
    administrator = make_person(is_administrator=True)
    typed = {
        "names_fa": "کارگروه نو",
        "code": "new-group",
        "secretary": administrator.pk,
        "language": "fa",
    }
    assert world.as_secretary().post(address, typed).status_code == 403
    response = world.client(administrator).post(address, typed)
    assert response.headers["Location"] == "/g/new-group/mandates/"
    response = world.client(administrator).post(
        address, typed | {"code": "another", "secretary": world.secretary.pk}, follow=True
    )
    assert (response.status_code, response.redirect_chain[-1][0]) == (200, "/g/new-group/")


def test_an_administrator_of_no_group_registers_whom_a_group_begins_with(world):
    address = reverse("found_person")
    client = world.client(make_person(is_administrator=True))
    assert address in client.get(reverse("preferences")).content.decode()
    typed = {"names_fa": "دبیر", "username": "dabir", "email": "d@example.org", "language": "fa"}
    assert world.as_secretary().get(address).status_code == 403
    assert client.post(address, typed | {"password": "12345"}).context["form"].errors
    client.post(address, typed | {"password": "آغاز کار ۱۴۰۵"})
    assert Person.objects.get(username="dabir").check_password("آغاز کار ۱۴۰۵")


QUERIES = {
    "index": 24,
    "duties": 24,
    "matrix": 20,
    "follow_up": 20,
    "members": 22,
    "bodies": 20,
}


@pytest.mark.parametrize("name", list(QUERIES))
def test_lists_need_no_more_queries_when_they_grow(world, name, django_assert_max_num_queries):
    for number in range(12):
        body = make_body()
        seat(None, world.group, body=body)
        duty = assign_duty(
            group=world.group,
            text=f"کار {number}",
            responsible=[body],
            supporting=[world.body],
            actor=world.secretary,
            at=AT,
        )
        report_duty(duty=duty, text="نیمه", percent=50, actor=world.secretary, at=AT)
    client = world.as_secretary()
    with django_assert_max_num_queries(QUERIES[name]):
        client.get(world.url(name))


def test_the_confirmation_page_needs_few_queries(world, django_assert_max_num_queries):
    for number in range(50):
        propose(world.reading, "member", f"نهاد {number}")
    client = world.as_secretary()
    with django_assert_max_num_queries(24):
        client.get(world.url("reading", world.reading.pk))


def every_page(world):
    proposal = world.reading.proposals.filter(kind="duty").first()
    names = [*OPEN_TO_ALL_ROLES, *SECRETARIAT_ONLY, "new_body", "new_person"]
    return [
        *(world.url(name) for name in names),
        world.url("matrix") + "?by=axes",
        world.url("duties") + "?show=all",
        world.url("mandate", world.mandate.pk),
        world.url("reading", world.reading.pk),
        world.url("reading", world.mandate.reading_id),
        world.url("take_over", world.reading.pk),
        world.url("set_aside", world.reading.pk),
        world.url("correct", proposal.pk),
        world.url("add", world.reading.pk, "duty"),
        world.url("duty", world.duty.pk),
        *(world.url(name, world.duty.pk) for name in ("report", "release", "due", "carriers")),
    ]


LATIN = {
    "English",
    "PDF",
    "XLSX",
    "CSV",
    "DOCX",
    "ODT",
    "SHA",
    "txt",
    "KB",
    "Shift",
    "Ctrl",
    "Enter",
    "Esc",
}


def test_persian_pages_say_nothing_in_english(world):
    client = world.as_secretary()
    for address in every_page(world):
        words = text_of(client.get(address))
        for username in Person.objects.values_list("username", flat=True):
            words = words.replace(f"{username}@example.org", "").replace(username, "")
        words = re.sub(r"\b[0-9a-f]{64}\b|group-\d+(?:-\d+)?", "", words)
        assert set(re.findall(r"[A-Za-z]{2,}", words)) <= LATIN, (address, words)


def test_every_page_is_there_in_english(world):
    world.secretary.language = "en"
    world.secretary.save()
    client = world.as_secretary()
    for address in every_page(world):
        page = client.get(address)
        assert page.status_code == 200, address
        assert 'lang="en" dir="ltr"' in page.content.decode(), address


def test_headings_follow_one_another(world):
    client = world.as_secretary()
    for address in every_page(world):
        levels = [
            int(level) for level in re.findall(r"<h([1-6])", client.get(address).content.decode())
        ]
        assert levels.count(1) == 1, address
        assert all(after <= before + 1 for before, after in pairwise(levels)), (
            address,
            levels,
        )
