"""The windows of time that an event opens: from which day to which, and how that stands today."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.eligibility.limits import EVENTS, Basis, IfPassed, Limit, Reference, Span, Who
from bot.eligibility.working_days import ONE_DAY, Calendar, OutsideCalendarError

Status = Literal["not_yet", "open", "passed", "no_limit", "unknown"]

NEXT_DAY = Span(1, "calendar_days")


@dataclass(frozen=True)
class Window:
    """A stretch of days in which you may, or the council must, do one thing.

    - `name`: what is to be done; several windows may share it. `who` acts: `you` or `council`.
    - `basis`: `law`; `council` (its own wish or promise); `safe` (an earlier date that protects
      the person where a leaflet is ambiguous); `guidance` (good practice).
    - `first_day`: the event's own date, for you may act at once and the council may too; for what
      opens only later, the day after the time that must pass first. None where it is unknown.
    - `last_day`: still in time on it. None where there is no limit or it is unknown.
    - `status` today: `not_yet` before the first day, `open` to the last day included, `passed`
      after it, `no_limit` where there is no last day, `unknown` where the bank holidays needed
      for the count are not known: never a guess.
    - `if_passed`: what it means if the last day passes, stated whether or not it has.
    - `condition`: the window holds only then; None: always.
    """

    name: str
    who: Who
    basis: Basis
    first_day: date | None
    last_day: date | None
    status: Status
    if_passed: IfPassed | None
    condition: str | None
    reference: Reference

    def as_json(self) -> dict[str, str | None]:
        """Return the window as the command line and the web give it: dates in ISO, or null."""
        return {
            "name": self.name,
            "who": self.who,
            "basis": self.basis,
            "first_day": self.first_day.isoformat() if self.first_day else None,
            "last_day": self.last_day.isoformat() if self.last_day else None,
            "status": self.status,
            "if_passed": self.if_passed,
            "condition": self.condition,
            "reference": str(self.reference),
        }


def windows(
    event: str,
    on: date,
    *,
    today: date,
    limits: Iterable[Limit],
    calendar: Calendar,
    letter_dated: date | None = None,
) -> tuple[Window, ...]:
    """Return every window that an event opens, in the order of the limits.

    `on` is the day of the event, `letter_dated` the date on the letter that came that day, if
    known. Only limits of this event are used.

    Raises ValueError if the event is not one of EVENTS or lies after today, or if the letter is
    dated after the day it came.
    """
    if event not in EVENTS:
        raise ValueError(f"unknown event {event!r:.60}: it must be one of {', '.join(EVENTS)}")
    if on > today:
        raise ValueError(f"the date {on} is in the future: today is {today}")
    if letter_dated is not None and letter_dated > on:
        raise ValueError(f"the letter is dated {letter_dated}, after the day it came, {on}")
    return tuple(
        _window(limit, on, letter_dated or on, today, calendar)
        for limit in limits
        if limit.event == event
    )


def _window(limit: Limit, on: date, letter_dated: date, today: date, calendar: Calendar) -> Window:
    start = letter_dated if limit.start == "letter_dated" else on
    first_day = _first_day(limit, on, calendar)
    last_day = _last_day(limit.within, start, calendar) if limit.within else None
    if first_day is None or (limit.within and last_day is None):
        status: Status = "unknown"
    else:
        status = _status(first_day, last_day, today)
    return Window(
        name=limit.window,
        who=limit.who,
        basis=limit.basis,
        first_day=first_day,
        last_day=last_day,
        status=status,
        if_passed=limit.if_passed,
        condition=limit.condition,
        reference=limit.reference,
    )


def _status(first_day: date, last_day: date | None, today: date) -> Status:
    if today < first_day:
        return "not_yet"
    if last_day is None:
        return "no_limit"
    return "open" if today <= last_day else "passed"


def _first_day(limit: Limit, on: date, calendar: Calendar) -> date | None:
    """Return the event's day, or the day after the time that must pass first; None if unknown."""
    if not limit.opens_after:
        return on
    return _last_day((*limit.opens_after, NEXT_DAY), on, calendar)


def _last_day(spans: Iterable[Span], start: date, calendar: Calendar) -> date | None:
    """Count the spans one after another; None where a day is not known."""
    day = start
    try:
        for span in spans:
            day = _end(span, day, calendar)
    except (OutsideCalendarError, OverflowError):
        # OverflowError: the count leaves the years 1 to 9999 that a date can hold.
        return None
    return day


def _end(span: Span, start: date, calendar: Calendar) -> date:
    """Return the last day of a span. Only working days need the bank holidays."""
    if span.unit in ("months", "years"):
        return _end_of_months(span, start)
    day_before = start - ONE_DAY if span.beginning_with else start
    if span.unit == "working_days":
        return calendar.working_day_after(day_before, span.amount)
    days = span.amount * 7 if span.unit == "weeks" else span.amount
    return day_before + timedelta(days=days)


def _end_of_months(span: Span, start: date) -> date:
    """End on the same date of a later month, or on the day before it if the start is counted.

    Where that month has no such date (29 February, the 31st) both end on its last day.
    """
    months = span.amount * 12 if span.unit == "years" else span.amount
    year, month_index = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        raise OverflowError(f"{months} months after {start} no calendar goes")
    length = monthrange(year, month_index + 1)[1]
    if start.day > length:
        return date(year, month_index + 1, length)
    same_date = date(year, month_index + 1, start.day)
    return same_date - ONE_DAY if span.beginning_with else same_date
