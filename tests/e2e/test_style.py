"""Every component in a real browser: both languages, both schemes, wide and narrow, by keyboard."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sheet(page, live_server, settings):
    settings.ROOT_URLCONF = "tests.e2e.style_urls"

    def visit(language):
        page.goto(f"{live_server.url}/style/{language}/")
        return page

    return visit


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_for_axe_to_find_and_nothing_wider_than_the_screen(
    sheet, page, accessible, language, scheme, width
):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    sheet(language)
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_calendar_is_worked_by_keyboard(sheet, page):
    sheet("fa")
    page.fill("#id_deadline", "۱۴۰۳/۱۲/۲۹")
    page.click("#forms .datepicker button")
    focused = "document.activeElement.getAttribute('aria-label')"
    assert page.evaluate(focused) == "چهارشنبه ۲۹ اسفند ۱۴۰۳"
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(focused) == "پنجشنبه ۳۰ اسفند ۱۴۰۳"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "پنجشنبه ۷ فروردین ۱۴۰۴"
    page.keyboard.press("PageUp")
    assert page.evaluate(focused) == "سه‌شنبه ۷ اسفند ۱۴۰۳"
    page.keyboard.press("Enter")
    assert page.input_value("#id_deadline") == "۱۴۰۳/۱۲/۰۷"
    page.click("#forms .datepicker button")
    page.keyboard.press("Escape")
    assert page.locator("dialog").count() == 0
    assert page.evaluate("document.activeElement.getAttribute('aria-haspopup')") == "dialog"


def test_the_calendar_is_accessible_while_open(sheet, page, accessible):
    sheet("en")
    page.click("#forms .datepicker button")
    accessible(page)


def test_every_month_of_two_centuries_has_its_length(sheet, page):
    sheet("fa")
    lengths = page.evaluate(
        """async () => {
            const c = await import("/static/js/calendars.js");
            const wrong = [];
            for (let year = 1300; year < 1500; year += 1) {
                for (let month = 1; month < 12; month += 1) {
                    const length = c.monthLength(year, month, "jalali");
                    const first = c.parts(c.firstOfMonth(year, month, "jalali"), "jalali");
                    const due = month < 7 ? 31 : 30;
                    if (length !== due || first.day !== 1 || first.month !== month) {
                        wrong.push([year, month, length]);
                    }
                }
            }
            return wrong;
        }"""
    )
    assert lengths == []


def test_what_was_typed_comes_back_and_can_be_thrown_away(sheet, page):
    sheet("fa")
    page.fill("#id_title", "نشت شبکه")
    page.wait_for_timeout(800)  # longer than the pause after which it is kept
    sheet("fa")
    assert page.input_value("#id_title") == "نشت شبکه"
    page.click(".draft-notice button")
    assert page.input_value("#id_title") == ""
    sheet("fa")
    assert page.locator(".draft-notice").count() == 0


def test_an_act_asks_in_a_dialog_and_gives_the_focus_back(sheet, page):
    sheet("fa")
    page.click("#acts a[data-dialog]")
    page.wait_for_selector("dialog[open] button[type=submit]")
    page.keyboard.press("Escape")
    expect(page.locator("#acts a[data-dialog]").first).to_be_focused()


def test_a_chosen_scheme_outlives_the_page(sheet, page):
    sheet("en")
    page.click("[data-theme-switch]")
    page.click("[data-theme-switch]")
    sheet("en")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_proposal_lights_the_words_it_rests_on(sheet, page):
    sheet("en")
    page.focus("#proposal-2 a")
    assert page.locator(".span-lit").inner_text().startswith("the city pays")


def test_the_drawer_opens_by_keyboard_without_scripts(browser, live_server, settings):
    settings.ROOT_URLCONF = "tests.e2e.style_urls"
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}, locale="fa-IR"
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/style/fa/")
    expect(page.locator("#navigation")).to_be_hidden()
    page.focus(".bar-menu")
    page.keyboard.press("Enter")
    expect(page.locator("#navigation")).to_be_visible()
    context.close()
