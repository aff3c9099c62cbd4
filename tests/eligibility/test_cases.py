"""Runs every case of cases.yml, which is written for lawyers and officers to read."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.catalogue.limits import calendar, councils, limits_of
from bot.eligibility import EVENTS, windows

CASES = yaml.safe_load(Path(__file__).with_name("cases.yml").read_text(encoding="utf-8"))["cases"]
MEMBERS = ("name", "who", "basis", "first_day", "last_day", "status", "if_passed", "condition")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_windows_of_a_case_are_those_written_down(case):
    shown = windows(
        case["event"],
        case["date"],
        today=case["today"],
        limits=limits_of(case["council"]),
        calendar=calendar(),
        letter_dated=case.get("letter_dated"),
    )
    found = [{name: getattr(window, name) for name in MEMBERS} for window in shown]
    written = [{name: window.get(name) for name in MEMBERS} for window in case["windows"]]
    assert sorted(found, key=str) == sorted(written, key=str)


def test_every_event_is_covered_in_every_council_and_in_law_alone():
    covered = {(case["council"], case["event"]) for case in CASES}
    assert covered >= {(council, event) for council in councils() for event in EVENTS}


def test_every_status_appears_in_the_cases():
    statuses = {window["status"] for case in CASES for window in case["windows"]}
    assert statuses == {"not_yet", "open", "passed", "no_limit", "unknown"}


def test_no_two_cases_bear_the_same_name():
    names = [case["name"] for case in CASES]
    assert len(names) == len(set(names))


def test_every_case_is_dated():
    assert all(isinstance(case[name], date) for case in CASES for name in ("date", "today"))
