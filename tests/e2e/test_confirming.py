"""A document is confirmed from beginning to end: by keys alone, and without scripts by forms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dabir.foundation.proposals.models import Proposal, Reading
from dabir.stages.mandates.models import Clause, Duty, Mandate
from tests.e2e.waiting import held_still
from tests.factories import make_group, make_secretary
from tests.stages.readings import read

SEED = Path(__file__).parents[3] / "shared" / "seeds" / "resolution.txt"

GARDENS = """شورای هماهنگی باغ‌های شهری
شمارهٔ مصوبه: ۷/۲۱
مصوبهٔ هفتمین جلسهٔ شورای هماهنگی باغ‌های شهری
موضوع: تشکیل کارگروه سایه‌سار

تصمیمات هفتمین جلسهٔ شورای هماهنگی باغ‌های شهری، مورخ ۱۲ اردیبهشت ۱۴۰۵، برای اجرا ابلاغ می‌شود.

مصوبات
۱. کارگروه سایه‌سار با مسئولیت سازمان بوستان‌ها تشکیل می‌شود.
۲. وزارت کشت با همکاری سازمان بوستان‌ها گزارش آب را تا تاریخ ۱۵ مهر ۱۴۰۵ به کارگروه ارائه کند.
۳. سازمان بوستان‌ها موظف است ظرف دو ماه از تاریخ ابلاغ، برنامهٔ سایه را تهیه کند و آن را منتشر کند.
۴. شهرداری درختان کهن را
شماره‌گذاری کند.
۵. انجمن باغبانان نیز نهال‌ها را می‌رساند.
"""

pytestmark = pytest.mark.django_db(transaction=True)


class Keyboard:
    """The desk as somebody works at it who has no pointer: keys, and what is then to be seen."""

    def __init__(self, page, reading):
        self.page = page
        self.reading = reading

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.page.wait_for_timeout(80)

    def proposal(self, kind, **value):
        named = {f"value__{key}": each for key, each in value.items()}
        return self.reading.proposals.filter(kind=kind, **named).order_by("start").first()

    def card(self, proposal):
        return self.page.locator(f"#proposal-{proposal.pk}")

    def go_to(self, proposal):
        """Walk down the cards to this one, from wherever the keys are."""
        self.press("Escape")
        cards = self.page.locator("[data-proposal]")
        for step in ("k", "j"):
            for _ in range(cards.count()):
                if self.card(proposal).evaluate("card => card === document.activeElement"):
                    return
                self.page.keyboard.press(step)
        expect(self.card(proposal)).to_be_focused()

    def state(self, proposal, state):
        expect(self.card(proposal)).to_have_class(re.compile(f"reading-{state}"))
        # Only when what htmx put there has settled, the desk goes on to the next card.
        expect(self.page.locator(".htmx-added, .htmx-settling, .htmx-request")).to_have_count(0)

    def hears(self, words):
        expect(self.page.locator("[data-desk-said]")).to_contain_text(words)

    @property
    def dialog(self):
        return self.page.locator("dialog[open]")


@pytest.fixture
def secretary():
    return make_secretary(make_group())


@pytest.fixture
def at_desk(page, live_server, sign_in, secretary):
    """`at_desk(text)` has a text read and opens its desk in Persian, for a person with keys."""

    def open_it(text, width=1280):
        group = secretary.memberships.get().group
        reading = read(group, secretary, text)
        sign_in(secretary)
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{live_server.url}/g/{group.code}/mandates/readings/{reading.pk}/")
        expect(page.locator("html")).to_have_attribute("lang", "fa")
        return Keyboard(page, reading)

    return open_it


def take_over(desk):
    desk.press("t")
    desk.dialog.locator("input[name=names_fa]").focus()
    desk.press("Enter")
    desk.page.wait_for_url(re.compile(r"/mandates/\d+/$"))
    return Mandate.objects.get(reading=desk.reading)


def accept_what_is_sure(desk):
    desk.press("Shift+A")
    expect(desk.page.locator("form[data-event=accept-sure]")).to_have_count(0)
    assert not desk.reading.proposals.filter(state="open").exists()


def accept_and_take_back(desk):
    number = desk.proposal("number")
    desk.go_to(number)
    desk.press("a")
    desk.state(number, "accepted")
    desk.hears("مورد مانده")
    expect(desk.card(number)).not_to_be_focused()
    expect(desk.page.locator(f"#span-{number.pk}")).to_have_class(re.compile("mark-accepted"))
    desk.press("u")
    desk.state(number, "open")
    expect(desk.card(number)).to_be_focused()
    desk.press("a")
    desk.state(number, "accepted")


def shorten_a_duty(desk):
    """The duty's words reach too far: its end goes back by five words."""
    duty = desk.proposal("duty", clause="3")
    desk.go_to(duty)
    desk.press(*["Shift+BracketLeft"] * 5)
    expect(desk.page.locator("[data-marked-words]")).to_have_text(re.compile("تهیه کند$"))
    desk.press("Enter")
    expect(desk.dialog.locator("textarea[name=value]")).to_have_value(re.compile("تهیه کند$"))
    desk.press("Control+Enter")
    desk.state(duty, "corrected")
    assert Proposal.objects.get(pk=duty.pk).agreed["within"] == "P2M"


def cut_a_clause(desk):
    third = desk.proposal("clause", path="3")
    desk.go_to(third)
    desk.press("s")
    expect(desk.dialog.locator("input[name=place]").first).to_be_focused()
    cut = desk.dialog.locator("label", has_text="⁞ و آن را منتشر کند").locator("input")
    while not cut.evaluate("radio => radio === document.activeElement"):
        desk.press("ArrowDown")
    desk.press("Space", "Enter")
    expect(desk.dialog.locator(".desk-pieces > li")).to_have_count(2)
    desk.press("Enter")
    desk.state(third, "corrected")
    expect(desk.card(Proposal.objects.get(split_from=third))).to_be_focused()


def merge_two_clauses(desk):
    fourth, fifth = desk.proposal("clause", path="4"), desk.proposal("clause", path="5")
    desk.go_to(fourth)
    desk.press("m")
    expect(desk.dialog.locator("textarea[name=value]")).to_have_value(re.compile("می‌رساند"))
    desk.press("Control+Enter")
    desk.state(fourth, "corrected")
    desk.state(fifth, "declined")


def add_a_missed_duty(desk):
    desk.go_to(desk.proposal("clause", path="4"))
    desk.press("Enter")
    expect(desk.page.locator("[data-source]")).to_be_focused()
    desk.press("BracketRight", *["Shift+BracketLeft"] * 7)
    expect(desk.page.locator("[data-marked-words]")).to_have_text(
        "شهرداری درختان کهن را شماره‌گذاری کند."
    )
    desk.press("n")
    expect(desk.page.locator("[data-marked-add]").first).to_be_focused()
    desk.press("Enter")
    expect(desk.dialog.locator("textarea[name=bodies]")).to_have_value(re.compile("شهرداری"))
    desk.press("Tab", "Control+A")
    desk.page.keyboard.insert_text("شهرداری")
    desk.press("Control+Enter")
    expect(desk.dialog).to_have_count(0)
    added = desk.reading.proposals.get(rule="person", kind="duty")
    expect(desk.card(added)).to_be_focused()
    assert (added.agreed["bodies"], added.agreed["clause"]) == (["شهرداری"], "4")


@pytest.mark.parametrize("width", [1280, 360])
def test_an_invented_resolution_is_confirmed_by_keys_alone(at_desk, accessible, width):
    desk = at_desk(GARDENS, width)
    accessible(desk.page)
    assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    accept_and_take_back(desk)
    shorten_a_duty(desk)
    cut_a_clause(desk)
    merge_two_clauses(desk)
    add_a_missed_duty(desk)
    accept_what_is_sure(desk)
    accessible(desk.page)
    assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    mandate = take_over(desk)
    clauses = Clause.objects.filter(mandate=mandate).order_by("order")
    assert [clause.path for clause in clauses] == ["1", "2", "3", "3 مکرر", "4"]
    assert Duty.objects.filter(text__contains="شماره‌گذاری").exists()


def test_the_keys_are_shown_and_switched_off(at_desk, accessible):
    desk = at_desk(GARDENS)
    number = desk.proposal("number")
    desk.go_to(number)
    desk.press("Shift+Slash")
    expect(desk.dialog).to_contain_text("پذیرفتن همهٔ موارد مطمئن")
    accessible(desk.page)
    desk.dialog.locator("[data-desk-keys-on]").focus()
    desk.press("Space", "Escape")
    expect(desk.dialog).to_have_count(0)
    desk.card(number).focus()
    desk.press("a")
    desk.state(number, "open")
    desk.page.reload()
    desk.card(number).focus()
    desk.press("a")
    desk.state(number, "open")


def test_keys_work_in_a_persian_layout_and_not_while_typing(at_desk):
    desk = at_desk(GARDENS)
    title = desk.proposal("title")
    desk.go_to(title)
    desk.press("e")
    field = desk.dialog.locator("[name=value]")
    field.focus()
    desk.press("a", "d", "Escape")
    desk.state(title, "open")
    expect(desk.card(title)).to_be_focused()
    desk.page.evaluate(
        """document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", {key: "ش", code: "KeyA", bubbles: true, cancelable: true})
        )"""
    )
    desk.state(title, "accepted")


def test_a_mark_leads_to_its_card_and_selected_words_are_offered(at_desk):
    desk = at_desk(GARDENS)
    desk.page.emulate_media(reduced_motion="reduce")
    number = desk.proposal("number")
    desk.page.locator(f"#span-{number.pk}").click()
    expect(desk.card(number)).to_be_focused()
    group = desk.page.locator(f"#span-{desk.proposal('group_title').pk}")
    group.scroll_into_view_if_needed()
    box = held_still(desk.page, group)  # the document slides to the words of the card
    middle = box["y"] + box["height"] / 2
    desk.page.mouse.move(box["x"] + box["width"] - 1, middle)
    desk.page.mouse.down()
    desk.page.mouse.move(box["x"] + 1, middle, steps=5)
    desk.page.mouse.up()
    expect(desk.page.locator("[data-marked]")).to_be_visible()
    expect(desk.page.locator("[data-marked-words]")).to_contain_text("سایه‌سار")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_question_is_accessible_and_fits_a_phone(at_desk, accessible, scheme):
    desk = at_desk(GARDENS, 360)
    desk.page.emulate_media(color_scheme=scheme)
    accessible(desk.page)
    for event in ("correct", "words", "split", "merge"):
        desk.go_to(desk.proposal("clause", path="2"))
        desk.press({"correct": "e", "words": "w", "split": "s", "merge": "m"}[event])
        expect(desk.dialog).to_be_visible()
        accessible(desk.page)
        assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        desk.press("Escape")
        expect(desk.dialog).to_have_count(0)


def test_a_refusal_is_said_in_the_question(at_desk):
    desk = at_desk(GARDENS)
    number = desk.proposal("session")
    desk.go_to(number)
    desk.press("e")
    field = desk.dialog.locator("[name=value]")
    field.fill("هفتم‌ها")
    desk.press("Enter")
    expect(desk.dialog.locator("[aria-invalid=true]")).to_be_focused()
    desk.press("Escape")
    desk.state(number, "open")


def reshape_by_forms(page, desk, on, go_on):
    third = desk.proposal("clause", path="3")
    on(third, "split")
    page.fill("[name=words]", "و آن را منتشر")
    go_on()
    expect(page.locator(".desk-pieces > li")).to_have_count(2)
    go_on()
    desk.state(third, "corrected")

    fourth = desk.proposal("clause", path="4")
    on(fourth, "merge")
    go_on()
    desk.state(fourth, "corrected")

    page.locator(".reading-section > summary").click()
    with page.expect_navigation():
        page.locator(".reading-addable a", has_text="تکلیف").click()
    page.fill("[name=first_words]", "شهرداری درختان")
    page.fill("[name=last_words]", "شماره گذاری کند")
    go_on()
    page.fill("textarea[name=bodies]", "شهرداری")
    go_on()
    assert desk.reading.proposals.filter(rule="person", kind="duty").exists()


def test_an_invented_resolution_is_confirmed_without_scripts(
    browser, live_server, client, settings, secretary
):
    group = secretary.memberships.get().group
    reading = read(group, secretary, GARDENS)
    client.force_login(secretary)
    context = browser.new_context(java_script_enabled=False, locale="fa-IR")
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(f"{live_server.url}/g/{group.code}/mandates/readings/{reading.pk}/")
    desk = Keyboard(page, reading)

    number = desk.proposal("number")
    desk.card(number).locator("form[data-event=accept] button").click()
    desk.state(number, "accepted")

    def on(proposal, event):
        with page.expect_navigation():
            desk.card(proposal).locator(f"a[data-event={event}]").click()

    def go_on():
        with page.expect_navigation():
            page.locator("main button[type=submit]").first.click()

    duty = desk.proposal("duty", clause="3")
    on(duty, "words")
    page.fill("[name=first_words]", "سازمان بوستان‌ها")
    page.fill("[name=last_words]", "تهيه كند")
    go_on()
    page.locator("label", has_text="موظف است").locator("input").check()
    go_on()
    expect(page.locator("textarea[name=value]")).to_have_value(re.compile("تهیه کند$"))
    go_on()
    desk.state(duty, "corrected")

    reshape_by_forms(page, desk, on, go_on)

    with page.expect_navigation():
        page.locator("form[data-event=accept-sure] button").click()
    assert not reading.proposals.filter(state="open").exists()
    with page.expect_navigation():
        page.locator("[data-take-over] a").click()
    go_on()
    assert Mandate.objects.filter(reading=reading).exists()
    context.close()


@pytest.mark.skipif(not SEED.is_file(), reason="Runs where ../shared/seeds/resolution.txt is.")
def test_the_real_resolution_is_confirmed_by_keys_alone(at_desk, accessible):
    desk = at_desk(SEED.read_text(encoding="utf-8"))
    accessible(desk.page)
    issuer = desk.proposal("issuer")
    desk.go_to(issuer)
    desk.press("a")
    desk.state(issuer, "accepted")

    # The last member holds several bodies in brackets; what is no body of its own is declined.
    members = desk.reading.proposals.filter(kind="member")
    member = next(each for each in members if "ذیربط" in each.value)
    desk.go_to(member)
    desk.press("d")
    desk.state(member, "declined")

    first = desk.proposal("clause", path="1")
    desk.go_to(first)
    desk.press("c")
    desk.state(first, "accepted")

    desk.press("Shift+A")
    expect(desk.page.locator("form[data-event=accept-sure]")).to_have_count(0)
    mandate = take_over(desk)
    assert Clause.objects.filter(mandate=mandate).count() == 16
    assert Duty.objects.filter(group=mandate.group).count() == 12
    assert Reading.objects.get(pk=desk.reading.pk).state == "taken_over"
