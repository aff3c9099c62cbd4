"""The conversation in README.md, replayed through the guide and shown as `make chat` shows it.

Where an answer has changed, `GUIDE_TODAY=2026-11-22 python -m tests.docs.transcript` writes the
conversation anew. Read it before you keep it.
"""

import asyncio
import contextlib
import io
import re
from pathlib import Path

from bot.chat_command import picked, show
from bot.conversation import Turn
from bot.engine.agent import RasaEngine, quieten_rasa

README = Path(__file__).parents[2] / "README.md"
_BLOCK = re.compile(r"(?<=```text\n)> .*?(?=^```$)", re.DOTALL | re.MULTILINE)
_TYPED = re.compile(r"^> (.+)$", re.MULTILINE)


def written(readme: str) -> str:
    """The conversation as README.md has it. Raises ValueError where there is not exactly one."""
    blocks = _BLOCK.findall(readme)
    if len(blocks) != 1:
        raise ValueError(f"README.md has {len(blocks)} conversations in ```text, not 1")
    return str(blocks[0])


def typed(transcript: str) -> list[str]:
    """What the person typed, line by line."""
    return _TYPED.findall(transcript)


async def replayed(engine: RasaEngine, lines: list[str]) -> str:
    """The conversation after the greeting, today being the day of GUIDE_TODAY."""
    turn = await engine.turn("readme")
    said = []
    for line in lines:
        chosen = picked(line, turn.choices)
        turn = await engine.turn("readme", payload=chosen.payload if chosen else None, text=line)
        said.append(f"> {line}\n{_shown(turn)}")
    await engine.forget("readme")
    return "\n".join(said)


def _shown(turn: Turn) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        show(turn)
    return printed.getvalue()


def main() -> None:
    """Write the conversation in README.md anew."""
    quieten_rasa()
    engine = RasaEngine()
    engine.load()
    readme = README.read_text("utf-8")
    old = written(readme)
    new = asyncio.run(replayed(engine, typed(old)))
    README.write_text(readme.replace(old, new), "utf-8")


if __name__ == "__main__":
    main()
