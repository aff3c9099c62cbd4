"""The limits as data: the law's, the two councils', and an invented third one's."""

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.catalogue.limits import calendar, councils, limits_of
from bot.catalogue.problems import ContentError
from bot.catalogue.reading import CONTENT
from bot.eligibility import windows

NORTHBECK = Path(__file__).parent / "data" / "content" / "northbeck"
MONDAY = date(2026, 11, 2)


@pytest.fixture
def content(tmp_path):
    """A content folder with England and the invented council of Northbeck."""
    england = tmp_path / "england"
    england.mkdir()
    for name in ("limits.yml", "law.yml", "bank_holidays.yml"):
        shutil.copy(CONTENT / "england" / name, england)
    shutil.copytree(NORTHBECK, tmp_path / "northbeck")
    return tmp_path


def local_days(event, content):
    shown = windows(
        event, MONDAY, today=MONDAY, limits=limits_of("northbeck", content), calendar=calendar()
    )
    return {
        (window.name, window.condition): window.last_day
        for window in shown
        if window.basis in ("council", "safe")
    }


def test_every_folder_with_limits_is_a_council(content):
    assert councils() == ("england", "leicester", "sefton")
    assert councils(content) == ("england", "northbeck")


def test_a_new_council_is_a_folder_and_has_the_laws_limits_too(content):
    law = limits_of("england", content)
    assert limits_of("northbeck", content)[: len(law)] == law


def test_a_range_is_two_windows(content):
    days = local_days("complaint_made", content)
    assert days[("council_reply_stage_1", "usual")] == date(2026, 11, 16)
    assert days[("council_reply_stage_1", "at_the_latest")] == date(2026, 11, 30)


def test_a_unit_that_is_not_said_is_read_as_the_data_says(content):
    assert local_days("stage_1_reply_received", content) == {
        ("ask_for_stage_2", None): date(2026, 11, 22)
    }


def test_weeks_and_months_are_counted(content):
    days = local_days("stage_2_requested", content)
    assert days[("council_reply_stage_2", None)] == date(2026, 12, 7)
    assert days[("council_reply_stage_2_extended", "told_in_writing")] == date(2027, 2, 2)


def test_a_council_may_count_the_day_itself_and_have_a_step_of_its_own(content):
    days = local_days("stage_3_requested", content)
    assert days[("panel_meets", None)] == date(2026, 12, 13)
    assert days[("council_acknowledges", None)] == date(2026, 11, 5)


@pytest.mark.parametrize("council", ["leicester", "sefton"])
def test_a_councils_own_limit_quotes_its_leaflet_word_for_word(council):
    leaflet = " ".join((CONTENT / council / "leaflet.md").read_text(encoding="utf-8").split())
    own = [limit for limit in limits_of(council) if limit.basis in ("council", "safe")]
    assert own
    for limit in own:
        assert limit.reference.quote in leaflet, limit


def test_a_limit_of_the_law_names_its_regulation_and_links_to_it():
    for limit in limits_of("england"):
        assert limit.reference.title
        assert limit.reference.url.startswith("https://www.legislation.gov.uk/")


def test_an_unknown_council_is_refused_and_the_known_ones_are_named():
    with pytest.raises(LookupError, match="'atlantis': it must be one of england, leicester, sef"):
        limits_of("atlantis")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"event": "wedding"}, "the event is 'wedding'"),
        ({"within": {"amount": 5, "unit": "moons"}}, "the unit of a time limit is 'moons'"),
        ({"within": {"amount": "ten", "unit": "weeks"}}, "'ten'"),
        ({"within": {"amount": 5, "unit": "not_said"}}, "'read_as' is missing"),
        ({"within": {"amount": 5, "unit": "weeks", "from": "letter"}}, "unknown member from"),
        ({"within": None}, "limits > item 1"),
        ({"withn": {"amount": 5, "unit": "weeks"}}, "unknown member withn"),
        ({"basis": "law"}, "law and guidance stand in england only"),
    ],
)
def test_a_mistake_in_a_councils_limits_is_named_with_its_place(content, change, complaint):
    file = content / "northbeck" / "limits.yml"
    limits = yaml.safe_load(file.read_text(encoding="utf-8"))
    limits["limits"][0].update(change)
    file.write_text(yaml.safe_dump(limits), encoding="utf-8")
    with pytest.raises(ContentError, match=r"northbeck/limits\.yml.*item 1") as error:
        limits_of("northbeck", content)
    assert complaint in str(error.value)


def test_a_limit_of_the_law_must_name_a_regulation_that_we_hold(content):
    file = content / "england" / "limits.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("law: reg-9", "law: reg-99"), encoding="utf-8")
    with pytest.raises(ContentError, match=r"'reg-99' does not stand in law\.yml"):
        limits_of("england", content)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("last_day: 2028-12-31\n", "", "'last_day' is missing"),
        ("date: 2012-01-02", "date: 2012-13-02", "month must be in 1..12"),
        ("last_day: 2028-12-31", "last_day: 2027-12-31", "2028-01-03 lies outside the calendar"),
    ],
)
def test_a_mistake_in_the_bank_holidays_is_named_with_its_file(content, old, new, complaint):
    file = content / "england" / "bank_holidays.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=r"england/bank_holidays\.yml") as error:
        calendar(content)
    assert complaint in str(error.value)
