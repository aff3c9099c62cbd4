"""Learning from labelled examples: softmax regression, and likeness to the examples themselves.

Both are short here because of speed: scikit-learn's solvers need many passes over all examples
for each step, and minutes where these need seconds (docs/decisions/0010).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

BATCH = 512
"""Examples looked at together before the weights move."""
EPOCHS = 12
"""Times that every example is looked at, at least."""
LEAST_STEPS = 400
"""Steps at least: few examples are looked at more often."""
RATE = 0.04
"""Size of the first step of each weight; the steps shrink to nothing along a cosine."""
RIDGE = 0.1
"""How far the likeness may miss the examples, so that it does not follow each one's chance."""


def one_hot(places: NDArray[np.int_], count: int) -> Floats:
    """One row an example: 1 in the column of its class, 0 elsewhere."""
    rows: Floats = np.eye(count, dtype=np.float32)[places]
    return rows


def softmax(scores: Floats) -> Floats:
    """Scores as probabilities that add up to one in each row."""
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = likely / likely.sum(axis=1, keepdims=True)
    return shares


def softmax_regression(
    features: Any, wanted: Floats, *, strength: float, smoothing: float = 0.0
) -> tuple[Floats, Floats]:
    """Weights and bias, one column a class, learnt with Adam (Kingma and Ba 2015).

    `features` is an array or a sparse matrix with one row an example, `wanted` its classes as
    `one_hot` gives them. `strength` is how far single examples count (scikit-learn's C), and
    `smoothing` the share of certainty that is spread over all classes (Szegedy et al. 2016).
    The same examples in the same order give the same weights.
    """
    count, width = features.shape
    classes = wanted.shape[1]
    wanted = wanted * (1 - smoothing) + smoothing / classes
    weights = np.zeros((width + 1, classes), dtype=np.float32)  # the last row is the bias
    drift, spread = np.zeros_like(weights), np.zeros_like(weights)
    slope = np.empty_like(weights)
    chance = np.random.default_rng(0)
    batches = -(-count // BATCH)
    epochs = max(EPOCHS, -(-LEAST_STEPS // batches))
    step = 0
    for _ in range(epochs):
        for rows in np.array_split(chance.permutation(count), batches):
            step += 1
            some = features[rows]
            error = softmax(some @ weights[:-1] + weights[-1]) - wanted[rows]
            error /= len(rows)
            slope[:-1] = some.T @ error + weights[:-1] / (strength * count)
            slope[-1] = error.sum(axis=0)
            drift += 0.1 * (slope - drift)
            spread += 0.001 * (slope**2 - spread)
            rate = RATE * (1 + np.cos(np.pi * step / (epochs * batches))) / 2
            rate *= np.sqrt(1 - 0.999**step) / (1 - 0.9**step)
            weights -= np.float32(rate) * drift / (np.sqrt(spread) + 1e-8)
    return weights[:-1], weights[-1]


def nearness(some: Floats, others: Floats) -> Floats:
    """How near each row lies to each of the others: 1 where they are the same, down to 0.

    It is the Gaussian of their distance; rows are best of length one.
    """
    near: Floats = some @ others.T  # changed in place: there may be millions of pairs
    near *= 2
    near -= (some**2).sum(axis=1)[:, None]
    near -= (others**2).sum(axis=1)
    np.minimum(near, 0, out=near)
    np.exp(near, out=near)
    return near


def kernel_regression(near: Floats, near_landmarks: Floats, wanted: Floats) -> Floats:
    """Weights of the landmarks, one column a class: how far a class is likelier than on average.

    `near` says how near each example lies to each landmark, `near_landmarks` each landmark to
    each. Where every example is a landmark this is kernel ridge regression; otherwise its
    approximation by a subset of regressors (Smola and Schölkopf 2000).
    """
    left = (near.T @ near).astype(np.float64) + RIDGE * near_landmarks
    left[np.diag_indices_from(left)] += 1e-3  # two landmarks may be the same
    right = (near.T @ (wanted - wanted.mean(axis=0))).astype(np.float64)
    weights: Floats = np.linalg.solve(left, right).astype(np.float32)
    return weights
