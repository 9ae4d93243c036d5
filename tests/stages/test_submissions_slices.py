"""Taking in by the slice: the same as one by one, in a handful of queries."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dabir.foundation.files.keeping import read_original
from dabir.foundation.mail.models import Message
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.models import Address, Link
from dabir.foundation.work.models import Work
from dabir.stages.calls.models import Call
from dabir.stages.submissions.announcements import submissions_received
from dabir.stages.submissions.identities import unsealed
from dabir.stages.submissions.intake.contents import AnswerDraft, Contributor, FileDraft, Incoming
from dabir.stages.submissions.intake.files import look_into
from dabir.stages.submissions.intake.taking_in import compose, take_in, take_in_many
from dabir.stages.submissions.models import Submission
from dabir.stages.submissions.queries import by_secret
from tests.factories import AT, make_body, make_group, make_secretary
from tests.stages.sent import CLOSES, make_open_call, question_of

pytestmark = pytest.mark.django_db

FILE = look_into("نامه.txt", "نامه‌ای از انجمن باغداران که در آن از کمی آب گفته شده است.".encode())


@act
def take_in_one_by_one(*, incoming: Sequence[Incoming], at: datetime) -> None:
    for one in incoming:
        take_in(
            one.call,
            one.content,
            one.contributor,
            by=None,
            at=at,
            received_at=one.received_at,
            road=one.road,
            body=one.body,
            official=one.official,
            once=one.once or "",
        )


@act
def take_in_together(*, incoming: Sequence[Incoming], at: datetime) -> list[Submission]:
    record(actor=None, at=at)
    return take_in_many(incoming, by=None, at=at)


def told(submission: Submission) -> dict[str, Any]:
    """Everything that a submission brought about, without what is random."""
    sealed = unsealed(submission)
    assert sealed is not None
    assert by_secret(sealed.secret) == submission
    canonical = json.loads(read_original(submission.original)) if submission.original else {}
    if canonical:
        assert canonical.pop("receipt") == submission.receipt
    links = Link.objects.filter(target__in=_addresses(submission))
    mails = Message.objects.filter(about=submission.address_id)
    return {
        "columns": {
            field.attname: getattr(submission, field.attname)
            for field in Submission._meta.concrete_fields
            if field.attname
            not in {
                *("id", "address_id", "receipt", "secret_digest", "key_id", "sha256"),
                *("original_id", "once"),
            }
        },
        "whole": submission.original is None or submission.sha256 == submission.original.sha256,
        "sealed": (sealed.contributor, sealed.files),
        "canonical": canonical,
        "levels": [_level(address) for address in _addresses(submission)],
        "consents": sorted(submission.consents.values_list("purpose", "given", "wording", "at")),
        "answers": list(
            submission.answers.values_list(
                *("order", "question", "exhibit", "item", "part", "text", "verified")
            )
        ),
        "passages": list(
            submission.passages.order_by("order").values_list(
                *("answer__order", "order", "start", "end", "text", "shown", "text_key"),
                "shown_key",
            )
        ),
        "links": sorted(links.values_list("source", "relation", "by", "at")),
        "files": [
            (
                one.original.name.removeprefix(submission.receipt),
                read_original(one.original),
                one.original.media_type,
                hasattr(one, "answer"),
            )
            for one in submission.attachments.select_related("original__key")
        ],
        "mails": [
            (mail.to, mail.language, mail.subject, submission.receipt in mail.text)
            for mail in mails
        ],
        "sending": Work.objects.filter(name="mail.send").count(),
    }


def _addresses(submission: Submission) -> list[Address]:
    passages = submission.passages.order_by("order").select_related("address")
    return [submission.address, *(passage.address for passage in passages)]


def _level(address: Address) -> tuple[Any, ...]:
    bodies = sorted(address.bodies.values_list("pk", flat=True))
    return address.kind, address.group_id, address.confidentiality, bodies


def brought_about(run: Callable[..., Any], incoming: Sequence[Incoming]) -> list[dict[str, Any]]:
    """What taking in brings about, in a transaction that is rolled back."""
    with transaction.atomic():
        run(incoming=incoming, at=AT)
        # Read anew: what the database holds, not what was handed out.
        found = [told(one) for one in Submission.objects.order_by("pk")]
        transaction.set_rollback(True)
    return found


@st.composite
def sent(draw: st.DrawFn) -> dict[str, Any]:
    """One submission in any mixture of words, files, choices and times."""
    words = st.text(alphabet="آب باغ\\\t\n\r.؟ x1‌«»'\"%{}", min_size=1, max_size=80).filter(
        lambda text: bool(text.strip())
    )
    return {
        "texts": draw(st.lists(st.tuples(words, st.booleans()), min_size=1, max_size=3)),
        "files": draw(st.lists(st.just(FILE), max_size=2)),
        "publication": draw(st.sampled_from(list(Submission.Publication))),
        "consents": draw(st.sets(st.sampled_from(["quote", "contact"]))),
        "name": draw(st.sampled_from(["", "شیرین\tکتابدار", "O'Neill\\N"])),
        "email": draw(st.sampled_from(["", "a@example.org"])),
        "language": draw(st.sampled_from(["fa", "en"])),
        "hours": draw(st.integers(-5, 24 * 30)),
        "road": draw(st.sampled_from(["form", "email", "import"])),
        "official": draw(st.booleans()),
    }


def incoming(call: Call, given: dict[str, Any], number: int) -> Incoming:
    question = question_of(call)
    content = compose(
        call,
        [AnswerDraft(text, question=question if asked else None) for text, asked in given["texts"]],
        given["files"],
        sector="guild",
        province="یزد",
        language="",
        publication=given["publication"],
        consents=given["consents"],
    )
    return Incoming(
        call=call,
        content=content,
        contributor=Contributor(
            name=given["name"], email=given["email"], language=given["language"]
        ),
        received_at=AT + timedelta(hours=given["hours"]),
        road=given["road"],
        body=make_body() if given["official"] else None,
        official=given["official"],
        once=f"once {number}",
    )


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(mixture=st.lists(sent(), min_size=1, max_size=4))
def test_a_slice_brings_about_what_each_would(mixture):
    group = make_group()
    call = make_open_call(group, make_secretary(group))
    slice_ = [incoming(call, one, number) for number, one in enumerate(mixture)]
    assert brought_about(take_in_together, slice_) == brought_about(take_in_one_by_one, slice_)


def test_asks_the_database_no_more_for_many_than_for_few():
    group = make_group()
    call = make_open_call(group, make_secretary(group))

    def asked(count: int) -> int:
        slice_ = [
            Incoming(
                call=call,
                content=compose(
                    call,
                    [AnswerDraft(f"نظر شمارهٔ {number} دربارهٔ آب باغ‌ها.")],
                    [FILE] if number % 3 == 0 else [],
                    sector="citizen",
                    province="",
                    language="fa",
                    publication="named",
                    consents=(),
                ),
                contributor=Contributor(name="شیرین", email="a@example.org"),
                received_at=AT,
                road="form",
            )
            for number in range(count)
        ]
        with CaptureQueriesContext(connection) as queries:
            take_in_together(incoming=slice_, at=AT)
        return len(queries)

    few, many = asked(3), asked(60)
    assert few == many
    assert few < 40


def test_is_announced_once_for_all():
    heard: list[list[Submission]] = []

    def hear(submissions: list[Submission], **_told: Any) -> None:
        heard.append(submissions)

    group = make_group()
    call = make_open_call(group, make_secretary(group))
    submissions_received.connect(hear)
    try:
        given = {
            "texts": [("آب کم است.", False)],
            "files": [],
            "publication": "withheld",
            "consents": (),
            "name": "",
            "email": "",
            "language": "fa",
            "hours": 0,
            "road": "form",
            "official": False,
        }
        slice_ = [incoming(call, given, number) for number in range(5)]
        taken = take_in_together(incoming=slice_, at=AT)
    finally:
        submissions_received.disconnect(hear)
    assert heard == [taken]


def test_keeps_what_was_given_out_before():
    group = make_group()
    call = make_open_call(group, make_secretary(group))
    content = compose(
        call,
        [AnswerDraft("آب کم است.")],
        [],
        sector="citizen",
        province="",
        language="fa",
        publication="withheld",
        consents=(),
    )
    one = Incoming(
        call,
        content,
        Contributor(),
        CLOSES + timedelta(days=1),
        "import",
        receipt="7K3M-9QXT-2BHW4",
        secret="0123456789abcdefghjkmnpqrs",
        sha256="ab" * 32,
        received="the row as it came",
        asked=False,
    )
    (submission,) = take_in_together(incoming=[one], at=AT)
    submission.refresh_from_db()
    sealed = unsealed(submission)
    assert submission.receipt == one.receipt
    assert by_secret(one.secret) == submission
    assert (submission.original, submission.sha256, submission.late) == (None, one.sha256, True)
    assert sealed is not None
    assert (sealed.received, sealed.secret) == (one.received, one.secret)
    assert not submission.consents.exists()


def test_keeps_the_bytes_as_they_came():
    group = make_group()
    call = make_open_call(group, make_secretary(group))
    kept = FileDraft("a.txt", b"a", "txt", "text/plain", "", text="")
    content = compose(
        call,
        [AnswerDraft("آب کم است.")],
        [kept] * 10,
        sector="citizen",
        province="",
        language="fa",
        publication="withheld",
        consents=(),
    )
    one = Incoming(
        call, content, Contributor(), AT, "email", original=b"From: a", original_ending="eml"
    )
    (submission,) = take_in_together(incoming=[one], at=AT)
    original = submission.original
    assert original is not None
    assert read_original(original) == b"From: a"
    assert original.name == f"{submission.receipt}.eml"
    assert original.sha256 == submission.sha256
    assert [read_original(file.original) for file in submission.attachments.all()] == [b"a"] * 10
