"""The kinds of this stage, as the trace knows them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dabir.foundation.people.preferences import show_digits
from dabir.foundation.trace.kinds import Kind, register
from dabir.stages.calls.models import Call, Exhibit, Question


def _page(call: Call, fragment: str = "") -> str:
    return reverse("calls:call", args=[call.group.code, call.pk]) + fragment


register(
    Kind(
        key=Call.KIND,
        stage="calls",
        label=gettext_lazy("call"),
        model=Call,
        name=lambda call: call.name,
        quote=lambda call: call.purpose,
        url=_page,
        related=("group",),
    )
)
register(
    Kind(
        key=Question.KIND,
        stage="calls",
        label=gettext_lazy("question"),
        model=Question,
        name=lambda question: (
            _("Question %(number)s") % {"number": show_digits(question.order + 1)}
        ),
        quote=lambda question: question.prompt,
        url=lambda question: _page(question.call, f"#question-{question.pk}"),
        related=("call__group",),
    )
)
register(
    Kind(
        key=Exhibit.KIND,
        stage="calls",
        label=pgettext_lazy("of a call", "clause under consultation"),
        model=Exhibit,
        name=lambda exhibit: exhibit.label,
        quote=lambda exhibit: exhibit.text,
        url=lambda exhibit: _page(exhibit.call, f"#exhibit-{exhibit.pk}"),
        related=("call__group",),
    )
)
