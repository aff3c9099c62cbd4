"""Support for a worried person, then the answer to what they asked."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answers import say_answers, topics_asked
from actions.base import Event, GuideAction, entities_of, known_council, leave_form, topic_buttons
from actions.facts import take_facts
from actions.safety import advocate_first, support_first

NEXT = ("advocate", "complain_as_child", "someone_else_to_talk_to", "how_to_complain")


class SupportWorry(GuideAction):
    """A short 999 line, the helplines that fit, then what was asked, or what could help."""

    def name(self) -> str:
        return "action_support_worry"

    def reply(self, say: CollectingDispatcher, tracker: Tracker) -> list[Event]:
        events = take_facts(tracker)
        topics = topics_asked(tracker)
        unsure = any(one.get("unsure") for one in entities_of(tracker, "also_asked"))
        support_first(say, tracker)
        events += advocate_first(say, tracker, topics)
        if topics and not unsure:
            events += say_answers(say, tracker, topics)
        else:
            say.utter_message(
                response="utter_after_worry",
                buttons=topic_buttons(dict.fromkeys((*topics, *NEXT)), known_council(tracker)),
            )
        return [*events, *leave_form()]
