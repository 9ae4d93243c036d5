"""Open calls, as other systems read them: what is asked, and what is published of the answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from dabir.api.problems import speaks_json
from dabir.stages.calls import queries
from dabir.stages.calls.models import Call, Exhibit, Question
from dabir.stages.submissions import queries as submissions
from dabir.stages.submissions.intake.options import options_of
from dabir.stages.submissions.models import Disposition, Submission

PAGE = 50
KEY_DIGITS = 19


def answer(body: object) -> JsonResponse:
    """Return JSON in which letters stand as they are."""
    return JsonResponse(body, safe=False, json_dumps_params={"ensure_ascii": False})


def _summary(call: Call) -> dict[str, Any]:
    return {
        "code": call.code,
        "kind": call.kind,
        "titles": call.names,
        "purposes": call.purposes,
        "state": call.state,
        "opens_at": call.opens_at,
        "closes_at": call.closes_at,
        "time_zone": call.time_zone,
        "late": call.late,
        "page": settings.BASE_URL + reverse("public_call", args=[call.code]),
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "id": question.address_id,
        "kind": question.kind,
        "prompts": question.prompts,
        "required": question.required,
        "options": [{"value": value, "label": label} for value, label in options_of(question)],
    }


def _clause(exhibit: Exhibit) -> dict[str, Any]:
    return {"id": exhibit.uid, "labels": exhibit.labels, "texts": exhibit.texts}


@speaks_json("GET")
def calls(request: HttpRequest) -> HttpResponse:
    """The calls that take submissions now, the nearest deadline first."""
    return answer({"calls": [_summary(call) for call in queries.open_calls(timezone.now())]})


def found_call(code: str) -> Call:
    """Return a public call.

    Raises:
        Http404: there is none of this code, or it is not for everybody.
    """
    return get_object_or_404(queries.public_calls(), code=code)


@speaks_json("GET")
def call(request: HttpRequest, code: str) -> HttpResponse:
    """One call with its questions and the clauses it shows."""
    found = found_call(code)
    questions = queries.questions_visible_to(None).filter(call=found)
    clauses = queries.exhibits_visible_to(None).filter(call=found)
    body = _summary(found) | {
        "questions": [_question(one) for one in questions],
        "clauses": [_clause(one) for one in clauses],
    }
    return answer(body)


@speaks_json("GET")
def contributions(request: HttpRequest, code: str) -> HttpResponse:
    """What is published of the answers to a call, newest first, fifty at a time."""
    found = found_call(code)
    listed = submissions.with_passages(submissions.visible_to(None).filter(call=found))
    listed = listed.order_by("-pk")
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < KEY_DIGITS:
        listed = listed.filter(pk__lt=before)
    page = list(listed[: PAGE + 1])
    told = submissions.told_in(page[:PAGE])
    body: dict[str, Any] = {"contributions": [_published(one, told) for one in page[:PAGE]]}
    if len(page) > PAGE:
        address = reverse("api:contributions", args=[found.code])
        body["next"] = f"{settings.BASE_URL}{address}?before={page[PAGE - 1].pk}"
    return answer(body)


def _published(submission: Submission, told: Mapping[int, Disposition]) -> dict[str, Any]:
    """Return a published submission as everybody reads it: redacted, named only where agreed."""
    return {
        "receipt": submission.receipt,
        "name": submission.public_name,
        "sector": submission.sector,
        "language": submission.language,
        "received_on": submission.received_on,
        "page": settings.BASE_URL + reverse("published", args=[submission.receipt]),
        "passages": [
            {
                "question": one.question.address_id if one.question else None,
                "clause": one.exhibit.uid if one.exhibit else None,
                "part": one.part,
                "text": passage.shown,
                "outcome": told[passage.pk].outcome if passage.pk in told else None,
                "reason": told[passage.pk].reason if passage.pk in told else None,
            }
            for one in submission.answers.all()
            for passage in one.passages.all()
        ],
    }
