"""`dabir import submissions`: take a file of many submissions in, as the pages do."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dabir.cli.django_setup import set_up
from dabir.cli.people import person_named

if TYPE_CHECKING:
    from dabir.stages.submissions.intake.importing import Upload
    from dabir.stages.submissions.intake.mapping import Mapping
    from dabir.stages.submissions.models import Import

SHOWN = 20
"""Problems that are printed; the page of the import lists all."""

WAIT_SECONDS = 0.5


@click.command("submissions")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--call", "code", required=True, help="The call's short name.")
@click.option(
    "--mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What each column is, as JSON; without it that is guessed and shown.",
)
@click.option("--as", "username", default="secretary", show_default=True, help="Who imports it.")
@click.option("--check-only", is_flag=True, help="Say what would be taken in, and take nothing in.")
@click.option("--yes", is_flag=True, help="Take in what the check found good without asking.")
def import_submissions(
    *, file: Path, code: str, mapping: Path | None, username: str, check_only: bool, yes: bool
) -> None:
    """Take submissions in from a table (CSV, Excel, JSON lines), a mailbox or a zip of documents.

    Every row is checked first and the problems are told; bad rows keep no others back. The same
    file again adds nothing. What was broken off goes on with `dabir worker heavy`.
    """
    set_up()
    from django.db import Error
    from django.utils import timezone

    from dabir.domain.procedure.verdicts import Refused
    from dabir.foundation.files.keeping import Altered, Missing
    from dabir.stages.submissions.acts import begin_import, check_import, map_import, run_import
    from dabir.stages.submissions.intake.importing import look_through

    try:
        person, call = person_named(username), _call(code)
        upload = look_through(file, file.name)
        chosen = _mapping(mapping, upload, call)
        source = begin_import(call=call, upload=upload, actor=person, at=timezone.now())
        click.echo(f"{file.name}: kept, SHA-256 {source.original.sha256}")
        map_import(source=source, mapping=chosen, actor=person, at=timezone.now())
        source = check_import(source=source, actor=person, at=timezone.now())
        _work(source, "checked")
        if not _tell_check(source) or check_only:
            return
        if not yes:
            click.confirm("Take these in?", abort=True, err=True)
        source = run_import(source=source, actor=person, at=timezone.now())
        _work(source, "taken in")
        _tell_result(source)
    except Refused as error:
        raise click.ClickException(str(error)) from error
    except (Missing, Altered) as error:
        raise click.ClickException(f"The kept file cannot be read: {error}") from error
    except Error as error:
        raise click.ClickException(f"The database does not answer: {error}") from error


def _call(code: str) -> Any:
    from dabir.stages.calls.models import Call

    call = Call.objects.filter(code=code).select_related("group").first()
    if call is None:
        raise click.ClickException(f"There is no call “{code}”.")
    return call


def _mapping(file: Path | None, upload: Upload, call: Any) -> Mapping:
    """Return the mapping of a file, or a guess, which is shown as such a file."""
    from dabir.stages.submissions.intake.mapping import Mapping, guess

    if file is None:
        found = guess(
            upload.columns,
            [row.values for row in upload.sample],
            questions=call.questions.all(),
            exhibits=call.exhibits.all(),
        )
        click.echo("The columns are taken to be (put it in a file, change it, give --mapping):")
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
        return found
    try:
        return Mapping.from_json(json.loads(file.read_text(encoding="utf-8")))
    except (ValueError, TypeError, AttributeError) as error:
        raise click.ClickException(f"{file.name} is no mapping: {error}") from error


def _work(source: Import, what: str) -> None:
    """Help the workers of the installation, if there are any, until the import has moved on."""
    from dabir.foundation.work.models import Work
    from dabir.foundation.work.pieces import take
    from dabir.foundation.work.running import TIME_LIMITS, run

    state = source.state
    with _shown(source, what):
        while source.state == state:
            piece = take([Work.Queue.HEAVY])
            if piece is None:
                time.sleep(WAIT_SECONDS)
            else:
                run(piece, TIME_LIMITS[Work.Queue.HEAVY])
            source.refresh_from_db()
    if source.trouble:
        raise click.ClickException(source.trouble)


@contextmanager
def _shown(source: Import, what: str) -> Iterator[None]:
    """Show how far it has come, to somebody who watches."""
    if not sys.stderr.isatty():
        yield
        return
    over = threading.Event()

    def show() -> None:
        from django.db import connection

        from dabir.stages.submissions.models import Import
        from dabir.stages.submissions.queries import progress_of

        while not over.wait(1):
            progress = progress_of(Import.objects.get(pk=source.pk))
            total = f" of {progress.rows}" if progress.rows else ""
            click.echo(f"\r{progress.done}{total} rows {what}", nl=False, err=True)
        connection.close()

    thread = threading.Thread(target=show, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        click.echo(err=True)


def _tell_check(source: Import) -> bool:
    """Say what the check found; False when there is nothing to take in."""
    from dabir.stages.submissions.queries import problems_of

    report = source.report
    click.echo(
        f"{source.rows} rows: {report['good']} good, {report['late']} of them late;"
        f" {report['already']} there already, {report['repeated']} repeated,"
        f" {report['rejected']} cannot be taken in"
    )
    for problem in problems_of(source, most=SHOWN):
        column = f" ({problem.column})" if problem.column else ""
        click.echo(f"  row {problem.row}{column}: {problem}")
    left = sum(report["by_message"].values()) - SHOWN
    if left > 0:
        click.echo(f"  and {left} more")
    return bool(report["good"])


def _tell_result(source: Import) -> None:
    from dabir.stages.submissions.queries import progress_of

    progress = progress_of(source)
    click.echo(
        f"Taken in: {progress.added}. There already: {progress.already}."
        f" Not taken in: {progress.rejected}."
    )
