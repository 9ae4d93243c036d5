"""Handing a submission in: the same rules as the public form, by the same act."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.api.calls import found_call
from dabir.api.problems import Problem, speaks_json
from dabir.api.shapes import AnswerIn, FileIn, SubmissionIn, pointer, read_shape
from dabir.api.tokens import require_token
from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.stages.calls import queries as calls
from dabir.stages.calls.models import Call, Exhibit, Question
from dabir.stages.submissions.acts import submit
from dabir.stages.submissions.intake.contents import AnswerDraft, Contributor, FileDraft
from dabir.stages.submissions.intake.files import Unsuitable, check_size, look_into
from dabir.stages.submissions.intake.options import options_of, said_by
from dabir.stages.submissions.models import Submission, Token
from dabir.stages.submissions.queries.arrivals import of_once
from dabir.stages.submissions.telling import follow_up_url

KEY_LENGTH = 200
PART = "submission"
"""The part of a form that holds the JSON, where files come as parts of their own."""


@speaks_json("POST")
def submissions(request: HttpRequest, code: str) -> HttpResponse:
    """Hand a submission in; 201 with its receipt, 200 where it came before under the same key."""
    at = timezone.now()
    call = found_call(code)
    token = require_token(request, call, at)
    once = _once(request, token)
    sent, files = _read(request)
    earlier = of_once(once) if once else None
    drafts = _Answers(call).drafts(sent.answers)
    _require_answers(call, sent.answers)
    try:
        receipt = submit(
            call=call,
            answers=drafts,
            files=files,
            at=at,
            contributor=Contributor(**sent.contributor.model_dump()),
            sector=sent.sector,
            province=sent.province,
            language=sent.language,
            publication=sent.publication,
            consents=sent.consents,
            road=Submission.Road.API,
            once=once,
        )
    except (NotNow, NotPermitted):
        raise
    except Refused as refusal:
        if earlier is None:
            raise
        raise Problem(
            409, _("Something else was sent under this key before."), detail=str(refusal)
        ) from refusal
    body = {
        "receipt": receipt.receipt,
        "received_at": receipt.received_at,
        "sha256": receipt.sha256,
        "follow_up": follow_up_url(receipt.secret),
    }
    status = 201 if earlier is None else 200
    return JsonResponse(body, status=status, headers={"Location": body["follow_up"]})


def _once(request: HttpRequest, token: Token) -> str:
    """Return under which name this request counts once; "" where it names no key."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > KEY_LENGTH:
        raise Problem(400, _("The key of the request is too long."))
    return f"api:{hashlib.sha256(f'{token.pk}:{key}'.encode()).hexdigest()[:48]}" if key else ""


def _read(request: HttpRequest) -> tuple[SubmissionIn, list[FileDraft]]:
    if request.content_type == "application/json":
        sent = read_shape(request.body)
        return sent, [_from_base64(file, number) for number, file in enumerate(sent.files)]
    if request.content_type == "multipart/form-data":
        sent = read_shape(request.POST.get(PART, ""))
        files = [_from_base64(file, number) for number, file in enumerate(sent.files)]
        for upload in request.FILES.getlist("file"):
            name = upload.name or ""
            check_size(name, upload.size or 0)
            files.append(look_into(name, upload.read()))
        return sent, files
    raise Problem(415, _("Send JSON, or a form of several parts with JSON in one of them."))


def _from_base64(file: FileIn, number: int) -> FileDraft:
    try:
        data = base64.b64decode(file.base64, validate=True)
    except (binascii.Error, ValueError) as error:
        raise _wrong(_("This is not base64."), "files", number, "base64") from error
    try:
        return look_into(file.name, data)
    except Unsuitable as refusal:
        raise _wrong(str(refusal), "files", number) from refusal


def _wrong(detail: str, *place: str | int) -> Problem:
    return Problem(
        422,
        _("What was sent is not as it should be."),
        errors=[{"pointer": pointer(*place), "detail": detail}],
    )


class _Answers:
    """Finds the questions and clauses that answers name."""

    def __init__(self, call: Call) -> None:
        self._questions: dict[Any, Question] = {
            one.address_id: one for one in calls.questions_visible_to(None).filter(call=call)
        }
        self._clauses: dict[Any, Exhibit] = {
            one.uid: one for one in calls.exhibits_visible_to(None).filter(call=call)
        }

    def drafts(self, answers: Sequence[AnswerIn]) -> list[AnswerDraft]:
        """Return answers as the act takes them.

        Raises:
            Problem: one names what the call does not have, or chooses what is not there.
        """
        return [self._draft(answer, number) for number, answer in enumerate(answers)]

    def _draft(self, answer: AnswerIn, number: int) -> AnswerDraft:
        question = exhibit = None
        if answer.question is not None:
            question = self._questions.get(answer.question)
            if question is None:
                raise _wrong(_("The call has no such question."), "answers", number, "question")
            exhibit = question.exhibit
        if answer.clause is not None:
            exhibit = self._clauses.get(answer.clause)
            if exhibit is None:
                raise _wrong(_("The call shows no such clause."), "answers", number, "clause")
        text = self._text(answer, question, number)
        stretch = answer.range
        draft = AnswerDraft(
            text,
            question=question,
            exhibit=exhibit,
            item=answer.item,
            part=answer.part,
            start=stretch.start if stretch else None,
            end=stretch.end if stretch else None,
            range_language=stretch.language if stretch else "",
        )
        if not draft.lies_in_its_exhibit:
            raise _wrong(
                _("One of the comments is on words that the clause does not have."),
                "answers", number, "range",
            )  # fmt: skip
        return draft

    @staticmethod
    def _text(answer: AnswerIn, question: Question | None, number: int) -> str:
        options = dict(options_of(question)) if question else {}
        if question is None or not options:
            return answer.text
        if answer.value not in options and (answer.value or answer.text):
            expected = ", ".join(options)
            raise _wrong(
                _("Choose one of: %(expected)s.") % {"expected": expected},
                "answers", number, "value",
            )  # fmt: skip
        return said_by(question, answer.value, answer.text)


def _require_answers(call: Call, answers: Sequence[AnswerIn]) -> None:
    """Refuse where a question that must be answered is not.

    Raises:
        Problem: names the questions.
    """
    given = {one.question for one in answers if one.text.strip() or one.value}
    missing = [
        one
        for one in calls.questions_visible_to(None).filter(call=call, required=True)
        if one.address_id not in given and one.kind != Question.Kind.FILE
    ]
    if missing:
        raise Problem(
            422,
            _("What was sent is not as it should be."),
            errors=[
                {"pointer": "/answers", "detail": _("This needs an answer: %(question)s")
                 % {"question": one.prompt}}
                for one in missing
            ],
        )  # fmt: skip
