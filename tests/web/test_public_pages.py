"""What the public sees of calls: open and past ones, none that is not for them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dabir.foundation.people.preferences import Preferences, reading_as
from dabir.stages.calls.acts import (
    ask_question,
    close_on_deadline,
    correct_call,
    draft_call,
    open_call,
)
from dabir.stages.calls.models import Call
from dabir.web.calls.public.remaining import remaining, show_deadline
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.calling import draft, exhibit, inquiry, opened
from tests.web.catalogue import left_in_english

pytestmark = pytest.mark.django_db

ENGLISH = Preferences.of_language("en")


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def soon():
    """A deadline that lies ahead of the present day, as pages ask the real clock."""
    return timezone.now() + timedelta(days=30)


def address(call):
    return reverse("public_call", args=[call.code])


def past(group, secretary):
    """A call that was opened and closed before today."""
    before = timezone.now() - timedelta(days=40)
    call = draft_call(
        group=group,
        code="past",
        kind=Call.Kind.INPUT,
        titles={"fa": "فراخوان گذشته", "en": "Past call"},
        closes_at=before + timedelta(days=10),
        actor=secretary,
        at=before,
    )
    open_call(call=call, actor=secretary, at=before)
    return close_on_deadline(call=call, at=before + timedelta(days=11))


def begun(group, secretary, soon, **fields):
    """A call that was opened yesterday."""
    yesterday = timezone.now() - timedelta(days=1)
    call = draft(group, secretary, closes_at=soon, **fields)
    if call.kind == Call.Kind.COMMENTS:
        exhibit(call, secretary)
    ask_question(call=call, prompts={"fa": "آب؟", "en": "Water?"}, actor=secretary, at=AT)
    return open_call(call=call, actor=secretary, at=yesterday)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_public_pages_speak_the_visitors_language(client, group, secretary, soon, language):
    call = begun(group, secretary, soon, kind=Call.Kind.COMMENTS)
    old = past(group, secretary)
    client.cookies["dabir_language"] = language
    for page in ("/", "/calls/", address(call), address(old)):
        answer = client.get(page)
        assert answer.status_code == 200
        html = answer.content.decode()
        assert f'lang="{language}"' in html
        if language == "fa":
            assert left_in_english(html, "calls") == []
    assert ("فراخوان آب" if language == "fa" else "Call on water") in client.get(
        address(call)
    ).content.decode()


def test_the_front_page_lists_open_calls_and_leads_to_them(client, group, secretary, soon):
    call, old = begun(group, secretary, soon), past(group, secretary)
    page = client.get("/").content.decode()
    assert address(call) in page
    assert address(old) not in page


def test_the_list_has_the_earlier_calls_too(client, group, secretary, soon):
    call, old = begun(group, secretary, soon), past(group, secretary)
    page = client.get("/calls/").content.decode()
    assert page.index(address(call)) < page.index(address(old))


def test_the_front_page_says_so_when_nothing_is_open(client):
    client.cookies["dabir_language"] = "en"
    assert "No call is open at the moment." in client.get("/").content.decode()


def test_what_is_not_public_and_what_never_was_look_alike(client, group, secretary, soon):
    hidden = [
        draft(group, secretary, code="drafted"),
        inquiry(group, secretary, make_body(), code="inquiry", closes_at=soon),
    ]
    never = client.get("/calls/neverxx/")
    for call in hidden:
        answer = client.get(address(call))
        assert answer.status_code == never.status_code == 404
        assert call.name not in answer.content.decode()
        assert answer.templates[0].name == never.templates[0].name
    for page in ("/", "/calls/"):
        assert not any(call.code in client.get(page).content.decode() for call in hidden)


def test_an_inquiry_opens_for_the_bodies_it_addresses(client, group, secretary, soon):
    asked, other = make_body(), make_body()
    call = inquiry(group, secretary, asked, closes_at=soon)
    client.force_login(make_member(make_group(), asked))
    page = client.get(address(call))
    assert page.status_code == 200
    assert "og:title" not in page.content.decode()
    client.force_login(make_member(make_group(), other))
    assert client.get(address(call)).status_code == 404


def test_a_call_says_what_it_asks_until_when_and_what_changed(client, group, secretary, soon):
    call = begun(group, secretary, soon, contact="water@example.org", co_organisers=[make_body()])
    correct_call(call=call, text="چاه نه، چشمه", actor=secretary, at=timezone.now())
    page = client.get(address(call)).content.decode()
    for said in ("آب؟", "water@example.org", "چاه نه، چشمه", call.co_organisers.get().name):
        assert said in page
    assert reverse("respond", args=[call.code]) in page
    assert f'property="og:title" content="{call.name}"' in page


def test_a_closed_call_refuses_with_its_day_in_place_of_the_button(client, group, secretary):
    old = past(group, secretary)
    page = client.get(address(old)).content.decode()
    assert reverse("respond", args=[old.code]) not in page.split("<aside")[0]
    assert 'class="refusal"' in page


def test_a_call_that_opens_later_is_announced_and_not_yet_open(client, group, secretary, soon):
    call = draft(group, secretary, opens_at=timezone.now() + timedelta(days=3), closes_at=soon)
    call = open_call(call=call, actor=secretary, at=timezone.now())
    assert client.get(address(call)).status_code == 200
    assert address(call) not in client.get("/").content.decode()


def test_words_of_contributors_are_escaped(client, group, secretary, soon):
    call = begun(group, secretary, soon, titles={"fa": "<script>x</script>"})
    assert "<script>x" not in client.get(address(call)).content.decode()


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(days=9), "9 days left"),
        (timedelta(days=2), "2 days left"),
        (timedelta(days=1), "closes tomorrow"),
        (timedelta(hours=2), "closes today, 2 hours left"),
        (timedelta(seconds=-1), "the deadline has passed"),
    ],
)
def test_the_remaining_time_is_said_in_days_of_the_calls_zone(group, secretary, before, words):
    call = opened(group, secretary, closes_at=(AT + timedelta(days=10)).date())
    with reading_as(ENGLISH):
        assert remaining(call, call.closes_at - before).words == words


def test_a_deadline_at_the_days_end_is_a_day_and_any_other_has_its_hour(group, secretary):
    whole = opened(group, secretary, closes_at=(AT + timedelta(days=10)).date())
    hour = opened(group, secretary, closes_at=AT + timedelta(days=10))
    with reading_as(ENGLISH):
        assert show_deadline(whole) == "the end of 1 December 2026"
        assert show_deadline(hour) == "1 December 2026, 12:30"


@pytest.mark.parametrize("many", [1, 15])
def test_public_pages_ask_the_database_no_more_for_more(
    client, group, secretary, soon, many, django_assert_max_num_queries
):
    calls = [begun(group, secretary, soon) for _number in range(many)]
    with django_assert_max_num_queries(2):
        client.get("/")
    with django_assert_max_num_queries(4):
        client.get("/calls/")
    with django_assert_max_num_queries(8):
        client.get(address(calls[0]))
