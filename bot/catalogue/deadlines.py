"""The words for computed dates: `content/england/deadline_words.yml`."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.catalogue.reading import CONTENT, read_checked
from bot.eligibility import Window


@dataclass(frozen=True)
class EventWords:
    """How the guide speaks of one event: as a choice, said back, as a question for its day."""

    label: str
    said_back: str
    ask_date: str
    next: tuple[str, ...]


@dataclass(frozen=True)
class DeadlineWords:
    """Every sentence about dates; nothing is worked out here."""

    events: Mapping[str, EventWords]
    offered: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    sentences: Mapping[str, Mapping[str, Mapping[str, str]]]
    unknown: str
    approximate: str
    soon: tuple[str, str]

    @staticmethod
    @functools.cache
    def load(root: Path = CONTENT) -> DeadlineWords:
        """The words of this content folder. Raises ContentError where the file is at fault."""
        file = root / "england" / "deadline_words.yml"
        words: dict[str, Any] = read_checked(file, "deadline_words")
        return DeadlineWords(
            events={
                event: EventWords(**{**said, "next": tuple(said["next"])})
                for event, said in words["events"].items()
            },
            offered={shown: tuple(events) for shown, events in words["offered"].items()},
            names=words["names"],
            sentences=words["windows"],
            unknown=words["unknown"],
            approximate=words["approximate"],
            soon=(words["today"], words["tomorrow"]),
        )

    def offer(self, shown: str | None) -> tuple[str, ...]:
        """The events to choose from: of a stage ("1" to "3"), or the usual ones."""
        return self.offered.get(shown or "usual", self.offered["usual"])

    def said_back(self, event: str, day: date) -> str:
        """What the person told, in the guide's words."""
        return self.events[event].said_back.format(date=in_words(day))

    def day_used(self, day: date) -> str:
        """Says which day stands for an approximate one."""
        return self.approximate.format(date=in_words(day))

    def sentence(self, window: Window, *, council: str, contact: str, today: date) -> str:
        """What a window means for the person today, with its dates in words."""
        if window.status == "unknown":
            return self.unknown.format(contact=contact)
        basis = "+".join(filter(None, [window.basis, window.condition]))
        by_basis = self.sentences[window.name]
        # A council's own window may hold under a condition that needs no words of its own.
        by_status = by_basis.get(basis) or by_basis[window.basis]
        said = by_status[window.status].format(
            council=council,
            contact=contact,
            first_day=in_words(window.first_day),
            last_day=in_words(window.last_day),
        )
        days_left = (window.last_day - today).days if window.last_day else None
        if window.who == "you" and days_left in (0, 1):
            said = f"{said} {self.soon[days_left]}"
        return said


def in_words(day: date | None) -> str:
    """A day as people read it: "Friday 18 December 2026"; empty for none."""
    return f"{day:%A} {day.day} {day:%B %Y}" if day else ""
