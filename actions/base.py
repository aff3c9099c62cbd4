"""What every action shares: it always answers, and it reads a message's facts in one way."""

from __future__ import annotations

import itertools
import logging
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot.catalogue import Answer, Catalogue, Source
from bot.catalogue.choices import choice_labels

Event = dict[str, Any]
Button = dict[str, str]

ENGLAND = "england"
"""The council slot of a person whose council this guide does not hold: the law alone."""

STAGE_INTENTS = {
    "ask_stage_meaning": "stages_overview",
    "ask_stage_people": "stages_overview",
    "ask_stage_length": "whole_time",
    "ask_stage_request": "how_to_complain",
}
"""Intents about one stage, and the topic that answers them where no stage is named."""

MOST_REPEATS = 2
"""How often an open question is asked again after something else was said."""

_LOG = logging.getLogger(__name__)


class GuideAction(Action, ABC):
    """An action that never leaves the person without an answer.

    Rasa answers nothing where an action fails; this is the one place that catches, and it gives
    the person somebody to ring.
    """

    @abstractmethod
    def name(self) -> str:
        """The action's name in domain.yml."""

    @abstractmethod
    def reply(self, say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
        """Says the replies and returns the events that follow."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[Event]:
        """Replies; where that fails, says so and whom to ring.

        After danger was raised, every turn begins with 999 until the person says they are safe.
        """
        try:
            events = self.reply(dispatcher, tracker)
        except Exception as failure:  # noqa: BLE001  (the one boundary, see the class)
            # The kind of failure only: its text could hold what the person wrote.
            _LOG.error("%s failed: %s", self.name(), type(failure).__name__, exc_info=_where())
            dispatcher.messages.clear()
            dispatcher.utter_message(
                response="utter_something_went_wrong",
                contact=catalogue().fill("{contact}", known_council(tracker)),
            )
            events = []
        if tracker.get_slot("danger_raised") and _begins_the_turn(dispatcher, tracker):
            reminder = CollectingDispatcher()
            reminder.utter_message(response="utter_danger_reminder")
            dispatcher.messages[:0] = reminder.messages
        return events


def _begins_the_turn(say: CollectingDispatcher, tracker: Tracker) -> bool:
    """Whether these are the turn's first words, and do not speak of 999 anyway."""
    since = itertools.takewhile(lambda event: event["event"] != "user", reversed(tracker.events))
    if not say.messages or any(event["event"] == "bot" for event in since):
        return False
    return bool(say.messages[0]["custom"].get("kind") != "emergency")


def _where() -> bool:
    """Whether failures are logged with their traces: only where a developer asks for it."""
    return _LOG.isEnabledFor(logging.DEBUG)


def catalogue() -> Catalogue:
    """The facts and answers of `content/`, read once."""
    return Catalogue.load()


def known_council(tracker: Tracker) -> str | None:
    """The slug of the council that the guide speaks for, or None (also where it is England)."""
    council = tracker.get_slot("council")
    return council if council in catalogue().councils else None


def council_name(council: str | None) -> str:
    """The council's name in full; empty for England."""
    return catalogue().councils[council].name if council else ""


def intent_of(tracker: Tracker) -> str:
    """The intent of the latest message."""
    return str(tracker.latest_message.get("intent", {}).get("name") or "")


def entities_of(tracker: Tracker, entity: str) -> list[Mapping[str, Any]]:
    """The latest message's entities of this kind, in the order of the words."""
    found = tracker.latest_message.get("entities", [])
    return [one for one in found if one["entity"] == entity]


def values_of(tracker: Tracker, entity: str) -> list[str]:
    """The different values of this entity in the latest message, in the order of the words."""
    return list(dict.fromkeys(str(one["value"]) for one in entities_of(tracker, entity)))


def topic_of(intent: str, stage: str | None) -> str | None:
    """The topic that answers an intent: `ask_stage_length` with stage 2 is `stage_2_length`.

    None where the intent asks nothing that the catalogue answers.
    """
    if intent in STAGE_INTENTS:
        return intent.replace("ask_stage", f"stage_{stage}") if stage else STAGE_INTENTS[intent]
    topic = intent.removeprefix("ask_")
    return topic if topic != intent and topic in catalogue().topics else None


def payload_of(topic: str) -> str:
    """What a choice of this topic tells the dialogue; the reverse of `topic_of`."""
    head, _, word = topic.partition("_")
    stage, _, word = word.partition("_")
    if head == "stage" and f"ask_stage_{word}" in STAGE_INTENTS:
        return f'/ask_stage_{word}{{"stage": "{stage}"}}'
    return f"/ask_{topic}"


def topic_buttons(topics: Iterable[str], council: str | None = None) -> list[Button]:
    """The topics as choices, with the catalogue's labels."""
    return [
        {"title": catalogue().answer(topic, council).label, "payload": payload_of(topic)}
        for topic in topics
    ]


def button(choice: str, payload: str) -> Button:
    """A choice that is not a question, with its words from the content."""
    return {"title": choice_labels()[choice], "payload": payload}


def dates_button() -> Button:
    """The offer to work out the person's dates."""
    return button("work_out_dates", "/check_deadline")


def stop_button() -> Button:
    """The way out of the form."""
    return button("stop_asking", "/stop")


def other_council_button() -> Button:
    """The answer of a person whose council is not covered, or who does not know it."""
    return button("another_council", f'/inform{{"council": "{ENGLAND}"}}')


def council_buttons() -> list[Button]:
    """Every council as a choice."""
    return [
        {"title": council.name, "payload": f'/inform{{"council": "{slug}"}}'}
        for slug, council in catalogue().councils.items()
    ]


def as_data(kind: str, *, sources: Iterable[Source] = (), answer: Answer | None = None,
            windows: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any]:  # fmt: skip
    """What goes with a reply's words: its kind, where it comes from, its links and dates."""
    rests_on = answer.sources if answer else tuple(sources)
    return {
        "kind": kind,
        "sources": [{"title": s.title, "quote": s.quote, "url": s.url} for s in rests_on],
        "links": [{"title": link.title, "url": link.url} for link in answer.links]
        if answer
        else [],
        "windows": list(windows),
    }


def in_form(tracker: Tracker) -> bool:
    """Whether the guide has a question open."""
    return bool((tracker.active_loop or {}).get("name"))


def back_to_form(say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
    """Asks the open question again, where one is open.

    A person who strays from it a third time in a row has other things in mind: the guide stops
    asking and offers to go on with the dates later.
    """
    if not in_form(tracker):
        return []
    strayed = int(tracker.get_slot("strayed") or 0)
    if strayed < MOST_REPEATS:
        return [SlotSet("strayed", strayed + 1), FollowupAction(tracker.active_loop["name"])]
    if say.messages:
        say.messages[-1]["buttons"] = [*(say.messages[-1]["buttons"] or []), dates_button()]
    else:
        say.utter_message(response="utter_stopped", buttons=[dates_button()])
    return leave_form()


def leave_form() -> list[Event]:
    """Ends the form; what was told so far stays for later."""
    return [ActiveLoop(None), SlotSet("requested_slot", None), SlotSet("strayed", 0)]
