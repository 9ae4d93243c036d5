"""What carries a call further: short address, picture, code, feed, calendar, paper."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import etree
from PIL import Image
from pypdf import PdfReader

from dabir.stages.calls.acts import (
    ask_question,
    close_call,
    correct_question,
    extend_deadline,
    open_call,
    show_received,
)
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.calling import draft, inquiry
from tests.stages.sent import send

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}
WHY = {"fa": "به درخواست انجمن‌ها", "en": "As associations asked"}


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def call(group, secretary):
    call = draft(group, secretary, code="water", closes_at=timezone.now() + timedelta(days=30))
    ask_question(call=call, prompts={"fa": "آب؟", "en": "Water?"}, actor=secretary, at=AT)
    return open_call(call=call, actor=secretary, at=timezone.now() - timedelta(days=2))


@pytest.fixture
def asked(group, secretary):
    closes = timezone.now() + timedelta(days=30)
    return inquiry(group, secretary, make_body(), code="asked", closes_at=closes)


def feed(client, **query):
    answer = client.get(reverse("calls_feed"), query)
    assert answer.status_code == 200
    return etree.fromstring(answer.content)


def texts(root, path):
    return [element.text for element in root.findall(path, ATOM)]


def test_the_short_address_leads_to_the_page_and_keeps_the_language(client, call):
    assert client.get("/c/water/?lang=en").url == "/calls/water/?lang=en"
    assert client.get("/c/water/").url == "/calls/water/"


@pytest.mark.parametrize(
    "name", ["short_call", "print_call", "print_call_pdf", "call_ics", "public_call"]
)
def test_what_is_not_for_a_reader_is_not_there(client, group, secretary, asked, name):
    hidden = draft(group, secretary, code="hidden")
    for code in (hidden.code, asked.code, "never"):
        assert client.get(reverse(name, args=[code])).status_code == 404


def test_no_picture_nor_calendar_of_an_inquiry_even_for_its_addressee(client, asked):
    body = asked.invitations.get().body
    client.force_login(make_member(make_group(), body))
    assert client.get(reverse("print_call_pdf", args=["asked"])).status_code == 200
    assert client.get(reverse("call_ics", args=["asked"])).status_code == 404
    assert client.get(reverse("call_picture_file", args=["asked", "fa"])).status_code == 404


def test_the_page_names_its_languages_its_picture_and_its_feeds(client, call):
    page = client.get("/calls/water/?lang=en")
    html = page.content.decode()
    assert page.headers["Content-Language"] == "en"
    assert 'hreflang="fa" href="http' in html
    assert "/c/water/picture.en.png" in html
    assert 'name="twitter:card" content="summary_large_image"' in html
    assert html.count("application/atom+xml") == 2
    assert "UTC+3:30" in html


def test_a_language_that_is_none_is_passed_over(client, call):
    assert client.get("/calls/water/?lang=%3Cscript%3E").status_code == 200


def test_a_persons_own_language_stays_whatever_the_address_says(client, group, call):
    client.force_login(make_member(group, language="fa"))
    assert client.get("/calls/water/?lang=en").headers["Content-Language"] == "fa"


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_picture_has_the_size_that_networks_ask_for(client, call, language):
    answer = client.get(reverse("call_picture_file", args=["water", language]))
    assert Image.open(BytesIO(answer.content)).size == (1200, 630)
    again = client.get(
        reverse("call_picture_file", args=["water", language]),
        headers={"if-none-match": answer.headers["ETag"]},
    )
    assert again.status_code == 304


def test_no_picture_in_a_language_that_pages_do_not_speak(client, call):
    assert client.get(reverse("call_picture_file", args=["water", "de"])).status_code == 404


def test_the_feed_is_atom_in_either_language_with_ids_that_stay(client, call):
    persian, english = feed(client, lang="fa"), feed(client, lang="en")
    assert texts(english, "a:entry/a:title") == ["Call on water"]
    assert texts(persian, "a:entry/a:title") == ["فراخوان آب"]
    assert texts(english, "a:entry/a:id") == texts(persian, "a:entry/a:id")
    assert texts(english, "a:entry/a:id") == [f"urn:uuid:{call.address_id}"]
    assert texts(english, "a:id") != texts(persian, "a:id")
    links = {link.get("rel"): link for link in english.findall("a:link", ATOM)[:2]}
    assert links["self"].get("href").endswith("/calls/feed/atom?lang=en")
    for needed in ("a:updated", "a:author/a:name", "a:entry/a:updated", "a:entry/a:summary"):
        assert all(texts(english, needed)), needed


def test_a_notice_moves_the_entry_and_is_told_in_the_feed(client, call, secretary):
    [before] = texts(feed(client, lang="en"), "a:entry/a:updated")
    later = call.closes_at + timedelta(days=7)
    extend_deadline(call=call, closes_at=later, reason=WHY, actor=secretary, at=timezone.now())
    changed = feed(client, lang="en")
    [after] = texts(changed, "a:entry/a:updated")
    [said] = texts(changed, "a:entry/a:summary")
    assert after > before
    assert WHY["en"] in said
    assert texts(changed, "a:updated") == [after]


def test_what_has_closed_leaves_the_feed_and_the_feed_says_that_it_changed(client, call, secretary):
    client.get(reverse("calls_feed"))
    earlier = feed(client)
    close_call(call=call, reason=WHY, actor=secretary, at=timezone.now() - timedelta(seconds=2))
    later = feed(client)
    assert not later.findall("a:entry", ATOM)
    assert texts(later, "a:updated") > texts(earlier, "a:updated")


def test_a_feed_that_is_as_it_was_is_not_sent_again(client, call):
    answer = client.get(reverse("calls_feed"))
    again = client.get(
        reverse("calls_feed"), headers={"if-modified-since": answer.headers["Last-Modified"]}
    )
    assert again.status_code == 304


def test_inquiries_and_drafts_are_in_no_feed(client, group, secretary, asked):
    draft(group, secretary)
    assert not feed(client).findall("a:entry", ATOM)
    assert b"VEVENT" not in client.get(reverse("calls_ics")).content


def test_the_deadline_goes_into_a_calendar_and_moves_there(client, call, secretary):
    first = client.get(reverse("call_ics", args=["water"])).content.decode()
    extend_deadline(
        call=call,
        closes_at=call.closes_at + timedelta(days=7),
        reason=WHY,
        actor=secretary,
        at=timezone.now(),
    )
    second = client.get(reverse("call_ics", args=["water"])).content.decode()
    assert "SEQUENCE:0" in first
    assert "SEQUENCE:1" in second
    uid = next(line for line in first.splitlines() if line.startswith("UID"))
    assert uid in second


@pytest.mark.parametrize("language", ["fa", "en"])
def test_paper_says_what_the_page_says(client, call, language):
    client.cookies["dabir_language"] = language
    page = client.get(reverse("print_call", args=["water"])).content.decode()
    assert "<svg" in page
    pdf = client.get(reverse("print_call_pdf", args=["water"]))
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf.content)).pages)
    assert "testserver" in text or "/c/water/" in text
    if language == "en":
        assert "Water?" in text


def test_paper_prints_scales_and_proposals(client, group, secretary):
    call = draft(group, secretary, code="paper", closes_at=timezone.now() + timedelta(days=9))
    ends = [{"en": "never"}, {"en": "always"}]
    ask_question(
        call=call,
        prompts={"en": "How often?"},
        kind="scale",
        scale=(1, 5),
        choices=ends,
        actor=secretary,
        at=AT,
    )
    ask_question(
        call=call,
        prompts={"en": "Do you agree?"},
        kind="agreement",
        proposals={"en": "Water is shared by turns."},
        actor=secretary,
        at=AT,
    )
    open_call(call=call, actor=secretary, at=timezone.now())
    client.cookies["dabir_language"] = "en"
    pdf = client.get(reverse("print_call_pdf", args=["paper"]))
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf.content)).pages)
    assert "1: never … 5: always" in text
    assert "Water is shared by turns." in text


def test_a_corrected_question_shows_its_old_words_struck(client, call, secretary):
    correct_question(
        question=call.questions.get(),
        prompts={"fa": "آب قنات؟", "en": "Water of the qanat?"},
        reason=WHY,
        actor=secretary,
        at=timezone.now(),
    )
    page = client.get("/calls/water/?lang=en").content.decode()
    assert "<del>Water?</del>" in page
    assert "Water of the qanat?" in page
    assert WHY["en"] in page


def test_a_text_that_was_not_translated_says_so(client, group, secretary, call):
    assert "has been translated" not in client.get("/calls/water/?lang=en").content.decode()
    half = draft(
        group,
        secretary,
        code="half",
        titles={"fa": "نیمه"},
        closes_at=timezone.now() + timedelta(days=9),
    )
    open_call(call=half, actor=secretary, at=timezone.now())
    page = client.get("/calls/half/?lang=en").content.decode()
    assert "has been translated" in page
    assert "Persian" in page


def test_what_came_is_said_once_decided_and_few_are_never_counted(client, call, secretary):
    assert client.get("/calls/water/?lang=en").context["received"] is None
    show_received(call=call, shown=True, actor=secretary, at=AT)
    now = timezone.now()
    for _number in range(4):
        send(call, at=now)
    page = client.get("/calls/water/?lang=en")
    assert "Fewer than five" in page.content.decode()
    send(call, at=now)
    assert client.get("/calls/water/?lang=en").context["received"].count == 5
