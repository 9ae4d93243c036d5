"""Who was asked in a call and who has been heard: invited groups and bodies, provinces, questions.

What stands counts: received, accepted or returned for completion. It is read by the secretariat,
which may see all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from dabir.foundation.letters.models import Letter
from dabir.foundation.people.models import Body
from dabir.foundation.people.queries import Reader
from dabir.stages.calls.models import Call, Invitation, Question
from dabir.stages.calls.policy import is_late
from dabir.stages.mandates.models import Axis
from dabir.stages.submissions.models import Answer, Submission
from dabir.stages.submissions.queries import STANDING
from dabir.stages.submissions.queries import visible_to as submissions_visible_to


class Standing(StrEnum):
    """How things stand with somebody who was asked."""

    HEARD = "heard"
    LATE = "late"
    WAITING = "waiting"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Invited:
    """A group or body that was asked: how much came of it, how much of that late.

    `reply` is the one submission where there is just one; `reminders` are the letters that
    followed the covering one, the first first.
    """

    invitation: Invitation
    submissions: int
    late: int
    standing: Standing
    reply: Submission | None
    reminders: tuple[Letter, ...]

    @property
    def silent(self) -> bool:
        """Whether nothing has come."""
        return self.submissions == 0


@dataclass(frozen=True, slots=True)
class Line:
    """A question, axis or province, and how many submissions speak to it."""

    label: str
    submissions: int


@dataclass(frozen=True, slots=True)
class Heard:
    """All that was asked for in a call, and how much of it has been heard."""

    call: Call
    submissions: int
    late: int
    others: int
    bodies: tuple[Invited, ...]
    groups: tuple[Invited, ...]
    questions: tuple[Line, ...]
    axes: tuple[Line, ...]
    provinces: tuple[Line, ...]

    @property
    def silent_bodies(self) -> tuple[Invited, ...]:
        """The bodies that were asked and have not been heard."""
        return tuple(one for one in self.bodies if one.silent)


def heard_in(call: Call, reader: Reader, at: datetime) -> Heard:
    """Return who has been heard in a call, of what its reader may see."""
    came = submissions_visible_to(reader).filter(call=call, state__in=STANDING).order_by()
    sums = came.aggregate(all=Count("pk"), late=Count("pk", filter=Q(late=True)))
    invitations = list(call.invitations.select_related("body", "letter"))
    lines, others = _invited(call, invitations, came, at)
    answers = Answer.objects.filter(submission__in=came.values("pk")).exclude(text="").order_by()
    return Heard(
        call=call,
        submissions=sums["all"],
        late=sums["late"],
        others=others,
        bodies=tuple(one for one in lines if one.invitation.body_id is not None),
        groups=tuple(one for one in lines if one.invitation.body_id is None),
        questions=_questions(call, answers),
        axes=_axes(call, answers),
        provinces=_provinces(came, invitations),
    )


def _invited(
    call: Call, invitations: Sequence[Invitation], came: QuerySet[Submission], at: datetime
) -> tuple[list[Invited], int]:
    """Return a line for each of the invited, and how many came from nobody invited."""
    rows = list(
        came.values("invitation", "body").annotate(
            submissions=Count("pk"), lates=Count("pk", filter=Q(late=True))
        )
    )
    replies: dict[int, list[Submission]] = {}
    official = came.filter(official=True, invitation__isnull=False)
    for reply in official.select_related("address").order_by("received_at"):
        replies.setdefault(reply.invitation_id or 0, []).append(reply)
    reminders = _reminders(invitations)
    counted: set[int] = set()
    lines = []
    for invitation in invitations:
        own = [
            place
            for place, row in enumerate(rows)
            if row["invitation"] == invitation.pk
            or (invitation.body_id is not None and row["body"] == invitation.body_id)
        ]
        counted.update(own)
        submissions = sum(rows[place]["submissions"] for place in own)
        late = sum(rows[place]["lates"] for place in own)
        one = replies.get(invitation.pk, [])
        lines.append(
            Invited(
                invitation,
                submissions,
                late,
                _standing(call, submissions, late, at),
                one[0] if len(one) == 1 else None,
                tuple(reminders.get(invitation.letter_id or 0, ())),
            )
        )
    others = sum(row["submissions"] for place, row in enumerate(rows) if place not in counted)
    return lines, others


def _standing(call: Call, submissions: int, late: int, at: datetime) -> Standing:
    if submissions:
        return Standing.LATE if late == submissions else Standing.HEARD
    return Standing.OVERDUE if is_late(call, at) else Standing.WAITING


def _reminders(invitations: Sequence[Invitation]) -> dict[int, list[Letter]]:
    """Return the letters that followed each covering letter, by its key."""
    covering = {one.letter_id for one in invitations if one.letter_id is not None}
    found: dict[int, list[Letter]] = {}
    for letter in Letter.objects.filter(follows__in=covering).order_by("pk"):
        if letter.state != Letter.State.DRAFT:
            found.setdefault(letter.follows_id or 0, []).append(letter)
    return found


def _questions(call: Call, answers: QuerySet[Answer]) -> tuple[Line, ...]:
    counts = dict(
        answers.filter(question__call=call)
        .values_list("question")
        .annotate(found=Count("submission", distinct=True))
    )
    asked: QuerySet[Question] = call.questions.all()
    return tuple(Line(question.prompt, counts.get(question.pk, 0)) for question in asked)


def _axes(call: Call, answers: QuerySet[Answer]) -> tuple[Line, ...]:
    """Return the axes of the call's form, with how many speak to any question on each."""
    counts = dict(
        answers.filter(question__call=call, question__axis__isnull=False)
        .values_list("question__axis")
        .annotate(found=Count("submission", distinct=True))
    )
    asked = Axis.objects.filter(questions__call=call).distinct()
    return tuple(Line(axis.name, counts.get(axis.pk, 0)) for axis in asked)


def _provinces(came: QuerySet[Submission], invitations: Sequence[Invitation]) -> tuple[Line, ...]:
    """Return the provinces that wrote, and those of invited bodies from which nobody did."""
    counts = dict(came.exclude(province="").values_list("province").annotate(found=Count("pk")))
    silent = Body.objects.filter(
        pk__in=[one.body_id for one in invitations if one.body_id is not None]
    ).exclude(province__in=["", *counts])
    found = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    silent_names = sorted(set(silent.values_list("province", flat=True)))
    return (
        *(Line(name, count) for name, count in found),
        *(Line(name, 0) for name in silent_names),
    )
