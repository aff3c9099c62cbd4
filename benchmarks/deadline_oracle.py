"""Checks `python -m bot deadline --batch` against a second, slower way of counting.

Written from the table of deadlines in DESIGN.md alone. It walks from day to day, asks the package
`holidays` whether a day is a bank holiday, and uses no code and no data of the guide. It runs the
command as anybody would, prints every case where the two differ, and exits with 1 if one does.

    python benchmarks/deadline_oracle.py [--cases 20000] [--seed 1]
"""

import json
import random
import subprocess
import sys
import time
from argparse import ArgumentParser
from datetime import date, timedelta

import holidays

ENGLAND = holidays.country_holidays("GB", subdiv="ENG", years=range(2012, 2029))
FIRST_KNOWN, LAST_KNOWN = date(2012, 1, 1), date(2028, 12, 31)
DAY = timedelta(days=1)
LATE, MAY_STILL, WITH_REASONS = "council_is_late", "may_still_ask", "ask_anyway_with_reasons"
MEMBERS = ("name", "who", "basis", "first_day", "last_day", "status", "if_passed", "condition")

COMPLEX = "council_reply_stage_1_complex"
EXTENDED = "council_reply_stage_2_extended"
LATEST = "report_on_its_last_day"
OMBUDSMAN = "complain_to_ombudsman"

# event: rows of (whose limit, name, who, basis, how it is counted, if passed, condition).
# A number is working days; "after 10" has no last day and begins the day after 10 working days.
TABLE = {
    "problem_happened": [
        ("england", "make_complaint", "you", "law", "a year", MAY_STILL, None),
        ("england", OMBUDSMAN, "you", "law", "12 months with it", MAY_STILL, None),
        ("sefton", "make_complaint", "you", "council", "a year", MAY_STILL, None),
    ],
    "complaint_made": [
        ("england", "council_reply_stage_1", "council", "law", 10, LATE, None),
        ("england", COMPLEX, "council", "law", 20, LATE, None),
        ("england", "ask_for_stage_2", "you", "law", "after 10", None, "not_complex"),
        ("england", "ask_for_stage_2", "you", "law", "after 20", None, None),
        ("leicester", COMPLEX, "council", "council", 20, LATE, None),
        ("sefton", "council_reply_stage_1", "council", "council", 10, LATE, None),
        ("sefton", COMPLEX, "council", "council", 20, LATE, None),
    ],
    "stage_1_reply_received": [
        ("england", "ask_for_stage_2", "you", "law", "no limit", None, None),
        ("leicester", "ask_for_stage_2", "you", "council", 20, MAY_STILL, None),
    ],
    "stage_2_requested": [
        ("england", "council_reply_stage_2", "council", "law", 25, LATE, None),
        ("england", EXTENDED, "council", "law", 65, LATE, "told_in_writing"),
    ],
    "stage_2_record_agreed": [
        ("england", "council_reply_stage_2", "council", "law", 25, LATE, "spoken_complaint"),
        ("england", EXTENDED, "council", "law", 65, LATE, "spoken_complaint"),
        ("leicester", "council_reply_stage_2", "council", "council", 25, LATE, None),
        ("leicester", EXTENDED, "council", "council", 65, LATE, None),
    ],
    "stage_2_reply_received": [
        ("england", "ask_for_stage_3", "you", "law", 20, WITH_REASONS, None),
        ("leicester", "ask_for_stage_3", "you", "council", 20, WITH_REASONS, None),
        ("sefton", "ask_for_stage_3", "you", "safe", "20 calendar days", WITH_REASONS, None),
    ],
    "stage_3_requested": [
        ("england", "panel_meets", "council", "law", 30, LATE, None),
        ("sefton", "panel_meets", "council", "council", 30, LATE, None),
    ],
    "panel_held": [
        ("england", "panel_reports", "council", "law", 5, LATE, None),
        ("england", "council_final_reply", "council", "law", "5 then 15", LATE, LATEST),
        ("leicester", "panel_reports", "council", "council", 5, LATE, None),
        ("leicester", "council_final_reply", "council", "council", 20, LATE, None),
    ],
    "panel_report_received": [
        ("england", "council_final_reply", "council", "law", 15, LATE, None),
        ("sefton", "council_final_reply", "council", "council", 15, LATE, None),
    ],
    "final_reply_received": [
        ("england", OMBUDSMAN, "you", "guidance", "12 months with it", MAY_STILL, None),
    ],
    "proceedings_ended": [
        ("england", "resubmit_complaint", "you", "law", "a year", None, None),
    ],
}  # fmt: skip


class NotKnownError(Exception):
    """The walk came to a day whose bank holidays nobody has published."""


def walk(day, working_days):
    """Walk on from a day, which is not counted, until so many working days have gone by."""
    while working_days:
        day += DAY
        if not FIRST_KNOWN <= day <= LAST_KNOWN:
            raise NotKnownError
        named = (day.month, day.day) in ((12, 25), (12, 26))
        if day.strftime("%a") not in ("Sat", "Sun") and day not in ENGLAND and not named:
            working_days -= 1
    return day


def a_year_later(day):
    """Return the same date of the next year; for 29 February the 28th."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 2, 28)
    return date(day.year + 1, day.month, day.day)


def last_of_12_months_with(day):
    """Walk to the day before the one that starts the 13th month."""
    last = day
    while (last + DAY).timetuple()[:3] < (day.year + 1, day.month, day.day):
        last += DAY
    return last


def last_and_first(how, on, letter):
    """Return (first day, last day, whether there is a limit)."""
    if how == "no limit":
        return on, None, False
    if how in ("after 10", "after 20"):
        return walk(on, int(how[-2:])) + DAY, None, False
    if how == "a year":
        return on, a_year_later(on), True
    if how == "12 months with it":
        return on, last_of_12_months_with(on), True
    if how == "5 then 15":
        return on, walk(walk(on, 5), 15), True
    if how == "20 calendar days":
        return on, letter + 20 * DAY, True
    return on, walk(on, how), True


def expected(case):
    """Return what the table says of a case: its windows, or None for an error."""
    on, today = date.fromisoformat(case["date"]), date.fromisoformat(case["today"])
    letter = date.fromisoformat(case.get("letter_dated", case["date"]))
    if on > today or letter > on:
        return None
    windows = []
    for whose, name, who, basis, how, if_passed, condition in TABLE[case["event"]]:
        if whose not in ("england", case["council"]):
            continue
        try:
            first, last, limited = last_and_first(how, on, letter)
        except NotKnownError:
            first = None if str(how).startswith("after") else on
            last, status = None, "unknown"
        else:
            if first > today:
                status = "not_yet"
            elif not limited:
                status = "no_limit"
            else:
                status = "passed" if last < today else "open"
        shown = [day and day.isoformat() for day in (first, last)]
        windows.append((name, who, basis, *shown, status, if_passed, condition))
    return sorted(windows, key=str)


def random_case(chance):
    """Make a case, more often than not near something that is easily counted wrong."""
    hard = [
        date(2012, 1, 1), date(2024, 2, 29), date(2028, 2, 29), date(2028, 10, 1),
        date(2028, 12, 31), date(2026, 12, 24), date(2027, 3, 24), date(2022, 9, 12),
        date(2023, 5, 1), date(2022, 5, 27), date(2020, 5, 4), date(2023, 3, 1),
    ]  # fmt: skip
    if chance.random() < 0.5:
        on = chance.choice(hard) + chance.randint(-12, 12) * DAY
    else:
        on = date(2009, 1, 1) + chance.randint(0, 8000) * DAY
    near, far = chance.randint(-2, 40), chance.randint(0, 500)
    case = {
        "council": chance.choice(["england", "leicester", "sefton"]),
        "event": chance.choice(list(TABLE)),
        "date": on.isoformat(),
        "today": (on + chance.choice([near, far]) * DAY).isoformat(),
    }
    if chance.random() < 0.3:
        case["letter_dated"] = (on - chance.randint(-1, 9) * DAY).isoformat()
    return case


def answers(cases):
    """Ask the guide's own command, all cases at once."""
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    done = subprocess.run(
        [sys.executable, "-m", "bot", "deadline", "--batch"],
        input=lines, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [json.loads(line) for line in done.stdout.splitlines()]


def found(answer):
    """Return what the guide says in the form of `expected`."""
    if "error" in answer:
        return None
    if not all(window["reference"] for window in answer["windows"]):
        return "a window has no reference"
    return sorted(
        (tuple(window[name] for name in MEMBERS) for window in answer["windows"]), key=str
    )


def main():
    """Compare, print what differs, and return the exit status."""
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    cases = [random_case(chance) for _ in range(options.cases)]
    began = time.perf_counter()
    given = answers(cases)
    seconds = time.perf_counter() - began
    different = 0
    if len(given) != len(cases):
        print(f"{len(cases)} cases asked, {len(given)} answered")
        different += 1
    for case, answer in zip(cases, given, strict=False):
        if found(answer) != expected(case):
            different += 1
            print(f"{json.dumps(case)}\n  table: {expected(case)}\n  guide: {found(answer)}")
    refused = sum(expected(case) is None for case in cases)
    print(
        f"{len(cases)} cases (seed {options.seed}, {refused} of them refused), "
        f"{different} differences, {seconds:.1f} s"
    )
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
