"""Every page that links of the demonstration lead to: accessible, and no wider than a phone.

The walk follows links from home; of pages with the same view it visits the first. Persian is
walked in daylight, English at night. The secretary's pages are looked at by two, every other page
each, at the same time: looking takes much longer than walking.
"""

from collections import Counter
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve

from dabir.demonstration.signing_in import PASSWORD
from tests.e2e.conftest import running_dabir

ONE, OTHER = (pytest.mark.xdist_group(f"served demonstration, {which}") for which in "ab")

PAGES_OF_A_VIEW = 1
FILES = (
    "file",
    "pdf",
    "docx",
    "xlsx",
    "csv",
    "json",
    "prov",
    "ics",
    "feed",
    "download",
    "division",
)
LEFT_OUT = ("account_logout", "admin:", "style")


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    with running_dabir(tmp_path_factory.mktemp("demonstration"), "demo") as address:
        yield address


def _view(url):
    try:
        return resolve(urlsplit(url).path).view_name or ""
    except Resolver404:
        return ""


def _is_page(view):
    last = view.replace(":", "_").split("_")
    return bool(view) and not view.startswith(LEFT_OUT) and not set(last) & set(FILES)


def _sign_in(page, address, username):
    page.goto(f"{address}/account/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.click("main button[type=submit]")


def _links(page, address):
    found = page.eval_on_selector_all(
        "a[href]", "links => links.map(link => link.getAttribute('href'))"
    )
    links = [urldefrag(urljoin(page.url, link)).url for link in found]
    return [link for link in links if link.startswith(address)]


def _walk(page, address, start):
    """Visit pages breadth first; yield the address of each, and what it answered."""
    waiting, known, visited = [start], {start}, Counter()
    while waiting:
        url = waiting.pop(0)
        view = _view(url)
        if not _is_page(view) or visited[view] >= PAGES_OF_A_VIEW:
            continue
        visited[view] += 1
        yield url, page.goto(url).status
        for link in _links(page, address):
            if link not in known:
                known.add(link)
                waiting.append(link)


@pytest.mark.timeout(1_800)
@pytest.mark.parametrize(
    ("username", "language", "scheme", "looked_at"),
    [
        pytest.param("secretary", "fa", "light", (0, 2), marks=ONE),
        pytest.param("secretary", "fa", "light", (1, 2), marks=OTHER),
        pytest.param("sohrabian", "en", "dark", (0, 1), marks=OTHER),
        pytest.param(None, "fa", "light", (0, 1), marks=ONE),
    ],
)
def test_every_page_is_accessible_and_fits_a_phone(
    page, demonstration, accessible, username, language, scheme, looked_at
):
    page.emulate_media(color_scheme=scheme)
    if username:
        _sign_in(page, demonstration, username)
    faults = []
    visited = []
    for url, status in _walk(page, demonstration, f"{demonstration}/"):
        visited.append(url)
        path = urlsplit(url).path
        if status != 200:
            faults.append(f"{url} answered {status}")
            continue
        assert page.locator("html").get_attribute("lang") == language, path
        first, step = looked_at
        if len(visited) % step != first:
            continue
        try:
            accessible(page)
        except AssertionError as error:
            faults.append(f"{path}: {error}")
        page.set_viewport_size({"width": 360, "height": 740})
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 360:
            faults.append(f"{path}: {width} px wide on a phone of 360")
        page.set_viewport_size({"width": 1280, "height": 900})
    assert not faults, "\n\n".join(faults)
    assert len(visited) > (30 if username else 3), visited
