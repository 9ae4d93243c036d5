"""Removing what nobody refers to: files without a row, drafts that nobody came back to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from dabir.foundation.files.keeping import folder
from dabir.foundation.files.models import Original
from dabir.foundation.limits.taking import KEPT_FOR
from dabir.foundation.limits.taking import forget_allowances as forget_allowances_before
from dabir.foundation.unsent import keeping as unsent
from dabir.stages.submissions.acts import discard_stale_drafts, let_unconfirmed_lapse
from dabir.stages.submissions.acts.confirming import HELD_FOR
from dabir.stages.submissions.acts.drafting import DRAFT_KEPT_FOR
from dabir.stages.submissions.intake.arrivals import receipt_in
from dabir.stages.submissions.models import Arrival
from dabir.stages.submissions.queries import stale_drafts
from dabir.stages.submissions.queries.arrivals import held_since

ORPHANED_AFTER = timedelta(days=1)
AT_A_TIME = 500


def sweep_files(at: datetime) -> int:
    """Remove kept files older than a day that no original names; return how many.

    A file is made durable before its row is written: one without a row belongs to an act that
    was rolled back, or that is still under way.
    """
    removed = 0
    batch: list[Path] = []
    for path in _old_files(at):
        batch.append(path)
        if len(batch) == AT_A_TIME:
            removed += _remove_orphans(batch)
            batch = []
    return removed + _remove_orphans(batch)


def _old_files(at: datetime) -> Iterator[Path]:
    newest = (at - ORPHANED_AFTER).timestamp()
    for path in folder().rglob("*"):
        if path.is_file() and path.stat().st_mtime < newest:
            yield path


def _remove_orphans(files: list[Path]) -> int:
    names = {str(path.relative_to(folder())): path for path in files}
    kept = Original.objects.filter(path__in=list(names)).values_list("path", flat=True)
    orphans = names.keys() - set(kept) - _awaited(names)
    for name in orphans:
        names[name].unlink(missing_ok=True)
    return len(orphans)


def _awaited(names: Iterable[str]) -> set[str]:
    """Return the files of arrivals that are not taken in yet: these have no row of their own."""
    receipts = {name: receipt_in(name) for name in names}
    waiting = Arrival.objects.filter(receipt__in=filter(None, receipts.values()))
    not_taken = set(waiting.filter(submission=None).values_list("receipt", flat=True))
    return {name for name, receipt in receipts.items() if receipt in not_taken}


def forget_allowances(at: datetime) -> int:
    """Forget how often somebody asked for something days ago; return how many of these."""
    return forget_allowances_before(at - KEPT_FOR)


def let_lapse(at: datetime) -> int:
    """Delete what was sent without proof and not confirmed in time; return how many."""
    before = at - HELD_FOR
    return let_unconfirmed_lapse(before=before, at=at) if held_since(before).exists() else 0


def discard_drafts(at: datetime) -> int:
    """Forget contributors' drafts that nobody has touched for thirty days; return how many."""
    before = at - DRAFT_KEPT_FOR
    return discard_stale_drafts(before=before, at=at) if stale_drafts(before).exists() else 0


def forget_unsent(at: datetime) -> int:
    """Forget what people typed and have not touched for thirty days; return of how many forms."""
    return unsent.forget_stale(at - unsent.KEPT_FOR)
