"""Draws what each threshold for a warning of danger brings: recall, false alarms and precision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from bot.nlu.danger import Thresholds

if TYPE_CHECKING:
    from benchmarks.danger import Point, Way


def draw(curves: Mapping[Way, Sequence[Point]], chosen: Thresholds, file: Path) -> Path:
    """Draw a curve for each way and mark the chosen threshold; return the file written."""
    figure = Figure(figsize=(11, 4.5), layout="constrained")
    against_alarms, against_precision = figure.subplots(1, 2)
    for way, points in curves.items():
        marked = next(one for one in points if one.threshold == chosen.worry)
        recall = [one.recall for one in points]
        line = "o" if way == "patterns alone" else "-"
        against_alarms.plot([one.alarms * 1000 for one in points], recall, line, label=way)
        against_precision.plot(recall, [one.precision for one in points], line, label=way)
        against_alarms.plot(marked.alarms * 1000, marked.recall, "k+", markersize=14)
        against_precision.plot(marked.recall, marked.precision, "k+", markersize=14)
    against_alarms.set(xlabel="false alarms per 1,000 ordinary messages", ylabel="recall")
    against_precision.set(xlabel="recall", ylabel="precision beside look-alikes")
    for axes in (against_alarms, against_precision):
        axes.grid(alpha=0.3)
        axes.legend()
    figure.suptitle(f"Danger seen, validation wordings (+: threshold {chosen.worry})")
    file.parent.mkdir(exist_ok=True)
    figure.savefig(file, dpi=120)
    return file
