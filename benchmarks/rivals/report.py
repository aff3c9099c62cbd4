"""The table, and the report with its pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure
from sklearn.calibration import calibration_curve

from benchmarks.rivals.engines import ENGINES, GUIDE, STOCK_RASA, Engine
from benchmarks.rivals.measures import KEPT, Lead, Measured, are_right, mean_and_spread, measured
from benchmarks.rivals.plan import SAMPLE, SIZES, Results
from benchmarks.rivals.trials import Trial
from benchmarks.shares import BINS

CONFUSED_SHOWN = 12
"""Pairs of intents in the legible confusion matrix."""

NOTES = f"""\
Held-out: this guide's held-out wordings; learnt from {SAMPLE} wordings an intent, the same for all,
or from all of data/nlu.yml. Calibration error, off-topic and false answers are of the first.
Off-topic: area under the ROC curve, held-out wordings that ask something against messages that
the guide does not answer; the score is the confidence, or 0 where the intent says "not mine".
In brackets: the bare confidence. False answers: off-topic messages answered where {KEPT:.0%} of
the others are. BANKING77: questions to a bank (Casanueva et al. 2020, CC BY 4.0), so many
examples an intent; mean and standard deviation over the seeds, whose number stands in brackets."""


def table(results: Results) -> str:
    """One line an engine, as a markdown table, with what the columns mean."""
    heads = [
        "engine", f"held-out, {SAMPLE} an intent", "held-out, all", "calibration error",
        "off-topic", "false answers", *(f"BANKING77, {each}" for each in SIZES),
    ]  # fmt: skip
    rows = [heads, ["---"] * len(heads)]
    for engine in engines_of(results):
        sample = of_guide(results, engine, SAMPLE)
        rows.append(
            [
                engine.title,
                _accuracy(sample),
                _accuracy(of_guide(results, engine, None)),
                f"{sample.calibration_error:.3f}" if sample else "–",
                f"{sample.area:.3f} ({sample.area_of_confidence:.3f})" if sample else "–",
                f"{sample.false_answers:.1%}" if sample else "–",
                *(_banking77(results, engine, each) for each in SIZES),
            ]
        )
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def verdict(results: Results) -> str:
    """Whether this guide is as far ahead of stock Rasa as it should be on held-out wordings."""
    lines = []
    for each, name in ((SAMPLE, f"{SAMPLE} wordings an intent"), (None, "all wordings")):
        ours, theirs = of_guide(results, GUIDE, each), of_guide(results, STOCK_RASA, each)
        if ours and theirs:
            lines.append(
                f"Ahead of stock Rasa, {name}: {Lead(ours.accuracy, theirs.accuracy).line()}"
            )
    return "\n".join(lines) or "Stock Rasa was not tried: no comparison with it."


def write(results: Results, folder: Path) -> Path:
    """Writes report.md and its pictures into the folder; returns the report's file."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = ["# Understanding, beside what a council could take instead", table(results), NOTES,
             verdict(results)]  # fmt: skip
    _reliability(results).savefig(folder / "reliability.png")
    parts.append("## How sure, and how often right\n\n![Reliability diagram](reliability.png)")
    if any(trial.data == "banking77" for _, trial in results):
        _learning(results).savefig(folder / "learning.png")
        parts.append("## Accuracy against examples\n\n![Accuracy on BANKING77](learning.png)")
    for engine in (GUIDE, STOCK_RASA):
        trial = next((t for e, t in _guide_trials(results, engine)), None)
        if trial is None:
            continue
        names, shares = confusion(trial, [i for i, _ in results[engine, trial].answers])
        file = f"confusion-{engine.name}.png"
        _matrices(names, shares).savefig(folder / file)
        parts.append(f"## Confusion: {engine.title} ({trial.name})\n\n![Confusion matrix]({file})")
        pairs = "\n".join(
            f"- {names[right]} taken for {names[taken]}: {shares[right, taken]:.0%}"
            for right, taken in most_confused(shares)
        )
        parts.append(pairs)
    report = folder / "report.md"
    report.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return report


def engines_of(results: Results) -> list[Engine]:
    """The engines that were tried, in the order of the table."""
    tried = {engine for engine, _ in results}
    return [engine for engine in ENGINES if engine in tried]


def of_guide(results: Results, engine: Engine, each: int | None) -> Measured | None:
    """The figures of an engine on this guide's wordings; None where it was not tried."""
    for _, trial in _guide_trials(results, engine):
        if trial.each == each:
            return measured(trial, results[engine, trial].answers)
    return None


def of_banking77(results: Results, engine: Engine, each: int) -> list[float]:
    """The accuracy of an engine with each seed."""
    return [
        measured(trial, cell.answers).accuracy.value
        for (tried, trial), cell in results.items()
        if tried == engine and trial.data == "banking77" and trial.each == each
    ]


def confusion(trial: Trial, taken: Sequence[str]) -> tuple[list[str], np.ndarray]:
    """The intents, and for each (row) the share of its wordings taken for another (column).

    A wording for which several intents are right counts under the one that was found, else
    under the first by name.
    """
    found = Counter(
        (intent if intent in right else min(right), intent)
        for (_, right), intent in zip(trial.in_scope, taken, strict=False)
    )
    names = sorted({name for pair in found for name in pair})
    shares = np.zeros((len(names), len(names)))
    for (right, intent), count in found.items():
        shares[names.index(right), names.index(intent)] = count
    return names, shares / np.maximum(shares.sum(axis=1, keepdims=True), 1)


def most_confused(shares: np.ndarray, most: int = CONFUSED_SHOWN) -> list[tuple[int, int]]:
    """The places off the diagonal with the largest shares, the largest first."""
    apart = shares.copy()
    np.fill_diagonal(apart, 0)
    order = np.argsort(-apart, axis=None, kind="stable")[:most]
    places = (np.unravel_index(at, apart.shape) for at in order)
    return [(int(row), int(column)) for row, column in places if apart[row, column]]


def _guide_trials(results: Results, engine: Engine) -> list[tuple[Engine, Trial]]:
    """This guide's own trials of an engine, the one with the sample first."""
    return [pair for pair in results if pair[0] == engine and pair[1].data == "held-out"]


def _accuracy(found: Measured | None) -> str:
    if found is None:
        return "–"
    low, high = found.accuracy.interval
    return f"{found.accuracy.value:.1%} ({low:.1%} to {high:.1%})"


def _banking77(results: Results, engine: Engine, each: int) -> str:
    values = of_banking77(results, engine, each)
    if not values:
        return "–"
    mean, spread = mean_and_spread(values)
    plus_minus = f" ± {100 * spread:.1f}" if len(values) > 1 else ""
    return f"{100 * mean:.1f}{plus_minus} ({len(values)})"


def _reliability(results: Results) -> Figure:
    figure = Figure(figsize=(7, 6), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], "--", color="grey", label="as sure as right")
    for engine in engines_of(results):
        for _, trial in _guide_trials(results, engine)[:1]:
            answers = results[engine, trial].answers
            hits = are_right(trial, answers)
            sure = np.clip([share for _, share in answers[: len(hits)]], 0, 1)
            right, confidence = calibration_curve(hits, sure, n_bins=BINS)
            error = measured(trial, answers).calibration_error
            label = f"{engine.title}: error {error:.3f}"
            axes.plot(confidence, right, marker="o", label=label)
    axes.set(xlabel="confidence", ylabel="share that is right", xlim=(0, 1), ylim=(0, 1))
    axes.legend(loc="upper left", fontsize="small")
    return figure


def _learning(results: Results) -> Figure:
    figure = Figure(figsize=(7, 5), layout="constrained")
    axes = figure.subplots()
    for engine in engines_of(results):
        found = {each: of_banking77(results, engine, each) for each in SIZES}
        points = [(each, *mean_and_spread(values)) for each, values in found.items() if values]
        if points:
            sizes, means, spreads = zip(*points, strict=True)
            axes.errorbar(sizes, means, spreads, marker="o", capsize=3, label=engine.title)
    axes.set(xlabel="examples an intent", ylabel="accuracy on BANKING77", xticks=SIZES, ylim=(0, 1))
    axes.legend(loc="lower right", fontsize="small")
    return figure


def _matrices(names: Sequence[str], shares: np.ndarray) -> Figure:
    """All intents, and beside them those most confused, with their names and shares."""
    figure = Figure(figsize=(22, 11), layout="constrained")
    whole, part = figure.subplots(1, 2)
    whole.imshow(shares, cmap="Blues", vmin=0, vmax=1, interpolation="nearest")
    every = range(len(names))
    whole.set_xticks(every, names, rotation=90, fontsize=3.5)
    whole.set_yticks(every, names, fontsize=3.5)
    whole.set(title="every intent", xlabel="taken for", ylabel="right")
    pairs = most_confused(shares)
    rows = list(dict.fromkeys(right for right, _ in pairs))
    columns = list(dict.fromkeys(at for pair in pairs for at in pair))
    some = shares[np.ix_(rows, columns)]
    part.imshow(some, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    part.set_xticks(range(len(columns)), [names[at] for at in columns], rotation=60, ha="right")
    part.set_yticks(range(len(rows)), [names[at] for at in rows])
    for (row, column), share in np.ndenumerate(some):
        if share:
            ink = "white" if share > 0.5 else "black"
            part.text(column, row, f"{share:.0%}", ha="center", va="center", color=ink)
    part.set(title="the intents most confused", xlabel="taken for")
    return figure
