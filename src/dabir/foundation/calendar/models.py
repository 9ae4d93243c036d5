"""Holiday calendars, what each group chose of them, and calendar feeds."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dabir.domain.calendars import WorkingDays
from dabir.foundation.files.models import ErasableKey
from dabir.foundation.naming import Named
from dabir.foundation.people.models import Group, Person

WEEK = (5, 6, 0, 1, 2, 3, 4)
"""The days of the week from Saturday on, as `date.weekday()` counts them."""

WEEKDAYS = {
    5: _("Saturday"),
    6: _("Sunday"),
    0: _("Monday"),
    1: _("Tuesday"),
    2: _("Wednesday"),
    3: _("Thursday"),
    4: _("Friday"),
}
REMINDERS = (14, 3, 0)
"""How many days before a duty is due its carriers are reminded, unless the group says otherwise."""


class HolidayCalendar(Named):
    """A list of holidays and a weekend (تقویم تعطیلات).

    One without a group is the installation's, and for every group to choose; one of a group is
    for that group and its committees.
    """

    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="holiday_calendars"
    )
    weekend = models.JSONField(default=list)
    country = models.CharField(max_length=2, blank=True)

    class Meta:
        ordering = ("pk",)

    def working_days(self) -> WorkingDays:
        """Return which days are worked under this calendar; one query."""
        return WorkingDays(
            frozenset(self.weekend), frozenset(self.holidays.values_list("day", flat=True))
        )


class Holiday(Named):
    """A day on which nobody works. An estimated one waits for a person's word.

    The days of the lunar calendar are announced by sighting; computed ahead they may be a day off.
    """

    calendar = models.ForeignKey(HolidayCalendar, models.CASCADE, related_name="holidays")
    day = models.DateField()
    estimated = models.BooleanField(default=False)

    class Meta:
        ordering = ("day",)
        constraints = (
            models.UniqueConstraint(fields=("calendar", "day"), name="a_holiday_once_a_calendar"),
        )


class GroupCalendar(models.Model):
    """How one group counts days and reminds; a committee without its own follows its group's.

    `rolls` moves a last day on which nobody works to the next day that is worked: a rule that some
    bodies follow and others do not, so a person chooses it. `digest_on` is the day of the week of
    the digest of what is overdue; None is the first working day of the week.
    """

    group = models.OneToOneField(Group, models.PROTECT, related_name="calendar_choice")
    calendar = models.ForeignKey(
        HolidayCalendar, models.PROTECT, null=True, blank=True, related_name="choices"
    )
    rolls = models.BooleanField(default=False)
    reminders = models.JSONField(default=list)
    digest_on = models.PositiveSmallIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.group}: {self.calendar}"


class FeedManager(models.Manager["Feed"]):
    """Feeds, and those that still answer."""

    def living(self) -> models.QuerySet[Feed]:
        """Those that were not revoked."""
        return self.filter(revoked_at__isnull=True)


class Feed(models.Model):
    """A calendar to which a person's own programs subscribe at a secret address.

    `digest` finds the feed. The secret itself is kept too, sealed under a key of its own, because
    programs ask for the address again whenever a device is new; who revokes the feed destroys that
    key, and no copy of the database opens anything any more. Without a group it is about
    everything that is the person's; `person` is always whose eyes it sees with.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="feeds")
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    key = models.ForeignKey(ErasableKey, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[FeedManager] = FeedManager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("person",),
                condition=Q(revoked_at__isnull=True, group__isnull=True),
                name="one_living_feed_a_person",
            ),
            models.UniqueConstraint(
                fields=("person", "group"),
                condition=Q(revoked_at__isnull=True, group__isnull=False),
                name="one_living_feed_a_group",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.made_at:%Y-%m-%d}"
