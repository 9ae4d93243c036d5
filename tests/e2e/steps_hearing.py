"""The middle steps: a call, a contribution, what is made of it, and who declared what."""

import re
import time

from playwright.sync_api import expect

from tests.e2e.steps_founding import GROUP
from tests.e2e.waiting import PATIENCE_SECONDS

CALL = "/calls/nazarkhahi-peyman/"
QUESTION = "داده‌های همگانی با چه شرطی منتشر شود؟"
PASSAGE = "داده‌های خام حمل‌ونقل شهری باید هر ماه، بی‌نام و رایگان، منتشر شود."
CONSIDERATION = "انتشار ماهانه و رایگان داده‌های حمل‌ونقل، به شرط بی‌نام بودن، لازم است."
THEME = "انتشار داده‌های همگانی"
RECEIPT = re.compile(r"[A-Z0-9]{2,}-[A-Z0-9-]+")


def open_the_call(secretary, given):
    """The secretary drafts a call with one question tied to the mandate, and opens it."""
    secretary.open(f"{GROUP}/calls/")
    secretary.follow("فراخوان تازه")
    secretary.choose("kind", "فراخوان نظر")
    secretary.fill(
        titles_fa="نظرخواهی دربارهٔ داده‌های همگانی",
        code="nazarkhahi-peyman",
        purposes_fa="می‌پرسیم پیش از آنکه بنویسیم. به هر بخش از نظر شما پاسخ می‌دهیم.",
        closes_on="۱۴۲۰/۶/۳۱",
    )
    secretary.press("تهیهٔ پیش‌نویس")
    secretary.sees("پیش‌نویس فراخوان آماده شد.", "هر کس آزادانه می‌نویسد")
    secretary.follow("افزودن پرسش")
    secretary.fill(prompts_fa=QUESTION)
    secretary.choose("clause", given.clause)
    secretary.press("افزودن پرسش")
    secretary.sees("پرسش افزوده شد.", QUESTION)
    secretary.follow("انتشار فراخوان")
    secretary.press("انتشار فراخوان")
    secretary.sees("فراخوان منتشر شد.", "۳۱ شهریور ۱۴۲۰")


def _until_taken_in(contributor):
    """What was sent is acknowledged at once and taken in soon after: look again until it is."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while contributor.main.get_by_text("در حال خوانده شدن است").count():
        assert time.monotonic() < deadline
        contributor.page.wait_for_timeout(500)
        contributor.page.reload()


def contribute(contributor):
    """Somebody without an account answers, says what may be done with it, and keeps the link."""
    contributor.open("/")
    contributor.follow("نظرخواهی دربارهٔ داده‌های همگانی")
    contributor.reads_persian()
    contributor.sees(QUESTION, "۳۱ شهریور ۱۴۲۰")
    contributor.follow("شرکت در فراخوان")
    contributor.main.get_by_label(QUESTION).fill(PASSAGE)
    contributor.fill(name="سهیلا گذری", province="فارس")
    contributor.tick("بدون نام من منتشر شود.")
    contributor.tick("جمله‌هایی از آن در گزارش‌ها و پیش‌نویس‌ها نقل شود.")
    contributor.press("ارسال")
    contributor.sees("سپاسگزاریم. نظر شما رسید.", "کد رهگیری", "پیوند پیگیری شما")
    link = contributor.page.locator(".copy-value").first.inner_text()
    assert link.startswith(contributor.address + "/f/")
    contributor.follow("اکنون بازش کنید")
    _until_taken_in(contributor)
    contributor.sees(PASSAGE, "هنوز نتیجه‌ای ندارد.")
    return link


def work_through_the_contribution(secretary):
    """The secretary accepts it, names a theme, codes the passage and distils a consideration."""
    secretary.open(f"{GROUP}/submissions/")
    with secretary.page.expect_navigation():
        secretary.main.locator(f"a[href^='{GROUP}/submissions/']", has_text=RECEIPT).first.click()
    secretary.sees(PASSAGE)
    secretary.sees_no("سهیلا گذری")
    secretary.follow("پذیرفتن", exact=True)
    secretary.press("پذیرفتن", exact=True)
    secretary.sees("نظر پذیرفته شد.")
    submission = secretary.path
    secretary.open(f"{GROUP}/themes/")
    secretary.follow("موضوع تازه")
    secretary.fill(names_fa=THEME)
    secretary.press("ثبت موضوع")
    secretary.sees("موضوع ثبت شد.")
    secretary.open(f"{GROUP}/themes/coding/")
    secretary.sees("۱ فراز", PASSAGE)
    secretary.main.get_by_role("checkbox", name=THEME).check()
    secretary.main.get_by_role("combobox", name=THEME).select_option("for")
    secretary.press("کدگذاری و فراز بعدی")
    secretary.sees(f"کدگذاری شد: «{THEME}» (موافق)")
    return submission


def distil_and_adopt(secretary):
    """From the passage under the theme the secretary distils a consideration, and adopts it."""
    secretary.open(f"{GROUP}/themes/")
    secretary.follow(THEME)
    secretary.main.get_by_role("checkbox").check()
    secretary.press("استخراج ملاحظه از گزیده‌ها")
    secretary.fill(texts_fa=CONSIDERATION)
    secretary.press("ثبت ملاحظه")
    secretary.sees("ملاحظه ثبت شد؛ تا پذیرفته نشود پیشنهادی است.", CONSIDERATION, PASSAGE)
    secretary.press("پذیرش")
    secretary.sees("ملاحظه پذیرفته شد.")


def record_what_was_declared(secretary):
    """The secretary records an actor, an issue and what the actor declared on it."""
    secretary.open(f"{GROUP}/positions/")
    secretary.follow("کنشگر تازه")
    secretary.fill(names_fa="کشور سپیدرود")
    secretary.press("ثبت کنشگر")
    secretary.sees("کنشگر ثبت شد.")
    secretary.open(f"{GROUP}/positions/")
    secretary.follow("مسئلهٔ تازه")
    secretary.fill(names_fa="رایگان بودن داده")
    secretary.press("افزودن مسئله")
    secretary.follow("ثبت موضع")
    secretary.choose("declared_by", "کشور سپیدرود")
    secretary.choose("issue", "رایگان بودن داده")
    secretary.tick("موافق", exact=True)
    secretary.fill(
        quote="دادهٔ همگانی بهایی ندارد.", source="صورت نشست نخست، ص ۴", stated_on="۱۴۰۵/۳/۲"
    )
    secretary.press("ثبت موضع")
    secretary.sees("موضع اعلام‌شده ثبت شد.", "دادهٔ همگانی بهایی ندارد.", "۲ خرداد ۱۴۰۵")
    expect(secretary.page.locator("html")).to_have_attribute("dir", "rtl")
