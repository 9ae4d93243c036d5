"""Who may shape holiday calendars, choose one for a group, and make feeds."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotPermitted, Verdict
from dabir.foundation.calendar.models import Feed, HolidayCalendar
from dabir.foundation.calendar.queries import choosable
from dabir.foundation.people.models import SECRETARIAT, Group, Person, Role
from dabir.foundation.people.permissions import grant, permits, permits_administration
from dabir.foundation.people.queries import Reader


class May(StrEnum):
    """Permissions of calendars."""

    CHOOSE = "calendar.choose"
    SHAPE = "calendar.shape"
    SUBSCRIBE = "calendar.subscribe"


grant(
    {
        May.CHOOSE: SECRETARIAT,
        May.SHAPE: SECRETARIAT,
        May.SUBSCRIBE: frozenset(Role),
    }
)


def may_shape(person: Reader, group: Group | None) -> Verdict:
    """A group's secretariat makes and edits its calendars, administrators the installation's."""
    if group is None:
        return permits_administration(person)
    return permits(person, May.SHAPE, group=group)


def may_edit(person: Reader, calendar: HolidayCalendar) -> Verdict:
    """Whether the person may edit this calendar."""
    return may_shape(person, calendar.group)


def may_choose(person: Reader, group: Group) -> Verdict:
    """The secretariat decides how its group counts days and reminds."""
    return permits(person, May.CHOOSE, group=group)


def may_be_chosen(calendar: HolidayCalendar | None, group: Group) -> Verdict:
    """Whether a calendar is one that the group may choose; none is always."""
    if calendar is None or choosable(group).filter(pk=calendar.pk).exists():
        return Verdict.yes()
    return Verdict.no(_("This calendar belongs to another group."))


def may_subscribe(person: Reader, group: Group | None) -> Verdict:
    """Everybody subscribes to what is theirs, and to a group in which they have a role."""
    if group is None:
        return Verdict.yes()
    return permits(person, May.SUBSCRIBE, group=group)


def may_revoke(person: Person, feed: Feed) -> Verdict:
    """Whoever made a feed revokes it."""
    if feed.person_id == person.pk:
        return Verdict.yes()
    return Verdict.no(_("This calendar feed is somebody else's."), error=NotPermitted)
