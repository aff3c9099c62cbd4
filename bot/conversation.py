"""What one turn of a conversation is made of: the values that pass between page and dialogue.

The page (`bot.web`) and the dialogue (`bot.engine`) know each other only through these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

KINDS = (
    "answer",
    "question",
    "deadline",
    "contact",
    "emergency",
    "notice",
    "not_understood",
)
"""What a reply is for; the page draws each in its own way."""


@dataclass(frozen=True)
class Choice:
    """Something the person may pick instead of typing.

    `payload` is what the dialogue is told; it never leaves the server. `id` names the choice in
    the page and in the HTTP contract.
    """

    id: str
    label: str
    payload: str


@dataclass(frozen=True)
class Reply:
    """One thing the guide says. `text` is complete: no fact stands only in the other members."""

    kind: str
    text: str
    sources: tuple[Mapping[str, str], ...] = ()
    links: tuple[Mapping[str, str], ...] = ()
    windows: tuple[Mapping[str, Any], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The reply as the HTTP contract has it."""
        return {
            "kind": self.kind,
            "text": self.text,
            "sources": [dict(source) for source in self.sources],
            "links": [dict(link) for link in self.links],
            "windows": [dict(window) for window in self.windows],
        }


@dataclass(frozen=True)
class Turn:
    """All that the guide says to one message, and what the person may pick next.

    `council` is the council that the conversation is about by now: a slug, `england` for the law
    alone, or None where none is known.
    """

    replies: tuple[Reply, ...]
    choices: tuple[Choice, ...] = field(default=())
    council: str | None = None


class Engine(Protocol):
    """The dialogue, as the page sees it."""

    @property
    def ready(self) -> bool:
        """Whether a message would be answered now."""

    async def turn(
        self,
        conversation: str,
        *,
        text: str | None = None,
        payload: str | None = None,
        council: str | None = None,
    ) -> Turn:
        """The guide's replies to a typed text or a chosen payload; with neither, the greeting.

        `council` presets the council where none is known yet.
        """

    async def forget(self, conversation: str) -> None:
        """Drops everything said in this conversation."""
