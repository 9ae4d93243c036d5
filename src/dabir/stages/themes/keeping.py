"""Keeping what a run found: rows by the slice, in the caller's transactions.

Nobody sees any of it before the run is concluded, so a run that breaks off is begun anew: what it
kept is forgotten first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from dabir.foundation.inserting import insert_rows, reserve
from dabir.foundation.naming import search_text
from dabir.stages.submissions.queries.seeing import STANDING
from dabir.stages.themes.findings import (
    FoundAddition,
    FoundCampaign,
    FoundCode,
    FoundMember,
    FoundTheme,
)
from dabir.stages.themes.models import (
    AnalysisRun,
    Campaign,
    CampaignAddition,
    CampaignMember,
    ProposedCode,
    ProposedTheme,
)

SLICE = 2_000
"""Rows of one transaction: others who write wait no longer than these take."""

T = TypeVar("T")


def in_slices(rows: Iterable[T], size: int = SLICE) -> Iterator[list[T]]:
    """Yield rows a slice at a time."""
    left = iter(rows)
    while held := list(islice(left, size)):
        yield held


def forget_slice(run: AnalysisRun) -> bool:
    """Take away a slice of what a run kept; say whether there was any."""
    leaves: tuple[QuerySet[ProposedCode] | QuerySet[CampaignMember], ...] = (
        ProposedCode.objects.filter(proposed__run=run),
        CampaignMember.objects.filter(campaign__run=run),
    )
    for rows in leaves:
        keys = list(rows.order_by().values_list("pk", flat=True)[:SLICE])
        if keys:
            rows.model.objects.filter(pk__in=keys).delete()
            return True
    themes = ProposedTheme.objects.filter(run=run)
    campaigns = Campaign.objects.filter(run=run)
    found = themes.exists() or campaigns.exists()
    themes.filter(parent__isnull=False).delete()
    themes.delete()
    campaigns.update(opposes=None)
    campaigns.delete()
    return found


def keep_themes(run: AnalysisRun, found: Sequence[FoundTheme]) -> dict[int, int]:
    """Keep the themes of a run; return their keys by their numbers."""
    keys = dict(zip((one.number for one in found), reserve(ProposedTheme, len(found)), strict=True))
    ordered = sorted(found, key=lambda one: one.parent is not None)
    insert_rows(
        ProposedTheme,
        ("id", "run_id", "number", "parent_id", "names", "name_key", "terms", "quotes"),
        [
            (
                keys[one.number],
                run.pk,
                one.number,
                keys[one.parent] if one.parent is not None else None,
                json.dumps(dict(one.names), ensure_ascii=False),
                search_text(one.names),
                json.dumps(list(one.terms), ensure_ascii=False),
                json.dumps([list(quote) for quote in one.quotes]),
            )
            for one in ordered
        ],
    )
    return keys


def keep_codes(
    found: Iterable[FoundCode],
    themes: Mapping[int, int],
    campaigns: Mapping[int, int],
    *,
    later: bool = False,
) -> None:
    """Keep a slice of codes; `themes` are keys by number, `campaigns` those of submissions."""
    insert_rows(
        ProposedCode,
        ("proposed_id", "passage_id", "submission_id", "campaign_id", "weight", "later"),
        [
            (
                themes[one.theme],
                one.passage,
                one.submission,
                campaigns.get(one.submission),
                one.weight,
                later,
            )
            for one in found
        ],
    )


def keep_campaigns(run: AnalysisRun, found: Sequence[FoundCampaign]) -> dict[int, int]:
    """Keep campaigns without their members; return their keys by their numbers.

    One that opposes another comes after it, or in the same slice.
    """
    keys = dict(zip((one.number for one in found), reserve(Campaign, len(found)), strict=True))
    insert_rows(
        Campaign,
        ("id", "run_id", "number", "template_id", "size", "distinct"),
        [
            (keys[one.number], run.pk, one.number, one.template, one.size, one.distinct)
            for one in found
        ],
    )
    by_number = Campaign.objects.filter(run=run)
    for one in found:
        if one.opposes is not None:
            by_number.filter(number=one.number).update(
                opposes=by_number.filter(number=one.opposes).first()
            )
    return keys


def keep_additions(campaign: int, found: Iterable[FoundAddition]) -> None:
    """Keep what several members of a campaign added alike."""
    insert_rows(
        CampaignAddition,
        ("campaign_id", "answer_id", "start", "end", "count"),
        [(campaign, one.answer, one.start, one.end, one.count) for one in found],
    )


def keep_members(found: Iterable[tuple[int, FoundMember]]) -> None:
    """Keep a slice of members, each with the key of its campaign."""
    insert_rows(
        CampaignMember,
        ("campaign_id", "submission_id", "kind", "similarity", "differences", "words"),
        [
            (
                campaign,
                one.submission,
                one.kind,
                one.similarity,
                json.dumps([list(stretch) for stretch in one.differences]),
                one.words,
            )
            for campaign, one in found
        ],
    )


def recount(themes: Iterable[ProposedTheme]) -> None:
    """Count anew what stands under proposed themes: with what was merged into them, and once.

    A theme of the first level counts what stands under the themes below it too.
    """
    for theme in themes:
        held = under([theme])
        campaigns = held.filter(campaign__isnull=False)
        figures = held.order_by().aggregate(
            passages=Count("passage", distinct=True),
            submissions=Count("submission", distinct=True),
            alone=Count("submission", distinct=True, filter=Q(campaign__isnull=True)),
        )
        together = campaigns.order_by().values("campaign").distinct().count()
        theme.passages = figures["passages"]
        theme.submissions = figures["submissions"]
        theme.distinct = figures["alone"] + together
        theme.save(update_fields=["passages", "submissions", "distinct"])


def recount_upwards(themes: Iterable[ProposedTheme]) -> None:
    """Count themes anew, with those above them and those that they were merged into."""
    found: dict[int, ProposedTheme] = {}
    for theme in themes:
        one: ProposedTheme | None = theme
        while one is not None and one.pk not in found:
            found[one.pk] = one
            if one.parent is not None:
                found.setdefault(one.parent.pk, one.parent)
            one = one.merged_into
    recount(found.values())


def under(themes: Iterable[ProposedTheme], *, below: bool = True) -> QuerySet[ProposedCode]:
    """Return the codes under proposed themes that were not taken out, of standing submissions.

    With those of themes that were merged into them; `below`: and of the themes below them.
    """
    keys = {theme.pk for theme in themes}
    reached = set(keys)
    while reached:
        linked = Q(merged_into__in=reached)
        if below:
            linked |= Q(parent__in=reached, merged_into=None)
        more = ProposedTheme.objects.filter(linked).exclude(
            state__in=(ProposedTheme.State.SET_ASIDE, ProposedTheme.State.DROPPED)
        )
        reached = set(more.values_list("pk", flat=True)) - keys
        keys |= reached
    return ProposedCode.objects.filter(proposed__in=keys, submission__state__in=STANDING).exclude(
        state=ProposedCode.State.DISMISSED
    )


def once(codes: QuerySet[ProposedCode], theme: ProposedTheme) -> QuerySet[ProposedCode]:
    """Return each passage once, by its heaviest code, where it is under several merged themes."""
    if not theme.merged.exists():
        return codes
    family = under([theme], below=False).filter(passage=OuterRef("passage"))
    heavier = Q(weight__gt=OuterRef("weight")) | Q(weight=OuterRef("weight"), pk__lt=OuterRef("pk"))
    return codes.filter(~Exists(family.filter(heavier)))
