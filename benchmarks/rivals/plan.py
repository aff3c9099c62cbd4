"""Which engine is tried on what, and what is found: the cells of the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.rivals.cells import FOLDER, Cell, kept, made
from benchmarks.rivals.engines import ENGINES, Engine
from benchmarks.rivals.trials import Trial, banking77_trial, guide_trial

SAMPLE = 40
"""Wordings an intent in the held-out column that every engine has."""

SIZES = (3, 5, 10, 20)
"""Examples an intent of BANKING77."""

SLOW_SIZES = (10, 20)

Results = Mapping[tuple[Engine, Trial], Cell]


@dataclass(frozen=True)
class Plan:
    """How much is tried. A slow engine has fewer sizes and seeds, and no full data by default."""

    banking77: Path | None
    seeds: int = 5
    slow_seeds: int = 1
    slow_too: bool = True
    slow_on_all: bool = False

    def pairs(self) -> Iterator[tuple[Engine, Trial]]:
        """What to try, the quick engines first."""
        sample, whole = guide_trial(SAMPLE, 1), guide_trial(None, 1)
        for engine in sorted(ENGINES, key=lambda engine: engine.slow):
            if engine.slow and not self.slow_too:
                continue
            yield engine, sample
            if not engine.slow or self.slow_on_all:
                yield engine, whole
            if self.banking77:
                for each in SLOW_SIZES if engine.slow else SIZES:
                    for seed in range(1, 1 + (self.slow_seeds if engine.slow else self.seeds)):
                        yield engine, banking77_trial(self.banking77, each, seed)


def results(
    pairs: Iterable[tuple[Engine, Trial]], tell: Callable[[str], None], folder: Path = FOLDER
) -> Results:
    """The cell of every pair: the one kept, or made now. `tell` hears of the progress."""
    wanted = list(pairs)
    found = {}
    for number, (engine, trial) in enumerate(wanted, start=1):
        place = f"{number} of {len(wanted)}: {engine.name}, {trial.name}"
        cell = kept(engine, trial, folder)
        if cell is None:
            tell(f"{place} ({len(trial.learn)} examples) ...")
            cell = made(engine, trial, folder)
            tell(f"{place}: {cell.seconds:.0f} s")
        else:
            tell(f"{place}: kept from an earlier run")
        found[engine, trial] = cell
    return found
