"""`dabir duplicates`: what was sent more than once, changed or not."""

from __future__ import annotations

import os
from pathlib import Path

import click


@click.command()
@click.argument("source", metavar="INPUT", type=click.Path(path_type=Path))
@click.option(
    "--out",
    required=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the duplicates are written, as Parquet.",
)
@click.option("--text", metavar="COLUMN", help="The column of the texts.")
@click.option("--id", "identity", metavar="COLUMN", help="The column of the ids.")
@click.option(
    "--engine",
    default="local",
    show_default=True,
    metavar="ENGINE",
    help="What does the work: local, spark or spark://HOST:PORT. The results are the same.",
)
@click.option("--threads", type=click.IntRange(min=1), default=os.cpu_count() or 1)
@click.option(
    "--memory",
    metavar="SIZE",
    help="What may be held at a time, as 6GB; else half of the machine's, at most 6GB.",
)
@click.pass_context
def duplicates(
    context: click.Context,
    *,
    source: Path,
    out: Path,
    text: str | None,
    identity: str | None,
    engine: str,
    threads: int,
    memory: str | None,
) -> None:
    """Find duplicates and campaigns in INPUT, and what each copy changed.

    INPUT is a table (CSV, JSON lines or Parquet, or a folder of them) with a row for each
    submission. FILE has a row for each that has a duplicate: id, cluster, kind (exact, near or
    campaign), similarity, representative, opposes (the cluster whose stance this one turns) and,
    within a campaign, its differences from the template. Rows that cannot be read are counted, and
    listed in FILE's neighbour .skipped.parquet, each with the reason.
    """
    from dabir.analysis.duplicates.table import find_in_table, skipped_beside
    from dabir.analysis.errors import AnalysisError, InputError
    from dabir.analysis.reading import Asked
    from dabir.analysis.reading.rows import IN_WORDS, Reason
    from dabir.analysis.runs.memory import read_memory

    def say(sentence: str) -> None:
        click.echo(sentence, err=True)

    try:
        asked = Asked(text, identity)
        room = read_memory(memory) if memory else None
        found = find_in_table(
            source, asked, out, engine=engine, threads=threads, say=say, memory=room
        )
    except (InputError, ValueError) as error:
        click.echo(f"dabir duplicates: {error}", err=True)
        context.exit(2)
    except (AnalysisError, OSError) as error:
        click.echo(f"dabir duplicates: {error}", err=True)
        context.exit(1)
    for reason, count in found.skipped.items():
        say(f"{count} rows {IN_WORDS[Reason(reason)]}; they are left out.")
    if found.skipped:
        say(f"Rows that were left out are listed in {skipped_beside(out)}.")
    if found.renamed:
        say(f"{found.renamed} rows repeat an id; they are named “id#row”.")
    counts = found.counts
    click.echo(
        f"{counts['rows']} submissions, {counts['distinct']} distinct texts; "
        f"{counts['duplicates']} in {counts['clusters']} clusters, of which "
        f"{counts['campaigns']} are campaigns; {counts['opposing']} turn another's stance: {out}"
    )
