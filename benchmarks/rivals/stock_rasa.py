"""Trains and asks Rasa with its own default pipeline, in an environment with real TensorFlow.

A program of its own, which knows nothing of this project. It reads `learn` (pairs of text and
intent), `ask` (texts) and `seed` as JSON from the first file, trains a model into the second
unless it is there already, and writes an `[intent, confidence]` for each text to the third.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import tempfile
from pathlib import Path
from typing import Any

import rasa
import structlog
from rasa.core.agent import Agent
from rasa.model_training import train_nlu
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.utils.io import dump_obj_as_json_to_file, read_yaml_file, write_yaml

DEFAULTS = Path(rasa.__file__).parent / "engine/recipes/config_files/default_config.yml"
"""What a project made by `rasa init` is trained with: its own config.yml names no pipeline."""


def main(job_file: str, model_file: str, answers_file: str) -> None:
    """Does the job: trains where there is no model yet, then asks."""
    # Rasa would write every text that it is asked into the log.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    logging.getLogger("rasa").setLevel(logging.INFO)  # its progress, epoch by epoch
    job = json.loads(Path(job_file).read_text(encoding="utf-8"))
    model = Path(model_file)
    if not model.is_file():
        with tempfile.TemporaryDirectory(dir=model.parent) as folder:
            train(job["learn"], job["seed"], Path(folder)).replace(model)
    answers = asyncio.run(ask(model, job["ask"]))
    Path(answers_file).write_text(json.dumps(answers), encoding="utf-8")


def train(learn: list[list[str]], seed: int, folder: Path) -> Path:
    """The file of a model trained with Rasa's defaults and this seed."""
    config = read_yaml_file(DEFAULTS)
    for component in config["pipeline"]:
        if "epochs" in component:
            component["random_seed"] = seed
    write_yaml(config, folder / "config.yml")
    examples = [{"text": text, "intent": intent, "entities": []} for text, intent in learn]
    # As JSON: in Rasa's YAML, brackets in a text would mark an entity.
    wordings = folder / "nlu.json"
    dump_obj_as_json_to_file(wordings, {"rasa_nlu_data": {"common_examples": examples}})
    model = train_nlu(str(folder / "config.yml"), str(wordings), str(folder))
    if model is None:
        raise SystemExit("Rasa trained no model; what it said above tells why.")
    return Path(model)


async def ask(model: Path, texts: list[str]) -> list[tuple[str, float]]:
    """The likeliest intent of each text and its confidence."""
    agent = Agent.load(str(model))
    return [likeliest(await agent.parse_message(text)) for text in texts]


def likeliest(parsed: dict[str, Any]) -> tuple[str, float]:
    """The first intent that was learnt: the fallback stands before it where Rasa is unsure."""
    for one in parsed["intent_ranking"]:
        if one["name"] != DEFAULT_NLU_FALLBACK_INTENT_NAME:
            return one["name"], one["confidence"]
    return "", 0.0  # a message of which Rasa knows no word


if __name__ == "__main__":
    main(*sys.argv[1:])
