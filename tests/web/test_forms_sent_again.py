"""The same form twice, an old form, a lost chat: nothing is asked twice and nothing is lost."""

import asyncio

import httpx
import pytest

from tests.web.engines import Answering, Waiting
from tests.web.forms import Browser, Page


@pytest.fixture
def browser(client):
    return Browser(client)


def texts(engine):
    return [heard["text"] for heard in engine.heard if heard["text"]]


def test_reloading_the_page_after_a_message_does_not_send_it_again(browser, engine):
    browser.write("Hello")
    form = browser.page.forms[0] | {"text": "How long is stage 2?"}
    first = browser._send(form).text
    again = browser._send(form).text
    assert texts(engine) == ["Hello", "How long is stage 2?"]
    assert again == first
    assert browser.answer.status_code == 200


def test_the_first_message_sent_twice_is_one_chat(browser, engine):
    form = browser.page.forms[0] | {"text": "Hello"}
    browser._send(form)
    browser._send(form)
    browser.write("And now?")
    assert texts(engine) == ["Hello", "And now?"]
    assert browser.page.text.count("You said") == 2


async def test_a_button_that_is_pressed_twice_at_once_sends_once(app_of):
    engine = Waiting()
    engine.go_on.set()
    transport = httpx.ASGITransport(app=app_of(engine))
    async with httpx.AsyncClient(transport=transport, base_url="http://guide") as client:
        form = Page((await client.get("/")).text).forms[0] | {"text": "Hello"}
        engine.go_on.clear()
        both = asyncio.gather(*(client.post("/", data=form) for _ in range(2)))
        await asyncio.sleep(0.05)
        engine.go_on.set()
        answers = await both
    assert texts(engine) == ["Hello"]
    assert all("You said Hello" in answer.text for answer in answers)


async def test_a_first_message_sent_twice_while_the_guide_starts_is_one_chat(app_of):
    engine = Waiting()
    engine.ready = False
    transport = httpx.ASGITransport(app=app_of(engine))
    async with httpx.AsyncClient(transport=transport, base_url="http://guide") as client:
        form = Page((await client.get("/")).text).forms[0] | {"text": "Hello"}
        engine.ready = True
        both = asyncio.gather(*(client.post("/", data=form) for _ in range(2)))
        await asyncio.sleep(0.05)
        engine.go_on.set()
        answers = await both
    assert texts(engine) == ["Hello"]
    assert all("You said Hello" in answer.text for answer in answers)


def test_the_same_words_said_anew_are_a_new_message(browser, engine):
    browser.write("yes")
    browser.write("yes")
    assert texts(engine) == ["yes", "yes"]


def test_other_words_in_an_old_form_are_a_new_message(browser, engine):
    old = browser.write("One").forms[0]
    browser.write("Two")
    page = browser._send(old | {"text": "Three"})
    assert texts(engine) == ["One", "Two", "Three"]
    assert [f"You said {said}" in page.text for said in ("One", "Two", "Three")] == [True] * 3


def test_a_line_break_is_one_whether_script_or_browser_sent_it(browser, engine):
    form = browser.page.forms[0]
    browser._send(form | {"text": "One\nTwo"})
    browser._send(form | {"text": "One\r\nTwo"})
    assert texts(engine) == ["One\nTwo"]


@pytest.mark.parametrize("turn", ["", "-1", "x", "٣", "9" * 400, "1e9", "\x00"])
def test_a_strange_turn_does_no_harm(browser, turn):
    browser.write("Hello")
    assert "You said And now?" in browser.write("And now?", turn=turn).text


def test_a_refused_message_can_be_sent_again_as_it_was(client_of):
    engine = Answering()
    engine.ready = False
    browser = Browser(client_of(engine))
    form = browser.page.forms[0] | {"text": "Hello"}
    browser._send(form)
    assert browser.answer.status_code == 503
    engine.ready = True
    assert "You said Hello" in browser._send(form).text


def test_somebody_who_waited_long_before_the_first_message_is_told_of_no_lost_chat(client_of):
    now = [1_000_000.0]
    browser = Browser(client_of(Answering(), clock=lambda: now[0], idle_seconds=60))
    now[0] += 600
    page = browser.write("Hello")
    assert "You said Hello" in page.text
    assert "new one" not in page.text


async def test_a_chat_that_is_forgotten_while_an_answer_is_under_way_stays_forgotten(app_of):
    engine = Waiting()
    engine.go_on.set()
    transport = httpx.ASGITransport(app=app_of(engine))
    async with httpx.AsyncClient(transport=transport, base_url="http://guide") as client:
        form = Page((await client.post("/", data={"text": "Hello"})).text).forms[0]
        engine.go_on.clear()
        asking = asyncio.create_task(client.post("/", data=form | {"text": "my private words"}))
        await asyncio.sleep(0.05)
        forgetting = asyncio.create_task(client.post("/", data=form | {"forget": "1"}))
        await asyncio.sleep(0.05)
        engine.go_on.set()
        await asyncio.gather(asking, forgetting)
        shown = await client.post("/", data=form | {"show": "1"})
    assert "my private words" not in shown.text
    assert engine.forgotten[-1] == form["conversation"].partition(".")[0]


# Undo


def test_the_last_message_can_be_undone_and_its_words_are_in_the_box_again(browser, engine):
    browser.write("One")
    browser.write("Two")
    page = browser.press("Undo my last message")
    assert "You said One" in page.text
    assert "You said Two" not in page.text
    assert page.forms[0]["text"] == "Two"
    assert "Your last message is undone." in page.text
    assert len(engine.taken_back) == 1


def test_undoing_keeps_what_was_typed_meanwhile(browser, engine):
    browser.write("One")
    browser.page.forms[0]["text"] = "I was just writing"
    assert browser.press("Undo my last message").forms[0]["text"] == "I was just writing"
    assert len(engine.taken_back) == 1


def test_reloading_after_undoing_does_not_undo_another_message(browser, engine):
    browser.write("One")
    browser.write("Two")
    form = browser.page.forms[0] | {"undo": "1"}
    browser._send(form)
    assert "You said One" in browser._send(form).text
    assert len(engine.taken_back) == 1
    assert "You said Two" in browser.write("Two").text


def test_undoing_a_choice_leaves_the_box_empty(browser, engine):
    browser.press("What are the stages?")
    page = browser.press("Undo my last message")
    assert page.forms[0]["text"] == ""
    assert len(engine.taken_back) == 1


def test_where_everything_is_undone_nothing_more_can_be(browser, engine):
    browser.write("One")
    page = browser.press("Undo my last message")
    assert "undo" not in page.ids
    page = browser._send(page.forms[0] | {"undo": "1", "text": "half a sen"})
    assert "There is no message to undo." in page.text
    assert page.forms[0]["text"] == "half a sen"
    assert len(engine.taken_back) == 1


def test_keeping_a_chat_keeps_the_way_to_undo(browser, client):
    browser.write("One")
    form = browser.page.forms[0] | {"keep": "1"}
    kept = client.post("/", data=form, headers={"X-Fragment": "1"})
    assert 'id="undo"' in kept.text


class Stuck(Answering):
    """Answers, but cannot undo: it waits for ever."""

    async def take_back(self, conversation):
        await asyncio.Event().wait()


class Unable(Answering):
    """Answers, but fails to undo, with the person's words in its message."""

    async def take_back(self, conversation):
        raise ValueError("my private words")


@pytest.mark.parametrize(
    ("engine", "says"),
    [(Stuck(), "The answer took too long"), (Unable(), "I could not work out an answer")],
    ids=["stuck", "unable"],
)
def test_where_undoing_does_not_work_the_page_says_so_and_the_chat_goes_on(
    client_of, log, engine, says
):
    browser = Browser(client_of(engine, turn_seconds=0.05))
    browser.write("my private words")
    page = browser.press("Undo my last message")
    assert browser.answer.status_code == 503
    assert says in page.text
    assert "You said my private words" in page.text
    assert "You said Still there?" in browser.write("Still there?").text
    browser.press("Forget this chat and start again")
    assert len(engine.forgotten) == 2  # the stranger who was greeted, and this chat
    assert "private" not in log.getvalue()


def test_there_is_nothing_to_undo_before_the_first_message(browser, engine):
    assert "undo" not in browser.page.ids
    page = browser._send(browser.page.forms[0] | {"undo": "1"})
    assert "There is no message to undo." in page.text
    assert engine.taken_back == []


# Keep and show


def test_a_chat_can_be_kept_without_a_message(client_of):
    now = [1_000_000.0]
    browser = Browser(client_of(Answering(), clock=lambda: now[0], idle_seconds=60))
    browser.write("Hello")
    now[0] += 50
    browser._send(browser.page.forms[0] | {"keep": "1", "text": "half a sen"})
    assert browser.page.forms[0]["text"] == "half a sen"
    now[0] += 50
    page = browser.write("Still there?")
    assert "You said Hello" in page.text
    assert "new one" not in page.text


def test_a_chat_can_be_shown_again_and_nothing_is_sent(browser, engine):
    browser.write("Hello")
    token = browser.page.forms[0]["conversation"]
    page = browser._send({"conversation": token, "show": "1"})
    assert "You said Hello" in page.text
    assert texts(engine) == ["Hello"]
    assert "You said And?" in browser.write("And?").text


@pytest.mark.parametrize("field", ["keep", "show"])
def test_keeping_or_showing_a_lost_chat_gives_a_fresh_page(browser, engine, field):
    page = browser._send({"conversation": "broken", field: "1"})
    assert browser.answer.status_code == 200
    assert page.forms[0]["turn"] == "0"
    assert texts(engine) == []


def test_a_long_chat_can_be_forgotten_by_the_newest_form(client_of):
    now = [1_000_000.0]
    engine = Answering()
    browser = Browser(client_of(engine, clock=lambda: now[0], idle_seconds=60))
    for number in range(4):
        browser.write(f"message {number}")
        now[0] += 50
    chat = browser.page.forms[0]["conversation"].partition(".")[0]
    browser.press("Forget this chat and start again")
    assert engine.forgotten[-1] == chat
