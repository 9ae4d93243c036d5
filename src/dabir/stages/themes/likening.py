"""What a run found again: its themes beside the themes that people named before."""

from __future__ import annotations

from collections import Counter, defaultdict

from django.db.models import F

from dabir.stages.calls.models import Call
from dabir.stages.themes.keeping import under
from dabir.stages.themes.models import AnalysisRun, Code, ProposedCode, ProposedTheme
from dabir.stages.themes.models.proposed import WHOLE

LIKE = 500
"""Thousandths of their passages together that two themes share at least, to be taken for one."""


def liken(run: AnalysisRun) -> int:
    """Note which themes of a run overlap with themes of people, and leave out what these have.

    The overlap is that of Dice: twice what they share, by what both have. Passages that are under
    the theme already are not proposed for it again. Returns how many themes were found again.
    """
    known = _known(run.call)
    sizes = Counter(theme for themes in known.values() for theme in themes)
    again = 0
    for proposed in ProposedTheme.objects.filter(run=run):
        passages = set(under([proposed]).values_list("passage_id", flat=True))
        shared: Counter[int] = Counter()
        for passage in passages:
            shared.update(known.get(passage, ()))
        if not shared:
            continue
        theme, both = min(shared.items(), key=lambda one: (-_overlap(one, sizes, passages), one[0]))
        overlap = _overlap((theme, both), sizes, passages)
        if overlap < LIKE:
            continue
        proposed.like_id, proposed.overlap = theme, overlap
        proposed.save(update_fields=["like", "overlap"])
        ProposedCode.objects.filter(proposed=proposed, passage__codes__theme=theme).delete()
        again += 1
    return again


def _overlap(one: tuple[int, int], sizes: Counter[int], passages: set[int]) -> int:
    theme, both = one
    return round(2 * WHOLE * both / (sizes[theme] + len(passages)))


def _known(call: Call) -> dict[int, set[int]]:
    """Return the themes of a call's passages: as coded, and as earlier runs propose for them."""
    found: dict[int, set[int]] = defaultdict(set)
    coded = Code.objects.filter(
        passage__submission__call=call, theme__merged_into=None
    ).values_list("passage_id", "theme_id")
    waiting = ProposedCode.objects.filter(
        proposed__run__call=call,
        proposed__run__state=AnalysisRun.State.DONE,
        proposed__theme__merged_into=None,
        proposed__theme__isnull=False,
        state=ProposedCode.State.PROPOSED,
    ).values_list("passage_id", F("proposed__theme"))
    for rows in (coded, waiting):
        for passage, theme in rows.order_by().iterator(chunk_size=10_000):
            found[passage].add(theme)
    return found
