"""Rasa's own commands work on the stand-in for TensorFlow as they do on the real one."""

import re
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager

import pytest
import requests


def test_train_validate_shell_and_test_work(rasa, smallest_bot):
    rasa("data", "validate")
    rasa("train")
    assert len(list((smallest_bot / "models").glob("*.tar.gz"))) == 1

    assert '"name": "greet"' in rasa("shell", "nlu", typed="hello\n/stop\n")

    rasa("test", "nlu", "--nlu", "data")
    assert (smallest_bot / "results" / "intent_report.json").exists()
    assert (smallest_bot / "results" / "intent_confusion_matrix.png").exists()


def test_the_server_and_the_action_server_answer_together(rasa, smallest_bot, environment):
    rasa("train")
    environment["ACTIONS_PORT"] = str(actions_port := free_port())
    rasa_port = free_port()
    (smallest_bot / "credentials.yml").write_text("rest: {}\n")
    with ExitStack() as servers:
        for arguments, port in [
            (["run", "actions", "--port", str(actions_port)], actions_port),
            (["run", "--interface", "127.0.0.1", "--port", str(rasa_port)], rasa_port),
        ]:
            servers.enter_context(serving(arguments, port, smallest_bot, environment))
        replies = requests.post(
            f"http://127.0.0.1:{rasa_port}/webhooks/rest/webhook",
            json={"sender": "someone", "message": "which day"},
            timeout=30,
        ).json()
    assert [reply["text"] for reply in replies] == ["It is Sunday."]


@pytest.mark.parametrize(
    ("kind", "component"),
    [
        ("pipeline", "DIETClassifier"),
        ("pipeline", "ResponseSelector"),
        ("policies", "TEDPolicy"),
        ("policies", "UnexpecTEDIntentPolicy"),
    ],
)
def test_training_a_tensorflow_component_says_what_is_missing_and_how_to_get_it(
    rasa, smallest_bot, kind, component
):
    config = smallest_bot / "config.yml"
    last = {"pipeline": "KeywordIntentClassifier", "policies": "RulePolicy"}[kind]
    config.write_text(config.read_text().replace(last, f"{last}\n  - name: {component}"))
    printed = re.sub(r"\s+", " ", rasa("train", fails=True))
    assert f"The component {component} needs TensorFlow" in printed
    assert ".uv/bin/uv pip install tensorflow==2.12.0" in printed
    assert not list(smallest_bot.glob("models/*.tar.gz"))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(arguments, port, folder, environment):
    log = folder / f"{port}.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "rasa", *arguments],
            cwd=folder,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_open(port, server, log)
        yield
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_until_open(port, server, log):
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert server.poll() is None, log.read_text()
        time.sleep(0.2)
    pytest.fail(f"Nothing listened on port {port} within two minutes:\n{log.read_text()}")
