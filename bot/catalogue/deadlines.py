"""A person's own dates in words, the same in the chat, on the page and in the calendar file.

The words stand in `content/england/deadline_words.yml`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.catalogue.answers import Source
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.limits import calendar, limits_of
from bot.catalogue.reading import CONTENT, ENGLAND, read_checked
from bot.eligibility import Window, windows
from bot.eligibility.limits import Who


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
    conditions: Mapping[str, str]
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
            conditions=words["conditions"],
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

    def title(self, window: Window) -> str:
        """What a window is called, with the condition under which it holds."""
        named = self.names[window.name]
        return f"{named}, {self.conditions[window.condition]}" if window.condition else named

    def sentence(self, window: Window, *, council: str, contact: str) -> str:
        """What a window means for the person, with its dates in words."""
        if window.status == "unknown":
            return self.unknown.format(contact=contact)
        basis = "+".join(filter(None, [window.basis, window.condition]))
        by_basis = self.sentences[window.name]
        # A council's own window may hold under a condition that needs no words of its own.
        by_status = by_basis.get(basis) or by_basis[window.basis]
        return by_status[window.status].format(
            council=council,
            contact=contact,
            first_day=in_words(window.first_day),
            last_day=in_words(window.last_day),
        )

    def hurry(self, window: Window, today: date) -> str:
        """What to add where the person's own last day is today or tomorrow; else empty."""
        if window.who != "you" or window.last_day is None:
            return ""
        days_left = (window.last_day - today).days
        return self.soon[days_left] if days_left in (0, 1) else ""


@dataclass(frozen=True)
class Said:
    """A window, its title, what it means for the person, and what it rests on.

    `hurry` is said after `sentence` on the last day and the day before; on others it is empty.
    """

    window: Window
    title: str
    sentence: str
    hurry: str
    source: Source

    @property
    def text(self) -> str:
        """All that is said of the window today."""
        return f"{self.sentence} {self.hurry}".strip()


@dataclass(frozen=True)
class Group:
    """What the person may do, or what the council must do.

    `windows` are all of them, `said` those that are put in words: a council's own day that is the
    law's day too is said once. `sources` are those of all.
    """

    who: Who
    windows: tuple[Window, ...]
    said: tuple[Said, ...]
    sources: tuple[Source, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """What is said of its windows, nothing twice."""
        return tuple(dict.fromkeys(one.text for one in self.said))


@dataclass(frozen=True)
class ToldDates:
    """What follows for the person from the event they told.

    `label` is what happened, in the person's words. `opening` says it back, and names the day that
    was used for one that is only about right. `groups` are the person's own windows, then the
    council's; never an empty one.
    """

    label: str
    opening: tuple[str, ...]
    groups: tuple[Group, ...]

    @property
    def said(self) -> tuple[Said, ...]:
        """Everything that is put in words."""
        return tuple(one for group in self.groups for one in group.said)

    @property
    def sources(self) -> tuple[Source, ...]:
        """What it all rests on, nothing twice."""
        found = (source for group in self.groups for source in group.sources)
        return tuple(dict.fromkeys(found))


def told_dates(
    catalogue: Catalogue,
    council: str,
    event: str,
    day: date,
    *,
    today: date,
    letter_dated: date | None = None,
    approximate: bool = False,
) -> ToldDates:
    """Work out every window that an event opens, and put it in words.

    `council` is a slug, or `england` for the law alone. The date on a letter counts only where the
    letter is not dated after the day it came. Raises UnknownCouncil for a council that is not
    covered, ValueError for an event that is not known or a day after today.
    """
    words = DeadlineWords.load(catalogue.root)
    opened = windows(
        event,
        day,
        today=today,
        limits=limits_of(council, catalogue.root),
        calendar=calendar(catalogue.root),
        letter_dated=letter_dated if letter_dated and letter_dated <= day else None,
    )
    slug = None if council == ENGLAND else council
    name = catalogue.councils[slug].name if slug else ""
    contact = catalogue.fill("{contact}", slug)

    def said(window: Window) -> Said:
        return Said(
            window,
            words.title(window),
            words.sentence(window, council=name, contact=contact),
            words.hurry(window, today),
            catalogue.source_of_limit(window.reference),
        )

    def group(who: Who) -> Group:
        found = tuple(window for window in opened if window.who == who)
        return Group(
            who,
            found,
            tuple(map(said, _without_echoes(found))),
            tuple(dict.fromkeys(catalogue.source_of_limit(one.reference) for one in found)),
        )

    opening = [words.said_back(event, day), *([words.day_used(day)] if approximate else [])]
    groups = (group("you"), group("council"))
    shown = tuple(one for one in groups if one.windows)
    return ToldDates(words.events[event].label, tuple(opening), shown)


def _without_echoes(group: Iterable[Window]) -> list[Window]:
    """The windows to put in words: a council's own day that is the law's day is said once."""
    group = tuple(group)
    said_by_law = {(one.name, one.last_day) for one in group if one.basis == "law"}
    return [
        one
        for one in group
        if one.basis != "council" or (one.name, one.last_day) not in said_by_law
    ]


def in_words(day: date | None) -> str:
    """A day as people read it: "Friday 18 December 2026"; empty for none."""
    return f"{day:%A} {day.day} {day:%B %Y}" if day else ""
