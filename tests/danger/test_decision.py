"""What the Rasa component makes of danger and of the classifier's own ranking."""

from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.danger import Danger
from bot.nlu.danger import DangerDetector, Decision, Thresholds, decide
from bot.nlu.danger_shares import DangerShares, danger_shares, without_look_alike

NOW = Danger("now", "violence", ("Somebody is hurting a person.",), 0, 10)
WORRY = Danger("worry", "urgent_move", ("Somebody is about to be moved.",), 0, 10)
SURE_QUESTION = [("ask_urgent_move", 0.8), ("greet", 0.1)]
USUAL = Thresholds()
NOTHING = DangerShares()


def decided(
    danger: Danger | None,
    ranking: list[tuple[str, float]] | None = None,
    *shares: DangerShares,
    figure: bool = False,
) -> Any:
    return decide(danger, ranking or [], shares, figure=figure, thresholds=USUAL)


def test_danger_now_goes_before_the_surest_question() -> None:
    assert decided(NOW, SURE_QUESTION) == Decision("now", "report_danger", "violence")
    doubtful = DangerShares(now=USUAL.doubt)
    assert decided(NOW, SURE_QUESTION, doubtful) == Decision("now", "report_danger", "violence")


def test_danger_now_that_the_classifier_rules_out_is_supported_and_the_question_answered() -> None:
    assert decided(NOW, SURE_QUESTION, NOTHING) == Decision("worry", "ask_urgent_move", "general")


def test_danger_in_one_part_keeps_danger_now() -> None:
    part = DangerShares(now=0.3)
    assert decided(NOW, SURE_QUESTION, NOTHING, NOTHING, part).tier == "now"


@pytest.mark.parametrize(
    ("asked", "share"), [("ask_urgent_move", 0.25), ("check_deadline", 0.35), ("tell_event", 0.35)]
)
def test_what_was_asked_is_kept_beside_a_worry(asked: str, share: float) -> None:
    ranking = [("report_worry", 0.5), (asked, share), ("greet", 0.2)]
    assert decided(WORRY, ranking) == Decision("worry", asked, "urgent_move")


@pytest.mark.parametrize(
    "ranking",
    [
        [("ask_court", 0.24), ("greet", 0.2)],
        [("tell_event", 0.34), ("greet", 0.2)],
        [("greet", 0.9)],
        [],
    ],
)
def test_a_worry_without_a_clear_question_is_reported(ranking: list[tuple[str, float]]) -> None:
    assert decided(WORRY, ranking) == Decision("worry", "report_worry", "urgent_move")


def test_a_question_that_danger_leaves_little_room_is_kept_where_nothing_else_is_likely() -> None:
    ranking = [("report_worry", 0.97), ("ask_court", 0.02), ("greet", 0.002)]
    assert decided(WORRY, ranking).intent == "ask_court"
    ranking = [("report_worry", 0.97), ("ask_court", 0.02), ("greet", 0.01)]
    assert decided(WORRY, ranking).intent == "report_worry"


def test_only_the_likeliest_question_is_kept() -> None:
    ranking = [("report_worry", 0.45), ("feeling", 0.28), ("ask_court", 0.27)]
    assert decided(WORRY, ranking).intent == "report_worry"


def test_the_classifier_alone_warns_from_its_threshold_on() -> None:
    for shares in (DangerShares(worry=USUAL.worry), DangerShares(0.1, USUAL.worry - 0.1)):
        assert decided(None, SURE_QUESTION, shares).tier == "worry"
    assert decided(None, SURE_QUESTION, DangerShares(worry=USUAL.worry - 0.01)) is None


def test_the_classifier_alone_warns_of_danger_now_only_when_that_is_likely() -> None:
    sure = DangerShares(now=USUAL.danger, worry=0.6)
    assert decided(None, SURE_QUESTION, sure) == Decision("now", "report_danger", "general")
    unsure = DangerShares(now=USUAL.danger - 0.01, worry=0.6)
    assert decided(None, [], unsure) == Decision("worry", "report_worry", "general")


def test_a_look_alike_that_is_likelier_silences_the_classifier_and_not_a_pattern() -> None:
    alike = DangerShares(now=0.45, look_alike=0.5)
    assert decided(None, SURE_QUESTION, alike) is None
    assert decided(NOW, SURE_QUESTION, alike).tier == "now"


def test_one_part_of_several_warns_only_when_it_is_very_sure() -> None:
    sure, unsure = DangerShares(now=USUAL.part), DangerShares(now=USUAL.part - 0.01)
    assert decided(None, SURE_QUESTION, NOTHING, NOTHING, sure).tier == "now"
    assert decided(None, SURE_QUESTION, NOTHING, NOTHING, unsure) is None
    assert decided(None, SURE_QUESTION, NOTHING, NOTHING, sure, figure=True) is None


def test_a_whole_that_none_of_its_parts_echoes_does_not_warn() -> None:
    whole = DangerShares(now=USUAL.worry)
    echo, none = DangerShares(worry=USUAL.echo), DangerShares(worry=USUAL.echo / 2)
    assert decided(None, SURE_QUESTION, whole, NOTHING, echo).tier is not None
    assert decided(None, SURE_QUESTION, whole, NOTHING, none) is None
    assert decided(None, SURE_QUESTION, whole).tier is not None


def test_danger_that_is_likeliest_but_silenced_gives_way_to_the_next_intent() -> None:
    ranking = [("report_danger", 0.3), ("ask_court", 0.29), ("greet", 0.2)]
    assert decided(None, ranking) == Decision(None, "ask_court")


def test_where_nothing_else_is_likely_the_guide_asks_what_is_meant() -> None:
    ranking = [("report_danger", 0.2), *((f"ask_{topic}", 0.1) for topic in "abcdefgh")]
    assert decided(None, ranking) == Decision(None, None)
    assert decided(None, [("report_danger", 0.2)]) == Decision(None, None)


def test_the_classifiers_danger_goes_before_a_pattern_of_worry() -> None:
    assert decided(WORRY, [], DangerShares(now=0.7)).tier == "now"


def test_a_figure_of_speech_silences_all_but_a_very_sure_classifier() -> None:
    ranking = [("report_danger", 0.9), ("ask_court", 0.08), ("greet", 0.01)]
    likely, sure = DangerShares(now=USUAL.figure - 0.01), DangerShares(now=USUAL.figure)
    assert decided(None, ranking, likely, figure=True) == Decision(None, "ask_court")
    assert decided(None, ranking, likely).tier == "now"
    assert decided(None, ranking, sure, figure=True).tier == "now"
    assert decided(NOW, ranking, likely, figure=True).tier == "now"
    assert decided(WORRY, ranking, NOTHING, figure=True).tier == "worry"


def test_nothing_is_raised_without_a_sign() -> None:
    assert decided(None, SURE_QUESTION) is None
    assert decided(None, SURE_QUESTION, NOTHING) is None
    assert decided(None, []) is None


def test_the_shares_of_danger_are_read_by_intent() -> None:
    intents = ("ask_court", "look_alike", "report_danger", "report_worry")
    shares = danger_shares(intents, [0.4, 0.3, 0.2, 0.1])
    assert shares == DangerShares(now=0.2, worry=0.1, look_alike=0.3)
    assert shares.danger == pytest.approx(0.3)
    assert danger_shares(("ask_court",), [1.0]) == NOTHING


def test_what_look_alikes_took_is_shared_out_among_the_intents() -> None:
    shared = without_look_alike(("ask_court", "greet", "look_alike"), [0.3, 0.1, 0.6])
    assert shared == pytest.approx({"ask_court": 0.75, "greet": 0.25})
    assert without_look_alike(("look_alike",), [1.0]) == {}


def read(text: str, *ranking: tuple[str, float]) -> Message:
    ranked = [{"name": name, "confidence": confidence} for name, confidence in ranking]
    first = ranked[0] if ranked else {"name": None, "confidence": 0.0}
    by_intent = dict(ranking)
    shares = DangerShares(by_intent.get("report_danger", 0.0), by_intent.get("report_worry", 0.0))
    message = Message({"text": text, "intent": first, "intent_ranking": ranked})
    message.set("danger_shares", [shares])
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
    worry = read("qwertz uiop", unsure, ("report_worry", 0.46), ("greet", 0.44))
    assert worry.get("intent")["name"] == "report_worry"
    question = read("They are moving me tomorrow", unsure, ("ask_urgent_move", 0.25))
    assert question.get("intent")["name"] == "ask_urgent_move"
    assert [one["name"] for one in question.get("intent_ranking")] == ["ask_urgent_move"]


def test_ruled_out_danger_leaves_the_next_intent_or_the_fallback() -> None:
    said = "they said I hit my son but I did not"
    message = read(said, ("report_danger", 0.9), ("ask_correct_assessment", 0.08))
    assert message.get("intent") == {"name": "ask_correct_assessment", "confidence": 0.08}
    assert not message.get("entities")
    message = read(said, ("report_danger", 0.96))
    assert message.get("intent")["name"] == "nlu_fallback"


def test_a_pressed_choice_stays_as_it_is() -> None:
    message = read("/report_danger I want to die", ("greet", 1.0))
    assert message.get("intent")["name"] == "greet"


def test_ordinary_talk_stays_as_it_is() -> None:
    message = read("how do I complain", ("ask_how_to_complain", 0.9))
    assert message.get("intent")["name"] == "ask_how_to_complain"
    assert not message.get("entities")


SURE_OF_NOW, SURE_OF_WORRY = DangerShares(now=0.7), DangerShares(worry=0.6)


@pytest.mark.parametrize(
    ("option", "text", "asked", "shares", "usual"),
    [
        ("danger", "hm", ("greet", 0.3), [SURE_OF_NOW], "report_danger"),
        ("worry", "hm", ("greet", 0.5), [SURE_OF_WORRY], "report_worry"),
        ("figure", "I am safe", ("greet", 0.3), [DangerShares(now=0.98)], "report_danger"),
        ("part", "hm", ("greet", 1.0), [NOTHING, NOTHING, DangerShares(now=1.0)], "report_danger"),
        ("doubt", "I want to die", ("greet", 0.3), [DangerShares(now=0.1)], "report_danger"),
        ("question", "hm", ("ask_court", 0.4), [SURE_OF_WORRY], "ask_court"),
        ("told", "hm", ("tell_event", 0.4), [SURE_OF_WORRY], "tell_event"),
        ("left", "hm", ("ask_court", 0.1), [SURE_OF_WORRY], "ask_court"),
    ],
)
def test_the_thresholds_are_options(
    option: str, text: str, asked: tuple[str, float], shares: list[DangerShares], usual: str
) -> None:
    ranked = [{"name": asked[0], "confidence": asked[1]}]
    # Of one other intent the whole of what is left is its own: that must not answer it here.
    apart = {"left_threshold": 1.1} if option in ("question", "told") else {}

    def intent(**options: float) -> str:
        message = Message({"text": text, "intent": ranked[0], "intent_ranking": ranked})
        message.set("danger_shares", shares)
        DangerDetector({**DangerDetector.get_default_config(), **options}).process([message])
        return str(message.get("intent")["name"])

    assert intent(**apart) == usual
    assert intent(**{**apart, f"{option}_threshold": 1.1}) != usual


def test_the_fingerprint_is_that_of_the_patterns() -> None:
    fingerprint = DangerDetector.fingerprint_addon({})
    assert fingerprint == DangerDetector.fingerprint_addon({})
    assert len(fingerprint or "") == 64
