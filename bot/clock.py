"""The one place that reads the clock. Everything else is given today as an argument."""

import os
import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

SETTING = "GUIDE_TODAY"


def iso_date(text: str) -> date:
    """Read a date written as 2026-11-22. Raises ValueError if it is written otherwise or no day."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"there is no day {text}: check the day, month and year") from None
    raise ValueError(f"{text!r:.60} is not a date: write it as year-month-day, such as 2026-11-22")


def today() -> date:
    """Return today's date in England, or the date in GUIDE_TODAY where that is set.

    Raises ValueError if GUIDE_TODAY is not a date such as 2026-11-22.
    """
    frozen = os.environ.get(SETTING)
    if not frozen:
        return datetime.now(ZoneInfo("Europe/London")).date()
    try:
        return iso_date(frozen)
    except ValueError as error:
        raise ValueError(f"the setting {SETTING}: {error}") from None
