"""Chooses when the guide answers, answers twice or asks: `make calibrate`.

It looks at validation wordings alone, written by other hands than the training wordings, and at
off-topic ones. Prints how far confidence lies from being right, before and after a temperature;
then the thresholds at which replies cost least, what each costs, and what else they trade away.
With --write they go to config.yml. The figure goes to reports/calibration.png.
"""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
import yaml
from scipy.optimize import minimize_scalar

from benchmarks.learnt import Learnt
from benchmarks.shares import calibration_error
from benchmarks.understanding import REPORTS
from benchmarks.wordings import TESTS, read_wordings
from bot.nlu.danger_shares import LOOK_ALIKE
from bot.nlu.learning import Floats, softmax

ROOT = Path(__file__).parents[1]
CONFIG = ROOT / "config.yml"
VALIDATION = TESTS / "validation_third.yml"
"""Written last: of those before it, misses were looked at while training wordings were written."""
NOT_ANSWERED = frozenset(
    {"off_topic", "nonsense", "manipulate", "insult", "feeling", "help", "ask_other_services"}
)
"""Intents that rightly meet an off-topic message: the guide then says what it is for."""
OFF_TOPIC_SHARE = 0.1
"""How many messages are taken to be off-topic, whatever the number of wordings here."""

LEAST_ANSWERED = 0.975
"""The share of validation wordings that must meet the right answer at once, alone or as one of two.

By cost alone the guide would ask in return more often. The aim is 95 % of what other people write;
two points and more lie between, because methods were chosen on these wordings too.
"""


@dataclass(frozen=True)
class Costs:
    """What a reply costs the person; a right answer alone costs nothing."""

    wrong: float = 5.0
    both: float = 0.5
    asked: float = 1.0
    asked_in_vain: float = 2.0


@dataclass(frozen=True)
class Thresholds:
    """The settings of config.yml; all are confidences or shares of one, from 0 to 1.

    Below `fallback`, or where the two likeliest lie closer than `ambiguity`, the guide asks what
    is meant. Otherwise below `unsure_below` it answers the second likeliest question too, if that
    has `second_share` of the first one's confidence.
    """

    fallback: float
    ambiguity: float
    unsure_below: float
    second_share: float


NOW_SET = Thresholds(0.3, 0.05, 0.7, 0.2)
"""What held before any of this was chosen: shown for comparison."""
OFFERED = 4
"""Questions that a question in return offers."""
CHOICES = tuple(
    Thresholds(*values)
    for values in product(
        (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6),
        (0.0, 0.05, 0.1),
        (0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95),
        (0.05, 0.1, 0.15, 0.2, 0.3),
    )
)


@dataclass(frozen=True)
class Asked:
    """Messages in rows: confidence of the likeliest intents, best first, and which are right."""

    confidence: Floats
    right: np.ndarray
    questions: np.ndarray

    @property
    def sure(self) -> list[tuple[float, bool]]:
        """Each message's confidence and whether it is right."""
        return list(
            zip(map(float, self.confidence[:, 0]), map(bool, self.right[:, 0]), strict=True)
        )


@dataclass(frozen=True)
class Outcome:
    """The shares of messages that meet each reply, and the average cost of a message."""

    answered: float
    both: float
    asked: float
    wrong: float
    cost: float

    @property
    def right_answer(self) -> float:
        """The share that meets the right answer at once, alone or as one of two."""
        return self.answered + self.both

    def line(self) -> str:
        """The shares in per cent, and the cost."""
        shares = (self.answered, self.both, self.asked, self.wrong)
        return "".join(f"{share:>9.1%}" for share in shares) + f"{self.cost:>9.3f}"


def outcome(asked: Asked, limits: Thresholds, costs: Costs) -> Outcome:
    """What the messages meet under these thresholds.

    `both` counts two answers of which one is right, `wrong` also two that are both wrong. A
    question in return costs more where it does not offer what was meant.
    """
    first, second = asked.confidence[:, 0], asked.confidence[:, 1]
    asks = (first < limits.fallback) | (first - second < limits.ambiguity)
    twice = (
        ~asks
        & (first < limits.unsure_below)
        & (second >= first * limits.second_share)
        & asked.questions
    )
    right = asked.right[:, 0] | (twice & asked.right[:, 1])
    offered = asked.right[:, :OFFERED].any(axis=1)
    each = np.where(
        asks,
        np.where(offered, costs.asked, costs.asked_in_vain),
        np.where(right, np.where(twice, costs.both, 0.0), costs.wrong),
    )
    return Outcome(
        float(np.mean(~asks & right & ~twice)),
        float(np.mean(twice & right)),
        float(np.mean(asks)),
        float(np.mean(~asks & ~right)),
        float(each.mean()),
    )


def cost(in_scope: Asked, off_topic: Asked, limits: Thresholds, costs: Costs) -> float:
    """The average cost of a message, where some of all messages are off-topic."""
    return (1 - OFF_TOPIC_SHARE) * outcome(in_scope, limits, costs).cost + (
        OFF_TOPIC_SHARE * outcome(off_topic, limits, costs).cost
    )


def best(in_scope: Asked, off_topic: Asked, costs: Costs) -> Thresholds:
    """The thresholds that cost least, of those that answer as many as LEAST_ANSWERED.

    Where none answers so many, of all.
    """
    enough = [
        limits
        for limits in CHOICES
        if outcome(in_scope, limits, costs).right_answer >= LEAST_ANSWERED
    ]
    return min(enough or CHOICES, key=lambda limits: cost(in_scope, off_topic, limits, costs))


def asked_of(scores: Floats, names: Sequence[str], right: np.ndarray, temperature: float) -> Asked:
    """The likeliest intents of each message, once the look-alikes of danger are left out."""
    shares = softmax(scores / np.float32(temperature))
    order = np.argsort(-shares, axis=1)[:, :OFFERED]
    is_question = np.array([name.startswith("ask_") for name in names])
    return Asked(
        np.take_along_axis(shares, order, axis=1),
        np.take_along_axis(right, order, axis=1),
        is_question[order[:, :2]].all(axis=1),
    )


def best_temperature(scores: Floats, right: np.ndarray) -> float:
    """The temperature under which what was right is likeliest (Guo et al. 2017)."""

    def surprise(temperature: float) -> float:
        likely = (softmax(scores / np.float32(temperature)) * right).sum(axis=1)
        return float(-np.log(np.maximum(likely, 1e-9)).mean())

    return float(minimize_scalar(surprise, bounds=(0.2, 5), method="bounded").x)


def crosswise_error(scores: Sequence[Floats], right: Sequence[np.ndarray]) -> float:
    """Calibration error of each share of the wordings under the temperature of the others."""
    answers: list[tuple[float, bool]] = []
    for at in range(len(scores)):
        others = [other for other in range(len(scores)) if other != at]
        temperature = best_temperature(
            np.concatenate([scores[other] for other in others]),
            np.concatenate([right[other] for other in others]),
        )
        names = [""] * scores[at].shape[1]
        answers += asked_of(scores[at], names, right[at], temperature).sure
    return calibration_error(answers)


def scores_of(learnt: Learnt, texts: Sequence[str]) -> Floats:
    """The scores of texts for all intents that a message can have."""
    kept = [at for at, name in enumerate(learnt.model.intents) if name != LOOK_ALIKE]
    found: Floats = learnt.scores(texts)[:, kept]
    return found


def written(config: str, limits: Thresholds, temperature: float) -> str:
    """config.yml with these thresholds in it; its comments stay.

    Raises ValueError where a setting is not there to be changed.
    """
    settings = {
        "threshold": limits.fallback,
        "ambiguity_threshold": limits.ambiguity,
        "unsure_below": limits.unsure_below,
        "second_share": limits.second_share,
        "temperature": temperature,
    }
    for name, value in settings.items():
        config, changed = re.subn(
            rf"^(\s+{name}:) .*$", rf"\g<1> {value:g}", config, count=1, flags=re.MULTILINE
        )
        if not changed:
            raise ValueError(f"config.yml has no line `{name}: …`: add one where it belongs.")
    return config


def draw(in_scope: Asked, off_topic: Asked, limits: Thresholds, file: Path) -> None:
    """Draws confidence against being right, and what the two main thresholds trade."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    figure, (left, middle, right) = pyplot.subplots(1, 3, figsize=(15, 4.5))
    confidence, is_right = in_scope.confidence[:, 0], in_scope.right[:, 0]
    tenths = np.minimum((confidence * 10).astype(int), 9)
    seen = [tenth for tenth in range(10) if (tenths == tenth).any()]
    left.plot([0, 1], [0, 1], "--", color="grey")
    left.plot(
        [confidence[tenths == tenth].mean() for tenth in seen],
        [is_right[tenths == tenth].mean() for tenth in seen],
        "o-",
    )
    left.set(xlabel="confidence", ylabel="share that is right", title="Confidence")

    steps = np.linspace(0, 1, 41)
    for axes, field, title in (
        (middle, "fallback", "Ask in return below …"),
        (right, "unsure_below", "Answer twice below …"),
    ):
        found = [
            outcome(in_scope, replace(limits, **{field: float(step)}), Costs()) for step in steps
        ]
        for kind in ("answered", "both", "asked", "wrong"):
            axes.plot(steps, [getattr(one, kind) for one in found], label=kind)
        aside = [outcome(off_topic, replace(limits, **{field: float(s)}), Costs()) for s in steps]
        axes.plot(steps, [one.wrong for one in aside], ":", label="off-topic: answered")
        axes.axvline(getattr(limits, field), color="grey", linewidth=0.8)
        axes.set(xlabel=field, ylim=(0, 1), title=title)
        axes.legend()
    figure.tight_layout()
    file.parent.mkdir(exist_ok=True)
    figure.savefig(file, dpi=120)
    pyplot.close(figure)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the choice and draws it; returns 0, or 2 where no model is trained."""
    parser = ArgumentParser(prog="python -m benchmarks.calibration", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the thresholds to config.yml")
    options = parser.parse_args(arguments)
    try:
        learnt = Learnt.newest()
    except FileNotFoundError as missing:
        print(missing, file=sys.stderr)
        return 2

    wordings = read_wordings(VALIDATION)
    stored = yaml.safe_load((TESTS / "off_topic_validation.yml").read_text(encoding="utf-8"))
    aside = [text for texts in stored["off_topic"].values() for text in texts]
    every = scores_of(learnt, [one.text for one in wordings])
    aside_scores = scores_of(learnt, aside)
    names = [name for name in learnt.model.intents if name != LOOK_ALIKE]
    right = np.array([[name in one.intents for name in names] for one in wordings])
    aside_right = np.tile([name in NOT_ANSWERED for name in names], (len(aside), 1))

    temperature = best_temperature(every, right)
    before = asked_of(every, names, right, 1.0)
    in_scope = asked_of(every, names, right, temperature)
    halves = [every[::2], every[1::2]], [right[::2], right[1::2]]
    off_topic = asked_of(aside_scores, names, aside_right, temperature)
    print(f"{len(every)} validation wordings, {len(aside)} off-topic ones.")
    print(f"Calibration error {calibration_error(before.sure):.4f} at temperature 1,")
    print(f"{calibration_error(in_scope.sure):.4f} at the best temperature, {temperature:.2f};")
    print(f"{crosswise_error(*halves):.4f} at each half of the wordings, with the other's.")

    costs = Costs()
    chosen = best(in_scope, off_topic, costs)
    print(f"\nA message costs: {costs}. Off-topic: {OFF_TOPIC_SHARE:.0%} of messages.")
    print(f"{'':<34} answered     both    asked    wrong     cost")
    for title, limits in (("before", NOW_SET), ("chosen", chosen)):
        print(f"{title}, validation".ljust(34) + outcome(in_scope, limits, costs).line())
        print(f"{title}, off-topic".ljust(34) + outcome(off_topic, limits, costs).line())
    print(
        f"\nFor config.yml: FallbackClassifier threshold {chosen.fallback:g}, ambiguity_threshold "
        f"{chosen.ambiguity:g}; IntentClassifier unsure_below {chosen.unsure_below:g}, "
        f"second_share {chosen.second_share:g}, training temperature {temperature:.2f}."
    )
    draw(in_scope, off_topic, chosen, REPORTS / "calibration.png")
    print("Written: reports/calibration.png")
    if options.write:
        text = CONFIG.read_text(encoding="utf-8")
        CONFIG.write_text(written(text, chosen, round(temperature, 2)), encoding="utf-8")
        print("Written: config.yml. Run `make train`.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
