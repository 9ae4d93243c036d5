"""Pages of a text with thousands of amendments, as a browser would ask for them.

The pages are asked for through Django's test client, middleware and templates included, in an
installation of its own below the folder: SQLite, unless ``DABIR_DATABASE_URL`` says otherwise.
"""

# ruff: noqa: PLC0415, S101 (Django is set up for a folder that is known only when it runs)
import functools
import os
import random
import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from drafting_amendments import amendments, text
from drafting_compile import Taken, taken
from drafting_red_lines import limits_held, measure_red_lines

from dabir.domain.drafting import Add, Move, Operation, Proposed, Version

CLAUSES = 500
AMENDMENTS = 2_000
BODIES = 60
SEED = 1405
RUNS = 15
FIRST_SCREEN = 0.3
LISTS = ("amendments", "procedure")
NAMESPACE = uuid.UUID("6f1dd5b2-4a60-4a17-9c3c-6a2c3d3f6f10")
AT = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)


def measure(*, quick: bool, folder: Path) -> dict[str, object]:
    """Measure the compilation's first screen, filtered ones, that after a change; and lists."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabir.config.settings")
    os.environ["DABIR_VAR"] = str(folder / f"pages-{uuid.uuid4().hex[:8]}")
    import django

    django.setup()
    clauses, count = (30, 60) if quick else (CLAUSES, AMENDMENTS)
    begun = time.perf_counter()
    client, address, amendment = _installed(clauses, count)
    print(
        f"  {count} amendments on {clauses} clauses stored in {time.perf_counter() - begun:.0f} s"
    )
    compiling = _once(lambda: _asked(client, address))
    figures: dict[str, object] = {
        "clauses": clauses,
        "amendments": count,
        "compiled_anew_s": compiling,
        "first_screen_s": _median(lambda: _asked(client, address)),
        "second_page_s": _median(lambda: _asked(client, f"{address}?page=2")),
        "only_conflicts_s": _median(lambda: _asked(client, f"{address}?conflicts=on")),
        "by_proposer_s": _median(lambda: _asked(client, f"{address}?body={amendment.proposer_id}")),
    }
    figures["after_a_ruling_s"] = _after_a_ruling(client, address, amendment)
    figures |= _lists(client, amendment)
    figures["in_the_background_s"], figures["after_a_change_s"] = _in_the_background(
        client, address, amendment
    )
    figures |= measure_red_lines(client, amendment.text)
    first = figures["first_screen_s"]
    assert isinstance(first, Taken)
    held = {"compilation": first, **{name: figures[name] for name in LISTS}}
    figures["held"] = {
        f"first screen of {name} under {FIRST_SCREEN} s": each.processor < FIRST_SCREEN
        for name, each in held.items()
        if isinstance(each, Taken)
    } | limits_held(figures)
    for name, seen in figures.items():
        print(f"  {name}: {seen}")
    return figures


def _installed(clauses: int, count: int) -> tuple[Any, str, Any]:
    """Return a signed-in client, the address of the compilation, and one amendment in it."""
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse

    from dabir.foundation.people.models import Body, Group, Membership, Person, Role
    from dabir.foundation.trace.models import Address, new_id
    from dabir.stages.texts.acts import draft_zero, start_text
    from dabir.stages.texts.models import Amendment
    from dabir.stages.texts.snapshots import stored

    call_command("migrate", verbosity=0, interactive=False)
    group = Group.objects.create(names={"fa": "کارگروه"}, code="measured")
    person = Person.objects.create(username="measured", names={"fa": "دبیر"})
    Membership.objects.create(group=group, person=person, role=Role.SECRETARY)
    bodies = Body.objects.bulk_create(
        Body(names={"fa": f"نهاد {number}", "en": f"Body {number}"}) for number in range(BODIES)
    )
    base = text(clauses, random.Random(SEED))
    made = start_text(
        group=group, titles={"fa": "متن"}, kind="plan", actor=person, at=AT, language="fa"
    )
    draft_zero(text=made, clauses=list(_named(base).clauses.values()), actor=person, at=AT)
    version = made.versions.get()
    by_number: dict[int, list[Proposed]] = {}
    for each in amendments(base, count, random.Random(SEED)):
        operation = _renamed(each.operation)
        by_number.setdefault(each.amendment, []).append(replace(each, operation=operation))
    addresses = Address.objects.bulk_create(
        Address(id=new_id(), kind=Amendment.KIND, group=group) for _ in by_number
    )
    Amendment.objects.bulk_create(
        Amendment(
            address=address,
            text=made,
            first_base=version,
            base=version,
            number=number,
            proposer=bodies[number % BODIES],
            operations=stored(operations),
            reasons={},
            rulings={},
            by=person,
            at=AT,
        )
        for address, (number, operations) in zip(addresses, by_number.items(), strict=True)
    )
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    address = reverse("texts:compilation", args=[group.code, made.pk])
    return client, address, made.amendments.order_by("number").first()


def _uid(name: str | None) -> str | None:
    return None if name is None else str(uuid.uuid5(NAMESPACE, name))


def _named(base: Version) -> Version:
    clauses = [
        replace(each, uid=str(_uid(each.uid)), parent=_uid(each.parent))
        for each in base.clauses.values()
    ]
    return Version.of(base.symbol, clauses)


def _renamed(operation: Operation) -> Operation:
    uid = str(_uid(operation.uid))
    if isinstance(operation, (Add, Move)):
        parent, after = _uid(operation.parent), _uid(operation.after)
        return replace(operation, uid=uid, parent=parent, after=after)
    return replace(operation, uid=uid)


def _asked(client: Any, address: str, there: bytes = b'class="contest ') -> None:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    assert there in response.content


def _once(work: Callable[[], object]) -> Taken:
    return taken(work, times=1)


def _median(work: Callable[[], object]) -> Taken:
    work()
    return taken(work, times=RUNS)


def _after_a_ruling(client: Any, address: str, amendment: Any) -> Taken:
    """Return what the first screen takes right after a ruling, which compiles nothing anew."""
    from dabir.foundation.people.models import Person
    from dabir.stages.texts.acts import rule_operations

    actor = Person.objects.get(username="measured")
    rule_operations(amendment=amendment, ruling="accepted", actor=actor, at=AT)
    return _once(lambda: _asked(client, address))


def _lists(client: Any, amendment: Any) -> dict[str, object]:
    """Return what the amendments and the procedure take: whole, filtered, and on a later page."""
    from django.urls import reverse

    text = amendment.text
    about = amendment.operations[0]["clause"]
    found: dict[str, object] = {}
    for name in LISTS:
        address = reverse(f"texts:{name}", args=[text.group.code, text.pk])
        there = b'rowheader" scope="row"' if name == "amendments" else b'class="treatment"'
        for what, query in (
            ("", ""),
            ("_later_page", "?page=9&part=untreated"),
            ("_by_proposer", f"?body={amendment.proposer_id}"),
            ("_by_clause", f"?clause={about}"),
            ("_conflicts", "?conflicts=on"),
        ):
            work = functools.partial(_asked, client, f"{address}{query}", there)
            found[f"{name}{what}"] = _median(work)
    return found


def _in_the_background(client: Any, address: str, amendment: Any) -> tuple[Taken, Taken]:
    """Return what compiling after a change takes a worker, and then a page its reader."""
    from datetime import timedelta

    from django.utils import timezone

    from dabir.foundation.work.running import run_waiting
    from dabir.stages.texts.models import Amendment

    Amendment.objects.filter(pk=amendment.pk).update(edition=amendment.edition + 1)
    Amendment.objects.get(pk=amendment.pk).save()
    later = timezone.now() + timedelta(minutes=1)
    worker = _once(lambda: run_waiting(now=later))
    return worker, _once(lambda: _asked(client, address))
