"""What a screen reader says: each answer once, in the order of the page, and every control by name.

See screen_reader.py for what it is, and what it cannot show.
"""

import re

import pytest
from playwright.sync_api import expect

from bot.web.words import words
from tests.browser.screen_reader import ScreenReader
from tests.browser.states import IN_DANGER, STATES
from tests.web.engines import Answering, Starting

CONTROLS = "button|link|textbox|combobox|checkbox|radio|spinbutton"


@pytest.fixture
def listening(visit, served):
    """A visit to a small dialogue, and the screen reader that reads it."""

    def begin(engine=None, **options):
        begun = visit(served(engine or Answering()), **options)
        begun.open("/")
        return begun, ScreenReader(begun)

    return begin


def times(phrases, words):
    """How often these words are said in all."""
    return " ".join(phrases).count(words)


def test_an_answer_is_told_once_and_politely(listening):
    begun, reader = listening()
    begun.say("What is stage 2?")
    expect(begun.page.locator("#log")).to_contain_text("You said What is stage 2?")
    told = reader.told()
    assert times(told, "You said What is stage 2?") == 1
    assert [one.split(":")[0] for one in told] == ["polite"]


def test_every_answer_of_a_long_chat_is_told_once_and_none_again(listening):
    begun, reader = listening()
    for number in ("one", "two", "three"):
        begun.say(f"Question {number}")
    told = reader.told()
    assert [times(told, f"You said Question {one}") for one in ("one", "two", "three")] == [1] * 3


def test_a_choice_that_is_pressed_is_answered_aloud_once(listening):
    begun, reader = listening()
    begun.choose("What are the stages?")
    assert times(reader.told(), "You said /ask_stages") == 1


def test_a_chat_that_is_shown_again_is_not_told_again(visit, served):
    begun = visit(served(Answering()))
    begun.open("/")
    begun.say("What is stage 2?")
    begun.page.evaluate("document.getElementById('talk').submit()")
    expect(begun.page.locator("#log")).to_contain_text("You said What is stage 2?")
    assert ScreenReader(begun).told() == []


def test_emergency_help_is_told_with_its_level_first(visit):
    begun = visit()
    begun.open("/?council=sefton")
    reader = ScreenReader(begun)
    begun.say(IN_DANGER)
    (told,) = reader.told()
    guide = told.split(f"{words().chat.guide}, ")[1]
    assert re.search(rf"{words().chat.immediate}.{{0,80}}999", guide[:200])


def test_an_error_is_told_at_once_and_once(listening):
    begun, reader = listening()
    begun.page.click("#send")
    expect(begun.page.locator("#message-error")).not_to_be_empty()
    title = words().problems.empty.title
    assert [times([one], title) for one in reader.told()] == [1]
    assert reader.told()[0].startswith("assertive: ")


def test_a_slow_answer_is_told_of_after_a_second_and_once(listening):
    begun, reader = listening()
    held = begun.hold()
    begun.page.fill("#message", "What is stage 2?")
    begun.page.click("#send")
    expect(begun.page.locator("#status")).to_have_text(words().box.writing)
    held[0].continue_()
    expect(begun.page.locator("li.guide")).to_have_count(1)
    told = reader.told()
    assert times(told, words().box.writing) == 1
    assert times(told, "You said What is stage 2?") == 1


def test_a_quick_answer_is_not_announced_as_on_its_way(listening):
    begun, reader = listening()
    begun.say("What is stage 2?")
    assert times(reader.told(), words().box.writing) == 0


def test_the_characters_left_are_told_once_after_a_pause(listening):
    begun, reader = listening()
    begun.page.fill("#message", "a" * 850)
    begun.page.locator("#message").press_sequentially("bcd")
    left = words().box.left.format(number=147)
    expect(begun.page.locator("#status")).to_have_text(left)
    assert [times([one], "147") for one in reader.told()] == [1]


def test_the_way_out_of_danger_is_read_before_the_chat(listening):
    _, reader = listening(Starting())
    read = reader.read_page()
    assert read.index("link, 999") < read.index(f"log, {words().chat.heading}")


def test_the_chat_is_read_in_the_order_in_which_it_was_held(listening):
    begun, reader = listening()
    begun.say("First")
    begun.say("Second")
    read = [one for one in reader.read_page() if re.fullmatch(r"First|Second|You said \w+", one)]
    assert read == ["First", "You said First", "Second", "You said Second"]


@pytest.mark.parametrize("name", [name for name, state in STATES.items() if not state.wide])
def test_every_control_has_a_name_and_every_page_one_main_heading(at_state, name):
    begun = at_state(name)
    read = ScreenReader(begun).read_page()
    assert [one for one in read if re.fullmatch(CONTROLS, one.strip(", "))] == []
    assert sum(bool(re.fullmatch("heading, .+, level 1", one)) for one in read) == 1
    assert sum(bool(re.match("main(, |$)", one)) for one in read) == 1
    assert [one for one in read if one.startswith("heading, , ")] == []
