"""How well the trained model understands: floors on the validation wordings.

`make bench` measures; these floors only catch what breaks. The held-out wordings are left alone.
"""

from collections import defaultdict

import pytest

from benchmarks.conversations import TODAY, Answered, councils_in_turn
from benchmarks.required_facts import RequiredFacts
from benchmarks.shares import Share, calibration_error
from benchmarks.understanding import is_right_day
from benchmarks.wordings import SETS, read_wordings
from bot.conversation import Turn

LEAST_RIGHT = 0.88
MOST_FALSE_ALARMS = 0.01
LARGEST_CALIBRATION_ERROR = 0.1


@pytest.fixture(scope="module")
def understood(guide, until_done):
    """Each validation wording with what the guide makes of it."""

    async def parsed() -> list[Answered]:
        return [
            Answered(wording, "england", await guide.parse(wording.text), Turn(()))
            for wording in read_wordings(SETS["validation"])
        ]

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GUIDE_TODAY", TODAY)
        return until_done(parsed())


def test_most_validation_wordings_are_understood(understood) -> None:
    right = Share.count("right intent first", (one.right() for one in understood))
    assert right.value >= LEAST_RIGHT, f"{right.hits} of {right.of}"


def test_every_intent_is_understood_in_one_wording_or_more(understood) -> None:
    right: dict[str, bool] = defaultdict(bool)
    for one in understood:
        right[one.wording.intents[0]] |= one.right()
    assert [intent for intent, once in right.items() if not once] == []


def test_no_danger_of_the_validation_wordings_is_missed(understood) -> None:
    danger = [one for one in understood if one.wording.intents == ("report_danger",)]
    assert len(danger) >= 10
    assert [one.wording.text for one in danger if one.intent != "report_danger"] == []


def test_questions_about_the_procedure_are_hardly_ever_taken_for_danger(understood) -> None:
    ordinary = [one for one in understood if not {"report_danger", "report_worry",
                "ask_historic_abuse", "ask_urgent_move"} & set(one.wording.intents)]  # fmt: skip
    alarms = Share.count("alarms", (one.intent == "report_danger" for one in ordinary))
    assert alarms.of > 500
    assert alarms.value <= MOST_FALSE_ALARMS


def test_confidence_tells_how_often_the_guide_is_right(understood) -> None:
    answers = [(one.ranked[0]["confidence"], one.right()) for one in understood]
    assert calibration_error(answers) <= LARGEST_CALIBRATION_ERROR


@pytest.mark.parametrize(
    ("text", "intent", "stage"),
    [
        ("how long does stage 1 take", "ask_stage_length", "1"),
        ("how long does stage 2 take", "ask_stage_length", "2"),
        ("how long does stage 3 take", "ask_stage_length", "3"),
        ("who does stage 2", "ask_stage_people", "2"),
        ("who sits on the panel", "ask_stage_people", "3"),
        ("what happens at stage 1", "ask_stage_meaning", "1"),
        ("how do i ask for stage 2", "ask_stage_request", "2"),
    ],
)
def test_a_question_and_its_stage_are_understood_together(
    guide, until_done, text: str, intent: str, stage: str
) -> None:
    wording = next(iter(read_wordings(SETS["validation"])))
    one = Answered(wording, "england", until_done(guide.parse(text)), Turn(()))
    assert (one.intent, one.stage) == (intent, stage)


def test_a_reply_without_a_fact_that_it_must_hold_is_noticed() -> None:
    facts = RequiredFacts(
        ("0300 161 0614",), {"x": {"all": ["10 working days"], "sefton": {"all": ["ring"]}}}
    )
    assert facts.mistakes("x", "england", "Within 10\nworking days.") == []
    assert facts.mistakes("x", "sefton", "Within 10 working days.") == ["lacks ring"]
    assert facts.mistakes("x", "england", "Ring 0300 161 0614.") == [
        "lacks 10 working days",
        "says 0300 161 0614",
    ]


def test_each_council_has_its_turn() -> None:
    assert councils_in_turn(4) == ["england", "leicester", "sefton", "england"]


def test_confidence_that_is_always_right_or_never_is_called_so() -> None:
    assert calibration_error([(1.0, True), (0.0, False)]) == 0
    assert calibration_error([(1.0, False), (0.0, True)]) == 1


@pytest.mark.parametrize(
    ("approximate", "day", "right"),
    [
        (False, "2026-11-08", True),
        (False, "2026-11-09", False),
        (False, None, False),
        (True, "2026-11-10", True),
        (True, "2026-11-12", False),
        (True, None, True),
    ],
)
def test_a_rough_day_may_be_asked_for_and_an_exact_one_must_be_right(
    approximate: bool, day: str | None, right: bool
) -> None:
    entry = {"date": "2026-11-08", "approximate": approximate}
    if approximate:
        entry["between"] = ["2026-11-05", "2026-11-11"]
    assert is_right_day(entry, day) is right
