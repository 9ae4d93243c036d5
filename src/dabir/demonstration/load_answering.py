"""What the secretariat does with many at once: readers, a ready reason, one answer, a sheet.

The answer waits in its preview, and the sheet to be entered, so that both can be tried.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dabir.demonstration.world import World
from dabir.formats.comment_sheets import Cells, write_sheet
from dabir.stages.submissions.acts import (
    add_reason,
    assign_submissions,
    draft_answer_batch,
    finish_reading,
    give_token,
    keep_sheet,
    preview_answer_batch,
)
from dabir.stages.submissions.intake.sheets import sheet_of
from dabir.stages.submissions.models import Submission
from dabir.stages.submissions.queries import open_passages

A_WEEK = timedelta(days=7)
GIVEN_OUT = 6
ANSWERED = 4


def load(world: World) -> None:
    """Do what `answering.toml` says, a week after the last submission came."""
    content = world.content("answering.toml")
    last = Submission.objects.filter(call__group=world.group).order_by("-received_at").first()
    assert last is not None
    at = last.received_at + A_WEEK
    _give_out(world, content["reading"], at)
    reason = content["reason"]
    texts = {code: reason[code] for code in ("fa", "en")}
    add_reason(group=world.group, use=reason["use"], texts=texts, actor=world.secretary, at=at)
    _answer(world, content["answer"], at)
    _receive_sheet(world, content["sheet"], at)
    give_token(group=world.group, name=content["token"]["name"], actor=world.secretary, at=at)


def _give_out(world: World, row: dict[str, Any], at: Any) -> None:
    accepted = Submission.objects.filter(
        call=world.calls[row["call"]], state=Submission.State.ACCEPTED
    )
    given = assign_submissions(
        submissions=list(accepted.order_by("pk")[:GIVEN_OUT]),
        readers=[world.persons[key] for key in row["readers"]],
        instruction=row["instruction"],
        due_on=(at + A_WEEK).date(),
        actor=world.secretary,
        at=at,
    )
    first = given[0]
    finish_reading(assignment=first, outcome=row["found"], actor=first.reader, at=at)


def _answer(world: World, row: dict[str, Any], at: Any) -> None:
    call = world.calls[row["call"]]
    waiting = open_passages(world.secretary, world.group).filter(submission__call=call)
    keys = list(waiting.order_by("pk").values_list("pk", flat=True)[:ANSWERED])
    batch = draft_answer_batch(
        call=call,
        passages=waiting.filter(pk__in=keys),
        outcome=row["outcome"],
        said=row["said"],
        reasons=row["reasons"],
        actor=world.secretary,
        at=at,
    )
    preview_answer_batch(batch=batch, actor=world.secretary, at=at)


def _receive_sheet(world: World, row: dict[str, Any], at: Any) -> None:
    call = world.calls[row["call"]]
    exhibits = list(call.exhibits.all())
    cells = Cells(comment=row["comment"], wording=row["wording"], reason=row["reason"])
    facts = {"organisation": row["organisation"], "name": row["person"], "email": row["email"]}
    sheet = sheet_of(
        call, exhibits, language="fa", said={exhibits[0].pk: [cells]}, facts=facts, room=0
    )
    keep_sheet(
        call=call, name=row["name"], data=write_sheet(sheet, "xlsx"), actor=world.secretary, at=at
    )
