"""The server itself, on a port of this machine: crowds, huge and slow senders, clean endings."""

import socket

import httpx
import pytest

from tests.web.engines import Answering, Failing, Starting, Waiting

URL = "/api/v1/messages"


@pytest.mark.parametrize("broken", [Starting, Failing])
async def test_twenty_people_at_once_all_get_help_where_nothing_answers(served, crowd, broken):
    async def ask(client):
        page = await client.post("/", data={"text": "my dad is hitting me"})
        message = await client.post(URL, json={"text": "How do I complain?"})
        return page, message

    with served(broken()) as address:
        for page, message in await crowd(address, 20, ask):
            assert page.status_code == 503
            assert 'Ring <a href="tel:999">999</a>.' in page.text
            assert "0345 140 0845" in page.text
            assert message.status_code == 503
            assert "retry-after" in message.headers
            assert "999" in message.json()["emergency"]


async def test_twenty_people_at_once_are_all_answered_each_their_own(served, crowd):
    async def chat(client):
        token = (await client.post(URL, json={})).json()["conversation"]
        message = {"conversation": token, "text": f"I am {token[:22]}"}
        answer = (await client.post(URL, json=message)).json()
        return token[:22], answer["replies"][0]["text"]

    with served(Answering()) as address:
        answers = await crowd(address, 20, chat)
    assert all(text == f"You said I am {name}" for name, text in answers)
    assert len(dict(answers)) == 20


async def test_twenty_people_at_once_where_there_is_room_for_five(served, crowd):
    async def ask(client):
        return await client.post(URL, json={"text": "Hello"})

    engine = Waiting()  # nobody tells it to go on
    with served(engine, turns_at_once=2, queue=3, turn_seconds=0.5) as address:
        answers = await crowd(address, 20, ask)
        kinds = sorted(answer.json()["type"].rpartition(":")[2] for answer in answers)
        assert kinds == ["busy"] * 15 + ["slow"] * 5
        assert {answer.status_code for answer in answers} == {503}
        (alive,) = await crowd(address, 1, lambda client: client.get("/healthz"))
        assert alive.status_code == 200
    assert engine.most_at_once == 2


def test_a_huge_body_is_refused_and_the_same_connection_goes_on(served):
    with served(Answering()) as address, httpx.Client(base_url=address) as client:
        for size in (100_000, 10_000_000):
            headers = {"Content-Type": "application/json"}
            answer = client.post(URL, content=b"x" * size, headers=headers)
            assert answer.status_code == 413
            assert client.post(URL, json={"text": "Hello"}).status_code == 200


def test_a_huge_body_in_pieces_of_no_told_length_is_refused(served):
    def pieces():
        for _ in range(1000):
            yield b"x" * 1000

    with served(Answering()) as address, httpx.Client(base_url=address) as client:
        headers = {"Content-Type": "application/json"}
        answer = client.post(URL, content=pieces(), headers=headers)
        assert answer.status_code == 413
        assert client.post(URL, json={"text": "Hello"}).status_code == 200


def test_a_good_message_in_pieces_is_answered(served):
    with served(Answering()) as address:
        pieces = iter([b'{"text": ', b'"Hello"}'])
        headers = {"Content-Type": "application/json"}
        answer = httpx.post(f"{address}{URL}", content=pieces, headers=headers)
        assert answer.json()["replies"][0]["text"] == "You said Hello"


def test_a_huge_body_is_refused_before_it_is_all_sent(served):
    head = (
        "POST /api/v1/messages HTTP/1.1\r\nHost: guide\r\nContent-Type: application/json\r\n"
        "Content-Length: 1000000000\r\n\r\n"
    )
    with served(Answering()) as address:
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=10) as connection:
            connection.sendall(head.encode() + b"x" * 5000)
            assert connection.recv(1000).startswith(b"HTTP/1.1 413 ")


def test_somebody_who_hangs_up_in_the_middle_harms_nobody(served, log):
    head = (
        "POST /api/v1/messages HTTP/1.1\r\nHost: guide\r\nContent-Type: application/json\r\n"
        "Content-Length: 100\r\n\r\n{"
    )
    with served(Answering()) as address:
        host, port = address.removeprefix("http://").split(":")
        for _ in range(5):
            socket.create_connection((host, int(port))).sendall(head.encode())
        assert httpx.post(f"{address}{URL}", json={"text": "Hello"}).status_code == 200
    assert '"failure"' not in log.getvalue()
