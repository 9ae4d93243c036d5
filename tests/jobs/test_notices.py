"""Everybody who answered a call is told of its notices, once an address, whatever happens."""

from datetime import timedelta

import pytest

from dabir.foundation.mail.models import Message
from dabir.foundation.work.models import Work
from dabir.foundation.work.pieces import take
from dabir.foundation.work.running import run
from dabir.jobs import notices
from dabir.stages.calls.acts import correct_call, extend_deadline
from dabir.stages.submissions.acts import submit_official_reply, withdraw_submission
from dabir.stages.submissions.intake.contents import AnswerDraft, Contributor
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.calling import inquiry
from tests.stages.sent import CLOSES, WORDS, make_open_call, send

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = timedelta(hours=1)
WHY = {"fa": "به درخواست انجمن‌ها", "en": "As associations asked"}


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def call(group, secretary):
    return make_open_call(group, secretary)


def writes(call, email, **fields):
    fields.setdefault("language", "fa")
    return send(call, contributor=Contributor(name="کسی", email=email, **fields), at=AT)


def extend(call, secretary):
    return extend_deadline(
        call=call, closes_at=CLOSES + timedelta(days=5), reason=WHY, actor=secretary, at=AT + HOUR
    )


def work():
    return Work.objects.get(name="calls.tell")


def do():
    piece = take([work().queue], AT + 2 * HOUR)
    assert piece is not None
    assert run(piece)


def told():
    found = Message.objects.filter(key__startswith="calls:notice:")
    return sorted(found.values_list("to", flat=True))


def test_each_address_is_told_once_in_its_language_and_others_are_not(call, secretary):
    writes(call, "one@example.org")
    writes(call, "ONE@example.org")
    writes(call, "two@example.org", language="en")
    writes(call, "")
    extend(call, secretary)
    do()
    assert [address.lower() for address in told()] == ["one@example.org", "two@example.org"]
    english = Message.objects.get(to="two@example.org", key__startswith="calls:notice:")
    assert "has been extended" in english.text
    assert f"/c/{call.code}/" in english.text
    assert WHY["en"] not in english.subject


def test_the_key_of_a_mail_gives_no_address_away(call, secretary):
    writes(call, "one@example.org")
    extend(call, secretary)
    do()
    assert not Message.objects.filter(key__contains="one@").exists()


def test_who_withdrew_or_writes_later_is_not_told(call, secretary):
    gone = writes(call, "gone@example.org")
    withdraw_submission(submission=gone.submission, secret=gone.secret, at=AT)
    extend(call, secretary)
    send(call, contributor=Contributor(email="late@example.org"), at=AT + 2 * HOUR)
    do()
    assert told() == []


def test_an_attempt_that_was_cut_short_is_gone_on_with(call, secretary, monkeypatch):
    monkeypatch.setattr(notices, "SLICE", 2)
    for number in range(5):
        writes(call, f"{number}@example.org")
    extend(call, secretary)
    real, seen = notices.tell_of_notice, []

    def cut_short(*args, **kwargs):
        if len(seen) == 1:
            raise RuntimeError("power cut")
        seen.append(args)
        return real(*args, **kwargs)

    monkeypatch.setattr(notices, "tell_of_notice", cut_short)
    piece = take([work().queue], AT + 2 * HOUR)
    assert piece is not None
    assert not run(piece)
    assert len(told()) == 2
    monkeypatch.setattr(notices, "tell_of_notice", real)
    Work.objects.update(not_before=AT)
    do()
    assert told() == [f"{number}@example.org" for number in range(5)]
    assert (work().done, work().total) == (3, 3)


def test_two_notices_are_two_mails(call, secretary):
    writes(call, "one@example.org")
    extend(call, secretary)
    do()
    Work.objects.all().delete()
    correct_call(call=call, text=WHY, actor=secretary, at=AT + HOUR)
    do()
    assert told() == ["one@example.org"] * 2


def test_the_mail_about_an_inquiry_does_not_name_it(group, secretary):
    body = make_body()
    person = make_member(make_group(), body, language="en")
    call = inquiry(group, secretary, body)
    submit_official_reply(
        call=call, body=body, answers=[AnswerDraft(text=WORDS)], actor=person, at=AT
    )
    correct_call(call=call, text=WHY, actor=secretary, at=AT + HOUR)
    do()
    [mail] = Message.objects.filter(key__startswith="calls:notice:")
    assert mail.to == person.email
    assert not any(name in mail.subject + mail.text for name in call.names.values())
