"""The demonstration's submissions: received, accepted, redacted, published, worked through.

What is sent by the form answers the open call at its moment; what came by letter or e-mail is
entered by the secretary on the next day. Outcomes are said here, as they rest on passages alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from dabir.demonstration.world import World
from dabir.foundation.letters.models import Letter
from dabir.foundation.people.models import Body
from dabir.stages.calls.models import Call, Invitation
from dabir.stages.submissions.acts import (
    accept_submission,
    decline_submission,
    dispose_passage,
    enter_submission,
    publish_submission,
    redact,
    submit,
    submit_official_reply,
    take_in_arrivals,
)
from dabir.stages.submissions.intake.contents import AnswerDraft, Contributor, Receipt
from dabir.stages.submissions.models import Consent, Passage, Redaction, Submission

A_DAY = timedelta(days=1)
LANGUAGES = ("fa", "en")
INVITED_AS = {
    Submission.Sector.CITIZEN: "residents",
    Submission.Sector.GUILD: "guilds",
    Submission.Sector.COMPANY: "companies",
    Submission.Sector.UNIVERSITY: "universities",
    Submission.Sector.AGENCY: "agencies",
    Submission.Sector.CIVIL: "civil",
}
OTHER_CONSENTS = (Consent.Purpose.QUOTE, Consent.Purpose.PASS_ON, Consent.Purpose.CONTACT)


def load(world: World) -> None:
    """Receive every line of `submissions.jsonl`, then say what became of the passages."""
    provinces = {
        row["key"]: row["names"]["fa"] for row in world.content("provinces.toml")["provinces"]
    }
    for row in world.lines("submissions.jsonl"):
        receipt = _receive(world, row, provinces)
        key = row["key"]
        world.secrets[key] = receipt.secret
        submission = _decide(world, row, receipt.submission)
        _redact(world, row, submission)
        if _may_be_published(submission):
            submission = publish_submission(
                submission=submission,
                actor=world.secretary,
                at=submission.received_at + 3 * A_DAY,
            )
        world.submissions[key] = submission
        world.passages[key] = list(submission.passages.select_related("answer__question"))
    _dispose(world, world.content("themes.toml")["dispositions"])


def passage_with(
    passages: Iterable[Passage], quote: str, question: int | None = None
) -> Passage | None:
    """Return the passage that holds a quote, or in which it begins; `question` narrows it down."""
    chosen = [
        passage
        for passage in passages
        if question is None or passage.answer.question_id == question
    ]
    for passage in chosen:
        if quote in passage.text:
            return passage
    for passage in chosen:
        at = passage.answer.text.find(quote)
        if at >= 0 and passage.start <= at < passage.end:
            return passage
    return None


def _answers(world: World, call: Call, parts: list[dict[str, Any]]) -> list[AnswerDraft]:
    exhibits = {exhibit.uid: exhibit for exhibit in call.exhibits.all()}
    return [
        AnswerDraft(
            part["text"],
            question=world.questions[part["question"]] if part["question"] else None,
            exhibit=exhibits[world.clause_uids[part["clause"]]] if part["clause"] else None,
        )
        for part in parts
    ]


def _contributor(row: dict[str, Any], body: Body | None) -> Contributor:
    author = row["author"]
    return Contributor(
        name=author["name"] or "",
        email=author["email"] or "",
        organisation=author["organisation"] or (body.names["fa"] if body else ""),
        language="en" if row["language"] == "en" else "fa",
    )


def _receive(world: World, row: dict[str, Any], provinces: dict[str, str]) -> Receipt:
    call = world.calls[row["call"]]
    body = world.bodies[row["body"]] if row["body"] else None
    received_at = world.at(row["received_at"])
    published = row["publication"] != Submission.Publication.WITHHELD
    sent: dict[str, Any] = {
        "call": call,
        "answers": _answers(world, call, row["parts"]),
        "contributor": _contributor(row, body),
        "language": row["language"] if row["language"] in (*LANGUAGES, "ar") else "",
        "publication": row["publication"],
        "consents": OTHER_CONSENTS if published else (),
    }
    if row["official"]:
        assert body is not None
        return submit_official_reply(
            **sent,
            body=body,
            road=row["road"],
            letter=_letter_from(world, body),
            received_at=received_at,
            actor=world.secretary,
            at=received_at + A_DAY,
        )
    sent |= {
        "sector": row["sector"],
        "province": provinces.get(row["province"] or "", ""),
        "invitation": _invitation(world, row),
    }
    if row["road"] == Submission.Road.FORM:
        given = submit(**sent, at=received_at)
        take_in_arrivals(at=received_at)
        return Receipt(Submission.objects.get(receipt=given.receipt), given.secret)
    return enter_submission(
        **sent,
        road=row["road"],
        body=body,
        received_at=received_at,
        actor=world.secretary,
        at=received_at + A_DAY,
    )


def _invitation(world: World, row: dict[str, Any]) -> Invitation | None:
    """Return the invited group that somebody of this sector would say they belong to."""
    calls = world.content("calls.toml")["calls"]
    invited = next(one for one in calls if one["key"] == row["call"]).get("invited", ())
    wanted = INVITED_AS.get(row["sector"])
    names = next((one["names"] for one in invited if one["key"] == wanted), None)
    every = world.calls[row["call"]].invitations.all()
    return next((one for one in every if one.names == names), None)


def _letter_from(world: World, body: Body) -> Letter | None:
    """The letter with which a body replied, where the demonstration has it."""
    incoming = (
        letter
        for letter in world.letters.values()
        if letter.kind == Letter.Kind.INCOMING and letter.sender_id == body.pk
    )
    return next(incoming, None)


def _decide(world: World, row: dict[str, Any], submission: Submission) -> Submission:
    at = submission.received_at + 2 * A_DAY
    if row["state"] == Submission.State.DECLINED:
        language = "en" if row["language"] == "en" else "fa"
        return decline_submission(
            submission=submission,
            reason=row["state_reason"][language],
            actor=world.secretary,
            at=at,
        )
    return accept_submission(submission=submission, actor=world.secretary, at=at)


def _redact(world: World, row: dict[str, Any], submission: Submission) -> None:
    for redaction in row["redactions"]:
        passages = list(submission.passages.select_related("answer"))
        passage = passage_with(passages, redaction["quote"])
        assert passage is not None, redaction
        start = passage.text.index(redaction["quote"])
        redact(
            passage=passage,
            start=start,
            end=start + len(redaction["quote"]),
            ground=Redaction.Ground(redaction["ground"]),
            actor=world.secretary,
            at=submission.received_at + 2 * A_DAY,
        )


def _may_be_published(submission: Submission) -> bool:
    return (
        submission.state == Submission.State.ACCEPTED
        and submission.publication != Submission.Publication.WITHHELD
    )


def _dispose(world: World, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        submission = world.submissions[row["submission"]]
        question = world.questions.get(row.get("part", ""))
        passage = passage_with(
            world.passages[row["submission"]],
            row["quote"],
            question.pk if question is not None else None,
        )
        assert passage is not None, row
        language = "en" if submission.language == "en" else "fa"
        dispose_passage(
            passage=passage,
            outcome=row["outcome"],
            reason=row["reasons"][language],
            actor=world.persons[row["by"]],
            at=world.at(row["on"]),
        )
