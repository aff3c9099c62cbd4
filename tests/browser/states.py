"""Every page of the site and every state of the chat, by name, and how a person comes there.

Each is a function that is given a visit. `STATES` says at which server it is seen, and whether it
can be reached by forms alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import expect

from tests.browser.visits import Visit
from tests.web.engines import Failing, Starting

IN_DANGER = "my dad hit me and i am scared to go home tonight"
WITH_A_NUMBER = "What is the phone number of the complaints team?"
TOLD = {"council": "sefton", "event": "stage_2_reply_received"}


@dataclass(frozen=True)
class State:
    """`reach` leads there. `engine` is the dialogue of its server; None is the trained model.

    `by_forms`: whether it is reached without script. `wide`: whether it is there only on a screen
    that has room for a panel.
    """

    reach: Callable[[Visit], None]
    engine: type | None = None
    by_forms: bool = True
    wide: bool = False


def greeting(visit):
    visit.open("/")


def answer(visit):
    visit.open("/?council=sefton")
    visit.say("How do I complain?")
    if visit.has_script:
        visit.latest.locator("details").first.evaluate("sources => { sources.open = true }")


def contact(visit):
    visit.open("/?council=leicester")
    visit.say(WITH_A_NUMBER)


def small_talk(visit):
    visit.open("/")
    visit.say("thank you")


def long_chat(visit):
    visit.open("/?council=sefton")
    for words in ("hello", "what is stage 2", "who can help me", "qwrt zxcv"):
        visit.say(words)


def deadline(visit):
    visit.open("/?council=sefton")
    visit.say("I got the stage 2 reply on 9 November 2026")


def deadline_passed(visit):
    visit.open("/?council=leicester")
    visit.say("I got the stage 2 reply on 1 September 2026")


def emergency(visit):
    visit.open("/?council=sefton")
    visit.say(IN_DANGER)


def error_beside_the_box(visit):
    visit.open("/")
    visit.page.click("#send")
    expect(visit.page.locator("#message-error")).not_to_be_empty()


def starting(visit):
    visit.open("/")


def failed(visit):
    visit.open("/")
    visit.page.fill("#message", "How do I complain?")
    visit.page.click("#send")
    expect(visit.page.locator("#message-error")).not_to_be_empty()


def failed_in_danger(visit):
    visit.open("/?council=sefton")
    visit.page.fill("#message", IN_DANGER)
    visit.page.click("#send")
    expect(visit.page.locator("#danger .emergency")).to_be_visible()


def plan_form(visit):
    visit.open("/plan")


def plan_with_errors(visit):
    visit.open("/plan")
    visit.page.fill("#day", "31")
    visit.page.fill("#month", "2")
    visit.page.locator("main form button.send").click()
    expect(visit.page.locator(".error").first).to_be_visible()


def plan(visit):
    visit.open("/plan")
    for name, value in TOLD.items():
        visit.page.locator(f"input[name={name}][value={value}]").check()
    for name, value in {"day": "9", "month": "11", "year": "2026"}.items():
        visit.page.fill(f"#{name}", value)
    visit.page.locator("main form button.send").click()
    expect(visit.page.locator(".steps")).to_be_visible()


def letter(visit):
    visit.open("/letter")


def letter_with_errors(visit):
    visit.open("/letter")
    visit.page.click("#make")
    expect(visit.page.locator(".error").locator("visible=true").first).to_be_visible()


def letter_draft(visit):
    visit.open("/letter")
    visit.page.select_option("#council", "leicester")
    visit.page.check("#purpose-stage_2")
    visit.page.fill("#what", "My social worker missed four visits.")
    visit.page.click("#make")
    expect(visit.page.locator("#draft")).to_contain_text("missed four visits")


def leaflet_of_sefton(visit):
    visit.open("/sefton")


def leaflet_of_leicester(visit):
    visit.open("/leicester")


def law(visit):
    visit.open("/england")


def statement(visit):
    visit.open("/accessibility")


def privacy(visit):
    visit.open("/privacy")


def not_here(visit):
    visit.open("/no-such-page", status=404)


def demo(visit):
    visit.open("/demo")


def demo_open(visit):
    visit.open("/demo")
    visit.page.click("#have-your-say-launcher")
    expect(visit.page.frame_locator("#have-your-say-frame").locator("#message")).to_be_visible()


STATES = {
    "greeting": State(greeting),
    "answer with its sources": State(answer),
    "contact": State(contact),
    "small talk": State(small_talk),
    "long chat": State(long_chat),
    "deadline": State(deadline),
    "deadline passed": State(deadline_passed),
    "emergency": State(emergency),
    "error beside the box": State(error_beside_the_box),
    "starting": State(starting, engine=Starting),
    "failed": State(failed, engine=Failing),
    "failed in danger": State(failed_in_danger, engine=Failing),
    "plan form": State(plan_form),
    "plan with errors": State(plan_with_errors),
    "plan": State(plan),
    "letter": State(letter),
    "letter with errors": State(letter_with_errors),
    "letter draft": State(letter_draft),
    "leaflet of Sefton": State(leaflet_of_sefton),
    "leaflet of Leicester": State(leaflet_of_leicester),
    "law": State(law),
    "accessibility statement": State(statement),
    "privacy": State(privacy),
    "no such page": State(not_here),
    "demo": State(demo),
    "demo open": State(demo_open, by_forms=False, wide=True),
}


def come_to(visit, name):
    """Lead a visit to a state by its name, and wait until the page has loaded with its style."""
    STATES[name].reach(visit)
    visit.page.wait_for_load_state()
