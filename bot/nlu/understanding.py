"""The encoder and the intent classifier as Rasa components."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.catalogue import CONTENT
from bot.danger.patterns import DANGER_FILE, LOOK_ALIKES_FILE, look_alikes
from bot.nlu import encoder, framing, intents, learning, spelling
from bot.nlu.danger_shares import LOOK_ALIKE, SHARES, danger_shares, without_look_alike
from bot.nlu.encoder import sentence_encoder
from bot.nlu.framing import FRAMINGS_FILE, framed
from bot.nlu.intents import (
    IntentModel,
    in_doubt,
    is_bare_answer,
    ranking,
    the_question,
    two_questions,
    whole_and_parts,
)
from bot.nlu.learning import Floats
from bot.nlu.spelling import Spelling
from bot.nlu.stages import asks_beyond, find_stage


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(GraphComponent):
    """Says which intent a message has, and which second question it asks.

    It runs after the extractors: a message that is little but a date or a council is an answer
    to a question of the guide, whatever its words are like.
    """

    FILE = "intents.npz"
    WORDS = "words.txt"

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource,
        model: IntentModel | None = None, spelling: Spelling | None = None,
    ) -> None:  # fmt: skip
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model
        self._spelling = spelling

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings that config.yml may change.

        For `training` see `IntentModel.train`. `second` is the least confidence of a second
        question that the message asks in so many words. For the last two see `in_doubt`.
        """
        return {"training": {}, "second": 0.7, "unsure_below": 0.8, "second_share": 0.2}

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentClassifier:  # fmt: skip
        """Makes an untrained component for Rasa."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext, **kwargs: Any,
    ) -> IntentClassifier:  # fmt: skip
        """Loads the trained arrays."""
        with model_storage.read_from(resource) as folder:
            model = IntentModel.load(Path(folder) / cls.FILE)
            spelling = Spelling.load(Path(folder) / cls.WORDS, sentence_encoder().words())
        return cls(config, model_storage, resource, model, spelling)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Training depends on these modules, the framings and the look-alikes of danger too."""
        modules = (encoder, framing, intents, learning, spelling)
        sources = [Path(str(module.__file__)) for module in modules]
        sources += [FRAMINGS_FILE, CONTENT / DANGER_FILE, CONTENT / LOOK_ALIKES_FILE]
        return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the intents of data/nlu.yml and what only sounds like danger; keeps the arrays."""
        examples = [
            *((one.get(TEXT), one.get(INTENT)) for one in training_data.intent_examples),
            *((text, LOOK_ALIKE) for text in look_alikes()),
        ]
        examples = [one for one in examples if one[0]]
        examples += framed(examples)
        texts, wanted = zip(*examples, strict=True)
        self._model = IntentModel.train(
            texts,
            sentence_encoder().encode(list(texts), workers=os.cpu_count() or 1),
            wanted,
            **self._config["training"],
        )
        self._spelling = Spelling.learn(texts, sentence_encoder().words())
        with self._storage.write_to(self._resource) as folder:
            self._model.save(Path(folder) / self.FILE)
            self._spelling.save(Path(folder) / self.WORDS)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets intent, ranking and `also_asked` of each message; many together are quicker."""
        written = [message for message in messages if (message.get(TEXT) or "").strip()]
        if self._model is None or self._spelling is None or not written:
            return messages
        asked = [whole_and_parts(message.get(TEXT)) for message in written]
        spelt = [self._spelling.corrected(text) for texts in asked for text in texts]
        rows = iter(self._model.probabilities(spelt, sentence_encoder().encode(spelt)))
        for message, texts in zip(written, asked, strict=True):
            self._decide(message, texts, self._model.intents, [next(rows) for _ in texts])
        return messages

    def _decide(
        self, message: Message, asked: list[str], intents: Sequence[str], shares: Sequence[Floats]
    ) -> None:
        """Gives a message its intent; `asked` and `shares` are of the whole, then of its parts."""
        text, entities = asked[0], message.get(ENTITIES, [])
        message.set(SHARES, [danger_shares(intents, row) for row in shares])
        asked_for = [without_look_alike(intents, row) for row in shares]
        ranked = [ranking(by_intent, by_intent.values()) for by_intent in asked_for]
        first = ranked[0]
        both = two_questions(ranked[1:], least=self._config["second"], likeliest=first[0]["name"])
        part = the_question(first, ranked[1:], least=self._config["second"])
        if is_bare_answer(text, entities):
            others = [{**one, "confidence": 0.0} for one in first if one["name"] != "inform"]
            first = [{"name": "inform", "confidence": 1.0}, *others]
        elif both:
            first, second = ranked[1 + both[0]], ranked[1 + both[1]]
            words_of_first, words_of_second = asked[1 + both[0]], asked[1 + both[1]]
            also = _also_asked(second[0]["name"], words_of_second, text)
            entities = [*entities, {**also, "first_stage": _stage_of(words_of_first)}]
        elif part is not None:
            if first[0]["name"].startswith("ask_"):
                entities = [*entities, {**_also_asked(first[0]["name"], text), "unsure": True}]
            first = ranked[1 + part]
        elif in_doubt(
            first,
            unsure_below=self._config["unsure_below"],
            second_share=self._config["second_share"],
        ):
            entities = [*entities, {**_also_asked(first[1]["name"], text), "unsure": True}]
        message.set(ENTITIES, entities, add_to_output=True)
        message.set(INTENT, first[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, first, add_to_output=True)


def _also_asked(intent: str, words: str, text: str = "") -> dict[str, Any]:
    """The second question as an entity, with the stage that its own words name, or else the text's.

    Who asks how to go further than a stage asks for the next one.
    """
    stage = _stage_of(words) or _stage_of(text)
    if intent == "ask_stage_request" and stage in ("1", "2") and asks_beyond(words):
        stage = str(int(stage) + 1)
    return {
        "entity": "also_asked",
        "value": intent,
        "stage": stage,
        "start": 0,
        "end": 0,
        "extractor": "IntentClassifier",
    }


def _stage_of(words: str) -> str | None:
    """The stage that these words are about, where they settle it."""
    return next((str(found.stage) for found in find_stage(words) if found.main), None)
