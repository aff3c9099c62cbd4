"""Failure rates of each capability, as CheckList has them: `python -m benchmarks.behaviour`.

Minimum functionality and direction come from tests/nlu/behaviour.yml. Invariance changes the
validation wordings (and with --held-out the held-out ones, of which only totals are printed) in
ways that must not change their meaning, and compares with the same wordings unchanged.
"""

from __future__ import annotations

import itertools
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Protocol
from unittest.mock import patch

import yaml

from benchmarks.danger import SPEAK_OF_DANGER
from benchmarks.perturbations import CHANGES
from benchmarks.shares import Share, table
from benchmarks.wordings import SETS, Wording, read_wordings
from bot.clock import SETTING

BEHAVIOUR = Path(__file__).parents[1] / "tests" / "nlu" / "behaviour.yml"
BATCH = 64
SEED = 1
TODAY = "2026-11-22"
"""The day on which the cases of behaviour.yml are right."""
Parsed = dict[str, Any]


class Understanding(Protocol):
    """What can tell the intents and entities of texts."""

    def parse_many(self, texts: Sequence[str]) -> list[Parsed]:
        """One result a text, as Rasa has it."""


@dataclass(frozen=True)
class Case:
    """A text, and what is expected of it: the members of behaviour.yml."""

    text: str
    expected: Mapping[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print every failure rate, and which cases fail. Returns 0."""
    parser = ArgumentParser(prog="python -m benchmarks.behaviour", description=__doc__)
    parser.add_argument("--held-out", action="store_true", help="invariance on held-out wordings")
    held_out = parser.parse_args(arguments).held_out

    from bot.engine.agent import RasaEngine, quieten_rasa

    quieten_rasa()
    engine = RasaEngine()
    engine.load()
    for kind, capabilities in read_behaviour().items():
        print(f"\n{kind.capitalize()}: failures")
        failed = {name: failures(engine, cases) for name, cases in capabilities.items()}
        print("\n".join(table([Share(n, len(failed[n]), len(capabilities[n])) for n in failed])))
        for text in itertools.chain.from_iterable(failed.values()):
            print(f"  fails: {text}")
    wordings = [one for name in sets(held_out) for one in read_wordings(SETS[name])]
    print(f"\nInvariance on {len(wordings)} wordings", flush=True)
    print("\n".join(invariance_table(engine, wordings)))
    return 0


def sets(held_out: bool) -> list[str]:
    """The sets of wordings to change: those for choosing, or the held-out ones."""
    return [name for name in SETS if name.startswith("held-out") == held_out]


def read_behaviour(file: Path = BEHAVIOUR) -> dict[str, dict[str, list[Case]]]:
    """The cases of each capability, under `minimum` and `direction`."""
    stored = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
    return {
        "minimum": {one["capability"]: list(_filled(one)) for one in stored["minimum"]},
        "direction": {
            one["capability"]: [Case(case.pop("text"), case) for case in one["cases"]]
            for one in stored["direction"]
        },
    }


def _filled(entry: Mapping[str, Any]) -> Iterable[Case]:
    names = list(entry["with"])
    for text in entry["texts"]:
        for values in itertools.product(*(entry["with"][name] for name in names)):
            filled = text.format(**dict(zip(names, values, strict=True)))
            yield Case(filled, {"intent": entry["intent"]})


def failures(engine: Understanding, cases: Sequence[Case]) -> list[str]:
    """The texts of the cases that fail, with what was understood."""
    with patch.dict(os.environ, {SETTING: TODAY}):
        parsed = parse_all(engine, [case.text for case in cases])
    found = []
    for case, one in zip(cases, parsed, strict=True):
        wrong = mistakes(case.expected, one)
        if wrong:
            found.append(f"{case.text!r}: {', '.join(wrong)}")
    return found


def mistakes(expected: Mapping[str, Any], parsed: Parsed) -> list[str]:
    """What is not as it should be, in words; empty where all is well."""
    intent, wrong = parsed["intent"]["name"], []
    if "intent" in expected and intent not in _any_of(expected["intent"]):
        wrong.append(f"intent {intent}")
    if intent == expected.get("intent_not"):
        wrong.append(f"intent {intent}")
    for entity in ("event", "stage", "council"):
        if entity in expected and _the(entity, parsed) != expected[entity]:
            wrong.append(f"{entity} {_the(entity, parsed)}")
    if "day" in expected:
        days = [one.get("day") for one in parsed["entities"] if one["entity"] == "event"]
        day = next(filter(None, days), None) or "none"
        if day != expected["day"]:
            wrong.append(f"day {day}")
    return wrong


def _any_of(intent: str | list[str]) -> list[str]:
    return [intent] if isinstance(intent, str) else intent


def _the(entity: str, parsed: Parsed) -> str:
    """The one value that counts: of events the latest, of stages the main one."""
    found = [one for one in parsed["entities"] if one["entity"] == entity]
    chosen = [one for one in found if one.get("latest") or one.get("main")] or found
    return str(chosen[0]["value"]) if chosen else "none"


def parse_all(engine: Understanding, texts: Sequence[str]) -> list[Parsed]:
    """What is understood of texts, in their order."""
    batches = (texts[start : start + BATCH] for start in range(0, len(texts), BATCH))
    return [one for batch in batches for one in engine.parse_many(batch)]


def is_right(wording: Wording, parsed: Parsed) -> bool:
    """Whether the intent is one that the wording is filed under."""
    return parsed["intent"]["name"] in wording.intents


def invariance_table(engine: Understanding, wordings: Sequence[Wording]) -> list[str]:
    """One line a change: accuracy, points lost, how often the intent changes, and false alarms.

    An alarm is false where a wording of ordinary matters is taken for danger or a worry.
    """
    plain = parse_all(engine, [wording.text for wording in wordings])
    right = [is_right(wording, one) for wording, one in zip(wordings, plain, strict=True)]
    of = len(wordings)
    lines = [f"{'':<26}{'right':>8}{'lost':>8}{'intent changes':>17}{'false alarms':>15}"]
    alarms = false_alarms(wordings, plain)
    lines.append(f"{'unchanged':<26}{sum(right) / of:>8.1%}{'':>8}{'':>17}{alarms:>15.1%}")
    for name, change in CHANGES.items():
        chance = Random(SEED)
        changed = [change(wording.text, chance) for wording in wordings]
        parsed = parse_all(engine, changed)
        still = sum(is_right(w, one) for w, one in zip(wordings, parsed, strict=True))
        other = sum(
            one["intent"]["name"] != before["intent"]["name"]
            for one, before in zip(parsed, plain, strict=True)
        )
        lost = 100 * (sum(right) - still) / of
        alarms = false_alarms(wordings, parsed)
        lines.append(f"{name:<26}{still / of:>8.1%}{lost:>8.1f}{other / of:>17.1%}{alarms:>15.1%}")
    return lines


def false_alarms(wordings: Sequence[Wording], parsed: Sequence[Parsed]) -> float:
    """The share of ordinary wordings that are taken for danger or a worry."""
    ordinary = [
        one
        for wording, one in zip(wordings, parsed, strict=True)
        if not SPEAK_OF_DANGER & set(wording.intents)
    ]
    alarmed = [
        one["intent"]["name"] in ("report_danger", "report_worry")
        or any(entity["entity"] == "danger" for entity in one["entities"])
        for one in ordinary
    ]
    return sum(alarmed) / len(ordinary) if ordinary else 0.0


if __name__ == "__main__":
    sys.exit(main())
