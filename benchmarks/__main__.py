"""Measures the guide and holds it to its aims: `make bench`, or `python -m benchmarks`.

Side by side: speed and memory (with the same turn through Rasa's usual action server), dates
against a second way of counting, danger, and understanding. It returns 0 also where an aim is
missed; it fails only where something cannot be measured.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import warnings
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import danger, speed
from benchmarks.required_facts import RequiredFacts, answers_that_fail
from benchmarks.understanding import Report, scored
from bot.catalogue import Catalogue

ROOT = Path(__file__).parents[1]
MOST_MB = 450.0
MOST_MILLISECONDS = 25.0
LEAST_UNDERSTOOD = 0.88


@dataclass(frozen=True)
class Aim:
    """A figure and what it should be at most, or at least."""

    what: str
    measured: float
    aim: float
    unit: str
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the figure is as it should be."""
        return self.measured >= self.aim if self.at_least else self.measured <= self.aim

    def line(self) -> str:
        """The figure, its aim, and whether it is met."""
        bound = "at least" if self.at_least else "at most"
        figures = f"{self.measured:>8.1f} {self.unit:<12} {bound} {self.aim:g}"
        return f"{self.what:<52}{figures:<42}{'met' if self.met else 'MISSED'}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs every measurement, prints each as it comes, then the aims. Returns 0."""
    parser = ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer turns, cases and wordings")
    quick = parser.parse_args(arguments).quick
    warnings.simplefilter("ignore")
    aims = [
        *measure_speed(turns=40 if quick else 200),
        measure_dates(cases=2_000 if quick else 20_000),
    ]
    heading("Danger: patterns, statistics and both")
    danger.main([])
    heading("Facts: every answer against what it must say")
    aims.append(measure_facts())
    aims += measure_understanding(step=5 if quick else 1)
    heading("Aims")
    print("\n".join(aim.line() for aim in aims))
    return 0


def heading(text: str) -> None:
    """Prints a heading at once, so that a long measurement shows what it is about."""
    print(f"\n{text}\n{'-' * len(text)}", flush=True)


def measure_speed(turns: int) -> list[Aim]:
    """Start, memory and turns; the same turns through Rasa's action server beside them."""
    heading("Start: from `python -m bot serve`")
    served = speed.served()
    print(f"{served.page:.1f} s to the page, {served.answer:.1f} s to the first answered message,")
    print(f"{served.resident_mb:.0f} MB resident then. Where the time goes, measured apart:")
    for part, seconds in speed.worked("start").items():
        print(f"  {seconds:>5.2f} s  {part}", flush=True)

    heading(f"An action turn: {turns} turns on one core")
    here = speed.worked("turns", turns)
    print(f"actions in this process    median {here['median_ms']} ms, p95 {here['p95_ms']} ms")
    for part, milliseconds in here["parts_ms"].items():
        print(f"  {milliseconds:>5.2f} ms  {part}", flush=True)
    usual = speed.worked("endpoint", turns)
    print(f"Rasa's action server       median {usual['median_ms']} ms, p95 {usual['p95_ms']} ms")
    ratio = usual["median_ms"] / here["median_ms"]
    print(f"In this process a turn is {ratio:.1f} times as fast.")
    print(f"Memory: {here['loaded_mb']} MB loaded, {here['settled_mb']} MB after 50 turns.")
    return [
        Aim("memory of the server after its first answer", served.resident_mb, MOST_MB, "MB"),
        Aim("memory of the dialogue after 50 turns", here["settled_mb"], MOST_MB, "MB"),
        Aim("action turn, median", here["median_ms"], MOST_MILLISECONDS, "ms"),
        Aim("action turn, 95th percentile", here["p95_ms"], MOST_MILLISECONDS, "ms"),
    ]


def measure_dates(cases: int) -> Aim:
    """The oracle's comparison; its own last line tells how many cases and differences."""
    heading("Dates: against a second way of counting")
    oracle = [
        sys.executable,
        str(ROOT / "benchmarks" / "deadline_oracle.py"),
        "--cases",
        str(cases),
    ]
    done = subprocess.run(oracle, cwd=ROOT, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"the oracle ended with status {done.returncode}")
    return Aim(
        f"{cases} dates agree with the oracle", float(done.returncode == 0), 1, "", at_least=True
    )


def measure_facts() -> Aim:
    """How many answers hold every required fact."""
    catalogue = Catalogue.load()
    failed = list(answers_that_fail(catalogue, RequiredFacts.read()))
    checked = len(catalogue.topics) * (len(catalogue.councils) + 1)
    print(f"{checked - len(failed)} of {checked} answers hold every required fact.")
    for topic, council, _, mistakes in failed:
        print(f"  {topic} ({council}): {'; '.join(mistakes)}")
    return Aim("answers without a required fact", len(failed), 0, "answers")


def measure_understanding(step: int) -> list[Aim]:
    """Totals on validation and held-out wordings; single misses are not shown here."""
    from bot.engine.agent import RasaEngine, quieten_rasa

    quieten_rasa()
    engine = RasaEngine()
    engine.load()
    aims = []
    for name in ("validation", "held-out"):
        report = asyncio.run(scored(engine, name, step=step))
        report.write(f"understanding-{name}", with_misses=name == "validation")
        print("\n" + "\n".join(report.lines()), flush=True)
        aims.append(_understood(report, name))
    return aims


def _understood(report: Report, name: str) -> Aim:
    first = report.sections["What is asked"][0]
    percent = first.value * 100
    return Aim(f"{name}: right intent first", percent, LEAST_UNDERSTOOD * 100, "%", at_least=True)


if __name__ == "__main__":
    sys.exit(main())
