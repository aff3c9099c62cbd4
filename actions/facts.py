"""Remembers what a message tells: the council, the stage, what happened last and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import (
    ENGLAND,
    STAGE_INTENTS,
    Event,
    GuideAction,
    entities_of,
    in_form,
    intent_of,
    values_of,
)

TELLING = {"check_deadline", "tell_event", "inform", "correct"}
"""Intents whose message may say what happened and when."""

BEFORE = {
    "stage_1_reply_received": "complaint_made",
    "stage_2_reply_received": "stage_2_requested",
    "panel_held": "stage_3_requested",
    "panel_report_received": "panel_held",
    "final_reply_received": "panel_held",
}
"""What has happened to a person who still waits for this."""


class RememberFacts(GuideAction):
    """Fills the slots from every message, before anything else is decided.

    Rasa's own slot mappings would fill a date from any message ("my son was born on 3 March");
    here a date is taken only where the message tells what happened, or the guide asked for it.
    """

    def name(self) -> str:
        return "action_remember_facts"

    def reply(self, say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
        return take_facts(tracker)


def take_facts(tracker: Tracker) -> list[Event]:
    """The slots that the latest message fills; the tracker given holds them afterwards.

    While a form is open Rasa runs no slot mapping for a question in the middle; the action that
    answers it calls this, so that "what is Leicester's number?" still tells the council.
    """
    facts = {
        **_council(tracker), **_stage(tracker), **_complainant(tracker), **_event_and_date(tracker)
    }  # fmt: skip
    tracker.slots.update(facts)
    return [SlotSet(slot, value) for slot, value in facts.items()]


def _council(tracker: Tracker) -> dict[str, Any]:
    named = values_of(tracker, "council")
    if len(named) != 1:
        return {}  # none, or two: the answer asks which
    return {"council": ENGLAND if named[0].startswith("other:") else named[0]}


def _stage(tracker: Tracker) -> dict[str, Any]:
    stages = entities_of(tracker, "stage")
    main = next((one for one in stages if one.get("main")), stages[0] if stages else None)
    if main:
        return {"stage": str(main["value"])}
    intent = intent_of(tracker)
    if intent.startswith("ask_") and intent not in STAGE_INTENTS:
        return {"stage": None}  # another subject: "how long?" no longer means that stage
    return {}


def _complainant(tracker: Tracker) -> dict[str, Any]:
    people = entities_of(tracker, "complainant")
    if not people:
        return {}
    return {"complainant": str(people[0]["value"]), "young": bool(people[0].get("young"))}


def _event_and_date(tracker: Tracker) -> dict[str, Any]:
    intent = intent_of(tracker)
    event = latest_event(tracker)
    asked = intent.startswith("ask_")
    if asked and not (event and event.get("pairing") == "paired"):
        return {}  # a question that only mentions a stage or a day tells nothing new
    if not (asked or in_form(tracker) or intent in TELLING or event):
        return {}
    found: dict[str, Any] = {}
    if event:
        found["event"] = standing(str(event["value"]))
    day = the_day(tracker, event)
    if day:
        found["event_date"] = day
    starts_anew = not in_form(tracker) and intent in {"check_deadline", "tell_event"}
    if starts_anew or (
        event and found["event"] != tracker.get_slot("event") and not in_form(tracker)
    ):
        found = {"event": None, "event_date": None} | found
    return found


def latest_event(tracker: Tracker) -> dict[str, Any] | None:
    """What happened last, as the message tells it; else what the person still waits for."""
    events = entities_of(tracker, "event")
    chosen = [one for one in events if one.get("latest") or one.get("extractor") is None]
    waited = [one for one in events if standing(str(one["value"])) != one["value"]]
    for one in (*chosen, *waited, *(e for e in events if e.get("happened", True))):
        return dict(one)
    return None


def standing(event: str) -> str:
    """Where the person stands: the event itself, or what comes before the awaited one."""
    if not event.startswith("awaited:"):
        return event
    awaited = event.removeprefix("awaited:")
    return BEFORE.get(awaited, awaited)


def the_day(tracker: Tracker, event: dict[str, Any] | None) -> dict[str, Any] | None:
    """The one day that the message gives for the event, or None where it gives none or several."""
    if event and event.get("pairing") in {"several_dates", "shared_date"}:
        return None
    dates = entities_of(tracker, "date")
    usable = usable_dates(dates)
    if event and event.get("day"):
        usable = [one for one in usable if one["value"] == event["day"]] or usable
    days = {one["value"] for one in usable}
    if len(days) != 1 or (len(usable) < len(dates) and not (event and event.get("day"))):
        return None
    one = usable[0]
    return {
        "day": str(one["value"]),
        "approximate": bool(one.get("approximate")),
        "as_written": str(one.get("as_written", "")),
        "reason": str(one.get("reason", "")),
    }


def usable_dates(dates: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those of the message's dates that name one past day."""
    return [one for one in dates if one.get("problem", "none") == "none"]
