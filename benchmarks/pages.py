"""How fast home, lists and trace answer with the demonstration loaded.

    python benchmarks/pages.py [--quick] [--runs N]

Serves nothing over the network: Django's test client asks the installation's own database, so the
figure is the time that Dabir itself takes for a page, middleware and template included. Beside each
page stands the same client's time for an empty view, measured in turn. The last line is one JSON
object. Use an installation that holds the demonstration (`dabir demo --load-only`).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabir.config.settings")

import django

django.setup()

from django.db import connection  # noqa: E402 - after Django is loaded
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from dabir.foundation.people.models import Group, Person  # noqa: E402
from dabir.foundation.trace.models import Address, Link  # noqa: E402

LIMIT_MS = 150.0
"""The median that each page must stay under."""


def timed(call: Callable[[], Any], runs: int) -> float:
    """Return the median time of `runs` calls, in milliseconds."""
    call()
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        call()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def most_linked(kind: str) -> Address | None:
    """Return the address of a kind with the most links, the hardest one to trace."""
    counts: dict[Any, int] = {}
    for source, target in Link.objects.values_list("source_id", "target_id"):
        counts[source] = counts.get(source, 0) + 1
        counts[target] = counts.get(target, 0) + 1
    addresses = Address.objects.filter(kind=kind)
    return max(addresses, key=lambda address: counts.get(address.pk, 0), default=None)


def addresses_to_measure(group: Group) -> dict[str, str]:
    """Return the pages to measure: home, the first page of each stage, and traces."""
    pages = {"home": reverse("group", args=[group.code]), "tray": reverse("tray")}
    for stage in (
        "mandates",
        "calls",
        "submissions",
        "themes",
        "positions",
        "texts",
        "decisions",
        "issuances",
        "letters",
    ):
        pages[stage] = reverse(f"{stage}:index", args=[group.code])
    pages["coverage"] = reverse("coverage", args=[group.code])
    pages["record"] = reverse("record", args=[group.code])
    for kind in ("mandates.clause", "submissions.passage", "themes.consideration", "texts.clause"):
        address = most_linked(kind)
        if address is not None:
            pages[f"trace of a {kind}"] = reverse("trace", args=[address.pk])
    return pages


def main() -> None:
    """Measure, print a row for each page, and one JSON object at the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="five runs of each page")
    parser.add_argument("--runs", type=int, default=30)
    options = parser.parse_args()
    runs = 5 if options.quick else options.runs
    group = Group.objects.filter(parent__isnull=True).first()
    if group is None:
        raise SystemExit(
            "There is no group: load the demonstration first (dabir demo --load-only)."
        )
    client = Client(HTTP_HOST="localhost")
    client.force_login(Person.objects.get(username="secretary"))
    floor = timed(lambda: client.get("/static/no-such-file"), runs)
    figures: dict[str, Any] = {"database": connection.vendor, "floor_ms": round(floor, 1)}
    pages = {}
    print(f"{'page':<34}{'ms':>8}{'queries':>9}{'× floor':>9}")
    for name, url in addresses_to_measure(group).items():
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
            asked = len(queries)
        if response.status_code != 200:
            raise SystemExit(f"{url} answered {response.status_code}")
        median = timed(lambda url=url: client.get(url), runs)
        pages[name] = {"ms": round(median, 1), "queries": asked}
        print(f"{name:<34}{median:>8.1f}{asked:>9}{median / floor:>9.1f}")
    figures["pages"] = pages
    figures["slowest_ms"] = max(page["ms"] for page in pages.values())
    figures["within_limit"] = figures["slowest_ms"] < LIMIT_MS
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
