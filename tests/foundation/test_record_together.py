"""Acts together: each is durable when it returns, and one that cannot be written harms no other."""

import threading
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from dabir.foundation.record import together
from dabir.foundation.record.acts import UnrecordedAct, record
from dabir.foundation.record.models import Chain, Content, Entry
from dabir.foundation.record.together import NotKept, Prepared, act_together
from dabir.foundation.record.verifying import verify_group
from tests.factories import AT, make_group


def earlier_of(*, key, **_others):
    return f"earlier {key}" if key.startswith("again") else None


@act_together(unless=earlier_of)
def note_chain(*, key, at, group=None):
    record(actor=None, at=at, group=group, key=key)
    return Prepared((Chain(name=key),), key)


@act_together(unless=earlier_of)
def note_nothing(*, key, at):
    return Prepared((Chain(name=key),), key)


@pytest.fixture
def batches(monkeypatch):
    """The batches of the writer, which waits until it is let go on."""
    written, commit = [], together._insert
    monkeypatch.setattr(
        together, "_insert", lambda batch: (written.append(len(batch)), commit(batch))
    )
    return written


@contextmanager
def several(keys, **fields):
    """Many callers at the same time; gives what each got, once all have it."""
    found = {}

    def call(key):
        try:
            found[key] = note_chain(key=key, at=AT, **fields)
        except Exception as error:  # noqa: BLE001 - looked at by the test
            found[key] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=call, args=(key,)) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    yield found


@pytest.fixture
def own_writer(monkeypatch, transactional_db):
    """A writer with its own connection, as in a process that serves."""
    if connection.vendor == "sqlite":
        pytest.skip("a database in memory belongs to one connection; make postgresql runs it")
    monkeypatch.setattr(together, "IDLE_SECONDS", 0.2)
    monkeypatch.setattr(together, "_writer", together._Writer())
    yield together._writer
    thread = together._writer._thread
    if thread is not None:
        thread.join(10)


@pytest.mark.django_db
def test_writes_at_once_within_a_transaction_of_the_caller():
    with transaction.atomic():
        assert note_chain(key="one", at=AT) == "one"
        assert Chain.objects.get().name == "one"
        transaction.set_rollback(True)
    assert not Chain.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_is_on_record_as_any_other_act():
    group = make_group()
    note_chain(key="one", at=AT, group=group)
    entry = Entry.objects.get()
    assert (entry.act.rpartition(".")[2], entry.group) == ("note_chain", group)
    assert '"key":"one"' in Content.objects.get(entry=entry).payload
    assert not list(verify_group(group))


@pytest.mark.django_db
def test_an_act_without_a_record_is_not_written():
    with pytest.raises(UnrecordedAct):
        note_nothing(key="one", at=AT)
    assert not Chain.objects.exists()


@pytest.mark.django_db
def test_returns_what_was_returned_before_where_a_key_is_taken():
    note_chain(key="again", at=AT)
    assert note_chain(key="again", at=AT) == "earlier again"
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_a_taken_key_that_nobody_explains_is_an_error():
    note_chain(key="one", at=AT)
    with pytest.raises(IntegrityError):
        note_chain(key="one", at=AT)
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_only_those_whose_keys_are_taken_are_left_out():
    Chain.objects.create(name="3")
    batch = []
    for number in range(9):
        content = together.Running("test.note", unsaved=[])
        with together.recording(content):
            record(actor=None, at=AT, number=number)
        batch.append(together._Asked((Chain(name=str(number)),), content.unsaved))
    with transaction.atomic():
        together._insert_without_taken(batch)
    assert [type(one.error) for one in batch] == [
        *[type(None)] * 3,
        IntegrityError,
        *[type(None)] * 5,
    ]
    assert Entry.objects.count() == Content.objects.count() == 8
    assert Chain.objects.count() == 9


def test_many_at_once_share_commits(own_writer, batches):
    with several([f"key {n}" for n in range(40)]) as found:
        assert found == {key: key for key in found}
    assert Chain.objects.count() == Entry.objects.count() == sum(batches) == 40
    assert len(batches) < 40


def test_one_that_fails_among_many_fails_alone(own_writer):
    note_chain(key="again 1", at=AT)
    with several(["again 1", *(f"key {n}" for n in range(10))]) as found:
        assert found.pop("again 1") == "earlier again 1"
        assert found == {key: key for key in found}
    assert Chain.objects.count() == Entry.objects.count() == 11


def test_says_that_nothing_was_kept_when_the_database_is_away(own_writer, monkeypatch):
    def away(_batch):
        raise OperationalError("disk I/O error")

    with monkeypatch.context() as broken:
        broken.setattr(together, "_insert", away)
        with several(["one", "two"]) as found:
            assert {type(error) for error in found.values()} == {NotKept}
    assert not Entry.objects.exists()
    assert note_chain(key="three", at=AT) == "three"


def test_a_writer_that_was_idle_begins_again(own_writer):
    note_chain(key="one", at=AT)
    own_writer._thread.join(10)
    assert own_writer._thread is None
    assert note_chain(key="two", at=AT) == "two"
    assert Chain.objects.count() == 2


def test_where_no_thread_can_start_the_act_fails_and_the_next_tries_again(monkeypatch):
    writer, started = together._Writer(), []

    def start(_thread):
        started.append(1)
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", start)
    for _time in range(2):
        with pytest.raises(NotKept):
            writer.write(together._Asked((), []))
    assert len(started) == 2
    assert not writer._gathered


def test_a_writer_that_dies_leaves_nobody_waiting(monkeypatch):
    writer = together._Writer()
    late = together._Asked((), [])
    late.done.acquire()

    dying = []

    def die(_batch):
        dying.append(threading.current_thread())
        # Comes while the batch is being committed.
        writer._gathered.append(late)
        raise SystemExit

    monkeypatch.setattr(together, "_commit", die)
    monkeypatch.setattr(threading, "excepthook", lambda _died: None)
    monkeypatch.setattr(together.connection, "close", lambda: None)
    with pytest.raises(NotKept):
        writer.write(together._Asked((), []))
    assert late.done.acquire(timeout=10)
    dying[0].join(10)
    assert isinstance(late.error, NotKept)
    assert writer._thread is None
