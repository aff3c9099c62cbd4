"""Works out the person's own dates: asks what is missing, then says every window."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import (
    ENGLAND,
    Event,
    GuideAction,
    as_data,
    button,
    catalogue,
    council_buttons,
    council_name,
    entities_of,
    intent_of,
    known_council,
    other_council_button,
    stop_button,
    topic_buttons,
    values_of,
)
from actions.facts import latest_event, usable_dates
from actions.safety import advocate_first, support_first
from bot.catalogue.deadlines import DeadlineWords, told_dates
from bot.clock import today
from bot.conversation import WorkedOut

FORM = "dates_form"
TOLD = ("council", "event", "date", "stage")
"""What a message may tell that the form or the dates need."""
ANSWERS = {"inform", "tell_event", "check_deadline", "correct", "affirm", "deny"}
"""Intents of messages that are meant to answer the form's question."""


class BeginDates(GuideAction):
    """Starts the form; where the message holds all it asks for, the dates follow at once."""

    def name(self) -> str:
        return "action_begin_dates"

    def reply(self, say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
        support_first(say, tracker)
        told = advocate_first(say, tracker, ())
        if not (tracker.get_slot("council") and tracker.get_slot("event")):
            say_day_not_used(say, tracker)  # these are asked first
        return [*told, SlotSet("missed", 0), SlotSet("said", None), FollowupAction(FORM)]


def say_day_not_used(say: CollectingDispatcher, tracker: Tracker) -> None:
    """Says why the day of what happened cannot be used, where it is asked for only later."""
    event = latest_event(tracker)
    for one in entities_of(tracker, "date"):
        problem = one["problem"]
        of_event = event and one["as_written"] == event.get("date_as_written")
        waits = problem == "none" and _waits(tracker)
        if waits or problem == "impossible" or (of_event and problem != "none"):
            said = problem if problem in {"impossible", "future"} else "inexact"
            say.utter_message(response=f"utter_day_{said}", as_written=one["as_written"])
            return


def ask_day_again(say: CollectingDispatcher, tracker: Tracker) -> None:
    """Asks again for the day of an event that was told beside a question: no such day exists."""
    for event in entities_of(tracker, "event"):
        if event.get("date_problem") == "impossible":
            say.utter_message(
                response="utter_ask_event_date_impossible",
                question=DeadlineWords.load().events[str(event["value"])].ask_date,
                as_written=event["date_as_written"],
                buttons=say.messages[-1]["buttons"],
            )
            return


class AskCouncil(GuideAction):
    """Asks which council, with every council as a choice, and one for "another"."""

    def name(self) -> str:
        return "action_ask_council"

    def reply(self, say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
        if len(values_of(tracker, "council")) > 1:
            response = "utter_ask_one_council"
        elif _answer_not_found(tracker, "council"):
            response = "utter_ask_council_unclear"
        else:
            response = "utter_ask_council"
        say.utter_message(
            response=response,
            buttons=[*council_buttons(), other_council_button()],
        )
        return []


class AskEvent(GuideAction):
    """Asks what happened last: the events of the stage that was named, else the usual ones."""

    def name(self) -> str:
        return "action_ask_event"

    def reply(self, say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
        more = bool(values_of(tracker, "more_events"))
        words = DeadlineWords.load()
        offered = words.offer(tracker.get_slot("stage"))
        if more:
            offered = tuple(event for event in words.events if event not in offered)
        events = [
            {"title": words.events[event].label, "payload": f'/inform{{"event": "{event}"}}'}
            for event in offered
        ]
        others = [] if more else [button("something_else", '/inform{"more_events": "yes"}')]
        unclear = _answer_not_found(tracker, "event")
        say.utter_message(
            response="utter_ask_event_unclear" if unclear else "utter_ask_event",
            buttons=[*events, *others, stop_button()],
        )
        return []


class AskEventDate(GuideAction):
    """Asks for the day, and says what was wrong with the day just given."""

    def name(self) -> str:
        return "action_ask_event_date"

    def reply(self, say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
        dates = [one for one in entities_of(tracker, "date") if not one.get("role")]
        problem = _problem(tracker, dates)
        say.utter_message(
            response=f"utter_ask_event_date_{problem}" if problem else "utter_ask_event_date",
            question=DeadlineWords.load().events[tracker.slots["event"]].ask_date,
            as_written=dates[0]["as_written"] if dates else "",
            buttons=[stop_button()],
        )
        return []


class GiveDates(GuideAction):
    """Says every window that the event opens, with its source."""

    def name(self) -> str:
        return "action_give_dates"

    def reply(self, say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
        return say_dates(say, tracker)


def say_dates(say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
    """Says what the person told, their own windows, then the council's."""
    council, words = known_council(tracker), DeadlineWords.load()
    event, given = tracker.slots["event"], tracker.slots["event_date"]
    day = date.fromisoformat(given["day"])
    letter = tracker.get_slot("letter_dated")
    worked_out = WorkedOut(
        council=council or ENGLAND,
        event=event,
        day=day,
        letter_dated=date.fromisoformat(letter) if letter else None,
        approximate=bool(given["approximate"]),
    )
    told = told_dates(catalogue(), **vars(worked_out), today=today())
    opening = told.opening
    for group in told.groups:
        data = as_data(
            "deadline",
            sources=group.sources,
            windows=[window.as_json() for window in group.windows],
        )
        if group is told.groups[-1]:
            data["worked_out"] = worked_out.as_json()
        say.utter_message(text="\n\n".join([*opening, *group.lines]), json_message=data)
        opening = ()
    say.utter_message(
        response="utter_dates_counted" if council else "utter_dates_counted_for_england",
        council=council_name(council),
        buttons=[
            *topic_buttons(words.events[event].next, council),
            button("another_date", '/check_deadline{"anew": "yes"}'),
        ],
    )
    return [SlotSet("said", ["dates"]), SlotSet("pending_topic", None)]


def _problem(tracker: Tracker, dates: list[Any]) -> str | None:
    """Why the day in the message cannot be used, as the end of a response's name."""
    event = latest_event(tracker)
    if event and event.get("pairing") in {"several_dates", "shared_date"}:
        return "several"
    if len({one["value"] for one in usable_dates(dates)}) > 1:
        return "several"
    if usable_dates(dates) and _waits(tracker):
        return "waiting"
    for one in dates:
        if one["problem"] != "none":
            return str(one["problem"])
    return "unclear" if _answer_not_found(tracker, "event_date") else None


def _waits(tracker: Tracker) -> bool:
    """Whether the message tells only what the person waits for: its day is not that of an event."""
    event = latest_event(tracker)
    return event is not None and event.get("happened") is False


def _answer_not_found(tracker: Tracker, asked: str) -> bool:
    """Whether the person was asked for this and typed an answer that tells nothing."""
    if tracker.get_slot("requested_slot") != asked or intent_of(tracker) not in ANSWERS:
        return False
    return not any(values_of(tracker, one) for one in (*TOLD, "more_events"))
