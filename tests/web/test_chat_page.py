"""The page at /, as somebody uses it whose browser runs no script."""

import pytest

from bot.conversation import Choice, Reply, Turn
from tests.web.engines import Answering, Failing, Starting
from tests.web.forms import Browser, Page


@pytest.fixture
def browser(client):
    return Browser(client)


def test_a_whole_chat_goes_by_forms_alone(browser, engine):
    page = browser.press("What are the stages?")
    assert engine.heard[-1]["payload"] == "/ask_stages"
    assert "You said /ask_stages" in page.text
    page = browser.write("How long is stage 2?")
    page = browser.press("Who can complain?")
    # All of it stands there, in its order.
    said = ["What are the stages?", "How long is stage 2?", "Who can complain?"]
    places = [page.text.index(words) for words in said]
    assert places == sorted(places)
    assert browser.answer.status_code == 200
    assert page.forms[0]["text"] == ""


def test_a_first_message_may_be_typed(browser):
    assert "You said How do I complain?" in browser.write("How do I complain?").text


def test_a_council_is_chosen_once_and_then_said(browser, engine):
    page = browser.write("Whom do I ring?", council="leicester")
    assert engine.heard[-1]["council"] == "leicester"
    assert "This chat is about Leicester City Council." in page.text
    assert "council" not in page.forms[0]
    browser.write("And then?")
    assert engine.heard[-1]["council"] == "leicester"


def test_a_link_can_choose_the_council_beforehand(client):
    assert Browser(client, "/?council=sefton").page.forms[0]["council"] == "sefton"
    assert Browser(client, "/?council=atlantis").page.forms[0]["council"] == ""


def test_what_the_dialogue_knows_of_the_council_goes_before_what_was_chosen(client_of):
    class Sefton(Answering):
        async def turn(self, conversation, **message):
            return Turn((Reply("answer", "Hello."),), (), "sefton")

    page = Browser(client_of(Sefton())).write("I mean Sefton", council="leicester")
    assert "This chat is about Sefton Council." in page.text


def test_pressing_a_choice_keeps_what_was_typed_in_the_box(browser):
    browser.page.forms[0]["text"] = "I was just writing"
    assert browser.press("What are the stages?").forms[0]["text"] == "I was just writing"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Please write your question first."),
        ("x" * 1001, "Please write up to 1,000 characters."),
        ("x " * 251, "Please write up to 250 words."),
    ],
)
def test_an_error_stands_beside_the_box_and_what_was_typed_is_kept(browser, typed, says):
    browser.write("Hello")
    page = browser.write(typed)
    assert browser.answer.status_code == 422
    assert says in page.text
    assert page.text.lstrip().startswith("Error:")
    assert page.forms[0]["text"] == typed
    assert "You said Hello" in page.text
    box = next(given for tag, given in page.tags if tag == "textarea")
    assert "message-error" in box["aria-describedby"].split()
    assert box["aria-invalid"] == "true"
    assert "You said and now" in browser.write("and now").text


def test_a_text_with_new_lines_and_signs_is_kept_letter_for_letter(browser):
    typed = '\nOne\n</textarea><b>two</b> & "three" ' + "x" * 1000
    assert browser.write(typed).forms[0]["text"] == typed


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</textarea><script>alert(1)</script>",
        '"><svg onload=alert(1)>',
        "{{ 7 * 7 }} {% include 'chat.html' %}",
        "[x](javascript:alert(1))",
    ],
)
def test_an_attack_is_shown_as_harmless_text(browser, attack):
    page = browser.write(attack)
    assert f"You said {attack}" in page.text
    names = {tag for tag, _ in page.tags}
    assert not names & {"img", "svg", "iframe"}
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert not any(name.startswith("on") for _, given in page.tags for name in given)
    assert not any(link.startswith("javascript") for link in page.links)


def test_hostile_words_of_the_dialogue_are_escaped_too(client_of):
    class Hostile(Answering):
        async def turn(self, conversation, **message):
            evil = "<script>alert(1)</script>"
            source = {"title": evil, "quote": evil, "url": 'https://example.org/"><script>'}
            reply = Reply("answer", evil, (source,))
            return Turn((reply,), (Choice('"><script>', evil, "/x"),))

    page = Browser(client_of(Hostile())).write("Hello")
    assert [given for tag, given in page.tags if tag == "script" and "src" not in given] == []
    assert [tag for tag, _ in page.tags].count("script") == 1


def test_a_forged_choice_or_council_is_refused_and_the_chat_goes_on(browser):
    browser.write("Hello")
    assert "The choice is not known" in browser._send(browser.page.forms[0] | {"choice": "x"}).text
    assert browser.answer.status_code == 422
    page = browser.write("Hello", council="atlantis")
    assert "The council is not known" in page.text
    assert "You said again" in browser.write("again", council="").text


def test_a_broken_token_starts_a_new_chat_and_says_so(browser):
    browser.write("Before that")
    page = browser.write("Hello", conversation="broken")
    assert "so this is a new one" in page.text
    assert "You said Hello" in page.text


def test_the_chat_is_forgotten_on_the_server_when_asked(browser, engine):
    before = browser.write("my private words").forms[0]["conversation"]
    page = browser.press("Forget this chat and start again")
    assert "This chat is forgotten." in page.text
    assert "private" not in page.text
    assert engine.forgotten[-1] == before.partition(".")[0]
    assert "so this is a new one" in browser.write("Hello", conversation=before, turn="1").text


def test_forgetting_nothing_does_no_harm(browser):
    assert "This chat is forgotten." in browser.press("Forget this chat and start again").text


def test_the_greeting_is_asked_for_once_and_forgotten_in_the_dialogue(client, engine):
    for _ in range(3):
        Browser(client)
    greetings = [heard for heard in engine.heard if heard["payload"] is heard["text"] is None]
    assert len(greetings) == 1
    assert len(engine.forgotten) == 1


def test_the_start_of_a_long_chat_is_no_longer_shown_and_the_page_says_so(client_of, engine):
    browser = Browser(client_of(engine, rate_limit=False))
    for number in range(45):
        page = browser.write(f"message {number:02}")
    assert "Only the last 40 messages are shown." in page.text
    assert "message 04" not in page.text
    assert "message 05" in page.text


def test_what_must_always_be_seen_is_on_the_page(browser):
    for page in (browser.page, browser.write("Hello"), browser.write("")):
        assert "If anyone is in danger now, ring 999." in page.text
        assert "I am a computer program, not a person." in page.text
        for number in ("tel:999", "tel:01164542430", "tel:03451400845"):
            assert number in page.links
        assert "Up to 1,000 characters. Do not give names or other personal details." in page.text
        assert "Your message" in page.text
        assert page.links[0] == "#message"
        assert "message" in page.ids


def test_every_id_stands_once_and_every_label_names_a_field(browser):
    for page in (browser.page, browser.write("Hello"), browser.write("my dad is hitting me" * 90)):
        assert len(page.ids) == len(set(page.ids))
        for tag, given in page.tags:
            named = given.get("for") or given.get("aria-labelledby") or ""
            assert set(f"{named} {given.get('aria-describedby', '')}".split()) <= set(page.ids), tag


def test_every_answer_has_a_heading_and_its_sources(browser):
    browser.write("One")
    page = browser.write("Two")
    assert [f"answer {number}" in page.text for number in (1, 2, 3)] == [True, True, False]
    assert [tag for tag, _ in page.tags].count("blockquote") == 2
    assert "https://example.org/14" in page.links


def test_links_to_elsewhere_open_beside_the_chat_so_that_it_is_not_lost(browser):
    page = browser.write("Hello")
    chat = [
        given
        for tag, given in page.tags
        if tag == "a" and given["href"].startswith("https") and given.get("id") != "exit"
    ]
    assert chat
    assert all(given["target"] == "_blank" and "noopener" in given["rel"] for given in chat)


def test_the_page_jumps_to_the_newest_message_or_to_the_error(browser):
    assert next(given["action"] for tag, given in browser.page.tags if tag == "form") == "/#latest"
    for page in (browser.write("Hello"), browser.write("")):
        assert page.ids.count("latest") == 1


@pytest.mark.parametrize("broken", [Starting, Failing])
def test_where_nothing_answers_the_page_says_whom_to_ring_and_keeps_the_text(client_of, broken):
    browser = Browser(client_of(broken()))
    assert browser.answer.status_code == 200
    page = browser.write("How do I complain?", council="sefton")
    assert browser.answer.status_code == 503
    assert int(browser.answer.headers["retry-after"]) > 0
    assert page.forms[0]["text"] == "How do I complain?"
    assert page.forms[0]["council"] == "sefton"
    assert "You do not need me to complain." in page.text
    for number in ("999", "0345 140 0845", "0116 454 2430", "0800 1111", "116 123"):
        assert number in page.text
    assert ("details", {"class": "help", "id": "people", "open": None}) in page.tags


def test_no_page_sets_a_cookie_or_is_kept(browser):
    for answer in (browser.answer, browser.client.get("/sefton"), browser.client.get("/england")):
        assert "set-cookie" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"
        assert "<script>" not in answer.text
        assert " style=" not in answer.text


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/json", "multipart/form-data; boundary=x"]
)
def test_only_a_plain_form_is_read(client, kind):
    answer = client.post("/", content="text=Hello", headers={"Content-Type": kind})
    assert answer.status_code == 415
    assert "The form could not be read" in Page(answer.text).text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"\xff\xfe\x00", 422),
        (b"text=%ff%fe", 200),
        (b"text=%", 200),
        (b"&&&=&", 422),
        (b"a=b&" * 500, 400),
        (b"text=" + b"x" * 100_000, 413),
        (b"text=%00%e2%80%8b", 422),
    ],
)
def test_a_strange_form_does_no_harm(client, body, status):
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/", content=body, headers=headers).status_code == status
    assert "You said Hello" in Browser(client).write("Hello").text


def test_the_method_must_be_get_or_post(client):
    answer = client.put("/")
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}
