"""The Rasa agent in this process: loads the trained model and answers one turn at a time."""

from __future__ import annotations

import asyncio
import itertools
import json
import logging
import os
import re
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.catalogue.choices import choice_labels
from bot.conversation import Choice, Reply, Turn, WorkedOut

MODELS = Path(__file__).parents[2] / "models"

_LOG = logging.getLogger(__name__)


class NoModelError(RuntimeError):
    """There is no trained model: run `make train`."""


def newest_model(folder: Path = MODELS) -> Path:
    """The model trained last. Raises NoModelError where there is none."""
    models = sorted(folder.glob("*.tar.gz"), key=lambda file: file.stat().st_mtime)
    if not models:
        raise NoModelError(f"No trained model in {folder.name}/: run `make train`.")
    return models[-1]


class RasaEngine:
    """The dialogue: Rasa's agent with the custom actions called directly.

    `load` takes seconds and may run in a thread; until it is done `ready` is False.
    """

    def __init__(self, *, idle_seconds: float = 3600) -> None:
        self._agent: Any = None
        self._idle_seconds = idle_seconds

    @property
    def ready(self) -> bool:
        """Whether the model is loaded and has answered once."""
        return self._agent is not None

    def load(self, model: Path | None = None) -> None:
        """Loads a model, by default the newest. Raises NoModelError where there is none."""
        from rasa.core.agent import Agent

        from bot.engine.in_process_actions import InProcessActions
        from bot.engine.tracker_store import ForgetfulTrackerStore

        self._store = ForgetfulTrackerStore(idle_seconds=self._idle_seconds)
        agent = Agent.load(
            str(model or newest_model()),
            tracker_store=self._store,
            action_endpoint=InProcessActions(),
        )
        # The first message costs more than all others; nobody should wait for it.
        asyncio.run(agent.parse_message("hello"))
        self._agent = agent

    async def turn(
        self,
        conversation: str,
        *,
        text: str | None = None,
        payload: str | None = None,
        council: str | None = None,
    ) -> Turn:
        """Answers a typed text or a chosen payload; with neither, greets."""
        from rasa.core.channels.channel import UserMessage
        from rasa.shared.core.events import SlotSet

        from bot.engine.channel import CollectedReplies

        if council:
            tracker = await self._agent.processor.fetch_tracker_and_update_session(conversation)
            if tracker.get_slot("council") is None:
                tracker.update(SlotSet("council", council))
                await self._store.save(tracker)
        said = CollectedReplies()
        if text and not payload:
            payload = await self._choice_typed(conversation, text)
        message = payload or (typed(text) if text else "/greet")
        await self._agent.handle_message(
            UserMessage(message, said, conversation, input_channel=said.name())
        )
        tracker = await self._store.retrieve(conversation)
        slots = tracker.current_slot_values() if tracker else {}
        return Turn(
            tuple(said.replies),
            tuple(said.choices),
            council=slots.get("council"),
            tools=tools(slots),
        )

    async def _choice_typed(self, conversation: str, text: str) -> str | None:
        """The payload of the choice whose label the person typed instead of picking it."""
        tracker = await self._store.retrieve(conversation)
        since_then = itertools.takewhile(
            lambda event: event.type_name != "user", reversed(tracker.events if tracker else ())
        )
        offered = (getattr(event, "data", {}).get("buttons") or () for event in since_then)
        for button in itertools.chain.from_iterable(offered):
            if folded(button["title"]) == folded(text):
                return str(button["payload"])
        return None

    async def parse(self, text: str) -> dict[str, Any]:
        """What the guide understands of a text: intent, ranking, entities."""
        parsed: dict[str, Any] = await self._agent.parse_message(typed(text))
        return parsed

    def parse_many(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """What the guide understands of many texts, which is quicker than one by one."""
        from rasa.core.channels.channel import UserMessage
        from rasa.core.processor import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
        from rasa.shared.core.trackers import DialogueStateTracker

        target = self._agent.processor.model_metadata.nlu_target
        found = self._agent.processor.graph_runner.run(
            inputs={
                PLACEHOLDER_MESSAGE: [UserMessage(typed(text)) for text in texts],
                PLACEHOLDER_TRACKER: DialogueStateTracker("nobody", []),
            },
            targets=[target],
        )
        return [message.as_dict(only_output_properties=True) for message in found[target]]

    async def take_back(self, conversation: str) -> bool:
        """Undoes the last message with all that followed; False where there is none to undo."""
        return await self._store.take_back(conversation)

    async def forget(self, conversation: str) -> None:
        """Drops everything said in this conversation."""
        await self._store.forget(conversation)


def tools(slots: Mapping[str, Any]) -> dict[str, Choice]:
    """What may be changed at any time, given what is known: see `Turn`."""
    known = {
        "council": slots.get("council"),
        "event": slots.get("event"),
        "day": slots.get("event_date"),
    }
    found = {
        fact: _tool(f"change_{fact}", "correct", change=fact)
        for fact, value in known.items()
        if value
    }
    if slots.get("simple_words"):
        return found | {"words": _tool("usual_words", "repeat", words="usual")}
    return found | {"words": _tool("simple_words", "simplify", words="simple")}


def _tool(label: str, intent: str, **entities: str) -> Choice:
    return choice_of(
        {"title": choice_labels()[label], "payload": f"/{intent}{json.dumps(entities)}"}
    )


def typed(text: str) -> str:
    """The text as words: a leading slash would let it name an intent, as choices do."""
    return re.sub(r"^[\s/]+", "", text) or "?"


def folded(text: str) -> str:
    """The words alone, for comparing what is typed with a label."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def choice_of(button: dict[str, str]) -> Choice:
    """A Rasa button as a choice; its id is the payload, written for a page and a contract."""
    payload = button["payload"]
    intent, _, entities = payload.removeprefix("/").partition("{")
    values = json.loads("{" + entities).values() if entities else ()
    return Choice("-".join([intent, *map(str, values)]), button["title"], payload)


def reply_of(message: dict[str, Any]) -> Reply:
    """A Rasa message as a reply."""
    data = message.get("custom") or {}
    return Reply(
        kind=data.get("kind", "answer"),
        text=(message.get("text") or "").strip(),
        sources=tuple(data.get("sources", ())),
        links=tuple(data.get("links", ())),
        windows=tuple(data.get("windows", ())),
        worked_out=WorkedOut.of_json(data["worked_out"]) if "worked_out" in data else None,
    )


def quieten_rasa() -> None:
    """No telemetry, no error reports, and no message texts in the logs.

    Rasa writes what people say into its logs at debug level and where something fails.
    """
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.CRITICAL)
    for name in ("rasa", "rasa_sdk", "apscheduler", "matplotlib", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
