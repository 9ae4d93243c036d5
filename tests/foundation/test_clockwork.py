"""What Dabir does by itself as time passes: reminders, the daily seal, sweeping."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from dabir.foundation.files.keeping import folder, keep_original
from dabir.foundation.letters.acts import draft_letter, finish_referral, refer
from dabir.foundation.mail.models import Message
from dabir.foundation.people.models import Role
from dabir.foundation.record.models import Entry, Seal
from dabir.foundation.record.sealing import seal_now
from dabir.jobs.reminders import remind
from dabir.jobs.sealing import mail_seals, seal
from dabir.jobs.sweeping import sweep_files
from tests.factories import (
    AT,
    make_group,
    make_member,
    make_person,
    make_secretary,
    seat,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def referral(group, secretary):
    letter = draft_letter(
        group=group,
        kind="internal",
        subject="موضوع",
        confidentiality="group",
        actor=secretary,
        at=AT,
    )
    due = (AT + 5 * DAY).date()
    return refer(item=letter, to=make_member(group), due_on=due, actor=secretary, at=AT)


def reminders(person) -> int:
    return Message.objects.filter(person=person).exclude(key__endswith="made").count()


def test_reminds_once_before_and_once_after_the_day(referral):
    for hours in range(0, 24 * 12, 6):
        remind(AT + timedelta(hours=hours))
    assert reminders(referral.to) == 2


def test_does_not_remind_long_before(referral):
    remind(AT + DAY)
    assert reminders(referral.to) == 0


def test_does_not_remind_of_what_is_done(referral):
    finish_referral(referral=referral, outcome="شد", actor=referral.to, at=AT)
    remind(AT + 10 * DAY)
    assert reminders(referral.to) == 0


def test_the_clock_seals(group, referral):
    seal(AT)
    assert not Entry.objects.filter(seal=None).exists()


def test_the_chair_gets_each_days_last_seal_once(group, referral):
    chair = make_person()
    seat(chair, group, Role.CHAIR)
    seal_now(group, AT)
    mail_seals(AT)
    assert not Message.objects.filter(person=chair)
    for hours in range(24, 24 * 4, 5):
        mail_seals(AT + timedelta(hours=hours))
    message = Message.objects.get(person=chair)
    assert Seal.objects.get(group=group).digest in message.text


def test_sweeps_old_files_without_a_row_and_nothing_else(group, settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path}}
    }
    kept = keep_original(b"kept", name="a", group=group, at=AT)
    for name in ("orphan", "young"):
        (tmp_path / name).write_bytes(b"?")
    old = (AT - 2 * DAY).timestamp()
    for name in ("orphan", kept.path):
        os.utime(tmp_path / name, (old, old))
    os.utime(tmp_path / "young", (AT.timestamp(), AT.timestamp()))
    assert sweep_files(AT) == 1
    assert {path.name for path in folder().rglob("*") if path.is_file()} == {
        "young",
        Path(kept.path).name,
    }
