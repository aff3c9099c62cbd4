"""The extractors as Rasa components. The work is in the modules beside this one, without Rasa.

Each adds its entities to those that are there. None learns anything, so a change of content/
takes effect when the bot starts, without training.
"""

from __future__ import annotations

import hashlib
from abc import abstractmethod
from functools import cache
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.catalogue import Catalogue, Council
from bot.catalogue.reading import CONTENT, ENGLAND, read_yaml
from bot.clock import today
from bot.nlu.complainants import find_complainant
from bot.nlu.councils import CouncilFinder, CouncilNames, Elsewhere
from bot.nlu.dates import FoundDate, find_dates
from bot.nlu.events import find_events, latest, pair
from bot.nlu.stages import find_stage

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


def _entity(name: str, value: str, found: Any, confidence: float = 1.0, **more: Any) -> Entity:
    return {
        "entity": name,
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
            )
            for found in find_dates(text, today=today())
        ]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class CouncilExtractor(Extractor):
    """Adds `council`: a slug of content/, or "other:" and the name of another council."""

    @staticmethod
    def entities(text: str) -> list[Entity]:
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
        marked: set[int] = set()
        entities = []
        for found in find_stage(text):
            main = found.main and found.stage not in marked
            marked.add(found.stage)
            entities.append(_entity("stage", str(found.stage), found, main=main))
        return entities


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class EventExtractor(Extractor):
    """Adds `event`, with its day where one belongs to it; "awaited:…" where it has not come."""

    @staticmethod
    def entities(text: str) -> list[Entity]:
        events = find_events(text)
        newest = latest(events)
        entities = []
        for dated in pair(find_dates(text, today=today()), events):
            event, found = dated.event, dated.date
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
                )
            )
        return entities


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ComplainantExtractor(Extractor):
    """Adds `complainant`: who the writer is to the child, with their age where they say it."""

    @staticmethod
    def entities(text: str) -> list[Entity]:
        found = find_complainant(text)
        if found is None:
            return []
        return [_entity("complainant", found.value, found, age=found.age, young=found.young)]


@cache
def council_finder() -> CouncilFinder:
    """The finder for the councils in content/. Raises ContentError if content/ is wrong."""
    return CouncilFinder(covered_councils(), other_councils())


def covered_councils() -> tuple[CouncilNames, ...]:
    """The names of the councils that have a folder in content/."""
    return tuple(council_names(council) for council in Catalogue.load().councils.values())


def council_names(council: Council) -> CouncilNames:
    """What the catalogue knows of a council, as the finder takes it."""
    return CouncilNames(
        council.slug,
        council.name,
        (council.short_name, *council.names),
        council.places,
        tuple((place.name, place.also) for place in council.partly),
        tuple(Elsewhere(other.council, other.names) for other in council.not_here),
    )


@cache
def other_councils() -> tuple[Elsewhere, ...]:
    """England's councils for children's social care, from content/england/councils.yml."""
    entries = read_yaml(CONTENT / ENGLAND / "councils.yml")["councils"]
    return tuple(
        Elsewhere(entry["name"], tuple(entry["names"]), entry.get("ordinary", False))
        for entry in entries
    )
