"""`python -m bot chat`: the guide in a terminal."""

from __future__ import annotations

import argparse
import asyncio
import textwrap
import uuid
from collections.abc import Sequence

from bot.conversation import Choice, Engine, Turn

WIDTH = 78


def main(arguments: Sequence[str]) -> int:
    """Talks until the input ends. A number picks a choice."""
    parser = argparse.ArgumentParser(prog="python -m bot chat", description=__doc__)
    parser.add_argument("--council", help="the council to speak for, such as sefton")
    options = parser.parse_args(arguments)

    from bot.engine.agent import NoModelError, RasaEngine, quieten_rasa

    quieten_rasa()
    print("Loading. In danger now? Ring 999.")
    engine = RasaEngine()
    try:
        engine.load()
    except NoModelError as missing:
        print(missing)
        return 1
    with asyncio.Runner() as runner:
        talk(engine, runner, council=options.council)
    return 0


def talk(engine: Engine, runner: asyncio.Runner, *, council: str | None) -> None:
    """Reads a message, prints the replies, and so on until the input ends."""
    conversation = uuid.uuid4().hex
    turn = runner.run(engine.turn(conversation, council=council))
    while True:
        show(turn)
        try:
            typed = input("\n> ").strip()
        except (EOFError, KeyboardInterrupt):
            print()
            return
        chosen = picked(typed, turn.choices)
        payload = chosen.payload if chosen else None
        turn = runner.run(engine.turn(conversation, payload=payload, text=typed or "?"))


def picked(typed: str, choices: Sequence[Choice]) -> Choice | None:
    """The choice that a typed number names, or None where it names none."""
    if typed.isdecimal() and 0 < int(typed) <= len(choices):
        return choices[int(typed) - 1]
    return None


def show(turn: Turn) -> None:
    """Prints the replies with their sources, then the choices with their numbers."""
    for reply in turn.replies:
        print()
        for line in reply.text.splitlines():
            print(textwrap.fill(line, WIDTH))
        for source in reply.sources:
            said = f'[{source["title"]}: "{source["quote"]}" {source["url"]}]'
            print(textwrap.fill(said, WIDTH, initial_indent="  ", subsequent_indent="  "))
    print()
    for number, choice in enumerate(turn.choices, start=1):
        print(f"  {number}. {choice.label}")
