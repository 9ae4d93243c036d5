"""The confirmation page in a browser: deciding changes the card and its words at once."""

import re

import pytest
from playwright.sync_api import expect

from dabir.foundation.proposals.models import Proposal
from tests.factories import make_group, make_secretary
from tests.stages.readings import read

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reading(live_server, sign_in):
    group = make_group()
    secretary = make_secretary(group)
    sign_in(secretary)
    return read(group, secretary)


@pytest.fixture
def opened(page, live_server, reading):
    code = reading.address.group.code
    page.goto(f"{live_server.url}/g/{code}/mandates/readings/{reading.pk}/")
    return page


def test_accepting_marks_the_card_and_its_words_without_leaving_the_page(opened, reading):
    proposal = reading.proposals.get(kind="date")
    card = opened.locator(f"#proposal-{proposal.pk}")
    card.locator("button.secondary").click()
    expect(card).to_have_class(re.compile("reading-accepted"))
    expect(opened.locator(f"#span-{proposal.pk}")).to_have_class(re.compile("mark-accepted"))
    expect(opened.locator("[data-proposal].proposal-current")).to_be_focused()
    assert Proposal.objects.get(pk=proposal.pk).state == "accepted"
    opened.mouse.move(1, 1)
    card.hover()
    expect(opened.locator(f"#span-{proposal.pk}")).to_have_class(re.compile("span-lit"))


def test_a_correction_is_asked_for_in_a_dialog(opened, reading):
    proposal = reading.proposals.get(kind="session")
    opened.locator(f"#proposal-{proposal.pk} .proposal-value").click()
    opened.locator(f"#proposal-{proposal.pk} a[data-event=correct]").click()
    dialog = opened.locator("dialog[open]")
    dialog.locator("input[name=value]").fill("6")
    dialog.locator("button[type=submit]").click()
    expect(opened.locator(f"#proposal-{proposal.pk}")).to_have_class(
        re.compile("reading-corrected")
    )
    assert Proposal.objects.get(pk=proposal.pk).corrected == 6


@pytest.mark.parametrize("width", [1280, 360])
def test_the_page_is_accessible_and_fits(opened, accessible, width):
    opened.set_viewport_size({"width": width, "height": 900})
    accessible(opened)
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_everything_works_without_scripts(browser, live_server, reading, client, settings):
    client.force_login(reading.address.group.memberships.get().person)
    context = browser.new_context(java_script_enabled=False)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
    )
    page = context.new_page()
    code = reading.address.group.code
    page.goto(f"{live_server.url}/g/{code}/mandates/readings/{reading.pk}/")
    proposal = reading.proposals.get(kind="date")
    page.locator(f"#proposal-{proposal.pk} button.secondary").click()
    expect(page.locator(f"#proposal-{proposal.pk}")).to_have_class(re.compile("reading-accepted"))
    page.locator(f"#proposal-{proposal.pk} a[data-event=correct]").click()
    page.locator("input[name=value]").fill("2026-05-03")
    page.locator("main button[type=submit]").click()
    expect(page.locator(f"#proposal-{proposal.pk}")).to_have_class(re.compile("reading-corrected"))
    context.close()
