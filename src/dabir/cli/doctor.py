"""`dabir doctor`: is everything as it was written, and is nothing left undone?"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path

import click

HEALTHY, ATTENTION, DAMAGE = 0, 1, 2
SHOWN = 20
SEALED_WITHIN = timedelta(minutes=1)
LATE_AFTER = timedelta(minutes=10)


@click.command()
@click.option(
    "--seal", "seals", multiple=True, metavar="HEX", help="A seal you kept: is it still known?"
)
@click.option("--files/--no-files", default=True, help="Read every kept file and compare hashes.")
@click.pass_context
def doctor(context: click.Context, seals: tuple[str, ...], files: bool) -> None:
    """Verify the record, the kept files and the background work.

    The exit code is 0 when all is well, 1 when something waits for somebody, 2 when something
    was changed, is gone, or cannot be read.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabir.config.settings")
    import django
    from django.db import Error

    django.setup()
    try:
        damage = [
            _say("Record", record_faults(seals)),
            _say("Files", file_faults() if files else ()),
            _say("Database", database_faults()),
        ]
        waiting = [
            _say("Seals", unsealed()),
            _say("Arrivals", not_taken_in()),
            _say("Background work", undone()),
            _say("Search and counts", uncounted()),
            _say("Persian catalogues", catalogue_faults()),
        ]
    except Error as error:
        raise click.ClickException(f"The database does not answer: {error}") from error
    context.exit(DAMAGE if any(damage) else ATTENTION if any(waiting) else HEALTHY)


def _say(title: str, faults: Iterable[str]) -> bool:
    """Print what was found under a title; say whether there was anything."""
    found = iter(faults)
    lines = list(islice(found, SHOWN))
    more = sum(1 for _line in found)
    if not lines:
        click.echo(f"{click.style('✓', fg='green')} {title}")
        return False
    click.echo(f"{click.style('✗', fg='red')} {title}")
    for line in lines:
        click.echo(f"    {line}")
    if more:
        click.echo(f"    … and {more} more")
    return True


def record_faults(kept: Iterable[str]) -> Iterator[str]:
    """Yield what is wrong with the record, group by group, and seals that are not known."""
    from dabir.foundation.people.models import Group
    from dabir.foundation.record.verifying import knows_seal, verify_group

    for group in (None, *Group.objects.all()):
        name = group.code if group else "acts of no group"
        for fault in verify_group(group):
            yield f"{name}, {fault}"
    for seal in kept:
        if not knows_seal(seal):
            yield f"seal {seal}: not in the record; it was cut short or replaced"


def file_faults() -> Iterator[str]:
    """Yield kept files that are gone, altered or unreadable; erased ones are no fault."""
    from dabir.foundation.files.keeping import Altered, Missing, read_original
    from dabir.foundation.files.models import Original
    from dabir.foundation.files.sealing import Erased, Unsealable

    for original in Original.objects.select_related("key").iterator(chunk_size=200):
        try:
            read_original(original)
        except Erased:
            continue
        except Missing:
            yield f"file {original.pk}: gone ({original.path})"
        except (Altered, Unsealable):
            yield f"file {original.pk}: not what was received ({original.path})"
        except OSError as error:
            yield f"file {original.pk}: {error.strerror} ({original.path})"


def database_faults() -> Iterator[str]:
    """Yield migrations that the database still waits for, and an ordering it cannot do."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    for migration, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield f"migration {migration} waits: run `dabir manage migrate`"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT datctype FROM pg_database WHERE datname = current_database()")
            (kind,) = cursor.fetchone()
        if kind in {"C", "POSIX"}:
            yield f"the database's character type is {kind}: searching Persian needs a UTF-8 one"


def catalogue_faults() -> Iterator[str]:
    """Yield catalogues that were not compiled, or not since they changed."""
    from django.conf import settings

    for folder in map(Path, settings.LOCALE_PATHS):
        for source in sorted(folder.glob("*/LC_MESSAGES/django.po")):
            compiled = source.with_suffix(".mo")
            if not compiled.exists():
                yield f"{folder.name}: not compiled"
            elif compiled.stat().st_mtime < source.stat().st_mtime:
                yield f"{folder.name}: changed since it was compiled"


def unsealed() -> Iterator[str]:
    """Yield that entries have waited for their seal longer than a running clock lets them."""
    from django.utils import timezone

    from dabir.foundation.record.models import Entry

    late = Entry.objects.filter(seal__isnull=True, at__lt=timezone.now() - SEALED_WITHIN).count()
    if late:
        yield f"{late} entries have no seal yet; `dabir serve` or `dabir worker clock` gives it"


def not_taken_in() -> Iterator[str]:
    """Yield what arrived and is still not taken in: one that cannot be, or that nobody takes."""
    from django.utils import timezone

    from dabir.stages.submissions.queries.arrivals import given_up, stuck

    for arrival in given_up().iterator(chunk_size=200):
        yield f"{arrival.receipt}: could not be taken in: {arrival.trouble}"
    waiting = stuck(timezone.now() - LATE_AFTER).count()
    if waiting:
        yield f"{waiting} wait for more than ten minutes; is a worker running?"


def undone() -> Iterator[str]:
    """Yield work that failed for good, or that nobody takes."""
    from django.utils import timezone

    from dabir.foundation.work.models import Work

    now = timezone.now()
    for work in Work.objects.filter(state=Work.State.FAILED).iterator(chunk_size=200):
        why = work.error.partition("\n")[0]
        yield f"{work.key}: failed after {work.attempts} attempts: {why}"
    waiting = Work.objects.filter(state=Work.State.WAITING, not_before__lt=now - LATE_AFTER)
    deserted = Work.objects.filter(state=Work.State.RUNNING, leased_until__lt=now - LATE_AFTER)
    for name, pieces in (("waits", waiting), ("was left", deserted)):
        count = pieces.count()
        if count:
            yield f"{count} pieces: {name} for more than ten minutes; is a worker running?"


def uncounted() -> Iterator[str]:
    """Yield that search lacks submissions, or that counters say something else than there is."""
    from dabir.stages.submissions.intake.counting import wrong_counts
    from dabir.stages.submissions.intake.indexing import not_indexed

    lacking = not_indexed().count()
    if lacking:
        yield f"{lacking} submissions are not found by search: run `dabir index`"
    for call in wrong_counts():
        yield f"call {call.code}: its submissions are counted wrongly: run `dabir index`"
