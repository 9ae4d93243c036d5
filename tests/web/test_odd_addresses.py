"""Addresses that nobody would type: keys that are no keys are as good as absent, never a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from dabir.web.shared.pages import is_key
from tests.factories import make_group, make_secretary

pytestmark = pytest.mark.django_db

ASKED_BY_KEY = (
    "after",
    "axis",
    "before",
    "body",
    "call",
    "clause",
    "clause_axis",
    "exhibit",
    "issue",
    "passage",
    "question",
    "round",
    "theme",
)
NO_KEYS = {"sign": "²", "long": "9" * 30, "endless": "9" * 5_000, "words": "' or 1=1 --"}


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for part in resolver.url_patterns:
        if isinstance(part, URLResolver):
            yield from patterns(part, prefix + str(part.pattern))
        elif isinstance(part, URLPattern):
            yield prefix + str(part.pattern)


def pages_of(code: str) -> list[str]:
    """Every page of a group whose address names nothing but the group."""
    found = [one.replace("<slug:code>", code) for one in patterns(get_resolver())]
    return [f"/{one}" for one in found if one.startswith((f"g/{code}/", "mails", "tray"))]


@pytest.mark.parametrize("odd", NO_KEYS.values(), ids=NO_KEYS)
def test_a_list_asked_for_by_no_key_answers(client, odd):
    group = make_group(code="garden")
    client.force_login(make_secretary(group))
    query = urlencode(dict.fromkeys(ASKED_BY_KEY, odd))
    pages = [page for page in pages_of(group.code) if "<" not in page]
    assert len(pages) > 40
    answered = {page: client.get(f"{page}?{query}").status_code for page in pages}
    assert {page: code for page, code in answered.items() if code >= 500} == {}


def test_a_page_of_a_key_that_no_row_can_have_does_not_exist(client):
    group = make_group(code="garden")
    client.force_login(make_secretary(group))
    for page in pages_of(group.code):
        if re.fullmatch(r"[^<]*<int:\w+>[^<]*", page):
            address = re.sub(r"<int:\w+>", "9" * 30, page)
            assert client.get(address).status_code in {404, 405}, address


def test_keys_are_decimal_digits_that_a_database_counts_to():
    assert is_key("17")
    assert is_key("۱۷")
    assert not any(is_key(odd) for odd in ("", "²", "-1", "1.0", "x", "9" * 19))
