"""The accessibility statement and the privacy page: true of the settings, and found everywhere."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.web.redaction import KINDS
from bot.web.words import words
from tests.web.forms import Page

ROOT = Path(__file__).parents[2]
PATHS = ["/accessibility", "/privacy"]
both = pytest.mark.parametrize("path", PATHS)


@pytest.fixture
def read(client_of, engine):
    """Read a page of a server with these settings."""

    def get(path, **settings):
        answer = client_of(engine, **settings).get(path)
        assert answer.status_code == 200
        return Page(answer.text)

    return get


def test_every_page_leads_to_both(client):
    for path in ("/", "/sefton", "/england", "/plan", "/letter", "/no-such-page", *PATHS):
        page = Page(client.get(path, headers={"Accept": "text/html"}).text)
        assert set(PATHS) <= set(page.links), path


@both
def test_its_headings_are_in_order_and_999_comes_first(read, path):
    page = read(path)
    headings = [tag for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert headings[0] == "h1"
    assert set(headings[1:]) == {"h2"}
    assert page.text.index("999") < page.text.index(words().footer.heading)
    assert not re.search(r"[{}]", page.text)


@both
def test_without_settings_it_says_that_the_copy_is_on_trial(read, path):
    assert "This copy is on trial." in read(path).text
    named = read(path, operator="Exampleton <Council>").text
    assert "Exampleton <Council> runs this site" in named
    assert "This copy is on trial." not in named


@pytest.mark.parametrize(
    "part",
    [
        "This site is partially compliant with it.",
        "What may not work well",
        "What no person has tested yet",
        "How it was tested",
        "Equality and Human Rights Commission (EHRC)",
        "Equality Advisory and Support Service (EASS)",
    ],
)
def test_the_statement_has_what_the_regulations_ask_for(read, part):
    assert part in read("/accessibility").text


def test_the_statement_says_when_it_was_prepared(read):
    written = re.search(r"prepared on (\w+) (\d+) (\w+) (\d{4})\.", read("/accessibility").text)
    weekday, day, month, year = written.groups()
    months = [f"{date(2026, number, 1):%B}" for number in range(1, 13)]
    assert f"{date(int(year), months.index(month) + 1, int(day)):%A}" == weekday


def test_the_statement_names_an_email_address_or_else_the_complaints_teams(read, catalogue):
    page = read("/accessibility", contact="access@exampleton.example")
    assert "mailto:access@exampleton.example" in page.links
    assert "complaints team of your council" not in page.text
    without = read("/accessibility")
    assert "complaints team of your council" in without.text
    for council in catalogue.councils.values():
        assert f"{council.name}: {council.contact}" in without.text


def test_the_statement_leads_to_the_standard_the_service_and_the_law(read):
    assert {
        "https://www.w3.org/TR/WCAG22/",
        "https://www.equalityadvisoryservice.com/",
        "https://www.legislation.gov.uk/uksi/2018/952",
    } <= set(read("/accessibility").links)


def test_the_tools_that_the_statement_names_are_those_that_test_it(read):
    text = read("/accessibility").text
    pinned = (ROOT / "tests" / "browser" / "package.json").read_text("utf-8")
    for tool in ("axe-core", "html-validate"):
        assert tool in text
        assert f'"{tool}"' in pinned


def test_what_no_person_has_tested_stands_in_the_sheet_too_and_nobody_has_done_it(read):
    sheet = (ROOT / "docs" / "manual-tests.md").read_text("utf-8")
    rows = [row for row in sheet.splitlines() if re.match(r"\| [A-Z]+\d+ \|", row)]
    assert rows
    assert [row for row in rows if not row.endswith("| not yet done by a person |")] == []
    text = read("/accessibility").text
    for tool in ("NVDA", "JAWS", "VoiceOver", "TalkBack", "Dragon", "ZoomText", "400 %"):
        assert tool in text
        assert tool in sheet


@both
@pytest.mark.parametrize("minutes", [5, 90])
def test_the_time_after_which_a_chat_is_forgotten_is_that_of_the_settings(read, path, minutes):
    text = read(path, idle_seconds=60 * minutes).text
    assert f"forgotten {minutes} minutes after your last message" in text


def test_the_privacy_page_says_how_many_chats_are_held(read):
    assert (
        "If more than 1,234 chats go on at once" in read("/privacy", most_conversations=1234).text
    )


def test_the_privacy_page_names_every_kind_of_detail_that_is_taken_out(read):
    text = read("/privacy").text
    assert len(KINDS) == 7
    for kind in KINDS:
        assert vars(words().replies.details)[kind] in text


def test_the_privacy_page_names_the_button_that_forgets_a_chat_as_the_chat_does(client, read):
    assert f'press "{words().box.forget}"' in read("/privacy").text
    assert words().box.forget in Page(client.get("/").text).text


def test_exit_this_page_is_spoken_of_only_where_it_is(read):
    assert "may use cookies" in read("/privacy").text
    assert "may use cookies" not in read("/privacy", exit_page=None).text


def test_the_privacy_page_says_to_whom_one_can_complain(read, catalogue):
    page = read("/privacy")
    assert catalogue.contacts["ico"].says in page.text
    assert catalogue.contacts["ico"].url in page.links
