"""The whole analysis: from a table of submissions to themes, campaigns and a report."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from dabir.analysis import duplicates, reporting, themes
from dabir.analysis.assistants import asking
from dabir.analysis.assistants.embedding import Embedder
from dabir.analysis.duplicates.spread import find_duplicates_on
from dabir.analysis.engines.local import LocalEngine
from dabir.analysis.engines.opening import kind_of, open_engine
from dabir.analysis.passages import CutPassages
from dabir.analysis.reading import read_submissions
from dabir.analysis.reading.sources import open_table, refuse_to_write_over
from dabir.analysis.runs.folder import Counts, RunFolder
from dabir.analysis.runs.identity import content_of, run_id, versions
from dabir.analysis.runs.memory import threads_within
from dabir.analysis.runs.watching import Unwatched, Watch
from dabir.analysis.runs.writing import write_rows
from dabir.analysis.searching.building import build_index, passages_of
from dabir.analysis.stages import Settings, Stage, Work

# go up when the same submissions would give another output
DUPLICATES_VERSION = 2
INDEX_VERSION = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a run."""

    id: str
    told: dict[str, Any]
    """What run.json says."""

    fresh: bool
    """False when the run was complete before, and nothing was done."""


def analyse(
    source: Path,
    out: Path,
    settings: Settings,
    *,
    engine: str = "local",
    threads: int = 2,
    memory: int = 6 << 30,
    watch: Watch | None = None,
    embedder: Embedder | None = None,
) -> Outcome:
    """Analyse the table ``source`` into the folder ``out``, or go on where a run ended.

    ``engine`` is local, spark or spark://HOST:PORT; what comes out does not depend on it.

    Raises InputError, BusyError, MissingError, RunError; what is finished by then stays.
    """
    watch = watch or Unwatched()
    stages = stages_of(settings)
    outputs = [name for stage in stages for name in stage.writes]
    refuse_to_write_over(source, [out / name for name in (*outputs, "run.json")])
    table = open_table(source)
    content = content_of(table.files, threads=threads)
    identity = run_id(content, settings.told(), ((each.name, each.version) for each in stages))
    folder = RunFolder(out)
    with folder.taken():
        told = folder.complete(identity)
        if told is not None and not _asks_more(told, settings, out):
            return Outcome(identity, dict(told), fresh=False)
        telling: dict[str, Any] = {
            "id": identity,
            "input": {
                "files": [file.name for file in table.files],
                "bytes": sum(file.stat().st_size for file in table.files),
                "sha256": content,
            },
            "settings": settings.told(),
            "versions": versions(),
            "stages": [],
        }
        room = threads_within(threads, memory)
        folder.begin(identity, {"engine": kind_of(engine), "memory": memory, "room": room})
        opened = open_engine(
            engine, scratch=out / ".run" / "engine", threads=room, memory=memory, watch=watch
        )
        with opened as running:
            work = Work(
                running,
                source,
                out,
                folder.room,
                settings,
                room,
                memory,
                watch,
                telling,
                embedder,
            )
            for stage in stages:
                counted = folder.do(stage.name, stage.writes, partial(stage.run, work))
                telling["stages"].append({"name": stage.name, "version": stage.version, **counted})
        folder.finish(telling, outputs)
        return Outcome(identity, telling, fresh=True)


def stages_of(settings: Settings) -> Sequence[Stage]:
    """Return the stages in the order of the work."""
    index = Stage("index", INDEX_VERSION, ("index",), _index)
    asked = Stage(
        "assistant", asking.VERSION, ("assistant.json", "assistant-stances.parquet"), _ask
    )
    return [
        Stage("reading", 2, ("skipped.parquet",), _read),
        Stage("passages", CutPassages.version, ("passages.parquet",), _cut),
        Stage("duplicates", DUPLICATES_VERSION, ("duplicates.parquet",), _find_duplicates),
        Stage(
            "themes",
            themes.VERSION,
            ("themes.parquet", "themes.json", "themes.model"),
            _find_themes,
        ),
        *([index] if settings.index else []),
        *([asked] if settings.models.endpoint else []),
        Stage("report", reporting.VERSION, ("report.html",), _report),
    ]


def _read(work: Work) -> Counts:
    into = work.submissions.folder
    for left in work.submissions.files:
        left.unlink()
    read = read_submissions(
        work.source, work.settings.columns, into, work.out / "skipped.parquet", work.watch
    )
    return {
        "rows": read.rows,
        "submissions": read.rows - sum(read.skipped.values()),
        "skipped": read.skipped,
        "renamed": read.renamed,
        "named": read.named,
        **({"stances": read.stances} if read.stances else {}),
        **({"other_stances": read.other_stances} if read.other_stances else {}),
        "columns": {
            "text": read.columns.text,
            "id": read.columns.id,
            "language": read.columns.language,
            "stance": read.columns.stance,
        },
    }


def _cut(work: Work) -> Counts:
    cut = work.engine.map(CutPassages(), work.submissions, work.passages.folder)
    rows = write_rows(work.out / "passages.parquet", cut.schema, cut.batches(), keep=True)
    return {"passages": rows}


def _find_duplicates(work: Work) -> Counts:
    target = work.out / "duplicates.parquet"
    if not isinstance(work.engine, LocalEngine):
        return {
            **find_duplicates_on(work.engine, work.submissions, work.rooms("duplicates"), target)
        }
    try:
        found = duplicates.find_duplicates(
            duplicates.FromParts(work.submissions),
            target,
            threads=work.threads,
            watch=work.watch,
            memory=work.memory,
        )
    except duplicates.TooMuchError as error:
        work.watch.say(str(error))
        room = work.rooms("duplicates")
        return {**find_duplicates_on(work.engine, work.submissions, room, target)}
    return found.counts


def _index(work: Work) -> Counts:
    rows = passages_of(work.submissions, work.passages)
    return {"passages": build_index(work.out / "index", rows)}


def _find_themes(work: Work) -> Counts:
    found = themes.find_themes(
        work.engine,
        submissions=work.submissions,
        passages=work.passages,
        duplicates=work.out / "duplicates.parquet",
        room=work.rooms("themes"),
        out=work.out,
        seed=work.settings.seed,
        threads=work.threads,
        vectors=work.embedder,
    )
    return asdict(found)


def _ask(work: Work) -> Counts:
    asker = work.settings.models.asker(work.out / ".run" / "answers")
    assert asker is not None  # noqa: S101 (the stage is there for an endpoint alone)
    return asking.ask_about_themes(
        work.out, submissions=work.submissions, asker=asker, watch=work.watch
    )


def _asks_more(told: Mapping[str, Any], settings: Settings, out: Path) -> bool:
    """Return whether a complete run left questions open that may be asked now."""
    asker = settings.models.asker(out / ".run" / "answers")
    left = sum(asking.open_questions(stage) for stage in told["stages"])
    return left > 0 and asker is not None and asker.may_ask


def _report(work: Work) -> Counts:
    path = reporting.write_report(
        work.out,
        submissions=work.submissions,
        run=work.told,
        language=work.settings.report_language,
    )
    return {"bytes": path.stat().st_size}
