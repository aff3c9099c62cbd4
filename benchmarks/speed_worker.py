"""Runs one measurement in a fresh process and prints it as JSON: called by benchmarks.speed.

`start` tells where the time to the first answer goes; `turns` times this guide, whose actions run
in its own process; `endpoint` times the same turns in Rasa's usual way, with an action server.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import socket
import statistics
import subprocess
import sys
import time
import uuid
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psutil

SETTLE_TURNS = 50
"""Turns after which memory is read again; they also warm up what is measured."""
TURNS_IN_CONVERSATION = 10
QUESTIONS = (
    "how long does stage 2 take",
    "who can complain",
    "my social worker never rings me back, can i complain about that",
    "what's the phone number of the complaints team",
    "do i have to write it down",
    "is the investigator really independent if the council pays them",
    "can i bring a friend to the panel",
    "what does the ombudsman do and does it cost anything",
    "they have not answered me for weeks",
    "can i get an advocate",
)

Say = Callable[[str, str], Awaitable[Any]]


def main() -> int:
    """Runs the measurement named and prints its result as the last line."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("start", "turns", "endpoint"))
    parser.add_argument("--turns", type=int, default=200)
    options = parser.parse_args()
    measurements: dict[str, Callable[[], dict[str, Any]]] = {
        "start": start_up,
        "turns": lambda: in_process(options.turns),
        "endpoint": lambda: over_http(options.turns),
    }
    print(json.dumps(measurements[options.what]()))
    return 0


def start_up() -> dict[str, float]:
    """Seconds of each part of a start, in the order in which they come."""
    parts: dict[str, float] = {}
    began = time.perf_counter()

    def part(name: str) -> None:
        nonlocal began
        now = time.perf_counter()
        parts[name] = round(now - began, 2)
        began = now

    from bot.engine.agent import RasaEngine, quieten_rasa

    quieten_rasa()
    importlib.import_module("rasa.core.agent")
    part("import rasa")
    for module in ("bot.engine.in_process_actions", "bot.nlu.danger", "bot.nlu.understanding"):
        importlib.import_module(module)
    from bot.nlu.encoder import sentence_encoder

    part("import the guide's own modules")
    sentence_encoder()
    part("open the sentence encoder")
    engine = RasaEngine()
    engine.load()
    part("unpack and load the model, parse once")
    asyncio.run(engine.turn("first", text=QUESTIONS[0], council="sefton"))
    part("first message")
    return parts


def in_process(turns: int) -> dict[str, Any]:
    """Milliseconds a turn with the actions in this process, on one core, and memory in MB."""
    one_core()
    from bot.engine.agent import RasaEngine, quieten_rasa

    quieten_rasa()
    parts = parts_timed()
    engine = RasaEngine()
    engine.load()
    loaded = resident()

    async def say(conversation: str, text: str) -> Any:
        return await engine.turn(conversation, text=text, council="sefton")

    async def measure() -> dict[str, Any]:
        await timed_turns(say, SETTLE_TURNS)
        settled = resident()
        parts.clear()
        milliseconds = await timed_turns(say, turns)
        shares = {name: seconds * 1000 / turns for name, seconds in parts.items()}
        rest = statistics.mean(milliseconds) - sum(shares.values())
        shares["Rasa: rules, trackers, everything else"] = rest
        return {
            "loaded_mb": loaded,
            "settled_mb": settled,
            **summary(milliseconds),
            "parts_ms": {name: round(value, 2) for name, value in shares.items()},
        }

    return asyncio.run(measure())


def over_http(turns: int) -> dict[str, Any]:
    """Milliseconds a turn in which Rasa posts each action to `rasa run actions`, on one core."""
    one_core()
    from bot.engine.agent import newest_model, quieten_rasa

    quieten_rasa()
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage
    from rasa.shared.core.events import SlotSet
    from rasa.utils.endpoints import EndpointConfig

    from bot.engine.channel import CollectedReplies

    with action_server() as address:
        agent: Any = Agent.load(str(newest_model()), action_endpoint=EndpointConfig(url=address))

        async def say(conversation: str, text: str) -> Any:
            tracker = await agent.processor.fetch_tracker_and_update_session(conversation)
            if tracker.get_slot("council") is None:
                tracker.update(SlotSet("council", "sefton"))
                await agent.tracker_store.save(tracker)
            replies = CollectedReplies()
            await agent.handle_message(
                UserMessage(text, replies, conversation, input_channel="guide")
            )
            if not replies.replies:
                raise RuntimeError("The action server gave no reply: nothing can be compared.")

        async def measure() -> dict[str, Any]:
            await timed_turns(say, SETTLE_TURNS)
            return summary(await timed_turns(say, turns))

        return asyncio.run(measure())


async def timed_turns(say: Say, turns: int) -> list[float]:
    """Milliseconds of each turn; a conversation lasts TURNS_IN_CONVERSATION turns."""
    milliseconds = []
    for number in range(turns):
        if number % TURNS_IN_CONVERSATION == 0:
            conversation = uuid.uuid4().hex
        began = time.perf_counter()
        await say(conversation, QUESTIONS[number % len(QUESTIONS)])
        milliseconds.append((time.perf_counter() - began) * 1000)
    return milliseconds


def summary(milliseconds: list[float]) -> dict[str, float]:
    """Median and 95th percentile."""
    return {
        "median_ms": round(statistics.median(milliseconds), 1),
        "p95_ms": round(statistics.quantiles(milliseconds, n=20)[-1], 1),
    }


def parts_timed() -> dict[str, float]:
    """Adds up the seconds that this process spends in each part of a turn from now on.

    To be called before a model is loaded: loading a model takes hold of the components' methods.
    """
    from bot.engine.in_process_actions import InProcessActions
    from bot.nlu.components import Extractor
    from bot.nlu.danger import DangerDetector
    from bot.nlu.encoder import SentenceEncoder
    from bot.nlu.intents import IntentModel

    seconds: dict[str, float] = defaultdict(float)
    for name, owner, method in (
        ("extractors", Extractor, "process"),
        ("encode", SentenceEncoder, "encode"),
        ("classify", IntentModel, "probabilities"),
        ("danger", DangerDetector, "process"),
        ("actions", InProcessActions, "request"),
    ):
        setattr(owner, method, _timed(getattr(owner, method), seconds, name))
    return seconds


def _timed(method: Callable[..., Any], seconds: dict[str, float], name: str) -> Callable[..., Any]:
    if asyncio.iscoroutinefunction(method):

        async def awaited(*arguments: Any, **named: Any) -> Any:
            began = time.perf_counter()
            try:
                return await method(*arguments, **named)
            finally:
                seconds[name] += time.perf_counter() - began

        return awaited

    def called(*arguments: Any, **named: Any) -> Any:
        began = time.perf_counter()
        try:
            return method(*arguments, **named)
        finally:
            seconds[name] += time.perf_counter() - began

    return called


@contextmanager
def action_server() -> Iterator[str]:
    """Starts `rasa run actions` on a free port of this machine and gives its address."""
    port = free_port()
    command = [sys.executable, "-m", "rasa", "run", "actions", "--port", str(port)]
    environment = {**os.environ, "ACTION_SERVER_SANIC_WORKERS": "1"}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            wait_until(lambda: listens(port), server)
            yield f"http://127.0.0.1:{port}/webhook"
        finally:
            server.terminate()


def wait_until(
    ready: Callable[[], bool],
    server: subprocess.Popen[bytes],
    *,
    seconds: float = 120,
    pause: float = 0.1,
) -> None:
    """Waits for a server. Raises RuntimeError where it ends, TimeoutError where it takes long."""
    last = time.monotonic() + seconds
    while not ready():
        if server.poll() is not None:
            raise RuntimeError(f"{server.args!r} ended with status {server.returncode}.")
        if time.monotonic() > last:
            raise TimeoutError(f"{server.args!r} was not ready after {seconds:.0f} s.")
        time.sleep(pause)


def listens(port: int) -> bool:
    """Whether something answers on this port of this machine."""
    with socket.socket() as attempt:
        attempt.settimeout(1)
        return attempt.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def resident() -> float:
    """Memory that this process holds, in MB (1,000,000 bytes)."""
    held: float = psutil.Process().memory_info().rss / 1e6
    return round(held, 1)


def one_core() -> None:
    """Keeps this process and those it starts on one core, where the system can do that."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


if __name__ == "__main__":
    sys.exit(main())
