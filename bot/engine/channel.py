"""Rasa's output channel for one turn: collects replies and choices instead of sending them."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel

from bot.conversation import Choice, Reply
from bot.engine.agent import choice_of, reply_of


class CollectedReplies(OutputChannel):  # type: ignore[misc]
    """Everything the guide said in one turn."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self._choices: dict[str, Choice] = {}

    @classmethod
    def name(cls) -> str:
        """The channel's name in trackers and response conditions."""
        return "guide"

    @property
    def choices(self) -> list[Choice]:
        """The choices of all replies, each once, in the order offered."""
        return list(self._choices.values())

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Takes the message whole: Rasa's own method would part words from their sources."""
        if message.get("text"):
            self.replies.append(reply_of(message))
        for button in message.get("buttons") or ():
            choice = choice_of(button)
            self._choices.setdefault(choice.id, choice)
