"""The letter in a real browser: made there, the same as the server's, and never sent."""

import io
from itertools import product

import docx2txt
import httpx
import lxml.html
import pytest
from docx import Document
from playwright.sync_api import expect

from bot.web.letter import TOPICS, options_of
from tests.web.engines import Answering

COUNCILS = ("leicester", "sefton", "england")
PURPOSES = tuple(purpose for purpose in TOPICS if purpose != "ombudsman")
WRITERS = ("", *options_of("writer"))
FULL = {
    "since": "9 November 2026",
    "what": "Nobody came.\r\n\r\n  Nobody rang: {name} & <b>'why'</b>?\tNaïve 🙂 ਪੰਜਾਬੀ"
    "\n\u200f\ufeffעברית\x07",
    "when": " every Monday ",
    "want": "an apology\n\n- a new worker \u2028 please",
    "why_late": "I was ill.",
    "language": "Polish",
    "large_print": "yes",
    "easy_read": "yes",
    "advocate": "yes",
}
LONG = {"what": "Nobody rang me back. " * 200}

ANSWER = """(answers) => {
  const form = document.getElementById("questions");
  form.reset();
  for (const [name, value] of Object.entries(answers)) {
    const field = form.elements[name];
    if (field.type === "checkbox") field.checked = true;
    else field.value = value;
  }
  form.dispatchEvent(new Event("input"));
}"""
LETTER = """() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  return {
    lines: all("#draft p, #draft li").map((line) => line.textContent),
    kinds: all("#draft p, #draft li").map((line) => line.className),
    email: document.getElementById("email").getAttribute("href"),
    rules: all("li[data-law]:not([hidden])").map((rule) => rule.dataset.law),
    shown: all("#letter [data-when]:not([hidden])").map((one) => one.dataset.when),
    pasted: !document.getElementById("too-long-for-email").hidden,
  };
}"""


@pytest.fixture
def address(served):
    return served(Answering(), rate_limit=False)


@pytest.fixture
def page(visit, address):
    return visit(address).open("/letter")


@pytest.fixture
def page_without_script(visit, address):
    return visit(address, java_script_enabled=False).open("/letter")


def of_the_server(address, answers):
    """The letter as the page without script holds it, in the members that LETTER gives."""
    answer = httpx.post(f"{address}/letter", data=answers, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    html = lxml.html.fromstring(answer.text)
    lines = html.xpath("//*[@id='draft']//*[self::p or self::li]")
    return {
        "lines": [line.text_content() for line in lines],
        "kinds": [line.get("class", "") for line in lines],
        "email": html.get_element_by_id("email").get("href"),
        "rules": html.xpath("//li[@data-law][not(@hidden)]/@data-law"),
        "shown": html.xpath("//*[@id='letter']//*[@data-when][not(@hidden)]/@data-when"),
        "pasted": "hidden" not in html.get_element_by_id("too-long-for-email").attrib,
    }


@pytest.mark.parametrize(
    ("texts", "purposes", "writers"),
    [({}, PURPOSES, ("", "child")), (FULL, PURPOSES, WRITERS), (LONG, ("stage_2",), ("parent",))],
    ids=["empty", "full", "long"],
)
def test_the_browser_makes_the_letter_that_the_server_makes(
    page, address, texts, purposes, writers
):
    for council, purpose, writer in product(COUNCILS, purposes, writers):
        answers = {"council": council, "purpose": purpose, "writer": writer, **texts}
        page.evaluate(ANSWER, answers)
        assert page.evaluate(LETTER) == of_the_server(address, answers)


def test_every_way_to_reply_reads_the_same_from_both(page, address):
    ticks = ({}, {"large_print": "yes"}, {"easy_read": "yes"}, {"advocate": "yes"})
    for reply_by, needs in product(("", *options_of("reply_by")), ticks):
        answers = {"council": "sefton", "purpose": "complain", "reply_by": reply_by, **needs}
        page.evaluate(ANSWER, answers)
        assert page.evaluate(LETTER) == of_the_server(address, answers)


def test_nothing_that_is_written_leaves_the_browser(page, address):
    asked = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.select_option("#council", "sefton")
    page.fill("#what", "A secret.")
    page.click("#make")
    page.click("#copy")
    with page.expect_download():
        page.click("#save")
    assert [url for url in asked if not url.startswith(("blob:", f"{address}/static/"))] == []
    assert "secret" not in page.url


def test_the_letter_changes_as_one_answers(page):
    draft = page.locator("#draft")
    expect(draft).to_be_hidden()
    page.select_option("#council", "leicester")
    expect(draft).to_contain_text("115 Charles Street")
    expect(draft).to_contain_text("[Write here what happened")
    page.fill("#what", "Nobody rang me back.")
    expect(draft).to_contain_text("Nobody rang me back.")
    expect(draft).not_to_contain_text("[Write here")
    page.check("#purpose-stage_3")
    expect(draft).to_contain_text("review panel")
    expect(page.locator("#since")).to_be_visible()
    page.check("#purpose-complain")
    expect(page.locator("#since")).to_be_hidden()


def test_without_a_council_the_question_is_marked_and_focused(page):
    page.fill("#what", "Nobody rang me back.")
    page.click("#make")
    expect(page.locator("#council")).to_be_focused()
    expect(page.locator("#council")).to_have_accessible_description(
        "Error: Choose a council, or another council in England."
    )
    page.select_option("#council", "sefton")
    expect(page.locator("#council-error")).to_be_hidden()
    expect(page.locator("#council")).not_to_have_attribute("aria-invalid", "true")
    page.click("#make")
    expect(page.locator("#letter-heading")).to_be_focused()
    expect(page.locator("#what")).to_have_value("Nobody rang me back.")


def test_the_ombudsman_gets_no_letter_but_its_own_form_is_named(page):
    page.select_option("#council", "sefton")
    page.check("#purpose-ombudsman")
    page.click("#make")
    expect(page.locator("#ombudsman-heading")).to_be_focused()
    expect(page.locator("#draft")).to_be_hidden()
    expect(page.locator("#what")).to_be_hidden()
    expect(page.locator("#letter")).to_contain_text("0300 061 0614")


def test_the_letter_is_copied_as_text_and_that_is_said(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(ANSWER, {"council": "sefton", "want": "an apology\nan answer"})
    page.click("#copy")
    expect(page.locator("#letter-status")).to_have_text("Copied")
    expect(page.locator("#letter-status")).to_have_attribute("role", "status")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("From: [your name]\n[your address, email or phone number]\nDate:")
    assert "What I want to happen:\n\n- an apology\n- an answer\n\nThe law gives" in copied


def test_where_copying_is_not_allowed_the_letter_is_marked_and_that_is_said(page):
    page.evaluate(ANSWER, {"council": "sefton"})
    page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }"
    )
    page.click("#copy")
    expect(page.locator("#letter-status")).to_contain_text("I could not copy it")
    assert "Dear complaints team" in page.evaluate("getSelection().toString()")


@pytest.mark.parametrize("texts", [{}, FULL, LONG], ids=["empty", "full", "long"])
def test_the_word_file_of_the_browser_holds_what_the_servers_holds(page, address, texts):
    answers = {"council": "leicester", "purpose": "stage_2", "writer": "parent", **texts}
    page.evaluate(ANSWER, answers)
    with page.expect_download() as saving:
        page.click("#save")
    assert saving.value.suggested_filename == "letter-to-the-council.docx"
    made = saving.value.path().read_bytes()
    sent = httpx.post(f"{address}/letter.docx", data=answers).content
    ours, theirs = (Document(io.BytesIO(file)) for file in (made, sent))
    lines = [one.text for one in theirs.paragraphs]
    assert [one.text for one in ours.paragraphs] == lines
    assert [one for one in docx2txt.process(io.BytesIO(made)).split("\n") if one] == [
        one for one in docx2txt.process(io.BytesIO(sent)).split("\n") if one
    ]
    listed = [one.text for one in ours.paragraphs if one._p.pPr.numPr is not None]
    assert listed == [one.text for one in theirs.paragraphs if one.style.name == "List Bullet"]
    assert ours.styles.element.xpath(".//w:lang/@w:val") == ["en-GB"]
    assert {run.bold for one in ours.paragraphs for run in one.runs} == {None, True}


@pytest.mark.parametrize("kind", ["page", "page_without_script"])
def test_only_the_letter_is_printed(request, kind):
    page = request.getfixturevalue(kind)
    page.select_option("#council", "sefton")
    page.click("#make")
    page.emulate_media(media="print")
    expect(page.locator("#draft")).to_be_visible()
    for other in ("form", "h1", "h2", "h3", "footer", ".emergency-line", "#save", "#email"):
        for one in page.locator(other).all():
            expect(one).to_be_hidden()


def test_the_print_button_prints(page):
    page.evaluate(ANSWER, {"council": "sefton"})
    page.evaluate("window.print = () => { document.title = 'printed' }")
    page.click("#print")
    expect(page).to_have_title("printed")


def test_without_script_the_form_leads_to_the_letter_and_its_word_file(
    page_without_script, address
):
    page = page_without_script
    expect(page.locator("#copy")).to_be_hidden()
    page.fill("#what", "Nobody rang me back.")
    page.click("#make")
    expect(page.locator("#council-error")).to_be_visible()
    expect(page.locator("#what")).to_have_value("Nobody rang me back.")
    page.select_option("#council", "sefton")
    page.click("#make")
    expect(page.locator("#draft")).to_contain_text("Nobody rang me back.")
    assert page.url == f"{address}/letter#answer"
    with page.expect_download() as saving:
        page.click("#save")
    lines = [one.text for one in Document(saving.value.path()).paragraphs]
    assert "Nobody rang me back." in lines


def test_the_page_says_truly_where_the_letter_is_made(page, page_without_script):
    here, away = "Nothing that you write here is sent to us.", "has to send us your answers"
    for one, said, not_said in ((page, here, away), (page_without_script, away, here)):
        expect(one.get_by_text(said)).to_be_visible()
        expect(one.get_by_text(not_said)).to_be_hidden()
