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

Floats = NDArray[np.float32]

PIECES = 4
"""Sentence vectors come in this many pieces of length one (`bot.nlu.encoder`)."""


@dataclass(frozen=True)
class IntentModel:
    """Learnt weights: one column an intent, in the order of `intents`."""

    intents: tuple[str, ...]
    centre: Floats
    weights: Floats
    bias: Floats
    sharpness: float

    @staticmethod
    def train(vectors: Floats, intents: Iterable[str], *, strength: float = 10.0) -> IntentModel:
        """Learns from one vector and one intent an example.

        `strength` is scikit-learn's C: how far the weights may follow single examples.
        """
        from sklearn.linear_model import LogisticRegression

        labels = np.array(list(intents))
        centre = vectors.mean(axis=0)
        learner = LogisticRegression(C=strength, max_iter=200)
        learner.fit(_centred(vectors, centre), labels)
        return IntentModel(
            tuple(learner.classes_),
            centre,
            learner.coef_.T.astype(np.float32),
            learner.intercept_.astype(np.float32),
            sharpness=1.0,
        )

    def probabilities(self, vectors: Floats) -> Floats:
        """One row of probabilities a vector, in the order of `intents`."""
        scores = _centred(vectors, self.centre) @ self.weights + self.bias
        scores = self.sharpness * (scores - scores.max(axis=1, keepdims=True))
        shares: Floats = np.exp(scores)
        return shares / shares.sum(axis=1, keepdims=True)

    def save(self, file: Path) -> None:
        """Writes the arrays to an .npz file."""
        np.savez(
            file,
            intents=np.array(self.intents),
            centre=self.centre,
            weights=self.weights.astype(np.float16),
            bias=self.bias,
            sharpness=self.sharpness,
        )

    @staticmethod
    def load(file: Path) -> IntentModel:
        """Reads what `save` wrote; the file holds numbers and names only, never code."""
        with np.load(file, allow_pickle=False) as stored:
            return IntentModel(
                tuple(str(intent) for intent in stored["intents"]),
                stored["centre"],
                stored["weights"].astype(np.float32),
                stored["bias"],
                float(stored["sharpness"]),
            )


def _centred(vectors: Floats, centre: Floats) -> Floats:
    """Every piece less the average piece, at length one again: what all messages share says
    nothing of what one of them asks."""
    pieces = (vectors - centre).reshape(len(vectors), PIECES, -1)
    lengths = np.linalg.norm(pieces, axis=2, keepdims=True)
    centred: Floats = (pieces / np.maximum(lengths, 1e-6)).reshape(len(vectors), -1)
    return centred


def ranking(intents: Iterable[str], shares: Iterable[float], *, most: int = 10) -> list[Ranked]:
    """The likeliest intents first, as Rasa has them."""
    ranked = sorted(zip(intents, shares, strict=True), key=lambda pair: -pair[1])[:most]
    return [{"name": intent, "confidence": float(share)} for intent, share in ranked]


Ranked = dict[str, Any]

_BORDER = re.compile(r"(?<=[.!?])\s+|\n+|\s+(?:and|also|plus|but)\s+(?=(?:also\s+)?(?:how|what|when|who|whom|where|why|which|can|could|do|does|did|is|are|will|would|should|may|must)\b)", re.IGNORECASE)  # noqa: E501


def parts(text: str, *, shortest: int = 2) -> list[str]:
    """The questions that a message may consist of: its sentences, and what "and how …" joins.

    Parts of fewer than `shortest` words join the part before them.
    """
    found: list[str] = []
    for piece in filter(None, (piece.strip() for piece in _BORDER.split(text))):
        if found and len(piece.split()) < shortest:
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return found


def two_questions(
    pieces: Sequence[Sequence[Ranked]], *, least: float
) -> tuple[int, int] | None:
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


FILLERS = frozenset(
    "um uh er erm oh ok okay well so yes yeah yep no nope sorry i it its it's was is were the a an "
    "on in at of for from about around roughly approx approximately think maybe actually meant "
    "mean said say my me we im i'm council date day that this to with by got been please".split()
)


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
