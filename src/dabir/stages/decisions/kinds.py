"""The kinds of this stage, as the trace knows them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dabir.foundation.people.preferences import show_digits
from dabir.foundation.trace.kinds import Kind, register
from dabir.stages.decisions.models import (
    ActionItem,
    AgendaItem,
    Decision,
    Meeting,
    Minutes,
    Submittal,
)


def meeting_url(meeting: Meeting) -> str:
    """Return the page of a meeting."""
    return reverse("decisions:meeting", args=[meeting.group.code, meeting.pk])


register(
    Kind(
        key=Meeting.KIND,
        stage="decisions",
        label=gettext_lazy("meeting"),
        model=Meeting,
        name=lambda meeting: meeting.name,
        url=meeting_url,
        related=("group",),
    )
)
register(
    Kind(
        key=AgendaItem.KIND,
        stage="decisions",
        label=gettext_lazy("agenda item"),
        model=AgendaItem,
        name=lambda item: item.name,
        url=lambda item: f"{meeting_url(item.meeting)}#item-{item.pk}",
        related=("meeting__group",),
    )
)
register(
    Kind(
        key=Decision.KIND,
        stage="decisions",
        gathers=True,
        label=gettext_lazy("decision"),
        model=Decision,
        name=lambda decision: (
            _("Decision %(number)s of meeting %(meeting)s")
            % {
                "number": show_digits(decision.number),
                "meeting": show_digits(decision.meeting.number),
            }
        ),
        quote=lambda decision: decision.wording,
        url=lambda decision: reverse(
            "decisions:decision", args=[decision.meeting.group.code, decision.pk]
        ),
        related=("meeting__group",),
    )
)
register(
    Kind(
        key=Minutes.KIND,
        stage="decisions",
        label=gettext_lazy("minutes"),
        model=Minutes,
        name=lambda minutes: _("Minutes: %(meeting)s") % {"meeting": minutes.meeting.name},
        url=lambda minutes: f"{meeting_url(minutes.meeting)}#minutes",
        related=("meeting__group",),
    )
)
register(
    Kind(
        key=ActionItem.KIND,
        stage="decisions",
        label=gettext_lazy("action item"),
        model=ActionItem,
        name=lambda action: action.text[:80],
        quote=lambda action: action.text,
        url=lambda action: f"{meeting_url(action.item.meeting)}#action-{action.pk}",
        related=("item__meeting__group",),
    )
)
register(
    Kind(
        key=Submittal.KIND,
        stage="decisions",
        label=gettext_lazy("submittal"),
        model=Submittal,
        name=lambda submittal: (
            _("%(text)s, submitted to %(body)s")
            % {"text": submittal.text.name, "body": submittal.higher_body}
        ),
        quote=lambda submittal: submittal.answer,
        url=lambda submittal: reverse(
            "decisions:submittal", args=[submittal.text.group.code, submittal.pk]
        ),
        related=("text__group", "higher_body"),
    )
)
