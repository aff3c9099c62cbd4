"""`python -m bot train`: trains the model as `rasa train` does, and keeps the newest two."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
KEPT = 2
"""Models kept; older ones are deleted."""


def main(arguments: Sequence[str]) -> int:
    """Trains from config.yml, domain.yml and data/ into models/. Returns 1 where Rasa fails."""
    parser = argparse.ArgumentParser(prog="python -m bot train", description=__doc__)
    parser.add_argument("--force", action="store_true", help="train anew even if nothing changed")
    options = parser.parse_args(arguments)

    from bot.engine.agent import quieten_rasa

    quieten_rasa()
    from rasa.api import train

    started = time.monotonic()
    print("Training: reading the wordings, then learning from them. This takes a minute or two.")
    result = train(
        domain=str(ROOT / "domain.yml"),
        config=str(ROOT / "config.yml"),
        training_files=[str(ROOT / "data")],
        output=str(ROOT / "models"),
        force_training=options.force,
    )
    if result.code != 0 or not result.model:
        print("Training failed: see the message above.", file=sys.stderr)
        return 1
    # The Makefile compares times: a model that needed no training is as new as its inputs.
    Path(result.model).touch()
    models = sorted((ROOT / "models").glob("*.tar.gz"), key=lambda file: file.stat().st_mtime)
    for old in models[:-KEPT]:
        old.unlink()
    print(f"Trained in {time.monotonic() - started:.0f} s: models/{Path(result.model).name}")
    return 0
