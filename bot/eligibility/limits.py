"""A time limit as the law or a leaflet states it: who must do what, within how long, of what."""

from dataclasses import dataclass
from typing import Literal, get_args

Who = Literal["you", "council"]
Basis = Literal["law", "council", "safe", "guidance"]
Unit = Literal["working_days", "calendar_days", "weeks", "months", "years"]
Start = Literal["event", "letter_dated"]
IfPassed = Literal["may_still_ask", "ask_anyway_with_reasons", "council_is_late"]

EVENTS = (
    "problem_happened",
    "complaint_made",
    "stage_1_reply_received",
    "stage_2_requested",
    "stage_2_record_agreed",
    "stage_2_reply_received",
    "stage_3_requested",
    "panel_held",
    "panel_report_received",
    "final_reply_received",
    "proceedings_ended",
)
"""What may have happened, in the order of the procedure. Every limit is counted from one."""


def _check(value: str | None, allowed: tuple[str | None, ...], what: str) -> None:
    if value not in allowed:
        names = ", ".join(str(name) for name in allowed)
        raise ValueError(f"{what} is {value!r}: it must be one of {names}")


@dataclass(frozen=True)
class Reference:
    """Where a limit comes from: a regulation with its link, or a leaflet with its own words.

    `key` names it in the content: a regulation (`reg-14`) with `title` and `url`, or the council
    (`leicester`) whose leaflet says the `quote`, word for word.
    """

    key: str
    title: str | None = None
    url: str | None = None
    quote: str | None = None

    def __str__(self) -> str:
        return self.quote or ", ".join(part for part in (self.title, self.url) if part)


@dataclass(frozen=True)
class Span:
    """A length of time: an amount of a unit.

    Ordinarily the day it is counted from is left out. With `beginning_with` that day is the first
    one counted, as in "12 months beginning with the day" (Local Government Act 1974, s.26B).
    """

    amount: int
    unit: Unit
    beginning_with: bool = False

    def __post_init__(self) -> None:
        _check(self.unit, get_args(Unit), "the unit of a time limit")
        if isinstance(self.amount, bool) or not isinstance(self.amount, int) or self.amount < 1:
            raise ValueError(f"the amount of a time limit is {self.amount!r}: it must be 1 or more")


@dataclass(frozen=True)
class Limit:
    """One time limit.

    - `event`: what it is counted from, one of EVENTS; `window`: what must be done.
    - `within`: counted one after another, "5 and then 15 working days"; none: there is no last day.
    - `opens_after`: it may be done only from the day after this; none: from the event's own day.
    - `start`: `letter_dated` counts from the date on the letter where that is known, which is
      never later than the day the letter came.
    - `basis`, `if_passed`, `condition`: as in Window.

    Raises ValueError where a member is not one of its allowed values, or where a `safe` limit is
    not for the citizen: an earlier date for the council would protect nobody.
    """

    event: str
    window: str
    who: Who
    basis: Basis
    reference: Reference
    within: tuple[Span, ...] = ()
    opens_after: tuple[Span, ...] = ()
    start: Start = "event"
    if_passed: IfPassed | None = None
    condition: str | None = None

    def __post_init__(self) -> None:
        _check(self.event, EVENTS, "the event")
        _check(self.who, get_args(Who), "who acts")
        _check(self.basis, get_args(Basis), "the basis")
        _check(self.start, get_args(Start), "the start")
        _check(self.if_passed, (*get_args(IfPassed), None), "what follows if it has passed")
        if self.basis == "safe" and self.who != "you":
            raise ValueError(f"{self.window} is safe: that is only for what the person must do")
