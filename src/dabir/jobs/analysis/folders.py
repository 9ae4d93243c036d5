"""The folders in which runs work: they hold unpublished words, and go whatever happens."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings

from dabir.foundation.work.models import Work
from dabir.stages.themes.asking import ANALYSE, ASSIGN


def _above() -> Path:
    return Path(settings.VAR) / "analysis"


@contextmanager
def working_folder(work: int, attempt: int) -> Iterator[Path]:
    """Give a new folder for an attempt at a piece of work, which is gone afterwards.

    What earlier attempts left when they were killed goes at once.
    """
    above = _above()
    above.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in above.glob(f"{work}-*"):
        shutil.rmtree(left, ignore_errors=True)
    folder = above / f"{work}-{attempt}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep_analysis(_at: datetime) -> int:
    """Remove the folders of work that is not under way any more; return how many."""
    at_work = {
        str(pk)
        for pk in Work.objects.filter(
            name__in=(ANALYSE, ASSIGN), state=Work.State.RUNNING
        ).values_list("pk", flat=True)
    }
    left = [one for one in _above().glob("*-*") if one.name.split("-")[0] not in at_work]
    for folder in left:
        shutil.rmtree(folder, ignore_errors=True)
    return len(left)
