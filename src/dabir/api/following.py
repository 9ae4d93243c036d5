"""What became of a submission, for whoever has its follow-up secret."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from dabir.api.calls import answer
from dabir.api.problems import speaks_json
from dabir.stages.submissions import queries
from dabir.stages.submissions.queries.arrivals import arrival_by_secret


@speaks_json("GET")
def followed(request: HttpRequest, secret: str) -> HttpResponse:
    """The state of a submission, and what its author was told of each passage."""
    submission = queries.by_secret(secret)
    if submission is None:
        arrival = arrival_by_secret(secret)
        if arrival is None:
            raise Http404
        body: dict[str, object] = {
            "receipt": arrival.receipt,
            "call": arrival.call.code,
            "state": "held" if arrival.state == "held" else "arrived",
            "received_at": arrival.received_at,
            "sha256": arrival.sha256,
        }
    else:
        told = queries.told(submission)
        body = {
            "receipt": submission.receipt,
            "call": submission.call.code,
            "state": submission.state,
            "received_at": submission.received_at,
            "sha256": submission.sha256,
            "late": submission.late,
            "reason": submission.reason,
            "passages": [
                {
                    "text": passage.text,
                    "outcome": told[passage.pk].outcome if passage.pk in told else None,
                    "reason": told[passage.pk].reason if passage.pk in told else None,
                }
                for passage in submission.passages.all()
            ],
        }
    response = answer(body)
    add_never_cache_headers(response)
    return response
