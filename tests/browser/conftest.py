"""A real browser at the real server. What holds for every visit stands in visits.py."""

import io
import os
from contextlib import ExitStack

import pytest
from playwright.sync_api import sync_playwright

from bot.web.app import create_app
from bot.web.measures import Measures
from bot.web.settings import Settings
from tests.browser.chromium import find_browser
from tests.browser.server import TODAY, guide_served
from tests.browser.states import STATES, come_to
from tests.browser.visits import Visit
from tests.web.serving import serving


@pytest.fixture(scope="session")
def guide_address(trained_model):
    """The address of the guide with the trained model."""
    with guide_served() as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    """One browser for each file: Playwright's loop would be in the way of other tests' loops."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(os.environ))
        yield browser
        browser.close()


@pytest.fixture
def served(monkeypatch):
    """Serve a dialogue of a few lines on a free port; gives the address."""
    monkeypatch.setenv("GUIDE_TODAY", TODAY)
    with ExitStack() as until_done:

        def serve(engine, **settings):
            app = create_app(engine, Settings(**settings), measures=Measures(io.StringIO()))
            return until_done.enter_context(serving(app))

        yield serve


@pytest.fixture
def visit(browser, served, request):
    """Begin a visit, of the guide itself or of another address; faults met fail the test.

    It asks for `served` so that visits end before their servers do.
    """
    visits = []

    def begin(address=None, **options):
        address = address or request.getfixturevalue("guide_address")
        visits.append(Visit(browser, address, **options))
        return visits[-1]

    yield begin
    for one in visits:
        one.close()


@pytest.fixture
def at_state(visit, served):
    """Come to a state of states.py by its name; gives the visit."""

    def come(name, **options):
        state = STATES[name]
        begun = visit(served(state.engine()), **options) if state.engine else visit(**options)
        come_to(begun, name)
        return begun

    return come
