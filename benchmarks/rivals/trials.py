"""What every engine learns from and is asked: the same texts for all of them."""

from __future__ import annotations

import csv
import os
import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.wordings import TESTS, TRAINING, read_wordings

HELD_OUT = (TESTS / "held_out.yml", TESTS / "held_out_second.yml")
OFF_TOPIC = TESTS / "off_topic_held_out.yml"
BANKING77_SETTING = "BANKING77"
"""Environment variable: the folder with train.csv and test.csv of BANKING77."""

Example = tuple[str, str]
"""A text and its intent."""


class MissingData(RuntimeError):
    """Data that is not part of this project is not where it was looked for."""


@dataclass(frozen=True)
class Trial:
    """What is learnt and what is asked in one cell of the table.

    `each` is how many examples were drawn for every intent, None for all there are. The texts
    to ask come first those in scope, each with the intents that are right for it, then those
    that no intent covers.
    """

    data: str
    each: int | None
    seed: int
    learn: tuple[Example, ...]
    in_scope: tuple[tuple[str, frozenset[str]], ...]
    off_topic: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The trial in a file name, such as `banking77-10-seed-1`."""
        return f"{self.data}-{self.each or 'all'}-seed-{self.seed}"

    @property
    def asked(self) -> list[str]:
        """Every text to ask, those in scope first."""
        return [*(text for text, _ in self.in_scope), *self.off_topic]


def guide_trial(each: int | None, seed: int) -> Trial:
    """This guide's own wordings, asked with the held-out and the off-topic ones."""
    stored = yaml.safe_load(TRAINING.read_text(encoding="utf-8"))["nlu"]
    examples = [
        (line.removeprefix("- "), entry["intent"])
        for entry in stored
        for line in entry.get("examples", "").splitlines()
    ]
    return Trial(
        "held-out", each, seed, drawn(examples, each, seed),
        tuple(
            (one.text, frozenset(one.intents)) for file in HELD_OUT for one in read_wordings(file)
        ),
        tuple(off_topic_messages()),
    )  # fmt: skip


def off_topic_messages() -> list[str]:
    """What people may write that this guide does not answer."""
    stored = yaml.safe_load(OFF_TOPIC.read_text(encoding="utf-8"))["off_topic"]
    return [text for texts in stored.values() for text in texts]


def banking77_trial(folder: Path, each: int | None, seed: int) -> Trial:
    """Questions to a bank (Casanueva et al. 2020): few examples, the whole test set."""
    return Trial(
        "banking77", each, seed, drawn(_read_csv(folder / "train.csv"), each, seed),
        tuple((text, frozenset({intent})) for text, intent in _read_csv(folder / "test.csv")),
    )  # fmt: skip


def banking77_folder(given: str | None) -> Path:
    """The folder of BANKING77: the one given, or else the one the environment names.

    Raises MissingData where neither names a folder with both files.
    """
    folder = Path(given or os.environ.get(BANKING77_SETTING) or "build/banking77")
    missing = [name for name in ("train.csv", "test.csv") if not (folder / name).is_file()]
    if missing:
        raise MissingData(
            f"BANKING77 is not in {folder}: {' and '.join(missing)} missing. Get both from the "
            f"folder banking_data of github.com/PolyAI-LDN/task-specific-datasets (CC BY 4.0), "
            f"and name their folder with --banking77 or in {BANKING77_SETTING}; or leave this "
            f"data out with --no-banking77."
        )
    return folder


def drawn(examples: Iterable[Example], each: int | None, seed: int) -> tuple[Example, ...]:
    """`each` examples of every intent, drawn by chance; all of an intent that has fewer.

    A smaller draw with the same seed is part of a larger one. With None: all, in their order.
    """
    kept = tuple(examples)
    if each is None:
        return kept
    by_intent: defaultdict[str, list[str]] = defaultdict(list)
    for text, intent in kept:
        by_intent[intent].append(text)
    chance = random.Random(seed)
    sample: list[Example] = []
    for intent in sorted(by_intent):
        texts = sorted(set(by_intent[intent]))
        chance.shuffle(texts)
        sample += [(text, intent) for text in texts[:each]]
    return tuple(sample)


def _read_csv(file: Path) -> list[Example]:
    """The texts and categories of a BANKING77 file.

    Raises MissingData where the file is something else.
    """
    try:
        with file.open(encoding="utf-8", newline="") as opened:
            examples = [(row["text"], row["category"]) for row in csv.DictReader(opened)]
    except (KeyError, UnicodeDecodeError, csv.Error):
        examples = []
    if not examples or not all(text and intent for text, intent in examples):
        raise MissingData(
            f"{file} is not from BANKING77: it should be a table with the columns `text` and "
            f"`category`. Get it again."
        )
    return examples
