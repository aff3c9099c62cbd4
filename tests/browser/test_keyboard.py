"""Everything can be reached and done with the keyboard alone, and one always sees where one is."""

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import NUMBERED, focused, tab_to, walk
from tests.browser.states import STATES
from tests.browser.visits import DESK, NARROW, ZOOMED

every_state = pytest.mark.parametrize(
    "name", [name for name, state in STATES.items() if not state.wide]
)


@every_state
def test_the_keyboard_walks_over_the_whole_page_in_its_order_and_back(at_state, name):
    page = at_state(name).page
    number = page.evaluate(NUMBERED)
    forwards = [one.stop for one in walk(page)]
    first, *others = (one.stop for one in walk(page, "Shift+Tab"))
    assert forwards == list(range(number))
    assert [first, *others[::-1]] == forwards


@every_state
def test_what_has_the_focus_is_seen_and_has_a_ring_at_any_size(at_state, name):
    page = at_state(name).page
    for size in (DESK, NARROW, ZOOMED):
        page.set_viewport_size(size)
        for stop in walk(page):
            assert stop.seen, f"covered or out of sight at {size}: {stop}"
            assert stop.outline >= 2, f"no ring: {stop}"


def test_a_page_that_catches_the_keyboard_is_noticed(visit):
    page = visit().open("/")
    page.evaluate(
        "() => document.addEventListener('focusout', () => document.querySelector('#send').focus())"
    )
    with pytest.raises(AssertionError, match="caught near"):
        walk(page)


def test_something_that_covers_the_focus_is_noticed(visit):
    page = visit(viewport=ZOOMED).open("/")
    page.evaluate(
        """() => Object.assign(document.querySelector("footer").style,
          { position: "fixed", inset: "0", background: "white" })"""
    )
    tab_to(page, "#send")
    assert focused(page).seen == 0


def test_a_focus_without_a_ring_is_noticed(visit):
    page = visit().open("/")
    page.evaluate(
        "() => document.addEventListener('focusin', (one) => (one.target.style.outline = 'none'))"
    )
    tab_to(page, "#send")
    assert focused(page).outline == 0


def test_the_first_stop_leads_to_the_message_box(visit):
    page = visit().open("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_be_focused()


def test_control_and_enter_send_and_enter_alone_makes_a_new_line(visit):
    begun = visit()
    page = begun.open("/")
    page.locator("#message").press_sequentially("How do I")
    page.keyboard.press("Enter")
    page.keyboard.type("complain?")
    expect(page.locator("#message")).to_have_value("How do I\ncomplain?")
    expect(page.locator("li.guide")).to_have_count(0)
    page.keyboard.press("Control+Enter")
    expect(page.locator("li.guide")).to_have_count(1)


def test_after_an_answer_the_focus_is_still_in_the_box(visit):
    begun = visit()
    begun.open("/")
    begun.say("How do I complain?")
    expect(begun.page.locator("#message")).to_be_focused()
    expect(begun.page.locator("#message")).to_have_value("")


def test_choosing_a_reply_moves_the_focus_to_the_box(visit):
    begun = visit()
    page = begun.open("/")
    begun.choose(page.locator("button.choice").first.inner_text())
    expect(page.locator("#message")).to_be_focused()


def test_on_a_touch_screen_choosing_a_reply_moves_the_focus_to_the_new_message(visit):
    begun = visit(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    page = begun.open("/")
    page.locator("button.choice").first.tap()
    expect(page.locator("#log li.guide h3")).to_be_focused()


def test_focus_and_typing_alone_send_and_open_nothing(visit):
    page = visit().open("/")
    walk(page)
    page.locator("#message").press_sequentially("Hello there. 1 2 3 ? /")
    page.select_option("#council", "sefton")
    expect(page.locator("li.guide")).to_have_count(0)
    assert page.url.endswith("/")


def test_an_error_leaves_the_focus_in_the_box_and_is_tied_to_it(visit):
    page = visit().open("/")
    tab_to(page, "#send")
    page.keyboard.press("Enter")
    expect(page.locator("#message-error")).to_contain_text("Please write your question first")
    expect(page.locator("#message")).to_be_focused()
    expect(page.locator("#message")).to_have_attribute("aria-invalid", "true")
    assert "message-error" in page.locator("#message").get_attribute("aria-describedby")
