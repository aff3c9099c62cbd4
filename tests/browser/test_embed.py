"""The chat on a council's own page: a link that becomes a button with a panel, and never less."""

import gzip
import re

import pytest
from playwright.sync_api import expect

from bot.web.words import words
from tests.browser.keyboard import tab_to
from tests.browser.visits import DESK, PHONE, ZOOMED
from tests.web.engines import Answering

LAUNCHER = "#have-your-say-launcher"
PANEL = "#have-your-say-panel"
LINK = "a[data-have-your-say]"


@pytest.fixture
def council_page(visit, served):
    """The page of a council that has the chat on it."""

    def begin(**options):
        begun = visit(served(Answering()), **options)
        return begun, begun.open("/demo")

    return begin


def frame_of(page):
    return page.frame_locator("#have-your-say-frame")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_launcher_opens_and_closes_the_panel_with_the_keyboard(council_page, key):
    _, page = council_page()
    tab_to(page, LAUNCHER)
    expect(page.locator(LAUNCHER)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press(key)
    expect(page.locator(LAUNCHER)).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#have-your-say-heading")).to_be_focused()
    tab_to(page, "#have-your-say-close")
    page.keyboard.press(key)
    expect(page.locator(PANEL)).to_be_hidden()
    expect(page.locator(LAUNCHER)).to_be_focused()
    expect(page.locator(LAUNCHER)).to_have_attribute("aria-expanded", "false")


def test_escape_in_the_panel_closes_it_and_the_focus_goes_back(council_page):
    _, page = council_page()
    page.click(LAUNCHER)
    page.keyboard.press("Escape")
    expect(page.locator(PANEL)).to_be_hidden()
    expect(page.locator(LAUNCHER)).to_be_focused()


def test_escape_in_the_chat_itself_closes_the_panel_too(council_page):
    _, page = council_page()
    page.click(LAUNCHER)
    frame_of(page).locator("#message").click()
    page.keyboard.press("Escape")
    expect(page.locator(PANEL)).to_be_hidden()
    expect(page.locator(LAUNCHER)).to_be_focused()


def test_escape_elsewhere_leaves_the_panel_open(council_page):
    _, page = council_page()
    page.click(LAUNCHER)
    page.locator("h1").click()
    page.keyboard.press("Escape")
    expect(page.locator(PANEL)).to_be_visible()


def test_a_chat_in_the_panel_is_still_there_when_it_is_opened_again(council_page):
    _, page = council_page()
    page.click(LAUNCHER)
    frame = frame_of(page)
    frame.locator("#message").fill("What is stage 2?")
    frame.locator("#send").click()
    expect(frame.locator("#log")).to_contain_text("You said What is stage 2?")
    page.click("#have-your-say-close")
    page.click(LAUNCHER)
    expect(frame.locator("#log")).to_contain_text("You said What is stage 2?")


def test_one_can_tab_out_of_the_panel_at_both_ends(council_page):
    _, page = council_page()
    page.click(LAUNCHER)
    frame_of(page).locator("#message").click()
    tab_to(page, "a[href='tel:999']")
    frame_of(page).locator("#message").click()
    tab_to(page, LAUNCHER, "Shift+Tab")


def test_before_it_is_opened_nothing_is_asked_of_the_chat(visit, served):
    begun = visit(served(Answering()))
    asked = []
    begun.context.on("request", lambda request: asked.append(request.url))
    page = begun.open("/demo")
    page.wait_for_load_state("networkidle")
    assert not any(re.fullmatch(r"http://[^/]+/", one) for one in asked)
    expect(page.locator("iframe")).to_have_count(0)
    page.click(LAUNCHER)
    expect(frame_of(page).locator("#message")).to_be_visible()
    assert any(re.fullmatch(r"http://[^/]+/", one) for one in asked)


def test_what_is_not_shown_is_out_of_the_keyboards_way(council_page):
    _, page = council_page()
    page.click(LAUNCHER)
    page.keyboard.press("Escape")
    expect(page.locator(PANEL)).to_be_hidden()
    expect(page.locator(LINK)).to_be_hidden()
    page.keyboard.press("Tab")
    assert not page.evaluate(f"document.querySelector('{PANEL}').contains(document.activeElement)")


@pytest.mark.parametrize("size", [PHONE, ZOOMED], ids=["phone", "zoomed to 400 %"])
def test_on_a_small_screen_the_launcher_leads_to_the_page(council_page, size):
    begun, page = council_page(viewport=size)
    page.click(LAUNCHER)
    expect(page.locator("#talk")).to_be_visible()
    assert page.url == f"{begun.address}/"


def test_without_script_the_link_leads_to_the_page(council_page):
    _, page = council_page(java_script_enabled=False)
    expect(page.locator(LINK)).to_have_text(words().demo.link)
    page.click(LINK)
    expect(page.locator("#talk")).to_be_visible()


def test_a_script_that_was_tampered_with_is_not_run_and_the_link_stays(visit, served):
    begun = visit(served(Answering()))

    def tamper(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text() + "\n// more")

    begun.context.route("**/embed.*.js", tamper)
    page = begun.open("/demo")
    expect(page.locator(LAUNCHER)).to_have_count(0)
    assert any("integrity" in one for one in begun.faults)
    begun.faults.clear()
    page.click(LINK)
    expect(page.locator("#talk")).to_be_visible()


def test_exit_in_the_panel_leaves_the_councils_page(council_page):
    begun, page = council_page()
    page.click(LAUNCHER)
    exit_link = frame_of(page).locator("#exit")
    exit_page = exit_link.get_attribute("href")
    exit_link.click()
    page.wait_for_timeout(300)
    assert begun.foreign == [exit_page]
    begun.foreign.clear()
    begun.faults.clear()


def test_a_page_of_another_site_cannot_close_or_send_the_panel_away(council_page):
    _, page = council_page()
    page.click(LAUNCHER)
    expect(frame_of(page).locator("#message")).to_be_visible()
    page.evaluate("postMessage({ haveYourSay: 'close' }, '*')")
    page.evaluate("postMessage({ haveYourSay: 'exit', exit: 'https://evil.example' }, '*')")
    page.wait_for_timeout(200)
    expect(page.locator(PANEL)).to_be_visible()


def test_the_panel_keeps_within_the_screen(council_page):
    for size in (DESK, {"width": 700, "height": 500}):
        _, page = council_page(viewport=size)
        page.click(LAUNCHER)
        box = page.locator(PANEL).bounding_box()
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= size["width"] + 1
        assert box["y"] + box["height"] <= size["height"] + 1


def test_the_script_of_the_embed_is_small(visit, served):
    begun = visit(served(Answering()))
    with begun.page.expect_response("**/embed.*.js") as answer:
        begun.open("/demo")
    assert len(answer.value.body()) <= 3 * 1024


@pytest.mark.parametrize("path", ["/", "/plan", "/letter"])
def test_style_and_scripts_of_a_page_are_small(visit, served, path):
    begun = visit(served(Answering()))
    parts = []
    begun.page.on(
        "response", lambda answer: parts.append(answer) if "/static/" in answer.url else None
    )
    begun.open(path)
    begun.page.wait_for_load_state("networkidle")
    sizes = {one.url: len(gzip.compress(one.body(), 9)) for one in parts if "icon" not in one.url}
    assert len(sizes) >= 2
    assert sum(sizes.values()) <= 20 * 1024, sizes
