"""Replies to what is no question: greetings, thanks, anger, nonsense, stop and start again."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, AllSlotsReset, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import (
    ENGLAND,
    Button,
    Event,
    GuideAction,
    back_to_form,
    catalogue,
    dates_button,
    in_form,
    intent_of,
    known_council,
    leave_form,
    topic_buttons,
)
from actions.safety import advocate_first, support_first

FIRST_TOPICS = ("how_to_complain", "stages_overview", "advocate", "contact")


class ReplyBriefly(GuideAction):
    """One fixed reply for each such intent, then back to the open question or a few choices."""

    def name(self) -> str:
        return "action_reply_briefly"

    def reply(self, say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
        support_first(say, tracker)
        intent = intent_of(tracker)
        if in_form(tracker) and intent in {"affirm", "deny"}:
            return back_to_form(say, tracker)  # no answer to which council, what happened or when
        ends = intent == "goodbye" or in_form(tracker)
        say.utter_message(
            response=f"utter_{intent}",
            samaritans=catalogue().contacts["samaritans"].name_and_phone,
            buttons=[] if ends else first_choices(tracker),
        )
        told = [*advocate_first(say, tracker, ()), SlotSet("missed", 0)]
        if intent == "goodbye":
            return [*told, *leave_form()]
        return [*told, *back_to_form(say, tracker)]


class StartAgain(GuideAction):
    """Forgets what the person told and greets them anew."""

    def name(self) -> str:
        return "action_start_again"

    def reply(self, say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
        say.utter_message(response="utter_start_again")
        tracker.slots.clear()
        say.utter_message(response="utter_greet", buttons=first_choices(tracker))
        return [AllSlotsReset(), ActiveLoop(None)]


class StopAsking(GuideAction):
    """Leaves the form at once; what was told so far is not used."""

    def name(self) -> str:
        return "action_stop_asking"

    def reply(self, say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
        say.utter_message(response="utter_stopped", buttons=first_choices(tracker))
        told = [
            SlotSet(slot, None) for slot in ("event", "event_date", "letter_dated", "pending_topic")
        ]
        return [*leave_form(), *told]


class HelpWithQuestion(GuideAction):
    """Helps a person who does not know what was asked: the council, what happened, or the day."""

    def name(self) -> str:
        return "action_help_with_question"

    def reply(self, say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
        asked = tracker.get_slot("requested_slot") if in_form(tracker) else None
        told = tracker.get_slot("told") or []
        if asked == "council" and "where_council_stands" in told:
            say.utter_message(response="utter_speaking_for_england")
            return [SlotSet("council", ENGLAND), *back_to_form(say, tracker)]
        say.utter_message(
            response=f"utter_help_with_{asked or 'nothing'}",
            buttons=[] if asked else first_choices(tracker),
        )
        looked = [SlotSet("told", [*told, "where_council_stands"])] if asked == "council" else []
        return [*looked, *back_to_form(say, tracker)]


def first_choices(tracker: Tracker) -> list[Button]:
    """Where to begin: a few topics, and the offer to work out dates."""
    return [*topic_buttons(FIRST_TOPICS, known_council(tracker)), dates_button()]
