"""Turns: one at a time in a chat, two at a time in all, and never a wait without an end."""

import asyncio

import httpx
import pytest

from tests.web.engines import Answering, Failing, Waiting

URL = "/api/v1/messages"


@pytest.fixture
def talk():
    """An asynchronous client of an app in this process."""

    def make(app):
        transport = httpx.ASGITransport(app=app)
        return httpx.AsyncClient(transport=transport, base_url="http://guide")

    return make


async def until(holds):
    for _ in range(2000):
        if holds():
            return
        await asyncio.sleep(0.001)
    raise AssertionError("it never came about")


async def test_two_messages_of_one_chat_take_their_turns(app_of, talk):
    engine = Waiting()
    async with talk(app_of(engine)) as client:
        engine.go_on.set()
        token = (await client.post(URL, json={})).json()["conversation"]
        engine.go_on.clear()
        message = {"conversation": token, "text": "Hello"}
        both = asyncio.gather(*(client.post(URL, json=message) for _ in range(2)))
        await until(lambda: engine.at_once == 1)
        engine.most_at_once = 1
        engine.go_on.set()
        assert [answer.status_code for answer in await both] == [200, 200]
        assert engine.most_at_once == 1


async def test_no_more_turns_than_allowed_run_at_once_and_the_queue_has_an_end(app_of, talk):
    engine = Waiting()
    async with talk(app_of(engine, turns_at_once=2, queue=3)) as client:
        inside = [asyncio.create_task(client.post(URL, json={"text": "Hi"})) for _ in range(5)]
        await until(lambda: engine.at_once == 2)
        await asyncio.sleep(0.02)
        refused = await client.post(URL, json={"text": "Hi"})
        assert refused.status_code == 503
        assert int(refused.headers["retry-after"]) > 0
        assert refused.json()["type"].endswith("busy")
        engine.go_on.set()
        assert [(await one).status_code for one in inside] == [200] * 5
        assert engine.most_at_once == 2
        assert (await client.post(URL, json={"text": "Hi"})).status_code == 200


async def test_a_turn_that_takes_too_long_ends_with_a_calm_503_and_frees_its_place(app_of, talk):
    engine = Waiting()
    async with talk(app_of(engine, turn_seconds=0.05, turns_at_once=1)) as client:
        answer = await client.post(URL, json={"text": "Hi"})
        assert answer.status_code == 503
        assert answer.json()["type"].endswith("slow")
        assert "retry-after" in answer.headers
        assert engine.at_once == 0
        engine.go_on.set()
        assert (await client.post(URL, json={"text": "Hi"})).status_code == 200


async def test_a_failing_dialogue_gives_a_calm_503_that_tells_nothing_of_it(app_of, talk, log):
    async with talk(app_of(Failing())) as client:
        answer = await client.post(URL, json={"text": "secret words"})
    assert answer.status_code == 503
    assert "cannot read" not in answer.text
    assert "ValueError" in log.getvalue()
    assert "secret" not in log.getvalue()


async def test_the_oldest_chat_gives_way_where_there_are_too_many(app_of, talk):
    engine = Answering()
    async with talk(app_of(engine, most_conversations=2)) as client:
        tokens = [(await client.post(URL, json={})).json()["conversation"] for _ in range(3)]
        replies = []
        for token in reversed(tokens):
            answer = await client.post(URL, json={"conversation": token, "text": "Hm"})
            replies.append(answer.json()["replies"][0]["kind"])
        assert replies == ["answer", "answer", "notice"]
