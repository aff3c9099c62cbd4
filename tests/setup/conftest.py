import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def root():
    return ROOT


@pytest.fixture
def smallest_bot(tmp_path):
    """A folder with a bot of three intents that needs no TensorFlow."""
    folder = tmp_path / "smallest_bot"
    shutil.copytree(Path(__file__).parent / "smallest_bot", folder)
    return folder


@pytest.fixture
def environment(tmp_path):
    """What a shell of a newcomer would hold: an empty home, nothing said about telemetry."""
    home = tmp_path / "home"
    home.mkdir()
    ours = {"RASA_TELEMETRY_ENABLED", "XDG_CONFIG_HOME"}
    return {k: v for k, v in os.environ.items() if k not in ours} | {"HOME": str(home)}


@pytest.fixture
def rasa(smallest_bot, environment):
    """Rasa's command, as typed in the folder of the smallest bot; returns what it printed."""

    def run(*arguments, typed="", fails=False):
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "rasa", *arguments],
            cwd=smallest_bot,
            env=environment,
            input=typed,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        assert (done.returncode != 0) == fails, done.stdout
        return done.stdout

    return run
