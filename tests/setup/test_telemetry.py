"""Nothing about a conversation is reported to anybody, however Python was started."""

import subprocess
import sys

import pytest

ASK_RASA = """
import rasa.telemetry
import sentry_sdk

rasa.telemetry.initialize_telemetry()
rasa.telemetry.initialize_error_reporting()
print(rasa.telemetry.is_telemetry_enabled(), sentry_sdk.Hub.current.client)
"""


@pytest.mark.parametrize("asked_for", [{}, {"RASA_TELEMETRY_ENABLED": "true"}])
def test_telemetry_and_error_reports_are_off_in_an_empty_home(environment, asked_for):
    # With a key of the caller's own, Rasa would report if it could.
    keys = {
        "RASA_TELEMETRY_WRITE_KEY": "a-key",
        "RASA_EXCEPTION_WRITE_KEY": "00000000000000000000000000000000@example",
    }
    printed = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASK_RASA],
        env=environment | keys | asked_for,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert printed.split() == ["False", "None"]
