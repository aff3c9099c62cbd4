"""Takes a bare answer, a correction or a change of council, and goes on with what it is for."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answers import ask_one_council, not_understood, say_answers, say_council
from actions.base import (
    ENGLAND,
    Event,
    GuideAction,
    back_to_form,
    catalogue,
    council_buttons,
    in_form,
    other_council_button,
    values_of,
)
from actions.facts import take_facts
from actions.safety import advocate_first
from actions.talk import first_choices

ABOUT_COUNCILS = ("other_council", "which_council")
"""Answered by naming the council: not said again once it is named."""


class TakeInformation(GuideAction):
    """Takes "Leicester", "stage 2" or "3 March" where no form asked for it."""

    def name(self) -> str:
        return "action_take_information"

    def reply(self, say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
        taken = take_information(say, tracker)
        if taken is not None:
            return taken
        told = advocate_first(say, tracker, ())
        if told or values_of(tracker, "complainant"):
            say.utter_message(response="utter_ask_what_next", buttons=first_choices(tracker))
            return told
        return not_understood(say, tracker)


class CorrectFacts(GuideAction):
    """Takes a correction, and says anew what it changes; asks what to correct where unclear."""

    def name(self) -> str:
        return "action_correct_facts"

    def reply(self, say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
        for fact in values_of(tracker, "change"):
            return ask_anew(say, tracker, fact)
        taken = take_information(say, tracker)
        if taken is not None:
            return taken
        say.utter_message(response="utter_ask_what_to_correct")
        return []


class ChangeCouncil(GuideAction):
    """Speaks for another council from now on; asks which where it is not said."""

    def name(self) -> str:
        return "action_change_council"

    def reply(self, say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
        answers_which = tracker.get_slot("requested_slot") == "council"
        facts = take_facts(tracker)
        if not values_of(tracker, "council") and in_form(tracker) and answers_which:
            return [*facts, *back_to_form(say, tracker)]
        if not values_of(tracker, "council"):
            return [*facts, *ask_anew(say, tracker, "council")]
        return [*facts, *take_council(say, tracker), *back_to_form(say, tracker)]


def ask_anew(say: CollectingDispatcher, tracker: Tracker, fact: str) -> list[Event]:
    """Asks again for what the person wants to change: `council`, `event` or `day`.

    Another event happened on another day: that is asked for too.
    """
    if fact != "council":
        slots = ("event", "event_date") if fact == "event" else ("event_date",)
        dropped = [SlotSet(slot, None) for slot in (*slots, "letter_dated")]
        return [*dropped, SlotSet("stage", None), FollowupAction("dates_form")]
    if in_form(tracker):
        return [SlotSet("council", None), *back_to_form(say, tracker)]
    say.utter_message(
        response="utter_ask_council", buttons=[*council_buttons(), other_council_button()]
    )
    return [SlotSet("council", None)]


def same_of_stage(tracker: Tracker) -> str:
    """What was last said of a stage, for the stage named now; else what that stage is."""
    said = (tracker.get_slot("said") or [""])[0]
    word = said.split("_")[-1] if said.startswith("stage_") else ""
    topic = f"stage_{tracker.get_slot('stage')}_{word}"
    return topic if topic in catalogue().topics else f"stage_{tracker.get_slot('stage')}_meaning"


def take_information(say: CollectingDispatcher, tracker: Tracker) -> list[Event] | None:
    """Goes on with the council, event, day or stage that a message tells; None where none is."""
    if in_form(tracker):
        return back_to_form(say, tracker)
    if values_of(tracker, "council"):
        return take_council(say, tracker)
    dates_said = tracker.get_slot("said") == ["dates"]
    told_stage = bool(values_of(tracker, "stage"))
    if values_of(tracker, "event") or values_of(tracker, "date") or (told_stage and dates_said):
        return [FollowupAction("dates_form")]
    return say_answers(say, tracker, [same_of_stage(tracker)]) if told_stage else None


def take_council(say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
    """Says for which council the guide speaks now, and answers what waited for it."""
    named = values_of(tracker, "council")
    if len(named) > 1:
        return ask_one_council(say, named, tracker.get_slot("pending_topic"))
    other = named[0].removeprefix("other:")
    if other != named[0]:
        return say_answers(say, tracker, ["other_council"])
    told = say_council(say, tracker)
    if values_of(tracker, "event") and tracker.get_slot("event_date"):  # told in the same message
        return [*told, FollowupAction("dates_form")]
    # Said for one council, the last answer may be wrong for the other.
    again = tracker.get_slot("pending_topic") or None
    topics = [again] if again else tracker.get_slot("said") or []
    topics = [topic for topic in topics if topic not in ABOUT_COUNCILS]
    if topics == ["dates"]:
        return [*told, FollowupAction("dates_form")]
    if topics and not (again and named == [ENGLAND]):  # England's answer was given already
        return say_answers(say, tracker, topics)
    say.utter_message(response="utter_ask_what_next", buttons=first_choices(tracker))
    return told
