"""Answers questions, says an answer again in another way, and owns up to not understanding."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import (
    Event,
    GuideAction,
    as_data,
    back_to_form,
    catalogue,
    council_buttons,
    council_name,
    dates_button,
    entities_of,
    in_form,
    intent_of,
    known_council,
    other_council_button,
    topic_buttons,
    topic_of,
    values_of,
)
from actions.deadlines import ask_day_again, say_dates
from actions.facts import NOT_COMPLAINED, take_facts
from actions.safety import advocate_first, support_first
from actions.talk import first_choices
from bot.catalogue import Answer

MOST_TOPICS_OFFERED = 4
REQUESTS = {
    3: ("stage_2_reply_received", "stage_3_request", "stage_3_meaning"),
    2: ("stage_1_reply_received", "stage_2_request", "stage_2_meaning", "not_happy_with_reply"),
}
"""What was told or asked before, by the stage that a person then asks for."""

BEFORE_COMPLAINING = {
    "what_happens_next": "how_to_complain",
    "council_late": "time_limit_to_complain",
    "next_stage_deadline": "time_limit_to_complain",
    "missed_deadline": "time_limit_to_complain",
}
"""What a question is about, where it would presuppose a complaint and there is none yet."""


class AnswerQuestion(GuideAction):
    """Answers what was asked; two questions in one message are both answered."""

    def name(self) -> str:
        return "action_answer_question"

    def reply(self, say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
        events = take_facts(tracker)
        topics = topics_asked(tracker)
        support_first(say, tracker)
        events += advocate_first(say, tracker, topics)
        unsure = any(one.get("unsure") for one in entities_of(tracker, "also_asked"))
        events += say_answers(say, tracker, topics, unsure=unsure)
        if _tells_when(tracker) and not in_form(tracker):  # the form says them when it ends
            events += say_dates(say, tracker)
        elif not in_form(tracker):
            ask_day_again(say, tracker)
        return [*events, SlotSet("missed", 0), *back_to_form(say, tracker)]


class SayMoreSimply(GuideAction):
    """Says the last answer again in fewer and shorter words."""

    def name(self) -> str:
        return "action_say_more_simply"

    def reply(self, say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
        return switch_words(say, tracker) or say_again(say, tracker, "simple")


class TellMore(GuideAction):
    """Gives the longer answer to the last question."""

    def name(self) -> str:
        return "action_tell_more"

    def reply(self, say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
        return say_again(say, tracker, "more")


class SayAgain(GuideAction):
    """Repeats the last answer, or the dates."""

    def name(self) -> str:
        return "action_say_again"

    def reply(self, say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
        return switch_words(say, tracker) or say_again(say, tracker, "text")


class DidYouMean(GuideAction):
    """Offers the likeliest questions; the second time in a row, a person to ring."""

    def name(self) -> str:
        return "action_did_you_mean"

    def reply(self, say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
        events = take_facts(tracker)
        support_first(say, tracker)
        events += advocate_first(say, tracker, ())
        return [*events, *not_understood(say, tracker), *back_to_form(say, tracker)]


def topics_asked(tracker: Tracker) -> list[str]:
    """The topics that the message asks about: its intent, then a second question's.

    "I am 15 and in care, how long does it take?" asks one thing: who may complain is not asked.
    """
    stage = tracker.get_slot("stage")
    others = entities_of(tracker, "also_asked")
    own_stage = next((one["first_stage"] for one in others if one.get("first_stage")), stage)
    topics = [topic_of(intent_of(tracker), own_stage)]
    topics += [topic_of(str(one["value"]), one.get("stage") or stage) for one in others]
    asked = list(dict.fromkeys(_in_context(tracker, topic) for topic in topics if topic))
    if tracker.get_slot("young") and len(asked) > 1:
        asked = [topic for topic in asked if topic != "complain_as_child"]
    return asked


def _in_context(tracker: Tracker, topic: str) -> str:
    """The topic as it is meant here: "what do I write?" after a stage 2 reply is a request."""
    if _has_not_complained(tracker):
        return BEFORE_COMPLAINING.get(topic, topic)
    if topic != "what_to_write":
        return topic
    talk = [str(tracker.get_slot("event")), *(tracker.get_slot("said") or [])]
    for stage, about in REQUESTS.items():
        if any(one in about for one in talk):
            return f"stage_{stage}_request"
    return topic


def _has_not_complained(tracker: Tracker) -> bool:
    """Whether the person says so, or said so before and does not press or tell otherwise now."""
    told = values_of(tracker, "event")
    pressed = str(tracker.latest_message.get("text") or "").startswith("/")
    said_before = tracker.get_slot("event") == "problem_happened" and not told and not pressed
    return NOT_COMPLAINED in told or said_before


def switch_words(say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
    """Takes the choice of shorter or full answers from now on, and says the last one that way.

    Empty where the message makes no such choice.
    """
    for words in values_of(tracker, "words"):
        chosen = SlotSet("simple_words", words == "simple")
        tracker.slots["simple_words"] = chosen["value"]
        say.utter_message(response=f"utter_words_{words}")
        if tracker.get_slot("said"):
            return [chosen, *say_again(say, tracker, "text")]
        if not in_form(tracker):
            say.messages[-1]["buttons"] = first_choices(tracker)
        return [chosen, *back_to_form(say, tracker)]
    return []


def say_answers(
    say: CollectingDispatcher,
    tracker: Tracker,
    topics: list[str],
    detail: str = "text",
    *,
    unsure: bool = False,
) -> list[Event]:
    """Says the answer to each topic, then offers the next steps.

    `unsure`: only one topic was asked, likeliest the first; the others follow in short. Who chose
    shorter answers gets `simple` for `text`.
    """
    if detail == "text" and tracker.get_slot("simple_words"):
        detail = "simple"
    named = values_of(tracker, "council")
    if len(named) > 1:
        return ask_one_council(say, named, topics[0])
    if named and named[0].startswith("other:"):
        say.utter_message(response="utter_other_council", other=named[0].removeprefix("other:"))
    council = known_council(tracker)
    if council and topics[0] == "which_council":
        _say_whose_place(say, tracker)
    elif council and tracker.get_slot("spoken_for") not in (None, council):
        say_council(say, tracker)
    answers = [_answer(tracker, topic) for topic in topics]
    for number, answer in enumerate(answers):
        if unsure and number:
            say.utter_message(
                response="utter_if_you_meant",
                question=answer.label,
                answer=answer.simple,
                json_message=as_data(answer.kind, answer=answer),
            )
        else:
            _say_answer(say, answer, council, detail)
    said = [
        SlotSet("said", topics),
        SlotSet("said_detail", detail),
        SlotSet("missed", 0),
        SlotSet("spoken_for", tracker.get_slot("council")),
    ]
    told = tracker.get_slot("told") or []
    next_topics = [topic for answer in answers for topic in answer.next if topic not in topics]
    buttons = topic_buttons(list(dict.fromkeys(next_topics))[:MOST_TOPICS_OFFERED], council)
    if any(answer.offers_dates for answer in answers):
        buttons.append(dates_button())
    if tracker.get_slot("council") is None:
        needed = any(answer.needs_council for answer in answers)
        if needed:
            say.utter_message(
                response="utter_ask_council_for_answer",
                buttons=[*council_buttons(), other_council_button()],
            )
            return [*said, SlotSet("pending_topic", topics[0])]
        if "councils" not in told and not in_form(tracker):
            say.utter_message(
                response="utter_offer_council", buttons=[*buttons, *council_buttons()]
            )
            return [*said, SlotSet("told", [*told, "councils"])]
    say.messages[-1]["buttons"] = buttons
    return [*said, SlotSet("pending_topic", None)]


def say_council(say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
    """Says for which council the guide speaks now, and remembers that it said so."""
    council = known_council(tracker)
    say.utter_message(
        response="utter_speaking_for" if council else "utter_speaking_for_england",
        council=council_name(council),
    )
    tracker.slots["spoken_for"] = tracker.get_slot("council")
    return [SlotSet("spoken_for", tracker.get_slot("council"))]


def _say_whose_place(say: CollectingDispatcher, tracker: Tracker) -> None:
    """Answers "which council is Southport under?" for a place that the message names."""
    for found in entities_of(tracker, "council"):
        if found.get("by") == "place":
            say.utter_message(
                response="utter_place_of_council",
                place=found["as_written"],
                council=found["name"],
            )


def ask_one_council(say: CollectingDispatcher, named: list[str], topic: str | None) -> list[Event]:
    """Two councils were named: asks which, and answers the question afterwards."""
    covered = [
        one for one in council_buttons() if any(f'"{slug}"' in one["payload"] for slug in named)
    ]
    others = [] if len(covered) == len(named) else [other_council_button()]
    say.utter_message(response="utter_ask_one_council", buttons=[*covered, *others])
    return [SlotSet("council", None), SlotSet("pending_topic", topic)]


def _say_answer(
    say: CollectingDispatcher, answer: Answer, council: str | None, detail: str
) -> None:
    if answer.about == "guide":
        response = "utter_answer"
    elif not council:
        response = "utter_answer_for_england"
    elif not answer.leaflet_silent:
        response = "utter_answer_for_council"
    elif answer.about == "other_route":
        response = "utter_answer_other_route"
    else:
        response = "utter_answer_leaflet_silent"
    say.utter_message(
        response=response,
        answer=(getattr(answer, detail) or answer.text).strip(),
        council=council_name(council),
        json_message=as_data(answer.kind, answer=answer),
    )


def say_again(say: CollectingDispatcher, tracker: Tracker, detail: str) -> list[Event]:
    """The last answers once more, as `text`, `simple` or `more`."""
    said = tracker.get_slot("said") or []
    if said == ["dates"] and tracker.get_slot("event_date"):
        return [*say_dates(say, tracker), *back_to_form(say, tracker)]
    topics = [topic for topic in said if topic in catalogue().topics]
    told_all = tracker.get_slot("said_detail") == "more"
    has_more = any(_answer(tracker, topic).more for topic in topics) and not told_all
    if detail == "more" and topics and not has_more:
        return [*say_no_more(say, tracker, topics), *back_to_form(say, tracker)]
    if topics:
        return [*say_answers(say, tracker, topics, detail), *back_to_form(say, tracker)]
    if not in_form(tracker):
        say.utter_message(response=f"utter_nothing_said_{detail}", buttons=first_choices(tracker))
    return back_to_form(say, tracker)


def say_no_more(say: CollectingDispatcher, tracker: Tracker, topics: list[str]) -> list[Event]:
    """Says that the short answer was the whole of it, and who may know more."""
    council = known_council(tracker)
    following = [topic for one in topics for topic in _answer(tracker, one).next]
    say.utter_message(
        response="utter_nothing_more",
        contact=catalogue().fill("{contact}", council),
        buttons=topic_buttons(list(dict.fromkeys(following))[:MOST_TOPICS_OFFERED], council),
    )
    return []


def _answer(tracker: Tracker, topic: str) -> Answer:
    return catalogue().answer(topic, known_council(tracker))


def not_understood(say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
    """Offers the three likeliest questions; after a second miss, the council's phone number.

    In the form the open question follows, with its own choices.
    """
    missed = int(tracker.get_slot("missed") or 0) + 1
    council = known_council(tracker)
    ranked = tracker.latest_message.get("intent_ranking", [])
    likely = [topic_of(one["name"], tracker.get_slot("stage")) for one in ranked]
    topics = list(dict.fromkeys(_in_context(tracker, topic) for topic in likely if topic))[:3]
    unread = intent_of(tracker) == "nonsense"
    buttons = first_choices(tracker) if unread else topic_buttons(topics, council)
    if missed > 1:
        contact = catalogue().answer("contact", council)
        say.utter_message(
            response="utter_not_understood_twice",
            answer=contact.text.strip(),
            json_message=as_data("not_understood", answer=contact),
            buttons=buttons,
        )
    elif in_form(tracker):
        say.utter_message(response="utter_not_understood_in_form")
    elif unread:
        say.utter_message(response="utter_nonsense", buttons=buttons)
    else:
        say.utter_message(
            response="utter_did_you_mean" if topics else "utter_not_understood", buttons=buttons
        )
    return [SlotSet("missed", missed)]


def _tells_when(tracker: Tracker) -> bool:
    paired = any(one.get("pairing") == "paired" for one in entities_of(tracker, "event"))
    return paired and bool(tracker.get_slot("event") and tracker.get_slot("event_date"))
