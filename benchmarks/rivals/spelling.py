"""Asks Nebulento, the intent engine of OpenVoiceOS that takes the example likest in spelling.

A program of its own, with the same files as stock_rasa.py. There is nothing to train, so it
leaves the second file alone.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from pathlib import Path


def main(job_file: str, _: str, answers_file: str) -> None:
    """Does the job in the first file and writes the answers to the last."""
    from nebulento import IntentContainer  # is in this program's own environment alone

    job = json.loads(Path(job_file).read_text(encoding="utf-8"))
    by_intent = defaultdict(list)
    for text, intent in job["learn"]:
        by_intent[intent].append(without_brackets(text))
    engine = IntentContainer()
    for intent, texts in by_intent.items():
        engine.add_intent(intent, texts)
    found = (engine.calc_intent(text) for text in job["ask"])
    answers = [(one["name"] or "", one["conf"]) for one in found]
    Path(answers_file).write_text(json.dumps(answers), encoding="utf-8")


def without_brackets(text: str) -> str:
    """The text without the brackets in which Nebulento's templates put choices and slots."""
    return re.sub(r"[\[\](){}]", " ", text)


if __name__ == "__main__":
    main(*sys.argv[1:])
