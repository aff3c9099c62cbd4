"""Loads the dialogue and runs it in a thread of its own, so that the page never waits for it."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from bot.conversation import Engine, Turn

Result = TypeVar("Result")


class EngineThread:
    """An Engine that is ready once `load` has returned, and never where that fails.

    `failed` is told why. A turn that takes too long can be given up: the page goes on.
    """

    def __init__(self, load: Callable[[], Engine], failed: Callable[[BaseException], None]) -> None:
        self._load = load
        self._failed = failed
        self._engine: Engine | None = None
        self._loop = asyncio.new_event_loop()

    def start(self) -> None:
        """Begin to load. Returns at once."""
        threading.Thread(target=self._run, name="dialogue", daemon=True).start()

    @property
    def ready(self) -> bool:
        """Whether a message would be answered now."""
        return self._engine is not None and self._engine.ready

    async def turn(
        self,
        conversation: str,
        *,
        text: str | None = None,
        payload: str | None = None,
        council: str | None = None,
    ) -> Turn:
        """Return the dialogue's replies, worked out in its own thread."""
        return await self._there(
            self._loaded().turn(conversation, text=text, payload=payload, council=council)
        )

    async def take_back(self, conversation: str) -> bool:
        """Undo the last message; False where there is none."""
        return await self._there(self._loaded().take_back(conversation))

    async def forget(self, conversation: str) -> None:
        """Drop everything said in this conversation."""
        if self._engine is not None:
            await self._there(self._engine.forget(conversation))

    def _run(self) -> None:
        try:
            engine = self._load()
        except (Exception, SystemExit) as failure:  # noqa: BLE001 (the page lives on)
            self._failed(failure)
            return
        asyncio.set_event_loop(self._loop)
        self._loop.call_soon(setattr, self, "_engine", engine)
        self._loop.run_forever()

    def _loaded(self) -> Engine:
        if self._engine is None:
            raise RuntimeError("the dialogue is not loaded yet: ask `ready` first")
        return self._engine

    async def _there(self, doing: Coroutine[Any, Any, Result]) -> Result:
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(doing, self._loop))
