"""The name of a conversation as the browser holds it: random, signed and only good for a while."""

import secrets
from collections.abc import Callable

from itsdangerous import BadData, TimestampSigner

LONGEST_TOKEN = 200


class Tokens:
    """Makes conversation ids of 128 random bits and signs them with the time."""

    def __init__(self, key: str, lasts_seconds: int, clock: Callable[[], float]) -> None:
        self._signer = _Signer(key, clock)
        self._lasts_seconds = lasts_seconds

    def new_id(self) -> str:
        """Return a fresh id."""
        return secrets.token_urlsafe(16)

    def token(self, conversation: str) -> str:
        """Return the id signed, good from now on for `lasts_seconds`."""
        return self._signer.sign(conversation).decode("ascii")

    def id_in(self, token: str) -> str | None:
        """Return the id in a token, or None where it is not ours or no longer good."""
        if len(token) > LONGEST_TOKEN or not token.isascii():
            return None
        try:
            return self._signer.unsign(token, max_age=self._lasts_seconds).decode("ascii")
        except BadData:
            return None


class _Signer(TimestampSigner):
    def __init__(self, key: str, clock: Callable[[], float]) -> None:
        super().__init__(key, salt="conversation", key_derivation="hmac")
        self._clock = clock

    def get_timestamp(self) -> int:
        return int(self._clock())
