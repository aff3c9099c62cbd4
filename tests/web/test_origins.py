"""A page of another website cannot have a browser speak to the guide."""

import pytest

from bot.catalogue.safety import emergency_text

URL = "/api/v1/messages"

FROM_ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "nonsense"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://testserver:81"},
    {"Origin": "http://testserver.evil.example"},
    {"Origin": ""},
]

FROM_HERE = [
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://testserver"},
    {"Origin": "null"},  # of a page that sends no referrer
    # A proxy may ask for another host than the browser did.
    {"Sec-Fetch-Site": "same-origin", "Origin": "https://help.example.gov.uk"},
]


@pytest.mark.parametrize("headers", FROM_ELSEWHERE)
def test_what_another_website_sends_is_refused(client, engine, headers):
    answer = client.post(URL, json={"text": "Hello"}, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["type"].endswith("from-elsewhere")
    assert client.post("/", data={"text": "Hello"}, headers=headers).status_code == 403
    assert not [heard for heard in engine.heard if heard["text"]]


@pytest.mark.parametrize("headers", FROM_HERE)
def test_what_our_own_page_or_a_program_sends_is_answered(client, headers):
    assert client.post(URL, json={"text": "Hello"}, headers=headers).status_code == 200
    assert client.post("/", data={"text": "Hello"}, headers=headers).status_code == 200


def test_danger_is_seen_even_in_what_is_refused(client, catalogue):
    headers = {"Origin": "https://evil.example"}
    answer = client.post(URL, json={"text": "my dad is hitting me"}, headers=headers)
    assert answer.json()["emergency"] == emergency_text(catalogue, None)
