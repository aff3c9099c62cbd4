"""What the script asks for: only what is new, made by the same templates as the page."""

import pytest

from tests.web.engines import Answering, Failing, Starting
from tests.web.forms import Page

FRAGMENT = {"X-Fragment": "1", "Accept": "*/*"}


class Script:
    """The page's script: sends the form of the page, takes over the state of each fragment."""

    def __init__(self, client):
        self.client = client
        self.form = Page(client.get("/").text).forms[0]

    def send(self, **fields):
        self.answer = self.client.post("/", data=self.form | fields, headers=FRAGMENT)
        self.page = Page(f"<form>{self.answer.text}</form>")
        self.form = {"text": ""} | self.page.forms[0]
        return self.page


@pytest.fixture
def script(client):
    return Script(client)


def items(page):
    return [given["class"] for tag, given in page.tags if tag == "li" and "class" in given]


def test_a_fragment_holds_the_new_messages_and_the_state_of_the_form_alone(script):
    page = script.send(text="Hello")
    assert items(page) == ["you", "guide"]
    assert "You said Hello" in page.text
    assert {"new", "state", "about", "changes", "danger", "message-error", "latest"} <= set(
        page.ids
    )
    assert script.form["turn"] == "1"
    assert "html" not in {tag for tag, _ in page.tags}
    page = script.send(text="And now?")
    assert items(page) == ["you", "guide"]
    assert "Hello" not in page.text


def test_a_fragment_says_what_the_page_says(client):
    script = Script(client)
    fragment = script.send(text="Hello")
    page = Page(client.post("/", data=script.form | {"show": "1"}).text)
    assert " ".join(fragment.text.split())[:40] in " ".join(page.text.split())
    assert fragment.labels() == page.labels()


def test_every_id_that_the_script_replaces_stands_in_page_and_fragment(client, script):
    page = Page(client.get("/").text)
    for name in ("state", "about", "changes", "danger", "message-error"):
        assert page.ids.count(name) == 1
        assert script.send(text="Hello").ids.count(name) == 1


def test_the_same_form_again_gives_the_same_answer_from_memory(script, engine):
    form = dict(script.form)
    first = script.send(text="Hello").text
    script.form = form
    assert script.send(text="Hello").text == first
    assert len([heard for heard in engine.heard if heard["text"]]) == 1


def test_a_fragment_brings_all_that_was_said_since_the_form_was_made(script):
    old = dict(script.form)
    script.send(text="One")
    script.send(text="Two")
    script.form = old
    assert items(script.send(text="Three")) == ["you", "guide"] * 3


def test_a_choice_is_answered_as_a_message_is(script, engine):
    page = script.send(choice="ask_stages", text="half a sen")
    assert "What are the stages?" in page.text
    assert engine.heard[-1]["payload"] == "/ask_stages"


def test_a_lost_chat_brings_the_whole_new_one(script, client_of):
    for _ in range(3):
        script.send(text="Hello")
    script.client = client_of(Answering())
    page = script.send(text="Still there?")
    assert items(page) == ["you", "guide"]
    assert "so this is a new one" in page.text
    assert "You said And?" in script.send(text="And?").text


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "The message is empty."), ("x" * 1001, "The message is too long.")],
)
def test_a_refusal_brings_its_words_and_no_message(script, text, says):
    page = script.send(text=text)
    assert script.answer.status_code == 422
    assert items(page) == []
    assert says in page.text
    assert "You said Hello" in script.send(text="Hello").text


def test_a_refused_text_that_speaks_of_danger_brings_the_whole_help(script):
    page = script.send(text=f"my dad is hitting me {'x' * 1000}")
    assert "Ring 999." in page.text
    assert "Immediate action required:" in page.text
    assert "tel:08001111" in page.links


def test_one_message_too_many_says_when_to_try_again(client_of):
    script = Script(client_of(Answering(), rate_of_address=1))
    script.send(text="Hello")
    page = script.send(text="Hello")
    assert script.answer.status_code == 429
    assert f"You can try again in {script.answer.headers['retry-after']} seconds." in page.text


@pytest.mark.parametrize("engine", [Starting(), Failing()], ids=["starting", "failing"])
def test_where_nothing_answers_the_fragment_says_so(client_of, engine):
    script = Script(client_of(engine))
    script.send(text="Hello")
    assert script.answer.status_code == 503
    assert int(script.answer.headers["retry-after"]) > 0
    assert "Please send your message again" in script.page.text


def test_answers_are_not_for_search_engines_nor_kept(script, client):
    script.send(text="Hello")
    assert script.answer.headers["x-robots-tag"] == "noindex"
    assert script.answer.headers["cache-control"] == "no-store"
    assert client.post("/", data={"text": "Hello"}).headers["x-robots-tag"] == "noindex"


def test_answers_are_packed_for_who_can_unpack_them(client):
    answer = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get("/", headers={"Accept-Encoding": ""}).headers
