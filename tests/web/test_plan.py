"""The page "My complaint plan", as somebody uses it with or without a chat, and without script."""

from datetime import date

import pytest

from bot.catalogue.deadlines import DeadlineWords, in_words
from bot.conversation import Reply, WorkedOut
from bot.eligibility import EVENTS
from bot.web.letter import TOPICS
from bot.web.plan import (
    LETTERS,
    day_of,
    letter_for,
    next_steps,
    read_fields,
    scripts,
    split_dates,
)
from bot.web.words import words
from tests.contract.project import read
from tests.web.dates import (
    COMPLAINT,
    STAGE_2_REPLY,
    TODAY,
    Dating,
    fields,
    in_any_case,
    told,
)
from tests.web.forms import Browser, Page

SAY = words().plan
COUNCILS = ("leicester", "sefton", "england")
TYPED = {
    "council": "sefton",
    "event": "stage_2_reply_received",
    "day": "9",
    "month": "11",
    "year": "2026",
}


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("GUIDE_TODAY", TODAY.isoformat())


@pytest.fixture
def send(client):
    def post(sent, status=200):
        answer = client.post("/plan", data=sent, headers={"Accept": "text/html"})
        assert answer.status_code == status
        page = Page(answer.text)
        page.shown = " ".join(page.text.split())
        page.chosen = {
            given["id"] for tag, given in page.tags if tag == "input" and "checked" in given
        }
        return page

    return post


def test_the_form_asks_for_all_that_is_needed_and_can_be_kept_as_a_bookmark(client):
    page = Page(client.get("/plan").text)
    for event in DeadlineWords.load().events.values():
        assert event.label in page.text
    assert {f"council-{one}" for one in COUNCILS} <= set(page.ids)
    assert {f"event-{one}" for one in EVENTS} <= set(page.ids)
    assert {"day", "month", "year"} <= set(page.ids)
    chosen = client.get("/plan?council=leicester")
    assert 'id="council-leicester" name="council" value="leicester" checked' in chosen.text


@pytest.mark.parametrize("path", ["/plan?council=atlantis", "/plan?date=2026-11-09&event=x"])
def test_what_stands_in_an_address_beyond_the_council_is_not_taken(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert " checked" not in answer.text
    assert "2026-11-09" not in answer.text


def test_three_answers_make_a_plan(send):
    page = send(TYPED)
    for heading in (SAY.title, SAY.answers, SAY.steps_heading, SAY.dates, SAY.phone, SAY.say):
        assert heading in page.shown
    assert "Worked out by Have Your Say on Sunday 22 November 2026." in page.shown
    assert "By Sunday 29 November 2026: Ask for stage 3" in page.shown
    assert SAY.script.ask_for_stage_3 in page.shown
    for number in ("tel:999", "tel:03451400845", "tel:08088005792", "tel:03000610614"):
        assert number in page.links
    assert "/letter?council=sefton&purpose=stage_3" in page.links
    assert ("Add these dates to your calendar", None) in [tuple(one) for one in page.buttons]


@in_any_case(20)
def test_whatever_was_told_the_plan_holds_the_answers_the_sources_and_999(
    case, client, monkeypatch
):
    of, today = case
    monkeypatch.setenv("GUIDE_TODAY", today.isoformat())
    answer = client.post("/plan", data=fields(of))
    assert answer.status_code == 200
    page = Page(answer.text)
    assert in_words(of.day) in page.text
    assert in_words(today) in page.text
    assert "tel:999" in page.links
    assert {source.url for source in told(of, today).sources} <= set(page.links)
    assert len(page.ids) == len(set(page.ids))
    assert [tag for tag, _ in page.tags].count("h1") == 1


def test_the_chat_leads_to_the_plan_and_back(client_of):
    browser = Browser(client_of(Dating(COMPLAINT)))
    page = browser.write("my dates please")
    form = next(one for one in page.forms if one.get("event") and "conversation" in one)
    plan = Page(browser.client.post("/plan", data=form).text)
    assert DeadlineWords.load().events["complaint_made"].label in plan.text
    back = next(one for one in plan.forms if one.keys() == {"conversation"})
    again = browser.client.post("/", data=back | {"show": "1"})
    assert "my dates please" in again.text
    calendar = next(one for one in page.forms if one.get("event") and "conversation" not in one)
    answer = browser.client.post("/calendar", data=calendar)
    assert answer.headers["content-type"].startswith("text/calendar")


def test_what_the_dates_rest_on_does_not_change_what_programs_get():
    plain = Reply("deadline", "By Monday.")
    assert Reply("deadline", "By Monday.", worked_out=COMPLAINT).as_json() == plain.as_json()


@pytest.mark.parametrize("of", [COMPLAINT, STAGE_2_REPLY])
def test_what_was_told_goes_through_the_dialogue_as_json_and_comes_back(of):
    letter = WorkedOut(of.council, of.event, of.day, date(2026, 11, 1), approximate=True)
    for one in (of, letter):
        assert WorkedOut.of_json(one.as_json()) == one


def test_an_answer_can_be_changed_and_the_others_are_kept(send):
    page = send(TYPED)
    asked = [given["formaction"] for tag, given in page.tags if "formaction" in given]
    assert asked == ["/plan#council", "/plan#event", "/plan#date", "/plan#letter_dated"]
    answers = next(one for one in page.forms if "event" in one)
    form = send(answers | {"change": "date"})
    assert form.chosen == {"council-sefton", "event-stage_2_reply_received"}
    assert [form.forms[0][part] for part in ("day", "month", "year")] == ["09", "11", "2026"]
    assert DeadlineWords.load().events["stage_2_reply_received"].ask_date in form.shown
    assert "There is a problem" not in form.shown
    assert {one.partition("#")[2] for one in asked} <= set(form.ids)


def test_the_date_on_the_letter_is_asked_for_only_where_days_count_from_it(send):
    assert SAY.letter_dated in send(TYPED).shown
    assert SAY.letter_dated not in send(TYPED | {"council": "leicester"}).shown
    earlier = {"letter_day": "2", "letter_month": "November", "letter_year": "2026"}
    assert "By Sunday 22 November 2026: Ask for stage 3" in send(TYPED | earlier).shown
    assert "That is today." in send(TYPED | earlier).shown


def test_a_day_that_is_only_about_right_is_said_to_be_so(send):
    page = send(fields(STAGE_2_REPLY, approximate="1"))
    assert SAY.about_right.format(day="Monday 9 November 2026") in page.shown
    assert "If the real day is earlier, the dates come sooner." in page.shown
    assert "If the real day is earlier" not in send(TYPED).shown


def test_another_council_gets_the_rules_for_england_and_is_told_so(send):
    page = send(TYPED | {"council": "england"})
    assert SAY.counted_for_england in page.shown
    assert "Ask your council for its children's complaints team." in page.shown
    assert "/letter?council=england&purpose=stage_3" in page.links
    assert SAY.counted_for_england not in send(TYPED).shown


@pytest.mark.parametrize(
    ("changed", "problems"),
    [
        ({"council": ""}, {"council": SAY.problems.council}),
        ({"event": "x"}, {"event": SAY.problems.event}),
        ({"day": "", "month": "", "year": ""}, {"date": SAY.problems.date}),
        ({"day": " "}, {"date": SAY.problems.part.day}),
        ({"month": ""}, {"date": SAY.problems.part.month}),
        ({"year": ""}, {"date": SAY.problems.part.year}),
        ({"day": "31", "month": "2"}, {"date": 'I cannot find "31 2 2026" in the calendar.'}),
        ({"month": "Novembruary"}, {"date": 'I cannot find "9 Novembruary 2026"'}),
        ({"year": "26"}, {"date": 'I cannot find "9 11 26"'}),
        ({"year": "0000"}, {"date": 'I cannot find "9 11 0000"'}),
        ({"day": "-9"}, {"date": 'I cannot find "-9 11 2026"'}),
        ({"day": "\u0669"}, {"date": 'I cannot find "\u0669 11 2026"'}),
        ({"day": "\U0001f600"}, {"date": 'I cannot find "\U0001f600 11 2026"'}),
        ({"day": "23"}, {"date": '"23 11 2026" has not come yet'}),
        ({"letter_day": "3"}, {"letter_dated": SAY.problems.part.month}),
        (
            {"letter_day": "10", "letter_month": "11", "letter_year": "2026"},
            {"letter_dated": SAY.problems.letter_after},
        ),
        ({"council": "", "event": "", "day": ""}, {"council": "", "event": "", "date": ""}),
    ],
)
def test_what_is_wrong_is_said_above_and_beside_the_field_and_nothing_is_lost(
    send, changed, problems
):
    page = send(TYPED | changed, status=422)
    assert page.shown.startswith("Error:")
    for field, says in problems.items():
        assert page.shown.count(says) >= 2
        assert f"#{field}" in page.links
        assert {field, f"{field}-error"} <= set(page.ids)
    told_of = {link.removeprefix("#") for link in page.links if link.startswith("#")}
    assert told_of - {"page-text"} == set(problems)
    for name, value in (TYPED | changed).items():
        if name not in ("council", "event"):
            assert page.forms[0][name] == value
    described = {
        name for _, given in page.tags for name in given.get("aria-describedby", "").split()
    }
    assert described <= set(page.ids)


def test_a_day_is_refused_in_the_same_words_as_in_the_chat():
    responses = read("domain.yml")["responses"]
    future = responses["utter_ask_event_date_future"][0]["text"]
    impossible = responses["utter_ask_event_date_impossible"][0]["text"]
    assert future.startswith(SAY.problems.future)
    assert impossible.replace("{question} ", "") == SAY.problems.impossible


def test_danger_written_into_a_field_brings_999_and_who_helps(send):
    page = send(TYPED | {"day": "my dad is hitting me now"}, status=422)
    assert "tel:08001111" in page.links
    assert page.shown.index("0800 1111") < page.shown.index(SAY.problem)


@pytest.mark.parametrize(
    "attack", ["<script>alert(1)</script>", '"><svg onload=alert(1)>', "{{ 7 * 7 }}", "x" * 30_000]
)
def test_hostile_or_huge_words_are_shown_as_text_and_not_whole(client, attack):
    for name in ("council", "event", "day", "conversation"):
        answer = client.post("/plan", data=TYPED | {name: attack})
        page = Page(answer.text)
        assert not any(key.startswith("on") for _, given in page.tags for key in given)
        assert not [given for tag, given in page.tags if tag == "script" and "src" not in given]
        assert page.text.count("x" * 41) == 0


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 422), (b"\xff\xfe\x00", 422), (b"a=b&" * 500, 400), (b"day=" + b"x" * 100_000, 413)],
)
def test_a_strange_form_does_no_harm(client, body, status):
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
    for address in ("/plan", "/calendar"):
        answer = client.post(address, content=body, headers=headers)
        assert answer.status_code == status
        assert "tel:999" in answer.text


def test_nothing_of_it_is_kept_or_logged(client, log):
    answer = client.post("/plan", data=TYPED)
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    assert "2026-11-09" not in log.getvalue()
    assert "stage_2_reply" not in log.getvalue()


@pytest.mark.parametrize(
    ("month", "number"), [("11", 11), ("november", 11), ("Nov", 11), ("MAY", 5), ("03", 3)]
)
def test_a_month_may_be_a_number_or_a_name(month, number):
    assert day_of("9", month, "2026") == date(2026, number, 9)


def test_a_day_may_come_as_one_field_or_as_three():
    one = {"council": "sefton", "event": "complaint_made", "date": "2026-11-09"}
    three = {"council": "sefton", "event": "complaint_made", "day": "9", "month": "11"}
    expected = WorkedOut("sefton", "complaint_made", date(2026, 11, 9))
    for sent in (one, three | {"year": "2026"}):
        assert read_fields(split_dates(sent), COUNCILS, TODAY) == (expected, {})


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("sefton problem_happened 2026-01-05", ["by make_complaint 2027-01-05"]),
        ("sefton problem_happened 2024-01-05", ["passed make_complaint 2025-01-05"]),
        (
            "england complaint_made 2026-11-16",
            ["from ask_for_stage_2 2026-12-01", "wait council_reply_stage_1 2026-11-30"],
        ),
        (
            "england complaint_made 2026-11-02",
            [
                "now ask_for_stage_2 2026-11-17",
                "late council_reply_stage_1 2026-11-16",
                "wait council_reply_stage_1_complex 2026-11-30",
            ],
        ),
        ("england stage_1_reply_received 2026-11-02", ["now ask_for_stage_2 2026-11-02"]),
        ("leicester stage_1_reply_received 2026-11-02", ["by ask_for_stage_2 2026-11-30"]),
        ("leicester stage_1_reply_received 2026-09-01", ["now ask_for_stage_2 2026-09-01"]),
        ("sefton stage_2_reply_received 2026-11-09", ["by ask_for_stage_3 2026-11-29"]),
        ("sefton stage_2_reply_received 2026-11-02", ["by ask_for_stage_3 2026-11-22"]),
        ("sefton stage_2_reply_received 2026-10-30", ["by ask_for_stage_3 2026-11-27"]),
        ("sefton stage_2_reply_received 2026-09-01", ["passed ask_for_stage_3 2026-09-21"]),
        ("england stage_2_requested 2026-11-02", ["wait council_reply_stage_2 2026-12-07"]),
        ("england stage_2_requested 2011-06-01", ["unknown council_reply_stage_2 2011-06-01"]),
        ("england final_reply_received 2026-11-02", ["by complain_to_ombudsman 2027-11-01"]),
    ],
)
def test_the_plan_says_what_to_do_next(case, expected):
    council, event, day = case.split()
    steps = next_steps(told(WorkedOut(council, event, date.fromisoformat(day))))
    assert [f"{one.kind} {one.said.window.name} {one.day}" for one in steps] == expected


@pytest.mark.parametrize(
    ("case", "purpose"),
    [
        ("sefton problem_happened 2026-01-05", "complain"),
        ("england complaint_made 2026-11-16", ""),
        ("england complaint_made 2026-11-02", "late_1"),
        ("leicester stage_1_reply_received 2026-09-01", "stage_2"),
        ("england stage_2_requested 2026-11-02", ""),
        ("england stage_2_requested 2026-10-02", "late_2"),
        ("sefton stage_2_reply_received 2026-09-01", "stage_3"),
        ("england stage_3_requested 2026-09-02", "late_3"),
        ("england final_reply_received 2026-11-02", "ombudsman"),
        ("england stage_2_requested 2011-06-01", ""),
    ],
)
def test_the_plan_leads_to_the_letter_that_is_needed_next(case, purpose):
    council, event, day = case.split()
    steps = next_steps(told(WorkedOut(council, event, date.fromisoformat(day))))
    assert letter_for(steps) == purpose


def test_every_window_has_its_letter():
    assert LETTERS.keys() == DeadlineWords.load().names.keys()
    assert set(LETTERS.values()) <= TOPICS.keys()


@in_any_case(200)
def test_there_is_always_a_next_step_with_words(case):
    steps = next_steps(told(*case))
    assert steps
    for step in steps:
        assert vars(SAY.steps)[step.kind]
        assert vars(SAY.steps_say)[step.kind]
    for script in scripts(steps):
        assert "{" not in script


def test_what_to_say_of_a_late_reply_names_the_day():
    late = scripts(next_steps(told(COMPLAINT)))
    assert SAY.script.late.format(day="Monday 16 November 2026") in late
    assert SAY.script.wait not in late
