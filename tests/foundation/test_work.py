"""Work is asked for once, taken by one, tried again when it fails, and ends."""

import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.work.asking import UnknownWork, ask
from dabir.foundation.work.clock import tick_until, ticks
from dabir.foundation.work.models import Work
from dabir.foundation.work.pieces import (
    LONGEST_DELAY,
    MAX_ATTEMPTS,
    GiveUp,
    LeaseLost,
    delay_after,
    take,
)
from dabir.foundation.work.running import run, run_waiting

# Leases are renewed from a thread with a connection of its own, which sees what is committed.
pytestmark = pytest.mark.django_db(transaction=True)

HERE = __name__
CALLS = []


@pytest.fixture(autouse=True)
def _handlers(settings, monkeypatch):
    CALLS.clear()
    handlers = {"good": good, "failing": failing, "refusing": refusing, "hopeless": hopeless}
    settings.WORK_HANDLERS = {name: f"handlers:{name}" for name in handlers}
    monkeypatch.setattr(
        "dabir.foundation.work.running.import_module",
        lambda _name: type("handlers", (), {n: staticmethod(f) for n, f in handlers.items()}),
    )


def good(piece):
    CALLS.append(piece.key)
    return {"said": piece.arguments.get("say", "")}


def failing(piece):
    raise RuntimeError("the server is away")


def refusing(piece):
    raise Refused("The call closed.")


def hopeless(piece):
    raise GiveUp("no such mail")


def request(key="k", name="good", **fields):
    return ask(name, key=key, at=timezone.now(), **fields)


def state(key="k"):
    return Work.objects.get(key=key).state


def test_asking_twice_leaves_one_piece():
    first = request(arguments={"say": "one"})
    second = request(arguments={"say": "two"})
    assert first.pk == second.pk
    assert run_waiting() == 1
    assert Work.objects.get().result == {"said": "one"}


def test_nobody_asks_for_what_no_handler_does():
    with pytest.raises(UnknownWork):
        request(name="unheard-of")


def test_work_is_asked_for_only_when_its_act_commits():
    @transaction.atomic
    def failing_act():
        request()
        raise DatabaseError

    with pytest.raises(DatabaseError):
        failing_act()
    assert not Work.objects.exists()


def test_work_waits_for_its_time():
    request(not_before=timezone.now() + timedelta(hours=1))
    assert run_waiting() == 0
    assert run_waiting(now=timezone.now() + timedelta(hours=2)) == 1


def test_a_queue_takes_only_its_own():
    request(queue="heavy")
    assert take(["quick"]) is None
    assert take(["heavy"]) is not None


def test_two_workers_never_take_the_same_piece():
    request()
    assert take(["quick"]) is not None
    assert take(["quick"]) is None


def test_a_deserted_piece_is_taken_again():
    request()
    first = take(["quick"])
    later = timezone.now() + timedelta(minutes=5)
    second = take(["quick"], later)
    assert (first.attempt, second.attempt) == (1, 2)


def test_a_worker_that_lost_its_lease_leaves_nothing_behind():
    request()
    first = take(["quick"])
    second = take(["quick"], timezone.now() + timedelta(minutes=5))
    with pytest.raises(LeaseLost), first.finishing():
        pytest.fail("the effect of a lost lease")
    with second.finishing({"by": 2}):
        pass
    assert not first.renew()
    assert Work.objects.get().result == {"by": 2}


def test_a_step_is_counted_with_its_effect_or_not_at_all():
    request()
    piece = take(["quick"])
    with piece.step(of=3):
        pass

    def failing_step():
        with piece.step(of=3):
            request(key="from the failed step")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing_step()
    work = Work.objects.get()
    assert (work.done, work.total, piece.done) == (1, 3, 1)


def test_a_failure_is_tried_again_later():
    request(name="failing")
    assert run_waiting() == 0
    work = Work.objects.get()
    assert (work.state, work.attempts) == ("waiting", 1)
    assert work.error == "RuntimeError: the server is away"
    assert work.not_before > timezone.now()


def test_attempts_have_an_end():
    request(name="failing")
    now = timezone.now()
    for day in range(MAX_ATTEMPTS):
        run_waiting(now=now + timedelta(days=day))
    assert state() == "failed"
    assert take(["quick"], now + timedelta(days=99)) is None


def test_a_piece_that_kills_its_workers_has_failed():
    request()
    now = timezone.now()
    for day in range(MAX_ATTEMPTS):
        assert take(["quick"], now + timedelta(days=day)) is not None
    assert take(["quick"], now + timedelta(days=MAX_ATTEMPTS)) is None
    assert state() == "failed"
    assert "died" in Work.objects.get().error


@pytest.mark.parametrize("name", ["refusing", "hopeless"])
def test_what_is_refused_is_not_tried_again(name):
    request(name=name)
    assert run_waiting() == 0
    assert state() == "failed"


def test_a_handler_that_is_gone_fails_the_piece(settings):
    request()
    settings.WORK_HANDLERS = {}
    run_waiting()
    assert state() == "failed"


def test_delays_grow_up_to_an_hour():
    delays = [delay_after(attempt) for attempt in range(1, 12)]
    assert delays == sorted(delays)
    assert delays[0] == timedelta(seconds=5)
    assert delays[-1] == LONGEST_DELAY


def test_a_living_worker_keeps_its_lease(settings):
    settings.WORK_LEASE_SECONDS = {"quick": 0.3, "heavy": 0.3}
    request()
    piece = take(["quick"])
    stolen = []

    def slow(_piece):
        for _ in range(4):
            threading.Event().wait(0.2)
            stolen.append(take(["quick"]))

    from dabir.foundation.work import running

    with running.kept(piece, timedelta(minutes=1)):
        slow(piece)
    assert stolen == [None] * 4


def test_running_says_whether_it_is_done():
    request()
    assert run(take(["quick"])) is True
    assert CALLS == ["k"]


def test_the_clock_calls_what_is_due_and_survives_what_fails(settings, monkeypatch):
    stopping = threading.Event()
    told = []

    def fails(at):
        told.append("fails")
        raise RuntimeError

    def stops(at):
        told.append("stops")
        stopping.set()

    monkeypatch.setattr("dabir.foundation.work.clock.ticks", lambda: [(fails, 60.0), (stops, 60.0)])
    tick_until(stopping)
    assert told == ["fails", "stops"]


def test_the_clock_finds_what_the_settings_name():
    assert all(callable(function) and seconds > 0 for function, seconds in ticks())
