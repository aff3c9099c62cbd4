"""The picture of a person's own dates: where each shape of it stands, as the templates draw it.

A row stands for what happened, for today, or for a window of time. All rows share one scale, which
runs from left to right; lengths on it are hundredths of the picture's width. Each row says in words
what its shapes show, so that the picture is a list too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot import clock
from bot.catalogue import Catalogue
from bot.catalogue.deadlines import Said, ToldDates, told_dates
from bot.conversation import WorkedOut
from bot.eligibility import Window

FIRST, LAST = 3.0, 92.0
"""Where the scale begins and ends, so that the shapes at its ends fit in."""
END_OF_ARROW = 97.0


@dataclass(frozen=True)
class Stretch:
    """A part of a row, from `x` on."""

    x: float
    width: float


@dataclass(frozen=True)
class Row:
    """One line of the picture and of the list.

    `day` is the day that the row is named by: the last day of a window, or the day on which one
    without a last day opens, where that is to come. `said` is there for a window. `spent` is the
    part of the window before today, `ahead` the part from today on. `mark` is where its last day
    stands; of what happened and of today, the day itself.
    """

    kind: Literal["event", "today", "window"]
    day: date | None
    said: Said | None = None
    spent: Stretch | None = None
    ahead: Stretch | None = None
    mark: float | None = None


@dataclass(frozen=True)
class Timeline:
    """The rows in the order of their days, and where today stands in every one: `now`."""

    told: ToldDates
    rows: tuple[Row, ...]
    today: date
    now: float

    @property
    def ahead(self) -> tuple[Row, ...]:
        """The windows whose day is today or still to come."""
        return tuple(row for row in self.rows if row.said and row.day and row.day >= self.today)


def timeline_of(catalogue: Catalogue) -> Callable[[WorkedOut], Timeline]:
    """Return what draws dates that were worked out in the chat, as they stand today."""

    def draw(worked_out: WorkedOut) -> Timeline:
        today = clock.today()
        told = told_dates(catalogue, **vars(worked_out), today=today)
        return timeline(told, worked_out.day, today)

    return draw


def timeline(told: ToldDates, event_day: date, today: date) -> Timeline:
    """Draw what follows from an event, seen from a day that is not before it."""
    known = [day for one in told.said for day in (one.window.first_day, one.window.last_day) if day]
    first, last = min([event_day, *known]), max([today, *known])
    days = max((last - first).days, 1)

    def place(day: date) -> float:
        return FIRST + (LAST - FIRST) * (day - first).days / days

    rows = [Row("event", event_day, mark=place(event_day))]
    if today > event_day:
        rows.append(Row("today", today, mark=place(today)))
    rows += (_row(one, place, today) for one in told.said)
    rows.sort(key=lambda row: _place_in_list(row, today))
    return Timeline(told, tuple(rows), today, place(today))


def _row(said: Said, place: Callable[[date], float], today: date) -> Row:
    """Return the row of a window: it is named by its last day, else by the day it opens later."""
    window = said.window
    if window.status == "unknown" or window.first_day is None:
        return Row("window", None, said)
    opens, turn = place(window.first_day), place(today)
    if window.last_day is None:
        spent, ahead = _stretch(opens, turn), _stretch(max(opens, turn), END_OF_ARROW)
        return Row("window", _opening_day(window), said, spent, ahead)
    end = place(window.last_day)
    return Row(
        "window",
        window.last_day,
        said,
        spent=_stretch(opens, min(end, turn)),
        ahead=_stretch(max(opens, turn), end),
        mark=end,
    )


def _place_in_list(row: Row, today: date) -> date:
    """Return the day by which rows are sorted: what may be done at any time may be done today."""
    may_be_done = row.said is not None and row.said.window.status == "no_limit"
    return row.day or (today if may_be_done else date.max)


def _opening_day(window: Window) -> date | None:
    """Return the day from which something without a last day may be done, where it is to come."""
    return window.first_day if window.status == "not_yet" else None


def _stretch(start: float, end: float) -> Stretch | None:
    return Stretch(start, end - start) if end > start else None
