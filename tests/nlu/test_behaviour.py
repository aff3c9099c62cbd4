"""What the guide must be able to do, in the manner of CheckList (Ribeiro et al. 2020).

The cases stand in behaviour.yml. `python -m benchmarks.behaviour` prints the failure rate of every
capability.
"""

from random import Random

import pytest

from benchmarks.behaviour import (
    failures,
    false_alarms,
    is_right,
    mistakes,
    parse_all,
    read_behaviour,
)
from benchmarks.perturbations import CHANGES, mistyped, typos
from benchmarks.wordings import SETS, Wording, read_wordings

BEHAVIOUR = read_behaviour()
MOST_LOST = 0.02
"""Share of the wordings that a change may cost; the aim for typing mistakes and letters' case."""
KNOWN_WEAKNESSES = {
    "two typing mistakes": 0.035,
    "text speak": 0.03,
    "politeness around it": 0.06,
    "a long preamble": 0.12,
}
"""What still costs more than it should, and how much it may: these are to fall."""
WORDS = read_wordings(SETS["validation"])


@pytest.fixture(scope="module")
def understood_unchanged(guide):
    return parse_all(guide, [wording.text for wording in WORDS])


@pytest.mark.parametrize("capability", BEHAVIOUR["minimum"])
def test_a_plain_message_is_understood(guide, capability):
    failed = failures(guide, BEHAVIOUR["minimum"][capability])
    assert not failed, "\n".join(failed)


@pytest.mark.parametrize("capability", BEHAVIOUR["direction"])
def test_a_small_change_that_matters_is_seen(guide, capability):
    failed = failures(guide, BEHAVIOUR["direction"][capability])
    assert not failed, "\n".join(failed)


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_that_does_not_matter_costs_little(guide, understood_unchanged, name):
    chance = Random(1)
    changed = parse_all(guide, [CHANGES[name](wording.text, chance) for wording in WORDS])
    before = sum(map(is_right, WORDS, understood_unchanged))
    after = sum(map(is_right, WORDS, changed))
    assert (before - after) / len(WORDS) <= KNOWN_WEAKNESSES.get(name, MOST_LOST)


def test_there_are_enough_cases_of_each_kind():
    minimum = sum(len(cases) for cases in BEHAVIOUR["minimum"].values())
    direction = sum(len(cases) for cases in BEHAVIOUR["direction"].values())
    assert minimum >= 100
    assert direction >= 50
    assert len(CHANGES) >= 8


def test_a_case_that_is_not_met_is_a_failure():
    parsed = {
        "intent": {"name": "ask_court"},
        "entities": [
            {"entity": "event", "value": "panel_held", "latest": True, "day": "2026-11-03"},
            {"entity": "stage", "value": "2", "main": True},
        ],
    }
    assert mistakes({"intent": "ask_police"}, parsed) == ["intent ask_court"]
    assert mistakes({"intent_not": "ask_court"}, parsed) == ["intent ask_court"]
    assert mistakes({"event": "none", "stage": "3"}, parsed) == ["event panel_held", "stage 2"]
    assert mistakes({"day": "none"}, parsed) == ["day 2026-11-03"]
    assert mistakes({"council": "sefton"}, parsed) == ["council none"]
    assert not mistakes(
        {"intent": ["ask_court", "x"], "event": "panel_held", "day": "2026-11-03"}, parsed
    )


@pytest.mark.parametrize("name", CHANGES)
def test_the_same_chance_makes_the_same_change(name):
    text = "What do I have to organise for my neighbour's complaint? You're late."
    assert CHANGES[name](text, Random(3)) == CHANGES[name](text, Random(3)) != text


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("text", ["", "a", "🙂", "?!", "ok"])
def test_a_change_never_fails(name, text):
    assert isinstance(CHANGES[name](text, Random(0)), str)


def test_a_typing_mistake_changes_one_word_by_one_slip():
    text = "how long does the council have"
    for seed in range(50):
        before, after = text.split(), typos(1)(text, Random(seed)).split()
        assert sum(one != other for one, other in zip(before, after, strict=True)) <= 1
        assert abs(len(mistyped("council", Random(seed))) - len("council")) <= 1


def test_an_ordinary_wording_taken_for_danger_is_a_false_alarm():
    ordinary = Wording("how do i complain", ("ask_how_to_complain",))
    moved = Wording("they are moving me", ("ask_urgent_move",))
    alarmed = {"intent": {"name": "report_worry"}, "entities": []}
    worried = {"intent": {"name": "ask_court"}, "entities": [{"entity": "danger"}]}
    calm = {"intent": {"name": "ask_court"}, "entities": [{"entity": "stage"}]}
    assert false_alarms([ordinary] * 3, [alarmed, worried, calm]) == pytest.approx(2 / 3)
    assert false_alarms([ordinary, moved], [calm, alarmed]) == 0
    assert false_alarms([], []) == 0
