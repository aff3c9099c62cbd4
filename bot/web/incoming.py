"""Reads what is sent to the server: its size, its type, its members. Never more than allowed."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlsplit

from starlette.requests import Request

from bot.web.problems import Refusal

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
MOST_JSON_BYTES = 4096
MOST_FORM_BYTES = 32_768  # a browser writes one letter of some scripts in 9 bytes
MOST_FIELDS = 20
SECONDS_TO_SEND = 10
MEMBERS = frozenset({"conversation", "text", "choice", "council"})


@dataclass(frozen=True)
class Message:
    """What one request says. With neither text nor choice the guide greets."""

    conversation: str | None = None
    text: str | None = None
    choice: str | None = None
    council: str | None = None


async def read_json_message(request: Request) -> Message:
    """Return the message of a JSON request. Raises Refusal, with what was read of it."""
    body = await _body(request, JSON, MOST_JSON_BYTES)
    try:
        members = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Refusal("not_json", said=_readable(request, body)) from None
    return message_of(members)


async def read_form(request: Request, most: int = MOST_FORM_BYTES) -> dict[str, str]:
    """Return the fields of a form of at most so many bytes.

    Raises Refusal, with what was read of it.
    """
    body = await _body(request, FORM, most)
    try:
        fields = parse_qsl(
            body.decode("utf-8", errors="replace"),
            keep_blank_values=True,
            errors="replace",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:
        raise Refusal("unknown_member", said=_readable(request, body)) from None
    return dict(fields)


def message_of(members: Any) -> Message:
    """Return the message that a JSON value holds. Raises Refusal where it is not one.

    `conversation` and `council` may be null, which is as if they were not there.
    """
    said = " . ".join(_texts_in(members))
    if not isinstance(members, dict):
        raise Refusal("not_an_object", said=said)
    if not members.keys() <= MEMBERS:
        raise Refusal("unknown_member", said=said)
    for name, value in members.items():
        may_be_null = name in ("conversation", "council")
        if not isinstance(value, str) and not (value is None and may_be_null):
            raise Refusal("not_a_text", said=said)
    if "text" in members and "choice" in members:
        raise Refusal("both", said=said)
    return Message(**members)


def came_from_elsewhere(request: Request) -> bool:
    """Whether a page of another site made a browser send this. Programs say nothing of it.

    `Sec-Fetch-Site` is the browser's own word and needs no name of ours, so it holds behind any
    proxy. Browsers leave it out over plain HTTP: there `Origin` must be the host that was asked. It
    may be "null": that is all a page tells which sends no referrer, as ours.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin", "null")
    return origin != "null" and urlsplit(origin).netloc != request.headers.get("host")


async def _body(request: Request, media_type: str, most: int) -> bytes:
    """Return a request's body, of which little more than `most` bytes are ever held.

    Of a body that is refused the beginning is read, to look for danger in it.
    """
    declared = request.headers.get("content-length", "")
    body = bytearray()
    try:
        async with asyncio.timeout(SECONDS_TO_SEND):
            async for piece in request.stream():
                body += piece[: most + 1]
                if len(body) > most:
                    break
    except TimeoutError:
        raise Refusal("too_slow_to_send", said=_readable(request, body)) from None
    if came_from_elsewhere(request):
        raise Refusal("from_elsewhere", said=_readable(request, body))
    if len(body) > most or (declared.isdecimal() and int(declared) > most):
        raise Refusal("too_large", said=_readable(request, body))
    if _media_type(request) != media_type:
        kind = "wrong_type" if media_type == JSON else "form_wrong_type"
        raise Refusal(kind, said=_readable(request, body))
    return bytes(body)


def _media_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _readable(request: Request, body: bytes | bytearray) -> str:
    text = body.decode("utf-8", errors="replace")
    return unquote_plus(text, errors="replace") if _media_type(request) == FORM else text


def _texts_in(value: Any) -> list[str]:
    """Return every text in a JSON value, at whatever depth."""
    texts, left = [], [value]
    while left:
        one = left.pop()
        if isinstance(one, str):
            texts.append(one)
        elif isinstance(one, dict):
            left += one.values()
        elif isinstance(one, list):
            left += one
    return texts
