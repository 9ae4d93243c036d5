"""Passages are coded by keys alone, and by forms where no script runs."""

import pytest
from playwright.sync_api import expect

from dabir.stages.themes.models import Code, NoTheme
from tests.factories import make_group, make_secretary
from tests.stages.coded import first_passage, make_theme
from tests.stages.sent import make_open_call, send_accepted

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def coding(live_server):
    group = make_group()
    secretary = make_secretary(group)
    call = make_open_call(group, secretary)
    passages = [
        first_passage(
            send_accepted(call, secretary, f"دوربین شمارهٔ {number} باید تابلوی خوانا داشته باشد.")
        )
        for number in range(3)
    ]
    themes = [make_theme(group, secretary, name) for name in ("تابلو", "نوار", "پایش")]
    return f"{live_server.url}/g/{group.code}/themes/coding/", secretary, passages, themes


def test_a_coder_needs_no_pointer(page, sign_in, coding, accessible):
    url, secretary, passages, themes = coding
    sign_in(secretary)
    page.goto(url)
    said = page.locator("[data-coding-said]")
    page.keyboard.press("1")
    expect(said).to_contain_text("تابلو")
    page.keyboard.press("f")
    expect(said).to_contain_text("موافق")
    page.keyboard.press("/")
    page.keyboard.type("پايش")
    expect(page.locator("[data-code-row]:visible")).to_have_count(2)
    page.keyboard.press("Enter")
    page.keyboard.press("a")
    expect(said).to_contain_text("پایش")
    expect(said).to_contain_text("مخالف")
    page.keyboard.press("2")
    page.keyboard.press("2")
    accessible(page)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    found = {(code.theme.pk, code.stance) for code in Code.objects.filter(passage=passages[0])}
    assert found == {(themes[0].pk, "for"), (themes[2].pk, "against")}
    expect(page.locator("blockquote")).to_contain_text(passages[1].text)
    with page.expect_navigation():
        page.keyboard.press("x")
    assert NoTheme.objects.get().passage == passages[1]
    with page.expect_navigation():
        page.keyboard.press("b")
    expect(page.locator("blockquote")).to_contain_text(passages[1].text)
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_forms_do_it_without_scripts(browser, sign_in, coding, browser_context):
    url, secretary, passages, themes = coding
    sign_in(secretary)
    context = browser.new_context(java_script_enabled=False, locale="fa")
    context.add_cookies(browser_context.cookies())
    page = context.new_page()
    page.goto(url)
    page.locator(f"input[name=themes][value='{themes[1].pk}']").check()
    page.locator(f"select[name=stance_{themes[1].pk}]").select_option("mixed")
    page.locator("form[data-code-form] button[type=submit]").first.click()
    expect(page.locator("blockquote")).to_contain_text(passages[1].text)
    context.close()
    assert Code.objects.get(passage=passages[0]).stance == "mixed"
