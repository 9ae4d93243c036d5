"""A person before a browser: opens pages, follows links, fills forms in and presses buttons."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

PASSWORD = "گذرواژهٔ آزمون ۱۴۰۵"


class Visitor:
    """One person with a browser of their own; `main` is what they see of a page.

    Whoever is not `scripted` has a browser without scripts: no link opens a dialog.
    """

    def __init__(self, context, address, *, scripted=True):
        self.address = address
        self.scripted = scripted
        self.page = context.new_page()

    @property
    def main(self):
        """The dialog where one is open, the page's main part otherwise."""
        dialog = self.page.locator("dialog[open]")
        return dialog if dialog.count() else self.page.locator("main")

    @property
    def path(self):
        """The address of the page without its host."""
        return urlsplit(self.page.url).path

    def open(self, path):
        """Go to a page, which must be there."""
        url = path if path.startswith("http") else self.address + path
        answer = self.page.goto(url)
        assert answer.status == 200, f"{path} answered {answer.status}"

    def sign_in(self, username):
        """Sign in on the page for it."""
        self.open("/account/login/")
        self.page.fill("input[name=login]", username)
        self.page.fill("input[name=password]", PASSWORD)
        self.press("ورود")

    def follow(self, label, *, within=None, exact=False):
        """Follow a link of the main part, which leads to a page or opens a dialog."""
        self.page.wait_for_load_state()
        links = (within or self.main).get_by_role("link", name=label, exact=exact)
        links.first.wait_for()
        assert len({link.get_attribute("href") for link in links.all()}) == 1, label
        link = links.first
        if not self.scripted or link.get_attribute("data-dialog") is None:
            with self.page.expect_navigation():
                link.click()
        else:
            link.click()
            expect(self.page.locator("dialog[open] form")).to_be_visible()

    def press(self, label, *, within=None, exact=False):
        """Press a button that sends a form, and arrive on the page that follows."""
        button = (within or self.main).get_by_role("button", name=label, exact=exact)
        with self.page.expect_navigation():
            button.click()
        self.page.wait_for_load_state()
        # Asked again where a page leads on by itself, as that of the public form may.
        expect(self.page.locator(".field-error, .form-errors")).to_have_text([])

    def fill(self, **typed):
        """Type into controls by their names."""
        for name, words in typed.items():
            self.main.locator(f"[name='{name}']").fill(words)

    def choose(self, name, label):
        """Choose of a list the one entry that contains the label."""
        entry = self.main.locator(f"select[name='{name}'] option").filter(has_text=label)
        self.main.locator(f"select[name='{name}']").select_option(entry.get_attribute("value"))

    def tick(self, label, *, within=None, exact=False):
        """Tick a box, or choose one of several."""
        (within or self.main).get_by_label(label, exact=exact).check()

    def sees(self, *words):
        """Assert that the main part says all of this."""
        for each in words:
            expect(self.page.locator("main")).to_contain_text(each)

    def sees_no(self, *words):
        """Assert that the main part says nothing of this."""
        for each in words:
            expect(self.page.locator("main")).not_to_contain_text(each)

    def reads_persian(self):
        """Assert that the page is Persian, from right to left, with no Latin digit in a heading."""
        html = self.page.locator("html")
        assert (html.get_attribute("lang"), html.get_attribute("dir")) == ("fa", "rtl")
        headings = " ".join(self.page.locator("main h1, main h2").all_inner_texts())
        assert headings
        assert not re.search(r"[0-9]", headings), headings
