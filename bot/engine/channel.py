"""Rasa's output channel for one turn: collects replies and choices instead of sending them."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel

from bot.conversation import Choice, Reply
from bot.engine.agent import choice_of, reply_of


class CollectedReplies(OutputChannel):
    """Everything the guide said in one turn."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.choices: list[Choice] = []

    @classmethod
    def name(cls) -> str:
        """The channel's name in trackers and response conditions."""
        return "guide"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Takes the message whole: Rasa's own method would part words from their sources."""
        if message.get("text"):
            self.replies.append(reply_of(message))
        buttons = message.get("buttons") or ()
        if buttons:
            # The last question of a turn is the one to answer: its choices stand alone.
            self.choices = list(
                {button["payload"]: choice_of(button) for button in buttons}.values()
            )
