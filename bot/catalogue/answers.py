"""Answers to topics: England's, replaced by a council's where its leaflet says something."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bot.catalogue.problems import ContentError, Problem, shown
from bot.catalogue.reading import read_checked

PLACEHOLDER = re.compile(r"\{([a-z_]+)(?::([a-z0-9_]+))?\}")
_SENTENCE_STARTS = re.compile(r"(?:^|[.?!][\"']?\s+|\n)$")


@dataclass(frozen=True)
class Source:
    """What a fact rests on. For a leaflet, `quote` is its own words and `url` this guide's page.

    For the law, `quote` is our plain paraphrase.
    """

    title: str
    quote: str
    url: str


@dataclass(frozen=True)
class Link:
    """A page that a reader may go to."""

    title: str
    url: str


@dataclass(frozen=True)
class Answer:
    """The answer to a topic, for one council or for England, with every placeholder filled.

    `text` holds the required facts; `simple` says it shorter; `more` is for "tell me more". `next`
    are the topics to offer. `leaflet_silent`: the council's leaflet does not deal with the
    question, so that England's answer stands in. `needs_council`:
    only a council's own answer helps, so ask which; `offers_dates`: offer to work out dates.
    """

    topic: str
    label: str
    text: str
    simple: str
    more: str | None
    sources: tuple[Source, ...]
    links: tuple[Link, ...]
    next: tuple[str, ...]
    kind: Literal["answer", "contact"]
    about: Literal["procedure", "other_route", "guide"]
    leaflet_silent: bool
    needs_council: bool
    offers_dates: bool


def read_answers(folder: Path) -> dict[str, Mapping[str, Any]]:
    """Return what a folder's answers_*.yml files say, by topic, in the order of the files.

    Raises ContentError if a file is wrong or a topic stands in two of them.
    """
    answers: dict[str, Mapping[str, Any]] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("answers_*.yml")):
        try:
            topics = read_checked(path, "answers")["topics"]
        except ContentError as error:
            problems += error.problems
            continue
        for topic in topics.keys() & answers.keys():
            mistake, remedy = "another file answers this topic too", "keep one of the two"
            problems.append(Problem(shown(path), f"topics > {topic}", mistake, remedy))
        answers |= topics
    if problems:
        raise ContentError(problems)
    return answers


def merged(national: Mapping[str, Any], local: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return a topic's answer with a council's own words in place of England's.

    Where the council's answer has no `more`, England's stands in with the sources it rests on.
    """
    defaults: dict[str, Any] = {
        "kind": "answer",
        "about": "procedure",
        "more": None,
        "next": [],
        "needs_council": False,
        "offers_dates": False,
        "letter": None,
    }
    if local is None:
        return {**defaults, **national}
    entry = {**defaults, **national, **local}
    if "more" in national and "more" not in local:
        extra = [source for source in national["sources"] if source not in local["sources"]]
        entry["sources"] = [*local["sources"], *extra]
    return entry


def filled(text: str, value_of: Callable[[str, str | None], str]) -> str:
    """Return text with its placeholders filled, with a capital letter where a sentence starts.

    `value_of` gets the placeholder's name and what follows its colon; it raises KeyError for one
    that it does not know.
    """

    def value(match: re.Match[str]) -> str:
        found = value_of(match[1], match[2])
        starts = _SENTENCE_STARTS.search(text, 0, match.start())
        return found[0].upper() + found[1:] if starts else found

    return PLACEHOLDER.sub(value, text).strip()
