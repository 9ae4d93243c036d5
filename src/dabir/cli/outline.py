"""`dabir outline`: what the outline reader finds in documents. Needs no database."""

from __future__ import annotations

import json
from itertools import chain, count
from pathlib import Path
from typing import Any

import click

from dabir.cli.progress import progress
from dabir.domain.outline import UnreadableText, read_outline, to_json
from dabir.domain.outline.model import Finding, Outline
from dabir.formats.errors import Unreadable
from dabir.formats.reading import read_text

UNREADABLE = 1
STARTS = 90


@click.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE…",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--json-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write one JSON file per document, named after it, into this folder.",
)
@click.pass_context
def outline(context: click.Context, files: tuple[Path, ...], json_dir: Path | None) -> None:
    """Print the structure, mandate, duties and call that are read in each document.

    The exit code is 1 when a document could not be read; the others are done all the same.
    """
    failed = False
    if json_dir is not None:
        _make(json_dir)
    written: set[Path] = set()
    for file in progress(files, "Reading"):
        try:
            read = read_outline(read_text(file.read_bytes(), filename=file.name).text)
        except (Unreadable, UnreadableText, OSError) as error:
            click.echo(f"{file}: {error}", err=True)
            failed = True
            continue
        if json_dir is not None:
            target = _target(json_dir, file, written)
            text = json.dumps(to_json(read), ensure_ascii=False, indent=1)
            _write(target, text + "\n")
            written.add(target)
        else:
            click.echo(click.style(str(file), bold=True))
            show(read)
    if failed:
        context.exit(UNREADABLE)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.ClickException(f"{folder}: {error.strerror}") from error


def _write(target: Path, text: str) -> None:
    try:
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{target}: {error.strerror}") from error


def _target(folder: Path, file: Path, written: set[Path]) -> Path:
    """Return where a document's JSON goes; documents of one name get a file each."""
    names = chain((file.stem, file.name), (f"{file.name}-{number}" for number in count(2)))
    return next(path for name in names if (path := folder / f"{name}.json") not in written)


def _line(label: str, finding: Finding[Any] | None) -> None:
    if finding is not None:
        sure = click.style(f"  {finding.confidence:.0%} {finding.rule}", dim=True)
        click.echo(f"  {label:<18}{finding.value}{sure}")


def show(read: Outline) -> None:
    """Print an outline for people, with the confidence and the rule of each finding."""
    _line("kind", read.kind)
    _line("language", read.language)
    _line("title", read.title)
    _line("number", read.number)
    _line("session", read.session)
    _line("date", read.date)
    _line("issuer", read.issuer)
    if read.working_group is not None:
        _line("working group", read.working_group.title)
        _line("responsible body", read.working_group.responsible_body)
    for member in read.members:
        _line("member", member)
    if read.call is not None:
        _line("deadline", read.call.deadline)
        for contact in read.call.contact:
            _line("contact", contact)
        for invited in read.call.invited:
            _line("invited", invited)
    for item in read.items:
        click.echo(f"  {'  ' * (item.level - 1)}{click.style(item.path, bold=True)}  {item.starts}")
    for duty in read.duties:
        bodies = ", ".join(body.value for body in duty.bodies)
        due = duty.due.isoformat() if duty.due else duty.relative or ""
        click.echo(f"  {'duty':<18}{bodies}: {duty.starts[:STARTS]} {due}".rstrip())
    for impossible in read.invalid_dates:
        _line("impossible date", impossible)
