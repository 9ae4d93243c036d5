"""A campaign: its words, from where it came, what its members made of its form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate

from dabir.domain.drafting.comparing.differences import Change, compare
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.queries import seen_by
from dabir.stages.submissions.models import Passage, Submission
from dabir.stages.submissions.queries.seeing import STANDING
from dabir.stages.themes.models import Campaign, CampaignAddition, CampaignMember

BETWEEN = "\n\n"
LONGEST = 20_000
"""Letters of a text that are compared; of what is longer, its beginning is."""
AROUND = 90
"""Letters that are shown around what was changed."""
MOST_DAYS = 60
"""Days that are listed, the latest."""


def words_of(submissions: Sequence[int]) -> dict[int, str]:
    """Return what submissions say, their passages one below the other, by their keys."""
    rows = (
        Passage.objects.filter(submission__in=submissions)
        .order_by("submission", "order")
        .values_list("submission", "text")
    )
    return {
        key: BETWEEN.join(text for _key, text in passages)
        for key, passages in groupby(rows, key=lambda row: row[0])
    }


def members_of(campaign: Campaign, reader: Reader) -> QuerySet[CampaignMember]:
    """Return the standing members of a campaign that the reader may see, most own words first."""
    return (
        CampaignMember.objects.filter(
            seen_by(reader, "submission__address__"),
            campaign=campaign,
            submission__state__in=STANDING,
        )
        .select_related("submission__call__group")
        .order_by("-words", "pk")
    )


def changes(template: str, own: str) -> list[Change]:
    """Return what somebody changed in a template, with a little of what stands around it."""
    found = compare(template[:LONGEST], own[:LONGEST])
    if all(one.kind == "equal" for one in found):
        return []
    last = len(found) - 1
    return [
        _shortened(one, first=place == 0, last=place == last) if one.kind == "equal" else one
        for place, one in enumerate(found)
    ]


def _shortened(one: Change, *, first: bool, last: bool) -> Change:
    text = one.new
    before = "" if first else text[:AROUND]
    after = "" if last else text[-AROUND:]
    if len(text) <= len(before) + len(after) + 3:
        return one
    kept = f"{before.rstrip()} … {after.lstrip()}".strip()
    return Change("equal", kept, kept)


@dataclass(frozen=True, slots=True)
class Told:
    """How many members share a property, as `Submission` spells it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class FromWhere:
    """From where the members of a campaign came."""

    sectors: list[Told]
    roads: list[Told]
    provinces: list[Told]
    languages: list[Told]
    days: list[tuple[date, int]]


def from_where(campaign: Campaign) -> FromWhere:
    """Count the standing members of a campaign by group, road, province, language and day."""
    members = Submission.objects.filter(
        campaign_members__campaign=campaign, state__in=STANDING
    ).order_by()

    def by(name: str, labels: dict[str, str]) -> list[Told]:
        rows = members.values_list(name).annotate(count=Count("pk"))
        told = [Told(value, labels.get(value, value), count) for value, count in rows]
        return sorted(told, key=lambda one: (-one.count, one.label))

    days = (
        members.annotate(day=TruncDate("received_at", tzinfo=campaign.run.call.zone))
        .values_list("day")
        .annotate(count=Count("pk"))
        .order_by("-day")[:MOST_DAYS]
    )
    return FromWhere(
        by("sector", {str(key): str(label) for key, label in Submission.Sector.choices}),
        by("road", {str(key): str(label) for key, label in Submission.Road.choices}),
        [one for one in by("province", {}) if one.value],
        [one for one in by("language", {}) if one.value],
        [(day, count) for day, count in reversed(days)],
    )


@dataclass(frozen=True, slots=True)
class Added:
    """What several members added alike, in the words of one of them."""

    words: str
    before: str
    after: str
    count: int
    submission: Submission


def additions_of(campaign: Campaign) -> list[Added]:
    """Return what several members added to the form, the most frequent first."""
    found = (
        CampaignAddition.objects.filter(campaign=campaign, answer__submission__state__in=STANDING)
        .select_related("answer__submission__call__group")
        .order_by("-count", "pk")
    )
    return [
        Added(
            answer.text[one.start : one.end],
            _end_of(answer.text[: one.start]),
            answer.text[one.end : one.end + AROUND].rsplit("\n")[0],
            one.count,
            answer.submission,
        )
        for one in found
        if (answer := one.answer).text[one.start : one.end].strip()
    ]


def _end_of(text: str) -> str:
    return text[-AROUND:].rpartition("\n")[2]


def opposites(reader: Reader, campaign: Campaign, seen: QuerySet[Campaign]) -> list[Campaign]:
    """Return the campaigns that turn this one round, and the one that it turns round."""
    pair = Q(opposes=campaign) | Q(pk=campaign.opposes_id or 0)
    return list(seen.filter(pair, run=campaign.run_id).order_by("-size"))
