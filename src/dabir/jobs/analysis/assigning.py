"""Putting what came after a run under its themes, as proposals; nothing is renumbered."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from dabir.analysis.errors import InputError
from dabir.analysis.themes import ThemeModel, weigh_texts
from dabir.foundation.work.pieces import GiveUp, Piece
from dabir.stages.submissions.models import Passage, Submission
from dabir.stages.submissions.queries.seeing import STANDING
from dabir.stages.themes.acts import note_assigned
from dabir.stages.themes.findings import FoundCode
from dabir.stages.themes.keeping import keep_codes, recount_upwards
from dabir.stages.themes.models import AnalysisRun, FittedThemes, ProposedCode, ProposedTheme
from dabir.stages.themes.models.proposed import WHOLE

SLICE = 200
"""Submissions of one transaction."""


def assign(piece: Piece) -> dict[str, Any]:
    """Assign what came to the argument `call` since its latest run, or since this was last done.

    Raises:
        GiveUp: the run was kept by another version of Dabir.
    """
    fitted = (
        FittedThemes.objects.select_related("run__call__group", "run__address")
        .filter(run__call=piece.arguments["call"], run__state=AnalysisRun.State.DONE)
        .order_by("-run")
        .first()
    )
    if fitted is None:
        return {}
    try:
        model = ThemeModel.from_bytes(bytes(fitted.data))
    except InputError as error:
        raise GiveUp(str(error)) from error
    themes = _themes(fitted.run)
    assigned = 0
    while True:
        with piece.step():
            reached, codes = _slice(fitted.run, model, themes)
        if reached is None:
            return {"codes": assigned}
        assigned += codes


def _themes(run: AnalysisRun) -> dict[int, int]:
    """Return the themes that the run fitted by their numbers, whatever became of them.

    What was merged is counted with what it was merged into, and what was set aside is not shown:
    so nothing is lost where that is undone.
    """
    fitted = ProposedTheme.objects.filter(run=run, split_from=None)
    return dict(fitted.values_list("number", "pk"))


def _slice(run: AnalysisRun, model: ThemeModel, themes: dict[int, int]) -> tuple[int | None, int]:
    """Assign a slice of submissions, within its transaction; return the last one of them, if any,
    and how many codes are proposed.
    """
    run = AnalysisRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    later = (
        Submission.objects.filter(call=run.call_id, state__in=STANDING, pk__gt=run.reached)
        .order_by("pk")
        .values_list("pk", flat=True)[:SLICE]
    )
    keys = list(later)
    if not keys:
        return None, 0
    passages = list(
        Passage.objects.filter(submission__in=keys)
        .exclude(text="")
        .order_by("pk")
        .values_list("pk", "submission", "text")
    )
    proposed: dict[tuple[int, int], FoundCode] = {}
    for (passage, submission, _text), weighed in zip(
        passages, weigh_texts(model, [text for _pk, _key, text in passages]), strict=True
    ):
        for number, weight in weighed:
            if number in themes:
                code = FoundCode(
                    themes[number], passage, submission, min(round(weight * WHOLE), WHOLE)
                )
                held = proposed.get((passage, code.theme))
                if held is None or held.weight < code.weight:
                    proposed[passage, code.theme] = code
    there = set(
        ProposedCode.objects.filter(passage__in=[row[0] for row in passages]).values_list(
            "passage", "proposed"
        )
    )
    new = [code for key, code in proposed.items() if key not in there]
    keep_codes(new, {pk: pk for pk in themes.values()}, {}, later=True)
    recount_upwards(ProposedTheme.objects.filter(pk__in={code.theme for code in new}))
    note_assigned(run=run, reached=keys[-1], codes=len(new), at=timezone.now())
    return keys[-1], len(new)
