"""Dates in what people write. The wordings stand in dates.yml, for anyone to read and add to."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.dates import FoundDate, find_dates

TODAY = date(2026, 11, 22)
TABLE: list[dict[str, Any]] = yaml.load(
    Path(__file__).with_name("dates.yml").read_text(encoding="utf-8"), yaml.BaseLoader
)
WORDINGS = [
    pytest.param(
        block["today"], wording, expected, id=f"{wording or 'nothing'} on {block['today']}"
    )
    for block in TABLE
    for wording, expected in block["dates"].items()
]


def read(found: FoundDate) -> str:
    if found.problem != "none":
        return found.problem
    words = ["letter" if found.role else "", "about" if found.approximate else "", str(found.day)]
    return " ".join(filter(None, words))


def the_only(text: str) -> FoundDate:
    (found,) = find_dates(text, today=TODAY)
    return found


@pytest.mark.parametrize(("today", "wording", "expected"), WORDINGS)
def test_a_wording_means_the_day_that_the_table_says(
    today: str, wording: str, expected: str | list[str]
) -> None:
    found = [read(f) for f in find_dates(wording, today=date.fromisoformat(today))]
    wanted = [] if expected == "no date" else [expected] if isinstance(expected, str) else expected
    assert found == wanted


def test_the_table_holds_at_least_250_wordings() -> None:
    assert len(WORDINGS) >= 250


def test_a_date_knows_where_it_stands_in_the_message() -> None:
    text = "They wrote to me on the 3rd of March 2026, I think."
    found = the_only(text)
    assert text[found.start : found.end] == found.as_written == "the 3rd of March 2026"


def test_a_full_date_needs_no_reading_back_and_one_without_a_year_does() -> None:
    assert the_only("3 March 2026").reason == ""
    assert the_only("3 March").reason == "year_assumed"


def test_a_month_comes_with_its_first_and_last_day() -> None:
    found = the_only("in february 2024")
    assert (found.day, found.earliest, found.latest) == (None, date(2024, 2, 1), date(2024, 2, 29))


def test_a_range_comes_with_both_ends_and_no_day() -> None:
    found = the_only("between 3 and 5 march")
    assert (found.day, found.earliest, found.latest) == (None, date(2026, 3, 3), date(2026, 3, 5))
    assert found.reason == "range"


def test_an_american_date_is_offered_but_not_taken() -> None:
    found = the_only("3/13/26")
    assert (found.day, found.problem, found.reason) == (date(2026, 3, 13), "ambiguous", "american")


def test_two_days_are_each_marked_as_one_of_several() -> None:
    assert all(found.of_several for found in find_dates("3 march, 5 march", today=TODAY))
    assert not any(f.of_several for f in find_dates("yesterday, 21 november", today=TODAY))


def test_the_date_on_a_letter_is_not_one_of_several() -> None:
    found = find_dates("it is dated 30 October 2026 but it came on 4 November 2026", today=TODAY)
    assert [(f.role, f.of_several) for f in found] == [("letter", False), (None, False)]


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)))
@settings(max_examples=200, deadline=None)
def test_every_day_written_out_in_full_is_read_as_itself(day: date) -> None:
    today = day + timedelta(days=1)
    for wording in (
        f"{day:%d %B %Y}",
        f"{day:%A} {day.day} {day:%B %Y}",
        f"{day:%d/%m/%Y}",
        f"{day}",
    ):
        (found,) = find_dates(f"it came on {wording}", today=today)
        assert (found.day, found.problem, found.approximate) == (day, "none", False), wording


@given(st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_it_and_no_day_taken_is_in_the_future(text: str) -> None:
    for found in find_dates(text, today=TODAY):
        assert text[found.start : found.end] == found.as_written
        assert found.problem != "none" or (found.day is not None and found.day <= TODAY)
