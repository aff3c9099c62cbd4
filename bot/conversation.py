"""What one turn of a conversation is made of: the values that pass between page and dialogue.

The page (`bot.web`) and the dialogue (`bot.engine`) know each other only through these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
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
class WorkedOut:
    """What a person's dates were worked out from: enough to work them out again.

    `council` is a slug, or `england` for the law alone; `event` one of `bot.eligibility.EVENTS`.
    `approximate`: the person gave a day that is only about right.
    """

    council: str
    event: str
    day: date
    letter_dated: date | None = None
    approximate: bool = False

    def as_json(self) -> dict[str, Any]:
        """This as Rasa can carry it, with dates in ISO."""
        letter = self.letter_dated.isoformat() if self.letter_dated else None
        return {**vars(self), "day": self.day.isoformat(), "letter_dated": letter}

    @staticmethod
    def of_json(members: Mapping[str, Any]) -> WorkedOut:
        """The reverse of `as_json`."""
        letter = members["letter_dated"]
        return WorkedOut(
            **{
                **members,
                "day": date.fromisoformat(members["day"]),
                "letter_dated": date.fromisoformat(letter) if letter else None,
            }
        )


@dataclass(frozen=True)
class Reply:
    """One thing the guide says. `text` is complete: no fact stands only in the other members.

    `worked_out` stands where it is about dates, so that the page can draw them and offer a plan.
    """

    kind: str
    text: str
    sources: tuple[Mapping[str, str], ...] = ()
    links: tuple[Mapping[str, str], ...] = ()
    windows: tuple[Mapping[str, Any], ...] = ()
    worked_out: WorkedOut | None = None

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
    alone, or None where none is known. `tools` are choices that hold whatever was asked, by what
    they change: `council`, `event`, `day` or `words` (shorter answers, or full ones).
    """

    replies: tuple[Reply, ...]
    choices: tuple[Choice, ...] = field(default=())
    council: str | None = None
    tools: Mapping[str, Choice] = field(default_factory=dict)

    @property
    def offered(self) -> tuple[Choice, ...]:
        """Everything that may be picked."""
        return (*self.choices, *self.tools.values())


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

    async def take_back(self, conversation: str) -> bool:
        """Undoes the last message, as if it had not been sent; False where there is none."""

    async def forget(self, conversation: str) -> None:
        """Drops everything said in this conversation."""
