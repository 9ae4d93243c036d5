"""Forms keep what is typed: asked, written over, forgotten once it is sent."""

import json

import pytest
from django.contrib import messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.shortcuts import redirect
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from dabir.foundation.unsent.keeping import keep, kept_at
from dabir.web.unsent.middleware import SentMiddleware
from tests.factories import AT, make_group, make_person, make_secretary

pytestmark = pytest.mark.django_db
PLACE = "a form"


def keep_by(client, person, text, known=0, **more):
    body = {
        "place": PLACE,
        "values": {"text": [text]},
        "known": known,
        "person": str(person.pk),
        "heading": "Amend",
        "address": "/g/x/texts/1/",
    } | more
    return client.post(reverse("unsent"), json.dumps(body), content_type="application/json")


@pytest.fixture
def person(client):
    made = make_person()
    client.force_login(made)
    return made


def test_what_is_typed_is_kept_and_asked_for_again(client, person):
    told = keep_by(client, person, "words").json()
    assert (told["state"], told["revision"]) == ("kept", 1)
    asked = client.get(reverse("unsent"), {"place": PLACE}).json()
    assert (asked["state"], asked["values"]) == ("kept", {"text": ["words"]})
    assert asked["token"]
    assert client.get(reverse("unsent"), {"place": "other"}).json()["state"] == "none"


def test_what_another_window_wrote_comes_along_and_stays(client, person):
    keep_by(client, person, "one")
    told = keep_by(client, person, "two").json()
    assert (told["state"], told["values"]) == ("elsewhere", {"text": ["one"]})
    assert kept_at(person, PLACE).values == {"text": ["one"]}


def test_nobody_elses_words_are_answered(client, person):
    other = make_person()
    keep(person=other, place=PLACE, values={"text": ["secret"]}, at=AT)
    assert client.get(reverse("unsent"), {"place": PLACE}).json()["state"] == "none"
    assert keep_by(client, other, "mine").json()["state"] == "somebody_else"


def test_an_ended_session_is_told_without_leaving_the_page(client, person):
    client.logout()
    assert keep_by(client, person, "words").json()["state"] == "signed_out"
    assert client.get(reverse("unsent"), {"place": PLACE}).json()["state"] == "signed_out"


@pytest.mark.parametrize(
    "more",
    [
        {"values": []},
        {"values": {"text": "words"}},
        {"place": ""},
        {"place": "x" * 251},
        {"place": "a\0b"},
        {"known": "1"},
        {"heading": None, "known": None},
    ],
)
def test_what_no_form_sends_is_refused(client, person, more):
    assert keep_by(client, person, "words", **more).status_code == 400
    body = "{" if more == {"values": []} else "[]"
    answer = client.post(reverse("unsent"), body, content_type="application/json")
    assert answer.status_code == 400


HALF = "\ud800"
"""Half a letter, as a script sends it that cuts words anywhere."""


def test_halves_of_letters_are_kept_as_a_browser_sends_them(client, person):
    assert keep_by(client, person, f"words{HALF}", heading=HALF).json()["state"] == "kept"
    kept = kept_at(person, PLACE)
    assert kept.values == {"text": ["words\ufffd"]}
    assert kept.heading == "\ufffd"
    assert client.get(reverse("unsent"), {"place": PLACE}).status_code == 200


@pytest.mark.parametrize("more", [{"place": HALF}, {"place": f"a{HALF}b"}])
def test_a_place_that_no_database_keeps_is_refused(client, person, more):
    assert keep_by(client, person, "words", **more).status_code == 400


def test_what_is_asked_with_an_odd_place_is_answered(client, person):
    assert client.get(reverse("unsent"), {"place": "a\0b"}).status_code == 404
    for place in ("x" * 300, ""):
        told = client.get(reverse("unsent"), {"place": place})
        assert told.status_code == 200
        assert told.json()["state"] == "none"


def test_what_is_nested_without_end_is_refused(client, person):
    keep_by(client, person, "words")
    for body in ("[" * 100_000, '{"a":' * 50_000, '"\\ud800"', b"\xff\xfe", b"", "9" * 5_000):
        answer = client.post(reverse("unsent"), body, content_type="application/json")
        assert answer.status_code == 400
    assert kept_at(person, PLACE).values == {"text": ["words"]}


ANY_LETTERS = st.text(st.characters(exclude_categories=()), max_size=8)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_LETTERS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_LETTERS, inner, max_size=3),
    max_leaves=6,
)


def test_whatever_is_sent_is_answered_and_what_was_kept_stays(client, person):
    keep_by(client, person, "words")
    usual = {
        "place": ANY_LETTERS,
        "values": st.dictionaries(ANY_LETTERS, st.lists(ANY_LETTERS, max_size=2), max_size=2),
        "known": st.integers(-1, 3),
        "person": st.just(str(person.pk)),
        "heading": ANY_LETTERS,
        "address": ANY_LETTERS,
    }
    sent = st.fixed_dictionaries(
        {}, optional={name: ANYTHING | each for name, each in usual.items()}
    )

    @settings(max_examples=60, deadline=None)
    @given(ANYTHING | sent | st.fixed_dictionaries(usual))
    def law(content):
        body = json.dumps(content)
        told = client.post(reverse("unsent"), body, content_type="application/json")
        assert told.status_code in {200, 400}
        place = content.get("place") if isinstance(content, dict) else None
        if told.status_code == 200 and told.json()["state"] == "kept" and place != PLACE:
            again = client.get(reverse("unsent"), {"place": place})
            assert again.json()["state"] == "kept"
            page = client.get(reverse("preferences"))
            assert page.status_code == 200
        assert kept_at(person, PLACE).values == {"text": ["words"]}

    law()


def test_an_address_elsewhere_is_not_kept(client, person):
    keep_by(client, person, "words", address="https://example.org/")
    assert kept_at(person, PLACE).address == ""


def test_what_is_thrown_away_is_gone(client, person):
    keep_by(client, person, "words")
    answer = client.post(reverse("forget_unsent"), {"place": PLACE, "next": "/preferences/"})
    assert answer.url == "/preferences/"
    assert kept_at(person, PLACE) is None
    elsewhere = {"place": PLACE, "next": "//example.org/"}
    assert client.post(reverse("forget_unsent"), elsewhere).json()["state"] == "none"
    assert client.post(reverse("forget_unsent"), {"place": "a\0b"}).status_code == 200


def test_an_act_that_was_done_forgets_the_words_and_one_refused_keeps_them(client):
    group = make_group()
    secretary = make_secretary(group)
    client.force_login(secretary)
    keep_by(client, secretary, "words")
    address = reverse("texts:new", args=[group.code])
    typed = {"unsent": PLACE, "titles_fa": "آیین‌نامه", "kind": "rules", "language": "fa"}
    assert client.post(address, typed | {"kind": "poem"}).status_code == 200
    assert kept_at(secretary, PLACE)
    typed["confidentiality"] = "group"
    assert client.post(address, typed).status_code == 302
    assert kept_at(secretary, PLACE) is None


def test_words_stay_where_the_page_leads_elsewhere_to_say_an_error(rf, person):
    def view(request):
        messages.error(request, "not done")
        return redirect("/")

    request = rf.post("/", {"unsent": PLACE})
    request.user = person
    request.session = {}
    request._messages = FallbackStorage(request)
    keep(person=person, place=PLACE, values={"text": ["words"]}, at=AT)
    SentMiddleware(view)(request)
    assert kept_at(person, PLACE)
    SentMiddleware(lambda _request: redirect("/"))(rf.post("/", {"unsent": PLACE}))
    assert kept_at(person, PLACE)
