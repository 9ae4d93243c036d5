"""Submissions are found by their words and signs, at once, and by those alone who may read them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from dabir.foundation.people.models import Group, Person
from dabir.foundation.people.queries import Reader
from dabir.foundation.work.running import run_waiting
from dabir.stages.submissions.acts import (
    accept_submission,
    decline_submission,
    erase_submission,
    lift_redaction,
    publish_submission,
    redact,
    submit_official_reply,
    withdraw_submission,
)
from dabir.stages.submissions.intake import database
from dabir.stages.submissions.intake.contents import AnswerDraft
from dabir.stages.submissions.intake.counting import wrong_counts
from dabir.stages.submissions.intake.database import write_objects
from dabir.stages.submissions.intake.indexing import index_what_lacks
from dabir.stages.submissions.models import Cell, SearchText, Submission, Tally
from dabir.stages.submissions.queries import (
    Sought,
    page_of,
    passages_holding,
    passages_visible_to,
)
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.sent import make_open_call, question_of, send, send_accepted

pytestmark = pytest.mark.django_db

SCHOOLS = "مدرسه‌های شهر ما کتابخانه ندارند و دوربین هم نمی‌خواهند."


@pytest.fixture
def group() -> Group:
    return make_group()


@pytest.fixture
def secretary(group: Group) -> Person:
    return make_secretary(group)


@pytest.fixture
def call(group: Group, secretary: Person) -> Any:
    return make_open_call(group, secretary)


def found(reader: Reader, group: Group, words: str = "", **narrowed: Any) -> list[int]:
    page = page_of(reader, Sought(group, words=words, **narrowed), size=50)
    return [one.pk for one in page.submissions]


def test_finds_what_was_taken_in_the_newest_first(group, secretary, call):
    first = send(call).submission
    second = send(call, SCHOOLS).submission
    assert found(secretary, group) == [second.pk, first.pk]
    assert found(secretary, group, "دوربین") == [second.pk, first.pk]
    assert found(secretary, group, "كتابخانه ندارند") == [second.pk]
    assert found(secretary, group, "دوربین خرطوم") == []


def test_a_word_finds_its_plurals_and_a_star_what_begins_so(group, secretary, call):
    submission = send(call, SCHOOLS).submission
    assert found(secretary, group, "مدرسه") == [submission.pk]
    assert found(secretary, group, "کتابخ") == []
    assert found(secretary, group, "کتابخ*") == [submission.pk]
    assert found(secretary, group, "کت*") == []


def test_finds_a_receipt_however_it_is_typed(group, secretary, call):
    submission = send(call).submission
    send(call)
    persian = {ord("0") + digit: ord("۰") + digit for digit in range(10)}
    typed = submission.receipt.lower().replace("-", " ").translate(persian)
    assert found(secretary, group, typed) == [submission.pk]
    assert found(make_member(group), group, submission.receipt) == []
    other = make_group()
    assert found(make_secretary(other), other, submission.receipt) == []


def test_follows_every_change_of_state(group, secretary, call):
    submission = send(call).submission
    assert found(secretary, group, state="received") == [submission.pk]
    accept_submission(submission=submission, actor=secretary, at=AT)
    assert found(secretary, group, state="received") == []
    assert found(secretary, group, state="accepted") == [submission.pk]
    decline_submission(submission=submission, reason="نامربوط", actor=secretary, at=AT)
    assert found(secretary, group, state="declined") == [submission.pk]


def test_follows_changes_that_no_act_made(group, secretary, call):
    """An import or a repair writes rows by the thousand; the database itself keeps the signs."""
    pks = [send(call).submission.pk for _ in range(3)]
    Submission.objects.filter(pk__in=pks[:2]).update(state="accepted")
    assert found(secretary, group, state="accepted") == pks[1::-1]


def test_members_and_public_find_what_is_published_until_it_is_withdrawn(group, secretary, call):
    member = make_member(group)
    submission = send_accepted(call, secretary, publication="unnamed")
    assert found(member, group) == found(None, group) == []
    publish_submission(submission=submission, actor=secretary, at=AT)
    assert found(member, group, "دوربین") == found(None, group, "دوربین") == [submission.pk]
    withdraw_submission(submission=submission, actor=secretary, at=AT)
    assert found(member, group, "دوربین") == found(None, group) == []


def test_what_is_redacted_is_found_by_the_secretariat_alone(group, secretary, call):
    submission = send_accepted(call, secretary, publication="unnamed")
    publish_submission(submission=submission, actor=secretary, at=AT)
    passage = submission.passages.first()
    start = passage.text.index("دوربین")
    redaction = redact(
        passage=passage, start=start, end=start + 6, ground="personal", actor=secretary, at=AT
    )
    assert found(None, group, "کوچه") == [submission.pk]
    other = submission.passages.last()
    start = other.text.index("دوربین")
    redact(passage=other, start=start, end=start + 6, ground="personal", actor=secretary, at=AT)
    assert found(None, group, "دوربین") == []
    assert found(secretary, group, "دوربین") == [submission.pk]
    lift_redaction(redaction=redaction, reason="همگانی است", actor=secretary, at=AT)
    assert found(None, group, "دوربین") == [submission.pk]


def test_a_body_finds_its_own_reply_that_is_not_published(group, secretary):
    body, other = make_body(), make_body()
    call = make_open_call(group, secretary, kind="inquiry", bodies=(body, other))
    own, stranger = make_member(group, body), make_member(group, other)
    receipt = submit_official_reply(
        call=call,
        body=body,
        answers=[AnswerDraft("پاسخ ما این است", question=question_of(call))],
        actor=own,
        at=AT,
    )
    assert found(own, group) == found(own, group, "پاسخ") == [receipt.submission.pk]
    assert found(own, group, "پرسش") == []
    assert found(stranger, group) == []


def test_erasing_takes_the_words_out_of_the_index(group, secretary, call):
    submission = send(call, SCHOOLS).submission
    erase_submission(submission=submission, texts=True, reason="خواست", actor=secretary, at=AT)
    assert found(secretary, group, "کتابخانه") == []
    assert "کتابخانه" not in SearchText.objects.get(submission=submission).tokens
    assert found(secretary, group) == [submission.pk]


@pytest.mark.skipif(
    "postgresql" in settings.DATABASES["default"]["ENGINE"],
    reason="PostgreSQL cleans by itself; make unit runs it",
)
def test_erased_words_leave_no_trace_in_the_index(group, secretary, call):
    submission = send(call, "خخخخخخخ").submission
    for _ in range(3):
        send(call)

    def traces() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM submissions_words_data WHERE instr(block, %s) > 0",
                ["خخخخخخخ".encode()],
            )
            return cursor.fetchone()[0]

    erase_submission(submission=submission, texts=True, reason="خواست", actor=secretary, at=AT)
    assert traces()
    run_waiting()
    assert not traces()
    assert found(secretary, group, "دوربین")


@pytest.mark.parametrize(
    ("since", "until", "count"),
    [(-400, 400, 1), (0, 0, 1), (1, 30, 0), (-30, -1, 0), (None, 0, 1), (0, None, 1), (3, -3, 0)],
)
def test_narrows_by_the_day_of_arrival(group, secretary, call, since, until, count):
    send(call)
    day = AT.date()
    stretch = {
        "since": None if since is None else day + timedelta(days=since),
        "until": None if until is None else day + timedelta(days=until),
    }
    assert len(found(secretary, group, **stretch)) == count


def test_several_filters_hold_together(group, secretary, call):
    guild = send(call, sector="guild", language="en").submission
    send(call, sector="guild")
    send(call, sector="company", language="en")
    assert found(secretary, group, sector="guild", language="en", road="form") == [guild.pk]
    assert found(secretary, group, "دوربین", sector="guild", language="en") == [guild.pk]
    assert found(secretary, group, call=make_open_call(group, secretary)) == []


def test_pages_both_ways_meet_and_stay_while_more_comes_in(group, secretary, call):
    keys = [send(call).submission.pk for _ in range(7)][::-1]
    sought = Sought(group)
    first = page_of(secretary, sought, size=3)
    assert [one.pk for one in first.submissions] == keys[:3]
    assert first.newer is None
    second = page_of(secretary, sought, size=3, before=first.older)
    assert [one.pk for one in second.submissions] == keys[3:6]
    last = page_of(secretary, sought, size=3, before=second.older)
    assert [one.pk for one in last.submissions] == keys[6:]
    assert last.older is None
    newest = send(call).submission.pk
    back = page_of(secretary, sought, size=3, after=last.newer)
    assert [one.pk for one in back.submissions] == keys[3:6]
    top = page_of(secretary, sought, size=3, after=back.newer)
    assert [one.pk for one in top.submissions] == keys[:3]
    above = page_of(secretary, sought, size=3, after=top.newer)
    assert [one.pk for one in above.submissions] == [newest, *keys[:2]]


@pytest.mark.parametrize(
    "words", ['"', "'", "a'b", '" OR "', "(", "=g1", "~x", "\x00", "\\", "* *", "۱/۲"]
)
def test_signs_of_query_languages_mean_nothing(group, secretary, call, words):
    send(call)
    assert found(secretary, group, words) in ([], found(secretary, group))


def test_finds_across_windows_of_the_index(group, secretary, call):
    """PostgreSQL walks its index window by window: what lies far apart is found in order."""
    submission = send(call, SCHOOLS).submission
    far = [submission.pk]
    for step in (5_000, 40_000, 300_000):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence('submissions_submission', 'id'), %s)",
                    [far[-1] + step],
                )
        far.append(send(call, SCHOOLS).submission.pk)
    assert found(secretary, group, "کتابخانه") == far[::-1]
    up = page_of(secretary, Sought(group, words="کتابخانه"), size=2, after=far[0])
    assert [one.pk for one in up.submissions] == far[2:0:-1]


def test_what_was_there_before_the_index_is_made_findable(group, secretary, call):
    submissions = [send(call).submission for _ in range(2)]
    SearchText.objects.filter(submission=submissions[0]).delete()
    assert found(secretary, group) == [submissions[1].pk]
    assert index_what_lacks() == 1
    assert found(secretary, group) == [one.pk for one in submissions[::-1]]
    assert index_what_lacks() == 0


def test_an_installation_from_before_the_index_is_indexed_when_it_migrates(
    group, secretary, call, monkeypatch
):
    submission = send(call).submission
    SearchText.objects.all().delete()
    Cell.objects.all().delete()
    Tally.objects.all().delete()
    assert found(secretary, group) == []
    write = "_write_postgresql" if connection.vendor == "postgresql" else "_write_sqlite"
    monkeypatch.setattr(database, write, lambda _connection: True)
    write_objects()
    assert found(secretary, group) == [submission.pk]
    assert not list(wrong_counts())


def test_the_databases_own_part_is_written_once(django_assert_num_queries):
    """After a migration that changed nothing, it is looked at and left."""
    with django_assert_num_queries(2):
        write_objects()


def test_finds_passages_in_which_all_the_words_stand(group, secretary, call):
    """Words that stand in two passages of one submission are in neither together."""
    submission = send_accepted(call, secretary)
    send_accepted(call, secretary, SCHOOLS)
    every = passages_visible_to(secretary)

    def holding(words: str) -> list[int]:
        found = passages_holding(every, group, words).order_by("pk")
        return list(found.values_list("order", flat=True).filter(submission=submission))

    assert holding("دوربین") == [0, 1]
    assert holding("دوربین تابلو") == [0]
    assert holding("تابلو خوانا") == []
    assert holding("پیشنه*") == [1]
    assert holding("") == [0, 1]
