"""Choosing thresholds: what a message meets, what that costs, and what is written down."""

import numpy as np
import pytest

from benchmarks.calibration import (
    CONFIG,
    LEAST_ANSWERED,
    Asked,
    Costs,
    Thresholds,
    asked_of,
    best,
    best_temperature,
    crosswise_error,
    draw,
    main,
    outcome,
    written,
)
from benchmarks.shares import calibration_error

COSTS = Costs()
LIMITS = Thresholds(fallback=0.3, ambiguity=0.0, unsure_below=0.7, second_share=0.2)


def messages(*rows: tuple[tuple[float, float], tuple[bool, bool], bool]) -> Asked:
    confidence, right, questions = zip(*rows, strict=True)
    return Asked(np.array(confidence, np.float32), np.array(right), np.array(questions))


SURE = ((0.9, 0.05), (True, False), True)
SURE_AND_WRONG = ((0.9, 0.05), (False, True), True)
SECOND_IS_RIGHT = ((0.5, 0.4), (False, True), True)
SECOND_IS_NO_QUESTION = ((0.5, 0.4), (False, True), False)
SECOND_IS_UNLIKELY = ((0.5, 0.05), (False, True), True)
UNSURE = ((0.2, 0.1), (False, True), True)
LOST = ((0.2, 0.1), (False, False), True)


@pytest.mark.parametrize(
    ("row", "kind", "cost"),
    [
        (SURE, "answered", 0),
        (SURE_AND_WRONG, "wrong", COSTS.wrong),
        (SECOND_IS_RIGHT, "both", COSTS.both),
        (SECOND_IS_NO_QUESTION, "wrong", COSTS.wrong),
        (SECOND_IS_UNLIKELY, "wrong", COSTS.wrong),
        (UNSURE, "asked", COSTS.asked),
        (LOST, "asked", COSTS.asked_in_vain),
    ],
)
def test_a_message_meets_one_reply_at_its_cost(row, kind: str, cost: float) -> None:
    found = outcome(messages(row), LIMITS, COSTS)
    assert getattr(found, kind) == 1
    assert found.answered + found.both + found.asked + found.wrong == 1
    assert found.cost == pytest.approx(cost)


def test_two_that_lie_too_close_are_asked_about_where_that_is_wanted() -> None:
    close = Thresholds(0.3, 0.2, 0.7, 0.2)
    assert outcome(messages(SECOND_IS_RIGHT), close, COSTS).asked == 1


def test_the_choice_answers_twice_where_the_second_is_often_right() -> None:
    in_scope = messages(*[SURE] * 90, *[SECOND_IS_RIGHT] * 10)
    chosen = best(in_scope, messages(LOST), COSTS)
    assert outcome(in_scope, chosen, COSTS).both == pytest.approx(0.1)


def test_the_choice_asks_in_return_no_more_than_people_should_meet() -> None:
    doubtful = ((0.45, 0.01), (True, False), True)
    in_scope = messages(*[SURE] * 60, *[doubtful] * 40)
    off_topic = messages(((0.45, 0.01), (False, False), True))
    assert outcome(in_scope, best(in_scope, off_topic, COSTS), COSTS).answered >= LEAST_ANSWERED


def scores_that_are_right(share: float, count: int = 400) -> tuple[np.ndarray, np.ndarray]:
    """Scores of two intents, always as sure of the first, and how often that is right."""
    right = np.arange(count) < share * count
    return np.tile(np.float32([4, 0]), (count, 1)), np.stack([right, ~right], axis=1)


def test_a_model_that_is_too_sure_gets_a_temperature_above_one() -> None:
    scores, right = scores_that_are_right(0.8)
    temperature = best_temperature(scores, right)
    assert temperature == pytest.approx(4 / np.log(4), abs=0.02)
    assert calibration_error(asked_of(scores, ["a", "b"], right, 1.0).sure) > 0.15
    assert calibration_error(asked_of(scores, ["a", "b"], right, temperature).sure) < 0.01


def test_the_temperature_of_one_hand_is_tried_on_the_other() -> None:
    (scores, right), (others, wrong) = scores_that_are_right(0.9), scores_that_are_right(0.75)
    assert crosswise_error([scores, others], [right, wrong]) == pytest.approx(0.15, abs=0.02)


def test_the_thresholds_are_written_where_they_belong_and_comments_stay() -> None:
    before = CONFIG.read_text(encoding="utf-8")
    after = written(before, Thresholds(0.11, 0.12, 0.13, 0.14), 1.5)
    changed = [new for old, new in zip(before.splitlines(), after.splitlines(), strict=True)
               if old != new]  # fmt: skip
    assert [line.strip() for line in changed] == [
        "unsure_below: 0.13",
        "second_share: 0.14",
        "temperature: 1.5",
        "threshold: 0.11",
        "ambiguity_threshold: 0.12",
    ]


def test_a_configuration_without_a_setting_is_not_changed() -> None:
    with pytest.raises(ValueError, match="no line `threshold"):
        written("pipeline:\n", LIMITS, 1.0)


def test_the_figure_is_drawn(tmp_path) -> None:
    file = tmp_path / "reports" / "calibration.png"
    draw(messages(SURE, SECOND_IS_RIGHT), messages(LOST), LIMITS, file)
    assert file.read_bytes().startswith(b"\x89PNG")


def test_the_trained_model_is_measured_and_thresholds_are_named(capsys) -> None:
    assert main([]) == 0
    said = capsys.readouterr().out
    assert "Calibration error" in said
    assert "unsure_below" in said
