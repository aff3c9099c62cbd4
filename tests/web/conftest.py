import asyncio
import io
import time

import httpx
import pytest
from starlette.testclient import TestClient

from bot.catalogue import Catalogue
from bot.web.app import create_app
from bot.web.measures import Measures
from bot.web.settings import Settings
from tests.web.engines import Answering
from tests.web.serving import serving


@pytest.fixture
def catalogue():
    return Catalogue.load()


@pytest.fixture
def log():
    """What the server writes to its log."""
    return io.StringIO()


@pytest.fixture
def app_of(log):
    def make(engine, clock=time.time, **settings):
        return create_app(engine, Settings(**settings), measures=Measures(log), clock=clock)

    return make


@pytest.fixture
def client_of(app_of):
    """Someone who talks to an app with this engine; the app runs in this process."""

    def make(engine, **options):
        return TestClient(app_of(engine, **options))

    return make


@pytest.fixture
def engine():
    return Answering()


@pytest.fixture
def client(client_of, engine):
    return client_of(engine)


@pytest.fixture
def say(client):
    """Send one JSON message and return the answer."""

    def send(**members):
        return client.post("/api/v1/messages", json=members)

    return send


@pytest.fixture
def served(app_of):
    """Serve an engine on a free port of this machine; gives the address."""

    def serve(engine, **settings):
        return serving(app_of(engine, **settings))

    return serve


@pytest.fixture
def crowd():
    """Let many people do the same thing at the same time; gives their answers."""

    async def gather(address, number, act):
        limits = httpx.Limits(max_connections=number)
        async with httpx.AsyncClient(base_url=address, limits=limits, timeout=30) as client:
            return await asyncio.gather(*(act(client) for _ in range(number)))

    return gather
