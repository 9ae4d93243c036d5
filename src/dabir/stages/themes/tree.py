"""Themes in their tree, with what passages say to each, as far as a reader may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.stages.submissions.models import Submission
from dabir.stages.themes.models import Code, Stance, Theme
from dabir.stages.themes.queries import codes_visible_to, visible_to


@dataclass(frozen=True, slots=True)
class Stances:
    """How many passages stand how to a theme."""

    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All of them together."""
        return sum(self.counts.values())

    def __iter__(self) -> Iterator[tuple[Stance, int]]:
        return ((stance, self.counts.get(stance, 0)) for stance in Stance)


@dataclass(frozen=True, slots=True)
class Branch:
    """A theme with its own passages; `passages` counts those of the themes below it too, once."""

    theme: Theme
    stances: Stances
    passages: int
    children: tuple[Branch, ...] = field(default=())


def standing(reader: Reader, group: Group) -> dict[int, Stances]:
    """Return, by theme, how the passages of accepted submissions stand to it."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    rows = (
        _codes(reader, group).order_by().values_list("theme", "stance").annotate(found=Count("pk"))
    )
    for theme, stance, found in rows:
        counts[theme][stance] = found
    return {theme: Stances(found) for theme, found in counts.items()}


def _codes(reader: Reader, group: Group) -> QuerySet[Code]:
    return codes_visible_to(reader).filter(
        theme__group=group,
        theme__merged_into__isnull=True,
        passage__submission__state=Submission.State.ACCEPTED,
    )


def tree(reader: Reader, group: Group) -> list[Branch]:
    """Return the themes in two levels; one whose parent is hidden stands on the first level."""
    themes = list(visible_to(reader).filter(group=group, merged_into__isnull=True))
    known = {theme.pk for theme in themes}
    stances = standing(reader, group)
    whole = dict(
        _codes(reader, group)
        .order_by()
        .annotate(top=Coalesce("theme__parent", "theme"))
        .values_list("top")
        .annotate(found=Count("passage", distinct=True))
    )
    below: dict[int | None, list[Branch]] = defaultdict(list)
    nothing = Stances({})
    for theme in themes:
        if theme.parent_id in known:
            own = stances.get(theme.pk, nothing)
            below[theme.parent_id].append(Branch(theme, own, own.total))
    found = []
    for theme in themes:
        if theme.parent_id in known:
            continue
        own = stances.get(theme.pk, nothing)
        passages = own.total if theme.parent_id else whole.get(theme.pk, 0)
        found.append(Branch(theme, own, passages, tuple(below[theme.pk])))
    return found
