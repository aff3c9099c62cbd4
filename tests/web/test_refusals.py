"""Every message that is not answered: why, how it is said, and that the next good one is."""

import json
import time

import pytest

from bot.catalogue.safety import emergency_line
from bot.web import rates

URL = "/api/v1/messages"
JSON = {"Content-Type": "application/json"}


def as_json(value):
    return json.dumps(value).encode()


MALFORMED = {
    "nothing": b"",
    "no JSON": b"How do I complain?",
    "half of it": b'{"text": "How',
    "binary": bytes(range(256)),
    "not UTF-8": '{"text": "é"}'.encode("latin-1"),
    "UTF-16": '{"text": "Hello"}'.encode("utf-16"),
    "deep": b"[" * 4000,
    "deep objects": b'{"text":' * 500,
    "a list": b'["text"]',
    "a text": b'"text"',
    "a number": b"5",
    "null": b"null",
    "a huge number": b'{"text": 1' + b"0" * 3000 + b"}",
    "a text that is a number": as_json({"text": 5}),
    "a text that is null": as_json({"text": None}),
    "a text that is a list": as_json({"text": ["Hello"]}),
    "a text that is an object": as_json({"text": {"text": "Hello"}}),
    "a text that is true": as_json({"text": True}),
    "a choice that is a number": as_json({"choice": 1}),
    "a choice that is null": as_json({"choice": None}),
    "a conversation that is a number": as_json({"conversation": 1, "text": "Hello"}),
    "a council that is a list": as_json({"council": ["sefton"], "text": "Hello"}),
    "both": as_json({"text": "Hello", "choice": "ask_stages"}),
    "both, empty": as_json({"text": "", "choice": ""}),
    "an unknown member": as_json({"message": "Hello", "sender": "me"}),
}

UNUSABLE = {
    "empty": {"text": ""},
    "spaces": {"text": " \t\n "},
    "only what nobody sees": {"text": "\u200b\u200d\ufeff\U000e0041\x00\x07"},
    "only slashes": {"text": "///"},
    "1,001 characters": {"text": "a" * 1001},
    "251 words": {"text": "a " * 251},
    "unknown council": {"text": "Hello", "council": "atlantis"},
    "empty council": {"text": "Hello", "council": ""},
    "council by path": {"text": "Hello", "council": "../sefton"},
    "forged choice": {"choice": "ask_stages"},
    "payload as choice": {"choice": "/ask_stages"},
    "empty choice": {"choice": ""},
}


@pytest.fixture
def refused(client):
    """Send what must be refused; the same person's next good message must be answered."""

    def send(content, status, headers=JSON):
        answer = client.post(URL, content=content, headers=headers)
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        problem = answer.json()
        assert set(problem) == {"type", "title", "status", "detail", "emergency"}
        assert problem["status"] == status
        assert all(problem.values())
        assert "999" in problem["emergency"]
        good = client.post(URL, json={"text": "Hello"})
        assert good.json()["replies"][0]["text"] == "You said Hello"
        return answer

    return send


@pytest.mark.parametrize("content", MALFORMED.values(), ids=MALFORMED)
def test_what_is_malformed_is_refused_with_400(refused, content):
    refused(content, 400)


@pytest.mark.parametrize("members", UNUSABLE.values(), ids=UNUSABLE)
def test_what_cannot_be_used_is_refused_with_422(refused, members):
    refused(as_json(members), 422)


def test_a_choice_of_another_conversation_is_forged(client, refused):
    client.post(URL, json={})
    mine = client.post(URL, json={"text": "Hello"}).json()["conversation"]
    refused(as_json({"conversation": mine, "choice": "ask_stages"}), 422)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Content-Type": "application/jsonp"},
    ],
)
def test_another_content_type_is_refused_with_415(refused, headers):
    refused(as_json({"text": "Hello"}), 415, headers)


def test_json_with_its_charset_is_taken(client):
    headers = {"Content-Type": "Application/JSON; charset=utf-8"}
    assert client.post(URL, content=as_json({"text": "Hi"}), headers=headers).status_code == 200


@pytest.mark.parametrize("size", [4097, 100_000, 1_000_000])
def test_a_body_over_4096_bytes_is_refused_with_413(refused, size):
    refused(b'{"text": "' + b"a" * (size - 12) + b'"}', 413)


def test_a_body_of_4096_bytes_is_read(refused):
    refused(b'{"text": "' + b"a" * (4096 - 12) + b'"}', 422)


def test_1000_characters_are_answered_in_any_script(client, engine):
    for letter in "aé中":
        body = json.dumps({"text": letter * 1000}, ensure_ascii=False).encode()
        assert client.post(URL, content=body, headers=JSON).status_code == 200
        assert engine.heard[-1]["text"] == letter * 1000


def test_250_words_are_answered(client):
    assert client.post(URL, json={"text": "a " * 250}).status_code == 200


def test_an_emoji_is_a_message(client, engine):
    assert client.post(URL, json={"text": "😢"}).status_code == 200
    assert engine.heard[-1]["text"] == "😢"


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_another_method_is_refused_with_405_which_names_the_right_one(client, method):
    answer = client.request(method, URL)
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api", "/webhooks/rest/webhook", "/model"])
def test_another_address_is_refused_with_404(client, path):
    answer = client.post(path, json={"text": "Hello"})
    assert answer.status_code == 404
    assert answer.json()["emergency"] == emergency_line()


def test_the_31st_message_of_a_conversation_in_a_minute_is_refused_with_429(client):
    token = client.post(URL, json={}).json()["conversation"]
    for _ in range(30):
        message = {"conversation": token, "text": "Hello"}
        assert client.post(URL, json=message).status_code == 200
    answer = client.post(URL, json={"conversation": token, "text": "Hello"})
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert "999" in answer.json()["emergency"]
    # Another conversation of the same address goes on.
    assert client.post(URL, json={"text": "Hello"}).status_code == 200


def test_the_121st_message_of_an_address_in_a_minute_is_refused_with_429(client):
    answers = [client.post(URL, json={"text": "Hello"}).status_code for _ in range(121)]
    assert answers == [200] * 120 + [429]


def test_with_the_limit_off_nothing_is_counted(client_of, engine):
    client = client_of(engine, rate_limit=False)
    token = client.post(URL, json={}).json()["conversation"]
    message = {"conversation": token, "text": "Hello"}
    assert {client.post(URL, json=message).status_code for _ in range(150)} == {200}


def test_a_browser_gets_a_page_for_a_wrong_address(client):
    answer = client.get("/nothing", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "There is no such page" in answer.text
    assert 'href="tel:999"' in answer.text


def test_the_counts_are_bounded_and_start_anew_beyond_that(monkeypatch):
    monkeypatch.setattr(rates, "MOST_COUNTED", 3)
    counted = rates.Rates(of_conversation=1, of_address=1)
    assert [counted.wait(f"10.0.0.{number}", None) for number in range(4)] == [None] * 4
    assert counted.wait("10.0.0.3", None) is None
    assert counted.wait("10.0.0.3", None) > 0


def test_who_sent_nothing_for_a_minute_is_forgotten_and_counted_anew():
    counted = rates.Rates(of_conversation=1, of_address=1)
    counted.wait("10.0.0.1", "a chat")
    sent = time.time()
    counted.forget_old(sent + 50)
    assert len(counted) == 2
    assert counted.wait("10.0.0.1", None) > 0
    counted.forget_old(sent + 60)
    assert len(counted) == 0
    assert counted.wait("10.0.0.1", "a chat") is None


def test_one_household_shares_its_ipv6_network():
    counted = rates.Rates(of_conversation=1, of_address=1)
    assert counted.wait("2001:db8:1:2::1", None) is None
    assert counted.wait("2001:db8:1:2:ffff::2", None) > 0
    assert counted.wait("2001:db8:1:3::1", None) is None
