"""The last steps: the issued document, a demand, and the answer to who contributed."""

from playwright.sync_api import expect

from tests.e2e.steps_drafting import AMENDED, TEXT
from tests.e2e.steps_founding import GROUP
from tests.e2e.steps_hearing import CONSIDERATION, PASSAGE

REASON = "انتشار ماهانه، بی‌نام و رایگان در مادهٔ ۱ طرح آمده است."


def issue_the_document(secretary, given):
    """The secretary prepares the approved version, looks at it and issues it.

    Returns the path of the issuance.
    """
    secretary.open(f"{GROUP}/issuances/")
    secretary.follow("تهیهٔ سند")
    secretary.choose("version", "نسخهٔ اصلاحی ۱")
    secretary.choose("mode", "منتشر")
    secretary.choose("submittal", "۱۲/۴")
    secretary.choose("decision", "طرح تصویب")
    secretary.choose("signatory", "مهرناز دبیری")
    secretary.fill(position="دبیر کارگروه", preamble="برای آگاهی همگان منتشر می‌شود.")
    recipients = secretary.main.locator("[name=recipients]")
    recipients.and_(secretary.main.get_by_label(given.member, exact=True)).check()
    secretary.press("تهیه", exact=True)
    secretary.sees("سند تهیه شد.", AMENDED)
    secretary.follow("ابلاغ سند")
    secretary.press("ابلاغ", exact=True)
    secretary.sees("سند ابلاغ شد.", AMENDED, "برای آگاهی همگان منتشر می‌شود.")
    expect(secretary.page.locator(".document")).to_have_attribute("dir", "rtl")
    return secretary.path


def keep_the_pdf(secretary):
    """The issued PDF comes down as a file and is one."""
    link = secretary.main.get_by_role("link", name=".pdf").first
    with secretary.page.expect_download() as coming:
        link.click()
    assert coming.value.suggested_filename.endswith(".pdf")
    data = coming.value.path().read_bytes()
    assert data.startswith(b"%PDF")
    assert len(data) > 5_000


def raise_a_demand(secretary, given):
    """The secretary demands a report that rests on the first issued clause."""
    secretary.follow("طرح مطالبه")
    secretary.choose("body", given.member)
    secretary.fill(text="گزارش نخستین انتشار داده‌ها را بفرستید.", reply_by="۱۴۲۰/۱/۲۰")
    secretary.choose("clause", "ماده ۱")
    secretary.press("ذخیره")
    secretary.sees("مطالبه ذخیره شد.", given.member, "۲۰ فروردین ۱۴۲۰")


def answer_the_contributor(secretary, submission):
    """The secretary says what became of the passage, and why, and tells who sent it."""
    secretary.open(submission)
    secretary.sees("در این‌ها آمده است:", CONSIDERATION[:40], "ابلاغیهٔ")
    secretary.follow("نتیجه و پوشیده‌ها")
    secretary.tick("پذیرفته شد", exact=True)
    secretary.main.locator("form", has_text="ثبت نتیجه").locator("[name=reason]").fill(REASON)
    secretary.press("ثبت نتیجه")
    secretary.sees("نتیجهٔ رسیدگی ثبت شد.", REASON)
    secretary.open(submission)
    secretary.follow("خبر به فرستنده")
    secretary.press("خبر دادن")
    secretary.sees("فرستنده باخبر شد.")


def read_the_answer(contributor, link):
    """Behind their link the contributor reads what became of their words, in plain words."""
    contributor.open(link)
    contributor.reads_persian()
    contributor.sees(
        "رسیدگی به آن پایان یافت. نتیجهٔ هر بخش در زیر آمده است.", PASSAGE, "پذیرفته شد", REASON
    )
    contributor.sees_no(CONSIDERATION, "مهرناز دبیری")


def follow_the_issued_clause_back(secretary, issuance, given):
    """From the issued clause the trace reaches the passage and the clause of the mandate."""
    secretary.open(issuance)
    clause = secretary.page.locator(".document-clause", has_text=AMENDED)
    secretary.follow("از کجا آمد؟", within=clause)
    origins = secretary.page.locator("#source")
    for words in (TEXT, CONSIDERATION, PASSAGE, given.clause):
        expect(origins).to_contain_text(words)
    expect(secretary.page.locator(".trace-picture")).to_be_visible()
