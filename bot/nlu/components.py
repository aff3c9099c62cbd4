"""The extractors as Rasa components. The work is in the modules beside this one, without Rasa.

Each adds its entities to those that are there. None learns anything, so a change of content/
takes effect when the bot starts, without training.
"""

from __future__ import annotations

import hashlib
from abc import abstractmethod
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.clock import today
from bot.nlu.complainants import find_complainant
from bot.nlu.councils import council_finder, covered_councils, other_councils
from bot.nlu.dates import FoundDate, find_dates
from bot.nlu.events import asides, find_events, latest, pair
from bot.nlu.stages import asks_beyond, find_stage

Entity = dict[str, Any]


class Extractor(GraphComponent, EntityExtractorMixin):
    """Adds the entities that `entities` finds in a message's text."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Extractor:
        """Make the component for Rasa. It has no settings."""
        return cls()

    @staticmethod
    @abstractmethod
    def entities(text: str) -> list[Entity]:
        """The entities in `text`, as docs/architecture.md lists them."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Add what is found to the entities of each message."""
        for message in messages:
            found = self.entities(message.get(TEXT) or "")
            message.set(
                ENTITIES,
                message.get(ENTITIES, []) + self.add_extractor_name(found),
                add_to_output=True,
            )
        return messages


def _entity(entity: str, value: str, found: Any, confidence: float = 1.0, /, **more: Any) -> Entity:
    return {
        "entity": entity,
        "value": value,
        "start": found.start,
        "end": found.end,
        "confidence_entity": confidence,
        "as_written": found.as_written,
        **more,
    }


def _day(found: FoundDate) -> str | None:
    return found.day.isoformat() if found.day else None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DateExtractor(Extractor):
    """Adds `date`: its value is a day only where there is no doubt, else what the doubt is."""

    @staticmethod
    def entities(text: str) -> list[Entity]:
        """The dates of `find_dates`, today being the day of the clock."""
        beside = asides(text)
        return [
            _entity(
                "date",
                (_day(found) or "") if found.problem == "none" else found.problem,
                found,
                problem=found.problem,
                day=_day(found),
                earliest=found.earliest.isoformat() if found.earliest else None,
                latest=found.latest.isoformat() if found.latest else None,
                approximate=found.approximate,
                reason=found.reason,
                of_several=found.of_several,
                role=found.role
                or (any(s <= found.start < e for s, e in beside) and "aside")
                or None,
            )
            for found in find_dates(text, today=today())
        ]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class CouncilExtractor(Extractor):
    """Adds `council`: a slug of content/, or "other:" and the name of another council."""

    @staticmethod
    def entities(text: str) -> list[Entity]:
        """The councils of `CouncilFinder.find`."""
        return [
            _entity("council", found.value, found, found.confidence, name=found.name, by=found.by)
            for found in council_finder().find(text)
        ]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """A hash of the names read from content/, which Rasa's own cache key does not hold."""
        return hashlib.sha256(repr((covered_councils(), other_councils())).encode()).hexdigest()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class StageExtractor(Extractor):
    """Adds `stage`: "1", "2" or "3"; `main` marks the one that the message is about."""

    @staticmethod
    def entities(text: str) -> list[Entity]:
        """The stages of `find_stage`; of two that name the main one, the first is marked."""
        marked: set[int] = set()
        entities = []
        for found in find_stage(text):
            main = found.main and found.stage not in marked
            marked.add(found.stage)
            entities.append(
                _entity("stage", str(found.stage), found, main=main, beyond=asks_beyond(text))
            )
        return entities


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class EventExtractor(Extractor):
    """Adds `event`, with its day where one belongs to it; "awaited:…" where it has not come."""

    @staticmethod
    def entities(text: str) -> list[Entity]:
        """The events of `find_events`, each with the date that `pair` gives it."""
        events = find_events(text)
        newest = latest(events)
        entities = []
        for dated in pair(find_dates(text, today=today()), events, asides(text)):
            event, found, letter = dated.event, dated.date, dated.letter
            entities.append(
                _entity(
                    "event",
                    event.event if event.happened else f"awaited:{event.event}",
                    event,
                    happened=event.happened,
                    latest=event is newest,
                    pairing=dated.pairing,
                    day=_day(found) if found and found.problem == "none" else None,
                    date_problem=found.problem if found else None,
                    approximate=found.approximate if found else False,
                    date_as_written=found.as_written if found else None,
                    letter_day=_day(letter) if letter and letter.problem == "none" else None,
                )
            )
        return entities


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ComplainantExtractor(Extractor):
    """Adds `complainant`: who the writer is to the child, with their age where they say it."""

    @staticmethod
    def entities(text: str) -> list[Entity]:
        """The one of `find_complainant`."""
        found = find_complainant(text)
        if found is None:
            return []
        return [_entity("complainant", found.value, found, age=found.age, young=found.young)]
