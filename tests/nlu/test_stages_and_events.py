"""Stages, events and who complains, in what people write. See stages_and_events.yml."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.eligibility import EVENTS
from bot.nlu.complainants import find_complainant
from bot.nlu.dates import FoundDate, find_dates
from bot.nlu.events import DatedEvent, asides, find_events, latest, pair
from bot.nlu.stages import asks_beyond, find_stage

TODAY = date(2026, 11, 22)
TABLES: dict[str, dict[str, str]] = yaml.load(
    Path(__file__).with_name("stages_and_events.yml").read_text(encoding="utf-8"), yaml.BaseLoader
)


def said(dated: DatedEvent) -> str:
    event, letter = dated.event, dated.letter
    if not event.happened:
        return f"awaited {event.event}"
    if dated.pairing in ("several_dates", "shared_date"):
        return f"{event.event} {dated.pairing.replace('_', ' ')}"
    came = f" {day_or_problem(dated.date)}" if dated.date else ""
    return f"{event.event}{came}" + (f" letter {day_or_problem(letter)}" if letter else "")


def day_or_problem(found: FoundDate) -> str:
    return str(found.day) if found.problem == "none" else found.problem


def told(text: str) -> list[DatedEvent]:
    return list(pair(find_dates(text, today=TODAY), find_events(text), asides(text)))


@pytest.mark.parametrize(("wording", "expected"), TABLES["stages"].items())
def test_a_wording_names_the_stages_that_the_table_says(wording: str, expected: str) -> None:
    named: dict[int, str] = {}
    for found in find_stage(wording):
        named[found.stage] = f"{found.stage}*" if found.main else str(found.stage)
    assert (" ".join(named.values()) or "nothing") == expected


@pytest.mark.parametrize(("wording", "expected"), TABLES["events"].items())
def test_a_wording_tells_of_the_events_that_the_table_says(wording: str, expected: str) -> None:
    assert (", ".join(map(said, told(wording))) or "nothing") == expected


@pytest.mark.parametrize(("wording", "expected"), TABLES["complainants"].items())
def test_a_wording_says_who_the_writer_is(wording: str, expected: str) -> None:
    found = find_complainant(wording)
    parts = [found.value, str(found.age or ""), "young" * found.young] if found else ["nobody"]
    assert " ".join(filter(None, parts)) == expected


def test_every_event_can_be_told() -> None:
    in_table = {
        word for line in TABLES["events"].values() for word in line.replace(",", " ").split()
    }
    assert set(EVENTS) <= in_table


def test_the_latest_event_is_the_furthest_in_the_procedure_that_has_happened() -> None:
    events = find_events(
        "I asked for stage 2 on 1 october. I complained in march. The stage 2 report has not come."
    )
    furthest = latest(events)
    assert furthest is not None
    assert furthest.event == "stage_2_requested"
    assert latest(find_events("I have not had the stage 1 reply")) is None


def test_what_is_waited_for_takes_no_date() -> None:
    (waited,) = told("I have been waiting for the stage 1 reply since 3 march")
    assert not waited.event.happened
    assert waited.date is None


@pytest.mark.parametrize("wording", TABLES["standing"])
def test_the_table_says_where_the_person_stands(wording: str) -> None:
    newest = latest(find_events(wording))
    assert (newest.event if newest else "nowhere") == TABLES["standing"][wording]


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_them(text: str) -> None:
    found = [*find_stage(text), *find_events(text)]
    person = find_complainant(text)
    for part in [*found, person] if person else found:
        assert text[part.start : part.end] == part.as_written
    told(text)


@pytest.mark.parametrize(
    ("text", "beyond"),
    [
        ("they turned me down at stage 1, how do i go further", True),
        ("unhappy with stage 2 what is the next step", True),
        ("how do i get them to investigate after the first answer", True),
        ("how do i ask for stage 1", False),
        ("how do i start stage 2", False),
    ],
)
def test_it_tells_a_stage_that_is_over_from_one_that_is_asked_for(text: str, beyond: bool) -> None:
    assert asks_beyond(text) is beyond
