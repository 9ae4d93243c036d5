"""`dabir compile`: many delegations' files laid over one base. Needs no database."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from dabir.cli.drafts import (
    INPUT,
    Failed,
    align,
    check_output,
    common_options,
    failure,
    on_a_terminal,
    open_draft,
    read_bytes,
    write_whole,
)
from dabir.cli.progress import progress
from dabir.domain.drafting import Compilation, Unfit
from dabir.domain.drafting.copies.amending import operations_of_copy, version_of_copy
from dabir.formats.documents import Language
from dabir.formats.drafts import Draft
from dabir.formats.drafts.proposals import (
    Copy,
    Proposal,
    compile_proposals,
    copies_in,
    require_kinship,
)
from dabir.formats.drafts.words import counted
from dabir.formats.errors import Unreadable
from dabir.formats.laid_out import LaidOut

ENDINGS = ("docx", "html", "json", "pdf")


@click.command(name="compile")
@click.argument("base", type=INPUT)
@click.argument("amended", type=INPUT, nargs=-1, required=True, metavar="AMENDED…")
@common_options
@click.option(
    "--as",
    "named",
    multiple=True,
    metavar="NAME=FILE",
    help="Whose file it is; else its name, or the authors of its tracked changes.",
)
def compile_files(
    *,
    base: Path,
    amended: tuple[Path, ...],
    out: Path,
    language: Language | None,
    ask: bool,
    yes: bool,
    named: tuple[str, ...],
) -> None:
    """Lay what AMENDED files propose over BASE: a compilation text, every word attributed.

    Each file is a copy of BASE, clean or with tracked changes (Word); every author of tracked
    changes is a proposer of their own. What several propose alike is co-sponsored; what excludes
    one another stands in brackets beside the base, option by option. Nothing is overwritten.

    Where BASE is a Word file, a Word file that is written is BASE with its own layout, the changes
    tracked in it; where that cannot be, it is laid out anew, and standard error says why.

    Read are Word (docx), OpenDocument (odt), PDF, HTML, Markdown, plain text and Akoma Ntoso. The
    JSON is described in docs/reference/compilation.md.

    The exit code is 1 when a file cannot be read or written, or was not made of BASE.
    """
    names = _names(named, amended)
    ending = check_output(out, (base, *amended), ENDINGS)
    if ask and not on_a_terminal():
        raise click.UsageError("--ask needs a terminal to ask on.")
    draft = open_draft(base, language)
    if draft.laid_out and draft.format == "docx":
        raise failure(base, LaidOut())
    for note in draft.notes:
        click.echo(f"{draft.name}: {note}", err=True)
    called = _called(amended)
    copies = [
        copy
        for path in progress(amended, "Reading")
        for copy in _read(path, draft, names.get(path.resolve(), ""), called[path.resolve()])
    ]
    version = version_of_copy(draft.lines, draft.language)
    proposals: list[Proposal] = []
    for copy in copies if ask else progress(copies, "Aligning"):
        for note in copy.draft.notes:
            click.echo(f"{copy.file}: {note}", err=True)
        among = copy.file if copy.file == copy.proposer else f"{copy.file} ({copy.proposer})"
        aligned = align(draft, copy.draft, ask=ask, say_doubts=not yes, among=among, rewritten=True)
        try:
            # What is tracked was held against the base, whatever is left of that.
            if not copy.tracked:
                require_kinship(aligned)
        except Unreadable as error:
            raise Failed(f"{copy.file}: {error}") from error
        operations = operations_of_copy(version, aligned, draft.language)
        if not operations:
            click.echo(f"{among}: proposes nothing.", err=True)
        number = len(proposals) + 1
        proposals.append(Proposal(number=number, copy=copy, aligned=aligned, operations=operations))
    try:
        compilation = compile_proposals(version, proposals)
    except Unfit as error:
        raise Failed(str(error)) from error
    write_whole(out, _written(compilation, draft, proposals, ending))
    contests = compilation.contests.values()
    click.echo(
        f"{out}: {counted('en', len(compilation.proposed), 'changes')} by "
        f"{counted('en', len({each.copy.proposer for each in proposals}), 'proposers')} in "
        f"{counted('en', len(contests), 'places')}, "
        f"{sum(each.contested for each in contests):,} contested.",
        err=True,
    )


def _names(named: Sequence[str], amended: Sequence[Path]) -> dict[Path, str]:
    names: dict[Path, str] = {}
    known = {path.resolve() for path in amended}
    for each in named:
        parts = each.split("=")
        # Either may have such signs of its own; what tells is which files there are.
        ways = [("=".join(parts[:at]), "=".join(parts[at:])) for at in range(1, len(parts))]
        ways = [(name.strip(), file) for name, file in ways if name.strip() and file]
        if not ways:
            raise click.UsageError(f"--as takes NAME=FILE, not {each!r}.")
        meant = [(name, path) for name, file in ways if (path := Path(file).resolve()) in known]
        if not meant:
            raise click.UsageError(f"--as {each}: {ways[0][1]} is none of the amended files.")
        name, path = meant[0]
        names[path] = name
    return names


def _called(amended: Sequence[Path]) -> dict[Path, str]:
    """Return what clean copies are called: by their names, so far that no two are called alike."""
    paths = {path.resolve(): path for path in amended}
    called: dict[Path, str] = {}
    for shape in (_stem, _in_folder, _name, str):
        taken = Counter(shape(path) for known, path in paths.items() if known not in called)
        called |= {
            known: shape(path)
            for known, path in paths.items()
            if known not in called
            and taken[shape(path)] == 1
            and shape(path) not in called.values()
        }
    return {known: called.get(known, str(known)) for known in paths}


def _stem(path: Path) -> str:
    return path.stem


def _in_folder(path: Path) -> str:
    return f"{path.absolute().parent.name}/{path.stem}"


def _name(path: Path) -> str:
    return path.name


def _read(path: Path, base: Draft, proposer: str, called: str) -> list[Copy]:
    try:
        return copies_in(
            read_bytes(path),
            name=path.name,
            base=base,
            proposer=proposer,
            called=called,
            language=base.language,
        )
    except Unreadable as error:
        raise failure(path, error) from error


def _written(
    compilation: Compilation, base: Draft, proposals: Sequence[Proposal], ending: str
) -> bytes:
    if ending == "json":
        from dabir.formats.drafts.compilation_data import compilation_data

        data = compilation_data(compilation, base, proposals)
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
    if ending == "html":
        from dabir.formats.drafts.compilation_page import compilation_page

        return compilation_page(compilation, base, proposals).encode()
    from dabir.drawing.errors import FontsMissing
    from dabir.formats.drafts.compilation_files import compilation_docx, compilation_pdf
    from dabir.formats.errors import Unwritable

    try:
        if ending == "pdf":
            return compilation_pdf(compilation, base, proposals)
        file, notes = compilation_docx(compilation, base, proposals)
    except (Unwritable, FontsMissing) as error:
        raise Failed(str(error)) from error
    for note in notes:
        click.echo(note, err=True)
    return file
