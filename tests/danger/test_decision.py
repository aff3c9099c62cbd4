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


@pytest.mark.parametrize(
    ("asked", "share"), [("ask_urgent_move", 0.25), ("check_deadline", 0.35), ("tell_event", 0.35)]
)
def test_what_was_asked_is_kept_beside_a_worry(asked: str, share: float) -> None:
    assert decided(WORRY, [(asked, share)]) == Decision("worry", asked, "urgent_move")


@pytest.mark.parametrize(
    "ranking", [[("ask_court", 0.24)], [("tell_event", 0.34)], [("greet", 0.9)], []]
)
def test_a_worry_without_a_clear_question_is_reported(ranking: list[tuple[str, float]]) -> None:
    assert decided(WORRY, ranking) == Decision("worry", "report_worry", "urgent_move")


@pytest.mark.parametrize("likelier", ["report_worry", "report_danger"])
def test_a_question_behind_a_worry_is_kept(likelier: str) -> None:
    kept = decided(None, [(likelier, 0.5), ("ask_court", 0.25), ("greet", 0.2)])
    assert kept == Decision("worry", "ask_court", "general")


def test_only_the_likeliest_question_is_kept() -> None:
    ranking = [("report_worry", 0.45), ("feeling", 0.28), ("ask_court", 0.27)]
    assert decided(None, ranking).intent == "report_worry"


def test_the_classifier_alone_raises_danger_now_only_when_it_is_sure() -> None:
    assert decided(None, [("report_danger", 0.6)]) == Decision("now", "report_danger", "general")
    assert decided(None, [("report_danger", 0.59)]) == Decision("worry", "report_worry", "general")


def test_the_classifier_alone_raises_a_worry_when_danger_or_worry_is_likely_enough() -> None:
    assert decided(None, [("greet", 0.5), ("report_worry", 0.45)]).intent == "report_worry"
    assert decided(None, [("greet", 0.5), ("report_danger", 0.45)]).intent == "report_worry"
    both = [("greet", 0.5), ("report_danger", 0.25), ("report_worry", 0.2)]
    assert decided(None, both).intent == "report_worry"
    assert decided(None, [("greet", 0.5), ("report_worry", 0.44)]) is None


def test_danger_that_is_likeliest_but_unlikely_gives_way_to_the_next_intent() -> None:
    ranking = [("report_danger", 0.3), ("ask_court", 0.29), ("greet", 0.2)]
    assert decided(None, ranking) == Decision(None, "ask_court")


def test_where_nothing_else_is_likely_the_guide_asks_what_is_meant() -> None:
    ranking = [("report_danger", 0.2), *((f"ask_{topic}", 0.1) for topic in "abcdefgh")]
    assert decided(None, ranking) == Decision(None, None)
    assert decided(None, [("report_danger", 0.2)]) == Decision(None, None)


def test_the_classifiers_danger_goes_before_a_pattern_of_worry() -> None:
    assert decided(WORRY, [("report_danger", 0.7)]).tier == "now"


def test_a_figure_of_speech_silences_the_classifier_and_not_a_pattern() -> None:
    ranking = [("report_danger", 0.9), ("ask_court", 0.08), ("greet", 0.01)]
    assert decided(None, ranking, figure=True) == Decision(None, "ask_court")
    assert decided(None, [("report_worry", 0.9)], figure=True) == Decision(None, None)
    assert decided(NOW, ranking, figure=True).tier == "now"
    assert decided(WORRY, ranking, figure=True).tier == "worry"


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
    worry = read("qwertz uiop", unsure, ("report_danger", 0.46), ("greet", 0.44))
    assert worry.get("intent")["name"] == "report_worry"
    question = read("They are moving me tomorrow", unsure, ("ask_urgent_move", 0.25))
    assert question.get("intent")["name"] == "ask_urgent_move"
    assert [one["name"] for one in question.get("intent_ranking")] == ["ask_urgent_move"]


def test_ruled_out_danger_leaves_the_next_intent_or_the_fallback() -> None:
    said = "they said I hit my son but I did not"
    message = read(said, ("report_danger", 0.9), ("ask_correct_assessment", 0.08))
    assert message.get("intent") == {"name": "ask_correct_assessment", "confidence": 0.08}
    assert not message.get("entities")
    message = read(said, ("report_danger", 1.0))
    assert message.get("intent")["name"] == "nlu_fallback"


def test_a_pressed_choice_stays_as_it_is() -> None:
    message = read("/report_danger I want to die", ("greet", 1.0))
    assert message.get("intent")["name"] == "greet"


def test_ordinary_talk_stays_as_it_is() -> None:
    message = read("how do I complain", ("ask_how_to_complain", 0.9))
    assert message.get("intent")["name"] == "ask_how_to_complain"
    assert not message.get("entities")


@pytest.mark.parametrize(
    ("option", "ranking", "usual"),
    [
        ("danger", [("report_danger", 0.7), ("greet", 0.3)], "report_danger"),
        ("worry", [("greet", 0.5), ("report_worry", 0.5)], "report_worry"),
        ("question", [("report_worry", 0.6), ("ask_court", 0.4)], "ask_court"),
        ("told", [("report_worry", 0.6), ("tell_event", 0.4)], "tell_event"),
    ],
)
def test_the_thresholds_are_options(
    option: str, ranking: list[tuple[str, float]], usual: str
) -> None:
    ranked = [{"name": name, "confidence": confidence} for name, confidence in ranking]

    def intent(**options: float) -> str:
        message = Message({"text": "hm", "intent": ranked[0], "intent_ranking": ranked})
        DangerDetector({**DangerDetector.get_default_config(), **options}).process([message])
        return str(message.get("intent")["name"])

    assert intent() == usual
    assert intent(**{f"{option}_threshold": 0.95}) != usual


def test_the_fingerprint_is_that_of_the_patterns() -> None:
    fingerprint = DangerDetector.fingerprint_addon({})
    assert fingerprint == DangerDetector.fingerprint_addon({})
    assert len(fingerprint or "") == 64
