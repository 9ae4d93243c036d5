"""Working days, under a weekend and a list of holidays that the reader's country sets."""

from dataclasses import dataclass, field
from datetime import date, timedelta

# Days of the week as ``date.weekday()`` counts them: Monday is 0.
THURSDAY_FRIDAY = frozenset({3, 4})
FRIDAY = frozenset({4})
FRIDAY_SATURDAY = frozenset({4, 5})
SATURDAY_SUNDAY = frozenset({5, 6})

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkingDays:
    """Which days are worked: not those of ``weekend`` (0 is Monday), not ``holidays``.

    Raises ValueError when the weekend is no part of a week or the whole of it.
    """

    weekend: frozenset[int] = THURSDAY_FRIDAY
    holidays: frozenset[date] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        if not self.weekend <= frozenset(range(7)) or len(self.weekend) == 7:
            raise ValueError(f"not a weekend: {sorted(self.weekend)}")

    def is_working(self, day: date) -> bool:
        """Say whether ``day`` is worked."""
        return day.weekday() not in self.weekend and day not in self.holidays

    def count(self, after: date, until: date) -> int:
        """Return how many working days there are after ``after``, up to and with ``until``.

        Zero when ``until`` is not later. Takes time proportional to the number of holidays.
        """
        if until <= after:
            return 0
        weeks, rest = divmod((until - after).days, 7)
        days = weeks * (7 - len(self.weekend))
        days += sum(
            (after + step * _ONE_DAY).weekday() not in self.weekend for step in range(1, rest + 1)
        )
        return days - sum(
            after < holiday <= until and holiday.weekday() not in self.weekend
            for holiday in self.holidays
        )

    def add(self, day: date, count: int) -> date:
        """Return the ``count``-th working day after ``day``; ``day`` itself is not counted.

        With 0 it is the first working day not before ``day``. Raises ValueError for a negative
        count.
        """
        if count < 0:
            raise ValueError("working days are counted onward")
        if count == 0:
            return day if self.is_working(day) else self.add(day, 1)
        while count:
            day += _ONE_DAY
            count -= self.is_working(day)
        return day
