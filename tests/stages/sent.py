"""Calls that are open, and what is sent to them, for tests of submissions and later stages."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from dabir.foundation.people.models import Body, Group, Person
from dabir.stages.calls.acts import ask_question, draft_call, invite, open_call
from dabir.stages.calls.models import Call, Question
from dabir.stages.submissions.acts import accept_submission, submit, take_in_arrivals
from dabir.stages.submissions.intake.arrivals import Acknowledged
from dabir.stages.submissions.intake.contents import AnswerDraft, Contributor, Receipt
from dabir.stages.submissions.models import Submission
from tests.factories import AT

CLOSES = AT + timedelta(days=20)
WORDS = (
    "دوربین‌های کوچهٔ ما تابلو ندارد و کسی نمی‌داند تصویرها را چه کسی و تا کی نگه می‌دارد.\n\n"
    "پیشنهاد می‌کنم روی هر دوربین نام نگهدارنده و یک شمارهٔ تماس نوشته شود، به خط خوانا."
)
NAMED = Contributor(name="شیرین کتابدار", email="shirin@library.example")

_numbers = count(1)


def make_open_call(
    group: Group,
    secretary: Person,
    *,
    kind: str = Call.Kind.INPUT,
    bodies: tuple[Body, ...] = (),
    questions: tuple[dict[str, Any], ...] = (),
    at: datetime = AT,
    **fields: Any,
) -> Call:
    fields.setdefault("closes_at", CLOSES)
    call = draft_call(
        group=group,
        code=f"call-{next(_numbers)}",
        kind=kind,
        titles={"fa": "فراخوان آزمون", "en": "A call for tests"},
        actor=secretary,
        at=at,
        **fields,
    )
    for question in questions or ({"prompts": {"fa": "چه باید کرد؟", "en": "What to do?"}},):
        ask_question(call=call, actor=secretary, at=at, **question)
    for body in bodies:
        invite(call=call, body=body, actor=secretary, at=at)
    return open_call(call=call, actor=secretary, at=at)


def question_of(call: Call) -> Question:
    question = call.questions.first()
    assert question is not None
    return question


def send(call: Call, words: str = WORDS, *, at: datetime = AT, **fields: Any) -> Receipt:
    fields.setdefault("contributor", NAMED)
    call.refresh_from_db()
    answers = [AnswerDraft(words, question=question_of(call))]
    return taken_in(submit(call=call, answers=answers, at=at, **fields), at)


def taken_in(given: Acknowledged, at: datetime = AT) -> Receipt:
    """What became of a form once a worker has taken it in."""
    take_in_arrivals(at=at)
    return Receipt(Submission.objects.get(receipt=given.receipt), given.secret)


def send_accepted(call: Call, secretary: Person, words: str = WORDS, **fields: Any) -> Submission:
    receipt = send(call, words, **fields)
    return accept_submission(submission=receipt.submission, actor=secretary, at=AT)
