"""The calendar file, read by two programs that had no part in writing it."""

import re
from datetime import date, timedelta

import ics
import pytest
import vobject

from bot.catalogue.deadlines import in_words
from bot.conversation import WorkedOut
from bot.web.calendar_file import calendar_file
from bot.web.words import words
from tests.web.dates import COMPLAINT, STAGE_2_REPLY, TODAY, drawn, fields, in_any_case, told

CONTACT = "Phone the complaints team on 0345 140 0845."


def file_of(of, today=TODAY):
    return calendar_file(drawn(of, today), of, CONTACT).decode("utf-8")


def days_by_ics(text):
    return sorted((event.begin.date(), event.name) for event in ics.Calendar(text).events)


def entries_by_vobject(text):
    return vobject.readOne(text).contents.get("vevent", [])


def days_by_vobject(text):
    return sorted((one.dtstart.value, one.summary.value) for one in entries_by_vobject(text))


def entry(of, day, today=TODAY):
    return next(one for one in entries_by_vobject(file_of(of, today)) if one.dtstart.value == day)


def reminders(entry):
    """The days on which an entry reminds, and what it says then."""
    return [
        (entry.dtstart.value + timedelta(days=alarm.trigger.value.days), alarm.description.value)
        for alarm in entry.contents.get("valarm", [])
    ]


@in_any_case(100)
def test_every_last_day_ahead_is_in_the_file_and_two_readers_find_the_same(case):
    of, today = case
    windows = [window for group in told(of, today).groups for window in group.windows]
    ahead = {one.last_day for one in windows if one.last_day and one.last_day >= today}
    opening = {one.first_day for one in windows if one.status == "not_yet"}
    text = file_of(of, today)
    found = days_by_vobject(text)
    assert {day for day, _ in found} == ahead | opening
    if found:
        assert days_by_ics(text) == found


@in_any_case(100)
def test_the_file_keeps_the_rules_of_its_format(case):
    of, today = case
    text = file_of(of, today)
    lines = text.split("\r\n")
    assert "\n" not in "".join(lines)
    assert max(len(line.encode()) for line in lines) <= 75
    names = [one.uid.value for one in entries_by_vobject(text)]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[0-9a-f-]{36}", name) for name in names)


def test_an_entry_is_for_the_whole_day_and_holds_words_source_and_phone():
    own = entry(STAGE_2_REPLY, date(2026, 12, 7))
    assert own.summary.value == "Last day: Ask for stage 3"
    assert own.dtend.value == date(2026, 12, 8)
    said = next(one for one in told(STAGE_2_REPLY).said if one.window.basis == "law")
    for words_held in (said.sentence, said.source.title, said.source.url, CONTACT, in_words(TODAY)):
        assert words_held in own.description.value
    assert entry(STAGE_2_REPLY, date(2026, 11, 29)).summary.value.startswith("Last day to be safe")


def test_one_is_reminded_a_week_and_a_day_before_ones_own_last_day():
    said = "Last day: Ask for stage 3. The day is Monday 7 December 2026."
    found = reminders(entry(STAGE_2_REPLY, date(2026, 12, 7)))
    assert found == [(date(2026, 11, 30), said), (date(2026, 12, 6), said)]


@in_any_case(100)
def test_nothing_that_is_said_on_another_day_speaks_of_today(case):
    of, today = case
    for one in entries_by_vobject(file_of(of, today)):
        if "valarm" in one.contents:
            said = [one.summary.value, *(text for _, text in reminders(one))]
            assert not any("today" in text.casefold() for text in said)


@pytest.mark.parametrize(
    ("today", "days"),
    [("2026-11-29", [30, 6]), ("2026-11-30", [6]), ("2026-12-05", [6]), ("2026-12-06", [])],
)
def test_no_reminder_comes_on_a_day_that_is_not_ahead(today, days):
    found = reminders(entry(STAGE_2_REPLY, date(2026, 12, 7), date.fromisoformat(today)))
    assert [day.day for day, _ in found] == days


def test_reminders_come_in_the_morning():
    assert re.findall(r"TRIGGER:(\S+)", file_of(STAGE_2_REPLY))[-2:] == ["-P6DT15H", "-PT15H"]
    assert re.findall(r"TRIGGER:(\S+)", file_of(COMPLAINT)) == ["P1DT9H"]


def test_the_day_after_the_councils_last_day_says_what_one_can_do_then():
    late = words().calendar.late
    assert reminders(entry(COMPLAINT, date(2026, 11, 30))) == [
        (date(2026, 12, 1), late.council_reply_stage_1_complex)
    ]
    panel = WorkedOut("england", "stage_3_requested", TODAY)
    assert reminders(entries_by_vobject(file_of(panel))[0])[0][1] == late.usual


def test_an_entry_keeps_its_name_and_no_other_has_it():
    def names(of, today=TODAY):
        return {one.uid.value for one in entries_by_vobject(file_of(of, today))}

    assert names(STAGE_2_REPLY) == names(STAGE_2_REPLY, TODAY + timedelta(days=1))
    other = WorkedOut("sefton", "stage_2_reply_received", date(2026, 11, 10))
    assert not names(STAGE_2_REPLY) & names(other)


def test_words_beyond_ascii_are_read_as_they_were_written():
    contact = "Ring Zoë’s team – 0345 140 0845 – now; or write, \\ if you like. " * 3
    text = calendar_file(drawn(STAGE_2_REPLY), STAGE_2_REPLY, contact).decode("utf-8")
    assert all(contact in one.description.value for one in entries_by_vobject(text))
    assert all(contact in one.description for one in ics.Calendar(text).events)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("GUIDE_TODAY", TODAY.isoformat())


def test_the_button_gives_the_file_to_keep(client):
    answer = client.post("/calendar", data=fields(STAGE_2_REPLY))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="complaint-dates.ics"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text == file_of(STAGE_2_REPLY)


def test_where_no_day_is_ahead_the_plan_says_so_and_no_file_is_given(client):
    passed = fields(WorkedOut("sefton", "stage_2_reply_received", date(2025, 1, 6)))
    answer = client.post("/calendar", data=passed)
    assert answer.headers["content-type"].startswith("text/html")
    assert words().calendar.nothing in answer.text
    assert words().calendar.button not in answer.text


@pytest.mark.parametrize(
    "changed",
    [
        {"council": "atlantis"},
        {"event": ""},
        {"date": "2027-01-01"},
        {"date": "2026-02-31"},
        {"date": "yesterday"},
        {"date": ""},
        {"date": "9999-99-99"},
        {"date": "\U0001f600"},
        {"letter_dated": "2026-11-10"},
        {"letter_dated": "long ago"},
    ],
)
def test_what_cannot_be_worked_out_is_asked_for_again(client, changed):
    answer = client.post("/calendar", data=fields(STAGE_2_REPLY, **changed))
    assert answer.status_code == 422
    assert words().plan.problem in answer.text


def test_no_address_holds_a_date(client):
    assert client.get("/calendar?date=2026-11-09").status_code == 405


@in_any_case(20)
def test_whatever_was_told_the_button_gives_a_file_or_a_page(client, monkeypatch, case):
    of, today = case
    monkeypatch.setenv("GUIDE_TODAY", today.isoformat())
    answer = client.post("/calendar", data=fields(of))
    assert answer.status_code == 200
    kind = "text/calendar" if drawn(of, today).ahead else "text/html"
    assert answer.headers["content-type"].startswith(kind)
