"""What `dabir redline` and `dabir compile` share: files in, files out, questions in between."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from dabir.domain.drafting.copies import Aligned, Pairing, align_copies
from dabir.domain.drafting.copies.rewriting import with_rewritten
from dabir.formats.documents import Language
from dabir.formats.drafts import Draft, read_draft
from dabir.formats.drafts.draft import settled
from dabir.formats.errors import TooLarge, Unreadable
from dabir.formats.limits import DEFAULT_LIMITS, MEGABYTE

_QUOTED = 300

INPUT = click.Path(exists=True, dir_okay=False, path_type=Path)
OUTPUT = click.Path(dir_okay=False, path_type=Path)


class Failed(click.ClickException):
    """The command cannot go on: one line says why, and the exit code is 1."""

    exit_code = 1


def read_bytes(path: Path) -> bytes:
    """Return what is in a file.

    Raises:
        Failed: it cannot be read, or is larger than any draft.
    """
    try:
        if path.stat().st_size > DEFAULT_LIMITS.file_size:
            raise TooLarge(limit=DEFAULT_LIMITS.file_size // MEGABYTE)
        return path.read_bytes()
    except (OSError, Unreadable) as error:
        raise failure(path, error) from error


def open_draft(path: Path, language: Language | None) -> Draft:
    """Return the draft in a file.

    Raises:
        Failed: it cannot be read, or is none that is read.
    """
    data = read_bytes(path)
    try:
        return settled(read_draft(data, name=path.name, language=language, apart=True))
    except Unreadable as error:
        raise failure(path, error) from error


def failure(path: Path, error: Exception) -> Failed:
    """Return the refusal that says of a file what went wrong."""
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Failed(f"{path}: {words}")


def check_output(out: Path, inputs: Sequence[Path], endings: Sequence[str]) -> str:
    """Return the ending of the file that is to be written.

    Raises:
        click.UsageError: it is none of `endings`, or the file is one of the inputs.
    """
    ending = out.suffix.lower().lstrip(".")
    if ending not in endings:
        known = ", ".join(f".{each}" for each in endings[:-1])
        raise click.UsageError(f"{out}: the name must end in {known} or .{endings[-1]}.")
    for path in inputs:
        if out.resolve() == path.resolve() or (out.exists() and out.samefile(path)):
            raise click.UsageError(f"{out} is one of the files that are read; name another one.")
    return ending


def write_whole(out: Path, data: bytes) -> None:
    """Write a file that is there wholly or not at all.

    Raises:
        Failed: it cannot be written.
    """
    unfinished = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(out)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise failure(out, error) from error


def align(
    old: Draft,
    new: Draft,
    *,
    ask: bool,
    say_doubts: bool,
    among: str = "",
    rewritten: bool = False,
) -> Aligned:
    """Return two drafts aligned; what is not sure is asked, or else said on standard error.

    With `rewritten`, what was written anew under the mark of a clause is taken for that clause.
    """
    aligned = align_copies(old.lines, new.lines)
    if rewritten:
        aligned = with_rewritten(aligned)
    if ask and aligned.doubtful:
        said: dict[int, int | None] = {}
        for pairing in aligned.doubtful:
            known = _asked(aligned, pairing, among)
            said[pairing.new[0]] = pairing.old[0] if known else None
        aligned = align_copies(old.lines, new.lines, said=said)
        if rewritten:
            aligned = with_rewritten(aligned, said=said)
    if say_doubts:
        for pairing in aligned.doubtful:
            click.echo(f"{among or new.name}: {_doubt(aligned, pairing)}", err=True)
    return aligned


def _asked(aligned: Aligned, pairing: Pairing, among: str) -> bool:
    one, other = _sides(aligned, pairing)
    click.echo(f"\n{among + ': ' if among else ''}Are these one clause?", err=True)
    click.echo(f"  old: {one}", err=True)
    click.echo(f"  new: {other}", err=True)
    return click.confirm("One clause", default=True, err=True)


def _doubt(aligned: Aligned, pairing: Pairing) -> str:
    one, other = _sides(aligned, pairing)
    where = " elsewhere" if pairing.moved else ""
    return (
        f"uncertain ({pairing.confidence:.0%}): taken for one clause{where}: "
        f"“{_cut(one, 60)}” and “{_cut(other, 60)}”."
    )


def _sides(aligned: Aligned, pairing: Pairing) -> tuple[str, str]:
    return (
        _cut(aligned.old[pairing.old[0]].line, _QUOTED),
        _cut(aligned.new[pairing.new[0]].line, _QUOTED),
    )


def _cut(words: str, most: int) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= most else f"{flat[: most - 1].rstrip()}…"


def on_a_terminal() -> bool:
    """Whether somebody sits there who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def common_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that both have."""
    for option in reversed(
        (
            click.option(
                "-o",
                "--out",
                required=True,
                type=OUTPUT,
                metavar="FILE",
                help="Where it is written; the ending of the name says as what.",
            ),
            click.option(
                "--language",
                type=click.Choice(["fa", "en"]),
                help="The language of the text; found out where it is not said.",
            ),
            click.option(
                "--ask", is_flag=True, help="Ask about every clause whose match is uncertain."
            ),
            click.option(
                "--yes", is_flag=True, help="Take uncertain matches without saying so here."
            ),
        )
    ):
        command = option(command)
    return command
