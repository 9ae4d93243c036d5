"""The demonstration's inquiry by axis and element in its two rounds; a question put right."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dabir.demonstration.world import World
from dabir.stages.calls.acts import (
    begin_next_round,
    close_on_deadline,
    correct_question,
    draft_call,
    invite,
    lay_out_form,
    open_call,
    remind_by_mail,
    show_received,
)
from dabir.stages.calls.models import Call
from dabir.stages.submissions.acts import accept_submission, submit_official_reply
from dabir.stages.submissions.acts.signing import sign_official_reply
from dabir.stages.submissions.intake.contents import AnswerDraft

BEFORE = timedelta(days=3)


def load(world: World) -> None:
    """Ask in two rounds, receive the replies, remind the silent; correct a question."""
    content = world.content("inquiries.toml")
    call: Call | None = None
    for row in content["rounds"]:
        call = _round(world, content["inquiry"], row, call)
        for reply in content["replies"]:
            if reply["round"] == row["code"]:
                _reply(world, content["inquiry"], call, reply)
        if "reminded" in row:
            bodies = [world.bodies[key] for key in row["reminded"]["bodies"]]
            remind_by_mail(
                call=call,
                invitations=list(call.invitations.filter(body__in=bodies)),
                actor=world.secretary,
                at=world.at(row["reminded"]["at"]),
            )
        if row["state"] == Call.State.CLOSED and call.closes_at is not None:
            call = close_on_deadline(call=call, at=call.closes_at + timedelta(seconds=1))
        world.calls[row["code"]] = call
    _correct(world, content["correction"])


def _round(world: World, inquiry: dict[str, Any], row: dict[str, Any], last: Call | None) -> Call:
    at = world.at(row["opens_at"])
    if last is None:
        call = _draft(world, inquiry, row)
    else:
        call = begin_next_round(
            call=last,
            code=row["code"],
            closes_at=row["closes_on"],
            actor=world.secretary,
            at=at - BEFORE,
        )
    return open_call(call=call, actor=world.secretary, at=at)


def _draft(world: World, inquiry: dict[str, Any], row: dict[str, Any]) -> Call:
    at = world.at(row["opens_at"]) - BEFORE
    axes = [world.axes[key] for key in inquiry["axes"]]
    call = draft_call(
        group=world.groups[inquiry["group"]],
        code=row["code"],
        kind=Call.Kind.INQUIRY,
        titles=inquiry["names"],
        purposes=inquiry["purposes"],
        contact=inquiry["contact"],
        closes_at=row["closes_on"],
        late=Call.Late.MARK,
        axes=axes,
        actor=world.secretary,
        at=at,
    )
    lay_out_form(call=call, axes=axes, elements=inquiry["elements"], actor=world.secretary, at=at)
    for key in inquiry["bodies"]:
        invite(call=call, body=world.bodies[key], actor=world.secretary, at=at)
    return call


def _reply(world: World, inquiry: dict[str, Any], call: Call, row: dict[str, Any]) -> None:
    at = world.at(row["received_at"])
    cells = {
        (question.axis_id, question.element.names["en"]): question
        for question in call.questions.select_related("element")
        if question.element is not None
    }
    receipt = submit_official_reply(
        call=call,
        body=world.bodies[row["body"]],
        answers=[
            AnswerDraft(
                answer["text"],
                question=cells[
                    world.axes[answer["axis"]].pk, inquiry["elements"][answer["element"]]["en"]
                ],
            )
            for answer in row["answers"]
        ],
        language="fa",
        actor=world.secretary,
        at=at,
    )
    sign_official_reply(
        submission=receipt.submission,
        name=row["signed_by"],
        post=row["post"],
        letter_number=row["letter_number"],
        dated_on=row["dated_on"],
        actor=world.secretary,
        at=at,
    )
    accept_submission(submission=receipt.submission, actor=world.secretary, at=at)


def _correct(world: World, row: dict[str, Any]) -> None:
    question, at = world.questions[row["question"]], world.at(row["at"])
    show_received(call=question.call, shown=True, actor=world.secretary, at=at)
    correct_question(
        question=question,
        prompts=row["prompts"],
        reason=row["reason"],
        actor=world.secretary,
        at=at,
    )
