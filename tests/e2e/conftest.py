"""A real browser against a running Dabir.

`page` is a fresh page of a fresh visitor. A test fails when it ends if the browser complained: an
error in its console, a breach of the content security policy, a request beyond this machine.
`accessible(page)` fails where axe finds anything.
"""

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.signals import request_finished, request_started
from django.db import connection
from playwright.sync_api import expect, sync_playwright

from tests.e2e.founded_delegations import prepare

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",  # root has no sandbox of its own in a container
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A machine that does much else beside the tests is late with everything.
START_SECONDS = 900.0
STOP_SECONDS = 60
ANSWER_SECONDS = 60
STILL_SECONDS = 0.2
SEEN_MILLISECONDS = 60_000
# Below the ports that systems give to whoever asks for any: none of those comes in between.
PORTS = range(20_000, 30_000)
AXE = {
    # Preloading reads style sheets a second time, relative to the wrong address.
    "preload": False,
    # Every rule is asked, but only where one is broken are the elements described and brought here:
    # describing what is in order takes several times as long as looking.
    "resultTypes": ["violations"],
}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """On SQLite a database in a file, as the product has it.

    One in memory is shared by its connections without waiting for each other: whoever reads a table
    that another thread writes is told at once that it is locked. The file need not outlive power.
    """
    if connection.vendor == "sqlite":
        database = connection.settings_dict
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "dabir.sqlite3")
        database["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests of this process."""
    program = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    assert program, "Chromium is missing; `python tools/system.py` installs it or names its package"
    # Playwright's loop runs in this thread; Django must not take the tests for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=SEEN_MILLISECONDS)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Complaints(list):
    """What went wrong in the browser, a sentence each; a test may expect some and clear them."""

    def watch(self, context):
        context.on("console", self._console)
        context.on("weberror", lambda error: self.append(f"script error: {error.error}"))
        context.route(lambda url: not _here(url), self._outside)

    def _console(self, message):
        if message.type == "error":
            self.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _outside(self, route):
        self.append(f"request beyond this machine: {route.request.url}")
        route.abort()


def _here(url):
    parts = urlsplit(url)
    return parts.scheme in {"data", "blob", "about"} or parts.hostname in {"127.0.0.1", "localhost"}


@pytest.fixture
def complaints():
    """The browser's complaints so far; must be empty when the test ends."""
    gathered = Complaints()
    yield gathered
    assert not gathered


@pytest.fixture(autouse=True)
def answered(request):
    """Wait at the end until `live_server` has answered all that a page asked for.

    A page that is closed may have sent what was typed into it, and the database cannot be emptied
    while that is written.
    """
    if "live_server" not in request.fixturenames:
        yield
        return
    # Before the visitor comes, so that the server goes after the visitor went.
    request.getfixturevalue("live_server")
    asked = Asked()
    request_started.connect(asked.begin)
    request_finished.connect(asked.end)
    yield
    asked.wait()
    request_started.disconnect(asked.begin)
    request_finished.disconnect(asked.end)


class Asked:
    """How many requests are being answered, and since when there are none."""

    def __init__(self):
        self.open = 0
        self.changed = time.monotonic()
        self._lock = threading.Lock()

    def begin(self, **_signal):
        self._add(1)

    def end(self, **_signal):
        self._add(-1)

    def _add(self, count):
        with self._lock:
            self.open += count
            self.changed = time.monotonic()

    def wait(self):
        deadline = time.monotonic() + ANSWER_SECONDS
        while self.open > 0 or time.monotonic() - self.changed < STILL_SECONDS:
            assert time.monotonic() < deadline, f"{self.open} requests are not answered"
            time.sleep(0.01)


@pytest.fixture
def browser_context(browser, complaints, answered):
    """A fresh visitor: no cookies, Persian first, a wide screen."""
    context = browser.new_context(locale="fa-IR", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(SEEN_MILLISECONDS)
    complaints.watch(context)
    yield context
    context.close()


@pytest.fixture
def page(browser_context):
    """An empty page of a fresh visitor."""
    return browser_context.new_page()


@pytest.fixture(scope="session")
def accessible():
    """Fail where axe finds a fault on the page: `accessible(page)`."""

    def check(page):
        # A colour on its way to another, as after the scheme changes, is nobody's to read.
        page.evaluate("Promise.allSettled(document.getAnimations().map(each => each.finished))")
        found = Axe().run(page, options=AXE).response["violations"]
        faults = [
            f"{fault['id']}: {fault['help']}\n  {node['html'][:200]}"
            for fault in found
            for node in fault["nodes"]
        ]
        assert not faults, "\n".join(faults)

    return check


@pytest.fixture
def sign_in(live_server, browser_context, client, settings):
    """`sign_in(person)` makes the visitor that person on `live_server`, past the sign-in page."""

    def become(person):
        client.force_login(person)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        browser_context.add_cookies([cookie])

    return become


def free_port():
    """Return a port of this machine at which nobody listens."""
    for port in random.sample(PORTS, len(PORTS)):
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return port
    raise AssertionError("every port is taken")


@contextmanager
def running_dabir(folder, *command, port=0):
    """Run a `dabir` command that serves, its state in `folder`; give its address once it answers.

    It is stopped as Ctrl-C stops it, and must then end. Without `port` it gets a free one.
    """
    port = port or free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "DABIR_VAR": str(folder), "DABIR_BASE_URL": address}
    del environment["DJANGO_SETTINGS_MODULE"]  # that of these tests
    program = Path(sys.executable).with_name("dabir")
    said = folder / "said.txt"
    with said.open("w") as out:
        process = subprocess.Popen(
            [program, *command, "--port", str(port)], env=environment, stdout=out, stderr=out
        )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not _answers(address):
            assert process.poll() is None, said.read_text()
            assert time.monotonic() < deadline, said.read_text()
            time.sleep(0.1)
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


def _answers(address):
    try:
        urllib.request.urlopen(address, timeout=20).close()
    except urllib.error.HTTPError as answer:
        answer.close()
    except OSError:
        return False
    return True


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """The address of a new, empty installation that `dabir serve` serves."""
    with running_dabir(tmp_path_factory.mktemp("served"), "serve") as address:
        yield address


@pytest.fixture(scope="session")
def delegations(tmp_path_factory):
    """The address of an installation with groups that draft: see `founded_delegations`."""
    folder = tmp_path_factory.mktemp("delegations")
    prepare(folder, "payman", "sade", "rounevesht")
    with running_dabir(folder, "serve") as address:
        yield address
