"""How a reader wants to read: their own page, and the language of one click."""

import pytest

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.people.acts import set_preferences
from dabir.foundation.record.models import Entry
from tests.factories import AT, make_group, make_member
from tests.web.catalogue import left_in_english

pytestmark = pytest.mark.django_db

PAGE = "/preferences/"
SWITCH = "/language/"


@pytest.fixture
def person():
    return make_member(make_group())


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(PAGE).status_code == 302


def test_what_is_chosen_holds_for_the_person_and_is_recorded(client, person):
    client.force_login(person)
    chosen = {"language": "en", "calendar": "gregorian", "digits": "latin"}
    answer = client.post(PAGE, chosen, follow=True)
    person.refresh_from_db()
    assert (person.language, person.calendar, person.digits) == tuple(chosen.values())
    assert "From now on, everything is shown in this way." in answer.content.decode()
    assert Entry.objects.filter(act="people.set_preferences", actor=person.pseudonym).exists()


def test_the_page_is_persian_for_who_reads_persian(client, person):
    client.force_login(person)
    page = client.get(PAGE).content.decode()
    assert "شیوهٔ نمایش" in page
    assert [each for each in left_in_english(page, "web") if "calendar" in each] == []


def test_a_click_changes_the_language_of_the_person(client, person):
    client.force_login(person)
    answer = client.post(SWITCH, {"language": "en", "next": PAGE})
    assert answer.url == PAGE
    person.refresh_from_db()
    assert (person.language, person.calendar) == ("en", "jalali")
    assert 'lang="en"' in client.get(PAGE).content.decode()


def test_a_click_changes_the_language_of_a_visitor(client):
    client.post(SWITCH, {"language": "en", "next": "/"})
    assert 'lang="en"' in client.get("/").content.decode()
    client.post(SWITCH, {"language": "fa", "next": "/"})
    assert 'lang="fa"' in client.get("/").content.decode()


def test_the_switch_leads_nowhere_outside(client):
    answer = client.post(SWITCH, {"language": "en", "next": "https://evil.example/"})
    assert "evil.example" not in answer.url


def test_a_language_that_there_is_not_changes_nothing(client, person):
    client.force_login(person)
    client.post(SWITCH, {"language": "tlh", "next": "/"})
    person.refresh_from_db()
    assert person.language == "fa"
    with pytest.raises(Refused):
        set_preferences(actor=person, at=AT, calendar="mayan")
