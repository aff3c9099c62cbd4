"""Reads the wordings that measure how well the guide understands (tests/nlu/*.yml)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

TESTS = Path(__file__).parents[1] / "tests" / "nlu"
TRAINING = Path(__file__).parents[1] / "data" / "nlu.yml"
SETS = {
    "held-out": TESTS / "held_out.yml",
    "held-out-second": TESTS / "held_out_second.yml",
    "validation": TESTS / "validation.yml",
    "validation-fresh": TESTS / "validation_fresh.yml",
    "validation-third": TESTS / "validation_third.yml",
}
"""Held-out wordings, by two hands, are only scored; validation wordings may be looked at."""


@dataclass(frozen=True)
class Wording:
    """A message, the intents that are right for it, the expected first, and the stage it names."""

    text: str
    intents: tuple[str, ...]
    stage: str | None = None


def read_wordings(file: Path) -> list[Wording]:
    """The wordings of a file in which intents list their messages."""
    stored = yaml.safe_load(file.read_text(encoding="utf-8"))["intents"]
    return [_wording(intent, one) for intent, entries in stored.items() for one in entries]


def _wording(intent: str, entry: str | dict[str, Any]) -> Wording:
    if isinstance(entry, str):
        return Wording(entry, (intent,))
    stage = str(entry["stage"]) if entry.get("stage") else None
    return Wording(entry["text"], (intent, *entry.get("also", ())), stage)


def plain(text: str) -> str:
    """The words of a text in small letters, without signs: how wordings are compared."""
    return " ".join(re.findall(r"[a-z0-9']+", text.lower()))


def training_wordings() -> frozenset[str]:
    """Every wording that the model has learnt from (data/nlu.yml), as `plain` words."""
    stored = yaml.safe_load(TRAINING.read_text(encoding="utf-8"))["nlu"]
    lines = (line for entry in stored for line in entry.get("examples", "").splitlines())
    return frozenset(plain(line.removeprefix("- ")) for line in lines)


def read_list(name: str, member: str) -> list[dict[str, Any]]:
    """The entries under one key of a file, such as `danger` of danger_held_out.yml."""
    stored: dict[str, Any] = yaml.safe_load((TESTS / f"{name}.yml").read_text(encoding="utf-8"))
    return list(stored[member])


def every(step: int, entries: Iterable[Any]) -> list[Any]:
    """Each `step`-th entry, for a quick look."""
    kept: Sequence[Any] = list(entries)
    return list(kept[::step])
