"""`python -m bot serve`: the page is there at once, whatever becomes of the dialogue."""

import asyncio
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from bot.web.engine_thread import EngineThread
from tests.web.engines import Answering, Waiting

ROOT = Path(__file__).parents[2]


async def until(holds):
    for _ in range(5000):
        if holds():
            return
        await asyncio.sleep(0.001)
    raise AssertionError("it never came about")


async def test_a_dialogue_that_loads_in_its_thread_is_ready_afterwards_and_answers():
    may_load, engine = threading.Event(), Answering()

    def load():
        may_load.wait()
        return engine

    there = EngineThread(load, failed=pytest.fail)
    there.start()
    assert not there.ready
    await there.forget("nobody")
    may_load.set()
    await until(lambda: there.ready)
    turn = await there.turn("one", text="Hello", council="sefton")
    assert turn.replies[0].text == "You said Hello"
    assert engine.heard == [{"text": "Hello", "payload": None, "council": "sefton"}]
    await there.forget("one")
    assert engine.forgotten == ["one"]


@pytest.mark.parametrize("failure", [RuntimeError("no model"), SystemExit(1)])
async def test_a_dialogue_that_cannot_be_loaded_is_told_of_and_never_ready(failure):
    def load():
        raise failure

    told = []
    there = EngineThread(load, told.append)
    there.start()
    await until(lambda: told == [failure])
    assert not there.ready
    with pytest.raises(RuntimeError, match="not loaded"):
        await there.turn("one", text="Hello")


async def test_a_turn_that_is_given_up_ends_in_the_thread_too():
    engine = Waiting()
    there = EngineThread(lambda: engine, failed=pytest.fail)
    there.start()
    await until(lambda: there.ready)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await there.turn("one", text="Hello")
    await until(lambda: engine.at_once == 0)


async def test_a_dialogue_that_holds_its_thread_does_not_hold_the_page(served):
    class Stuck(Answering):
        async def turn(self, conversation, **message):
            time.sleep(1.5)  # noqa: ASYNC251 (this is the mishap)
            return await super().turn(conversation, **message)

    there = EngineThread(Stuck, failed=pytest.fail)
    there.start()
    await until(lambda: there.ready)
    with served(there, turn_seconds=0.3) as address:
        async with httpx.AsyncClient(base_url=address) as client:
            asking = asyncio.create_task(client.post("/api/v1/messages", json={"text": "Hello"}))
            alive = await client.get("/healthz", timeout=1)
            assert alive.status_code == 200
            assert (await asking).json()["type"].endswith("slow")


def test_a_wrong_setting_ends_the_command_with_one_line():
    done = subprocess.run(
        [sys.executable, "-m", "bot", "serve"],
        cwd=ROOT,
        env=os.environ | {"GUIDE_PORT": "lots"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("python -m bot serve: GUIDE_PORT is 'lots'")
    assert done.stderr.count("\n") == 1


def test_the_command_serves_the_page_before_the_dialogue_is_loaded():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "bot", "serve"]
    server = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"GUIDE_PORT": str(port)}, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(600):
            try:
                assert httpx.get(f"{address}/healthz").status_code == 200
                break
            except httpx.TransportError:
                assert server.poll() is None
                time.sleep(0.05)
        page = httpx.get(address, timeout=30)
        assert page.status_code == 200
        assert "tel:999" in page.text
        assert "server" not in page.headers
    finally:
        server.terminate()
        server.wait(timeout=30)
