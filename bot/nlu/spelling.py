"""Puts typing mistakes right before a message is understood, by the words that people use here.

A word that neither the wordings nor the encoder's word list know, such as "complainy", becomes the
likest word of the wordings. Nobody sees it: dates, councils, stages and the patterns of danger are
found in the message as it was written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

SHORTEST = 3
"""Letters of the shortest word that is put right: a shorter one could be almost any word."""
LONG = 8
"""Letters from which on a word may hold two mistakes."""
SEEN_OFTEN = 3
"""Times that a word must be in the wordings: their own typing mistakes are there once or twice."""

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Spelling:
    """Words to put others right by, the most frequent first, and words to leave as they are."""

    words: tuple[str, ...]
    known: frozenset[str]

    @staticmethod
    def learn(texts: Iterable[str], dictionary: Iterable[str]) -> Spelling:
        """Learns from texts; `dictionary` are words that are right although no text has them."""
        counts = Counter(word for text in texts for word in _WORD.findall(text.lower()))
        words = [word for word, count in counts.most_common() if count >= SEEN_OFTEN]
        return Spelling(tuple(words), frozenset([*words, *dictionary]))

    def save(self, file: Path) -> None:
        """Writes the words, the most frequent first, one a line."""
        file.write_text("\n".join(self.words), encoding="utf-8")

    @staticmethod
    def load(file: Path, dictionary: Iterable[str]) -> Spelling:
        """Reads what `save` wrote; the dictionary is the encoder's and is not written."""
        words = file.read_text(encoding="utf-8").splitlines()
        return Spelling(tuple(words), frozenset([*words, *dictionary]))

    def corrected(self, text: str) -> str:
        """The text with its unknown words put right, where a word of the wordings is like them."""
        return _WORD.sub(lambda found: self._likest(found.group()), text)

    def _likest(self, word: str) -> str:
        """The word itself where it is known or like none; else the likest, the most frequent first.

        Hardly anybody mistypes the first letter.
        """
        small = word.lower()
        if len(small) < SHORTEST or small in self.known:
            return word
        mistakes = 2 if len(small) >= LONG else 1
        # Letters left out, too many, changed, or swapped with the next (optimal string alignment).
        found = extract(small, self.words, scorer=OSA.distance, score_cutoff=mistakes, limit=None)
        likest = [(distance, rank) for other, distance, rank in found if other[0] == small[0]]
        return self.words[min(likest)[1]] if likest else word
