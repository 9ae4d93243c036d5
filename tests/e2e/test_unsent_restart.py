"""Words that are typed while the server is down are saved once it is up again."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import free_port, running_dabir
from tests.e2e.founded_delegations import prepare
from tests.e2e.visitors import PASSWORD

pytestmark = [pytest.mark.nightly, pytest.mark.timeout(600)]
PATIENCE = 60_000


def test_words_typed_while_the_server_restarts_are_kept_and_sent(page, tmp_path, complaints):
    prepare(tmp_path, "bazgasht")
    port = free_port()
    status = page.locator(".draft-status")
    field = page.locator("textarea[name=text_fa]")
    with running_dabir(tmp_path, "serve", port=port) as address:
        page.goto(f"{address}/account/login/")
        page.fill("input[name=login]", "bazgasht-first")
        page.fill("input[name=password]", PASSWORD)
        with page.expect_navigation():
            page.click("main button[type=submit]")
        page.goto(f"{address}/g/bazgasht/texts/1/")
        page.locator("[data-amend-clause]").first.click()
        field.fill("پیش از خاموشی")
        expect(status).to_contain_text("ذخیره شد", timeout=PATIENCE)
    field.fill("هنگام خاموشی")
    expect(status).to_contain_text("ذخیره نشد", timeout=PATIENCE)
    page.click("button[name=propose]")
    expect(status).to_contain_text("فرستاده نشد", timeout=PATIENCE)
    with running_dabir(tmp_path, "serve", port=port):
        expect(status).to_contain_text("دوباره ذخیره شد", timeout=PATIENCE)
        with page.expect_navigation():
            page.click("button[name=propose]")
        expect(page.locator("main")).to_contain_text("پیشنهاد اصلاحی ۱ ثبت شد.")
        page.goto(f"{address}/g/bazgasht/texts/1/amendments/1/")
        expect(page.locator("main")).to_contain_text("خاموشی")
    complaints.clear()  # each attempt while there was no server
