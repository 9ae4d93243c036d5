"""Reading a long text with thousands of comments, and their list, as a browser would ask for it.

The comments were made on a first version; the present one words some of their clauses otherwise,
so that the pages find the words again. Asked for as in ``drafting_pages``.
"""

# ruff: noqa: PLC0415, S101 (Django is set up for a folder that is known only when it runs)
import os
import random
import time
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from drafting_amendments import text
from drafting_compile import Taken, taken

from dabir.domain.drafting import Edit, Version
from dabir.domain.language.words import words

CLAUSES = 500
COMMENTS = 2_000
CHANGED = 200
SETTLED = 4
"""One comment in so many is settled."""
SEED = 1405
RUNS = 9
READING = 1.0
LISTED = 0.3
NAMESPACE = uuid.UUID("0d5b3a56-5b53-4f1b-8f0c-5d5b8a7c1e11")
AT = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)


def measure(*, quick: bool, folder: Path) -> dict[str, object]:
    """Measure the text with its comments, without them, the list, and one thread."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabir.config.settings")
    os.environ["DABIR_VAR"] = str(folder / f"comments-{uuid.uuid4().hex[:8]}")
    import django

    django.setup()
    clauses, count, changed = (30, 60, 10) if quick else (CLAUSES, COMMENTS, CHANGED)
    begun = time.perf_counter()
    client, address = _installed(clauses, changed)
    without = _asked(client, address)
    last = _commented(count)
    print(f"  {count} comments on {clauses} clauses stored in {time.perf_counter() - begun:.0f} s")
    figures: dict[str, object] = {
        "clauses": clauses,
        "changed_since": changed,
        "comments": count,
        "text_without_comments_s": without,
        "text_s": _asked(client, address),
        "list_s": _asked(client, f"{address}comments/"),
        "last_page_of_list_s": _asked(client, f"{address}comments/?page=9999"),
        "only_open_s": _asked(client, f"{address}comments/?state=open"),
        "thread_s": _asked(client, f"{address}comments/{last}/"),
        "text_bytes": len(client.get(address).content),
    }
    read, listed = figures["text_s"], figures["list_s"]
    assert isinstance(read, Taken)
    assert isinstance(listed, Taken)
    figures["held"] = {
        f"the text with its comments under {READING} s": read.processor < READING,
        f"the list under {LISTED} s": listed.processor < LISTED,
    }
    for name, seen in figures.items():
        print(f"  {name}: {seen}")
    return figures


def _installed(clauses: int, changed: int) -> tuple[Any, str]:
    """Return a signed-in client and the address of a text in its second version."""
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse

    from dabir.foundation.people.models import Group, Membership, Person, Role
    from dabir.stages.texts.acts import (
        derive_version,
        draft_zero,
        propose_amendment,
        rule_amendment,
        start_text,
    )

    call_command("migrate", verbosity=0, interactive=False)
    group = Group.objects.create(names={"fa": "کارگروه"}, code="measured")
    person = Person.objects.create(username="measured", names={"fa": "دبیر"})
    Membership.objects.create(group=group, person=person, role=Role.SECRETARY)
    made = start_text(
        group=group, titles={"fa": "متن"}, kind="plan", actor=person, at=AT, language="fa"
    )
    base = _named(text(clauses, random.Random(SEED)))
    draft_zero(text=made, clauses=list(base.clauses.values()), actor=person, at=AT)
    worded = [each for each in base.clauses.values() if len(words(each.text.get("fa", ""))) > 1]
    edits = [_edit(each.uid, each.text["fa"]) for each in worded[:changed]]
    amendment = propose_amendment(text=made, operations=edits, actor=person, at=AT)
    rule_amendment(amendment=amendment, accept=True, actor=person, at=AT)
    derive_version(text=made, actor=person, at=AT)
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    return client, reverse("texts:text", args=[group.code, made.pk])


def _edit(uid: str, said: str) -> Edit:
    """Another word in the middle of a wording."""
    found = words(said)
    word = found[len(found) // 2]
    old = said[word.start : word.end]
    return Edit(uid, "fa", word.start, word.end, old, f"{old} دیگر")


def _commented(count: int) -> int:
    """Store comments on words of the first version, and return the key of the last."""
    from dabir.foundation.people.models import Person
    from dabir.foundation.trace.models import Address, new_id
    from dabir.stages.texts.models import Comment, CommentDisposition, Version, Wording

    dice = random.Random(SEED)
    zero = Version.objects.select_related("text__group").get(order=0)
    person = Person.objects.get(username="measured")
    wordings = [
        each
        for each in Wording.objects.filter(clause__version=zero).select_related("clause")
        if each.text
    ]
    addresses = Address.objects.bulk_create(
        Address(id=new_id(), kind=Comment.KIND, group=zero.text.group) for _ in range(count)
    )
    rows = []
    for number, address in enumerate(addresses):
        wording = dice.choice(wordings)
        found = words(wording.text)
        first = dice.randrange(len(found))
        last = min(first + dice.randrange(1, 6), len(found)) - 1
        start, end = found[first].start, found[last].end
        rows.append(
            Comment(
                address=address,
                text=zero.text,
                version=zero,
                clause=wording.clause,
                language=wording.language,
                start=start,
                end=end,
                quoted=wording.text[start:end],
                words=f"نظر {number} دربارهٔ این عبارت: روشن‌تر نوشته شود.",
                state="settled" if number % SETTLED == 0 else "open",
                by=person,
                at=AT,
            )
        )
    made = Comment.objects.bulk_create(rows)
    CommentDisposition.objects.bulk_create(
        CommentDisposition(comment=each, outcome="noted", reason="گفته شد.", by=person, at=AT)
        for each in made
        if each.state == "settled"
    )
    return made[-1].pk


def _named(base: Version) -> Version:
    def uid(name: str | None) -> str | None:
        return None if name is None else str(uuid.uuid5(NAMESPACE, name))

    return Version.of(
        base.symbol,
        [
            replace(each, uid=str(uid(each.uid)), parent=uid(each.parent))
            for each in base.clauses.values()
        ],
    )


def _asked(client: Any, address: str) -> Taken:
    def ask() -> None:
        response = client.get(address)
        assert response.status_code == 200, response.status_code

    ask()
    return taken(ask, times=RUNS)
