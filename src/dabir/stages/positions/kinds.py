"""The kinds of this stage, as the trace knows them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from dabir.foundation.trace.kinds import Kind, register
from dabir.stages.positions.models import (
    Actor,
    Alignment,
    Issue,
    OwnPosition,
    Round,
    Statement,
)

register(
    Kind(
        key=Round.KIND,
        stage="positions",
        label=gettext_lazy("round"),
        model=Round,
        name=lambda item: item.name,
        url=lambda item: reverse("positions:round", args=[item.group.code, item.pk]),
        related=("group",),
    )
)
register(
    Kind(
        key=Actor.KIND,
        stage="positions",
        label=gettext_lazy("actor"),
        model=Actor,
        name=lambda item: item.name,
        url=lambda item: reverse("positions:actor", args=[item.group.code, item.pk]),
        related=("group",),
    )
)
register(
    Kind(
        key=Alignment.KIND,
        stage="positions",
        label=gettext_lazy("alignment"),
        model=Alignment,
        name=str,
        quote=lambda item: item.note,
        url=lambda item: reverse("positions:actor", args=[item.actor.group.code, item.actor_id]),
        related=("actor__group",),
    )
)
register(
    Kind(
        key=Issue.KIND,
        stage="positions",
        label=pgettext_lazy("of a negotiation", "issue"),
        model=Issue,
        name=lambda item: item.name,
        url=lambda item: reverse("positions:issue", args=[item.group.code, item.pk]),
        related=("group",),
    )
)
register(
    Kind(
        key=Statement.KIND,
        stage="positions",
        label=gettext_lazy("statement"),
        model=Statement,
        name=lambda item: f"{item.actor} · {item.issue}",
        quote=lambda item: item.quote,
        url=lambda item: (
            reverse("positions:actor", args=[item.issue.group.code, item.actor_id])
            + f"#statement-{item.pk}"
        ),
        related=("actor", "issue__group"),
    )
)
register(
    Kind(
        key=OwnPosition.KIND,
        stage="positions",
        label=gettext_lazy("own position"),
        model=OwnPosition,
        name=lambda item: item.issue.name,
        quote=lambda item: item.text,
        url=lambda item: reverse("positions:own", args=[item.issue.group.code, item.pk]),
        related=("issue__group",),
    )
)
