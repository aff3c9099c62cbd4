"""Every event of the deadline table, asked for in a whole conversation.

What must come out stands in tests/eligibility/cases.yml, which was worked out by hand, and is
worked out anew by benchmarks/deadline_oracle.py, which shares no code with the guide.
"""

from datetime import date
from pathlib import Path

import pytest
import yaml

from benchmarks.deadline_oracle import MEMBERS, TABLE, expected
from bot.catalogue import Catalogue
from bot.catalogue.deadlines import DeadlineWords, in_words
from tests.conversations.talk import words

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "eligibility" / "cases.yml").read_text("utf-8")
)["cases"]
# The guide asks when the reply came, not which date it bears.
ASKED = [case for case in CASES if "letter_dated" not in case]
EVENTS = DeadlineWords.load().events
COUNCILS = {slug: one.name for slug, one in Catalogue.load().councils.items()}
COUNCILS["england"] = "Another council, or I do not know"


@pytest.mark.parametrize("case", ASKED, ids=[case["name"] for case in ASKED])
def test_the_guide_tells_the_windows_of_a_case(case, talk):
    turn = asked_step_by_step(talk, case)
    assert windows_told(turn) == sorted(
        (tuple(str_of(window.get(member)) for member in MEMBERS) for window in case["windows"]),
        key=str,
    )
    check_words(case, turn)


@pytest.mark.parametrize("council", COUNCILS)
@pytest.mark.parametrize("event", TABLE)
@pytest.mark.parametrize(
    ("day", "today"), [("2026-10-30", "2026-12-08"), ("2025-11-20", "2026-11-22")]
)
def test_the_guide_tells_what_the_second_way_of_counting_finds(council, event, day, today, talk):
    case = {"council": council, "event": event, "date": day, "today": today}
    turn = asked_step_by_step(talk, case)
    assert windows_told(turn) == expected(case)
    check_words(case, turn)


def asked_step_by_step(talk, case):
    """The person is asked three things: which council, what happened, and on which day."""
    person = talk(case["today"])
    person.sends("/check_deadline")
    person.picks(COUNCILS[case["council"]])
    label = EVENTS[case["event"]].label
    if label not in [choice.label for choice in person.turn.choices]:
        person.picks("Something else happened")
    person.picks(label)
    day = date.fromisoformat(str(case["date"]))
    return person.types(f"{day.day} {day:%B %Y}")


def windows_told(turn):
    """The windows that go with the words, in the order of the oracle."""
    told = [window for reply in turn.replies for window in reply.windows]
    return sorted((tuple(window[member] for member in MEMBERS) for window in told), key=str)


def check_words(case, turn):
    """The words hold every date that the windows hold, and say back what the person told."""
    said = words(turn)
    day = in_words(date.fromisoformat(str(case["date"])))
    assert EVENTS[case["event"]].said_back.format(date=day) in said
    # The last reply about dates tells the page what to draw; no other does.
    *others, last = [reply for reply in turn.replies if reply.kind == "deadline"]
    assert not any(reply.worked_out for reply in others)
    drawn = last.worked_out
    assert (drawn.council, drawn.event, str(drawn.day)) == (
        case["council"],
        case["event"],
        str(case["date"]),
    )
    for reply in turn.replies:
        assert bool(reply.windows) == (reply.kind == "deadline")
        assert bool(reply.sources) == bool(reply.windows)
        for window in reply.windows:
            shown = window["last_day"] or (window["status"] == "not_yet" and window["first_day"])
            if shown:
                assert in_words(date.fromisoformat(shown)) in reply.text
            if window["status"] == "unknown":
                assert "I will not guess" in reply.text


def str_of(value):
    return value.isoformat() if isinstance(value, date) else value
