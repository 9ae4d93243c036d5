"""Two delegations and a secretary draft one text, each in a browser of their own, in Persian.

Both delegations word the same sentence otherwise. What is decided becomes Rev.1; what is still
open goes along or comes back to its proposer, who drafts it again for Rev.2.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.founded_delegations import FIRST, SECOND
from tests.e2e.visitors import Visitor

pytestmark = pytest.mark.xdist_group("served delegations")

SCREEN = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
SELECT = """([clause, words]) => {
  const texts = [...document.querySelectorAll(".draft-text")];
  const node = texts.find((each) => each.textContent.includes(clause)).firstChild;
  const start = node.data.indexOf(words);
  document.getSelection().setBaseAndExtent(node, start, node, start + words.length);
}"""
ONE = "شرکت‌های همگانی هر سال گزارش کار خود را منتشر می‌کنند."
REV_1 = "شرکت‌های همگانی هر ماه گزارش کار خود را منتشر می‌کنند."
REV_2 = "شرکت‌های همگانی هر ماه گزارش کامل کار خود را منتشر می‌کنند."
TWO = "دبیرخانه گزارش‌ها را ظرف یک ماه بررسی می‌کند."
TWO_REV_1 = "دبیرخانه گزارش‌ها را ظرف دو هفته بررسی می‌کند."
TWO_REV_2 = "دبیرخانه گزارش‌ها را ظرف چهار هفته بررسی می‌کند."


@pytest.fixture
def visitor(browser, complaints, delegations):
    """`visitor(name)` is a signed-in person with a browser of their own."""
    contexts = []

    def come(name, *, viewport=SCREEN, scripted=True):
        context = browser.new_context(
            locale="fa-IR", viewport=viewport, java_script_enabled=scripted
        )
        context.set_default_timeout(60_000)
        complaints.watch(context)
        contexts.append(context)
        person = Visitor(context, delegations, scripted=scripted)
        person.sign_in(name)
        return person

    yield come
    for context in contexts:
        context.close()


def go_to_text(person, group):
    """Open the text from the list of texts; return its path."""
    person.open(f"/g/{group}/texts/")
    person.follow("آیین‌نامهٔ گزارش")
    return person.path


def fits(person):
    """Assert that nothing of the page lies beyond its window."""
    page = person.page
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def amend_in_place(person, text, clause, old, new):
    """Select words, type others in their place, see the difference, and propose them."""
    person.open(text)
    person.page.evaluate(SELECT, [clause, old])
    person.main.get_by_role("button", name="اصلاح این عبارت").click()
    field = person.page.locator("textarea[name=text_fa]")
    expect(field).to_be_focused()
    person.page.keyboard.insert_text(new)
    expect(field).to_have_value(clause.replace(old, new))
    expect(person.page.locator("[data-differences] ins").first).to_be_visible()
    fits(person)
    person.press("ثبت پیشنهاد", within=person.page.locator(".amend-here"))


def amend_on_a_page(person, text, article, words):
    """Follow a clause's link to the form and send other words for it."""
    person.open(text)
    person.follow(f"پیشنهاد اصلاح: {article}")
    person.fill(text_fa=words)
    person.press("ثبت پیشنهاد")
    person.sees("ثبت شد.")


def contest(person, words):
    """Return the contested place of the compilation that proposes these words."""
    return person.main.locator("[data-contest]").filter(has_text=words).first


def option(person, holder):
    """Return what a body proposes in a contested place."""
    return person.main.locator(".contest-option").filter(has_text=holder).first


def home_says(person, group, words):
    """Assert what waits for somebody, and follow it."""
    person.open(f"/g/{group}/")
    person.follow(words)


@pytest.mark.timeout(900)
def test_two_delegations_amend_one_sentence(visitor, accessible):
    secretary = visitor("payman-secretary")
    first, second = (visitor(f"payman-{name}", viewport=PHONE) for name in ("first", "second"))
    text = go_to_text(first, "payman")

    amend_in_place(first, text, ONE, "سال", "ماه")
    first.sees("پیشنهاد اصلاحی ۱ ثبت شد.")
    amend_in_place(second, text, ONE, "سال", "فصل")
    amend_in_place(second, text, ONE, "گزارش کار", "گزارش کامل کار")
    amend_in_place(first, text, TWO, "یک ماه", "دو هفته")
    amend_in_place(second, text, TWO, "یک ماه", "سه ماه")
    second.sees("پیشنهاد اصلاحی ۵ ثبت شد.")

    compile_and_bracket(secretary, text)
    accessible(secretary.page)
    for delegation in (first, second):
        delegation.open(f"{text}compilation/")
        delegation.sees("در کروشه", FIRST, SECOND)
        assert delegation.main.get_by_role("button", name="پذیرش").count() == 0
        fits(delegation)
    resolve(secretary, text)

    secretary.open(f"{text}next/")
    secretary.sees("۲ پیشنهاد پذیرفته در نسخه می‌آید", "به نسخهٔ تازه می‌آید")
    secretary.sees("نیازمند بازنویسی", "به سبب پیشنهاد ۴")
    accessible(secretary.page)
    secretary.press("ساختن نسخه")
    secretary.sees("نسخهٔ اصلاحی ۱ ساخته شد.", REV_1, TWO_REV_1)

    second.open(f"{text}amendments/3/")
    second.sees("نسخهٔ اصلاحی ۱", "انتقال‌یافته به")
    assert second.main.locator(".diff ins").all_inner_texts() == ["کامل "]
    accessible(second.page)

    first.open("/g/payman/")
    first.sees_no("برای بازنویسی")
    home_says(second, "payman", "پیشنهاد شما برای بازنویسی")
    second.open(f"{text}amendments/5/")
    second.sees("نیازمند بازنویسی", "نسخهٔ اصلاحی ۱ آنچه را این پیشنهاد")
    fits(second)
    second.follow("بازنویسی", exact=True)
    expect(second.page.locator("textarea[name=text_fa]")).to_have_value(TWO_REV_1)
    second.fill(text_fa=TWO_REV_2, reason="دو هفته برای گزارش‌های بلند بس نیست.")
    second.press("ثبت دوبارهٔ پیشنهاد")
    second.sees("پیشنهادشده", "چهار")

    for number in (3, 5):
        secretary.open(f"{text}amendments/{number}/")
        secretary.follow("پذیرفتن", exact=True)
        secretary.press("پذیرفتن", exact=True)
    secretary.open(text)
    secretary.follow("ساختن نسخهٔ بعدی")
    secretary.press("ساختن نسخه")
    for person in (secretary, first, second):
        person.open(text)
        person.sees("نسخهٔ اصلاحی ۲", REV_2, TWO_REV_2)
    who_worded_what(first, text)
    accessible(first.page)


def compile_and_bracket(secretary, text):
    """The secretary finds both delegations' words side by side and leaves them in brackets."""
    secretary.open(f"{text}compilation/")
    secretary.reads_persian()
    secretary.sees("همان عبارت را تغییر می‌دهند")
    place = contest(secretary, "فصل")
    expect(place).to_contain_text(FIRST)
    expect(place).to_contain_text(SECOND)
    secretary.press("در کروشه بماند", within=place)
    secretary.sees("نتیجهٔ رسیدگی ثبت شد.")
    expect(contest(secretary, "فصل")).to_contain_text("در کروشه")


def resolve(secretary, text):
    """The secretary adopts the first delegation's words in both contested sentences.

    The second delegation's words for the second article stay undecided.
    """
    secretary.open(f"{text}compilation/")
    mine = contest(secretary, "فصل").locator(".contest-option").filter(has_text=FIRST)
    secretary.press(re.compile("پذیرش"), within=mine)
    secretary.sees("نتیجهٔ رسیدگی ثبت شد.")
    secretary.open(f"{text}amendments/2/")
    secretary.sees("ردشده")
    secretary.open(f"{text}amendments/4/")
    secretary.follow("پذیرفتن", exact=True)
    secretary.press("پذیرفتن", exact=True)
    secretary.sees("نتیجهٔ رسیدگی ثبت شد.")


def who_worded_what(person, text):
    """Each word of the second revision is its proposer's."""
    person.open(f"{text}origins/")
    person.sees(FIRST, SECOND, "ماه", "کامل", "چهار")


@pytest.mark.timeout(900)
def test_the_decisive_steps_need_no_script(visitor):
    secretary = visitor("sade-secretary", scripted=False)
    first = visitor("sade-first", scripted=False)
    second = visitor("sade-second", scripted=False, viewport=PHONE)
    text = go_to_text(first, "sade")
    amend_on_a_page(first, text, "ماده ۱", REV_1)
    amend_on_a_page(second, text, "ماده ۱", ONE.replace("سال", "فصل"))

    compile_and_bracket(secretary, text)
    secretary.press("پس‌گرفتن تصمیم‌ها", within=contest(secretary, "فصل"))
    secretary.sees("تصمیم‌ها دربارهٔ این جا پس گرفته شد.")
    secretary.open(f"{text}amendments/1/")
    secretary.follow("پذیرفتن", exact=True)
    secretary.press("پذیرفتن", exact=True)
    secretary.open(f"{text}next/")
    secretary.sees("نیازمند بازنویسی", "به سبب پیشنهاد ۱")
    secretary.press("ساختن نسخه")
    secretary.sees("نسخهٔ اصلاحی ۱ ساخته شد.", REV_1)

    home_says(second, "sade", "پیشنهاد شما برای بازنویسی")
    second.open(f"{text}amendments/2/")
    second.follow("بازنویسی", exact=True)
    second.fill(text_fa=REV_2)
    second.press("نمایش تفاوت‌ها")
    assert second.main.locator("#preview ins").all_inner_texts() == ["کامل "]
    second.press("ثبت دوبارهٔ پیشنهاد")

    secretary.open(f"{text}compilation/")
    secretary.press(re.compile("پذیرش"), within=option(secretary, SECOND))
    secretary.open(f"{text}next/")
    secretary.press("ساختن نسخه")
    for person in (secretary, first, second):
        person.open(text)
        person.sees("نسخهٔ اصلاحی ۲", REV_2)
