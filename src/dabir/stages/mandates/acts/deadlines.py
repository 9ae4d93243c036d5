"""Acts on days that are counted: a mandate's day of notification, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.calendar.queries import practice_of
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Group, Person
from dabir.foundation.people.preferences import Preferences, reading_as, show_day
from dabir.foundation.record.acts import act, record
from dabir.stages.mandates import policy
from dabir.stages.mandates.acts.duties import set_due
from dabir.stages.mandates.counting import Counted, count
from dabir.stages.mandates.models import Duty, Mandate
from dabir.stages.mandates.queries.duties import OPEN_STATES


@act
def set_notified(
    *, mandate: Mandate, notified_on: date | None, actor: Person, at: datetime
) -> Mandate:
    """Say on which day a mandate was notified; None takes it back.

    Deadlines that count from it are proposed then, for the secretariat to confirm.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: the day lies before the approval, or is still to come.
    """
    mandate = lock(mandate)
    policy.may_assign(actor, mandate.group).require()
    today = at.astimezone(ZoneInfo(mandate.group.time_zone)).date()
    if notified_on is not None and notified_on > today:
        raise Refused(_("The day of notification is still to come."))
    adopted = mandate.adopted_on
    if notified_on is not None and adopted is not None and notified_on < adopted:
        raise Refused(
            _("It was approved on %(day)s, and cannot have been notified before.")
            % {"day": show_day(adopted)}
        )
    before = mandate.notified_on
    mandate.notified_on = notified_on
    mandate.save(update_fields=["notified_on"])
    record(
        actor=actor,
        at=at,
        about=mandate,
        before=before.isoformat() if before else None,
        after=notified_on.isoformat() if notified_on else None,
    )
    return mandate


@act
def confirm_counted(
    *, group: Group, days: Mapping[int, date], actor: Person, at: datetime
) -> list[Duty]:
    """Confirm in one step the days to which deadlines of the group were counted.

    `days` are the counted days by the key of the duty, as the actor saw them.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: no day is named, or a duty is none of the group's.
        NotNow: a duty is over, or its day counts differently by now.
    """
    policy.may_assign(actor, group).require()
    if not days:
        raise Refused(_("Please choose at least one day."))
    practice = practice_of(group)
    duties = Duty.objects.filter(pk__in=days, group=group).select_related("clause__mandate")
    if len(found := list(duties)) != len(days):
        raise Refused(_("The duty belongs to another group."))
    for duty in found:
        counted = count(duty, practice)
        if duty.state not in OPEN_STATES or counted is None or counted.due != days[duty.pk]:
            raise NotNow(_("The days count differently by now. Please look at them again."))
        with reading_as(Preferences.of_language(group.language)):
            reason = _reason(counted)
        set_due(duty=duty, due_on=counted.due, reason=reason, actor=actor, at=at)
    record(
        actor=actor,
        at=at,
        group=group,
        days={str(duty): day.isoformat() for duty, day in sorted(days.items())},
    )
    return found


def _reason(counted: Counted) -> str:
    """Return how the day was counted, for those who carry the duty."""
    said = _("Counted from %(day)s: %(words)s.") % {
        "day": show_day(counted.begins),
        "words": counted.duty.due_text or counted.duty.within,
    }
    if counted.due == counted.last:
        return said
    moved = _("Nobody works on %(day)s, so it is the next working day.") % {
        "day": show_day(counted.last)
    }
    return f"{said} {moved}"
