"""What the server remembers of each chat while it lasts, in memory only."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.conversation import Choice, Turn

EXCHANGES_SHOWN = 40
CHOICES_KEPT = 300


@dataclass(frozen=True)
class Exchange:
    """What the person said, personal details left out, and what the guide replied.

    `number` counts the messages of the chat from 0. `chosen`: it was a choice, not typed.
    """

    said: str
    turn: Turn
    number: int = 0
    chosen: bool = False


@dataclass
class Conversation:
    """One chat. Every choice offered so far stays good; `shown` is what the page shows.

    `council` is the council it is about, as far as the page knows: a slug, `england` or None.
    `turns` counts what the page has sent, and `sent` knows it again: a page that is reloaded sends
    the same a second time. `page_by_page` lets one form of the chat in at a time.
    """

    id: str
    council: str | None = None
    choices: dict[str, Choice] = field(default_factory=dict)
    shown: deque[Exchange] = field(default_factory=lambda: deque(maxlen=EXCHANGES_SHOWN))
    turns: int = 0
    sent: deque[bytes] = field(default_factory=lambda: deque(maxlen=EXCHANGES_SHOWN))
    turn_by_turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    page_by_page: asyncio.Lock = field(default_factory=asyncio.Lock)

    def offer(self, choices: tuple[Choice, ...]) -> None:
        """Make choices good from now on; beyond CHOICES_KEPT the oldest fall away."""
        for choice in choices:
            self.choices.pop(choice.id, None)
            self.choices[choice.id] = choice
        for oldest in list(self.choices)[:-CHOICES_KEPT]:
            del self.choices[oldest]


class Conversations:
    """The chats that are going on: at most `most`, each until `idle_seconds` after its last use."""

    def __init__(self, idle_seconds: float, most: int, clock: Callable[[], float]) -> None:
        self._idle_seconds = idle_seconds
        self._most = most
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, Conversation]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def find(self, conversation: str) -> Conversation | None:
        """Return a chat, or None where there is none or it was idle for too long."""
        used, found = self._kept.get(conversation, (0.0, None))
        return found if self._clock() - used <= self._idle_seconds else None

    def keep(self, conversation: Conversation) -> None:
        """Keep a chat, used just now."""
        self._kept[conversation.id] = (self._clock(), conversation)
        self._kept.move_to_end(conversation.id)

    def drop(self, conversation: str) -> None:
        """Forget a chat."""
        self._kept.pop(conversation, None)

    def drop_old(self) -> list[str]:
        """Forget the chats that were idle for too long, and the oldest beyond `most`.

        Returns their ids, so that the dialogue can forget them too.
        """
        dropped = []
        while self._kept:
            oldest, (used, _) = next(iter(self._kept.items()))
            if self._clock() - used <= self._idle_seconds and len(self._kept) <= self._most:
                break
            del self._kept[oldest]
            dropped.append(oldest)
        return dropped
