"""How fast lists of very many submissions answer: pages, filters, searches, to each kind of reader.

    python benchmarks/lists.py [--rows 1000000] [--quick] [--runs N] [--database URL]
    python tools/postgres.py -- python benchmarks/lists.py

Fills an empty database of its own (SQLite in a temporary folder, unless an address is given) with
one call and invented submissions to it, one in a thousand of them published, and asks for whole
pages through Django's test client: median and 95th percentile of each. Some words stand in half of
the submissions, two of these never together, one in the oldest fifth alone, one in five. The last
line is one JSON object.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

QUICK = 20_000
SLICE = 2_000
LIMITS = {"sqlite": 400.0, "postgresql": 200.0}
"""Milliseconds that the 95th percentile of each page must stay under."""

BEGUN = datetime(2026, 9, 1, 5, 0, tzinfo=UTC)
LETTERS = "بپتجچخدرزسشعغفقکگلمنوهی"


def options() -> argparse.Namespace:
    """Read the command line, and say which database is meant before Django is loaded."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} rows, few runs")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--database", default=os.environ.get("DABIR_DATABASE_URL", ""))
    given = parser.parse_args()
    if given.quick:
        given.rows, given.runs = QUICK, 5
    return given


GIVEN = options()
FOLDER = tempfile.TemporaryDirectory(prefix="dabir-lists-")
os.environ["DJANGO_SETTINGS_MODULE"] = "dabir.config.settings"
os.environ["DABIR_VAR"] = FOLDER.name
os.environ["DABIR_DATABASE_URL"] = GIVEN.database

import django  # noqa: E402 - after it is known which database is meant

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Max  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from dabir.domain.language.search_key import search_key  # noqa: E402
from dabir.foundation.files.models import ErasableKey  # noqa: E402
from dabir.foundation.inserting import insert_items, insert_rows, reserve  # noqa: E402
from dabir.foundation.people.models import Body, Group, Membership, Person, Role  # noqa: E402
from dabir.foundation.trace.models import Address, new_id  # noqa: E402
from dabir.stages.calls.models import Call  # noqa: E402
from dabir.stages.submissions.codes import new_receipt  # noqa: E402
from dabir.stages.submissions.intake.indexing import index_new  # noqa: E402
from dabir.stages.submissions.models import Answer, Passage, Submission  # noqa: E402


class Words:
    """Invented words, a few of which are very common, as in every language."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        made = {
            "".join(self.random.choices(LETTERS, k=self.random.randint(3, 8)))
            for _number in range(40_000)
        }
        self.words = sorted(made)
        self.random.shuffle(self.words)
        self.weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(self.words))))

    def text(self, number: int, rows: int) -> str:
        """Return what the submission of this number says."""
        said = self.random.choices(
            self.words, cum_weights=self.weights, k=self.random.randint(15, 50)
        )
        said.append("زوجستان" if number % 2 else "فردستان")
        if number < rows // 5:
            said.append("دیرینگان")
        if number % (rows // 5) == 7:
            said.append("یگانگان")
        return " ".join(said)


def fill(rows: int) -> dict[str, Any]:
    """Write a group, its people, a call, and submissions to it; return what is asked for later."""
    if Submission.objects.exists():
        sys.exit("This database has submissions already: give an empty one.")
    group = Group.objects.create(code="lists", names={"fa": "کارگروه سنجش", "en": "Measured"})
    people = {}
    for name, role in (("secretary", Role.SECRETARY), ("member", Role.PRINCIPAL)):
        people[name] = Person.objects.create_user(name, None, names={"fa": name, "en": name})
        body = Body.objects.create(names={"fa": name, "en": name})
        Membership.objects.create(person=people[name], group=group, role=role, body=body)
    call = Call.objects.create(
        address=Address.objects.create(kind=Call.KIND, group=group, confidentiality="public"),
        group=group,
        code="lists",
        kind=Call.Kind.INPUT,
        names={"fa": "فراخوان سنجش", "en": "Measured call"},
        purposes={},
        opens_at=BEGUN,
        closes_at=BEGUN + timedelta(days=365),
        state=Call.State.OPEN,
    )
    words = Words(7)
    receipts = []
    begun = time.perf_counter()
    for first in range(0, rows, SLICE):
        numbers = range(first, min(first + SLICE, rows))
        with transaction.atomic():
            receipts.append(write(call, words, numbers, rows))
        if first % (SLICE * 25) == 0:
            done = first + len(numbers)
            print(f"{done:>9,} rows, {time.perf_counter() - begun:6.1f} s", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return {
        "group": group,
        "call": call,
        "receipt": receipts[len(receipts) // 2],
        "common": words.words[0],
        "rare": words.words[-1],
        "filled": time.perf_counter() - begun,
        **people,
    }


def write(call: Any, words: Words, numbers: Sequence[int], rows: int) -> str:
    """Write one slice of submissions, each with one answer of one passage; return a receipt."""
    count = len(numbers)
    keys, pks = reserve(ErasableKey, count), reserve(Submission, count)
    answers = reserve(Answer, count)
    texts = [words.text(number, rows) for number in numbers]
    insert_rows(
        ErasableKey, ("id", "wrapped", "made_at"), [(key, b"\0" * 60, BEGUN) for key in keys]
    )
    choose = words.random.choices
    states = choose(("received", "accepted", "declined"), weights=(70, 27, 3), k=count)
    sectors = choose([*Submission.Sector], weights=(60, 10, 10, 8, 6, 4, 2), k=count)
    submissions = []
    for at, number in enumerate(numbers):
        published = number % 1_000 == 500
        level = "public" if published else "secretariat"
        state = "accepted" if published else states[at]
        received = BEGUN + timedelta(seconds=number * 80 * 86_400 / rows)
        submissions.append(
            Submission(
                id=pks[at],
                address=Address(
                    id=new_id(),
                    kind=Submission.KIND,
                    group_id=call.group_id,
                    confidentiality=level,
                ),
                call=call,
                receipt=new_receipt(),
                secret_digest=uuid.uuid4().hex * 2,
                key_id=keys[at],
                state=state,
                # The oldest tenth came in bulk: a filter whose hits all lie at the far end.
                road="import" if number < rows // 10 else "form",
                sector=sectors[at].value,
                province="",
                language="fa" if number % 9 else "en",
                publication="unnamed",
                received_at=received,
                published_at=received if published else None,
                sha256="0" * 64,
            )
        )
    insert_items([one.address for one in submissions])
    insert_items(submissions)
    insert_rows(
        Answer,
        ("id", "submission_id", "order", "text"),
        [(key, pk, 0, text) for key, pk, text in zip(answers, pks, texts, strict=True)],
    )
    own = [new_id() for _number in numbers]
    insert_rows(
        Address,
        ("id", "kind", "group_id", "confidentiality"),
        [
            (address, Passage.KIND, call.group_id, one.address.confidentiality)
            for address, one in zip(own, submissions, strict=True)
        ],
    )
    searched = [search_key(text) for text in texts]
    insert_rows(
        Passage,
        (
            *("address_id", "submission_id", "answer_id", "order", "start", "end"),
            *("text", "shown", "text_key", "shown_key"),
        ),
        [
            (own[at], pks[at], answers[at], 0, 0, len(text), text, text, searched[at], searched[at])
            for at, text in enumerate(texts)
        ],
    )
    index_new(submissions, {pk: [key] for pk, key in zip(pks, searched, strict=True)})
    return submissions[0].receipt


def pages(made: dict[str, Any]) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """Yield what is measured: its name, the reader, the address, and what narrows it."""
    last = Submission.objects.aggregate(last=Max("pk"))["last"]
    index = reverse("submissions:index", args=[made["group"].code])
    public = reverse("contributions", args=[made["call"].code])
    call = {"call": str(made["call"].pk)}
    common, rare, receipt = made["common"], made["rare"], made["receipt"]
    asked: list[tuple[str, dict[str, str]]] = [
        ("first page", {}),
        ("deep page", {"before": str(last // 3)}),
        ("a page towards the newest", {"after": str(last // 3)}),
        ("one call", call),
        ("a state", {"state": "accepted"}),
        ("a sector", {"sector": "international"}),
        ("a road, all hits at the far end", {"road": "import"}),
        ("a language", {"language": "en"}),
        ("days", {"since": "2026-09-20", "until": "2026-10-03"}),
        ("state and sector", {"state": "declined", "sector": "international"}),
        ("state and language, far end", {"road": "import", "language": "en", "state": "accepted"}),
        ("everything chosen", call | {"state": "received", "sector": "guild", "language": "fa"}),
        ("a common word", {"words": common}),
        ("a common word, deep", {"words": common, "before": str(last // 3)}),
        ("two common words", {"words": f"{common} زوجستان"}),
        ("two common words never together", {"words": "زوجستان فردستان"}),
        ("a word of the oldest fifth", {"words": "دیرینگان"}),
        ("a rare word", {"words": rare}),
        ("a word of five submissions", {"words": "یگانگان"}),
        ("a word that nobody wrote", {"words": "ناکجاآبادیان"}),
        ("a beginning of three letters", {"words": f"{common[:3]}*"}),
        ("a common beginning", {"words": "زوج*"}),
        ("a word and two filters", {"words": common, "state": "accepted", "sector": "guild"}),
        ("a word and days", {"words": common, "since": "2026-09-20", "until": "2026-10-03"}),
        ("a receipt number", {"words": receipt}),
    ]
    for name, narrowed in asked:
        yield name, "secretary", index, narrowed
    for name, narrowed in asked:
        if "state" not in narrowed and "road" not in narrowed:
            yield name, "member", index, narrowed
            rest = {key: value for key, value in narrowed.items() if key != "call"}
            yield name, "public", public, rest


def worked() -> float:
    """Return the milliseconds that this process and its PostgreSQL backend have worked so far."""
    own = time.process_time() * 1000
    if connection.vendor != "postgresql":
        return own
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    fields = Path(f"/proc/{backend}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])
    return own + ticks * 1000 / os.sysconf("SC_CLK_TCK")


def timed(client: Client, url: str, narrowed: dict[str, str], runs: int) -> dict[str, float]:
    """Return median and 95th percentile of some askings, and the processor's mean, in ms.

    Where others share the machine, what the processor worked says more than the clock.
    """
    client.get(url, narrowed)
    times = []
    begun_work = worked()
    for _run in range(runs):
        begun = time.perf_counter()
        client.get(url, narrowed)
        times.append((time.perf_counter() - begun) * 1000)
    return {
        "p50": round(statistics.median(times), 1),
        "p95": round(sorted(times)[max(0, round(0.95 * len(times)) - 1)], 1),
        "cpu": round((worked() - begun_work) / runs, 1),
    }


def measure(given: argparse.Namespace) -> int:
    """Fill, ask, and print; return how many pages were slower than the limit."""
    call_command("migrate", verbosity=0)
    made = fill(given.rows)
    limit = LIMITS[connection.vendor]
    clients = {name: Client(SERVER_NAME="localhost") for name in ("secretary", "member", "public")}
    for name in ("secretary", "member"):
        clients[name].force_login(
            made[name], backend="allauth.account.auth_backends.AuthenticationBackend"
        )
    figures: dict[str, dict[str, float]] = {}
    empty = timed(clients["public"], "/no-such-page", {}, given.runs)
    slow = 0
    for name, reader, url, narrowed in pages(made):
        found = timed(clients[reader], url, narrowed, given.runs)
        over = found["p95"] > limit
        slow += over
        print(
            f"{reader:<10} {name:<34} {found['p50']:8.1f} {found['p95']:8.1f} ms,"
            f" of the processor {found['cpu']:6.1f}{'  over the limit' if over else ''}",
            flush=True,
        )
        figures[f"{reader}: {name}"] = found
    worst = max(figures, key=lambda name: figures[name]["p95"])
    print(
        json.dumps(
            {
                "database": connection.vendor,
                "rows": given.rows,
                "filled_s": round(made["filled"], 1),
                "limit_ms": limit,
                "empty_answer": empty,
                "slow": slow,
                "worst": {worst: figures[worst]},
                "pages": figures,
            },
            ensure_ascii=False,
        )
    )
    return slow


def main() -> int:
    """Measure, and leave nothing behind but what was printed."""
    try:
        return 1 if measure(GIVEN) else 0
    finally:
        connection.close()
        FOLDER.cleanup()


if __name__ == "__main__":
    sys.exit(main())
