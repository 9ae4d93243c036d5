"""Words under way survive: no network, a server that restarts, an ended session, two windows."""

import time

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from dabir.foundation.unsent.keeping import kept_under
from dabir.foundation.unsent.models import Unsent
from tests.e2e.waiting import open_unsent, until
from tests.factories import make_body, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, make_text

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "کارگروه هر هفته گزارش می‌دهد."
FIELD = "textarea[name=text_fa]"
STATUS = ".draft-status"


class Drafted:
    def __init__(self, live_server):
        group = make_group()
        self.text = make_text(group, make_secretary(group))
        self.member = make_member(group, body=make_body("اتحادیه"), language="en", digits="latin")
        self.member.set_password("words-under-way")
        self.member.save()
        self.group = group
        self.home = live_server.url

    def address(self, name="words", *more):
        more = more or (UIDS["one"],) if name == "words" else more
        return self.home + reverse(f"texts:{name}", args=[self.group.code, self.text.pk, *more])

    def kept(self):
        return [
            each.values["text_fa"][0]
            for each in kept_under(self.member, f"texts/{self.text.pk}/")
            if each.values.get("text_fa")
        ]


@pytest.fixture
def drafted(live_server, sign_in):
    made = Drafted(live_server)
    sign_in(made.member)
    return made


def saved(page):
    expect(page.locator(STATUS)).to_contain_text("aved at")


def test_words_typed_without_a_network_are_kept_saved_again_and_sent(
    page, browser_context, drafted, complaints
):
    page.goto(drafted.address())
    page.fill(FIELD, NEW + " ۱")
    saved(page)
    assert drafted.kept() == [NEW + " ۱"]
    browser_context.set_offline(True)
    page.fill(FIELD, NEW)
    expect(page.locator(STATUS)).to_contain_text("Not saved")
    page.click("button[name=propose]")
    expect(page.locator(STATUS)).to_contain_text("Not sent")
    assert page.input_value(FIELD) == NEW
    assert not drafted.text.amendments.exists()
    browser_context.set_offline(False)
    expect(page.locator(STATUS)).to_contain_text("saved again")
    expect(page.locator(STATUS).get_by_role("button", name="Send again")).to_be_visible()
    assert drafted.kept() == [NEW]
    with page.expect_navigation():
        page.click("button[name=propose]")
    assert drafted.text.amendments.get().operations[0]["new"] == "هفته"
    assert drafted.kept() == []
    slots = "Object.keys(localStorage).filter((name) => name.startsWith('dabir-draft:'))"
    until(page, lambda: page.evaluate(slots) == [])
    complaints.clear()  # each attempt without a network


@pytest.mark.nightly
def test_words_typed_without_a_network_come_back_after_the_page_was_closed(
    page, browser_context, drafted, complaints
):
    page.goto(drafted.address())
    browser_context.set_offline(True)
    page.fill(FIELD, NEW)
    expect(page.locator(STATUS)).to_contain_text("Not saved")
    page.close()
    browser_context.set_offline(False)
    # A browser may have sent them in leaving, after all: here they are on the device alone.
    time.sleep(1)
    Unsent.objects.all().delete()
    again = browser_context.new_page()
    again.goto(drafted.address())
    expect(again.locator(FIELD)).to_have_value(NEW)
    saved(again)
    assert drafted.kept() == [NEW]
    complaints.clear()


@pytest.mark.nightly
def test_what_one_device_kept_stands_in_the_form_of_another_and_is_thrown_away_for_both(
    page, browser, browser_context, drafted
):
    page.goto(drafted.address())
    page.fill(FIELD, NEW)
    saved(page)
    other = browser.new_context(
        locale="fa-IR", storage_state={"cookies": browser_context.cookies(), "origins": []}
    )
    there = other.new_page()
    there.goto(drafted.address())
    expect(there.locator(FIELD)).to_have_value(NEW)
    with there.expect_navigation():
        there.click("form[data-forget-draft] button")
    expect(there.locator(FIELD)).not_to_have_value(NEW)
    assert drafted.kept() == []
    other.close()


def test_two_windows_write_over_nothing_and_both_wordings_are_shown(
    page, browser_context, drafted, accessible
):
    open_unsent(page, drafted.address())
    second = browser_context.new_page()
    # It has to know of nothing before the first window keeps its words.
    open_unsent(second, drafted.address())
    page.fill(FIELD, NEW)
    saved(page)
    theirs = NEW.replace("هفته", "روز")
    second.fill(FIELD, theirs)
    box = second.locator(".draft-both")
    expect(box).to_contain_text("otherwise")
    expect(box.locator("del")).to_have_text("هفته")
    expect(box.locator("ins")).to_have_text("روز")
    accessible(second)
    assert drafted.kept() == [NEW]
    second.click("button[name=propose]")
    expect(box).to_be_visible()
    assert not drafted.text.amendments.exists()
    box.get_by_role("button", name="Keep what is here").click()
    saved(second)
    assert drafted.kept() == [theirs]


def test_an_ended_session_costs_no_words(page, browser_context, drafted, complaints):
    page.goto(drafted.address())
    page.fill(FIELD, "آغاز")
    saved(page)
    Session.objects.all().delete()
    page.fill(FIELD, NEW)
    expect(page.locator(STATUS)).to_contain_text("signed out")
    page.click("button[name=propose]")
    expect(page.locator(STATUS)).to_contain_text("signed out")
    with browser_context.expect_page() as opened:
        page.locator(STATUS).get_by_role("link").click()
    opened.value.fill("input[name=login]", drafted.member.username)
    opened.value.fill("input[name=password]", "words-under-way")
    with opened.value.expect_navigation():
        opened.value.click("main button[type=submit]")
    with page.expect_navigation():
        page.locator(STATUS).get_by_role("button").click()
    assert drafted.text.amendments.get().operations[0]["new"] == "هفته"
    complaints.clear()  # the token of before is refused once


def test_drafts_over_two_clauses_are_kept_in_place_and_proposed_together(page, drafted, accessible):
    page.goto(drafted.address("text") + "?language=fa")
    page.locator(f"#clause-{UIDS['one']} [data-amend-clause]").first.click()
    page.fill(FIELD, NEW)
    with page.expect_navigation():
        page.click(".amend-here button[name=keep]")
    page.goto(drafted.address("words", UIDS["two"]))
    page.fill(FIELD, "دبیرخانه گزارش را زود منتشر می‌کند.")
    with page.expect_navigation():
        page.click("button[name=keep]")
    expect(page.locator(".my-draft")).to_have_count(2)
    accessible(page)
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    with page.expect_navigation():
        page.get_by_role("button", name="Propose what is ticked").click()
    assert drafted.text.amendments.count() == 2
    assert drafted.kept() == []


@pytest.mark.nightly
def test_a_form_with_faults_comes_back_with_its_words_and_goes_on_being_kept(page, drafted):
    page.goto(drafted.address())
    page.fill(FIELD, NEW)
    page.select_option("select[name=confidentiality]", "bodies")  # and none is named
    saved(page)
    with page.expect_navigation():
        page.click("button[name=propose]")
    expect(page.locator(FIELD)).to_have_value(NEW)
    page.fill(FIELD, NEW + " ۲")
    saved(page)
    until(page, lambda: drafted.kept() == [NEW + " ۲"])
    assert page.locator(".draft-both").count() == 0
