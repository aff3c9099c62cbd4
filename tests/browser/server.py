"""The guide as people meet it: `python -m bot serve` with the trained model, on a frozen day."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
TODAY = "2026-11-22"
SECONDS_TO_LOAD = 120


@contextmanager
def guide_served():
    """Serve the guide on a free port while the block lasts; gives the address.

    Raises AssertionError where it ends by itself or does not load in SECONDS_TO_LOAD.
    """
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    settings = {"GUIDE_TODAY": TODAY, "GUIDE_PORT": str(port), "GUIDE_RATE_LIMIT": "off"}
    server = subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"],
        cwd=ROOT,
        env=os.environ | settings,
        stdout=subprocess.DEVNULL,
    )
    try:
        _until_ready(server, f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _until_ready(server, address):
    give_up = time.monotonic() + SECONDS_TO_LOAD
    while time.monotonic() < give_up:
        assert server.poll() is None, "the server has ended; what it wrote says why"
        try:
            if httpx.get(f"{address}/readyz").is_success:
                return
        except httpx.ConnectError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"the guide did not load within {SECONDS_TO_LOAD} seconds")
