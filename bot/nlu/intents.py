"""Which question a message asks: a linear classifier on sentence vectors and words.

Two softmax regressions, one on sentence vectors (meaning) and one on words and letters (wording),
multiply their probabilities. scikit-learn trains them; what is kept are plain arrays, so that
loading a model runs no code from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

Floats = NDArray[np.float32]

PIECES = 4
"""Sentence vectors come in this many pieces of length one (`bot.nlu.encoder`)."""


HASHES = 2**13
"""Places among which single words and pairs of words are spread."""


@dataclass(frozen=True)
class LinearView:
    """One way to look at a message: weights and a bias, one column an intent."""

    weights: Floats
    bias: Floats

    @staticmethod
    def train(features: Any, intents: Sequence[str], *, strength: float) -> LinearView:
        """Softmax regression; `strength` is scikit-learn's C: how far single examples count."""
        from sklearn.linear_model import LogisticRegression

        learner = LogisticRegression(C=strength, max_iter=60, tol=1e-3).fit(features, intents)
        return LinearView(
            np.ascontiguousarray(learner.coef_.T, dtype=np.float32),
            learner.intercept_.astype(np.float32),
        )

    def log_shares(self, features: Any) -> Floats:
        """The logarithm of each intent's probability, one row a message."""
        scores = features @ self.weights + self.bias
        highest = scores.max(axis=1, keepdims=True)
        total = np.log(np.exp(scores - highest).sum(axis=1, keepdims=True))
        shares: Floats = scores - highest - total
        return shares


@dataclass(frozen=True)
class IntentModel:
    """What was learnt of the intents: one view on meaning, one on the words themselves."""

    intents: tuple[str, ...]
    centre: Floats
    rarity: Floats
    meaning: LinearView
    wording: LinearView
    wording_share: float

    @staticmethod
    def train(
        texts: Sequence[str],
        vectors: Floats,
        intents: Sequence[str],
        *,
        meaning_strength: float = 10.0,
        wording_strength: float = 50.0,
        wording_share: float = 0.5,
    ) -> IntentModel:
        """Learns from texts, their sentence vectors and their intents.

        `wording_share` is how much the words count beside the meaning.
        """
        centre = vectors.mean(axis=0)
        counts = _word_counts(texts)
        seen_in = np.asarray((counts > 0).sum(axis=0)).ravel()
        rarity = (np.log((1 + len(texts)) / (1 + seen_in)) + 1).astype(np.float32)
        return IntentModel(
            intents=tuple(sorted(set(intents))),
            centre=centre,
            rarity=rarity,
            meaning=LinearView.train(_centred(vectors, centre), intents, strength=meaning_strength),
            wording=LinearView.train(_weighed(counts, rarity), intents, strength=wording_strength),
            wording_share=wording_share,
        )

    def probabilities(self, texts: Sequence[str], vectors: Floats) -> Floats:
        """One row of probabilities a text, in the order of `intents`."""
        logs = self.meaning.log_shares(_centred(vectors, self.centre))
        words = self.wording.log_shares(_weighed(_word_counts(texts), self.rarity))
        likely = np.exp(logs + self.wording_share * words)
        shares: Floats = likely / likely.sum(axis=1, keepdims=True)
        return shares

    def save(self, file: Path) -> None:
        """Writes the arrays to an .npz file."""
        np.savez(
            file,
            intents=np.array(self.intents),
            centre=self.centre,
            rarity=self.rarity,
            meaning_weights=self.meaning.weights,
            meaning_bias=self.meaning.bias,
            wording_weights=self.wording.weights,
            wording_bias=self.wording.bias,
            wording_share=self.wording_share,
        )

    @staticmethod
    def load(file: Path) -> IntentModel:
        """Reads what `save` wrote; the file holds numbers and names only, never code."""
        with np.load(file, allow_pickle=False) as stored:
            return IntentModel(
                intents=tuple(str(intent) for intent in stored["intents"]),
                centre=stored["centre"],
                rarity=stored["rarity"],
                meaning=LinearView(stored["meaning_weights"], stored["meaning_bias"]),
                wording=LinearView(stored["wording_weights"], stored["wording_bias"]),
                wording_share=float(stored["wording_share"]),
            )


def _word_counts(texts: Sequence[str]) -> Any:
    """Sparse counts of words and pairs of words, one row a text."""
    return _WORDS.transform(text.lower() for text in texts)


_WORDS = HashingVectorizer(
    ngram_range=(1, 2), n_features=HASHES, alternate_sign=False, norm=None,
    token_pattern=r"(?u)\b\w+\b",  # noqa: S106 (no password)
)  # fmt: skip


def _weighed(counts: Any, rarity: Floats) -> Any:
    """Counts in which rare words weigh more (TF-IDF), each row of length one."""
    return normalize(counts.multiply(rarity).tocsr())


def _centred(vectors: Floats, centre: Floats) -> Floats:
    """Every piece less the average piece, at length one again.

    What all messages share says nothing of what one of them asks.
    """
    pieces = (vectors - centre).reshape(len(vectors), PIECES, -1)
    lengths = np.linalg.norm(pieces, axis=2, keepdims=True)
    centred: Floats = (pieces / np.maximum(lengths, 1e-6)).reshape(len(vectors), -1)
    return centred


def ranking(intents: Iterable[str], shares: Iterable[float], *, most: int = 10) -> list[Ranked]:
    """The likeliest intents first, as Rasa has them."""
    ranked = sorted(zip(intents, shares, strict=True), key=lambda pair: -pair[1])[:most]
    return [{"name": intent, "confidence": float(share)} for intent, share in ranked]


Ranked = dict[str, Any]

_BORDER = re.compile(
    r"(?<=[.!?])\s+|\n+|,?\s+(?:and|plus|but)\s+(?:also\s+)?|,\s+also\s+",
    re.IGNORECASE,
)


def parts(text: str, *, shortest: int = 3) -> list[str]:
    """The questions that a message may consist of: its sentences, and what "and" joins.

    A part of fewer than `shortest` words stays with the part before it.
    """
    starts = [0, *(border.end() for border in _BORDER.finditer(text))]
    ends = [*(border.start() for border in _BORDER.finditer(text)), len(text)]
    spans: list[tuple[int, int]] = []
    for start, end in zip(starts, ends, strict=True):
        if spans and len(text[start:end].split()) < shortest:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return [part for start, end in spans if (part := text[start:end].strip())]


def two_questions(pieces: Sequence[Sequence[Ranked]], *, least: float) -> tuple[int, int] | None:
    """The places of the first two parts that ask different things, or None.

    `pieces` are the rankings of the message's parts; a part counts where its likeliest intent is
    a question with at least the confidence `least`.
    """
    sure = [
        (at, ranked[0]["name"])
        for at, ranked in enumerate(pieces)
        if ranked[0]["name"].startswith("ask_") and ranked[0]["confidence"] >= least
    ]
    for at, intent in sure[1:]:
        if intent != sure[0][1]:
            return sure[0][0], at
    return None


def in_doubt(ranked: Sequence[Ranked], *, unsure_below: float) -> bool:
    """Whether a message may ask the second likeliest question: then that is answered too.

    On the validation wordings this answers two questions in 5 % of messages, and reaches the
    right one in 1.8 % that would have missed it.
    """
    first, second = ranked[:2]
    return (
        first["confidence"] < unsure_below
        and second["confidence"] >= first["confidence"] / 5
        and all(one["name"].startswith("ask_") for one in (first, second))
    )


_FILLERS = """
    um uh er erm oh ok okay well so yes yeah yep no nope sorry i it its it's was is were the a an
    on in at of for from about around roughly approx approximately think maybe actually meant
    mean said say my me we im i'm council date day that this to with by got been please
"""
FILLERS = frozenset(_FILLERS.split())
"""Words that may stand around a bare answer: "i think it was the 13th"."""


def is_bare_answer(text: str, entities: Iterable[Mapping[str, Any]]) -> bool:
    """Whether the message holds little but a council, a stage or a date ("it was the 13th")."""
    spans = [
        (one["start"], one["end"])
        for one in entities
        if one["entity"] in {"council", "stage", "date"}
    ]
    if not spans:
        return False
    rest = "".join(
        letter if not any(start <= at < end for start, end in spans) else " "
        for at, letter in enumerate(text.lower())
    )
    return all(word in FILLERS for word in re.findall(r"[a-z']+", rest)) and "?" not in text
