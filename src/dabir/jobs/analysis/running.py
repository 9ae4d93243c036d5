"""A run of the analysis over a call: what it reads written out, what it found taken in, once.

Whoever dies, at whatever moment, the next worker begins anew and forgets first what was kept: the
same seed over the same submissions finds the same. Nothing of a run is seen before it is concluded.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from django.db import DatabaseError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dabir.analysis.errors import AnalysisError
from dabir.domain.procedure.verdicts import NotNow
from dabir.foundation.work.pieces import LeaseLost, Piece
from dabir.jobs.analysis import campaigns, themes
from dabir.jobs.analysis.engine import Found, run_engine
from dabir.jobs.analysis.folders import working_folder
from dabir.jobs.analysis.passages import Written, write_call
from dabir.jobs.analysis.watching import Stopped, Teller
from dabir.stages.submissions.exports import erasures_of
from dabir.stages.themes.acts import conclude_run, fail_run
from dabir.stages.themes.findings import Conclusion
from dabir.stages.themes.forgetting import leave_those_gone
from dabir.stages.themes.keeping import (
    forget_slice,
    in_slices,
    keep_additions,
    keep_campaigns,
    keep_codes,
    keep_members,
    keep_themes,
    recount,
)
from dabir.stages.themes.likening import liken
from dabir.stages.themes.models import AnalysisRun, ProposedTheme

SHARES = {
    "writing": 0.06,
    "reading": 0.04,
    "passages": 0.1,
    "duplicates": 0.15,
    "themes": 0.35,
    "keeping": 0.3,
}
"""What share of a run's time its tasks take, about."""


TRIES = 3
"""How often a run that breaks off for no known reason is begun."""
log = logging.getLogger(__name__)


class ErasedMeanwhile(Exception):
    """Something was erased while a run was under way: it begins anew, without it."""


def analyse(piece: Piece) -> dict[str, Any] | None:
    """Run the analysis of the argument `run`.

    Raises:
        ErasedMeanwhile: what was read holds what was erased since.
    """
    run = AnalysisRun.objects.select_related("call__group", "address").get(
        pk=piece.arguments["run"]
    )
    if run.state != AnalysisRun.State.RUNNING:
        if run.state != AnalysisRun.State.DONE:
            # It was stopped after a worker of its own had died: what that one kept goes.
            _forget(piece, run)
        return None
    try:
        with (
            translation.override(run.call.group.language),
            working_folder(piece.pk, piece.attempt) as folder,
        ):
            _analyse(piece, run, folder)
    except AnalysisError as error:
        _forget(piece, run)
        _failed(run, str(error))
    except (Stopped, NotNow):
        _forget(piece, run)
    except (ErasedMeanwhile, LeaseLost, DatabaseError):
        raise
    except Exception:
        if piece.attempt < TRIES:
            raise
        log.exception("run %d", run.pk)
        _forget(piece, run)
        _failed(run, _("something went wrong, and again when it was tried anew"))
    return None


def _analyse(piece: Piece, run: AnalysisRun, folder: Path) -> None:
    erased = erasures_of(run.call.group)
    teller = Teller(piece, run, dict(SHARES))
    teller.begin("writing")
    source = folder / "submissions.parquet"
    written = write_call(run.call, source)
    found = run_engine(source, folder / "out", seed=run.seed, watch=teller)
    teller.begin("keeping", max(written.submissions, 1))
    _forget(piece, run)
    counts = _keep(piece, run, found, teller)
    conclusion = _conclusion(written, found, counts)
    with piece.finishing({"run": run.pk}):
        # The piece is locked here, and whoever erases locks it too: nothing comes in between.
        if erasures_of(run.call.group) != erased:
            raise ErasedMeanwhile(run.pk)
        conclude_run(run=run, conclusion=conclusion, at=timezone.now())


def _keep(piece: Piece, run: AnalysisRun, found: Found, teller: Teller) -> dict[str, int]:
    """Keep all that was found, a slice a transaction; return what was counted."""
    by_number: dict[int, int] = {}
    heads = campaigns.heads(found.duplicates)
    for slice_ in in_slices(heads):
        with piece.writing():
            by_number |= keep_campaigns(run, slice_)
    additions = campaigns.Additions()
    of_submission: dict[int, int] = {}
    for members in campaigns.members(found.duplicates, additions):
        with piece.writing():
            keep_members((by_number[number], one) for number, one in members)
        of_submission |= {one.submission: by_number[number] for number, one in members}
        teller.advance(len(members) // 2)
    for number, alike in additions.kept():
        with piece.writing():
            keep_additions(by_number[number], alike)
    told = themes.described(found.themes)
    kept = themes.large_enough(found.folder, told, run.least)
    with piece.writing():
        keys = keep_themes(run, themes.found_themes(told, kept))
    assigned: set[int] = set()
    for codes in themes.found_codes(found.folder, kept):
        with piece.writing():
            keep_codes(codes, keys, of_submission)
        assigned.update(code.passage for code in codes)
        teller.advance(len({code.submission for code in codes}) // 2)
    with piece.writing():
        leave_those_gone(run)
        again = liken(run)
        recount(ProposedTheme.objects.filter(run=run).select_related("parent"))
    return {
        "assigned": len(assigned),
        "campaigns": len(heads),
        "in_campaigns": len(of_submission),
        "themes": len(keys),
        "again": again,
    }


def _conclusion(written: Written, found: Found, counts: dict[str, int]) -> Conclusion:
    described = themes.described(found.themes)
    return Conclusion(
        engine_id=found.engine_id,
        method={
            "themes": {key: value for key, value in described.items() if key != "themes"},
            "versions": found.told.get("versions", {}),
            "stages": found.told.get("stages", []),
        },
        counts={
            "submissions": written.submissions,
            "passages": written.passages,
            "unassigned": written.passages - counts["assigned"],
            **counts,
        },
        reached=written.reached,
        fitted=themes.wordless(found.model),
    )


def _forget(piece: Piece, run: AnalysisRun) -> None:
    left = True
    while left:
        with piece.writing():
            left = forget_slice(run)


def _failed(run: AnalysisRun, trouble: str) -> None:
    try:
        fail_run(
            run=run,
            trouble=_("The analysis broke off: %(trouble)s") % {"trouble": trouble},
            at=timezone.now(),
        )
    except NotNow:
        # It was stopped meanwhile.
        return
