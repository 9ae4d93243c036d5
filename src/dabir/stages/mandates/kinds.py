"""The kinds of this stage, as the trace knows them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dabir.foundation.people.preferences import show_digits
from dabir.foundation.trace.kinds import Kind, register
from dabir.stages.mandates.models import Axis, Clause, Duty, Mandate, Nomination, OpenPoint, Report
from dabir.stages.mandates.open_point_words import point_words


def _attested(name: str, mandate: Mandate) -> str:
    """Return a name that says so where only the press quotes the document."""
    if mandate.standing == Mandate.Standing.PRESS:
        return _("%(name)s (quoted by the press)") % {"name": name}
    return name


register(
    Kind(
        key=Mandate.KIND,
        stage="mandates",
        label=gettext_lazy("mandate"),
        model=Mandate,
        name=lambda mandate: _attested(mandate.name, mandate),
        url=lambda mandate: reverse("mandates:mandate", args=[mandate.group.code, mandate.pk]),
        related=("group",),
    )
)
register(
    Kind(
        key=Clause.KIND,
        stage="mandates",
        label=pgettext_lazy("of a mandate", "clause"),
        model=Clause,
        name=lambda clause: _attested(
            _("Mandate, %(path)s") % {"path": show_digits(clause.path)}, clause.mandate
        ),
        quote=lambda clause: clause.text,
        url=lambda clause: (
            reverse("mandates:mandate", args=[clause.mandate.group.code, clause.mandate_id])
            + f"#clause-{clause.pk}"
        ),
        related=("mandate__group",),
    )
)
register(
    Kind(
        key=Axis.KIND,
        stage="mandates",
        label=gettext_lazy("axis"),
        model=Axis,
        name=lambda axis: axis.name,
        url=lambda axis: reverse("mandates:matrix", args=[axis.group.code]),
        related=("group",),
    )
)
register(
    Kind(
        key=Duty.KIND,
        stage="mandates",
        label=gettext_lazy("duty"),
        model=Duty,
        name=lambda duty: duty.text[:80],
        quote=lambda duty: duty.text,
        url=lambda duty: reverse("mandates:duty", args=[duty.group.code, duty.pk]),
        related=("group",),
    )
)
register(
    Kind(
        key=Report.KIND,
        stage="mandates",
        label=gettext_lazy("report"),
        model=Report,
        name=lambda report: report.text[:80],
        quote=lambda report: report.text,
        url=lambda report: reverse("mandates:duty", args=[report.duty.group.code, report.duty_id]),
        related=("duty__group",),
    )
)
register(
    Kind(
        key=Nomination.KIND,
        stage="mandates",
        label=gettext_lazy("nomination"),
        model=Nomination,
        name=lambda nomination: (
            _("%(name)s, nominated by %(body)s")
            % {"name": nomination.name, "body": nomination.seat.body}
        ),
        url=lambda nomination: reverse(
            "mandates:nomination", args=[nomination.seat.group.code, nomination.pk]
        ),
        related=("seat__body", "seat__group"),
    )
)
register(
    Kind(
        key=OpenPoint.KIND,
        stage="mandates",
        label=gettext_lazy("open point"),
        model=OpenPoint,
        name=lambda point: point_words(point, point.text)[:120],
        quote=lambda point: point.quote or point.text,
        url=lambda point: (
            reverse("mandates:open_points", args=[point.group.code]) + f"?show=all#point-{point.pk}"
        ),
        related=("group",),
    )
)
