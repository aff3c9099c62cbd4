"""What the Rasa component makes of danger and of the classifier's own ranking."""

from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.danger import Danger
from bot.nlu.danger import DangerDetector, Decision, Thresholds, decide

NOW = Danger("now", "violence", ("Somebody is hurting a person.",), 0, 10)
WORRY = Danger("worry", "urgent_move", ("Somebody is about to be moved.",), 0, 10)
SURE_QUESTION = [("ask_urgent_move", 0.8), ("greet", 0.1)]


def decided(
    danger: Danger | None, ranking: list[tuple[str, float]], *, figure: bool = False
) -> Any:
    return decide(danger, ranking, figure=figure, thresholds=Thresholds())


def test_danger_now_goes_before_the_surest_question() -> None:
    assert decided(NOW, SURE_QUESTION) == Decision("now", "report_danger", "violence")


@pytest.mark.parametrize("question", ["ask_urgent_move", "check_deadline", "tell_event"])
def test_a_clear_question_is_kept_beside_a_worry(question: str) -> None:
    assert decided(WORRY, [(question, 0.5)]) == Decision("worry", None, "urgent_move")


@pytest.mark.parametrize("ranking", [[("ask_court", 0.49)], [("greet", 0.9)], []])
def test_a_worry_without_a_clear_question_is_reported(ranking: list[tuple[str, float]]) -> None:
    assert decided(WORRY, ranking) == Decision("worry", "report_worry", "urgent_move")


def test_the_classifier_alone_raises_danger_when_it_is_likely_enough() -> None:
    assert decided(None, [("greet", 0.6), ("report_danger", 0.35)]).intent == "report_danger"
    assert decided(None, [("greet", 0.6), ("report_danger", 0.34)]) is None


def test_the_classifier_alone_raises_danger_when_it_ranks_first() -> None:
    assert decided(None, [("report_danger", 0.2), ("greet", 0.1)]).intent == "report_danger"


def test_the_classifier_alone_raises_a_worry() -> None:
    assert decided(None, [("report_worry", 0.3), ("greet", 0.2)]).intent == "report_worry"
    assert decided(None, [("greet", 0.55), ("report_worry", 0.45)]).intent == "report_worry"
    assert decided(None, [("greet", 0.6), ("report_worry", 0.44)]) is None


def test_the_classifiers_danger_goes_before_a_pattern_of_worry() -> None:
    assert decided(WORRY, [("report_danger", 0.7)]).tier == "now"


def test_a_figure_of_speech_silences_the_classifier_and_not_a_pattern() -> None:
    assert decided(None, [("report_danger", 0.9)], figure=True) is None
    assert decided(None, [("report_worry", 0.9)], figure=True) is None
    assert decided(NOW, [("report_danger", 0.9)], figure=True).tier == "now"


def test_nothing_is_raised_without_a_sign() -> None:
    assert decided(None, SURE_QUESTION) is None
    assert decided(None, []) is None


def read(text: str, *ranking: tuple[str, float]) -> Message:
    ranked = [{"name": name, "confidence": confidence} for name, confidence in ranking]
    first = ranked[0] if ranked else {"name": None, "confidence": 0.0}
    message = Message({"text": text, "intent": first, "intent_ranking": ranked})
    DangerDetector(DangerDetector.get_default_config()).process([message])
    return message


def test_danger_becomes_the_intent_and_the_ranking_stays_behind_it() -> None:
    message = read("my carer hits me", ("ask_contact", 0.9), ("report_danger", 0.05))
    assert message.get("intent") == {"name": "report_danger", "confidence": 1.0}
    assert [one["name"] for one in message.get("intent_ranking")] == [
        "report_danger",
        "ask_contact",
    ]
    assert not message.get("entities")


def test_a_worry_is_an_entity_and_the_question_stays() -> None:
    text = "They are moving me tomorrow. Can a complaint stop it?"
    message = read(text, ("ask_urgent_move", 0.8), ("greet", 0.1))
    assert message.get("intent")["name"] == "ask_urgent_move"
    (worry,) = message.get("entities")
    assert (worry["entity"], worry["value"], worry["concern"]) == ("danger", "worry", "urgent_move")
    assert "moving me" in text[worry["start"] : worry["end"]]
    assert worry["extractor"] == "DangerDetector"


def test_a_worry_keeps_the_entities_found_before() -> None:
    message = Message({"text": "I cannot cope", "intent": {}, "intent_ranking": []})
    message.set("entities", [{"entity": "council", "value": "sefton"}])
    DangerDetector(DangerDetector.get_default_config()).process([message])
    assert [one["entity"] for one in message.get("entities")] == ["council", "danger"]
    assert message.get("intent")["name"] == "report_worry"


def test_the_fallback_is_no_meaning_of_its_own() -> None:
    unsure = ("nlu_fallback", 0.6)
    danger = read("qwertz uiop", unsure, ("report_danger", 0.3), ("greet", 0.2))
    assert danger.get("intent")["name"] == "report_danger"
    question = read("They are moving me tomorrow", unsure, ("ask_urgent_move", 0.55))
    assert question.get("intent")["name"] == "ask_urgent_move"


def test_a_pressed_choice_stays_as_it_is() -> None:
    message = read("/report_danger I want to die", ("greet", 1.0))
    assert message.get("intent")["name"] == "greet"


def test_ordinary_talk_stays_as_it_is() -> None:
    message = read("how do I complain", ("ask_how_to_complain", 0.9))
    assert message.get("intent")["name"] == "ask_how_to_complain"
    assert not message.get("entities")


def test_the_thresholds_are_options() -> None:
    config = {**DangerDetector.get_default_config(), "danger_threshold": 0.9}
    ranked = [{"name": "greet", "confidence": 0.6}, {"name": "report_danger", "confidence": 0.4}]
    message = Message({"text": "hm", "intent": ranked[0], "intent_ranking": ranked})
    DangerDetector(config).process([message])
    assert message.get("intent")["name"] == "greet"


def test_the_fingerprint_is_that_of_the_patterns() -> None:
    fingerprint = DangerDetector.fingerprint_addon({})
    assert fingerprint == DangerDetector.fingerprint_addon({})
    assert len(fingerprint or "") == 64
