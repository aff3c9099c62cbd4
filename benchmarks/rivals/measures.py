"""Figures from an engine's answers: how often it is right, how sure, and when it should not be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import roc_auc_score

from benchmarks.rivals.engines import Answer
from benchmarks.rivals.trials import Trial
from benchmarks.shares import Share, calibration_error

KEPT = 0.95
"""Share of the messages in scope that must still be answered."""

REFUSALS = frozenset({"off_topic", "nonsense", "ask_other_services"})
"""Intents by which the guide says that a message is none of its business."""


@dataclass(frozen=True)
class Measured:
    """One engine in one trial.

    `area` is the area under the ROC curve of messages in scope against those off topic, with the
    score of `score`; `area_of_confidence` the same with the bare confidence. `false_answers` is
    the share of off-topic messages that are answered where KEPT of those in scope are. All three
    are None where the trial has no off-topic messages.
    """

    accuracy: Share
    calibration_error: float
    area: float | None
    area_of_confidence: float | None
    false_answers: float | None


def measured(trial: Trial, answers: Sequence[Answer]) -> Measured:
    """The figures of the answers to `trial.asked`."""
    hits = are_right(trial, answers)
    sure = [confidence for _, confidence in answers[: len(hits)]]
    accuracy = Share.count("right intent first", hits)
    error = calibration_error(list(zip(sure, hits, strict=True)))
    if not trial.off_topic:
        return Measured(accuracy, error, None, None, None)
    asks_for_an_answer = [not right & REFUSALS for _, right in trial.in_scope]
    to_answer = [one for one, kept in zip(answers, asks_for_an_answer, strict=False) if kept]
    to_refuse = answers[len(hits) :]
    return Measured(
        accuracy,
        error,
        area([score(one) for one in to_answer], [score(one) for one in to_refuse]),
        area([one[1] for one in to_answer], [one[1] for one in to_refuse]),
        false_answers([score(one) for one in to_answer], [score(one) for one in to_refuse]),
    )


def are_right(trial: Trial, answers: Sequence[Answer]) -> list[bool]:
    """For each text in scope, whether the likeliest intent is one that is right for it."""
    return [
        intent in right
        for (_, right), (intent, _) in zip(trial.in_scope, answers, strict=False)
    ]  # fmt: skip


def score(answer: Answer) -> float:
    """How surely the engine would answer a question: not at all where its intent is a refusal."""
    intent, confidence = answer
    return 0.0 if intent in REFUSALS else confidence


def area(in_scope: Sequence[float], off_topic: Sequence[float]) -> float:
    """How likely a message in scope has a higher score than one off topic (a draw counts half)."""
    belongs = [1] * len(in_scope) + [0] * len(off_topic)
    return float(roc_auc_score(belongs, [*in_scope, *off_topic]))


def false_answers(
    in_scope: Sequence[float], off_topic: Sequence[float], kept: float = KEPT
) -> float:
    """The share of off-topic messages at or above the bound that `kept` of those in scope reach."""
    bound = sorted(in_scope, reverse=True)[math.ceil(kept * len(in_scope)) - 1]
    return sum(one >= bound for one in off_topic) / len(off_topic)


def mean_and_spread(values: Sequence[float]) -> tuple[float, float]:
    """The mean and the standard deviation from seed to seed; 0 where there is one seed."""
    return float(np.mean(values)), float(np.std(values, ddof=1)) if len(values) > 1 else 0.0


@dataclass(frozen=True)
class Lead:
    """How far one engine is ahead of another on the same messages."""

    ours: Share
    theirs: Share

    POINTS = 15.0

    @property
    def points(self) -> float:
        """Percentage points."""
        return 100 * (self.ours.value - self.theirs.value)

    @property
    def errors(self) -> float:
        """Our errors for each of theirs; infinite where they make none and we do."""
        ours, theirs = self.ours.of - self.ours.hits, self.theirs.of - self.theirs.hits
        if not theirs:
            return math.inf if ours else 1.0
        return ours / theirs

    @property
    def met(self) -> bool:
        """Whether it is at least POINTS ahead, or makes at most half the errors."""
        return self.points >= self.POINTS or self.errors <= 0.5

    def line(self) -> str:
        """The comparison in one line."""
        return (
            f"{self.points:+.1f} points, {self.errors:.2f} errors for each of theirs; aim: at "
            f"least {self.POINTS:.0f} points or at most 0.50: {'met' if self.met else 'MISSED'}"
        )
