"""Acts on bulk imports: the file is kept, its columns matched, checked, then taken in by slices."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.files.sealing import destroy_key
from dabir.foundation.files.streams import original_of
from dabir.foundation.inserting import insert_rows
from dabir.foundation.lives import advance, lock, may_now
from dabir.foundation.people.models import Person
from dabir.foundation.record import merkle
from dabir.foundation.record.acts import act, record
from dabir.foundation.work.asking import ask
from dabir.stages.calls.models import Call
from dabir.stages.submissions import policy
from dabir.stages.submissions.intake.importing import PreparedRow, Upload
from dabir.stages.submissions.intake.mapping import Mapping as ColumnMapping
from dabir.stages.submissions.intake.mapping import RowProblem
from dabir.stages.submissions.intake.taking_in import take_in_prepared
from dabir.stages.submissions.models import Import, ImportedRow, ImportSlice, Submission
from dabir.stages.submissions.queries import check_key, rows_known, run_key

State = Import.State

LANES = {"postgresql": 2}
"""How many workers may take in slices of one import at a time; SQLite has one writer."""

SLICES = {"postgresql": 1_000}
ROWS_A_SLICE = 500
"""Rows of a slice where it has to give way to other writers soon."""


@act
def begin_import(*, call: Call, upload: Upload, actor: Person, at: datetime) -> Import:
    """Keep an uploaded file that was looked through; nothing is taken in yet.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call was never opened.
    """
    policy.may_import(actor, call).require()
    original = original_of(upload.streamed, name=upload.name, group=call.group, at=at)
    source = Import.objects.create(
        call=call,
        original=original,
        format=upload.format,
        columns=list(upload.columns),
        slice_size=SLICES.get(connection.vendor, ROWS_A_SLICE),
        by=actor,
        begun_at=at,
    )
    record(
        actor=actor,
        at=at,
        about=original,
        source=source.pk,
        call=call.pk,
        format=source.format,
        sha256=original.sha256,
    )
    return source


@act
def map_import(
    *, source: Import, mapping: Mapping[str, Any] | ColumnMapping, actor: Person, at: datetime
) -> Import:
    """Say what each column is; the dry run then tells what that would bring.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is being checked or taken in, or was.
        Refused: no column is anything that is said.
    """
    source = lock(source)
    policy.may_move_import(actor, source, "map").require()
    if not isinstance(mapping, ColumnMapping):
        mapping = ColumnMapping.from_json(mapping)
    if mapping.is_empty:
        raise Refused(_("Choose at least one column that holds what was said."))
    advance(source, "map")
    source.mapping, source.report = mapping.as_json(), {}
    source.save(update_fields=["state", "mapping", "report"])
    record(actor=actor, at=at, about=source.original, source=source.pk, mapping=source.mapping)
    return source


@act
def check_import(*, source: Import, actor: Person, at: datetime) -> Import:
    """Ask for a dry run over every row, in the background; nothing is taken in.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: its columns were not matched, or it was taken in.
    """
    source = lock(source)
    policy.may_move_import(actor, source, "check").require()
    advance(source, "check")
    source.attempt += 1
    source.trouble = ""
    source.save(update_fields=["state", "attempt", "trouble"])
    ask(
        "imports.check",
        key=check_key(source),
        arguments={"source": source.pk, "attempt": source.attempt},
        queue="heavy",
        group=source.call.group,
        actor=actor,
        at=at,
    )
    record(actor=actor, at=at, about=source.original, source=source.pk)
    return source


@act
def conclude_check(*, source: Import, rows: int, report: Mapping[str, Any], at: datetime) -> Import:
    """Keep what the dry run found.

    Raises:
        NotNow: it is not being checked.
    """
    source = lock(source)
    advance(source, "conclude_check")
    source.rows, source.report = rows, dict(report)
    source.save(update_fields=["state", "rows", "report"])
    told: dict[str, Any] = {name: count for name, count in report.items() if isinstance(count, int)}
    record(actor=None, at=at, about=source.original, source=source.pk, rows=rows, **told)
    return source


@act
def run_import(*, source: Import, actor: Person, at: datetime) -> Import:
    """Take the rows in, in the background; after a stop, those that were not taken in yet.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was not checked, or is running, or is done.
    """
    source = lock(source)
    policy.may_move_import(actor, source, "run").require()
    advance(source, "run")
    source.attempt += 1
    source.trouble = ""
    source.save(update_fields=["state", "attempt", "trouble"])
    lanes = LANES.get(connection.vendor, 1)
    for lane in range(lanes):
        ask(
            "imports.run",
            key=run_key(source, lane),
            arguments={
                "source": source.pk,
                "attempt": source.attempt,
                "lane": lane,
                "lanes": lanes,
            },
            queue="heavy",
            group=source.call.group,
            actor=actor,
            at=at,
        )
    record(actor=actor, at=at, about=source.original, source=source.pk)
    return source


@act
def stop_import(*, source: Import, actor: Person | None, at: datetime, trouble: str = "") -> Import:
    """Stop checking or taking in; what was taken in stays, and the rest can be taken in later.

    `trouble` says why it broke off by itself; then nobody is the actor.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is not under way.
    """
    source = lock(source)
    event = "drop_check" if source.state == State.CHECKING else "stop"
    if actor is None:
        may_now(source, event).require()
    else:
        policy.may_move_import(actor, source, event).require()
    advance(source, event)
    source.trouble = trouble
    source.save(update_fields=["state", "trouble"])
    record(actor=actor, at=at, about=source.original, source=source.pk, trouble=trouble)
    return source


@act
def import_slice(
    *,
    source: Import,
    number: int,
    rows: Sequence[PreparedRow],
    rejected: Sequence[RowProblem],
    span: tuple[int, int],
    at: datetime,
) -> ImportSlice:
    """Take one slice in, once: its rows that were not there yet, with those that cannot be.

    `span` is the numbers of its first and its last row. The record keeps the Merkle root over the
    digests of the rows that were added, in their order.

    Raises:
        NotNow: the import was stopped.
        IntegrityError: the slice, or a row of it, was taken in meanwhile; nothing of it is kept.
    """
    if not Import.objects.filter(pk=source.pk, state=State.RUNNING).exists():
        raise NotNow(_("The import was stopped."))
    known = rows_known([row.key for row in rows])
    new: list[PreparedRow] = []
    repeated: list[int] = []
    for row in rows:
        if row.key not in known:
            known[row.key] = source.pk
            new.append(row)
        elif known[row.key] == source.pk:
            repeated.append(row.number)
    submissions = take_in_prepared([row.prepared for row in new], by=source.by, at=at)
    _note_rows(source, new, submissions)
    done = ImportSlice.objects.create(
        source=source,
        number=number,
        first=span[0],
        last=span[1],
        added=len(new),
        already=len(rows) - len(new),
        rejected=len({problem.row for problem in rejected if problem.fatal}),
        problems=[problem.as_json() for problem in rejected],
        repeated=repeated,
        root=root_over(submission.sha256 for submission in submissions),
        at=at,
    )
    record(
        actor=source.by,
        at=at,
        about=source.original,
        source=source.pk,
        slice=number,
        rows=list(span),
        added=done.added,
        already=done.already,
        rejected=done.rejected,
        root=done.root,
    )
    return done


def _note_rows(
    source: Import, rows: Sequence[PreparedRow], submissions: Sequence[Submission]
) -> None:
    insert_rows(
        ImportedRow,
        ("submission_id", "source_id", "number", "key"),
        [
            (submission.pk, source.pk, row.number, row.key)
            for row, submission in zip(rows, submissions, strict=True)
        ],
    )


def root_over(digests: Collection[str] | Any) -> str:
    """Return the Merkle root over digests in hexadecimal, in their order."""
    return merkle.root([merkle.leaf(bytes.fromhex(digest)) for digest in digests]).hex()


@act
def finish_import(*, source: Import, at: datetime) -> Import:
    """Note that every slice has been taken in; the file goes if an author was erased meanwhile.

    Raises:
        NotNow: it is not running, or slices are left.
    """
    source = lock(source)
    expected = -(-(source.rows or 0) // source.slice_size)
    if source.slices.count() < expected:
        raise NotNow(_("Some rows have not been taken in yet."))
    advance(source, "finish")
    source.ended_at = at
    source.save(update_fields=["state", "ended_at"])
    if ImportedRow.objects.filter(source=source, submission__erased_at__isnull=False).exists():
        _destroy_file(source, at)
    sums = ImportSlice.objects.filter(source=source)
    record(
        actor=source.by,
        at=at,
        about=source.original,
        source=source.pk,
        added=sum(sums.values_list("added", flat=True)),
        rejected=sum(sums.values_list("rejected", flat=True)),
    )
    return source


def erase_from_import(submission: Submission, at: datetime) -> None:
    """Destroy what an import still holds of the row that a submission was, within an act.

    The whole file goes, since it cannot be left without one row: every row that was taken in lies
    sealed by itself. While rows wait to be taken in, it goes when the last one is. What was told of
    the row quotes it, and goes at once.
    """
    row = (
        ImportedRow.objects.filter(submission=submission)
        .select_related("source__original__key")
        .first()
    )
    if row is None:
        return
    source = lock(row.source)
    if source.state == State.DONE:
        _destroy_file(source, at)
    for told in source.slices.filter(first__lte=row.number, last__gte=row.number):
        told.problems = _without(told.problems, row.number)
        told.save(update_fields=["problems"])
    if problems := source.report.get("problems"):
        source.report["problems"] = _without(problems, row.number)
        source.save(update_fields=["report"])


def _destroy_file(source: Import, at: datetime) -> None:
    key = source.original.key
    if key is not None and key.wrapped is not None:
        destroy_key(key, at)


def _without(problems: list[dict[str, Any]], row: int) -> list[dict[str, Any]]:
    return [each for each in problems if each["row"] != row]
