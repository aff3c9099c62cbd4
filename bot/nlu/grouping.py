"""Puts messages of like meaning together, and says how like they are to what is known.

For the officer who reads what people really sent: `python -m bot improve`.
"""

from __future__ import annotations

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage

from bot.nlu.encoder import Vectors

SAME_GROUP = 0.45
"""Cosine distance, on average, up to which messages belong together."""
NEIGHBOURS = 15
"""Known wordings that are looked at."""
NEW_BELOW = 0.45
"""Likeness to what is known, from 0 to 1, below which a group may ask something new."""


def sentence_vectors(vectors: Vectors) -> Vectors:
    """The encoder's own sentence vectors, of length one, out of all that it gives."""
    own = vectors[:, -384:]
    lengths = np.linalg.norm(own, axis=1, keepdims=True)
    found: Vectors = own / np.maximum(lengths, 1e-6)
    return found


def groups_by_meaning(vectors: Vectors, *, furthest: float = SAME_GROUP) -> list[tuple[int, ...]]:
    """The rows that belong together: on average no further apart than `furthest`.

    The largest group comes first, and in each the most typical row.

    `vectors` has one row of length one a message. Average linkage (Sokal and Michener 1958): no
    number of groups has to be known, and one odd message does not chain two groups together.
    """
    if len(vectors) < 2:
        return [(at,) for at in range(len(vectors))]
    labels = fcluster(linkage(vectors, "average", metric="cosine"), furthest, "distance")
    members: dict[int, list[int]] = {}
    for at, label in enumerate(labels):
        members.setdefault(int(label), []).append(at)
    found = [_typical_first(vectors, places) for places in members.values()]
    return sorted(found, key=lambda group: (-len(group), group))


def likeness(vectors: Vectors, known: Vectors) -> float:
    """How like a group is to what is known, 0 to 1: the average cosine to its NEIGHBOURS nearest.

    Both have rows of length one.
    """
    cosines = np.sort((vectors @ known.T).mean(axis=0))
    return float(cosines[-NEIGHBOURS:].mean())


def _typical_first(vectors: Vectors, places: list[int]) -> tuple[int, ...]:
    middle = vectors[places].mean(axis=0)
    return tuple(sorted(places, key=lambda at: (-float(vectors[at] @ middle), at)))
