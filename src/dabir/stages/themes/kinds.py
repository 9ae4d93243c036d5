"""The kinds of this stage, as the trace knows them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dabir.foundation.people.preferences import show_digits
from dabir.foundation.trace.kinds import Kind, register
from dabir.stages.themes.models import AnalysisRun, CodingRound, Consideration, Theme

NAME_LENGTH = 70

register(
    Kind(
        key=Theme.KIND,
        stage="themes",
        label=gettext_lazy("theme"),
        model=Theme,
        name=lambda theme: theme.name,
        url=lambda theme: reverse("themes:theme", args=[theme.group.code, theme.pk]),
        related=("group",),
    )
)
register(
    Kind(
        key=Consideration.KIND,
        stage="themes",
        label=gettext_lazy("consideration"),
        model=Consideration,
        # By its words: gaps between numbers would tell of those that are kept from a reader.
        name=lambda consideration: Truncator(consideration.text).chars(NAME_LENGTH),
        quote=lambda consideration: consideration.text,
        url=lambda consideration: reverse(
            "themes:consideration", args=[consideration.group.code, consideration.pk]
        ),
        related=("group",),
    )
)
register(
    Kind(
        key=AnalysisRun.KIND,
        stage="themes",
        label=gettext_lazy("run of the analysis"),
        model=AnalysisRun,
        name=lambda run: (
            _("Run %(number)s of the analysis of “%(call)s”")
            % {"number": show_digits(run.number), "call": run.call}
        ),
        url=lambda run: reverse("themes:run", args=[run.call.group.code, run.pk]),
        related=("call__group",),
    )
)
register(
    Kind(
        key=CodingRound.KIND,
        stage="themes",
        label=gettext_lazy("coding round"),
        model=CodingRound,
        name=lambda coding_round: Truncator(str(coding_round)).chars(NAME_LENGTH),
        url=lambda coding_round: reverse(
            "themes:coding_round", args=[coding_round.group.code, coding_round.pk]
        ),
        related=("group", "call", "question"),
    )
)
