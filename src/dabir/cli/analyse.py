"""`dabir analyse`: from a table of submissions to themes, campaigns and a report."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dabir.cli.watching import Terminal

if TYPE_CHECKING:
    from dabir.analysis.analyse import Outcome
    from dabir.analysis.reporting.tongue import Language

UNREADABLE = 2
"""The exit status for an input or an option that is of no use."""

INTERRUPTED = 130
"""The exit status after Ctrl-C, as shells have it."""


@click.command()
@click.argument("source", metavar="INPUT", type=click.Path(path_type=Path))
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the results. A run that was interrupted goes on there.",
)
@click.option("--text", metavar="COLUMN", help="The column of the texts; else the longest one.")
@click.option("--id", "identity", metavar="COLUMN", help="The column of the ids; else “id”.")
@click.option(
    "--lang", "language", metavar="COLUMN", help="The column of the languages; else found out."
)
@click.option(
    "--stance",
    metavar="COLUMN",
    help="A column that says who is for and who against: never guessed from the text.",
)
@click.option("--index", is_flag=True, help="Also make an index of the passages, to search them.")
@click.option(
    "--report-language",
    type=click.Choice(["fa", "en"]),
    help="The language of the report; else that of most passages.",
)
@click.option(
    "--embeddings",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="A sentence-embedding model on this machine, for themes across languages.",
)
@click.option(
    "--endpoint",
    metavar="URL",
    help="An OpenAI-compatible server of language models, for labels, stances and summaries. "
    "Passages are sent there, personal data masked. The key: DABIR_ENDPOINT_KEY.",
)
@click.option("--model", metavar="NAME", help="Which model of the endpoint is asked.")
@click.option(
    "--endpoint-calls",
    type=click.IntRange(min=1),
    default=500,
    show_default=True,
    help="The most requests that the endpoint gets.",
)
@click.option(
    "--endpoint-rate", type=click.FloatRange(min=0.1), help="The most requests in a minute."
)
@click.option(
    "--engine",
    default="local",
    show_default=True,
    metavar="ENGINE",
    help="What does the work: local, spark or spark://HOST:PORT. The results are the same.",
)
@click.option(
    "--seed",
    type=int,
    default=0,
    show_default=True,
    help="What chance is drawn from: the same seed, the same results.",
)
@click.option(
    "--threads",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    help="How many work at a time; else one for each processor.",
)
@click.option(
    "--memory",
    metavar="SIZE",
    help="What the stages may hold, as 6GB; else half of the machine's, at most 6GB.",
)
@click.pass_context
def analyse(
    context: click.Context,
    *,
    source: Path,
    out: Path,
    text: str | None,
    identity: str | None,
    language: str | None,
    stance: str | None,
    index: bool,
    report_language: Language | None,
    embeddings: Path | None,
    endpoint: str | None,
    model: str | None,
    endpoint_calls: int,
    endpoint_rate: float | None,
    engine: str,
    seed: int,
    threads: int,
    memory: str | None,
) -> None:
    """Find campaigns, duplicates and themes in the submissions of INPUT.

    INPUT is a table as CSV, JSON lines or Parquet: one file, or a folder of files of one kind. It
    may be larger than memory. Rows that cannot be read are counted and listed, never dropped
    silently.

    \b
    DIR then holds:
      report.html         one page for people; it needs nothing beside it
      passages.parquet    id, passage, start, end, language
      duplicates.parquet  copies, campaigns, and what each member changed
      themes.parquet      the weighted themes of each passage, or none
      themes.json         the themes: tree, label, terms, sizes, quotes
      themes.model        puts later submissions under these themes
      skipped.parquet     rows that were not read, each with the reason
      run.json            what was done, with which versions, how long it took
      index/              with --index

    A run that was killed goes on where it was when the same command is given again; one that is
    complete is not done twice. The exit status is 2 when the input cannot be read, 1 when the
    work could not be brought to its end.
    """  # noqa: D301 (click's mark for a list that is not filled)
    from dabir.analysis.analyse import analyse as run
    from dabir.analysis.assistants.choice import Models
    from dabir.analysis.assistants.embedding import load_embedder
    from dabir.analysis.errors import AnalysisError, InputError
    from dabir.analysis.reading import Asked
    from dabir.analysis.runs.writing import refused_by_disk
    from dabir.analysis.stages import Settings

    try:
        # Vectors are kept beside the run, for the next one over the same texts.
        embedder = load_embedder(embeddings, cache=out / ".run" / "vectors") if embeddings else None
        models = Models(
            embedder.name if embedder else None, endpoint, model, endpoint_calls, endpoint_rate
        )
        models.asker(out)  # refuses an address that is none before anything is done
        columns = Asked(text, identity, language, stance)
        settings = Settings(columns, seed, index, report_language, models)
        room = _room(memory)
        with Terminal() as watch:
            outcome = run(
                source,
                out,
                settings,
                engine=engine,
                threads=threads,
                memory=room,
                watch=watch,
                embedder=embedder,
            )
    except InputError as error:
        click.echo(f"dabir analyse: {error}", err=True)
        context.exit(UNREADABLE)
    except (AnalysisError, OSError) as error:
        told = refused_by_disk(error, out) if isinstance(error, OSError) else error
        click.echo(f"dabir analyse: {told}", err=True)
        context.exit(1)
    except KeyboardInterrupt:
        click.echo("Interrupted. What is finished stays; the same command goes on there.", err=True)
        context.exit(INTERRUPTED)
    _tell(outcome, out)


def _room(memory: str | None) -> int:
    """Return the bytes that stages may hold. Raises InputError for what is no amount."""
    from dabir.analysis.errors import InputError
    from dabir.analysis.runs.memory import read_memory, usual_memory

    if not memory:
        return usual_memory()
    try:
        return read_memory(memory)
    except ValueError as error:
        raise InputError(str(error)) from error


def _tell(outcome: Outcome, out: Path) -> None:
    from dabir.analysis.assistants.asking import open_questions

    counted: dict[str, dict[str, Any]] = {each["name"]: each for each in outcome.told["stages"]}
    say_what_was_read(counted["reading"], out)
    if left := open_questions(counted.get("assistant", {})):
        click.echo(
            f"The language model left {left:,} questions open; the same command asks them again, "
            "as far as --endpoint-calls allows.",
            err=True,
        )
    if not outcome.fresh:
        click.echo(f"This run ({outcome.id}) is complete already; nothing was done.", err=True)
    click.echo(str(out / "report.html"))


def say_what_was_read(counts: dict[str, Any], out: Path) -> None:
    """Say on standard error how many rows became submissions, and why the others did not."""
    from dabir.analysis.reading.rows import IN_WORDS, Reason

    said = f"{counts['rows']:,} rows, {counts['submissions']:,} submissions"
    if counts["skipped"]:
        reasons = ", ".join(
            f"{count:,} {IN_WORDS[Reason(reason)]}"
            for reason, count in sorted(counts["skipped"].items())
        )
        said += f". Skipped: {reasons}; they are listed in {out / 'skipped.parquet'}"
    click.echo(f"{said}.", err=True)
    if counts["renamed"]:
        click.echo(
            f"{counts['renamed']:,} rows repeat an id that stands before them; "
            "they are named by it and their row, as “17#204”.",
            err=True,
        )
