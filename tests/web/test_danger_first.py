"""Danger first: 999 comes before everything, also where the message is refused or nothing runs."""

import json

import pytest

from bot.catalogue.safety import emergency_line, emergency_text
from bot.conversation import Reply, Turn
from tests.web.engines import Answering, Failing, Starting
from tests.web.forms import Browser

URL = "/api/v1/messages"
NOW = "my dad is hitting me"
JSON = {"Content-Type": "application/json"}


class Emergency(Answering):
    """A dialogue that sees danger itself."""

    async def turn(self, conversation, *, text=None, payload=None, council=None):
        return Turn((Reply("emergency", "Ring 999. Its own words."), Reply("answer", "More.")))


def test_where_the_dialogue_misses_danger_emergency_help_is_put_first(say, catalogue):
    first, second = say(text=NOW, council="sefton").json()["replies"]
    assert first["kind"] == "emergency"
    assert first["text"] == emergency_text(catalogue, "sefton")
    assert second["text"] == f"You said {NOW}"


def test_where_the_dialogue_sees_danger_its_own_words_stand_alone(client_of):
    replies = client_of(Emergency()).post(URL, json={"text": NOW}).json()["replies"]
    assert [reply["text"] for reply in replies] == ["Ring 999. Its own words.", "More."]


def test_no_notice_comes_before_emergency_help(client_of, say):
    message = {"conversation": "broken", "text": f"{NOW}, my number is 07700 900123"}
    replies = client_of(Emergency()).post(URL, json=message).json()["replies"]
    assert [one["kind"] for one in replies] == ["emergency", "notice", "notice", "answer"]
    replies = say(**message).json()["replies"]
    assert [one["kind"] for one in replies] == ["emergency", "notice", "notice", "answer"]


def test_an_ordinary_message_gets_no_emergency_reply(say):
    replies = say(text="This process is killing me, how long does stage 2 take?").json()["replies"]
    assert [reply["kind"] for reply in replies] == ["answer"]


def refused_bodies():
    long = f"{NOW} {'x' * 1000}"
    return {
        "too long": json.dumps({"text": long}),
        "danger at the end": json.dumps({"text": f"{'x ' * 240}{NOW}{' y' * 20}"}),
        "wrong council": json.dumps({"text": NOW, "council": "atlantis"}),
        "both": json.dumps({"text": NOW, "choice": "x"}),
        "unknown member": json.dumps({"message": NOW}),
        "a list": json.dumps([["deep", [NOW]]]),
        "not JSON": NOW,
        "half of it": json.dumps({"text": NOW})[:-1],
        "too large": json.dumps({"text": f"{NOW} {'x' * 100_000}"}),
    }


@pytest.mark.parametrize("body", refused_bodies().values(), ids=refused_bodies())
def test_a_refused_text_that_speaks_of_danger_gets_the_whole_help(client, catalogue, body):
    answer = client.post(URL, content=body, headers=JSON)
    assert answer.status_code >= 400
    assert answer.json()["emergency"] == emergency_text(catalogue, None)


def test_a_text_of_the_wrong_type_is_looked_through_too(client, catalogue):
    answer = client.post(URL, content=NOW, headers={"Content-Type": "text/plain"})
    assert answer.status_code == 415
    assert answer.json()["emergency"] == emergency_text(catalogue, None)


@pytest.mark.parametrize("broken", [Starting, Failing])
def test_where_nothing_answers_danger_still_gets_the_councils_numbers(client_of, catalogue, broken):
    message = {"text": NOW, "council": "leicester"}
    answer = client_of(broken()).post(URL, json=message)
    assert answer.status_code == 503
    assert answer.json()["emergency"] == emergency_text(catalogue, "leicester")


def test_one_message_too_many_is_looked_through_too(client_of, catalogue):
    client = client_of(Answering(), rate_of_address=1)
    client.post(URL, json={"text": "Hello"})
    answer = client.post(URL, json={"text": NOW})
    assert answer.status_code == 429
    assert answer.json()["emergency"] == emergency_text(catalogue, None)


def test_every_other_error_says_999_in_one_line(client):
    problem = client.post(URL, json={"text": ""}).json()
    assert problem["emergency"] == emergency_line()


@pytest.mark.parametrize("engine", [Starting(), Failing()], ids=["starting", "failing"])
def test_the_page_shows_the_whole_help_too_and_keeps_what_was_typed(client_of, engine):
    page = Browser(client_of(engine)).write(NOW, council="sefton")
    assert "Ring 999." in page.text
    assert "0151 934 4013" in page.text
    assert "0151 934 3555" in page.text
    assert page.forms[0]["text"] == NOW


def test_the_page_shows_the_whole_help_beside_a_text_that_is_too_long(client):
    page = Browser(client).write(f"{NOW} {'x' * 1000}")
    assert page.text.index("Ring 999.") < page.text.rindex("The message is too long")


def test_an_oversized_form_is_looked_through_too(client):
    page = Browser(client).write(f"{NOW} {'x' * 100_000}")
    assert "Ring 999." in page.text
