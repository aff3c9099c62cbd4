"""Support for a worried person, then the answer to what they asked."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answers import say_answers, topics_asked
from actions.base import Event, GuideAction, entities_of, known_council, topic_buttons
from actions.facts import take_facts
from actions.safety import advocate_first, support_first

NEXT = ("advocate", "complain_as_child", "someone_else_to_talk_to", "how_to_complain")


class SupportWorry(GuideAction):
    """A short 999 line, the helplines that fit, then what was asked, or what could help."""

    def name(self) -> str:
        return "action_support_worry"

    def reply(self, say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
        events = take_facts(tracker)
        sure = [one for one in entities_of(tracker, "also_asked") if not one.get("unsure")]
        topics = topics_asked(tracker) if sure else []
        support_first(say, tracker)
        events += advocate_first(say, tracker, topics)
        if topics:
            events += say_answers(say, tracker, topics)
        else:
            say.utter_message(
                response="utter_after_worry", buttons=topic_buttons(NEXT, known_council(tracker))
            )
        return [*events, ActiveLoop(None), SlotSet("requested_slot", None)]
