"""Speed and memory: each figure is measured in a fresh process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import requests

from benchmarks.conversations import TODAY
from benchmarks.speed_worker import QUESTIONS, free_port, wait_until
from bot.clock import SETTING

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Served:
    """Seconds from `python -m bot serve` until it first does what it should, and memory then."""

    page: float
    answer: float
    resident_mb: float


def served() -> Served:
    """Starts the guide as `make serve` does and waits for the first answered message."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"],
        cwd=ROOT,
        env=_environment(GUIDE_PORT=str(port), GUIDE_RATE_LIMIT="off"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            wait_until(lambda: _status("GET", f"{address}/healthz") == 200, server)
            page = time.perf_counter() - began
            wait_until(lambda: _status("GET", f"{address}/readyz") == 200, server)
            wait_until(lambda: _status("POST", f"{address}/api/v1/messages") == 200, server)
            answer = time.perf_counter() - began
            return Served(page, answer, psutil.Process(server.pid).memory_info().rss / 1e6)
        finally:
            server.terminate()


def worked(what: str, turns: int = 0) -> dict[str, Any]:
    """The result of one measurement of benchmarks.speed_worker.

    Raises RuntimeError with what the process said where it fails.
    """
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.speed_worker", what]
    if turns:
        command += ["--turns", str(turns)]
    done = subprocess.run(
        command, cwd=ROOT, env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[2:])} failed:\n{done.stderr[-2000:]}")
    measured: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return measured


def _status(method: str, url: str) -> int | None:
    """The HTTP status of a request, or None where nothing answers yet."""
    body = {"conversation": None, "text": QUESTIONS[0], "council": "sefton"}
    try:
        return requests.request(
            method, url, json=body if method == "POST" else None, timeout=30
        ).status_code
    except requests.ConnectionError:
        return None


def _environment(**more: str) -> dict[str, str]:
    return {**os.environ, SETTING: TODAY, "RASA_TELEMETRY_ENABLED": "false", **more}
