"""Words are commented on where they stand: selected by pointer, by keys alone, at 360 px."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.e2e.test_amending_in_place import SELECT
from tests.factories import make_body, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, make_text

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def drafted(live_server):
    group = make_group()
    text = make_text(group, make_secretary(group))
    member = make_member(
        group, body=make_body("اتحادیهٔ سراسری کسب‌وکارهای داده و خدمات شهری در استان‌ها")
    )
    return live_server.url, text, member


def address(base, name, text, *more):
    return base + reverse(f"texts:{name}", args=[text.group.code, text.pk, *more])


def test_selected_words_are_commented_on_and_marked_in_the_text(page, sign_in, drafted, accessible):
    base, text, member = drafted
    sign_in(member)
    page.goto(address(base, "text", text))
    page.evaluate(SELECT, [UIDS["one"], "هر ما"])
    with page.expect_navigation():
        page.get_by_role("button", name="نظر دربارهٔ این عبارت").click()
    expect(page.locator("textarea[name=quoted]")).to_have_value("هر ماه")
    page.locator("textarea[name=words]").fill("این مدت کوتاه است.")
    accessible(page)
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    with page.expect_navigation():
        page.locator("form button[type=submit]").last.click()
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert text.comments.get().quoted == "هر ماه"
    page.goto(address(base, "text", text))
    expect(page.locator("a.draft-noted")).to_have_text("هر ماه")
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.goto(address(base, "comments", text))
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.goto(address(base, "text", text))
    # Marked words are selected like any others, and count from where the wording begins.
    page.evaluate(
        """() => {
          const mark = document.querySelector("a.draft-noted").firstChild;
          const after = mark.parentElement.nextSibling;
          document.getSelection().setBaseAndExtent(mark, 3, after, 6);
        }"""
    )
    with page.expect_navigation():
        page.get_by_role("button", name="نظر دربارهٔ این عبارت").click()
    expect(page.locator("textarea[name=quoted]")).to_have_value("ماه گزارش")


def test_words_are_chosen_by_keys_alone_and_typed_ones_forget_the_place(page, sign_in, drafted):
    base, text, member = drafted
    member.language = "en"
    member.save()
    sign_in(member)
    page.goto(address(base, "comment_on", text, UIDS["two"]))
    area = page.locator("[data-quoting] .clause-keys").last
    area.get_by_role("button", name="Select words by keyboard").press("Enter")
    for _ in range(len("The secretariat")):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("textarea[name=quoted]")).to_have_value("The secretariat")
    expect(page.locator("input[name=at]")).to_have_value("en:0:15")
    expect(page.locator("textarea[name=words]")).to_be_focused()
    page.locator("textarea[name=quoted]").fill("")
    page.locator("textarea[name=quoted]").press_sequentially("report")
    expect(page.locator("input[name=at]")).to_have_value("")
