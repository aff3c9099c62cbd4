"""Makes the typing mistakes that a hurried thumb makes, to measure what they cost."""

from __future__ import annotations

import random
import re

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SHORTEST = 4
"""Letters of the shortest word that is misspelt: "is" with a mistake could be any word."""


def misspelt(text: str, mistakes: int, seed: int) -> str:
    """The text with so many typing mistakes, each in a word of its own where there are enough.

    The same text and seed give the same mistakes. A text without a long word stays as it is.
    """
    chance = random.Random(f"{seed} {text}")
    words = re.findall(r"\w+|\W+", text)
    long = [at for at, word in enumerate(words) if len(word) >= SHORTEST and word.isalpha()]
    for at in chance.sample(long, min(mistakes, len(long))):
        words[at] = _mistaken(words[at], chance)
    return "".join(words)


def _mistaken(word: str, chance: random.Random) -> str:
    """One letter left out, doubled, changed for its neighbour on the keyboard, or swapped."""
    at = chance.randrange(1, len(word) - 1)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    return chance.choice(
        (
            before + after,
            before + letter + letter + after,
            before + _neighbour(letter, chance) + after,
            before + after[0] + letter + after[1:],
        )
    )


def _neighbour(letter: str, chance: random.Random) -> str:
    row = next((row for row in ROWS if letter.lower() in row), letter)
    at = row.find(letter.lower())
    return chance.choice([row[max(at - 1, 0)], row[min(at + 1, len(row) - 1)]])


def without_signs(text: str) -> str:
    """The text without punctuation, apostrophes among it: "dont"."""
    return " ".join(re.sub(r"[^\w\s]", "", text).split())
