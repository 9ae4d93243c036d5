"""`dabir duplicates`: what was sent more than once, changed or not."""

from __future__ import annotations

import os
from collections import Counter
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
@click.option("--threads", type=click.IntRange(min=1), default=os.cpu_count() or 1)
@click.pass_context
def duplicates(
    context: click.Context,
    *,
    source: Path,
    out: Path,
    text: str | None,
    identity: str | None,
    threads: int,
) -> None:
    """Find duplicates and campaigns in INPUT, and what each copy changed.

    INPUT is a table (CSV, JSON lines or Parquet, or a folder of them) with a row for each
    submission. FILE has a row for each that has a duplicate: id, cluster, kind (exact, near or
    campaign), similarity, representative, opposes (the cluster whose stance this one turns) and,
    within a campaign, its differences from the template.
    """
    from dabir.analysis.duplicates import FromTable, find_duplicates
    from dabir.analysis.errors import AnalysisError, InputError
    from dabir.analysis.reading import Asked
    from dabir.analysis.reading.columns import choose_columns
    from dabir.analysis.reading.rows import IN_WORDS, Reason
    from dabir.analysis.reading.sources import open_table

    try:
        table = open_table(source)
        chosen = choose_columns(table, Asked(text, identity))
        for sentence in chosen.said:
            click.echo(sentence, err=True)
        rows = FromTable(table, chosen)
        found = find_duplicates(rows, out, threads=threads, rename=True)
    except InputError as error:
        click.echo(f"dabir duplicates: {error}", err=True)
        context.exit(2)
    except AnalysisError as error:
        click.echo(f"dabir duplicates: {error}", err=True)
        context.exit(1)
    for reason, count in Counter(rows.skipped).items():
        click.echo(f"{count} rows {IN_WORDS[Reason(reason)]}; they are left out.", err=True)
    if found.renamed:
        click.echo(f"{found.renamed} rows repeat an id; they are named “id#row”.", err=True)
    click.echo(
        f"{found.rows} submissions, {found.distinct} distinct texts; {found.duplicates} in "
        f"{found.clusters} clusters, of which {found.campaigns} are campaigns; "
        f"{found.opposing} turn another's stance: {out}"
    )
