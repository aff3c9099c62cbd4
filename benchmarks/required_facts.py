"""Holds replies to the facts that they must state: `python -m benchmarks.required_facts`.

The facts (tests/nlu/required_facts.yml) were written from the law and the leaflets, not from the
replies. Run by itself it holds every answer of content/ to them, for every council; how well the
guide understands a question plays no part in that.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from benchmarks.wordings import TESTS
from bot.catalogue import Catalogue

FACTS = TESTS / "required_facts.yml"
ENGLAND = "england"


@dataclass(frozen=True)
class RequiredFacts:
    """What a reply to a topic must and must not say, as regular expressions."""

    everywhere: tuple[str, ...]
    topics: Mapping[str, Mapping[str, Any]]

    @staticmethod
    def read() -> RequiredFacts:
        """The facts of tests/nlu/required_facts.yml."""
        stored = yaml.safe_load(FACTS.read_text(encoding="utf-8"))
        return RequiredFacts(tuple(stored["everywhere"]["forbidden"]), stored["topics"])

    def mistakes(self, topic: str, council: str, text: str) -> list[str]:
        """What a reply about a topic lacks or may not say, one line each.

        `council` is a slug, or `england` where none is chosen. A topic without facts of its own is
        held to what no reply may say.
        """
        said = folded(text)
        entry = self.topics.get(topic, {})
        rules = (entry, entry.get(council, {}))
        needed = [fact for rule in rules for fact in rule.get("all", ())]
        forbidden = [fact for rule in rules for fact in rule.get("forbidden", ())]
        lacks = [f"lacks {fact}" for fact in needed if not _in(fact, said)]
        return lacks + [f"says {bad}" for bad in (*forbidden, *self.everywhere) if _in(bad, said)]


def folded(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def _in(expression: str, text: str) -> bool:
    return re.search(expression, text, re.IGNORECASE) is not None


def answers_that_fail(
    catalogue: Catalogue, facts: RequiredFacts
) -> Iterator[tuple[str, str, str, list[str]]]:
    """Yields topic, council, text and mistakes of every answer that fails its facts."""
    for topic in catalogue.topics:
        for council in (ENGLAND, *catalogue.councils):
            text = catalogue.answer(topic, None if council == ENGLAND else council).text
            mistakes = facts.mistakes(topic, council, text)
            if mistakes:
                yield topic, council, text, mistakes


def main() -> int:
    """Prints every answer that fails, and how many do. Returns 0."""
    catalogue = Catalogue.load()
    failed = list(answers_that_fail(catalogue, RequiredFacts.read()))
    for topic, council, text, mistakes in failed:
        print(f"{topic} ({council}): {'; '.join(mistakes)}\n    {folded(text)}")
    checked = len(catalogue.topics) * (len(catalogue.councils) + 1)
    print(f"{checked - len(failed)} of {checked} answers hold every required fact.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
