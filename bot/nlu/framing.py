"""Wordings to learn from, some of them once more as people frame them: "Sorry to bother you. …".

Without these, the classifier takes a long message for what long messages mostly are among its
wordings, and a polite one for a greeting (docs/decisions/0013).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

from bot.catalogue import read_yaml

FRAMINGS_FILE = Path(__file__).with_name("framings.yml")
EVERY = 4
"""One wording in so many is learnt a second time, in a frame."""
BOTH = 0.2
"""Share of the frames that have something before and after."""


def framed(examples: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The framed ones of these wordings, each with its intent; always the same of the same."""
    framings = read_yaml(FRAMINGS_FILE)
    chance = Random(0)  # noqa: S311 (nothing secret hangs on it)
    found = []
    for text, intent in examples[::EVERY]:
        before, after = chance.choice(framings["before"]), chance.choice(framings["after"])
        has_before = chance.random() < 0.75
        has_after = not has_before or chance.random() < BOTH
        words = [before] * has_before + [text] + [after] * has_after
        found.append((" ".join(words), intent))
    return found
