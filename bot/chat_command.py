"""`python -m bot chat`: the guide in a terminal."""

from __future__ import annotations

import argparse
import asyncio
import textwrap
import uuid
from collections.abc import Sequence

from bot.conversation import Choice, Turn

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
    asyncio.run(_talk(engine, options.council))
    return 0


async def _talk(engine: object, council: str | None) -> None:
    from bot.engine.agent import RasaEngine

    assert isinstance(engine, RasaEngine)
    conversation = uuid.uuid4().hex
    turn = await engine.turn(conversation, council=council)
    while True:
        show(turn)
        try:
            typed = input("\n> ").strip()
        except (EOFError, KeyboardInterrupt):
            print()
            return
        chosen = picked(typed, turn.choices)
        turn = await engine.turn(
            conversation, payload=chosen.payload if chosen else None, text=typed or "?"
        )


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
