"""`python -m bot deadline`, called as a person or another program calls it."""

import json
import os
import subprocess
import sys
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest

from bot.deadline_command import answer_batch

ROOT = Path(__file__).parents[2]
CASE = {
    "council": "leicester",
    "event": "stage_1_reply_received",
    "date": "2026-11-02",
    "today": "2026-11-22",
}


def run(*arguments, given=b"", frozen=None):
    environment = {name: value for name, value in os.environ.items() if name != "GUIDE_TODAY"}
    if frozen:
        environment["GUIDE_TODAY"] = frozen
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT, env=environment, input=given, capture_output=True, check=False,
    )  # fmt: skip


def options(**changes):
    case = {**CASE, **changes}
    return [word for name, value in case.items() if value for word in (f"--{name}", value)]


def batch(*lines):
    answers = StringIO()
    answer_batch(BytesIO(b"\n".join(lines)), answers, today=date(2026, 11, 22))
    return [json.loads(answer) for answer in answers.getvalue().splitlines()]


def line(**changes):
    return json.dumps({**CASE, **changes}).encode()


def test_one_case_is_printed_as_the_contract_says():
    done = run("deadline", *options(), "--json")
    assert done.returncode == 0
    assert done.stderr == b""
    answer = json.loads(done.stdout)
    assert list(answer) == ["council", "event", "date", "today", "windows"]
    assert {name: answer[name] for name in CASE} == CASE
    law, council = answer["windows"]
    assert (law["basis"], law["status"], law["last_day"]) == ("law", "no_limit", None)
    assert law["reference"].startswith("Children Act 1989 Representations Procedure (England)")
    assert council == {
        "name": "ask_for_stage_2",
        "who": "you",
        "basis": "council",
        "first_day": "2026-11-02",
        "last_day": "2026-11-30",
        "status": "open",
        "if_passed": "may_still_ask",
        "condition": None,
        "reference": "To do this you need to contact the complaints manager within "
        "20 working days of receipt of the Stage 1 response.",
    }


def test_without_json_a_table_is_printed():
    done = run("deadline", *options())
    heading, law, council = done.stdout.decode().splitlines()
    assert heading.split() == [
        "name", "who", "basis", "first_day", "last_day", "status", "if_passed", "condition",
    ]  # fmt: skip
    assert law.split()[:6] == ["ask_for_stage_2", "you", "law", "2026-11-02", "-", "no_limit"]
    assert council.split()[4:] == ["2026-11-30", "open", "may_still_ask", "-"]


def test_today_may_be_frozen_by_the_setting_and_an_option_goes_before_it():
    frozen = run("deadline", *options(today=None), "--json", frozen="2026-12-01")
    assert json.loads(frozen.stdout)["today"] == "2026-12-01"
    told = run("deadline", *options(), "--json", frozen="2026-12-01")
    assert json.loads(told.stdout)["today"] == "2026-11-22"


def test_the_date_on_the_letter_gives_seftons_safe_day():
    case = options(council="sefton", event="stage_2_reply_received")
    answer = json.loads(run("deadline", *case, "--letter-dated", "2026-10-30", "--json").stdout)
    safe = answer["windows"][-1]
    assert (safe["basis"], safe["last_day"]) == ("safe", "2026-11-19")


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"date": "2026-02-30"}, "there is no day 2026-02-30"),
        ({"date": "02/11/2026"}, "'02/11/2026' is not a date"),
        ({"date": "20261102"}, "'20261102' is not a date"),
        ({"date": "2026-W45-1"}, "'2026-W45-1' is not a date"),
        ({"date": "yester\nday"}, "is not a date"),
        ({"date": "2026-11-23"}, "2026-11-23 is in the future: today is 2026-11-22"),
        ({"date": None}, "date is missing"),
        ({"today": "soon"}, "'soon' is not a date"),
        ({"council": "atlantis"}, "unknown council 'atlantis'"),
        ({"council": "../england"}, "unknown council '../england'"),
        ({"council": None}, "council is missing"),
        ({"event": "wedding"}, "unknown event 'wedding'"),
        ({"event": None}, "event is missing"),
        ({"letter-dated": "2026-11-03"}, "dated 2026-11-03, after the day it came"),
        ({"colour": "red"}, "unrecognized arguments: --colour red"),
    ],
)
def test_a_wrong_case_ends_with_status_2_and_one_clear_line(changes, complaint):
    done = run("deadline", *options(**changes), "--json")
    assert done.returncode == 2
    assert done.stdout == b""
    error = done.stderr.decode()
    assert complaint in error
    assert error.count("\n") == 1


def test_a_wrong_setting_ends_with_status_2_and_one_clear_line():
    done = run("deadline", *options(today=None), frozen="22.11.2026")
    assert done.returncode == 2
    assert b"GUIDE_TODAY" in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_batch_and_a_case_in_options_do_not_go_together():
    done = run("deadline", "--batch", *options())
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1


def test_a_batch_answers_every_line_as_a_single_case_is_answered():
    single = json.loads(run("deadline", *options(), "--json").stdout)
    done = run("deadline", "--batch", given=b"\n".join([line(), b"what?", line(council="england")]))
    assert done.returncode == 0
    assert done.stderr == b""
    assert [json.loads(answer) for answer in done.stdout.splitlines()] == [
        single,
        {"error": "the line is not JSON in UTF-8"},
        {**single, "council": "england", "windows": single["windows"][:1]},
    ]


def test_a_line_without_today_is_seen_from_today():
    assert batch(line(today=None))[0]["today"] == "2026-11-22"


def test_a_line_may_give_the_date_on_the_letter():
    (answer,) = batch(
        line(council="sefton", event="stage_2_reply_received", letter_dated="2026-10-30")
    )
    assert answer["windows"][-1]["last_day"] == "2026-11-19"


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        (b"", "not JSON"),
        (b"what?", "not JSON"),
        (b"\x00\xff\xfe\x80", "not JSON"),
        (b'{"council": "leicester"', "not JSON"),
        pytest.param(b"[" * 9_000, "not JSON", id="thousands of brackets"),
        pytest.param(b"9" * 9_000, "not JSON", id="thousands of nines"),
        pytest.param(b" " * 10_001, "longer than 10000 bytes", id="thousands of spaces"),
        pytest.param(b"x" * 3_000_000, "longer than 10000 bytes", id="three million bytes"),
        (b"null", "a case is a JSON object"),
        (b"7", "a case is a JSON object"),
        (b"[]", "a case is a JSON object"),
        (b"{}", "council is missing"),
        (line(council=7), "council must be text"),
        (line(council=["leicester"]), "council must be text"),
        (line(event={}), "event must be text"),
        (line(date=20261102), "date must be text"),
        (line(date=None), "date is missing"),
        (line(today=True), "today must be text"),
        (line(letter_dated=1.5), "letter_dated must be text"),
        (line(council="\ud800"), "unknown council"),
        (line(date="2026-11-23"), "in the future"),
        (line(date="٢٠٢٦-١١-٠٢"), "is not a date"),
        (line(date="9999-99-99"), "there is no day"),
    ],
)
def test_a_bad_line_gets_an_error_and_the_next_line_its_answer(bad, complaint):
    first, second = batch(bad, line())
    assert list(first) == ["error"]
    assert complaint in first["error"]
    assert second["council"] == "leicester"


def test_the_furthest_dates_that_can_be_written_are_answered():
    far, early = batch(
        line(date="9999-12-31", today="9999-12-31"), line(date="0001-01-01", today="0001-01-01")
    )
    assert far["windows"][1]["status"] == "unknown"
    assert early["windows"][1]["status"] == "unknown"


def test_an_empty_batch_is_answered_with_nothing():
    assert batch() == []


def test_the_commands_are_listed_where_none_is_named():
    done = run()
    assert done.returncode == 2
    assert b"refresh-bank-holidays" in done.stderr


def test_an_unknown_command_is_refused_and_the_known_ones_are_named():
    done = run("dance")
    assert done.returncode == 2
    assert b"deadline" in done.stderr


def test_every_command_explains_itself():
    done = run("deadline", "--help")
    assert done.returncode == 0
    assert b"--letter-dated" in done.stdout
