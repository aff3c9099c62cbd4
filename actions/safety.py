"""Danger before everything: emergency help, support for the worried, and how to carry on."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import (
    Event,
    GuideAction,
    button,
    catalogue,
    dates_button,
    entities_of,
    intent_of,
    known_council,
    leave_form,
    topic_buttons,
)
from actions.facts import take_facts
from bot.catalogue.safety import emergency_text, worry_text


class GiveEmergencyHelp(GuideAction):
    """999 first, then who fits; whatever the guide was asking ends here."""

    def name(self) -> str:
        return "action_give_emergency_help"

    def reply(self, say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
        facts = take_facts(tracker)
        say.utter_message(
            text=emergency_text(catalogue(), known_council(tracker)),
            json_message={"kind": "emergency"},
            buttons=[button("carry_on", "/carry_on")],
        )
        return [
            *facts,
            *leave_form(),
            SlotSet("danger_raised", True),
            SlotSet("pending_topic", None),
        ]


class CarryOn(GuideAction):
    """The person says that they are safe: the guide goes on, and keeps 999 in sight."""

    def name(self) -> str:
        return "action_carry_on"

    def reply(self, say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
        tracker.slots["danger_raised"] = False
        say.utter_message(
            response="utter_carry_on",
            buttons=[
                *topic_buttons(("how_to_complain", "advocate"), known_council(tracker)),
                dates_button(),
            ],
        )
        return [SlotSet("danger_raised", False)]


def support_first(say: CollectingDispatcher, tracker: Tracker) -> None:
    """What comes before any other reply to a worried person: 999 and the helplines that fit."""
    worries = [one for one in entities_of(tracker, "danger") if one["value"] == "worry"]
    if worries or intent_of(tracker) == "report_worry":
        concern = str(worries[0].get("concern")) if worries else "cannot_cope"
        say.utter_message(
            text=worry_text(catalogue(), concern, known_council(tracker)),
            json_message={"kind": "emergency"},
        )


def advocate_first(
    say: CollectingDispatcher, tracker: Tracker, topics: Sequence[str]
) -> list[Event]:
    """Tells a young person once of the advocate, unless that is what they ask about."""
    told = tracker.get_slot("told") or []
    if not tracker.get_slot("young") or "advocate" in told:
        return []
    if not set(topics) & {"advocate", "complain_as_child"}:
        contacts = catalogue().contacts
        say.utter_message(
            response="utter_young_advocate",
            advocate=contacts["coram_voice"].name_and_phone,
            childline=contacts["childline"].name_and_phone,
        )
    tracker.slots["told"] = [*told, "advocate"]
    return [SlotSet("told", tracker.slots["told"])]
