"""What every page of the stage shows alike: stances, bars, tabs, the way down."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.foundation.trace.kinds import kinds
from dabir.stages.submissions.models import Passage
from dabir.stages.themes.models import Stance
from dabir.stages.themes.policy import may_code
from dabir.stages.themes.queries import uncoded
from dabir.stages.themes.tree import Stances
from dabir.web.shared.asking import Crumb

STANCES = {
    Stance.FOR: ("success", "good"),
    Stance.AGAINST: ("refusal", "bad"),
    Stance.MIXED: ("diff", "wait"),
    Stance.NEUTRAL: ("more", ""),
}
"""The icon and the tone of each stance; the word always stands beside them."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A stance as a badge or a bar shows it; `start` and `width` are parts of a hundred."""

    value: str
    label: str
    icon: str
    tone: str
    count: int = 0
    start: float = 0
    width: float = 0


def shown(stance: str) -> Shown:
    """Return a stance's words, icon and tone."""
    known = Stance(stance)
    icon, tone = STANCES[known]
    return Shown(known.value, str(known.label), icon, tone)


def bar(stances: Stances) -> list[Shown]:
    """Return the parts of a bar, those that hold something alone."""
    found = []
    start = 0.0
    for stance, count in stances:
        if not count:
            continue
        width = 100 * count / stances.total
        icon, tone = STANCES[stance]
        found.append(
            Shown(
                stance.value, str(stance.label), icon, tone, count, round(start, 2), round(width, 2)
            )
        )
        start += width
    return found


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the stage's pages."""

    label: str
    url: str
    current: bool
    count: int | None = None


def tabs(request: HttpRequest, group: Group, current: str) -> list[Tab]:
    """Return the stage's pages; coding, analysis and dimensions are the secretariat's."""
    pages: list[tuple[str, str, int | None]] = [
        ("index", _("Themes"), None),
        ("considerations", _("Considerations"), None),
        ("pictures", _("Pictures"), None),
    ]
    if may_code(request.user, group):
        left = uncoded(request.user, group).count()
        pages += [
            ("coding", _("To code"), left),
            ("runs", _("Analysis"), None),
            ("dimensions", _("Dimensions"), None),
        ]
    return [
        Tab(label, reverse(f"themes:{name}", args=[group.code]), name == current, count)
        for name, label, count in pages
    ]


def crumbs(group: Group, *more: Crumb) -> list[Crumb]:
    """Return the way down from the stage."""
    return [Crumb(_("Themes"), reverse("themes:index", args=[group.code])), *more]


def passage_url(passage: Passage) -> str:
    """Return where a passage stands in its submission."""
    return kinds()[Passage.KIND].url(passage)
