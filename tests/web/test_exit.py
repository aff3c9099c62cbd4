"""Exit this page: it works without script, on every page, and can be turned off."""

import pytest

from tests.web.engines import Answering
from tests.web.forms import Page

PAGES = ["/", "/sefton", "/england", "/nothing"]


def exit_link(client, path):
    page = Page(client.get(path, headers={"Accept": "text/html"}).text)
    return next((given for _, given in page.tags if given.get("id") == "exit"), None)


@pytest.mark.parametrize("path", PAGES)
def test_the_link_leads_away_and_says_nothing_of_where_one_was(client, path):
    link = exit_link(client, path)
    assert link["href"] == "https://www.bbc.co.uk/weather"
    assert "noreferrer" in link["rel"]
    assert link["target"] == "_top"  # out of a council's page too


@pytest.mark.parametrize("path", PAGES)
def test_an_operator_can_turn_it_off(client_of, path):
    client = client_of(Answering(), exit_page=None)
    assert exit_link(client, path) is None
    assert "Exit this page" not in client.get(path).text


def test_what_the_script_sends_on_leaving_has_the_chat_forgotten(client, engine):
    form = Page(client.post("/", data={"text": "my private words"}).text).forms[0]
    beacon = f"conversation={form['conversation']}&forget=1"
    kind = "application/x-www-form-urlencoded;charset=UTF-8"
    answer = client.post("/", content=beacon, headers={"Content-Type": kind})
    assert answer.status_code == 200
    assert engine.forgotten[-1] == form["conversation"].partition(".")[0]


def test_the_page_says_that_the_history_of_the_browser_stays(client):
    assert "The history of your browser still shows that you were here." in client.get("/").text
