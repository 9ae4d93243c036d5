"""The demonstration is loaded by acts alone, and nobody sees in it what they must not."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from dabir.foundation.people.models import Person
from dabir.foundation.record.models import Entry
from dabir.foundation.trace.kinds import kinds
from dabir.foundation.trace.models import Address
from dabir.foundation.trace.queries import visible_to

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demonstration")]


def test_leaves_an_entry_for_every_item(world):
    """An item that nobody's act is about would have come into being without a record."""
    assert Entry.objects.count() > Address.objects.filter(kind="submissions.submission").count()


def test_every_kind_names_and_shows_its_items(world):
    shown = set()
    for kind in kinds().values():
        item = kind.model._base_manager.select_related("address", *kind.related).first()
        if item is not None:
            assert kind.name(item), kind.key
            assert kind.url(item).startswith("/"), kind.key
            shown.add(kind.key)
    assert {"mandates.clause", "submissions.passage", "issuances.clause"} <= shown


def test_every_address_belongs_to_a_row(world):
    for kind, model in ((key, kind.model) for key, kind in kinds().items()):
        addresses = set(Address.objects.filter(kind=kind).values_list("pk", flat=True))
        rows = set(model._base_manager.values_list("address_id", flat=True))
        assert addresses == rows, kind


ROLES = ("administrator", "principal", "guest", "public")
"""Those from whom something is kept; secretary and chair may see all that the group has."""


def _reader(world, role: str) -> Person | None:
    if role == "public":
        return None
    if role == "principal":
        seat = world.group.memberships.filter(role="principal", person__isnull=False).first()
        return seat.person
    if role == "guest":
        seat = world.group.memberships.filter(role="guest", person__isnull=False).first()
        return seat.person
    return world.persons[role]


def _every_url(world) -> list[str]:
    """The stages' pages of the group, the page of every item, and the trace of every item."""
    urls = {reverse(name) for name in ("home", "tray", "public_calls")}
    urls |= {
        reverse(name, args=[world.group.code])
        for name in (
            "group",
            "coverage",
            "timeline",
            "progress",
            "mandates:matrix",
            "record",
            "letters:index",
        )
    }
    for stage in (
        "mandates",
        "calls",
        "submissions",
        "themes",
        "positions",
        "texts",
        "decisions",
        "issuances",
    ):
        urls.add(reverse(f"{stage}:index", args=[world.group.code]))
    for kind in kinds().values():
        items = kind.model._base_manager.select_related("address", *kind.related).order_by("pk")
        kept = items.filter(address__confidentiality="secretariat")
        for item in [*items[:2], *kept[:2]]:
            urls.add(kind.url(item).split("#", maxsplit=1)[0])
            urls.add(reverse("trace", args=[item.address_id]))
        for item in [*items[:1], *kept[:1]]:
            urls.add(reverse("trace_json", args=[item.address_id]))
    return sorted(urls)


def _secrets(world, reader: Person | None) -> dict[str, str]:
    """Words of items that this reader may not see, by the item they are from.

    Words that stand also in something the reader may see are no secret.
    """
    seen = set(visible_to(reader).values_list("pk", flat=True))
    open_words, hidden = [], {}
    for kind in kinds().values():
        for item in kind.model._base_manager.select_related("address", *kind.related):
            quote = " ".join(kind.quote(item).split())
            if item.address_id in seen:
                open_words.append(quote + " " + kind.name(item))
            elif len(quote) > 40:
                hidden[f"{kind.key} {item.pk}"] = quote[:60]
    everything = " ".join(open_words)
    return {where: words for where, words in hidden.items() if words not in everything}


def _text(response) -> str:
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(unescape(plain).split())


@pytest.mark.sqlite  # what is seen does not depend on the database; the walk is long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("role", ROLES)
def test_no_page_shows_a_role_what_it_must_not_see(world, role):
    reader = _reader(world, role)
    client = Client()
    if reader is not None:
        client.force_login(reader)
    secrets = _secrets(world, reader)
    assert secrets, "there must be something to hide, or this proves nothing"
    leaks = []
    for url in _every_url(world):
        response = client.get(url)
        assert response.status_code in {200, 302, 403, 404}, (url, response.status_code)
        if response.status_code == 200 and not response.streaming:
            text = _text(response)
            leaks += [(url, where) for where, words in secrets.items() if words in text]
    assert not leaks, leaks[:10]


QUERIES = {
    # the tray: redactions, contestations, set-aside mails; what waits in texts, sheets and drafts
    "group": 56,
    "mandates:index": 14,
    "calls:index": 11,  # a page of them: counted by state, then listed
    "submissions:index": 15,  # counts of what each choice leaves, and how many are alike
    "themes:index": 12,
    "positions:index": 15,
    "texts:index": 9,
    "decisions:index": 8,
    "issuances:index": 8,
    "letters:index": 9,
    "coverage": 24,
    "timeline": 16,
    "progress": 52,
    "mandates:matrix": 15,
    "record": 22,  # one a kind that the newest entries are about
}
"""How many queries a page of the secretary's may ask, with the whole demonstration loaded."""

QUERIES_OF_A_TRACE = 70


@pytest.mark.sqlite  # the number of queries does not depend on the database
def test_pages_ask_no_more_queries_than_they_did(world, django_assert_max_num_queries):
    client = Client()
    client.force_login(world.persons["secretary"])
    for name, most in QUERIES.items():
        with django_assert_max_num_queries(most, info=name):
            client.get(reverse(name, args=[world.group.code]))
    for consideration in list(world.considerations.values())[:5]:
        with django_assert_max_num_queries(QUERIES_OF_A_TRACE, info=str(consideration)):
            client.get(reverse("trace", args=[consideration.address_id]))
