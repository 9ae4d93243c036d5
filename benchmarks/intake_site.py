"""The installation that `intake.py` measures, seen from inside: made before, counted after.

    python benchmarks/intake_site.py prepare STORED COUNT FOLDER
    python benchmarks/intake_site.py verify FOLDER [SECONDS]

`prepare` makes an open call and writes into FOLDER the bodies of COUNT forms, each with a proof of
work of its own; STORED arrivals are in the database already. `verify` reads the secrets that were
acknowledged and prints what the database says of them.
"""

import base64
import json
import os
import secrets
import sys
import time
from collections import Counter
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabir.config.settings")
django.setup()

from django.db import transaction  # noqa: E402 - models are there once Django is set up
from django.utils import timezone  # noqa: E402

from dabir.foundation.inserting import insert_rows, reserve  # noqa: E402
from dabir.foundation.people.models import Group, Membership, Person, Role  # noqa: E402
from dabir.foundation.record.models import Content, Entry  # noqa: E402
from dabir.foundation.record.sealing import seal_now  # noqa: E402
from dabir.stages.calls.acts import ask_question, draft_call, open_call  # noqa: E402
from dabir.stages.calls.models import Call, Question  # noqa: E402
from dabir.stages.submissions.codes import digest_of, new_receipt, receipt_of  # noqa: E402
from dabir.stages.submissions.intake.arrivals import opened  # noqa: E402
from dabir.stages.submissions.models import Arrival, Submission  # noqa: E402
from dabir.web.submissions.responding.proof import issue_challenge  # noqa: E402

SLICE = 5_000
BOUNDARY = "----dabir7MA4YWxkTrZu0gW"
WORDS = (
    "دوربین‌های کوچهٔ ما تابلو ندارد و کسی نمی‌داند تصویرها را چه کسی و تا کی نگه می‌دارد.\r\n\r\n"
    "پیشنهاد می‌کنم روی هر دوربین نام نگهدارنده و یک شمارهٔ تماس نوشته شود، به خط خوانا."
)


def make_call() -> Call:
    """A call with four questions, open for a month."""
    now = timezone.now()
    group = Group.objects.create(code="rush", names={"fa": "کارگروه شتاب", "en": "Rush"})
    secretary = Person.objects.create(username="secretary")
    Membership.objects.create(group=group, person=secretary, role=Role.SECRETARY)
    call = draft_call(
        group=group,
        code="rush",
        kind=Call.Kind.INPUT,
        titles={"fa": "فراخوان شتاب", "en": "A rush"},
        closes_at=now + timedelta(days=30),
        actor=secretary,
        at=now,
    )
    for number in range(3):
        ask_question(call=call, prompts={"fa": f"چه باید کرد؟ {number}"}, actor=secretary, at=now)
    ask_question(
        call=call,
        prompts={"fa": "موافقید؟"},
        kind=Question.Kind.AGREEMENT,
        actor=secretary,
        at=now,
    )
    return open_call(call=call, actor=secretary, at=now)


def store(call: Call, number: int) -> None:
    """Write down so many arrivals as if they had come before, with their entries, sealed."""
    now = timezone.now()
    sealed = secrets.token_bytes(1_600)
    for begin in range(0, number, SLICE):
        size = min(SLICE, number - begin)
        with transaction.atomic():
            keys = reserve(Entry, size)
            insert_rows(
                Entry,
                ("id", "act", "at", "group_id", "digest"),
                [(key, "submissions.submit", now, call.group_id, "0" * 64) for key in keys],
            )
            insert_rows(
                Content,
                ("entry_id", "key", "payload"),
                [(key, secrets.token_bytes(32), '{"stored": true}' * 12) for key in keys],
            )
            insert_rows(
                Arrival,
                (
                    *("call_id", "receipt", "secret_digest", "once", "sealed", "sha256"),
                    *("state", "received_at"),
                ),
                [
                    (
                        *(call.pk, new_receipt(), secrets.token_hex(32)),
                        *(f"{int(now.timestamp()):08x}{secrets.token_hex(16)}", sealed),
                        *("0" * 64, Arrival.State.TAKEN.value, now),
                    )
                    for _key in keys
                ],
            )
        seal_now(call.group, now)


def bodies(call: Call, count: int, folder: Path) -> None:
    """Write the forms, one after the other, each after its length in eight digits."""
    questions = list(call.questions.all())
    fields = {f"question-{one.pk}": WORDS for one in questions[:3]}
    fields |= {
        f"question-{questions[3].pk}": "agree",
        f"why-{questions[3].pk}": "سالی یک بار بس است.",
        "free": "",
        "name": "شیرین کتابدار",
        "organisation": "",
        "email": "",
        "phone": "",
        "sector": "citizen",
        "province": "یزد",
        "publication": "unnamed",
        "purposes": "quote",
        "once": "",
        "draft": "",
        "send": "1",
    }
    parts = "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    parts += (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="attachments"; filename=""\r\n'
        "Content-Type: application/octet-stream\r\n\r\n\r\n"
    )
    now = timezone.now()
    with (folder / "bodies").open("wb") as file:
        for _number in range(count):
            challenge = issue_challenge(call, now, counter=7)
            payload = base64.b64encode(
                json.dumps({"challenge": challenge, "solution": {"counter": 7}}).encode()
            ).decode()
            body = (
                f'{parts}--{BOUNDARY}\r\nContent-Disposition: form-data; name="altcha"\r\n\r\n'
                f"{payload}\r\n--{BOUNDARY}--\r\n"
            ).encode()
            file.write(f"{len(body):08d}".encode() + body)


def prepare(stored: int, count: int, folder: Path) -> None:
    """Make the call, what is stored, and the forms."""
    call = make_call()
    store(call, stored)
    bodies(call, count, folder)
    print(json.dumps({"path": f"/calls/{call.code}/respond/", "boundary": BOUNDARY}))


def unreadable() -> int:
    """Return how many arrivals, of the first thousands, are not what their fingerprint says."""
    wrong = 0
    newest = Arrival.objects.exclude(wrapped=None, submission=None).select_related(
        "submission__key"
    )
    for arrival in newest[:SLICE].iterator(chunk_size=500):
        received = opened(arrival).received
        wrong += sha256(received.encode()).hexdigest() != arrival.sha256
    return wrong


def verify(folder: Path, patience: float = 0.0) -> None:
    """Print how many of the acknowledged are there once, how many not, and what else is there.

    Waits so many seconds at most until as many are taken in as were acknowledged.
    """
    acknowledged = [line.strip() for line in (folder / "secrets").open(encoding="ascii")]
    wanted = {receipt_of(secret): digest_of(secret) for secret in acknowledged}
    ends = time.monotonic() + patience
    while Submission.objects.count() < len(acknowledged) and time.monotonic() < ends:
        time.sleep(0.2)
    new = Arrival.objects.exclude(wrapped=None, submission=None)
    found = Counter()
    wrong = 0
    for receipt, digest in new.values_list("receipt", "secret_digest").iterator(chunk_size=SLICE):
        found[receipt] += 1
        wrong += wanted.get(receipt, digest) != digest
    entries = Entry.objects.filter(act="submissions.submit").exclude(digest="0" * 64).count()
    taken = Counter(Submission.objects.values_list("receipt", flat=True).iterator(chunk_size=SLICE))
    print(
        json.dumps(
            {
                "acknowledged": len(acknowledged),
                "there_once": sum(found[receipt] == 1 for receipt in wanted),
                "missing": sum(found[receipt] == 0 for receipt in wanted),
                "twice": sum(count > 1 for count in (*found.values(), *taken.values())),
                "wrong": wrong,
                "unreadable": unreadable(),
                "unacknowledged": len(found.keys() - wanted.keys()),
                "entries": entries,
                "taken_in": len(taken),
            }
        )
    )


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare(int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
    else:
        verify(Path(sys.argv[2]), float(*sys.argv[3:]))
