"""The first steps of the chain: an installation, a group, its mandate, its people, its call."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.visitors import PASSWORD

ROOT = Path(__file__).parents[2]
GROUP = "/g/paymankar"
MEMBER = re.compile(r"^\s*عضو\s*$")
SURE = re.compile(r"پذیرفتن هر [۰-۹]+ مورد مطمئن")


@dataclass(frozen=True)
class Resolution:
    """A resolution to begin with, and what the pages must say of it."""

    file: Path
    responsible: str
    members: int
    due: str
    member: str
    clause: str
    no_bodies: tuple[str, ...] = ()


def resolution():
    """Return the seed beside the repository where there is one, the demonstration's otherwise."""
    seed = ROOT.parent / "shared" / "seeds" / "resolution.txt"
    if seed.exists():
        return Resolution(
            seed, "مرکز ملی", 8, "۱۵ فروردین ۱۴۰۲", "وزارت امور خارجه", "بخشهای غیردولتی مرتبط"
        )
    own = ROOT / "src" / "dabir" / "demonstration" / "content" / "mandate.txt"
    return Resolution(
        own,
        "مرکز ملی داده‌های شهری",
        11,
        "۱۵ تیر ۱۴۰۵",
        "وزارت روابط بین‌الملل",
        "دریافت نظر اصناف",
        ("رئیس مرکز", "دو صاحب‌نظر", "نمایندهٔ تام‌الاختیار"),
    )


def found_the_group(administrator):
    """The administrator registers the secretary, founds the group and seats them."""
    administrator.follow("ثبت شخص", within=_account(administrator))
    administrator.fill(
        names_fa="مهرناز دبیری", username="dabiri", email="dabiri@example.org", password=PASSWORD
    )
    administrator.press("ثبت")
    administrator.sees("شخص ثبت شد.", "تشکیل کارگروه تازه")
    administrator.fill(names_fa="کارگروه پیمان", code="paymankar")
    administrator.choose("secretary", "مهرناز دبیری")
    administrator.press("تشکیل کارگروه")
    administrator.sees("کارگروه تشکیل شد.")


def _account(visitor):
    visitor.page.locator(".bar-user > button").click()
    return visitor.page.locator("#user-menu")


def take_over_the_mandate(secretary, given):
    """The secretary uploads the resolution, confirms what was read, and takes it over."""
    secretary.sees("کارگروه پیمان", "سند تشکیل")
    secretary.open(f"{GROUP}/mandates/")
    secretary.follow("دریافت سند")
    secretary.main.locator("input[type=file]").set_input_files(given.file)
    secretary.press("دریافت و خواندن")
    _source_and_proposals_stand_side_by_side(secretary)
    for words in given.no_bodies:
        _decline(secretary, words)
    secretary.press(SURE)
    secretary.sees("مورد پذیرفته شد.")
    _accept_the_rest(secretary)
    secretary.follow("پذیرش سند …")
    expect(secretary.main).to_contain_text("تکلیف همهٔ موارد روشن است.")
    secretary.fill(notified_on="۱۴۰۲/۱/۵")
    secretary.press("پذیرش سند", exact=True)
    secretary.sees("سند تشکیل پذیرفته شد", given.due)


def _source_and_proposals_stand_side_by_side(secretary):
    secretary.reads_persian()
    source = secretary.page.locator(".reading-source").bounding_box()
    proposals = secretary.page.locator("#proposals").bounding_box()
    assert source["x"] >= proposals["x"] + proposals["width"], "the source stands at the right"
    assert secretary.page.locator(".reading-source [id^=span-]").count() > 5


def _decline(secretary, words):
    """Decline what was read as a member and is no body."""
    member = secretary.page.locator(".proposal-kind", has_text=MEMBER)
    read = secretary.page.locator(".proposal", has=member, has_text=words)
    buttons = read.locator("form[action$='/decline/'] button")
    for left in range(buttons.count(), 0, -1):
        buttons.first.click()
        expect(buttons).to_have_count(left - 1)


def _accept_the_rest(secretary):
    """Press each “accept” that is left; htmx puts what was decided in the place of the button."""
    closed = secretary.page.locator("details.reading-section:not([open]) > summary")
    while closed.count():
        closed.first.click()
    buttons = secretary.page.locator(".reading-open form[action$='/accept/'] button")
    for left in range(buttons.count(), 0, -1):
        buttons.first.click()
        expect(buttons).to_have_count(left - 1)


def look_at_the_group(secretary, given):
    """The mandate gave the group its responsible body, its members' seats and its duties."""
    secretary.open(f"{GROUP}/mandates/members/")
    secretary.sees("دستگاه مسئول", given.responsible, given.member)
    seats = secretary.page.get_by_role("row").filter(has_text="نماینده‌ای معرفی نشده")
    expect(seats).to_have_count(given.members)
    secretary.open(f"{GROUP}/mandates/duties/?show=all")
    secretary.sees(given.due)
    secretary.open(f"{GROUP}/")
    secretary.sees("دستگاه مسئول", given.responsible, given.due)


def seat_the_member(secretary, given):
    """The secretary registers a person for one of the bodies and seats them."""
    secretary.open(f"{GROUP}/mandates/bodies/")
    secretary.follow("ثبت شخص")
    secretary.fill(
        names_fa="آرش وزیری", username="vaziri", email="vaziri@example.org", password=PASSWORD
    )
    secretary.press("ثبت", exact=True)
    secretary.sees("شخص ثبت شد.", "آرش وزیری")
    secretary.follow("ثبت نهاد")
    secretary.fill(names_fa="هیئت عالی پیمان")
    secretary.press("ثبت", exact=True)
    secretary.sees("هیئت عالی پیمان")
    secretary.open(f"{GROUP}/mandates/members/")
    secretary.follow("پذیرفتن عضو")
    secretary.choose("body", given.member)
    secretary.choose("person", "آرش وزیری")
    secretary.press("پذیرفتن عضو")
    secretary.sees("عضو پذیرفته شد.", "آرش وزیری")
