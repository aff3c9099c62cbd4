"""How well the trained model sees danger: floors on the validation wordings.

`python -m benchmarks.danger` measures; these floors only catch what breaks.
"""

import pytest

from benchmarks.danger import VALIDATION, Messages, measures, read_messages, read_thresholds
from benchmarks.learnt import Learnt
from bot.nlu.danger_shares import LOOK_ALIKE

LEAST_SEEN = 0.98
LEAST_SEEN_AS_NOW = 0.93
MOST_LOOK_ALIKES = 0.12


@pytest.fixture(scope="module")
def messages(guide: object) -> Messages:
    """What the newest model makes of each; `guide` is asked for because it trains one if needed."""
    return read_messages(VALIDATION, Learnt.newest())


def test_the_wordings_are_many(messages: Messages) -> None:
    assert len(messages.danger) >= 350
    assert len(messages.look_alikes) >= 430


def test_hardly_any_danger_is_missed_and_few_look_alikes_alarm(messages: Messages) -> None:
    found = {one.what: one for one in measures(messages, "both together", read_thresholds())}
    assert found["danger now or worry seen"].value >= LEAST_SEEN
    assert found["danger now seen as now"].value >= LEAST_SEEN_AS_NOW
    assert found["false alarms on look-alikes"].value <= MOST_LOOK_ALIKES


def test_the_model_has_learnt_look_alikes() -> None:
    assert LOOK_ALIKE in Learnt.newest().model.intents


@pytest.mark.parametrize("text", ["i am 14", "i'm in care", "they hit me with a huge bill"])
def test_a_look_alike_is_no_meaning_of_its_own(guide, until_done, text: str) -> None:
    parsed = until_done(guide.parse(text))
    assert parsed["intent"]["name"] not in (LOOK_ALIKE, "report_danger", "report_worry")
    assert LOOK_ALIKE not in {one["name"] for one in parsed["intent_ranking"]}
