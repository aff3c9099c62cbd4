"""Which days are working days, and the working day that ends a count.

Source: Children Act 1989 Representations Procedure (England) Regulations 2006, regulation 2.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

SATURDAY = 5
ONE_DAY = timedelta(days=1)


class OutsideCalendarError(ValueError):
    """Raised when a count needs a day whose bank holidays are not known: we do not guess."""


def good_friday(year: int) -> date:
    """Return Good Friday of a year: the Friday before Easter Sunday in the Gregorian calendar.

    The method is the one published anonymously in Nature in 1876 (also Meeus, Jones and Butcher).
    """
    golden = year % 19
    century, year_of_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_drift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_drift + 15) % 30
    leaps, year_rest = divmod(year_of_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leaps - epact - year_rest) % 7
    correction = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * correction + 114, 31)
    easter_sunday = date(year, month, day + 1)
    return easter_sunday - 2 * ONE_DAY


@dataclass(frozen=True)
class Calendar:
    """The working days of England, from the first to the last day whose bank holidays are known.

    Regulation 2: a working day is not a Saturday, a Sunday, Christmas Day, Boxing Day,
    Good Friday or a bank holiday. The named days are rules; the bank holidays are data.

    Raises ValueError where the last day comes before the first or a holiday lies outside them.
    """

    holidays: frozenset[date]
    first_day: date
    last_day: date

    def __post_init__(self) -> None:
        if self.first_day > self.last_day:
            raise ValueError(
                f"the calendar ends on {self.last_day}, before it begins on {self.first_day}"
            )
        for day in sorted(self.holidays):
            if not self.first_day <= day <= self.last_day:
                raise ValueError(
                    f"the bank holiday {day} lies outside the calendar, "
                    f"which runs from {self.first_day} to {self.last_day}"
                )

    def is_working_day(self, day: date) -> bool:
        """Say whether a day is a working day. Raises OutsideCalendarError if that is not known."""
        self._check_known(day)
        return not (
            day.weekday() >= SATURDAY
            or (day.month == 12 and day.day in (25, 26))
            or day in self.holidays
            or day == good_friday(day.year)
        )

    def working_day_after(self, day: date, number: int) -> date:
        """Return the working day on which a count ends: the day itself is left out.

        Day 1 is the next working day, so 10 working days after a Monday end on the Monday of the
        second week after it, if no holiday lies between.

        Raises OutsideCalendarError if a counted day has no known bank holidays, ValueError if the
        number is below 1.
        """
        if number < 1:
            raise ValueError(f"a count of working days starts at 1, not at {number}")
        self._check_known(day + ONE_DAY)
        position = bisect_right(self._working_days, day) + number - 1
        if position >= len(self._working_days):
            raise OutsideCalendarError(
                f"{number} working days after {day} end after {self.last_day}, "
                "the last day whose bank holidays are known"
            )
        return self._working_days[position]

    @cached_property
    def _working_days(self) -> tuple[date, ...]:
        """Every working day in order: with it a count is one look-up, however long."""
        days = (self.last_day - self.first_day).days + 1
        known = (self.first_day + timedelta(days=number) for number in range(days))
        return tuple(day for day in known if self.is_working_day(day))

    def _check_known(self, day: date) -> None:
        if not self.first_day <= day <= self.last_day:
            raise OutsideCalendarError(
                f"the bank holidays of {day} are not known, "
                f"only those from {self.first_day} to {self.last_day}"
            )
