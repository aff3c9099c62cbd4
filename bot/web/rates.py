"""How many messages one chat and one address may send in a minute."""

import hashlib
import ipaddress
import math
import secrets
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

MOST_COUNTED = 5_000
"""Chats and addresses counted at once; beyond that all counts start anew, so memory is bounded."""


class Rates:
    """Counts the messages of a minute. Of an address only a keyed hash is held."""

    def __init__(self, of_conversation: int, of_address: int) -> None:
        self._storage = MemoryStorage()
        self._limiter = MovingWindowRateLimiter(self._storage)
        self._of_conversation = RateLimitItemPerMinute(of_conversation)
        self._of_address = RateLimitItemPerMinute(of_address)
        self._key = secrets.token_bytes(16)

    def __len__(self) -> int:
        """How many chats and addresses are held."""
        return len(self._storage.events)

    def wait(self, address: str, conversation: str | None) -> int | None:
        """Count one message; return the seconds to wait where it is one too many, else None."""
        if len(self) > MOST_COUNTED:
            self._storage.reset()
        counted = [(self._of_address, "address", self._hash(address))]
        if conversation:
            counted.append((self._of_conversation, "conversation", conversation))
        for item, kind, name in counted:
            if not self._limiter.hit(item, kind, name):
                until = self._limiter.get_window_stats(item, kind, name).reset_time
                return max(1, math.ceil(until - time.time()))
        return None

    def forget_old(self, now: float) -> None:
        """Forget whoever sent nothing in the last minute; `now` in seconds as `time.time()`.

        Left alone, the library drops the messages and holds the name for ever.
        """
        for name, newest_first in list(self._storage.events.items()):
            if not newest_first or newest_first[0].expiry <= now:
                with self._storage.locks[name]:
                    self._storage.clear(name)

    def _hash(self, address: str) -> str:
        return hashlib.blake2b(
            _network(address).encode(), key=self._key, digest_size=16
        ).hexdigest()


def _network(address: str) -> str:
    """Return an address; of IPv6 only the network, for one household holds all of it."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False))
