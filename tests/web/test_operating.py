"""What an operator sees: health, measures, logs and the headers of every answer."""

import json
import logging

import pytest
import structlog
from starlette.testclient import TestClient

from bot.conversation import Reply, Turn
from tests.web.engines import Answering, Starting

URL = "/api/v1/messages"
PAGES = ["/", "/sefton", "/leicester", "/england", "/accessibility", "/privacy"]
EVERYWHERE = [*PAGES, "/healthz", "/readyz", "/nothing"]


def test_the_server_says_that_it_lives_whatever_the_dialogue_does(client_of):
    for engine in (Answering(), Starting()):
        answer = client_of(engine).get("/healthz")
        assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


def test_it_is_ready_only_when_the_dialogue_answers(client_of):
    engine = Starting()
    client = client_of(engine)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    engine.ready = True
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_forbids_script_in_line_and_foreign_content(client, path):
    headers = client.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'self'",
    }
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in headers


def test_a_refused_message_has_the_same_headers(client):
    answer = client.post(URL, content="x")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_council_may_show_the_page_in_a_frame_where_the_operator_says_so(client_of, engine):
    client = client_of(engine, frame_ancestors="https://www.sefton.gov.uk")
    policy = client.get("/").headers["content-security-policy"]
    assert policy.endswith("frame-ancestors https://www.sefton.gov.uk")


def test_the_style_sheet_is_served_under_the_name_that_pages_use(client):
    html = client.get("/").text
    path = html.partition('rel="stylesheet" href="')[2].partition('"')[0]
    answer = client.get(path)
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
    assert "https://" not in answer.text
    icon = html.partition('rel="icon" href="')[2].partition('"')[0]
    assert client.get(icon).headers["content-type"] == "image/svg+xml"
    assert client.get("/static/../app.py").status_code == 404


def test_the_log_has_a_line_for_each_request_and_nothing_of_a_person(client, log):
    token = client.post(URL, json={"text": "my private words"}).json()["conversation"]
    client.post("/", data={"text": "other private words", "conversation": token})
    client.get("/?council=sefton")
    client.get("/private-address")
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    requests = [(line["route"], line["status"]) for line in lines]
    assert requests == [(URL, 200), ("/", 200), ("/", 200), ("none", 404)]
    assert all(set(line) == {"event", "timestamp", "route", "status", "ms"} for line in lines)
    for private in ("private", token[:22], "testclient", "sefton"):
        assert private not in log.getvalue()


def test_the_log_goes_on_where_a_library_silences_its_own(client, log):
    silent = structlog.make_filtering_bound_logger(logging.CRITICAL)
    structlog.configure(wrapper_class=silent)
    try:
        client.get("/healthz")
    finally:
        structlog.reset_defaults()
    assert '"route": "/healthz"' in log.getvalue()


def test_metrics_are_shown_to_this_machine_alone(app_of, engine):
    here = TestClient(app_of(engine), client=("127.0.0.1", 5000))
    here.post(URL, json={"text": "Hello"})
    text = here.get("/metrics").text
    assert f'guide_requests_total{{route="{URL}",status="200"}} 1.0' in text
    assert "guide_turn_seconds_count 1.0" in text
    assert "guide_conversations 1.0" in text
    passed_on = {"X-Forwarded-For": "203.0.113.5"}
    assert here.get("/metrics", headers=passed_on).status_code == 404
    there = TestClient(app_of(engine), client=("203.0.113.5", 5000))
    assert there.get("/metrics").status_code == 404
    for_all = TestClient(app_of(engine, metrics_for_all=True), client=("203.0.113.5", 5000))
    assert for_all.get("/metrics").status_code == 200


def test_a_crash_of_the_page_itself_is_calm_and_tells_nothing(client_of, log):
    class Unfit(Answering):
        async def turn(self, conversation, **message):
            return Turn((Reply("answer", "private words", windows=({"day": object()},)),))

    client = client_of(Unfit())
    answer = client.post(URL, json={"text": "private words"})
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "999" in answer.json()["emergency"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "TypeError" in log.getvalue()
    assert "private" not in log.getvalue() + answer.text


def test_a_crash_shows_a_browser_a_page_with_999_and_whom_to_ring(client_of, log):
    class Unfit(Answering):
        async def turn(self, conversation, *, text=None, **message):
            links = ({"title": "private words"},) if text else ()
            return Turn((Reply("answer", "Hello.", links=links),))

    client = client_of(Unfit())
    answer = client.post("/", data={"text": "private words"}, headers={"Accept": "text/html"})
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "tel:999" in answer.text
    assert "tel:03451400845" in answer.text
    assert "UndefinedError" in log.getvalue()
    assert "private" not in log.getvalue() + answer.text


def test_chats_that_were_idle_for_too_long_are_forgotten_in_the_dialogue_too(client_of, engine):
    now = [1_000_000.0]
    client = client_of(engine, clock=lambda: now[0], idle_seconds=60)
    old = client.post(URL, json={}).json()["conversation"].partition(".")[0]
    now[0] += 61
    client.post(URL, json={})
    assert engine.forgotten == [old]
