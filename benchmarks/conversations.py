"""Puts each wording to the real engine in a conversation of its own, and keeps what came of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker
from tqdm import tqdm

from actions.base import payload_of, topic_of
from actions.facts import take_facts
from benchmarks.required_facts import ENGLAND, folded
from benchmarks.wordings import Wording
from bot.catalogue import Catalogue
from bot.clock import SETTING
from bot.conversation import Turn
from bot.engine.agent import RasaEngine
from bot.nlu.councils import council_finder

TODAY = "2026-11-22"
"""The day on which the wordings are read, so that every run gives the same."""

NOT_UNDERSTOOD = "nlu_fallback"


@dataclass(frozen=True)
class Answered:
    """A wording with what the guide understood (`parsed`) and said (`turn`) to it."""

    wording: Wording
    council: str
    parsed: dict[str, Any]
    turn: Turn

    @property
    def intent(self) -> str:
        """What the guide acts upon."""
        return str(self.parsed["intent"]["name"])

    @property
    def ranked(self) -> list[dict[str, Any]]:
        """The intents with their confidence, the likeliest first, without "not understood"."""
        ranking = self.parsed.get("intent_ranking", [])
        return [one for one in ranking if one["name"] != NOT_UNDERSTOOD]

    @property
    def said(self) -> str:
        """All replies, as one text."""
        return folded(" ".join(reply.text for reply in self.turn.replies))

    def right(self, place: int = 1) -> bool:
        """Whether a right intent is among the `place` likeliest."""
        return any(one["name"] in self.wording.intents for one in self.ranked[:place])

    @property
    def outcome(self) -> str:
        """What the person gets: `answered`, `both` (in doubt, two answers), `asked` or `misled`."""
        beside = [one["value"] for one in self.entities("also_asked")]
        if self.intent == NOT_UNDERSTOOD:
            return "asked"
        if self.intent in self.wording.intents:
            return "answered"
        return "both" if set(beside) & set(self.wording.intents) else "misled"

    @property
    def stage(self) -> str | None:
        """The stage that the guide takes the message to be about."""
        stages = self.entities("stage")
        main = [one for one in stages if one.get("main")]
        return str((main or stages)[0]["value"]) if stages else None

    @property
    def topics(self) -> list[str]:
        """The topics whose answer is right for the wording."""
        stage = self.wording.stage
        found = (topic_of(intent, stage) for intent in self.wording.intents)
        return [topic for topic in found if topic]

    @property
    def tier(self) -> str | None:
        """Which danger the reply is for: `now`, `worry` or None."""
        if not self.turn.replies or self.turn.replies[0].kind != "emergency":
            return None
        return "now" if "/carry_on" in self.payloads else "worry"

    @property
    def payloads(self) -> set[str]:
        """What the choices offered would tell the dialogue."""
        return {choice.payload for choice in self.turn.choices}

    def answers(self, topic: str) -> bool:
        """Whether the replies hold the answer to a topic, word for word."""
        council = None if self.council == ENGLAND else self.council
        return folded(Catalogue.load().answer(topic, council).text) in self.said

    def offers(self, topic: str) -> bool:
        """Whether a choice leads to the topic."""
        return payload_of(topic) in self.payloads

    def entities(self, kind: str) -> list[dict[str, Any]]:
        """The entities of one kind that were found."""
        return [one for one in self.parsed.get("entities", []) if one["entity"] == kind]

    def remembered(self) -> dict[str, Any]:
        """The slots that the guide fills from the message, by its own rules."""
        tracker = Tracker("benchmark", {}, self.parsed, [], False, None, {}, "action_listen")
        take_facts(tracker)
        return dict(tracker.slots)


def councils_in_turn(count: int) -> list[str]:
    """A council for each of so many wordings: none, then each council, and from the start again."""
    councils = (ENGLAND, *Catalogue.load().councils)
    return [councils[at % len(councils)] for at in range(count)]


async def ask(
    engine: RasaEngine, wordings: Sequence[Wording], councils: Sequence[str], *,
    about: str, today: Sequence[str] = (),
) -> list[Answered]:  # fmt: skip
    """Puts each wording in a fresh conversation with its council and returns what came of it.

    `about` stands beside the progress bar; `today` is the day of each wording, TODAY if empty.
    """
    answered = []
    days = today or [TODAY] * len(wordings)
    paired = list(zip(wordings, councils, days, strict=True))
    for number, (wording, council, day) in enumerate(
        tqdm(paired, desc=about, leave=False, disable=None)
    ):
        os.environ[SETTING] = day
        conversation = f"benchmark-{number}"
        chosen = None if council == ENGLAND else council
        parsed = await engine.parse(wording.text)
        turn = await engine.turn(conversation, text=wording.text, council=chosen)
        await engine.forget(conversation)
        answered.append(Answered(wording, _spoken_for(wording.text, council), parsed, turn))
    return answered


def _spoken_for(text: str, council: str) -> str:
    """The council whose answer is right: the one that the message names goes before the chosen."""
    named = {found.value for found in council_finder().find(text)}
    if len(named) != 1:
        return council
    slug = named.pop()
    return slug if slug in Catalogue.load().councils else ENGLAND
