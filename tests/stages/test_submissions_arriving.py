"""What arrives: sealed, found by its secret, taken in once; one that cannot be harms no other."""

import hashlib
import json
import os
from datetime import timedelta

import pytest
from django.utils import translation

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.files.keeping import Missing, folder
from dabir.foundation.files.sealing import Erased
from dabir.foundation.work.models import Work
from dabir.foundation.work.running import run_waiting
from dabir.jobs import arrivals as job
from dabir.jobs.sweeping import sweep_files
from dabir.stages.submissions.acts import erase_submission, submit, take_in_arrivals
from dabir.stages.submissions.codes import new_secret, read_receipt, receipt_of
from dabir.stages.submissions.identities import unsealed
from dabir.stages.submissions.intake.arrivals import copy_of, opened
from dabir.stages.submissions.intake.contents import AnswerDraft
from dabir.stages.submissions.intake.files import look_into
from dabir.stages.submissions.models import Arrival, Submission
from dabir.stages.submissions.queries import arrival_by_secret, by_secret
from dabir.stages.submissions.queries.arrivals import ATTEMPTS, LONGEST_WAIT, RUSH, is_rush
from tests.factories import AT, make_group, make_secretary
from tests.stages.sent import NAMED, WORDS, make_open_call, question_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def call():
    group = make_group()
    return make_open_call(group, make_secretary(group))


def arrive(call, words=WORDS, **fields):
    answers = [AnswerDraft(words, question=question_of(call))]
    return submit(call=call, answers=answers, at=AT, contributor=NAMED, **fields)


def test_a_receipt_goes_with_its_secret_alone():
    secrets = [new_secret() for _ in range(200)]
    receipts = [receipt_of(secret) for secret in secrets]
    assert len(set(receipts)) == 200
    assert all(read_receipt(receipt) == receipt for receipt in receipts)
    assert receipt_of(secrets[0].upper()) == receipts[0]


def test_is_found_by_its_secret_and_nothing_else(call):
    given = arrive(call)
    found = arrival_by_secret(given.secret)
    assert (found.receipt, found.sha256) == (given.receipt, given.sha256)
    assert arrival_by_secret(new_secret()) is None
    Arrival.objects.update(secret_digest="0" * 64)
    assert arrival_by_secret(given.secret) is None


def test_nothing_of_it_is_readable_where_it_lies(call):
    given = arrive(call)
    stored = "".join(str(value) for row in Arrival.objects.values_list() for value in row)
    for words in (WORDS[:20], NAMED.name, NAMED.email, given.secret):
        assert words not in stored
        assert words.encode() not in bytes(Arrival.objects.get().sealed)


def test_gives_a_copy_whose_hash_the_receipt_shows(call):
    given = arrive(call)
    copy = copy_of(Arrival.objects.get())
    assert hashlib.sha256(copy).hexdigest() == given.sha256
    assert json.loads(copy)["receipt"] == given.receipt
    take_in_arrivals(at=AT)
    assert copy_of(by_secret(given.secret)) == copy


def test_is_taken_in_once_with_its_receipt_secret_and_words(call):
    given = arrive(call)
    (submission,) = take_in_arrivals(at=AT + timedelta(minutes=1))
    assert take_in_arrivals(at=AT + timedelta(minutes=2)) == []
    assert by_secret(given.secret) == submission
    assert (submission.receipt, submission.sha256) == (given.receipt, given.sha256)
    assert submission.received_at == AT
    assert submission.language == "fa"
    assert unsealed(submission).contributor == NAMED
    assert [answer.text for answer in submission.answers.all()] == [WORDS]
    assert arrival_by_secret(given.secret) is None


def test_the_same_form_gives_the_same_receipt_before_and_after(call):
    first = arrive(call, once="the form")
    assert arrive(call, once="the form") == first
    take_in_arrivals(at=AT)
    assert arrive(call, once="the form").secret == first.secret
    assert Arrival.objects.count() == 1


def test_other_words_by_the_same_form_are_refused(call):
    arrive(call, once="the form")
    with pytest.raises(Refused, match="other words"):
        arrive(call, "Something else altogether.", once="the form")
    assert Arrival.objects.count() == 1


def test_a_held_one_waits_for_its_sender(call):
    arrive(call, held=True)
    assert take_in_arrivals(at=AT) == []
    assert Arrival.objects.get().state == Arrival.State.HELD


def test_keeps_files_encrypted_before_they_have_a_row_and_sweeping_spares_them(call):
    file = look_into("نظر من.txt", WORDS.encode())
    given = arrive(call, files=[file])
    (path,) = [path for path in folder().rglob(f"{given.receipt}-1") if path.is_file()]
    assert WORDS.encode()[:30] not in path.read_bytes()
    long_ago = (AT - timedelta(days=9)).timestamp()
    os.utime(path, (long_ago, long_ago))
    sweep_files(AT)
    (submission,) = take_in_arrivals(at=AT)
    assert submission.attachments.get().original.path == str(path.relative_to(folder()))
    sweep_files(AT)
    assert path.exists()


def test_erasing_leaves_nothing_of_what_arrived(call):
    given = arrive(call, once="the form")
    (submission,) = take_in_arrivals(at=AT)
    erase_submission(submission=submission, secret=given.secret, at=AT)
    arrival = Arrival.objects.get()
    assert (bytes(arrival.sealed), arrival.wrapped, arrival.once) == (b"", None, None)
    with pytest.raises(Erased):
        copy_of(submission)


def test_one_that_cannot_be_taken_in_holds_up_no_other(call):
    file = look_into("view.txt", WORDS.encode())
    broken = arrive(call, files=[file])
    (path,) = [path for path in folder().rglob(f"{broken.receipt}-1") if path.is_file()]
    path.unlink()
    whole = arrive(call)
    for attempt in range(1, ATTEMPTS + 2):
        job.take_in_slice(AT, 10)
        left = Arrival.objects.get(receipt=broken.receipt)
        assert left.attempts == min(attempt, ATTEMPTS)
    assert Missing.__name__ in left.trouble
    assert opened(left).secret == broken.secret
    assert list(Submission.objects.values_list("receipt", flat=True)) == [whole.receipt]


def test_the_clock_asks_for_it_once_and_a_worker_takes_it_in(call):
    assert not job.ask_to_take_in(AT)
    given = [arrive(call) for _ in range(3)]
    assert job.ask_to_take_in(AT)
    assert not job.ask_to_take_in(AT)
    assert run_waiting()
    assert Submission.objects.count() == len(given)
    assert Work.objects.get(name=job.NAME).result == {"taken": 3}


def test_reading_waits_while_a_rush_is_on(call):
    for _ in range(RUSH + 1):
        arrive(call)
    assert is_rush(AT)
    assert not job.ask_to_take_in(AT)
    assert job.ask_to_take_in(AT + timedelta(seconds=2))


def test_a_rush_that_lasts_keeps_nobody_waiting_for_ever(call, monkeypatch):
    monkeypatch.setattr(job, "FIRST_SLICE", 3)
    monkeypatch.setattr(job, "is_rush", lambda _at: True)
    given = [arrive(call) for _ in range(5)]
    assert not job.ask_to_take_in(AT + LONGEST_WAIT)
    late = AT + LONGEST_WAIT + timedelta(seconds=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)
    sizes, slice_ = [], job.take_in_slice
    monkeypatch.setattr(job, "take_in_slice", lambda at, n: sizes.append(n) or slice_(at, n))
    assert job.ask_to_take_in(late)
    assert run_waiting(now=late)
    assert Submission.objects.count() == len(given)
    assert sizes == [3, 3]


@pytest.mark.parametrize("language", ["\x00", "f", "FA", "fa\n", "fa-IR"])
def test_refuses_what_is_no_code_of_a_language(call, language):
    with pytest.raises(Refused, match="language"):
        submit(call=call, answers=[AnswerDraft(WORDS)], language=language, at=AT)
    assert not Arrival.objects.exists()
