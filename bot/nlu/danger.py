"""Danger in a message, for Rasa: runs last, so that danger goes before any other meaning.

Two lines of defence: the patterns of `bot.danger`, and behind them what the classifier makes of
words that no pattern knows (`bot.nlu.danger_shares`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    ENTITIES,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from bot.catalogue import CONTENT
from bot.danger import Danger, assess, is_figure_of_speech
from bot.danger.patterns import DANGER_FILE
from bot.nlu.danger_shares import NOW, SHARES, WORRY, DangerShares

QUESTION = "ask_"
"""How the intents begin that ask something."""
TOLD = ("check_deadline", "tell_event")
"""The intents that want a date worked out; like a question, they are answered after a worry."""
GENERAL_CONCERN = "general"
"""The concern of a worry that only the classifier sees; it has the general words."""

Ranking = Sequence[tuple[str, float]]


@dataclass(frozen=True)
class Thresholds:
    """The probabilities, from 0 to 1, from which something follows.

    The classifier alone warns of danger where danger and worry together have `worry`, or `figure`
    in a message with a figure of speech; or, without one, where one of several parts has `part`. It
    does not where none of several parts has even `echo`: then it is the length that alarms. The
    warning is of danger now where that alone has `danger`, else of a worry.
    `python -m benchmarks.danger` chooses `danger` and `worry`. A pattern of danger now becomes a
    worry where the classifier gives less than `doubt` to danger in the whole message and in every
    part: 999 still comes first, and what was asked is answered.

    Beside a worry, the likeliest other intent is answered after the support: a question that has
    `question`, or `left` of what danger leaves to the other intents; what happened from `told`.
    """

    danger: float = 0.4
    worry: float = 0.4
    figure: float = 0.97
    part: float = 0.99
    echo: float = 0.05
    doubt: float = 0.02
    question: float = 0.25
    left: float = 0.9
    told: float = 0.35


@dataclass(frozen=True)
class Decision:
    """What becomes of a message: whether it is danger, and the intent that it then has.

    `intent` is None where nothing is likely enough; the guide then asks what is meant.
    """

    tier: Literal["now", "worry"] | None
    intent: str | None
    concern: str = GENERAL_CONCERN


def decide(
    danger: Danger | None,
    ranking: Ranking,
    shares: Sequence[DangerShares],
    *,
    figure: bool,
    thresholds: Thresholds,
) -> Decision | None:
    """Return what becomes of a message, or None where it keeps the classifier's intent.

    `danger` is what the patterns see. `ranking` is the classifier's, the best first, each an
    intent with its probability; `shares` are those of the whole message, then those of its parts.
    `figure` tells of a figure of speech.
    """
    if danger and danger.tier == "now":
        if not shares or max(one.danger for one in shares) >= thresholds.doubt:
            return Decision("now", NOW, danger.concern)
        danger = replace(danger, tier="worry", concern=GENERAL_CONCERN)
    warned = _warned(shares, figure=figure, thresholds=thresholds)
    if warned == "now":
        return Decision("now", NOW)
    others = [(intent, share) for intent, share in ranking if intent not in (NOW, WORRY)]
    if danger or warned:
        asked = _asked(others, thresholds)
        return Decision("worry", asked or WORRY, danger.concern if danger else GENERAL_CONCERN)
    if ranking and ranking[0][0] in (NOW, WORRY):
        return Decision(None, _likeliest(others, thresholds.told))
    return None


def _warned(
    shares: Sequence[DangerShares], *, figure: bool, thresholds: Thresholds
) -> Literal["now", "worry"] | None:
    """Return what the classifier alone warns of."""
    whole, parts = shares[:1], shares[1:]
    least = thresholds.figure if figure else thresholds.worry
    echoed = not parts or max(one.danger for one in parts) >= thresholds.echo
    warning = [one for one in whole if echoed and one.warns(least)]
    if not figure:  # the saying or denial is one of the parts, and the classifier cannot know
        warning += [one for one in parts if one.warns(thresholds.part)]
    if not warning:
        return None
    return "now" if any(one.now >= thresholds.danger for one in warning) else "worry"


def _asked(others: Ranking, thresholds: Thresholds) -> str | None:
    """Return the intent to be answered after the support, if one is likely enough."""
    intent, share = others[0] if others else ("", 0.0)
    likely = share >= thresholds.question or _part_of(others) >= thresholds.left
    if intent.startswith(QUESTION) and likely:
        return intent
    return intent if intent in TOLD and share >= thresholds.told else None


def _likeliest(others: Ranking, least: float) -> str | None:
    """Return the likeliest intent, now that danger and worry are ruled out."""
    return others[0][0] if _part_of(others) >= least else None


def _part_of(others: Ranking) -> float:
    """Return how much the likeliest has of what is left: of 0.02 beside a danger of 0.97, 2/3."""
    left = sum(share for _, share in others)
    return others[0][1] / left if left else 0.0


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class DangerDetector(GraphComponent, IntentClassifier):
    """Raises report_danger or report_worry, and marks a worry as an entity `danger`."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        names = (one.name for one in fields(Thresholds))
        self._thresholds = Thresholds(**{name: config[f"{name}_threshold"] for name in names})
        self._fallback = config["fallback_intent"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The probabilities of `Thresholds`, and the intent that is no meaning of its own."""
        usual = {f"{name}_threshold": share for name, share in asdict(Thresholds()).items()}
        return {**usual, "fallback_intent": "nlu_fallback"}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DangerDetector:
        """Make the component from its configuration; Rasa calls this."""
        return cls(config)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """A hash of the patterns, so that Rasa sees when they have changed."""
        return hashlib.sha256((CONTENT / DANGER_FILE).read_bytes()).hexdigest()

    def process(self, messages: list[Message]) -> list[Message]:
        """Raise danger in each message that a person typed; a pressed choice stays as it is."""
        for message in messages:
            text = message.get(TEXT) or ""
            if not text.startswith("/"):
                self._raise_danger(message, text)
        return messages

    def _raise_danger(self, message: Message, text: str) -> None:
        ranked = message.get(INTENT_RANKING_KEY) or []
        danger = assess(text)
        ranking = [
            (one[INTENT_NAME_KEY], one[PREDICTED_CONFIDENCE_KEY])
            for one in ranked
            if one[INTENT_NAME_KEY] != self._fallback
        ]
        decision = decide(
            danger,
            ranking,
            message.get(SHARES) or [],
            figure=is_figure_of_speech(text),
            thresholds=self._thresholds,
        )
        if decision is None:
            return
        if decision.tier == "worry":
            worry = _worry_entity(decision.concern, danger, text)
            message.set(ENTITIES, [*(message.get(ENTITIES) or []), worry], add_to_output=True)
        intent = decision.intent or self._fallback
        sure = {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: 1.0}
        as_ranked = (one for one in ranked if one[INTENT_NAME_KEY] == intent)
        first = sure if intent in (NOW, WORRY) else next(as_ranked, sure)
        behind = [one for one in ranked if one[INTENT_NAME_KEY] not in (intent, self._fallback)]
        message.set(INTENT, first, add_to_output=True)
        message.set(INTENT_RANKING_KEY, [first, *behind], add_to_output=True)


def _worry_entity(concern: str, danger: Danger | None, text: str) -> dict[str, Any]:
    """Return a worry as Rasa's entity; seen by the classifier alone, it is the whole message."""
    start, end = (danger.start, danger.end) if danger else (0, len(text))
    return {
        "entity": "danger",
        "value": "worry",
        "concern": concern,
        "start": start,
        "end": end,
        "confidence_entity": 1.0,
        "extractor": "DangerDetector",
    }
