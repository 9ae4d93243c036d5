"""Asks for work, and reports what became of it, in the installation that the kill test made.

python -m tests.foundation.killing.desk ask '[["key", "name", "queue", {"die": "before"}], …]'
python -m tests.foundation.killing.desk report

`report` answers each line that it is sent with one line, until there are no more.
"""

import json
import sys
from collections import Counter

import django

django.setup()

from django.utils import timezone  # noqa: E402 - Django is ready only now

from dabir.foundation.letters.models import Series  # noqa: E402 - the same
from dabir.foundation.people.models import Group  # noqa: E402 - the same
from dabir.foundation.record.models import Content  # noqa: E402 - the same
from dabir.foundation.work.asking import ask  # noqa: E402 - the same
from dabir.foundation.work.models import Work  # noqa: E402 - the same


def request(pieces: list[tuple[str, str, str, dict[str, str]]]) -> None:
    Group.objects.get_or_create(code="killed", defaults={"names": {"en": "Killed"}})
    for key, name, queue, arguments in pieces:
        ask(name, key=key, queue=queue, arguments=arguments, at=timezone.now())


def report() -> dict[str, object]:
    payloads = Content.objects.filter(entry__act="handlers.note").values_list("payload", flat=True)
    effects = Counter(json.loads(payload)["what"]["key"] for payload in payloads)
    states = Counter(Work.objects.values_list("state", flat=True))
    return {
        "effects": effects,
        "states": states,
        "attempts": sum(Work.objects.values_list("attempts", flat=True)),
        "numbers": sum(Series.objects.filter(name="effects").values_list("last", flat=True)),
    }


if sys.argv[1] == "ask":
    request(json.loads(sys.argv[2]))
else:
    for _asked in sys.stdin:
        sys.stdout.write(f"{json.dumps(report())}\n")
        sys.stdout.flush()
