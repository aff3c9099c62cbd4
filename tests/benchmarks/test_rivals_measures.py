"""The figures that engines are compared by."""

import math

import pytest

from benchmarks.rivals.measures import (
    Lead,
    are_right,
    area,
    false_answers,
    mean_and_spread,
    measured,
    score,
)
from benchmarks.rivals.trials import Trial
from benchmarks.shares import Share

TRIAL = Trial(
    "held-out", 1, 1, (("how long is stage 1", "ask_stage_length"),),
    in_scope=(
        ("how long", frozenset({"ask_stage_length"})),
        ("who pays", frozenset({"ask_ombudsman_cost", "ask_solicitor"})),
        ("pizza", frozenset({"off_topic"})),
    ),
    off_topic=("rain", "bins", "football", "chips"),
)  # fmt: skip
ANSWERS = [
    ("ask_stage_length", 0.9),
    ("ask_solicitor", 0.5),
    ("off_topic", 0.99),
    ("off_topic", 0.95),
    ("ask_other_services", 0.9),
    ("ask_solicitor", 0.7),
    ("ask_contact", 0.2),
]


def test_an_answer_is_right_if_it_is_one_of_several_that_are():
    assert are_right(TRIAL, ANSWERS) == [True, True, True]
    assert are_right(TRIAL, [("ask_solicitor", 1.0)] * 7) == [False, True, False]


def test_an_intent_that_refuses_answers_nothing_however_sure_it_is():
    assert [score(one) for one in ANSWERS] == [0.9, 0.5, 0, 0, 0, 0.7, 0.2]


def test_the_area_is_how_often_a_message_in_scope_scores_higher():
    assert area([0.8, 0.9], [0.1, 0.2]) == 1
    assert area([0.1, 0.2], [0.8, 0.9]) == 0
    assert area([0.5, 0.5], [0.5]) == 0.5
    assert area([0.9, 0.3], [0.5, 0.1]) == pytest.approx(3 / 4)


def test_false_answers_are_counted_where_most_in_scope_are_still_answered():
    in_scope = [at / 100 for at in range(1, 101)]  # 0.06 and above are 95 of 100
    assert false_answers(in_scope, [0.05, 0.06, 0.5, 0.0]) == 0.5
    assert false_answers(in_scope, [0.05, 0.06, 0.5, 0.0], kept=0.5) == 0.0


def test_an_engine_that_refuses_too_much_in_scope_must_answer_everything():
    assert false_answers([0.0, 0.0, 0.9], [0.0, 0.0]) == 1


def test_all_figures_of_a_trial():
    found = measured(TRIAL, ANSWERS)
    assert (found.accuracy.hits, found.accuracy.of) == (3, 3)
    # In scope 0.9 and 0.5; "pizza" is none: its right intent is itself a refusal.
    assert found.area == pytest.approx(7 / 8)
    assert found.area_of_confidence == pytest.approx(3.5 / 8)
    assert found.false_answers == 0.25
    assert found.calibration_error == pytest.approx((0.1 + 0.5 + 0.01) / 3)


def test_a_trial_without_off_topic_messages_has_no_such_figures():
    bank = Trial("banking77", 3, 1, (), (("lost card", frozenset({"lost"})),))
    found = measured(bank, [("lost", 1.0)])
    assert (found.area, found.area_of_confidence, found.false_answers) == (None, None, None)
    assert found.accuracy.value == 1


def test_mean_and_spread_from_seed_to_seed():
    assert mean_and_spread([0.8, 0.9]) == pytest.approx((0.85, 0.1 / math.sqrt(2)))
    assert mean_and_spread([0.8]) == (0.8, 0.0)


@pytest.mark.parametrize(
    ("ours", "theirs", "met"),
    [(90, 75, True), (80, 66, False), (94, 88, True), (93, 88, False), (70, 80, False)],
)
def test_the_lead_is_15_points_or_half_the_errors(ours, theirs, met):
    lead = Lead(Share("", ours, 100), Share("", theirs, 100))
    assert lead.met is met
    assert f"{ours - theirs:+d}.0 points" in lead.line()
    assert lead.line().endswith("met" if met else "MISSED")


def test_nobody_is_ahead_of_an_engine_without_errors():
    perfect = Share("", 10, 10)
    assert not Lead(perfect, perfect).met
    assert Lead(Share("", 9, 10), perfect).errors == math.inf
