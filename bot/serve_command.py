"""`python -m bot serve`: the page at http://127.0.0.1:8000, and the HTTP interface behind it.

It serves at once; the dialogue loads meanwhile. Settings come from the environment:
docs/operating.md lists them.
"""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import uvicorn

from bot.catalogue import ContentError
from bot.web.app import create_app
from bot.web.engine_thread import EngineThread
from bot.web.settings import SettingError, Settings

if TYPE_CHECKING:
    from bot.conversation import Engine

WRONG_SETTING = 2


def main(arguments: Sequence[str]) -> int:
    """Serve until stopped; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m bot serve",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.parse_args(arguments)
    try:
        settings = Settings.read(os.environ)
        engine = EngineThread(lambda: loaded(settings), say_why)
        app = create_app(engine, settings)
    except (SettingError, ContentError) as error:
        print(f"python -m bot serve: {error}", file=sys.stderr)
        return WRONG_SETTING
    engine.start()
    address = f"http://{settings.host}:{settings.port}"
    print(f"Have Your Say is at {address} and answers in a moment.", file=sys.stderr)
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_level="warning",
        server_header=False,
        ws="none",  # Rasa holds websockets to a version that uvicorn cannot import
        proxy_headers=settings.trusted_proxy is not None,
        forwarded_allow_ips=settings.trusted_proxy,
        timeout_graceful_shutdown=5,
    )
    return 0


def loaded(settings: Settings) -> "Engine":
    """Return the dialogue with the newest model. Raises NoModelError where there is none."""
    from bot.engine.agent import RasaEngine, quieten_rasa

    quieten_rasa()
    logging.captureWarnings(True)  # of Rasa's outdated calls: nobody who reads them can act on them
    engine = RasaEngine(idle_seconds=settings.idle_seconds)
    engine.load()
    print("The dialogue is ready.", file=sys.stderr)
    return engine


def say_why(failure: BaseException) -> None:
    """Tell the operator that the dialogue did not load, and that the page lives on without it."""
    print(
        f"The dialogue could not be loaded ({type(failure).__name__}): {failure}\n"
        "The page goes on without it: it shows whom to ring. Put it right, then start again.",
        file=sys.stderr,
    )
