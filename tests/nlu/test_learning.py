"""Learning from examples: softmax regression and likeness, each by itself."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from bot.nlu.learning import (
    kernel_regression,
    nearness,
    one_hot,
    softmax,
    softmax_regression,
)


@pytest.fixture(scope="module")
def clouds() -> tuple[np.ndarray, np.ndarray]:
    """Three clouds of points, each around a corner of its own, and the cloud of each point."""
    chance = np.random.default_rng(1)
    places = np.repeat([0, 1, 2], 40)
    points = np.eye(3)[places] + 0.1 * chance.normal(size=(120, 3))
    return points.astype(np.float32), places


def test_softmax_regression_tells_the_clouds_apart(clouds) -> None:
    points, places = clouds
    weights, bias = softmax_regression(points, one_hot(places, 3), strength=10.0)
    assert ((points @ weights + bias).argmax(axis=1) == places).all()


def test_a_sparse_matrix_teaches_the_same_as_an_array(clouds) -> None:
    points, places = clouds
    dense = softmax_regression(points, one_hot(places, 3), strength=10.0)
    sparse = softmax_regression(csr_matrix(points), one_hot(places, 3), strength=10.0)
    assert sparse[0] == pytest.approx(dense[0], abs=1e-3)


def test_smoothing_makes_it_less_sure_and_no_less_right(clouds) -> None:
    points, places = clouds
    sure, modest = (
        softmax(points @ weights + bias)
        for weights, bias in (
            softmax_regression(points, one_hot(places, 3), strength=1e4, smoothing=smoothing)
            for smoothing in (0.0, 0.2)
        )
    )
    assert modest.max(axis=1).mean() < sure.max(axis=1).mean() - 0.05
    assert (modest.argmax(axis=1) == places).all()


def test_the_weaker_the_examples_the_smaller_the_weights(clouds) -> None:
    points, places = clouds
    strong, weak = (
        softmax_regression(points, one_hot(places, 3), strength=strength)[0]
        for strength in (10.0, 0.01)
    )
    assert np.abs(weak).sum() < np.abs(strong).sum() / 2


def test_one_example_of_one_class_is_enough_to_learn_from() -> None:
    weights, bias = softmax_regression(
        np.ones((1, 2), np.float32), one_hot(np.array([0]), 1), strength=1.0
    )
    assert np.isfinite(weights).all()
    assert np.isfinite(bias).all()


def test_nearness_is_one_for_the_same_and_falls_with_distance() -> None:
    rows = np.array([[1, 0], [0.8, 0.6], [-1, 0]], np.float32)
    near = nearness(rows, rows)
    assert np.diag(near) == pytest.approx(1)
    assert near[0, 1] > near[0, 2] > 0
    assert near == pytest.approx(near.T)


def test_likeness_finds_what_no_straight_line_parts() -> None:
    corners = np.array([[1, 1], [-1, -1], [1, -1], [-1, 1]], np.float32)
    points = np.repeat(corners, 10, axis=0)
    points += 0.1 * np.random.default_rng(2).normal(size=points.shape).astype(np.float32)
    places = np.repeat([0, 0, 1, 1], 10)
    near = nearness(points, points)
    weights = kernel_regression(near, near, one_hot(places, 2))
    assert ((nearness(corners, points) @ weights).argmax(axis=1) == [0, 0, 1, 1]).all()


def test_some_of_the_examples_are_landmarks_enough(clouds) -> None:
    points, places = clouds
    near = nearness(points, points[::10])
    weights = kernel_regression(near, near[::10], one_hot(places, 3))
    assert ((near @ weights).argmax(axis=1) == places).all()


def test_an_example_that_is_there_twice_does_no_harm(clouds) -> None:
    points, places = np.repeat(clouds[0], 2, axis=0), np.repeat(clouds[1], 2)
    near = nearness(points, points)
    weights = kernel_regression(near, near, one_hot(places, 3))
    assert ((near @ weights).argmax(axis=1) == places).all()


def test_very_high_scores_have_probabilities_too() -> None:
    assert softmax(np.array([[1e4, 0.0]], np.float32)) == pytest.approx(np.array([[1, 0]]))
