"""The guide as it is served: the trained model, loaded once for all tests that talk to it."""

import asyncio

import pytest

from bot import train_command
from bot.engine.agent import NoModelError, RasaEngine, newest_model, quieten_rasa
from tests.conversations.talk import Talk


@pytest.fixture(scope="session")
def trained_model():
    """The model trained last; trained now where there is none."""
    quieten_rasa()
    try:
        return newest_model()
    except NoModelError:
        assert train_command.main([]) == 0
        return newest_model()


@pytest.fixture(scope="session")
def guide(trained_model):
    """The dialogue with the trained model."""
    engine = RasaEngine()
    engine.load(trained_model)
    return engine


@pytest.fixture(scope="session")
def until_done():
    """Waits for what the guide does; every conversation of the session runs in one loop."""
    with asyncio.Runner() as runner:
        yield runner.run


@pytest.fixture
def talk(guide, until_done, monkeypatch):
    """Begins a conversation on a day, with a council chosen beforehand or with none."""

    def begin(today="2026-11-22", council=None):
        monkeypatch.setenv("GUIDE_TODAY", str(today))
        return Talk(guide, until_done, council)

    return begin
