"""Acts that give submissions to readers, and take their word on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import SECRETARIAT, Group, Person
from dabir.foundation.people.queries import roles_in
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.models import Grant
from dabir.stages.submissions import policy
from dabir.stages.submissions.models import Assignment, Passage, Submission

MOST = 5_000


SHOWN_FOR = timedelta(days=60)
"""How long a reader sees what they were given without a day: nobody does for ever."""


def _show(submissions: Sequence[Submission], reader: Person, group: Group, until: date) -> None:
    """Let a reader who is not of the secretariat see what they are given, redactions applied."""
    if roles_in(reader, group) & SECRETARIAT:
        return
    addresses = [submission.address_id for submission in submissions]
    addresses += Passage.objects.filter(submission__in=submissions).values_list(
        "address", flat=True
    )
    Grant.objects.bulk_create(
        (Grant(address_id=address, person=reader, until=until) for address in addresses),
        ignore_conflicts=True,
    )


def _hide(submission: Submission, reader: Person) -> None:
    addresses = [submission.address_id, *submission.passages.values_list("address", flat=True)]
    Grant.objects.filter(address__in=addresses, person=reader).delete()


@act
def assign_submissions(
    *,
    submissions: Iterable[Submission],
    readers: Sequence[Person],
    actor: Person,
    at: datetime,
    due_on: date | None = None,
    instruction: str = "",
) -> list[Assignment]:
    """Give submissions of one group to readers, evenly and in turn; who has one gives it up.

    A reader who is not of the secretariat sees what they are given, without what is redacted, for
    as long as they have it, and no longer than `due_on`, or `SHOWN_FOR` where no day is set.

    Raises:
        NotPermitted: the actor is not in the secretariat, or a reader has no role in the group.
        Refused: no submission or no reader was chosen, or too many at once.
    """
    chosen = list(submissions)
    if not chosen or not readers:
        raise Refused(_("Choose submissions, and who reads them."))
    if len(chosen) > MOST:
        raise Refused(_("Give them out in parts: this is too much at once."))
    group = chosen[0].call.group
    for submission in chosen:
        policy.may_assign(actor, submission).require()
    for reader in readers:
        policy.may_be_given(reader, group).require()
    for held in Assignment.objects.filter(
        submission__in=chosen, ended_at__isnull=True
    ).select_related("submission", "reader"):
        _hide(held.submission, held.reader)
        held.ended_at = at
        held.save(update_fields=["ended_at"])
    made = Assignment.objects.bulk_create(
        Assignment(
            submission=submission,
            reader=readers[place % len(readers)],
            by=actor,
            at=at,
            due_on=due_on,
            instruction=instruction.strip()[:400],
        )
        for place, submission in enumerate(chosen)
    )
    until = due_on or localdate(at + SHOWN_FOR)
    for place, reader in enumerate(readers):
        _show(chosen[place :: len(readers)], reader, group, until)
    record(
        actor=actor,
        at=at,
        group=group,
        submissions=[submission.pk for submission in chosen],
        readers=[str(reader.pseudonym) for reader in readers],
    )
    return made


def _end(assignment: Assignment, at: datetime, *, done: bool, outcome: str) -> Assignment:
    if assignment.ended_at is not None:
        raise NotNow(_("It is not with this reader any more."))
    assignment.ended_at = at
    assignment.done = done
    assignment.outcome = outcome.strip()
    assignment.save(update_fields=["ended_at", "done", "outcome"])
    _hide(assignment.submission, assignment.reader)
    return assignment


@act
def finish_reading(
    *, assignment: Assignment, outcome: str, actor: Person, at: datetime
) -> Assignment:
    """Say what a reader found; the secretariat reads it beside the submission.

    Raises:
        NotPermitted: the actor is neither the reader nor in the secretariat.
        NotNow: it is not with this reader any more.
        Refused: nothing is said.
    """
    assignment = lock(assignment)
    policy.may_end_reading(actor, assignment).require()
    if not outcome.strip():
        raise Refused(_("Please say in a sentence what you found."))
    _end(assignment, at, done=True, outcome=outcome)
    record(actor=actor, at=at, about=assignment.submission, assignment=assignment.pk)
    return assignment


@act
def give_back(*, assignment: Assignment, reason: str, actor: Person, at: datetime) -> Assignment:
    """Give a submission back unread, with a reason; it then waits for another reader.

    Raises:
        NotPermitted: the actor is neither the reader nor in the secretariat.
        NotNow: it is not with this reader any more.
        Refused: there is no reason.
    """
    assignment = lock(assignment)
    policy.may_end_reading(actor, assignment).require()
    if not reason.strip():
        raise Refused(_("Please give a reason."))
    _end(assignment, at, done=False, outcome=reason)
    record(actor=actor, at=at, about=assignment.submission, assignment=assignment.pk, reason=reason)
    return assignment
