"""From the greeting to dates in one's calendar: with the keyboard alone, and without script."""

import pytest
from playwright.sync_api import expect

from bot.web.words import words
from tests.browser.keyboard import tab_to
from tests.browser.visits import NARROW


class Hands:
    """How a person works the page. `press` and `write` are done with the keyboard alone."""

    def __init__(self, visit):
        self.visit, self.page = visit, visit.page

    def press(self, selector):
        tab_to(self.page, selector)
        self.page.keyboard.press("Enter")

    def choose(self, label):
        self.press(f"button.choice:text-is('{label}')")

    def write(self, text):
        if not self.page.locator("#message").evaluate("one => one === document.activeElement"):
            tab_to(self.page, "#message")
        self.page.keyboard.type(text)
        self.press("#send")


class Mouse(Hands):
    """The same with a pointer."""

    def press(self, selector):
        self.page.locator(selector).first.click()

    def write(self, text):
        self.page.fill("#message", text)
        self.page.click("#send")


def to_the_calendar(hands):
    """The whole way; gives the calendar file as text."""
    page = hands.page
    answers = page.locator("#log li.guide")
    page.goto("/")
    hands.choose("Work out my dates")
    expect(answers.last).to_contain_text("Which council is it about?")
    hands.choose("Sefton Council")
    expect(answers.last).to_contain_text("What happened last?")
    hands.choose("I got the stage 2 reply")
    expect(answers.last).to_contain_text("On which day did you get the stage 2 reply?")
    hands.write("9 November 2026")
    expect(answers.last).to_contain_text("Monday 7 December 2026")
    expect(answers.last.locator(".timeline")).to_be_visible()
    hands.press("form[action='/plan'] button")
    expect(page.locator("h1")).to_have_text(words().plan.title)
    expect(page.locator("main")).to_contain_text("Monday 7 December 2026")
    with page.expect_download() as download:
        hands.press("form[action='/calendar'] button")
    return download.value.path().read_text("utf-8")


@pytest.mark.parametrize("hands", [Hands, Mouse], ids=["keyboard alone", "pointer"])
@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_the_greeting_to_the_dates_in_a_calendar(visit, hands, script):
    calendar = to_the_calendar(hands(visit(java_script_enabled=script)))
    assert calendar.startswith("BEGIN:VCALENDAR")
    assert "DTSTART;VALUE=DATE:20261207" in calendar


def test_the_same_way_on_a_narrow_screen(visit):
    assert "BEGIN:VEVENT" in to_the_calendar(Mouse(visit(viewport=NARROW)))


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_the_way_back_from_the_plan_leads_to_the_same_chat(visit, script):
    begun = visit(java_script_enabled=script)
    page = begun.open("/?council=sefton")
    begun.say("I got the stage 2 reply on 9 November 2026")
    page.locator("form[action='/plan'] button").click()
    page.get_by_role("button", name=words().plan.back).click()
    expect(page.locator("#log li.guide")).to_have_count(1)
    expect(page.locator("#log")).to_contain_text("Monday 7 December 2026")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_message_can_be_taken_back_and_stands_in_the_box_again(visit, script):
    begun = visit(java_script_enabled=script)
    page = begun.open("/?council=sefton")
    begun.say("What is stage 1?")
    begun.say("What is stage 3?")
    page.click("#undo")
    expect(page.locator("#log li.guide")).to_have_count(1)
    expect(page.locator("#message")).to_have_value("What is stage 3?")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_chat_that_is_forgotten_is_gone(visit, script):
    begun = visit(java_script_enabled=script)
    page = begun.open("/")
    begun.say("What is stage 1?")
    token = page.locator("#talk input[name=conversation]").first.get_attribute("value")
    page.click("#forget")
    expect(page.locator("#log li")).to_have_count(0)
    expect(page.locator("main")).to_contain_text(words().replies.forgotten)
    answer = page.request.post(
        "/api/v1/messages", data={"conversation": token, "text": "What did I ask?"}
    )
    assert words().replies.new_chat in [one["text"] for one in answer.json()["replies"]]


def test_going_back_and_forward_sends_nothing_again(visit):
    begun = visit()
    page = begun.open("/")
    begun.say("What is stage 1?")
    sent = []
    begun.context.on(
        "request", lambda request: sent.append(request.url) if request.method == "POST" else None
    )
    page.goto("/england")
    page.go_back()
    page.go_forward()
    page.go_back()
    expect(page.locator("#message")).to_be_visible()
    assert sent == []


def test_sending_the_same_form_again_without_script_answers_once(visit):
    begun = visit(java_script_enabled=False)
    page = begun.open("/")
    begun.say("What is stage 1?")
    page.reload()
    expect(page.locator("#log li.guide")).to_have_count(1)


def test_a_leaflet_opens_at_the_sentence_that_an_answer_rests_on(visit):
    begun = visit()
    page = begun.open("/?council=sefton")
    begun.say("What is stage 2?")
    page.locator("#log details summary").first.click()
    source = page.locator("#log .sources li", has=page.locator("a[href*='/sefton#']")).first
    quote = source.locator("blockquote").inner_text()
    with begun.context.expect_page() as opened:
        source.locator("a").click()
    section = opened.value.url.split("#")[1]
    there = opened.value.locator(f"section[id='{section}']")
    expect(there).to_be_in_viewport()
    expect(there).to_contain_text(quote.split("\n")[0])
