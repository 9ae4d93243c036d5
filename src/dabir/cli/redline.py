"""`dabir redline`: what changed between two files. Needs no database."""

from __future__ import annotations

import json
from pathlib import Path

import click

from dabir.cli.drafts import (
    INPUT,
    Failed,
    align,
    check_output,
    common_options,
    on_a_terminal,
    open_draft,
    write_whole,
)
from dabir.domain.drafting.copies import CopyRedline, redline_copies
from dabir.formats.documents import Language
from dabir.formats.drafts import Draft
from dabir.formats.drafts.words import counted, numeral

ENDINGS = ("docx", "html", "json", "pdf")


@click.command()
@click.argument("old", type=INPUT)
@click.argument("new", type=INPUT)
@common_options
@click.option("--author", help="Whose changes they are in Word; else the name of the new file.")
def redline(
    *,
    old: Path,
    new: Path,
    out: Path,
    language: Language | None,
    ask: bool,
    yes: bool,
    author: str | None,
) -> None:
    """Write what changed between OLD and NEW: a redline.

    Read are Word (docx), OpenDocument (odt), PDF, HTML, Markdown, plain text and Akoma Ntoso.
    Clauses need no ids: they are known again by their words, also where they moved, were numbered
    anew, split or joined. What is uncertain is said on standard error, and in the JSON.

    A Word file has the changes tracked; where OLD is a Word file, it is OLD with its own
    layout, and where both are, words that only look different are tracked too. HTML is one page
    that needs nothing else; the JSON is described in docs/reference/redline.md.

    The exit code is 1 when a file cannot be read or written.
    """
    ending = check_output(out, (old, new), ENDINGS)
    if ask and not on_a_terminal():
        raise click.UsageError("--ask needs a terminal to ask on.")
    before, after = open_draft(old, language), open_draft(new, language)
    for draft in (before, after):
        for note in draft.notes:
            click.echo(f"{draft.name}: {note}", err=True)
    aligned = align(before, after, ask=ask, say_doubts=not yes)
    found = redline_copies(aligned)
    write_whole(out, _written(found, before, after, ending, author or Path(after.name).stem))
    click.echo(
        f"{out}: {counted('en', len(found.changes), 'changes')}, "
        f"{counted('en', found.words_deleted, 'words deleted')}, "
        f"{numeral('en', found.words_inserted)} inserted.",
        err=True,
    )


def _written(found: CopyRedline, before: Draft, after: Draft, ending: str, author: str) -> bytes:
    if ending == "json":
        from dabir.formats.drafts.redline_data import redline_data

        data = redline_data(found, before, after)
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
    if ending == "html":
        from dabir.formats.drafts.redline_page import redline_page

        return redline_page(found, before, after, after.language).encode()
    from dabir.drawing.errors import FontsMissing
    from dabir.formats.drafts.redline_files import redline_docx, redline_pdf
    from dabir.formats.errors import Unwritable

    try:
        if ending == "pdf":
            return redline_pdf(found, before, after, after.language)
        file, notes = redline_docx(found, before, after, author)
    except (Unwritable, FontsMissing) as error:
        raise Failed(str(error)) from error
    for note in notes:
        click.echo(note, err=True)
    return file
