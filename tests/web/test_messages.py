"""What a program gets that talks to the guide: POST /api/v1/messages."""

import json

import pytest

from tests.web.engines import Silent


def test_without_text_or_choice_the_guide_greets(say):
    answer = say(conversation=None)
    assert answer.status_code == 200
    body = answer.json()
    assert set(body) == {"conversation", "replies", "choices"}
    assert [reply["text"] for reply in body["replies"]] == ["Hello."]
    assert body["choices"] == [
        {"id": "ask_stages", "label": "What are the stages?"},
        {"id": "check_deadline", "label": "Work out my dates"},
    ]


def test_an_empty_object_is_greeted_too(say):
    assert say().json()["replies"][0]["text"] == "Hello."


def test_a_text_is_answered_with_every_member_of_the_contract(say):
    (reply,) = say(conversation=None, text="How long is stage 1?").json()["replies"]
    assert reply == {
        "kind": "answer",
        "text": "You said How long is stage 1?",
        "sources": [
            {"title": "Regulation 14", "quote": "10 days", "url": "https://example.org/14"}
        ],
        "links": [{"title": "Ombudsman", "url": "https://www.lgo.org.uk"}],
        "windows": [],
    }


def test_a_conversation_goes_on_under_its_token(say, engine):
    token = say().json()["conversation"]
    answer = say(conversation=token, text="And then?").json()
    assert [reply["kind"] for reply in answer["replies"]] == ["answer"]
    again = say(conversation=answer["conversation"], choice="ask_who").json()
    assert again["replies"][0]["text"] == "You said /ask_who"


def test_a_choice_goes_to_the_dialogue_as_its_payload_which_nobody_outside_sees(say, engine):
    greeting = say()
    assert "/ask_stages" not in greeting.text
    say(conversation=greeting.json()["conversation"], choice="ask_stages")
    assert engine.heard[-1] == {"text": None, "payload": "/ask_stages", "council": None}


def test_a_choice_offered_earlier_stays_good(say):
    token = say().json()["conversation"]
    token = say(conversation=token, text="Something else").json()["conversation"]
    assert say(conversation=token, choice="ask_stages").status_code == 200


def test_a_council_is_preset_and_kept(say, engine):
    token = say(council="leicester").json()["conversation"]
    say(conversation=token, text="Whom do I ring?")
    assert [heard["council"] for heard in engine.heard] == ["leicester", "leicester"]


@pytest.mark.parametrize("council", ["sefton", "england", None])
def test_a_council_may_be_any_known_one_or_england_or_null(say, council):
    assert say(text="Hello", council=council).status_code == 200


@pytest.mark.parametrize(
    "token", ["", "made-up", "a.b.c", "é", "\ud800", "x" * 300, "CG3QGu_3reBHNHPrEScjPQ"]
)
def test_a_broken_token_starts_a_new_conversation_and_says_so_first(client, token):
    body = json.dumps({"conversation": token, "text": "Hello there"})
    headers = {"Content-Type": "application/json"}
    answer = client.post("/api/v1/messages", content=body, headers=headers).json()
    assert [reply["kind"] for reply in answer["replies"]] == ["notice", "answer"]
    assert "new one" in answer["replies"][0]["text"]
    again = {"conversation": answer["conversation"], "text": "Again"}
    assert len(client.post("/api/v1/messages", json=again).json()["replies"]) == 1


def test_a_choice_with_a_broken_token_gets_the_notice_and_the_greeting(say):
    answer = say(conversation="broken", choice="ask_stages").json()
    assert [reply["text"] for reply in answer["replies"]][1:] == ["Hello."]
    assert answer["replies"][0]["kind"] == "notice"


def test_a_token_expires_with_the_conversation(client_of, engine):
    now = [1_000_000.0]
    client = client_of(engine, clock=lambda: now[0], idle_seconds=600)
    token = client.post("/api/v1/messages", json={}).json()["conversation"]
    now[0] += 599
    answer = client.post("/api/v1/messages", json={"conversation": token, "text": "Hm"}).json()
    assert [reply["kind"] for reply in answer["replies"]] == ["answer"]
    now[0] += 602
    token = answer["conversation"]
    answer = client.post("/api/v1/messages", json={"conversation": token, "text": "Hm"}).json()
    assert [reply["kind"] for reply in answer["replies"]] == ["notice", "answer"]


def test_a_token_signed_with_another_key_is_broken(client_of, engine):
    one = client_of(engine, secret_key="a" * 20)
    other = client_of(engine, secret_key="b" * 20)
    token = one.post("/api/v1/messages", json={}).json()["conversation"]
    answer = other.post("/api/v1/messages", json={"conversation": token, "text": "Hm"}).json()
    assert answer["replies"][0]["kind"] == "notice"


def test_conversation_ids_hold_128_random_bits(say):
    ids = {say().json()["conversation"].partition(".")[0] for _ in range(20)}
    assert len(ids) == 20
    assert {len(one) for one in ids} == {22}  # 16 bytes in URL-safe base64


def test_a_silent_dialogue_still_gives_the_person_something(client_of):
    answer = client_of(Silent()).post("/api/v1/messages", json={"text": "Hm"}).json()
    assert "phone your council" in answer["replies"][0]["text"]


def test_no_answer_is_kept_or_sets_a_cookie(say):
    answer = say(text="Hello")
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers


def test_personal_details_are_taken_out_before_the_dialogue_and_the_notice_says_so(say, engine):
    answer = say(text="I am a.person@mail.example, phone 07700 900123. What now?").json()
    assert engine.heard[-1]["text"] == "I am […], phone […]. What now?"
    notice, reply = answer["replies"]
    assert notice["kind"] == "notice"
    assert "an email address, a mobile number" in notice["text"]
    assert reply["text"].endswith("What now?")


@pytest.mark.parametrize(
    "typed", ["/restart", "  /restart", "//restart", "\u200b/restart", "/ /restart"]
)
def test_a_slash_makes_no_command(say, engine, typed):
    assert say(text=typed).status_code == 200
    assert engine.heard[-1]["text"] == "restart"
