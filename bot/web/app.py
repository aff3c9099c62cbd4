"""Puts the page and the HTTP interface together. The dialogue comes in as an Engine."""

import asyncio
import ipaddress
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.catalogue import Catalogue
from bot.conversation import Engine
from bot.web import assets, chat_page, embedding, leaflets, letter, plan, statements
from bot.web.answers import refused
from bot.web.guard import Guard, security_headers
from bot.web.guide import Clock, Guide
from bot.web.incoming import read_json_message
from bot.web.measures import Measures
from bot.web.problems import Refusal
from bot.web.rendering import Pages
from bot.web.settings import Settings
from bot.web.site import Site
from bot.web.themes import theme_of

SECONDS_BETWEEN_FORGETTING = 30
NOT_KEPT = {"Cache-Control": "no-store"}


def create_app(
    engine: Engine,
    settings: Settings,
    catalogue: Catalogue | None = None,
    measures: Measures | None = None,
    clock: Clock = time.time,
) -> Starlette:
    """Return the ASGI application. It serves at once and answers as soon as the engine is ready.

    `clock` gives the seconds by which chats expire. Raises ContentError where content/, words.yml
    or the theme cannot be used.
    """
    catalogue = catalogue or Catalogue.load()
    measures = measures or Measures()
    guide = Guide(engine, settings, catalogue, measures, clock)
    files = assets.assets_of(theme_of(settings.theme))
    pages = Pages(catalogue, files, settings.exit_page)
    site = Site(guide, catalogue, pages, settings)

    async def post_message(request: Request) -> Response:
        message = await read_json_message(request)
        address = request.client.host if request.client else ""
        answered = await guide.answer(message, address)
        body = {
            "conversation": guide.token(answered.conversation),
            "replies": [reply.as_json() for reply in answered.turn.replies],
            "choices": [{"id": one.id, "label": one.label} for one in answered.turn.choices],
        }
        return JSONResponse(body, headers=NOT_KEPT)

    async def alive(_request: Request) -> Response:
        return JSONResponse({"status": "alive"}, headers=NOT_KEPT)

    async def ready(_request: Request) -> Response:
        if not guide.ready:
            raise Refusal("starting", retry_after=5)
        return JSONResponse({"status": "ready"}, headers=NOT_KEPT)

    async def metrics(request: Request) -> Response:
        if not settings.metrics_for_all and not _is_from_here(request):
            raise HTTPException(404)
        return Response(measures.exposition(), headers=NOT_KEPT, media_type="text/plain")

    async def on_refusal(request: Request, refusal: Exception) -> Response:
        assert isinstance(refusal, Refusal)
        return refused(request, guide, pages, refusal)

    async def on_http_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        kind = "not_this_way" if error.status_code == 405 else "not_here"
        answer = refused(request, guide, pages, Refusal(kind))
        answer.headers.update(error.headers or {})
        return answer

    async def on_crash(request: Request) -> Response:
        return refused(request, guide, pages, Refusal("broken"))

    async def forget_old_chats() -> None:
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_FORGETTING)
            await guide.forget_old()

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        forgetting = asyncio.create_task(forget_old_chats())
        yield
        forgetting.cancel()
        with suppress(asyncio.CancelledError):
            await forgetting

    return Starlette(
        routes=[
            *chat_page.routes(site),
            *plan.routes(site),
            *leaflets.routes(site),
            *embedding.routes(site),
            *letter.routes(site),
            *statements.routes(site),
            *assets.routes(files),
            Route("/api/v1/messages", post_message, methods=["POST"]),
            Route("/healthz", alive),
            Route("/readyz", ready),
            Route("/metrics", metrics),
        ],
        exception_handlers={Refusal: on_refusal, HTTPException: on_http_error},
        middleware=[
            # A page holds a secret (the name of its chat) beside what was typed, but only for who
            # already sent that name: no other site can have a browser ask for it, as it could if it
            # stood in a cookie. So its packed length gives nothing away (BREACH).
            Middleware(GZipMiddleware, minimum_size=500),
            Middleware(
                Guard,
                headers=security_headers(settings.frame_ancestors),
                measures=measures,
                failed=on_crash,
            ),
        ],
        lifespan=lifespan,
    )


def _is_from_here(request: Request) -> bool:
    """Whether a request comes from this machine itself, and was not passed on by a proxy."""
    if request.client is None or "x-forwarded-for" in request.headers:
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
