"""How a limit becomes a window: its days, and how it stands today."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.limits import calendar, limits_of
from bot.eligibility import EVENTS, Limit, Reference, Span, windows

ENGLAND = calendar()
ONE_DAY = timedelta(days=1)
MONDAY = date(2026, 11, 2)
LAW = Reference(
    key="reg-0", title="Invented Regulations, regulation 0", url="https://example.org/0"
)
spans = st.lists(
    st.builds(
        Span,
        st.integers(1, 40),
        st.sampled_from(["working_days", "calendar_days", "weeks", "months", "years"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=3,
).map(tuple)


def limit(*within, **members):
    defaults = {
        "event": "panel_held", "window": "panel_reports", "who": "council", "basis": "law",
        "reference": LAW,
    }  # fmt: skip
    return Limit(**{**defaults, **members}, within=within)


def window_of(one, on=MONDAY, today=None, letter_dated=None):
    (window,) = windows(
        one.event, on, today=today or on, limits=[one], calendar=ENGLAND, letter_dated=letter_dated
    )
    return window


@pytest.mark.parametrize(
    ("span", "on", "last_day"),
    [
        (Span(5, "working_days"), MONDAY, date(2026, 11, 9)),
        (Span(5, "working_days", beginning_with=True), MONDAY, date(2026, 11, 6)),
        (Span(5, "calendar_days"), MONDAY, date(2026, 11, 7)),
        (Span(5, "calendar_days", beginning_with=True), MONDAY, date(2026, 11, 6)),
        (Span(2, "weeks"), MONDAY, date(2026, 11, 16)),
        (Span(2, "weeks", beginning_with=True), MONDAY, date(2026, 11, 15)),
        (Span(3, "months"), date(2026, 11, 30), date(2027, 2, 28)),
        (Span(3, "months", beginning_with=True), date(2026, 11, 30), date(2027, 2, 28)),
        (Span(1, "months"), date(2026, 12, 15), date(2027, 1, 15)),
        (Span(1, "months", beginning_with=True), date(2026, 12, 1), date(2026, 12, 31)),
        (Span(2, "years"), date(2024, 2, 29), date(2026, 2, 28)),
        (Span(4, "years"), date(2024, 2, 29), date(2028, 2, 29)),
        (Span(12, "months"), date(2024, 2, 29), date(2025, 2, 28)),
        (Span(12, "months", beginning_with=True), date(2025, 12, 31), date(2026, 12, 30)),
        (Span(12, "months", beginning_with=True), date(2025, 2, 28), date(2026, 2, 27)),
    ],
)
def test_every_unit_is_counted_as_people_count_it(span, on, last_day):
    assert window_of(limit(span), on).last_day == last_day


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(1, 30))
def test_twelve_months_and_a_year_are_the_same(on, years):
    by_months = window_of(limit(Span(years * 12, "months")), on)
    assert by_months.last_day == window_of(limit(Span(years, "years")), on).last_day


def test_spans_are_counted_one_after_another():
    two_steps = limit(Span(5, "working_days"), Span(15, "working_days"))
    assert window_of(two_steps).last_day == window_of(limit(Span(20, "working_days"))).last_day
    mixed = limit(Span(2, "weeks"), Span(1, "working_days"))
    assert window_of(mixed).last_day == date(2026, 11, 17)


@given(st.dates(date(2012, 1, 1), date(2026, 1, 1)), spans)
def test_a_window_is_open_on_its_last_day_and_passed_the_day_after(on, within):
    last_day = window_of(limit(*within), on).last_day
    if last_day is not None:
        assert window_of(limit(*within), on, today=last_day).status == "open"
        assert window_of(limit(*within), on, today=last_day + ONE_DAY).status == "passed"


@given(st.dates(), spans)
def test_no_date_whatever_breaks_the_count_and_what_is_not_known_has_no_last_day(on, within):
    window = window_of(limit(*within), on)
    assert (window.status == "unknown") == (window.last_day is None)
    assert window.last_day is None or window.last_day >= on


@given(st.dates(date(2012, 1, 1), date(2027, 1, 1)), st.integers(1, 60))
def test_what_opens_later_is_not_yet_the_day_before_and_has_no_limit_from_then_on(on, number):
    opening = limit(opens_after=(Span(number, "working_days"),))
    first_day = ENGLAND.working_day_after(on, number) + ONE_DAY
    assert window_of(opening, on).first_day == first_day
    assert window_of(opening, on, today=first_day - ONE_DAY).status == "not_yet"
    assert window_of(opening, on, today=first_day).status == "no_limit"


def test_what_opens_later_may_open_on_a_weekend():
    opening = limit(opens_after=(Span(4, "working_days"),))
    assert window_of(opening).first_day == date(2026, 11, 7)


def test_a_limit_from_the_letter_is_counted_from_the_day_it_came_if_its_date_is_not_known():
    from_letter = limit(Span(20, "calendar_days"), start="letter_dated")
    assert window_of(from_letter).last_day == date(2026, 11, 22)
    dated = window_of(from_letter, letter_dated=date(2026, 10, 28))
    assert (dated.first_day, dated.last_day) == (MONDAY, date(2026, 11, 17))


def test_other_limits_take_no_notice_of_the_date_on_the_letter():
    window = window_of(limit(Span(5, "working_days")), letter_dated=date(2026, 10, 28))
    assert window.last_day == date(2026, 11, 9)


def test_what_follows_if_it_passes_is_said_before_it_passes():
    assert window_of(limit(Span(5, "working_days"), if_passed="council_is_late")).if_passed


def test_only_limits_of_the_event_open_windows():
    other = limit(Span(5, "working_days"), event="stage_3_requested")
    assert windows("panel_held", MONDAY, today=MONDAY, limits=[other], calendar=ENGLAND) == ()


@pytest.mark.parametrize("event", EVENTS)
def test_the_law_stands_first_and_the_council_only_adds(event):
    law = windows(event, MONDAY, today=MONDAY, limits=limits_of("england"), calendar=ENGLAND)
    local = windows(event, MONDAY, today=MONDAY, limits=limits_of("sefton"), calendar=ENGLAND)
    assert local[: len(law)] == law
    assert {window.basis for window in law} <= {"law", "guidance"}
    assert {window.basis for window in local[len(law) :]} <= {"council", "safe"}


def test_an_event_in_the_future_is_refused():
    with pytest.raises(ValueError, match="2026-11-03 is in the future: today is 2026-11-02"):
        window_of(limit(Span(5, "working_days")), on=MONDAY + ONE_DAY, today=MONDAY)


def test_an_unknown_event_is_refused_and_the_known_ones_are_named():
    with pytest.raises(ValueError, match="'wedding': it must be one of problem_happened"):
        windows("wedding", MONDAY, today=MONDAY, limits=(), calendar=ENGLAND)


def test_a_letter_dated_after_the_day_it_came_is_refused():
    with pytest.raises(ValueError, match="dated 2026-11-03, after the day it came"):
        window_of(limit(Span(5, "working_days")), letter_dated=MONDAY + ONE_DAY)


@pytest.mark.parametrize(
    "members",
    [
        {"event": "wedding"},
        {"who": "panel"},
        {"basis": "hearsay"},
        {"start": "postmark"},
        {"if_passed": "too_late"},
        {"basis": "safe", "who": "council"},
    ],
)
def test_a_limit_that_says_something_else_than_allowed_is_refused(members):
    with pytest.raises(ValueError):
        limit(Span(5, "working_days"), **members)


@pytest.mark.parametrize(
    ("amount", "unit"), [(0, "weeks"), (-1, "weeks"), (True, "weeks"), ("5", "weeks"), (5, "moons")]
)
def test_a_span_without_a_positive_amount_of_a_known_unit_is_refused(amount, unit):
    with pytest.raises(ValueError):
        Span(amount, unit)


def test_a_window_is_written_as_the_contract_says():
    written = window_of(limit(Span(5, "working_days"), if_passed="council_is_late")).as_json()
    assert written == {
        "name": "panel_reports",
        "who": "council",
        "basis": "law",
        "first_day": "2026-11-02",
        "last_day": "2026-11-09",
        "status": "open",
        "if_passed": "council_is_late",
        "condition": None,
        "reference": "Invented Regulations, regulation 0, https://example.org/0",
    }


def test_the_reference_of_a_leaflet_is_its_own_words():
    assert str(Reference(key="northbeck", quote="We answer in a week.")) == "We answer in a week."
