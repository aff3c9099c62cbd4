"""Which question a message asks: three scores of what it means and how it is worded, added up.

The first weighs a sentence vector, the second words and letters; the third asks which examples the
message lies near, and counts most where there are few of them. What is kept are plain arrays, so
that loading a model runs no code from it. Why so: docs/decisions/0010.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import hstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

from bot.nlu.learning import (
    Floats,
    kernel_regression,
    nearness,
    one_hot,
    softmax,
    softmax_regression,
)

PIECES = 4
"""Sentence vectors come in this many pieces of length one (`bot.nlu.encoder`)."""
HASHES = 2**13
"""Places among which words and pairs of words are spread, and as many for pieces of words."""
LANDMARKS = 3000
"""Examples that a message is held against, at most; more would cost more time than they bring."""


@dataclass(frozen=True)
class IntentModel:
    """What was learnt of the intents: weights with one column an intent."""

    intents: tuple[str, ...]
    centre: Floats
    rarity: Floats
    meaning: Floats
    wording: Floats
    landmarks: Floats
    likeness: Floats
    bias: Floats
    temperature: float

    @staticmethod
    def train(
        texts: Sequence[str],
        vectors: Floats,
        intents: Sequence[str],
        *,
        meaning_strength: float = 10.0,
        wording_strength: float = 50.0,
        smoothing: float = 0.05,
        wording_share: float = 0.6,
        likeness_share: float = 30.0,
        temperature: float = 1.0,
    ) -> IntentModel:
        """Learns from texts, their sentence vectors and their intents.

        For the strengths and `smoothing` see `softmax_regression`. `wording_share` is how much the
        words count beside the meaning, and `likeness_share` how much the nearest examples do where
        each is a landmark. Scores are divided by `temperature`: above 1 the confidence is lower.
        """
        names, places = np.unique(np.asarray(intents), return_inverse=True)
        wanted = one_hot(places, len(names))
        centre = vectors.mean(axis=0)
        counts = word_counts(texts)
        seen_in = np.asarray((counts > 0).sum(axis=0)).ravel()
        rarity = (np.log((1 + len(texts)) / (1 + seen_in)) + 1).astype(np.float32)
        meant, worded = from_centre(vectors, centre), weighed(counts, rarity)

        meaning, bias = softmax_regression(
            meant, wanted, strength=meaning_strength, smoothing=smoothing
        )
        wording, wording_bias = softmax_regression(
            worded, wanted, strength=wording_strength, smoothing=smoothing
        )
        chosen = np.random.default_rng(0).permutation(len(texts))[:LANDMARKS]
        landmarks, landmark_words = last_layer(meant)[chosen], worded[chosen]
        # Words in common bring examples nearer, a quarter as much as words count elsewhere.
        near = nearness(last_layer(meant), landmarks)
        near += wording_share / 4 * (worded @ landmark_words.T).toarray()
        likeness = kernel_regression(near, near[chosen], wanted)
        # The fewer of the examples are landmarks, the less they say.
        likeness *= likeness_share * len(chosen) / len(texts)
        # What words in common add up to is a weight for each word: no need to keep the landmarks'.
        common_words = wording_share / 4 * (landmark_words.T @ likeness)
        return IntentModel(
            intents=tuple(str(name) for name in names),
            centre=centre,
            rarity=rarity,
            meaning=meaning,
            wording=wording_share * wording + common_words,
            landmarks=landmarks,
            likeness=likeness,
            bias=bias + wording_share * wording_bias,
            temperature=temperature,
        )

    def scores(self, texts: Sequence[str], vectors: Floats) -> Floats:
        """One row of scores a text, in the order of `intents`: the higher, the likelier."""
        meant, worded = from_centre(vectors, self.centre), weighed(word_counts(texts), self.rarity)
        scores: Floats = (
            meant @ self.meaning
            + worded @ self.wording
            + nearness(last_layer(meant), self.landmarks) @ self.likeness
            + self.bias
        )
        return scores

    def probabilities(self, texts: Sequence[str], vectors: Floats) -> Floats:
        """One row of probabilities a text, in the order of `intents`."""
        return softmax(self.scores(texts, vectors) / np.float32(self.temperature))

    def save(self, file: Path) -> None:
        """Writes the arrays to an .npz file."""
        np.savez(file, **{one.name: np.array(getattr(self, one.name)) for one in fields(self)})

    @staticmethod
    def load(file: Path) -> IntentModel:
        """Reads what `save` wrote; the file holds numbers and names only, never code."""
        with np.load(file, allow_pickle=False) as stored:
            arrays = {one.name: stored[one.name] for one in fields(IntentModel)}
        intents = tuple(str(intent) for intent in arrays.pop("intents"))
        temperature = float(arrays.pop("temperature"))
        return IntentModel(intents=intents, temperature=temperature, **arrays)


def word_counts(texts: Sequence[str]) -> Any:
    """Sparse counts of words, pairs of words and pieces of words, one row a text."""
    small = [text.lower() for text in texts]
    return hstack([_WORDS.transform(small), _PIECES_OF_WORDS.transform(small)], format="csr")


_WORDS = HashingVectorizer(
    ngram_range=(1, 2), n_features=HASHES, alternate_sign=False, norm=None,
    token_pattern=r"(?u)\b\w+\b", dtype=np.float32,  # noqa: S106 (no password)
)  # fmt: skip
_PIECES_OF_WORDS = HashingVectorizer(
    analyzer="char_wb", ngram_range=(2, 4), n_features=HASHES, alternate_sign=False, norm=None,
    dtype=np.float32,
)  # fmt: skip
"""Two to four letters each: a word with a typing mistake keeps most of them."""


def weighed(counts: Any, rarity: Floats) -> Any:
    """Counts in which rare words weigh more (TF-IDF); words, and pieces of them, of length one."""
    weighed = counts.multiply(rarity).tocsr()
    return hstack([normalize(weighed[:, :HASHES]), normalize(weighed[:, HASHES:])], format="csr")


def from_centre(vectors: Floats, centre: Floats) -> Floats:
    """Every piece less the average piece, at length one again.

    What all messages share says nothing of what one of them asks.
    """
    pieces = (vectors - centre).reshape(len(vectors), PIECES, -1)
    lengths = np.linalg.norm(pieces, axis=2, keepdims=True)
    centred: Floats = (pieces / np.maximum(lengths, 1e-6)).reshape(len(vectors), -1)
    return centred


def last_layer(vectors: Floats) -> Floats:
    """The last layer's piece: the encoder was trained to bring like meanings together in it."""
    return vectors[:, -vectors.shape[1] // PIECES :]


def ranking(intents: Iterable[str], shares: Iterable[float], *, most: int = 10) -> list[Ranked]:
    """The likeliest intents first, as Rasa has them."""
    ranked = sorted(zip(intents, shares, strict=True), key=lambda pair: -pair[1])[:most]
    return [{"name": intent, "confidence": float(share)} for intent, share in ranked]


Ranked = dict[str, Any]

_BEFORE_ALSO = ("i", "we", "you", "he", "she", "they", "can", "could", "do", "is", "are", "have")
"""In "I also want" or "can they also" no new question begins."""
_BORDER = re.compile(
    r"(?<=[.!?])\s+|\n+|,?\s+(?:and|plus|but)\s+(?:also\s+)?|"
    + "".join(rf"(?<!\b{word})" for word in _BEFORE_ALSO)
    + r",?\s+also\s+",
    re.IGNORECASE,
)
_COMMA = re.compile(r",\s+")


def parts(text: str) -> list[str]:
    """The questions that a message may consist of: its sentences, and what "and" joins.

    Where there is one sentence, commas part it. Of few words, a part stays with the one before it.
    """
    sentences = _parted(text, _BORDER, shortest=3)
    return sentences if len(sentences) > 1 else _parted(text, _COMMA, shortest=4)


def _parted(text: str, border: re.Pattern[str], *, shortest: int) -> list[str]:
    starts = [0, *(found.end() for found in border.finditer(text))]
    ends = [*(found.start() for found in border.finditer(text)), len(text)]
    spans: list[tuple[int, int]] = []
    for start, end in zip(starts, ends, strict=True):
        if spans and len(text[start:end].split()) < shortest:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return [part for start, end in spans if (part := text[start:end].strip())]


def whole_and_parts(text: str) -> list[str]:
    """A message, then its parts; a message of one part is the whole and nothing more."""
    found = parts(text)
    return [text, *found] if len(found) > 1 else [text]


OVERRULES = 0.8
"""Confidence of two parts from which on they count, though the whole seems to ask a third thing."""


def two_questions(
    pieces: Sequence[Sequence[Ranked]], *, least: float, likeliest: str
) -> tuple[int, int] | None:
    """The places of two parts that ask different things, or None.

    `pieces` are the rankings of the message's parts; a part counts where its likeliest intent is
    a question with at least the confidence `least`. The part that asks what the message as a
    whole most likely does (`likeliest`) comes first: the other may be no more than its story.
    """
    asked = _questions(pieces, least)
    if likeliest not in (intent for _, intent in asked):
        asked = _questions(pieces, OVERRULES)
    asked.sort(key=lambda part: part[1] != likeliest)  # the rest stay in their order
    second = next((at for at, intent in asked if intent != asked[0][1]), None)
    return None if second is None else (asked[0][0], second)


def _questions(pieces: Sequence[Sequence[Ranked]], least: float) -> list[tuple[int, str]]:
    """The place and the intent of each part that asks something with the confidence `least`."""
    return [
        (at, ranked[0]["name"])
        for at, ranked in enumerate(pieces)
        if ranked[0]["name"].startswith("ask_") and ranked[0]["confidence"] >= least
    ]


ROUND_A_QUESTION = frozenset({"greet", "thank", "goodbye", "feeling", "insult", "help"})
"""Intents of what people say around a question; the question is what is answered."""


def the_question(
    whole: Sequence[Ranked], pieces: Sequence[Sequence[Ranked]], *, least: float
) -> int | None:
    """The place of the one part that asks something, where the whole message seems to ask another.

    "Nobody rings me back. Who is on the panel?" is about the panel, though its first sentence
    pulls the whole away. The part must be a question with the confidence `least`, and surer than
    the whole.
    """
    asked = _questions(pieces, least)
    if len(pieces) < 2 or len(asked) != 1:
        return None
    ((place, _),) = asked
    likeliest, found = whole[0], pieces[place][0]
    around = likeliest["name"].startswith("ask_") or likeliest["name"] in ROUND_A_QUESTION
    surer = likeliest["name"] in ROUND_A_QUESTION or likeliest["confidence"] < found["confidence"]
    return place if around and surer and likeliest["name"] != found["name"] else None


def in_doubt(ranked: Sequence[Ranked], *, unsure_below: float, second_share: float = 0.2) -> bool:
    """Whether a message may ask the second likeliest question: then that is answered too.

    The likeliest has less confidence than `unsure_below`, and the second at least `second_share`
    of it. `python -m benchmarks.calibration` chooses both and says what they bring.
    """
    first, second = ranked[:2]
    return (
        first["confidence"] < unsure_below
        and second["confidence"] >= first["confidence"] * second_share
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
