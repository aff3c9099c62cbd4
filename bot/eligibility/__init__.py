"""By which day you and the council must act: the law's limits and a council's, worked out to dates.

This package is pure. It imports the standard library only and reads no clock, no file and no
words for citizens: today, the limits and the bank holidays come in; dates and references go out.
"""

from bot.eligibility.limits import EVENTS, Limit, Reference, Span
from bot.eligibility.windows import Window, windows
from bot.eligibility.working_days import Calendar, OutsideCalendarError, good_friday

__all__ = [
    "EVENTS",
    "Calendar",
    "Limit",
    "OutsideCalendarError",
    "Reference",
    "Span",
    "Window",
    "good_friday",
    "windows",
]
