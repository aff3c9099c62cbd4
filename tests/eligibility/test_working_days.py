"""Which days are working days in England, and where a count of them ends."""

from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.limits import bank_holidays, calendar
from bot.eligibility import Calendar, OutsideCalendarError, good_friday

ENGLAND = calendar()
ONE_DAY = timedelta(days=1)
VECTORS = yaml.safe_load(Path(__file__).with_name("vectors.yml").read_text(encoding="utf-8"))
COUNTS = [
    (vector["from"], number, day)
    for vector in VECTORS["vectors"]
    for number, day in vector.items()
    if number != "from"
]
days = st.dates(date(2011, 12, 31), date(2028, 8, 1))
numbers = st.integers(1, 70)


@pytest.mark.parametrize(("start", "number", "end"), COUNTS)
def test_a_count_ends_on_the_day_that_two_published_lists_agree_on(start, number, end):
    assert ENGLAND.working_day_after(start, number) == end


def test_there_are_eight_vectors_of_six_counts():
    assert len(COUNTS) == 8 * 6


def test_every_day_from_2012_to_2028_agrees_with_the_holidays_package():
    theirs = holidays.country_holidays("GB", subdiv="ENG", years=range(2012, 2029))
    day = ENGLAND.first_day
    while day <= ENGLAND.last_day:
        assert ENGLAND.is_working_day(day) == (day.weekday() < 5 and day not in theirs), day
        day += ONE_DAY


def test_the_known_bank_holidays_run_from_2012_to_the_end_of_2028():
    known = bank_holidays()
    assert (known.first_day, known.last_day) == (date(2012, 1, 1), date(2028, 12, 31))
    assert len(known.names) == 140
    assert known.names[date(2022, 9, 19)].startswith("Bank Holiday for the State Funeral")


def test_the_named_days_are_no_working_days_even_if_no_list_holds_them():
    bare = Calendar(frozenset(), date(2024, 1, 1), date(2024, 12, 31))
    assert not bare.is_working_day(date(2024, 12, 25))
    assert not bare.is_working_day(date(2024, 12, 26))
    assert not bare.is_working_day(date(2024, 3, 29))
    assert bare.is_working_day(date(2024, 4, 1))


def test_a_weekday_between_christmas_and_new_year_is_a_working_day():
    assert ENGLAND.is_working_day(date(2026, 12, 29))


@pytest.mark.parametrize("year", range(2012, 2029))
def test_good_friday_is_the_day_that_gov_uk_lists(year):
    listed = [day for day, name in bank_holidays().names.items() if name == "Good Friday"]
    assert good_friday(year) in listed


@given(days, numbers)
def test_a_count_ends_on_a_working_day_after_its_start(start, number):
    end = ENGLAND.working_day_after(start, number)
    assert end > start
    assert ENGLAND.is_working_day(end)


@given(days, numbers)
def test_a_count_leaves_its_own_day_out_and_counts_every_working_day_after_it(start, number):
    end = ENGLAND.working_day_after(start, number)
    after = [start + ONE_DAY * step for step in range(1, (end - start).days + 1)]
    assert sum(ENGLAND.is_working_day(day) for day in after) == number


@given(days, numbers)
def test_one_more_working_day_never_ends_earlier(start, number):
    assert ENGLAND.working_day_after(start, number + 1) > ENGLAND.working_day_after(start, number)


@given(days, numbers)
def test_a_later_start_never_ends_earlier(start, number):
    following = ENGLAND.working_day_after(start + ONE_DAY, number)
    assert following >= ENGLAND.working_day_after(start, number)


@given(days, numbers, st.frozensets(st.dates(date(2012, 1, 1), date(2028, 12, 31)), max_size=30))
def test_more_holidays_never_shorten_a_count(start, number, more):
    longer = Calendar(ENGLAND.holidays | more, ENGLAND.first_day, ENGLAND.last_day)
    end = ENGLAND.working_day_after(start, number)
    assert longer.working_day_after(start, number) >= end


def test_a_count_may_end_on_the_last_known_working_day_and_not_beyond():
    assert ENGLAND.working_day_after(date(2028, 12, 28), 1) == date(2028, 12, 29)
    with pytest.raises(OutsideCalendarError, match="2028-12-31"):
        ENGLAND.working_day_after(date(2028, 12, 29), 1)


def test_a_count_may_begin_on_the_first_known_day_and_not_before():
    assert ENGLAND.working_day_after(date(2011, 12, 31), 1) == date(2012, 1, 3)
    with pytest.raises(OutsideCalendarError, match="2011-12-31"):
        ENGLAND.working_day_after(date(2011, 12, 30), 1)


def test_a_count_that_starts_after_the_known_days_is_not_known():
    with pytest.raises(OutsideCalendarError):
        ENGLAND.working_day_after(date(2030, 5, 1), 1)


@pytest.mark.parametrize("day", [date(2011, 12, 31), date(2029, 1, 1)])
def test_whether_an_unknown_day_is_a_working_day_is_not_known(day):
    with pytest.raises(OutsideCalendarError):
        ENGLAND.is_working_day(day)


@pytest.mark.parametrize("number", [0, -1])
def test_a_count_of_no_days_is_refused(number):
    with pytest.raises(ValueError, match="starts at 1"):
        ENGLAND.working_day_after(date(2026, 11, 2), number)


def test_a_calendar_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="before it begins"):
        Calendar(frozenset(), date(2027, 1, 1), date(2026, 1, 1))


def test_a_calendar_with_a_holiday_outside_its_days_is_refused():
    with pytest.raises(ValueError, match="2029-01-01 lies outside"):
        Calendar(frozenset({date(2029, 1, 1)}), date(2026, 1, 1), date(2028, 12, 31))
