"""Reminders and their mails, done by processes that are killed at every step there is.

    python -m tests.foundation.killing.errand FOLDER

A step is every statement to the database, the moment before and after every commit, and before
and after every mail that is handed to the server. A first process is killed at step 1, a second
one then does the same errand to its end; next time the first is killed at step 2; and so on,
until it ends before it is killed. Prints what was found after each as JSON.
"""

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django is ready only now
from django.db import connection, connections  # noqa: E402 - the same
from django.utils import timezone  # noqa: E402 - the same

from dabir.foundation.mail.models import Message  # noqa: E402 - the same
from dabir.foundation.people.models import Role  # noqa: E402 - the same
from dabir.foundation.work.models import Work  # noqa: E402 - the same
from dabir.foundation.work.running import run_waiting  # noqa: E402 - the same
from dabir.jobs import mail  # noqa: E402 - the same
from dabir.jobs.digests import tell_of_overdue  # noqa: E402 - the same
from dabir.jobs.duty_reminders import remind_of_duties  # noqa: E402 - the same
from dabir.stages.mandates.acts import assign_duty  # noqa: E402 - the same
from tests.factories import (  # noqa: E402 - the same
    make_body,
    make_group,
    make_member,
    make_person,
    make_secretary,
    seat,
)
from tests.foundation.killing.sink import Sink  # noqa: E402 - the same

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
KILLED = -signal.SIGKILL
ENOUGH = 2_000


class Steps:
    """Counts the steps of a process, and kills it at one of them."""

    def __init__(self, last: int) -> None:
        self.last = last
        self.count = 0

    def take(self) -> None:
        self.count += 1
        if self.count == self.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, function: Callable) -> Callable:
        def stepped(*args: object, **kwargs: object) -> object:
            self.take()
            result = function(*args, **kwargs)
            self.take()
            return result

        return stepped

    def watch(self) -> None:
        """Take a step at every statement, commit and mail of this process."""

        def statement(execute: Callable, sql: str, *rest: object) -> object:
            self.take()
            return execute(sql, *rest)

        connection.execute_wrappers.append(statement)
        connection._commit = self.around(connection._commit)
        mail.deliver = self.around(mail.deliver)


def in_a_process(errand: Callable[[], None]) -> int:
    """Do an errand in a process of its own; return its exit code, negative for a signal."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            errand()
            code = 0
        except Exception:  # noqa: BLE001 - told, and the exit code says that there was one
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)
    _pid, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def errand(last: int, now: datetime) -> None:
    """Remind, tell the chair, and send: what the clock and a worker do between them."""
    Steps(last).watch()
    remind_of_duties(AT)
    tell_of_overdue(AT)
    run_waiting(now=now)


def prepare() -> None:
    group = make_group()
    secretary, body = make_secretary(group), make_body()
    make_member(group, body)
    make_member(group, body)  # two are told of one step
    seat(make_person(), group, Role.CHAIR)
    for days in (3, -30):  # one to be reminded of, one that is overdue
        assign_duty(
            group=group,
            text="تهیهٔ گزارش",
            responsible=[body],
            due_on=(AT + timedelta(days=days)).date(),
            actor=secretary,
            at=AT,
        )
    forget()


def forget() -> None:
    Work.objects.all().delete()
    Message.objects.all().delete()


def found(sink: Sink) -> dict[str, object]:
    return {
        "keys": sorted(Message.objects.values_list("key", flat=True)),
        "sent": Message.objects.filter(state=Message.State.SENT).count(),
        "message_ids": sorted(Message.objects.values_list("message_id", flat=True)),
        "work": sorted(Work.objects.values_list("state", flat=True)),
        "received": sink.received(),
    }


def main(folder: Path) -> None:
    sink = Sink(folder)
    settings.SMTP_URL = f"smtp://127.0.0.1:{sink.port}"
    rounds = []
    try:
        prepare()
        # Once in this process, so that pages and catalogues are loaded in all that are made of it.
        remind_of_duties(AT)
        tell_of_overdue(AT)
        forget()
        for last in range(1, ENOUGH):
            later = timezone.now() + timedelta(days=1)
            ended = in_a_process(lambda last=last, now=later: errand(last, now))
            # The lease of whoever died has run out by now.
            restarted = in_a_process(lambda now=later: errand(0, now + timedelta(minutes=10)))
            rounds.append({"ended": ended, "restarted": restarted} | found(sink))
            forget()
            sink.empty()
            if ended != KILLED or rounds[-1]["restarted"]:
                break
    finally:
        sink.stop()
    json.dump(rounds, sys.stdout)


main(Path(sys.argv[1]))
