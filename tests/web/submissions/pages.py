"""What the tests of these pages share: what a browser posts, and what a page says."""

import re
from html import unescape

from altcha import Challenge, Payload, solve_challenge
from django.urls import reverse

from dabir.stages.submissions.acts import take_in_arrivals
from dabir.stages.submissions.models import (
    Redaction,
    Submission,
)
from dabir.web.submissions.responding.proof import issue_challenge
from tests.factories import AT
from tests.stages.sent import WORDS, question_of

Publication = Submission.Publication
PHONE = "09000000001"
WITH_PHONE = f"دوربین کوچهٔ ما تابلو ندارد و شمارهٔ من {PHONE} است اگر بخواهید بپرسید که کجاست."


def solved(call, counter=12, at=AT):
    """What a browser sends once it has done its work; here it knows where to look."""
    challenge = Challenge.from_dict(issue_challenge(call, at, counter=counter))
    solution = solve_challenge(challenge, counter_start=max(0, counter - 5))
    return Payload(challenge, solution).to_base64()


def answered(call, **fields):
    """What a browser posts when it sends the form."""
    return {
        "altcha": solved(call),
        f"question-{question_of(call).pk}": WORDS,
        "sector": "citizen",
        "publication": "withheld",
        "send": "1",
    } | fields


def words_of(response) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))


def respond_url(call):
    return reverse("respond", args=[call.code])


def sent_secret(response) -> str:
    """The secret of a form that was sent, once a worker has taken it in."""
    take_in_arrivals(at=AT)
    return re.fullmatch(r"/f/([0-9a-z]{26})/receipt/", response.url)[1]


STEPS = ("accept", "decline", "return", "withdraw", "publish", "tell", "write", "erase")


def group_urls(group, submission):
    passage = submission.passages.first()
    answer = submission.answers.first()
    redaction = Redaction.objects.filter(passage=passage).first()
    names = {
        "choose_call": [],
        "enter": [submission.call.pk],
        "outcomes": [],
        "open_passages": [],
        "tell": [submission.call.pk],
        "passage": [passage.pk],
        "identity": [submission.pk],
        "admit": [submission.pk],
        "redacting": [],
        "redact_submission": [submission.pk],
        "alike": [submission.pk],
        "contestations": [],
        "cut": [submission.pk, answer.pk],
        **{f"step {event}": [submission.pk, event] for event in STEPS},
    }
    if redaction:
        names["lift"] = [redaction.pk]
    return [
        reverse(f"submissions:{name.split()[0]}", args=[group.code, *args])
        for name, args in names.items()
    ]
