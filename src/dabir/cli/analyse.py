"""`dabir analyse`: from a table of submissions to themes, campaigns and a report."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from dabir.analysis.reporting.tongue import Language


@click.command()
@click.argument("source", metavar="INPUT", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path))
@click.option("--text", metavar="COLUMN", help="The column of the texts.")
@click.option("--id", "identity", metavar="COLUMN", help="The column of the ids.")
@click.option("--lang", "language", metavar="COLUMN", help="The column of the languages.")
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
@click.option("--engine", default="local", metavar="ENGINE", help="local, spark or spark://HOST.")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--threads", type=click.IntRange(min=1), default=os.cpu_count() or 1)
@click.option("--memory", metavar="SIZE", help="What the stages may hold, as 6GB.")
@click.pass_context
def analyse(
    context: click.Context,
    *,
    source: Path,
    out: Path,
    text: str | None,
    identity: str | None,
    language: str | None,
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
    """Find the themes, campaigns and duplicates of submissions."""
    from dabir.analysis.analyse import analyse as run
    from dabir.analysis.assistants.choice import Models
    from dabir.analysis.assistants.embedding import load_embedder
    from dabir.analysis.errors import AnalysisError, InputError
    from dabir.analysis.reading import Asked
    from dabir.analysis.runs.memory import read_memory, usual_memory
    from dabir.analysis.stages import Settings

    try:
        # Vectors are kept beside the run, for the next one over the same texts.
        embedder = load_embedder(embeddings, cache=out / ".run" / "vectors") if embeddings else None
        models = Models(
            embedder.name if embedder else None, endpoint, model, endpoint_calls, endpoint_rate
        )
        models.asker(out)  # refuses an address that is none before anything is done
        settings = Settings(
            Asked(text, identity, language), seed, report_language=report_language, models=models
        )
        room = read_memory(memory) if memory else usual_memory()
        outcome = run(
            source,
            out,
            settings,
            engine=engine,
            threads=threads,
            memory=room,
            embedder=embedder,
        )
    except (InputError, ValueError) as error:
        click.echo(f"dabir analyse: {error}", err=True)
        context.exit(2)
    except AnalysisError as error:
        click.echo(f"dabir analyse: {error}", err=True)
        context.exit(1)
    click.echo(f"{outcome.id} {'done' if outcome.fresh else 'was done before'}: {out}")
