"""Remembers what a message tells: the council, the stage, what happened last and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
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
from bot.clock import today
from bot.eligibility import EVENTS

TELLING = {"check_deadline", "tell_event", "inform", "correct"}
"""Intents whose message may say what happened and when."""

ANOTHER_COUNCIL = {"ask_other_council", "change_council"}
"""What "another council" may be read as; where the guide asks which council, it is the answer."""

LAST_STAGE = 3

NOT_COMPLAINED = "awaited:complaint_made"
BEFORE = {
    "complaint_made": "problem_happened",
    "stage_1_reply_received": "complaint_made",
    "stage_2_reply_received": "stage_2_requested",
    "panel_held": "stage_3_requested",
    "panel_report_received": "panel_held",
    "final_reply_received": "panel_held",
}
"""What has happened to a person who still waits for this, or has not complained yet."""


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
    if facts.keys() & {"council", "event", "event_date"}:
        facts["strayed"] = 0
    tracker.slots.update(facts)
    return [SlotSet(slot, value) for slot, value in facts.items()]


def _council(tracker: Tracker) -> dict[str, Any]:
    named = values_of(tracker, "council")
    if not named and intent_of(tracker) in ANOTHER_COUNCIL and _council_asked(tracker):
        return {"council": ENGLAND}
    if len(named) != 1:
        return {}  # none, or two: the answer asks which
    return {"council": ENGLAND if named[0].startswith("other:") else named[0]}


def _council_asked(tracker: Tracker) -> bool:
    return in_form(tracker) and tracker.get_slot("requested_slot") == "council"


def _stage(tracker: Tracker) -> dict[str, Any]:
    stages = entities_of(tracker, "stage")
    main = next((one for one in stages if one.get("main")), stages[0] if stages else None)
    if main:
        named = int(main["value"])
        beyond = main.get("beyond") and len(stages) == 1 and named < LAST_STAGE
        asks_for_next = beyond and intent_of(tracker) == "ask_stage_request"
        return {"stage": str(named + 1 if asks_for_next else named)}
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
    tells = event and (event.get("pairing") == "paired" or event["value"] == NOT_COMPLAINED)
    answers = event and in_form(tracker) and tracker.get_slot("requested_slot") == "event"
    if asked and not (tells or answers):
        return {}  # a question that only mentions a stage or a day tells nothing new
    if not (asked or in_form(tracker) or intent in TELLING or event):
        return {}
    found: dict[str, Any] = {}
    if event:
        found["event"] = standing(str(event["value"]))
        if event.get("letter_day"):
            found["letter_dated"] = event["letter_day"]
    day = the_day(tracker, event)
    if day or any(not one.get("role") for one in entities_of(tracker, "date")):
        found["event_date"] = day  # a day that cannot be used does not leave the old one standing
    if not event and _corrects_the_stage(tracker):
        found["event"] = same_event_of_stage(tracker)
    other_event = event and found["event"] != tracker.get_slot("event")
    if not in_form(tracker) and (other_event or values_of(tracker, "anew")):
        found = {"event": None, "event_date": None, "letter_dated": None} | found
    return found


def latest_event(tracker: Tracker) -> dict[str, Any] | None:
    """What happened last, as the message tells it; else what the person still waits for."""
    events = entities_of(tracker, "event")
    chosen = [one for one in events if one.get("latest") or one.get("extractor") is None]
    waited = [one for one in events if standing(str(one["value"])) != one["value"]]
    for one in (*chosen, *waited, *(e for e in events if e.get("happened", True))):
        return dict(one)
    return None


def _corrects_the_stage(tracker: Tracker) -> bool:
    """Whether "sorry, stage 2" speaks of the event that the dates are about."""
    about_dates = in_form(tracker) or tracker.get_slot("said") == ["dates"]
    told = str(tracker.get_slot("event") or "").startswith("stage_")
    named = entities_of(tracker, "stage")
    return about_dates and told and bool(named) and intent_of(tracker) in {"inform", "correct"}


def same_event_of_stage(tracker: Tracker) -> str | None:
    """The event told before, of the stage named now; None where that stage has no such event."""
    what = str(tracker.get_slot("event")).split("_", maxsplit=2)[2]
    stage = (_stage(tracker) or {}).get("stage")
    event = f"stage_{stage}_{what}"
    return event if event in EVENTS else None


def standing(event: str) -> str:
    """Where the person stands: the event itself, or what comes before the awaited one."""
    if not event.startswith("awaited:"):
        return event
    awaited = event.removeprefix("awaited:")
    return BEFORE.get(awaited, awaited)


def the_day(tracker: Tracker, event: dict[str, Any] | None) -> dict[str, Any] | None:
    """The one day that the message gives for the event, or None where it gives none or several.

    A day said beside what a person waits for is not the day of what happened before it.
    """
    if event and str(event["value"]).startswith("awaited:"):
        return None
    if event and event.get("pairing") in {"several_dates", "shared_date"}:
        return None
    dates = [one for one in entities_of(tracker, "date") if not one.get("role")]
    usable = usable_dates(dates)
    if event and event.get("day"):
        usable = [one for one in usable if one["value"] == event["day"]] or usable
    days = {one["value"] for one in usable}
    if len(days) != 1 or (len(usable) < len(dates) and not (event and event.get("day"))):
        return None
    one = usable[0]
    day = date.fromisoformat(one["value"])
    before = tracker.get_slot("event_date")
    if one.get("reason") == "month_assumed" and before and not event:
        day = in_month_of(date.fromisoformat(before["day"]), day)
    return {
        "day": day.isoformat(),
        "approximate": bool(one.get("approximate")),
        "as_written": str(one.get("as_written", "")),
        "reason": str(one.get("reason", "")),
    }


def in_month_of(before: date, day: date) -> date:
    """The 13th, said after 12 October, is 13 October, where there is such a day and it is past."""
    try:
        moved = before.replace(day=day.day)
    except ValueError:
        return day
    return moved if moved <= today() else day


def usable_dates(dates: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those of the message's dates that name one past day of the person's own.

    The date on a letter (role `letter`) is not the day it came.
    """
    return [one for one in dates if one.get("problem", "none") == "none" and not one.get("role")]
