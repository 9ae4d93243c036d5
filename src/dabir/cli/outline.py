"""`dabir outline`: what the outline reader finds in documents. Needs no database."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from typing import Any

import click

from dabir.cli.outline_tree import show
from dabir.cli.progress import progress
from dabir.domain.outline import UnreadableText, read_outline, to_json
from dabir.domain.outline.model import Outline
from dabir.formats.errors import Unreadable
from dabir.formats.official import official_weight
from dabir.formats.received import Received, receive

UNREADABLE = 1


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
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON per document.")
@click.option(
    "--part",
    metavar="NAME",
    help="Of a message, read the file of this name; empty for the message's own words.",
)
@click.pass_context
def outline(
    context: click.Context,
    files: tuple[Path, ...],
    json_dir: Path | None,
    as_json: bool,
    part: str | None,
) -> None:
    """Print the structure, mandate, duties and call that are read in each document.

    Plain text, Word (docx), OpenDocument (odt), PDF with a text layer, HTML and e-mail (eml) are
    read. Of a message the part is read that most looks like an official text, and it is said which.

    The exit code is 1 when a document could not be read; the others are done all the same.
    """
    failed = False
    if json_dir is not None:
        _make(json_dir)
    written: set[Path] = set()
    for file in progress(files, "Reading"):
        try:
            received = _received(file, part)
            read = read_outline(received.document.text)
        except (Unreadable, UnreadableText, OSError, NoSuchPart) as error:
            click.echo(f"{file}: {error}", err=True)
            failed = True
            continue
        if json_dir is not None:
            target = _target(json_dir, file, written)
            text = json.dumps(to_json(read), ensure_ascii=False, indent=1)
            _write(target, text + "\n")
            written.add(target)
        if as_json:
            click.echo(json.dumps(_data(file, received, read), ensure_ascii=False))
        elif json_dir is None:
            show(str(file), received, read)
    if failed:
        context.exit(UNREADABLE)


class NoSuchPart(Exception):
    """A message has no readable part of the name that was asked for."""


def _received(file: Path, part: str | None) -> Received:
    received = receive(file.read_bytes(), filename=file.name, weigh=official_weight)
    if part is None:
        return received
    for index, each in enumerate(received.parts):
        if each.name == part:
            if each.refusal is not None:
                raise each.refusal
            return replace(received, main=index)
    known = ", ".join(each.name or "''" for each in received.parts)
    raise NoSuchPart(f"there is no part {part!r}; there are: {known}")


def _data(file: Path, received: Received, read: Outline) -> dict[str, Any]:
    """Return the outline with where it was read and what is to be known about the reading."""
    document = received.document
    return {
        "file": str(file),
        "part": received.chosen.name or None,
        "parts": [each.name or None for each in received.parts],
        "format": document.format,
        "verified": document.verified,
        "notes": [note.code for note in document.notes],
        **to_json(read),
    }


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
