"""Reads what is sent to the server: its size, its type, its members. Never more than allowed."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData
from starlette.formparsers import FormParser
from starlette.requests import Request

from bot.web.problems import Refusal

MOST_JSON_BYTES = 4096
MOST_FORM_BYTES = 32_768  # a browser writes one letter of some scripts in 9 bytes
SECONDS_TO_SEND = 10
MEMBERS = ("conversation", "text", "choice", "council")


@dataclass(frozen=True)
class Message:
    """What one request says. With neither text nor choice the guide greets."""

    conversation: str | None = None
    text: str | None = None
    choice: str | None = None
    council: str | None = None


async def read_json_message(request: Request) -> Message:
    """Return the message of a JSON request. Raises Refusal, with what was read of it."""
    body = await _body(request, "application/json", "wrong_type", MOST_JSON_BYTES)
    try:
        members = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Refusal("not_json", said=_readable(body)) from None
    return message_of(members)


async def read_form(request: Request) -> FormData:
    """Return the fields of a form. Raises Refusal, with what was read of it."""
    form = "application/x-www-form-urlencoded"
    body = await _body(request, form, "form_wrong_type", MOST_FORM_BYTES)

    async def once() -> Any:
        yield body

    return await FormParser(request.headers, once()).parse()


def message_of(members: Any) -> Message:
    """Return the message that a JSON value holds. Raises Refusal where it is not one."""
    if not isinstance(members, dict):
        raise Refusal("not_an_object", said=_all_text(members))
    if not members.keys() <= set(MEMBERS):
        raise Refusal("unknown_member", said=_all_text(members))
    given = {name: value for name, value in members.items() if value is not None}
    if not all(isinstance(value, str) for value in given.values()) or any(
        members.get(name, "") is None for name in ("text", "choice")
    ):
        raise Refusal("not_a_text", said=_all_text(members))
    if "text" in given and "choice" in given:
        raise Refusal("both", said=given["text"])
    return Message(**given)


async def _body(request: Request, media_type: str, wrong_type: str, most: int) -> bytes:
    """Return the body of a request, of which at most `most` bytes and one piece are ever held."""
    declared = request.headers.get("content-length", "")
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = bytearray()
    try:
        async with asyncio.timeout(SECONDS_TO_SEND):
            async for piece in request.stream():
                body += piece[: most + 1]
                if len(body) > most:
                    break
    except TimeoutError:
        raise Refusal("too_slow_to_send", said=_readable(body)) from None
    if len(body) > most or (declared.isdecimal() and int(declared) > most):
        raise Refusal("too_large", said=_readable(body))
    if sent != media_type:
        raise Refusal(wrong_type, said=_readable(body))
    return bytes(body)


def _readable(body: bytes | bytearray) -> str:
    return body.decode("utf-8", errors="replace")


def _all_text(value: Any) -> str:
    """Return a JSON value as text, so that danger can be looked for in it."""
    return json.dumps(value, ensure_ascii=False)
