"""Cells of the table: an engine's answers in one trial, kept so that a run can go on later."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from benchmarks.rivals.engines import ROOT, Answer, Engine
from benchmarks.rivals.trials import Trial

FOLDER = ROOT / "reports" / "rivals"


@dataclass(frozen=True)
class Cell:
    """The answers to a trial's texts, in their order, and the seconds that it took."""

    fingerprint: str
    seconds: float
    answers: tuple[Answer, ...]


def fingerprint(engine: Engine, trial: Trial) -> str:
    """Changes with the engine, what it learns, what it is asked, and the seed."""
    inputs = [engine.fingerprint, trial.learn, trial.asked, trial.seed]
    return sha256(json.dumps(inputs).encode()).hexdigest()


def kept(engine: Engine, trial: Trial, folder: Path = FOLDER) -> Cell | None:
    """The cell of an earlier run; None where there is none, or an input has changed since."""
    try:
        stored = json.loads(_file(engine, trial, folder).read_text(encoding="utf-8"))
        answers = tuple((str(intent), float(share)) for intent, share in stored["answers"])
        cell = Cell(stored["fingerprint"], float(stored["seconds"]), answers)
    except (OSError, ValueError, TypeError, KeyError):  # none yet, or half a file
        return None
    is_whole = len(cell.answers) == len(trial.asked)
    return cell if is_whole and cell.fingerprint == fingerprint(engine, trial) else None


def made(engine: Engine, trial: Trial, folder: Path = FOLDER) -> Cell:
    """The cell made anew and kept."""
    began = time.monotonic()
    answers = tuple(engine.answers(trial))
    cell = Cell(fingerprint(engine, trial), round(time.monotonic() - began, 1), answers)
    file = _file(engine, trial, folder)
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(".part")
    unfinished.write_text(json.dumps(asdict(cell)), encoding="utf-8")
    unfinished.replace(file)  # in one step: a run that is stopped leaves no half a cell
    return cell


def _file(engine: Engine, trial: Trial, folder: Path) -> Path:
    return folder / "cells" / f"{engine.name}-{trial.name}.json"
