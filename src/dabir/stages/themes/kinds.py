"""The kinds of this stage, as the trace knows them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dabir.foundation.people.preferences import show_digits
from dabir.foundation.trace.kinds import Kind, register
from dabir.stages.themes.models import Consideration, Theme

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
        name=lambda consideration: (
            _("Consideration %(number)s") % {"number": show_digits(consideration.number)}
        ),
        quote=lambda consideration: consideration.text,
        url=lambda consideration: reverse(
            "themes:consideration", args=[consideration.group.code, consideration.pk]
        ),
        related=("group",),
    )
)
