"""The OpenAPI document: what can be asked here, and what comes back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from dabir.api.calls import answer
from dabir.api.problems import MEDIA_TYPE, speaks_json
from dabir.api.receiving import KEY_LENGTH, PART
from dabir.api.shapes import SubmissionIn
from dabir.stages.calls.models import Call, Question
from dabir.stages.submissions.models import Disposition, Submission

_STRING = {"type": "string"}
_MOMENT = {"type": "string", "format": "date-time"}
_DAY = {"type": "string", "format": "date"}
_UUID = {"type": "string", "format": "uuid"}
_ADDRESS = {"type": "string", "format": "uri"}
_NAMES = {"type": "object", "additionalProperties": _STRING, "description": "By language code."}


def _object(properties: dict[str, Any], *optional: str) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _one_of(values: Any, **more: Any) -> dict[str, Any]:
    return {"type": "string", "enum": [str(value) for value in values], **more}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


_SUMMARY = {
    "code": _STRING,
    "kind": _one_of(Call.Kind),
    "titles": _NAMES,
    "purposes": _NAMES,
    "state": _one_of(Call.State),
    "opens_at": _or_null(_MOMENT),
    "closes_at": _or_null(_MOMENT),
    "time_zone": _STRING,
    "late": _one_of(Call.Late),
    "page": _ADDRESS,
}
_OUTCOME = {
    "text": _STRING,
    "outcome": _or_null(_one_of(Disposition.Outcome)),
    "reason": _or_null(_STRING),
}
_FOLLOWED = {
    "receipt": _STRING,
    "call": _STRING,
    "state": _one_of(["held", "arrived", *Submission.State]),
    "received_at": _MOMENT,
    "sha256": _STRING,
    "late": {"type": "boolean"},
    "reason": _STRING,
    "passages": _list(_object(_OUTCOME)),
}


def _schemas() -> dict[str, Any]:
    sent = SubmissionIn.model_json_schema(ref_template="#/components/schemas/{model}")
    parts: dict[str, Any] = sent.pop("$defs", {})
    return {
        **parts,
        "SubmissionIn": sent,
        "Call": _object(_SUMMARY),
        "WholeCall": _object(
            _SUMMARY
            | {
                "questions": _list(
                    _object(
                        {
                            "id": _UUID,
                            "kind": _one_of(Question.Kind),
                            "prompts": _NAMES,
                            "required": {"type": "boolean"},
                            "options": _list(_object({"value": _STRING, "label": _STRING})),
                        }
                    )
                ),
                "clauses": _list(_object({"id": _UUID, "labels": _NAMES, "texts": _NAMES})),
            }
        ),
        "Receipt": _object(
            {"receipt": _STRING, "received_at": _MOMENT, "sha256": _STRING, "follow_up": _ADDRESS}
        ),
        "Followed": _object(_FOLLOWED, "late", "reason", "passages"),
        "Contribution": _object(
            {
                "receipt": _STRING,
                "name": _STRING,
                "sector": _one_of(Submission.Sector),
                "language": _STRING,
                "received_on": _DAY,
                "page": _ADDRESS,
                "passages": _list(
                    _object(
                        {
                            "question": _or_null(_UUID),
                            "clause": _or_null(_UUID),
                            "part": _STRING,
                            **_OUTCOME,
                        }
                    )
                ),
            }
        ),
        "Problem": _object(
            {
                "type": _STRING,
                "status": {"type": "integer"},
                "title": _STRING,
                "detail": _STRING,
                "errors": _list(_object({"pointer": _STRING, "detail": _STRING})),
            },
            "detail",
            "errors",
        ),
    }


def _comes(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _problem(description: str) -> dict[str, Any]:
    return {"description": description, "content": {MEDIA_TYPE: {"schema": _ref("Problem")}}}


_NOT_FOUND = {"404": _problem("There is no such call, or nothing behind this secret.")}
_CODE = {"name": "code", "in": "path", "required": True, "schema": _STRING}
_SECRET = {"name": "secret", "in": "path", "required": True, "schema": _STRING}
_BEFORE = {"name": "before", "in": "query", "required": False, "schema": _STRING}
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": KEY_LENGTH},
    "description": "Sent again under the same key, a submission is received once.",
}


def _paths() -> dict[str, Any]:
    handed_in = {
        "summary": "Hand a submission in",
        "security": [{"token": []}],
        "parameters": [_CODE, _KEY],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": _ref("SubmissionIn")},
                "multipart/form-data": {
                    "schema": _object(
                        {PART: _ref("SubmissionIn"), "file": _list({"type": "string"})}, "file"
                    )
                },
            },
        },
        "responses": {
            "201": _comes("It is received, durably; this is its receipt.", _ref("Receipt")),
            "200": _comes("It was received before, under this key.", _ref("Receipt")),
            "400": _problem("It cannot be read."),
            "401": _problem("No token, or one that was taken back."),
            "403": _problem("The token is for other calls."),
            "409": _problem("The call is not open, or other words came under this key."),
            "413": _problem("It is too large."),
            "415": _problem("It is neither JSON nor a form of several parts."),
            "422": _problem("Something in it is not as it should be; `errors` says where."),
            "503": _problem("It could not be kept; nothing of it was."),
            **_NOT_FOUND,
        },
    }
    return {
        "/api/calls": {
            "get": {
                "summary": "The calls that take submissions now",
                "responses": {"200": _comes("", _object({"calls": _list(_ref("Call"))}))},
            }
        },
        "/api/calls/{code}": {
            "get": {
                "summary": "One call with its questions and clauses",
                "parameters": [_CODE],
                "responses": {"200": _comes("", _ref("WholeCall")), **_NOT_FOUND},
            }
        },
        "/api/calls/{code}/submissions": {"post": handed_in},
        "/api/calls/{code}/contributions": {
            "get": {
                "summary": "What is published of the answers to a call, newest first",
                "parameters": [_CODE, _BEFORE],
                "responses": {
                    "200": _comes(
                        "",
                        _object(
                            {"contributions": _list(_ref("Contribution")), "next": _ADDRESS}, "next"
                        ),
                    ),
                    **_NOT_FOUND,
                },
            }
        },
        "/api/submissions/{secret}": {
            "get": {
                "summary": "What became of a submission, by its follow-up secret",
                "parameters": [_SECRET],
                "responses": {"200": _comes("", _ref("Followed")), **_NOT_FOUND},
            }
        },
    }


def description() -> dict[str, Any]:
    """Return the whole document (OpenAPI 3.1)."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dabir",
            "version": "1",
            "description": "Open calls, handing submissions in, and what became of them. "
            "Sentences come in the language of Accept-Language: fa or en.",
        },
        "servers": [{"url": settings.BASE_URL}],
        "paths": _paths(),
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


@speaks_json("GET")
def openapi(request: HttpRequest) -> HttpResponse:
    """The document."""
    return answer(description())
