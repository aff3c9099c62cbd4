"""Dates in what people write: which day they mean, and what keeps us from being sure.

A wrong date costs somebody their right, so a date is taken only where the words leave one
reading. Everything else comes back with a `problem`, for the caller to ask about.
Days come before months. A date without a year is the latest one that is not in the future.
"""

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from bot.nlu.tokens import Patterns, Token, like, plain, tokens, word_set

Problem = Literal["none", "future", "impossible", "ambiguous", "needs_month_or_day", "too_vague"]

FURTHEST_BACK = 100
FURTHEST_AHEAD = 5
"""Years: a year further away is a slip of the keyboard, not the date of a complaint."""
A_FEW = 3
"""What "a few weeks" is read as, only to have a day to ask about."""


@dataclass(frozen=True)
class FoundDate:
    """A date named in a message, at `start` to `end`. Use `day` only where `problem` is "none"."""

    start: int
    end: int
    as_written: str
    day: date | None
    problem: Problem = "none"
    approximate: bool = False
    reason: str = ""
    """Why the day is a reading of ours and has to be read back; "" for a full date."""
    earliest: date | None = None
    latest: date | None = None
    of_several: bool = False
    """The message names another day too; the date on a letter is not counted."""
    role: Literal["letter"] | None = None
    """ "letter" for the date that is written on a letter, which need not be the day it came."""


@dataclass(frozen=True)
class Reading:
    """What some words mean as a day, before their surroundings are looked at."""

    day: date | None
    reason: str = ""
    problem: Problem = "none"
    approximate: bool = False
    earliest: date | None = None
    latest: date | None = None


NO_SUCH_DAY = Reading(None, "no_such_day", "impossible")
FAR_AWAY = Reading(None, "year_far_away", "impossible")


@dataclass(frozen=True)
class Span:
    """The tokens that one pattern matched, and the row they stand in."""

    row: Sequence[Token]
    first: int
    after: int

    @property
    def tokens(self) -> Sequence[Token]:
        """The tokens matched."""
        return self.row[self.first : self.after]

    @property
    def words(self) -> list[str]:
        """The words matched."""
        return [token.text for token in self.tokens]

    @property
    def whole(self) -> bool:
        """The message says nothing else."""
        return all(
            token.kind in ".,!?" for token in (*self.row[: self.first], *self.row[self.after :])
        )

    def of(self, *kinds: str) -> list[Token]:
        """The tokens of these kinds."""
        return [token for token in self.tokens if token.kind in kinds]

    def number(self, *kinds: str) -> int | None:
        """The value of the first token of these kinds."""
        found = self.of(*kinds)
        return int(found[0].number) if found else None

    def before(self, count: int = 1) -> list[str]:
        """The words that stand before the match."""
        return [token.text for token in self.row[max(0, self.first - count) : self.first]]

    def next(self, count: int = 1) -> list[str]:
        """The words that follow the match."""
        return [token.text for token in self.row[self.after : self.after + count]]


# --- calendar --------------------------------------------------------------------------------


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month; the last one where nth is -1."""
    if nth < 0:
        last = _month_end(year, month)
        return last - timedelta((last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _latest_weekday(weekday: int, today: date) -> date:
    """The last such weekday before today."""
    return today - timedelta((today.weekday() - weekday - 1) % 7 + 1)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _whole_year(number: int, today: date) -> int:
    """26 is 2026 and 98 is 1998."""
    if number >= 100:
        return number
    return 2000 + number if 2000 + number <= today.year + FURTHEST_AHEAD else 1900 + number


def _dated(day: int, month: int, year: int | None, weekday: int | None, today: date) -> Reading:
    if not 1 <= month <= 12:
        return NO_SUCH_DAY
    if year is not None and not -FURTHEST_BACK <= year - today.year <= FURTHEST_AHEAD:
        return FAR_AWAY
    years = [year] if year is not None else range(today.year, today.year - 9, -1)  # leap days
    found = [d for y in years if (d := _valid(y, month, day)) and (year or d <= today)]
    if not found:
        return NO_SUCH_DAY
    if weekday is not None and found[0].weekday() != weekday:
        return Reading(found[0], "weekday_mismatch", "ambiguous")
    return Reading(found[0], "" if year else "year_assumed")


def _period(first: date, last: date, reason: str) -> Reading:
    """A week, month or year of which the day is not known."""
    return Reading(None, reason, "needs_month_or_day", True, first, last)


def _back(today: date, amount: float, unit: str) -> date:
    if unit in ("months", "years"):
        months = amount * 12 if unit == "years" else amount
        halves = 15 if months % 1 else 0
        return today - relativedelta(months=int(months)) - timedelta(halves)
    return today - timedelta(round(amount * {"days": 1, "weeks": 7, "fortnights": 14}[unit]))


def _weekdays_back(today: date, amount: int) -> date:
    """Working days back without the bank holidays: near enough to ask about."""
    day = today
    while amount > 0:
        day -= timedelta(1)
        amount -= day.weekday() < 5
    return day


FEASTS: dict[str, tuple[Callable[[int], date], str]] = {
    "christmas_eve": (lambda y: date(y, 12, 24), "christmas eve"),
    "christmas_day": (lambda y: date(y, 12, 25), "christmas day"),
    "boxing_day": (lambda y: date(y, 12, 26), "boxing day"),
    "new_years_eve": (lambda y: date(y, 12, 31), "new year eve|nye|hogmanay"),
    "new_years_day": (lambda y: date(y, 1, 1), "new year day"),
    "valentines_day": (lambda y: date(y, 2, 14), "valentines day|valentine day|valentines"),
    "pancake_day": (lambda y: easter(y) - timedelta(47), "pancake day|shrove tuesday"),
    "mothers_day": (lambda y: easter(y) - timedelta(21), "mothers day|mothering sunday"),
    "good_friday": (lambda y: easter(y) - timedelta(2), "good friday"),
    "easter_sunday": (easter, "easter sunday|easter day"),
    "easter_monday": (lambda y: easter(y) + timedelta(1), "easter monday"),
    "fathers_day": (lambda y: _nth(y, 6, 6, 3), "fathers day"),
    "august_bank_holiday": (lambda y: _nth(y, 8, 0, -1), "august bank holiday"),
    "halloween": (lambda y: date(y, 10, 31), "halloween"),
    "bonfire_night": (lambda y: date(y, 11, 5), "bonfire night|guy fawkes night|guy fawkes"),
    "remembrance_sunday": (lambda y: _nth(y, 11, 6, 2), "remembrance sunday"),
    # These are a time of the year more than a day:
    "christmas": (lambda y: date(y, 12, 25), "christmas"),
    "new_year": (lambda y: date(y, 1, 1), "new year"),
    "easter": (easter, "easter"),
}
SEASONS = {"christmas", "new_year", "easter"}
FEAST_WORDS = ("christmas", "valentines", "halloween", "bonfire", "boxing", "easter")
FEAST_ALIASES = {"xmas": "christmas", "crimbo": "christmas", "days": "day", "years": "year"}
FEAST_PHRASES = {
    tuple(phrase.split()): name
    for name, (_, phrases) in FEASTS.items()
    for phrase in phrases.split("|")
}


def _with_feasts(row: Sequence[Token]) -> list[Token]:
    """The row with "new year's eve" and the like as one token each."""
    joined: list[Token] = []
    index = 0
    while index < len(row):
        for length in (3, 2, 1):
            words = row[index : index + length]
            name = FEAST_PHRASES.get(tuple(map(_feast_word, words)))
            if name:
                joined.append(Token("FEAST", name, words[0].start, words[-1].end))
                index += len(words)
                break
        else:
            joined.append(row[index])
            index += 1
    return joined


def _feast_word(token: Token) -> str:
    word = FEAST_ALIASES.get(token.text, token.text)
    return (like(word, FEAST_WORDS) or word) if len(word) > 5 else word


def _feast(name: str, today: date, year: int | None = None) -> date:
    on = FEASTS[name][0]
    if year is not None:
        return on(year)
    return on(today.year) if on(today.year) <= today else on(today.year - 1)


# --- reading the forms -----------------------------------------------------------------------

NOT_A_DAY_BEFORE = word_set(
    "stage stages step steps section sections part form reg regulation article page no number "
    "question point aged age"
)
NOT_A_DAY_AFTER = word_set(
    "stage step reply response letter complaint time social worker floor panel one person child "
    "part answer investigation report meeting call email line paragraph point request visit "
    "review party class birthday form week month year weeks months years day days half attempt "
    "manager carer degree hearing conference thing"
)
NOT_A_COUNT = NOT_A_DAY_AFTER | {"working", "fortnights", "times", "people", "children"}
FREE_AFTER = word_set(
    ". , ! ? ; ) - and or but i they it we he she when at of to from not so because this still "
    "now nothing no about by around last please is was ish"
)
SAYS_A_DAY = word_set("on since was its it is about around not meant mean until")
VERB_AFTER_MAY = word_set("be have take not i we they you go need well also want ask complain")


def _day_and_month(span: Span, today: date) -> Reading | None:
    """Read "3rd of march", "March 3 2026", "tuesday 3 march last year"."""
    month = span.of("MONTH")[0]
    numbers = span.of("ORD", "NUM")
    if any(number.number % 1 for number in numbers):
        return None
    if numbers[0].kind == "NUM" and set(span.before()) & NOT_A_DAY_BEFORE:
        return None
    last = span.tokens[-1]
    following = span.row[span.after : span.after + 1]
    if last.kind == "NUM" and (
        set(span.next()) & NOT_A_COUNT or [t for t in following if t.kind == "MONTH"]
    ):
        return None  # "in march 20 working days", "3 march 10 april"
    if (
        month.text == "may"
        and last is month
        and numbers[0].kind == "NUM"
        and set(span.next()) & VERB_AFTER_MAY
    ):
        return None  # "stage 2 may take"
    year = span.number("YEAR")
    if year is None and len(numbers) == 2:
        if not (numbers[1].text.isdigit() and len(numbers[1].text) == 2):
            return None
        year = int(numbers[1].number)
    if last.kind == "UNIT":
        if last.text != "years":
            return None
        year = today.year - ("last" in span.words)
    if year is not None:
        year = _whole_year(year, today)
    return _dated(int(numbers[0].number), int(month.number), year, span.number("WEEKDAY"), today)


def _day_only(span: Span, today: date) -> Reading | None:
    """Read "the 13th", "tuesday the 3rd", "13th of last month"."""
    ordinal = span.of("ORD")[0]
    day, weekday = int(ordinal.number), span.number("WEEKDAY")
    units = span.of("UNIT")
    if units:
        if units[0].text != "months":
            return None
        month = today - relativedelta(months=int("last" in span.words))
        found = _valid(month.year, month.month, day)
        return Reading(found, "month_assumed") if found else NO_SUCH_DAY
    settled = span.whole or bool(set(span.before()) & SAYS_A_DAY) or weekday is not None
    if set(span.before()) & NOT_A_DAY_BEFORE or set(span.next()) & NOT_A_DAY_AFTER:
        return None
    if (ordinal.text.isalpha() or " " in ordinal.text) and not settled:
        return None
    if day <= 3 and not (
        span.whole or (set(span.next()) <= FREE_AFTER and (settled or "the" in span.words))
    ):
        return None
    if not 1 <= day <= 31:
        return NO_SUCH_DAY
    months = [today - relativedelta(months=back, day=1) for back in range(13)]
    found_days = [d for m in months if (d := _valid(m.year, m.month, day)) and d <= today]
    if weekday is not None and found_days[0].weekday() != weekday:
        return Reading(found_days[0], "weekday_mismatch", "ambiguous")
    return Reading(found_days[0], "month_assumed")


def _numeric(span: Span, today: date) -> Reading | None:
    """Read "3/3/26", "3.3.26", "2026-03-03", "03 03 2026", "03/04"."""
    written = " ".join(span.words)
    if set(span.before()) & (NOT_A_DAY_BEFORE | {"ref", "reference", "case"}):
        return None
    parts = [int(part) for part in re.findall(r"\d+", written)]
    if len(parts) == 2 and set(span.next()) & {
        "of",
        "times",
        "people",
        "term",
        "an",
        "way",
        "full",
    }:
        return None  # "9/10 of the time"
    if parts[0] > 999:
        year: int | None = parts[0]
        month, day = parts[1:]
    else:
        day, month = parts[:2]
        year = _whole_year(parts[2], today) if len(parts) == 3 else None
    if len(span.tokens) == 3 and not 1 <= month <= 12:
        return None  # three numbers in a row that are no date
    if 12 < month <= 31 and 1 <= day <= 12 and parts[0] <= 999:
        american = _dated(month, day, year, None, today)
        return (
            replace(american, reason="american", problem="ambiguous") if american.day else american
        )
    return _dated(day, month, year, None, today)


def _near_day(span: Span, today: date) -> Reading | None:
    """Read "today", "day before yesterday", "this morning"."""
    dayword = span.of("DAYWORD")
    if not dayword:
        return Reading(today - timedelta(span.words[0] == "last"), "relative")
    shift = dayword[0].number
    if len(span.tokens) > 1:
        if span.of("UNIT")[0].text != "days":
            return None
        shift += -1 if "before" in span.words else 1
    return Reading(today + timedelta(shift), "relative")


def _weekday(span: Span, today: date) -> Reading | None:
    """Read "last tuesday", "on monday", "tuesday last week", "a week last tuesday"."""
    words = set(span.words)
    weekday = span.of("WEEKDAY")[0]
    if weekday.weak and len(span.tokens) == 1 and not span.whole:
        return None  # "he sat down"
    latest = _latest_weekday(int(weekday.number), today)
    if span.before() == ["a"] or set(span.next()) & {"before", "after"}:
        return Reading(None, "before_or_after", "too_vague", True)  # "the tuesday after that"
    units = span.of("UNIT")
    if units and units[0].text not in ("weeks", "fortnights"):
        return None
    monday = today - timedelta(today.weekday())
    in_week = timedelta(int(weekday.number))
    if words & {"next", "coming"}:
        return Reading(
            latest + timedelta(14 if weekday.number == today.weekday() else 7), "weekday"
        )
    if "before" in words:  # the tuesday before last
        return Reading(latest - timedelta(7), "weekday")
    if not units:
        pass
    elif span.of("NUM") and "on" in words and "ago" not in words:  # "3 weeks on tuesday"
        return Reading(latest, "weekday", "ambiguous")
    elif span.of("NUM") and "ago" not in words:  # "two weeks last tuesday": some mean last tuesday
        weeks = int(span.number("NUM") or 1) * (2 if units[0].text == "fortnights" else 1)
        return Reading(latest - timedelta(7 * weeks), "weekday", "ambiguous")
    elif "ago" in words:  # two weeks ago on tuesday
        weeks = (span.number("NUM") or 1) * (2 if units[0].text == "fortnights" else 1)
        return Reading(monday - timedelta(7 * weeks) + in_week, "weekday", approximate=True)
    elif (span.tokens[-1] is units[0] and not words & {"last", "this"}) or words >= {"a", "on"}:
        return Reading(latest + timedelta(14), "weekday")  # tuesday week
    elif "this" in words:
        return Reading(monday + in_week, "weekday")
    elif "a" in words or span.tokens[0] is units[0]:  # a week last tuesday
        return Reading(latest - timedelta(7), "weekday")
    else:  # tuesday last week
        return Reading(monday - timedelta(7) + in_week, "weekday")
    if weekday.number == today.weekday() and "last" not in words:
        return Reading(latest, "weekday", "ambiguous", earliest=latest, latest=today)
    return Reading(latest, "weekday")


def _ago(span: Span, today: date) -> Reading | None:
    """Read "three weeks ago", "a couple of months back", "2 or 3 weeks ago"."""
    words = span.words
    unit = span.of("UNIT")[0].text
    numbers = [token.number for token in span.of("NUM")]
    counted_from = span.of("DAYWORD")
    if counted_from:  # "a week ago today" is exact
        shift = timedelta(counted_from[0].number)
        return Reading(_back(today + shift, numbers[0] if numbers else 1, unit), "relative")
    if set(words) & {"few", "several", "many", "some"}:
        return Reading(_back(today, A_FEW, unit), "vague", "too_vague", True)
    if len(numbers) == 2:
        bounds = sorted(_back(today, number, unit) for number in numbers)
        return Reading(bounds[0], "range", "ambiguous", True, *bounds)
    if not numbers and not set(words) & {"a", "an", "couple"}:
        if not span.of("UNIT")[0].number:
            return Reading(None, "vague", "too_vague", True)  # "weeks ago"
        return Reading(_back(today, 1, unit), "relative")
    amount = numbers[0] if numbers else 2 if "couple" in words else 0.5 if words[0] == "half" else 1
    amount += 0.5 if "half" in words and words[0] != "half" else 0
    if "working" in words:
        return Reading(_weekdays_back(today, int(amount)), "relative", approximate=True)
    # People speak of weeks in round numbers; only days are counted.
    rough = "couple" in words or amount % 1 > 0 or unit != "days" or "so" in words
    if amount * (12 if unit == "years" else 1) > 1200:
        return FAR_AWAY
    return Reading(_back(today, amount, unit), "relative", approximate=rough)


MODIFIERS = word_set(
    "about around over nearly almost roughly approximately approx at least more than like just "
    "for a "
    "an good now maybe probably under well only or so already circa"
)
WAITING = {"been", "bin", "waiting", "waited", "waitin", "wait"}
NOTHING = word_set("nothing no not still havent havnt heard they im counting ive i we without")
IS_A_LIMIT = word_set(
    "if once unless when can could should would within take takes took every another next "
    "up allowed must will max maximum"
)
NOT_A_WAIT = word_set("old late left notice limit time early extra more ahead before after")


def _waited(span: Span, today: date) -> Reading | None:
    """Read "it has been six weeks", "8 weeks now", "six weeks and nothing": the wait began then.

    A length of time alone is a limit ("can they take 25 days"), so words that tell of waiting
    must stand beside it, or nothing else at all.
    """
    if set(span.next()) & NOT_A_WAIT:
        return None
    before = span.before(8)
    while before and before[-1] in MODIFIERS:
        before = before[:-1]
    after = span.next(3)
    alone = not before and span.after == len(span.row)
    been = bool(before) and before[-1] in WAITING
    goes_on = after[:1] in (["now"], ["since"], ["without"], ["gone"], ["passed"]) or (
        after[:1] in (["and"], [","], ["-"], ["."], ["have"], ["has"])
        and bool(set(after[1:3]) & (NOTHING | {"gone", "passed"}))
    )
    if set(before[-5:]) & IS_A_LIMIT and not (
        alone or (been and not set(before[-5:]) & {"if", "once", "unless", "when"})
    ):
        return None
    if "care" in before[-6:] or (goes_on and not been and span.of("UNIT")[0].text == "years"):
        return None
    if not (been or goes_on or ((alone or span.whole) and "working" not in span.words)):
        return None
    found = _ago(span, today)
    return (
        replace(found, reason="duration", approximate=True)
        if found and found.reason != "vague"
        else found
    )


def _month_only(span: Span, today: date) -> Reading | None:
    """Read "in march", "october 2025", "march last year": the day is missing."""
    month = span.of("MONTH")[0]
    if month.weak and len(span.tokens) == 1 and not span.whole:
        return None
    units = span.of("UNIT")
    if units and units[0].text != "years":
        return None
    if set(span.words) & {"next"}:
        return Reading(None, "month_only", "future")
    year = span.number("YEAR")
    if units:
        year = today.year - ("last" in span.words)
    if year is None:
        year = today.year - (month.number > today.month)
    if not -FURTHEST_BACK <= year - today.year <= FURTHEST_AHEAD:
        return FAR_AWAY
    first = date(year, int(month.number), 1)
    found = _period(first, _month_end(year, int(month.number)), "month_only")
    return replace(found, problem="future") if first > today else found


def _part_of_month(span: Span, today: date) -> Reading | None:
    """Read "beginning of october", "end of last month", "second week of may"."""
    words = set(span.words)
    if span.of("MONTH"):
        month = span.of("MONTH")[0]
        year = span.number("YEAR") or today.year - (month.number > today.month)
        if not -FURTHEST_BACK <= year - today.year <= FURTHEST_AHEAD:
            return FAR_AWAY
        first = date(year, int(month.number), 1)
    else:
        if span.of("UNIT")[-1].text != "months":
            return None
        first = (today - relativedelta(months=int("last" in words))).replace(day=1)
    last = _month_end(first.year, first.month)
    if span.of("UNIT") and span.of("UNIT")[0].text == "weeks":
        nth = span.number("ORD") or 0
        start = last - timedelta(6) if not nth else first + timedelta(7 * (nth - 1))
        return _period(start, start + timedelta(6), "week_only")
    if words & {"beginning", "begining", "start", "early", "first"} or span.of("ORD"):
        found, bounds = first, (first, first + timedelta(9))
    elif words & {"end", "late", "back", "ending"}:
        found, bounds = last, (last - timedelta(9), last)
    else:
        found, bounds = first + timedelta(14), (first + timedelta(10), first + timedelta(19))
    return Reading(found, "part_of_month", "none", True, *bounds)


def _period_only(span: Span, today: date) -> Reading | None:
    """Read "last week", "this year", "the month before last", "at the weekend"."""
    words = set(span.words)
    unit = span.of("UNIT")[0].text if span.of("UNIT") else "weekend"
    if unit in ("days", "fortnights"):
        return None
    if "next" in words:
        return Reading(None, "vague", "future")
    back = 2 if "before" in words else 0 if "this" in words else 1
    monday = today - timedelta(today.weekday() + 7 * back)
    if unit == "weekend":
        saturday = _latest_weekday(5, today)
        return _period(saturday, min(saturday + timedelta(1), today), "week_only")
    if unit == "weeks":
        return _period(monday, min(monday + timedelta(6), today), "week_only")
    if unit == "months":
        first = (today - relativedelta(months=back)).replace(day=1)
        return _period(first, min(_month_end(first.year, first.month), today), "month_only")
    year = today.year - back
    return _period(date(year, 1, 1), min(date(year, 12, 31), today), "year_only")


def _year_only(span: Span, today: date) -> Reading | None:
    if len(span.tokens) == 1 and not span.whole:
        return None
    year = span.number("YEAR") or 0
    if not -FURTHEST_BACK <= year - today.year <= FURTHEST_AHEAD:
        return FAR_AWAY
    found = _period(date(year, 1, 1), date(year, 12, 31), "year_only")
    return replace(found, problem="future") if year > today.year else found


def _feast_day(span: Span, today: date) -> Reading | None:
    """Read "christmas eve", "easter monday 2025", "last christmas"."""
    name, year = span.of("FEAST")[0].text, span.number("YEAR")
    if "next" in span.words:
        return Reading(None, "feast", "future")
    if span.next() == ["ago"]:
        return Reading(None, "vague", "too_vague", True)
    alone = len(span.tokens) == 1 and not span.whole
    if name in SEASONS and alone and not set(span.before()) & BESIDE_A_SEASON:
        return None  # "does Christmas count"
    if year is not None and not -FURTHEST_BACK <= year - today.year <= FURTHEST_AHEAD:
        return FAR_AWAY
    if span.of("UNIT"):
        year = today.year - ("last" in span.words)
    return Reading(_feast(name, today, year), "feast", approximate=name in SEASONS)


def _beside_feast(span: Span, today: date) -> Reading | None:
    """Read "the week before easter", "two days after christmas"."""
    feast = _feast(span.of("FEAST")[0].text, today, span.number("YEAR"))
    later = "after" in span.words
    if span.of("WEEKDAY"):
        weekday = int(span.of("WEEKDAY")[0].number)
        forth = feast + timedelta((weekday - feast.weekday() - 1) % 7 + 1)
        return Reading(forth if later else _latest_weekday(weekday, feast), "feast")
    unit, amount = span.of("UNIT")[0].text, span.number("NUM")
    if unit == "weeks" and amount is None:
        first = feast + timedelta(1 if later else -7)
        return _period(first, first + timedelta(6), "week_only")
    if unit not in ("days", "weeks", "fortnights"):
        return Reading(None, "vague", "too_vague", True)
    days = int((amount or 1) * {"days": 1, "weeks": 7, "fortnights": 14}[unit])
    exact = unit == "days" and span.of("FEAST")[0].text not in SEASONS
    return Reading(feast + timedelta(days if later else -days), "feast", approximate=not exact)


def _range(span: Span, today: date) -> Reading | None:
    """Read "between 3 and 5 march", "3rd or 4th of march": two days, so none is taken."""
    month = span.of("MONTH")[0]
    numbers = [int(number.number) for number in span.of("ORD", "NUM")]
    if span.of("NUMERIC"):
        numbers = [int(part) for part in re.findall(r"\d+", span.of("NUMERIC")[0].text)]
    year = span.number("YEAR")
    if len(numbers) != 2 or set(span.before()) & NOT_A_DAY_BEFORE:
        return None
    days = [_dated(number, int(month.number), year, None, today).day for number in numbers]
    known = sorted(day for day in days if day)
    if len(known) < 2:
        return NO_SUCH_DAY
    one_of = set(span.words) & {"or", "/"} or span.of("NUMERIC")
    return Reading(
        None, "one_of_several" if one_of else "range", "ambiguous", True, known[0], known[-1]
    )


def _vague(span: Span, today: date) -> Reading | None:
    """Read "the other day", "half term", "last summer"."""
    if "other" in span.words and span.of("UNIT") and span.of("UNIT")[0].text != "days":
        return None
    return Reading(None, "vague", "too_vague", True)


DAY_MONTH = "WEEKDAY? ,? the? ORD|NUM of|off|-|/|.|,? MONTH"
MONTH_DAY = "WEEKDAY? ,? MONTH the? ORD|NUM"
Reader = Callable[[Span, date], Reading | None]
FORMS: dict[str, tuple[Reader, list[str]]] = {
    "range": (
        _range,
        [
            "between|from|either? the? ORD|NUM and|to|-|or|/|&|until|till the? ORD|NUM of? MONTH"
            + year
            for year in ("", " YEAR")
        ]
        + ["NUMERIC of? MONTH", "NUMERIC of? MONTH YEAR"],
    ),
    "day_and_month": (
        _day_and_month,
        [
            DAY_MONTH,
            f"{DAY_MONTH} ,|-|/|.? YEAR|NUM",
            f"{DAY_MONTH} ,? of? last|this UNIT",
            MONTH_DAY,
            f"{MONTH_DAY} ,? YEAR|NUM",
            f"{MONTH_DAY} ,? of? last|this UNIT",
        ],
    ),
    "numeric": (_numeric, ["NUMERIC", "NUM NUM YEAR"]),
    "near_day": (
        _near_day,
        [
            "DAYWORD",
            "the? UNIT before|after DAYWORD",
            "this morning|afternoon|evening|mornin",
            "last night",
        ],
    ),
    "ago": (
        _ago,
        [
            f"{amount} working? UNIT {ago}"
            for ago in (
                "ago|back",
                "ago DAYWORD",
                "a go",
                "or so ago|back",
                "and a half ago|back",
            )
            for amount in (
                "a|an|NUM",
                "a? couple of?",
                "a? few|several|many",
                "NUM or|to|- NUM",
                "half a|an",
                "",
            )
        ],
    ),
    "weekday": (
        _weekday,
        [
            "on|last|this|next|past? WEEKDAY",
            "this coming WEEKDAY",
            "WEEKDAY last|this|next UNIT",
            "last|this UNIT on? WEEKDAY",
            "the? WEEKDAY before last",
            "WEEKDAY UNIT",
            "a UNIT last|on|past WEEKDAY",
            "UNIT last|past WEEKDAY",
            "NUM UNIT on|last|past WEEKDAY",
            "a|NUM UNIT ago on? last? WEEKDAY",
            "on? WEEKDAY a|NUM UNIT ago",
        ],
    ),
    "day_only": (
        _day_only,
        [
            "WEEKDAY? ,? the? ORD",
            "the? ORD of? last|this UNIT",
        ],
    ),
    "beside_feast": (
        _beside_feast,
        [
            "the|a|NUM? UNIT before|after FEAST YEAR?",
            "the? WEEKDAY before|after FEAST YEAR?",
        ],
    ),
    "feast": (_feast_day, ["last|this|next? FEAST", "FEAST YEAR", "FEAST last|this UNIT"]),
    "part_of_month": (
        _part_of_month,
        [
            f"the? {part} of? {month}"
            for part in (
                "beginning|begining|start|early|end|ending|late|middle",
                "mid -?",
                "first|last|ORD UNIT",
                "back end",
            )
            for month in ("MONTH", "MONTH YEAR", "last|this UNIT")
        ],
    ),
    "month_only": (
        _month_only,
        [
            "in|during|since|last|this|next|of|from|to|until|around|about|it? MONTH",
            "in|since|of|from? MONTH YEAR",
            "in|of? MONTH of? last|this UNIT",
        ],
    ),
    "year_only": (_year_only, ["YEAR", "in|since|during|from|around|about YEAR"]),
    "period_only": (
        _period_only,
        [
            "last|this|next UNIT",
            "the? UNIT before last",
            "last|this|the|next weekend",
            "at|over the weekend",
        ],
    ),
    "vague": (
        _vague,
        [
            "the other UNIT",
            "the other week|night|morning",
            "recently",
            "recently|lately",
            "a|some|long while|time ago|back",
            "a long while|time ago|back",
            "ages|age ago|back",
            "not? long ago",
            "been a? while|ages|age|time",
            "been a? long while|time",
            "been UNIT",
            "start|beginning|end|middle of the|this|last UNIT",
            "half -? term",
            "MONTH|FEAST|summer|winter? half -? term",
            "the? school|summer|MONTH|FEAST|winter holiday|holidays|hols|break|term",
            "in|over|during|last|this|since the? summer|winter|spring|autumn",
            "summer|winter|spring|autumn YEAR",
            "weekend",
            "my|his|her birthday",
            "the? bank holiday",
            "start|end|beginning|middle of the? term",
        ],
    ),
    "waited": (
        _waited,
        [
            "a|an|NUM working? UNIT",
            "a? couple of? UNIT",
            "a? few|several UNIT",
            "a|NUM UNIT and a half",
        ],
    ),
}
PATTERNS = Patterns({name: lines for name, (_, lines) in FORMS.items()})

ABOUT = word_set(
    "about around roughly approximately approx circa maybe probably perhaps nearly almost "
    "over think say than"
)
BESIDE_A_SEASON = word_set("at on over since before after around about by until during was for")
UNTIL = {"until", "till", "untill", "til"}
BEFORE_OR_AFTER = {"before", "after", "by"} | UNTIL
NOT_YET = word_set("not didnt never wasnt hadnt havent hasnt nothing")
"""It "did not come until the 3rd": so it came on the 3rd."""
BESIDE_A_LAST_DAY = word_set(
    "only just like already actually really literally basically on so this"
)

_LETTER = r"(?:lett?er|reply|response|responce|report|email|decision|answer|outcome)"
_IS = r"(?:\s*(?:is|was|says|said|as|for|the|on|of|=|:|-))*\s*$"
_LETTER_BEFORE = re.compile(
    rf"\bdated{_IS}"
    rf"|\bdate (?:on|of|at)(?: (?!get|got|rec|arriv)[\w']+){{0,4}}? "
    rf"(?:{_LETTER}|it|them|top|front){_IS}"
    rf"|\b{_LETTER}'?s? date{_IS}"
    rf"|(?<!my )\b{_LETTER} of (?:the )?$"
    rf"|[,(]\s?written on (?:the )?$"
    rf"|\b(?:{_LETTER}|it) (?:says|said|is marked|was written on|is written on) (?:the )?$"
)
_LETTER_AFTER = re.compile(
    r"\s*(?:(?:is|was|as|that'?s|being) )?(?:the date )?(?:(?:written|printed|stamped) )?"
    rf"(?:on|of|at) (?:it|the (?:top|front|page|{_LETTER}))\b(?! door)"
)
# The writer's own: "my complaint is dated", "asked for stage 2 in a letter dated".
_OWN_LETTER = re.compile(
    r"(?<!to )(?<!about )(?<!on )(?:\b(?:my|our) |^)complaint(?: letter| form| email)?"
    r"(?: is| was)? dated\W*$"
    r"|\b(?:complained|asked|requested|(?:i|we)(?:'ve| have)? (?:sent|wrote|emailed|posted|made|"
    r"put|handed))\b"
    r"(?:(?!\b(?:and|but|then|they|got|received|recieved|came|after|because)\b)[^.,;!?])*$"
)


def find_dates(text: str, *, today: date) -> tuple[FoundDate, ...]:
    """Every date named in `text`, left to right, as it stands on the day `today`.

    A date that is taken back ("not the 3rd, the 13th") is left out. A range is one date whose
    problem is "ambiguous". Never raises for any text.
    """
    row = _with_feasts(tokens(text))
    taken: list[tuple[Span, Reading]] = []
    for name, first, after in PATTERNS.matches(row):
        span = Span(row, first, after)
        if any(first < other.after and other.first < after for other, _ in taken):
            continue
        reading = None if _of_a_last_day(span) else FORMS[name][0](span, today)
        if reading is not None:
            taken.append((span, _in_place(span, reading, today)))
    taken.sort(key=lambda pair: pair[0].first)
    dates = _ranges_joined(
        [_found(text, span, reading) for span, reading in _not_taken_back(taken)], text
    )
    written = plain(text)
    days = {(found.day, found.earliest) for found in dates if not _on_a_letter(found, written)}
    return tuple(
        replace(found, role="letter")
        if _on_a_letter(found, written)
        else replace(found, of_several=len(days) > 1)
        for found in dates
    )


def _of_a_last_day(span: Span) -> bool:
    """Whether it answers what the guide has said: "but thats today", "is that this friday?"."""
    if not (span.of("DAYWORD") or (span.of("WEEKDAY") and "this" in (*span.words, *span.before()))):
        return False
    before = [word for word in span.before(4) if word not in BESIDE_A_LAST_DAY]
    return before[-1:] in (["thats"], ["its"]) or before[-2:] in (
        ["that", "is"],
        ["it", "is"],
        ["that", "means"],
        ["is", "that"],
        ["is", "it"],
        ["isnt", "that"],
        ["isnt", "it"],
    )


def _on_a_letter(found: FoundDate, written: str) -> bool:
    before, after = written[: found.start], written[found.end :]
    said = _LETTER_BEFORE.search(before) or _LETTER_AFTER.match(after)
    return said is not None and not _OWN_LETTER.search(before)


def _in_place(span: Span, reading: Reading, today: date) -> Reading:
    """The reading with what the words beside it add: "about", "before", and the future."""
    before = [
        word for word in span.before(3) if word not in ("the", "on", "it", "was", "its", "of")
    ]
    if reading.problem == "none" and (
        (before and before[-1] in ABOUT)
        or (
            span.next() in (["ish"], ["approx"], ["or"])
            and span.next(2)[-1:] in (["ish"], ["approx"], ["so"])
        )
    ):
        reading = replace(reading, approximate=True)
    if reading.day and reading.day > today and reading.problem in ("none", "ambiguous"):
        return replace(reading, problem="future")
    not_until = before[-1:] and before[-1] in UNTIL and bool(set(span.before(10)) & NOT_YET)
    if (
        before
        and before[-1] in BEFORE_OR_AFTER
        and not not_until
        and reading.problem in ("none", "needs_month_or_day")
    ):
        return replace(reading, problem="too_vague", reason="before_or_after", approximate=True)
    return reading


def _not_taken_back(taken: list[tuple[Span, Reading]]) -> list[tuple[Span, Reading]]:
    kept = []
    for span, reading in taken:
        before = span.before(3)
        while before and before[-1] in ("the", "on", "in", "of", "it", "was"):
            before.pop()
        if not (before and before[-1] in ("not", "isnt", "wasnt")):
            kept.append((span, reading))
    return kept


def _found(text: str, span: Span, reading: Reading) -> FoundDate:
    inside = list(span.tokens)
    while len(inside) > 1 and inside[0].text in (
        ",",
        "on",
        "in",
        "since",
        "of",
        "from",
        "at",
        "over",
        "to",
        "until",
        "it",
        "during",
        "around",
        "about",
    ):
        inside.pop(0)
    start, end = inside[0].start, inside[-1].end
    return FoundDate(
        start,
        end,
        text[start:end],
        reading.day,
        reading.problem,
        reading.approximate,
        reading.reason,
        reading.earliest or reading.day,
        reading.latest or reading.day,
    )


_JOINS = re.compile(
    r"\s*(?P<join>to|-|–|until|till|and|or|/|&)\s*(?:on |the |from )?\s*", re.IGNORECASE
)


def _ranges_joined(dates: list[FoundDate], text: str) -> list[FoundDate]:
    """Two dates that form a range or a choice, as one whose day is not known."""
    joined: list[FoundDate] = []
    for found in dates:
        gap = _JOINS.fullmatch(text, joined[-1].end, found.start) if joined else None
        if gap is None or joined[-1].day == found.day is not None:
            joined.append(found)
            continue
        first = joined[-1]
        if gap["join"].lower() in ("and", "&") and not re.search(
            r"\bbetween\s+(?:the\s+)?$", text[: first.start], re.I
        ):
            joined.append(found)
            continue
        bounds = [
            day for day in (first.earliest, first.latest, found.earliest, found.latest) if day
        ]
        reason = "one_of_several" if gap["join"].lower() in ("or", "/") else "range"
        joined[-1] = FoundDate(
            first.start,
            found.end,
            text[first.start : found.end],
            None,
            "ambiguous",
            True,
            reason,
            min(bounds, default=None),
            max(bounds, default=None),
        )
    return joined
