"""`dabir match`: who shaped which clause."""

from __future__ import annotations

import os
from pathlib import Path

import click


@click.command()
@click.argument("queries", type=click.Path(path_type=Path))
@click.argument("candidates", type=click.Path(path_type=Path))
@click.option(
    "--out",
    required=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the matches are written, as Parquet.",
)
@click.option(
    "--top",
    type=click.IntRange(1, 200),
    default=10,
    show_default=True,
    help="How many candidates are kept for a query at most.",
)
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    help="The score below which a candidate is left out; 0 keeps all that share anything.",
)
@click.option("--threads", type=click.IntRange(min=1), default=os.cpu_count() or 1)
@click.pass_context
def match(
    context: click.Context,
    *,
    queries: Path,
    candidates: Path,
    out: Path,
    top: int,
    least: float | None,
    threads: int,
) -> None:
    """Rank, for each of QUERIES, the CANDIDATES whose wording it shares.

    Both are tables (CSV, JSON lines or Parquet) with the columns id and text, or id, old and new:
    then it is the change that counts. The matches hold query, rank, candidate, score from 0 to 1,
    and the shared spans in characters of text or new. A query that matches nothing has no rows.
    """
    from dabir.analysis.errors import AnalysisError, InputError
    from dabir.analysis.matching.ranking import LEAST
    from dabir.analysis.matching.tables import LARGEST_TEXT, match_tables
    from dabir.analysis.reading.rows import IN_WORDS, MEGABYTE, Reason
    from dabir.analysis.runs.writing import refused_by_disk

    try:
        done = match_tables(
            queries,
            candidates,
            out,
            top=top,
            least=LEAST if least is None else least,
            threads=threads,
        )
    except InputError as error:
        click.echo(f"dabir match: {error}", err=True)
        context.exit(2)
    except (AnalysisError, OSError) as error:
        told = refused_by_disk(error, out) if isinstance(error, OSError) else error
        click.echo(f"dabir match: {told}", err=True)
        context.exit(1)
    except KeyboardInterrupt:
        click.echo("Interrupted; no matches were written.", err=True)
        context.exit(130)
    said = IN_WORDS | {Reason.SIZE: f"have a text of more than {LARGEST_TEXT // MEGABYTE} MB"}
    for reason, count in sorted(done.skipped.items()):
        click.echo(f"Skipped: {count} rows {said[Reason(reason)]}.", err=True)
    if done.listed:
        click.echo(f"The skipped rows are listed in {done.listed}.", err=True)
    click.echo(
        f"{done.matched} of {done.queries} queries match {done.candidates} candidates "
        f"in {done.rows} rows: {out}"
    )
