"""The actions in this process are those that `rasa run actions` serves, and answer alike."""

import asyncio
import json
import subprocess
import sys

import pytest
from rasa_sdk.interfaces import ActionNotFoundException

from bot.engine.in_process_actions import InProcessActions
from tests.contract.project import ROOT, domain

LIST_ACTIONS = """
import json
from rasa_sdk.executor import ActionExecutor
executor = ActionExecutor()
executor.register_package("actions")
print(json.dumps(sorted(executor.actions)))
"""


def test_the_action_server_and_this_process_offer_the_same_actions():
    served = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LIST_ACTIONS],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    here = sorted(InProcessActions()._executor.actions)
    assert json.loads(served) == here == sorted(domain()["actions"])


def message(action, **state):
    tracker = {
        "sender_id": "somebody", "slots": {}, "latest_message": {}, "events": [],
        "paused": False, "active_loop": {}, "latest_action_name": None, "followup_action": None,
    }  # fmt: skip
    return {
        "next_action": action,
        "sender_id": "somebody",
        "tracker": tracker | state,
        "domain": {},
    }


def test_an_action_answers_with_events_and_responses():
    answer = asyncio.run(InProcessActions().request(json=message("action_stop_asking")))
    assert answer["responses"][0]["response"] == "utter_stopped"
    assert {"event": "active_loop", "timestamp": None, "name": None} in answer["events"]


def test_an_action_that_nobody_wrote_is_an_error_and_no_silence():
    with pytest.raises(ActionNotFoundException, match="action_of_nobody"):
        asyncio.run(InProcessActions().request(json=message("action_of_nobody")))
