"""Waiting for what a page does not show by itself, and for what the server has of it."""

import time
from urllib.parse import urlsplit

PATIENCE_SECONDS = 60.0
"""Long enough for a machine that does much else beside the tests."""


def until(page, condition):
    """Ask again and again from here: a page that forbids `eval` cannot wait for words of script."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        page.wait_for_timeout(100)


def held_still(page, locator):
    """Return the box of an element once it no longer slides."""
    boxes = [locator.bounding_box()]

    def is_still():
        page.wait_for_timeout(200)
        boxes.append(locator.bounding_box())
        return boxes[-1] == boxes[-2]

    until(page, is_still)
    return boxes[-1]


def open_unsent(page, address):
    """Open a form whose words are kept, and wait until the server was asked what it has of them."""
    with page.expect_response(lambda answer: urlsplit(answer.url).path == "/unsent/"):
        page.goto(address)
