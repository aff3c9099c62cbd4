"""The picture of a person's dates: what it shows, and that the list beside it says the same."""

import re
from datetime import date
from itertools import pairwise

import pytest

from bot.catalogue.deadlines import DeadlineWords, in_words
from bot.conversation import WorkedOut
from bot.web.words import words
from tests.web.dates import (
    COMPLAINT,
    STAGE_2_REPLY,
    TODAY,
    Dating,
    drawn,
    fields,
    in_any_case,
    told,
)
from tests.web.forms import Browser, Page


@in_any_case(100)
def test_every_window_with_a_last_day_has_a_row_of_that_day(case):
    of, today = case
    rows = {(row.said.window.name, row.day) for row in drawn(of, today).rows if row.said}
    windows = [window for group in told(of, today).groups for window in group.windows]
    assert windows
    assert {(one.name, one.last_day) for one in windows if one.last_day} <= rows


@in_any_case(100)
def test_every_shape_stands_inside_the_picture_and_days_keep_their_order(case):
    of, today = case
    picture = drawn(of, today)
    marks = {}
    for row in picture.rows:
        for part in filter(None, (row.spent, row.ahead)):
            assert part.x >= 0
            assert part.width > 0
            assert part.x + part.width <= 100
        if row.mark is not None:
            assert 0 <= row.mark <= 100
            marks[row.day] = row.mark
    for (day, mark), (later, next_mark) in pairwise(sorted(marks.items())):
        assert day < later
        assert mark < next_mark


@in_any_case(100)
def test_what_is_spent_ends_today_and_what_is_ahead_begins_today(case):
    picture = drawn(*case)
    for row in picture.rows:
        if row.said and row.said.window.status == "open" and row.spent and row.ahead:
            assert row.spent.x + row.spent.width == pytest.approx(picture.now)
            assert row.ahead.x == pytest.approx(picture.now)
        if row.said and row.said.window.status == "passed":
            assert row.ahead is None
        if row.said and row.said.window.status == "not_yet":
            assert row.spent is None


def test_rows_stand_in_the_order_of_their_days_with_today_among_them():
    picture = drawn(COMPLAINT)
    assert [(row.kind, str(row.day)) for row in picture.rows] == [
        ("event", "2026-11-02"),
        ("window", "2026-11-16"),
        ("today", "2026-11-22"),
        ("window", "None"),  # stage 2 may be asked for now, so it stands with today
        ("window", "2026-11-30"),
        ("window", "2026-12-01"),
    ]


def test_what_happened_today_is_one_row_and_not_two():
    today = WorkedOut("england", "stage_1_reply_received", TODAY)
    assert [row.kind for row in drawn(today).rows] == ["event", "window"]


def test_a_day_that_cannot_be_worked_out_is_left_open_and_stands_last():
    rows = drawn(WorkedOut("england", "stage_2_requested", date(2011, 6, 1))).rows
    assert [row.said.window.status for row in rows[-2:]] == ["unknown"] * 2
    assert {(row.day, row.spent, row.ahead, row.mark) for row in rows[-2:]} == {(None,) * 4}


@pytest.fixture
def chat(client_of):
    """The chat, once it has told dates."""

    def tell(of):
        return Browser(client_of(Dating(of))).write("my dates please")

    return tell


@pytest.fixture
def plan(client, monkeypatch):
    def ask(of, today=TODAY, **changed):
        monkeypatch.setenv("GUIDE_TODAY", today.isoformat())
        answer = client.post("/plan", data=fields(of, **changed))
        page = Page(answer.text)
        page.html = answer.text
        return page

    return ask


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("GUIDE_TODAY", TODAY.isoformat())


@pytest.mark.parametrize("of", [STAGE_2_REPLY, COMPLAINT])
def test_the_chat_shows_each_row_in_words_once_below_the_last_reply(of, chat):
    page = chat(of)
    shown = " ".join(page.text.split())
    assert shown.count(words().timeline.heading) == 1
    listed = shown[shown.index(words().timeline.heading) :]
    for row in drawn(of).rows:
        for fact in facts(row, of):
            assert fact in listed


@in_any_case(30)
def test_the_plan_shows_each_row_in_words(case, plan):
    of, today = case
    shown = " ".join(plan(of, today).text.split())
    for row in drawn(of, today).rows:
        for fact in [*facts(row, of), *([row.said.text] if row.said else [])]:
            assert fact in shown


def facts(row, of):
    """What the list must say of a row: its day, who acts, what rests on it, and how it stands."""
    say = words().timeline
    if row.kind == "event":
        return [in_words(row.day), DeadlineWords.load().events[of.event].label]
    if row.kind == "today":
        return [say.today.format(day=in_words(row.day))]
    window = row.said.window
    council = {"sefton": "Sefton Council", "leicester": "Leicester City Council"}.get(of.council)
    return [
        in_words(row.day) if row.day else vars(say.no_day)[window.status],
        row.said.title,
        vars(say.who)[window.who],
        vars(say.basis)[window.basis].format(council=council),
        vars(vars(say.status)[window.who])[window.status],
    ]


def test_the_shapes_are_hidden_from_who_hears_the_page_and_use_no_inline_style(plan):
    page = plan(STAGE_2_REPLY)
    pictures = [given for tag, given in page.tags if tag == "svg"]
    assert pictures
    tracks = [given for tag, given in page.tags if given.get("class") == "track"]
    assert len(tracks) == len(drawn(STAGE_2_REPLY).rows)
    assert all(given["aria-hidden"] == "true" for given in tracks)
    assert not any("style" in given for _, given in page.tags)
    assert len(page.ids) == len(set(page.ids))


def ends(page):
    """The shape at the end of each bar: its kind, and the commands that draw it."""
    bars = "".join(re.findall(r'<svg class="bar".*?</div>', page.html, re.DOTALL))
    return re.findall(r'<(\w+) class="(?:sign|arrow|unknown)"(?: d="([^"]+)")?', bars)


def test_what_a_day_rests_on_and_whether_it_ends_is_told_by_shape_and_not_by_colour_alone(plan):
    law = ends(plan(WorkedOut("england", "stage_3_requested", TODAY)))
    guidance = ends(plan(WorkedOut("england", "final_reply_received", TODAY)))
    unknown = ends(plan(WorkedOut("england", "stage_3_requested", date(2011, 6, 1))))
    endless = ends(plan(WorkedOut("england", "stage_1_reply_received", TODAY)))
    leaflet = ends(plan(WorkedOut("leicester", "stage_1_reply_received", TODAY)))
    safe = ends(plan(STAGE_2_REPLY))
    assert [len(shapes) for shapes in (law, guidance, unknown, endless)] == [1] * 4
    assert set(endless) < set(leaflet)
    assert set(law) < set(safe)
    assert len({*law, *guidance, *unknown, *endless, *leaflet, *safe}) == 6


def test_what_has_passed_is_marked_in_the_line_itself(plan):
    lines = [given["class"] for tag, given in plan(COMPLAINT).tags if tag == "li" and given]
    assert "window passed" in lines
    assert "window open" in lines
