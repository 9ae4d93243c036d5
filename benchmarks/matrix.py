"""How fast the division of labour answers with sixty bodies and two hundred duties.

    python benchmarks/matrix.py [--quick] [--runs N] [--bodies N] [--duties N]

Makes a group of its own in the installation's database, inside a transaction that is rolled back,
and asks Django's test client for the page: middleware, queries and template included, no network.
First stands an answer that is empty. Beside the time by the clock stands what this process took of
the processor, which other work on the machine leaves alone. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import random
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabir.config.settings")

import django

django.setup()

from django.db import connection, transaction  # noqa: E402 - after Django is loaded
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from dabir.foundation.people.models import Body, Group, Membership, Person, Role  # noqa: E402
from dabir.foundation.trace.models import Address  # noqa: E402
from dabir.stages.mandates.models import (  # noqa: E402
    Assignment,
    Axis,
    Clause,
    Duty,
    Mandate,
)

LIMIT_MS = 200.0
"""The median that the page must stay under, whichever way round it is."""


def timed(call: Callable[[], Any], runs: int) -> tuple[float, float]:
    """Return the medians of `runs` calls in milliseconds: by the clock, and of the processor."""
    call()
    times, busy = [], []
    for _ in range(runs):
        begun, begun_busy = time.perf_counter(), time.process_time()
        call()
        times.append((time.perf_counter() - begun) * 1000)
        busy.append((time.process_time() - begun_busy) * 1000)
    return statistics.median(times), statistics.median(busy)


def make_group(bodies: int, duties: int) -> tuple[Group, Person]:
    """Return a group in which each duty has a responsible body and some that support it."""
    chance = random.Random(1405)
    today = timezone.localdate()
    group = Group.objects.create(names={"fa": "کارگروه سنجش", "en": "Benchmark"}, code="benchmark")
    reader = Person.objects.create_user("benchmark", names={"fa": "سنجه", "en": "Benchmark"})
    Membership.objects.create(group=group, person=reader, role=Role.SECRETARY)

    def address(kind: str) -> Address:
        return Address.objects.create(kind=kind, group=group)

    names = [f"سازمان امور هماهنگی و برنامه‌ریزی شمارهٔ {number}" for number in range(bodies)]
    seats = [Body.objects.create(names={"fa": name, "en": f"Agency {name}"}) for name in names]
    mandate = Mandate.objects.create(
        group=group, names={"fa": "مصوبهٔ تقسیم کار"}, address=address(Mandate.KIND)
    )
    axes = [
        Axis.objects.create(group=group, names={"fa": f"محور {number}"}, address=address(Axis.KIND))
        for number in range(8)
    ]
    for number in range(duties):
        clause = Clause.objects.create(
            mandate=mandate, order=number, path=str(number + 1), kind="clause",
            text="متن بند", address=address(Clause.KIND),
        )  # fmt: skip
        duty = Duty.objects.create(
            group=group,
            clause=clause,
            axis=chance.choice([*axes, None]),
            text=f"تهیه و ارائهٔ گزارش شمارهٔ {number + 1} دربارهٔ وضع شبکه و راه‌های بهبود آن",
            due_on=today + timedelta(days=chance.randint(-90, 180)),
            state=chance.choice([Duty.State.ASSIGNED, Duty.State.IN_PROGRESS, Duty.State.DONE]),
            address=address(Duty.KIND),
        )
        carriers = chance.sample(seats, min(bodies, chance.randint(2, 6)))
        for place, body in enumerate(carriers):
            lead = place == 0 and number % 20
            part = Assignment.Part.RESPONSIBLE if lead else Assignment.Part.SUPPORTING
            Assignment.objects.create(duty=duty, body=body, part=part)
    return group, reader


def measure(bodies: int, duties: int, runs: int) -> dict[str, Any]:
    """Return the figures of each way of seeing the matrix."""
    group, reader = make_group(bodies, duties)
    client = Client(HTTP_HOST="localhost")
    client.force_login(reader)
    floor, floor_busy = timed(lambda: client.get("/static/no-such-file"), runs)
    figures: dict[str, Any] = {
        "database": connection.vendor,
        "bodies": bodies,
        "duties": duties,
        "floor_ms": round(floor, 1),
        "floor_processor_ms": round(floor_busy, 1),
        "ways": {},
    }
    print(f"{'an answer that is empty':<28}{floor:>8.1f}{floor_busy:>11.1f}")
    print(f"{'way':<28}{'ms':>8}{'processor':>11}{'queries':>9}{'kB':>8}")
    for way in ("by=duties", "by=bodies", "by=axes", "by=duties&paper=a4", "overdue=on"):
        url = f"{reverse('mandates:matrix', args=[group.code])}?{way}"
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
            asked = len(queries)
        if response.status_code != 200:
            raise SystemExit(f"{url} answered {response.status_code}")
        median, busy = timed(functools.partial(client.get, url), runs)
        size = len(response.content) // 1000
        figures["ways"][way] = {
            "ms": round(median, 1),
            "processor_ms": round(busy, 1),
            "queries": asked,
            "kB": size,
        }
        print(f"{way:<28}{median:>8.1f}{busy:>11.1f}{asked:>9}{size:>8}")
    figures["slowest_ms"] = max(way["ms"] for way in figures["ways"].values())
    figures["within_limit"] = figures["slowest_ms"] < LIMIT_MS
    return figures


def main() -> None:
    """Measure, print a row for each way, and one JSON object at the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="five runs of each page")
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--bodies", type=int, default=60)
    parser.add_argument("--duties", type=int, default=200)
    options = parser.parse_args()
    with transaction.atomic():
        figures = measure(options.bodies, options.duties, 5 if options.quick else options.runs)
        transaction.set_rollback(True)
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
