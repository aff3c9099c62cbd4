"""Rasa's own commands find nothing wrong with the data, and the stories go as written."""

import os
import subprocess
import sys

import pytest

from tests.contract.project import ROOT


@pytest.fixture
def rasa(tmp_path):
    """Rasa's command, as typed in the project's folder; returns what it printed."""

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "rasa", *arguments],
            cwd=ROOT,
            env=os.environ | {"GUIDE_TODAY": "2026-11-22"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    return run


def test_the_data_is_valid(rasa):
    printed = rasa("data", "validate", "--max-history", "5")
    assert "No story structure conflicts found." in printed


def test_the_stories_go_as_written(rasa, trained_model, tmp_path):
    arguments = ["--stories", "tests/test_stories.yml", "--model", str(trained_model)]
    rasa("test", "core", *arguments, "--out", str(tmp_path), "--fail-on-prediction-errors")
    failed = tmp_path / "failed_test_stories.yml"
    assert "None of the test stories failed" in failed.read_text("utf-8")
