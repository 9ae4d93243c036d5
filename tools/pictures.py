"""Take the pictures of the README from the real pages of the demonstration.

    DABIR_VAR=FOLDER dabir demo --port 8765 &
    python tools/pictures.py http://localhost:8765 PASSWORD

The password is the one that `dabir demo` prints. Needs what the browser tests need. Pictures go
to docs/pictures.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SIZE = {"width": 1280, "height": 860}


def signed_in(browser: Browser, address: str, username: str, password: str, scheme: str) -> Page:
    """Return a page on which this person has signed in."""
    dark = scheme == "dark"
    context = browser.new_context(
        viewport={"width": SIZE["width"], "height": SIZE["height"]},
        color_scheme="dark" if dark else "light",
    )
    page = context.new_page()
    page.goto(f"{address}/account/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_load_state()
    return page


def first_link(page: Page, pattern: str) -> str:
    """Return the first link on the page whose address has this form."""
    for link in page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)"):
        if re.search(pattern, str(link)):
            return str(link).split("#", maxsplit=1)[0]
    raise SystemExit(f"{page.url} has no link like {pattern}")


def main(address: str, password: str) -> None:
    """Take every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        persian = signed_in(browser, address, "secretary", password, "light")
        english = signed_in(browser, address, "sohrabian", password, "dark")
        for page, name in ((persian, "home-fa"), (english, "home-en")):
            page.goto(f"{address}/g/urban-data/")
            page.screenshot(path=FOLDER / f"{name}.png")
        persian.goto(f"{address}/g/urban-data/texts/")
        persian.goto(first_link(persian, r"/texts/\d+/$"))
        persian.screenshot(path=FOLDER / "text-fa.png")
        persian.goto(first_link(persian, r"/trace/"))
        persian.screenshot(path=FOLDER / "trace-fa.png")
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit((__doc__ or "").strip())
    main(sys.argv[1].rstrip("/"), sys.argv[2])
