"""What holds for every answer of the server: its headers, one line in the log, and no crash."""

import time
from collections.abc import Awaitable, Callable

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.measures import Measures

Failed = Callable[[Request], Awaitable[Response]]


def content_policy(frame_ancestors: str, **also: str) -> str:
    """Return the Content-Security-Policy of a page: nothing from elsewhere, nothing in line.

    `also` adds to it: `frame_src="'self'"` lets the page show a frame.
    """
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": frame_ancestors,
        **{name.replace("_", "-"): value for name, value in also.items()},
    }
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def security_headers(frame_ancestors: str) -> dict[str, str]:
    """Return the headers of every answer that has none of its own by that name."""
    return {
        "Content-Security-Policy": content_policy(frame_ancestors),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }


class Guard:
    """Wraps the application: adds headers, measures, and turns a crash into a calm answer.

    What went wrong is recorded by its kind only, so that no text of a person reaches a log.
    """

    def __init__(
        self, app: ASGIApp, headers: dict[str, str], measures: Measures, failed: Failed
    ) -> None:
        self._app = app
        self._headers = headers
        self._measures = measures
        self._failed = failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except ClientDisconnect:
            return
        except Exception as failure:  # noqa: BLE001 (the last boundary)
            self._measures.failed("page", failure)
            if not status:
                answer = await self._failed(Request(scope))
                await answer(scope, receive, send_with_headers)
        finally:
            milliseconds = 1000 * (time.perf_counter() - started)
            self._measures.answered(_route(scope), status, milliseconds)


def _route(scope: Scope) -> str:
    """Return the pattern that the address matched; what matched none could hold anything."""
    route = scope.get("route")
    return str(route.path) if route is not None else "none"
