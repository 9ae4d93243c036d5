"""Later steps: a text grounded in considerations, its amendment, the meeting that decides on it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from dabir.domain.language.digits import to_persian_digits
from tests.e2e.steps_founding import GROUP
from tests.e2e.steps_hearing import CONSIDERATION

FIRST = "داده‌های حمل‌ونقل هر ماه به‌رایگان منتشر می‌شود."
AMENDED = "داده‌های حمل‌ونقل هر ماه، بی‌نام و به‌رایگان، منتشر می‌شود."
SECOND = "هر دستگاه مسئول درستی داده‌های خود است."
TEXT = "طرح انتشار داده‌های همگانی"
HIGHER = "هیئت عالی پیمان"


def write_the_zero_draft(secretary):
    """The secretary starts a text, writes two clauses and grounds the first in the consideration.

    Returns the path of the text.
    """
    secretary.open(f"{GROUP}/texts/")
    secretary.follow("آغاز یک متن")
    secretary.fill(titles_fa=TEXT)
    secretary.press("آغاز متن")
    secretary.fill(own=f"ماده ۱ـ {FIRST}\nماده ۲ـ {SECOND}")
    secretary.press("ذخیرهٔ پیش‌نویس")
    secretary.sees("پیش‌نویس صفر ذخیره شد.", "ماده ۱", FIRST, "ماده ۲", SECOND)
    text = secretary.path
    secretary.follow("پیشینه و مبانی: ماده ۱")
    secretary.follow("ثبت مبنا")
    secretary.choose("consideration", CONSIDERATION)
    secretary.press("ثبت مبنا")
    secretary.sees("مبنا ثبت شد.", CONSIDERATION)
    return text


def propose_other_words(member, text, given):
    """The member proposes other words for the first clause, on behalf of their body."""
    member.open(text)
    member.sees(FIRST)
    # with a script the form opens in place; the page of its own is walked here
    link = member.main.get_by_role("link", name="پیشنهاد اصلاح: ماده ۱").first
    member.open(link.get_attribute("href"))
    member.fill(text_fa=AMENDED, reason="بی‌نام بودن باید در خود متن بیاید.")
    member.choose("body", given.member)
    member.press("ثبت پیشنهاد")
    member.sees("پیشنهاد اصلاحی ۱ ثبت شد.", given.member, "بی‌نام بودن باید")
    assert member.page.locator("ins").count()


def derive_the_first_revision(secretary, text):
    """The secretary accepts the amendment and makes the next version of it."""
    secretary.open(f"{text}amendments/1/")
    secretary.follow("پذیرفتن", exact=True)
    secretary.press("پذیرفتن", exact=True)
    secretary.sees("نتیجهٔ رسیدگی ثبت شد.")
    secretary.open(text)
    secretary.follow("ساختن نسخهٔ بعدی")
    secretary.press("ساختن نسخه")
    secretary.sees("ساخته شد.", AMENDED)


def hold_the_meeting(secretary, given):
    """The secretary plans, convenes and holds a meeting that adopts the version, and minutes it."""
    today = datetime.now(ZoneInfo("Asia/Tehran")).date()
    secretary.open(f"{GROUP}/decisions/")
    secretary.follow("برنامه‌ریزی جلسه")
    secretary.fill(names_fa="جلسهٔ نخست", day=today.isoformat(), begins="۰۰:۰۵", place="تالار مرکز")
    secretary.press("برنامه‌ریزی")
    secretary.sees("جلسه برنامه‌ریزی شد.")
    secretary.follow("افزودن بند")
    secretary.fill(names_fa="بررسی طرح")
    secretary.choose("version", "نسخهٔ اصلاحی ۱")
    secretary.press("افزودن")
    secretary.follow("دعوت به جلسه")
    secretary.press("دعوت به جلسه")
    secretary.sees("دعوت‌نامهٔ جلسه فرستاده شد.")
    secretary.follow("آغاز جلسه")
    secretary.press("آغاز جلسه")
    _note_who_came(secretary, given)
    _decide(secretary)
    secretary.follow("ختم جلسه")
    secretary.press("ختم جلسه")
    secretary.follow("تنظیم صورت‌جلسه")
    secretary.press("تنظیم", exact=True)
    secretary.follow("تأیید صورت‌جلسه")
    secretary.press("تأیید", exact=True)
    secretary.sees("صورت‌جلسه تأیید شد.", "جلسهٔ نخست", "۷ موافق، ۱ مخالف")


def _note_who_came(secretary, given):
    secretary.follow("ثبت حضور و غیاب")
    choices = secretary.main.locator("select[name^='member-']")
    for place in range(choices.count()):
        choices.nth(place).select_option(label="حاضر")
    secretary.press("ذخیره")
    seats = to_persian_digits(str(given.members))
    secretary.sees("حضور و غیاب ثبت شد.", f"{seats} از {seats} حاضر")


def _decide(secretary):
    secretary.follow("تصمیم‌گیری")
    secretary.fill(
        wordings_fa="طرح تصویب و به هیئت عالی ارائه شود.",
        in_favour="۷",
        against="۱",
        abstaining="۰",
    )
    secretary.press("ثبت تصمیم")
    secretary.sees("تصمیم ثبت شد.", "طرح تصویب و به هیئت عالی ارائه شود.")


def submit_to_the_higher_body(secretary):
    """The secretary hands the version to the higher body and enters its approval."""
    secretary.open(f"{GROUP}/decisions/submittals/")
    secretary.follow("ارائهٔ نسخه")
    secretary.choose("version", "نسخهٔ اصلاحی ۱")
    secretary.choose("higher_body", HIGHER)
    secretary.choose("decision", "طرح تصویب")
    secretary.press("ارائه", exact=True)
    secretary.sees("نسخه به مرجع بالاتر ارائه شد.", HIGHER)
    secretary.follow("تصویب شد")
    secretary.fill(resolution_number="۱۲/۴", resolved_on="۱۴۰۵/۸/۱۵")
    secretary.press("ثبت", exact=True)
    secretary.sees("تصویب ثبت شد.", "۱۲/۴", "۱۵ آبان ۱۴۰۵")
