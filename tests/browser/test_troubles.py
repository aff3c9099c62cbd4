"""Whatever fails, the page says what to do, keeps what was written, and names whom to phone."""

import re
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from bot.web.words import words
from tests.web.dates import STAGE_2_REPLY, Dating
from tests.web.engines import Answering, Failing, Starting

TYPED = "My son waits for his plan."
MINUTE = 60


@pytest.fixture
def page_of(visit, served):
    """A page with a dialogue of this kind behind it, and a message in its box."""

    def begin(engine, clock=False, script=True, **settings):
        begun = visit(served(engine, **settings), java_script_enabled=script)
        if clock:
            begun.page.clock.install()
        page = begun.open("/")
        page.fill("#message", TYPED)
        return begun, page

    return begin


def keeps_what_was_written(page, error):
    expect(page.locator("#message-error")).to_contain_text(error)
    expect(page.locator("#message")).to_have_value(TYPED)
    expect(page.locator("#talk[aria-busy=true]")).to_have_count(0)
    assert not page.locator("#message").evaluate("box => box.readOnly")


def test_without_a_connection_the_text_stays_and_can_be_sent_later(page_of):
    begun, page = page_of(Answering())
    begun.context.set_offline(True)
    page.click("#send")
    keeps_what_was_written(page, words().box.offline)
    begun.faults.clear()
    begun.context.set_offline(False)
    page.click("#retry")
    expect(page.locator("#log")).to_contain_text(f"You said {TYPED}")
    expect(page.locator("#message-error")).to_be_empty()
    expect(page.locator("#retry")).to_be_hidden()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize("engine", [Starting, Failing])
def test_a_dialogue_that_does_not_answer_leaves_the_text_and_the_phone_numbers(
    page_of, engine, script
):
    _, page = page_of(engine(), script=script)
    page.click("#send")
    kind = "starting" if engine is Starting else "failed"
    keeps_what_was_written(page, vars(words().problems)[kind].title)
    if not script or engine is Starting:
        expect(page.locator("#people a[href^='tel:']").first).to_be_visible()
    expect(page.locator(".who a[href^='tel:']").first).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_too_many_messages_are_told_when_to_go_on(page_of, script):
    _, page = page_of(Answering(), script=script, rate_of_conversation=1, rate_of_address=1)
    page.click("#send")
    expect(page.locator("#log li.guide")).to_have_count(1)
    page.fill("#message", TYPED)
    page.click("#send")
    keeps_what_was_written(page, words().problems.too_often.title)
    expect(page.locator("#message-error")).to_contain_text(re.compile(r"\d+ seconds"))


def test_while_waiting_the_box_can_be_read_and_nothing_is_sent_twice(page_of):
    begun, page = page_of(Answering())
    held = begun.hold()
    page.click("#send")
    expect(page.locator("#send")).to_have_attribute("aria-disabled", "true")
    expect(page.locator("#message")).to_have_attribute("readonly", "")
    assert page.locator("#send").get_attribute("disabled") is None, "it would lose the focus"
    page.click("#send", force=True)
    assert len(held) == 1
    held[0].continue_()
    expect(page.locator("#log li.guide")).to_have_count(1)


def test_an_answer_that_never_comes_is_given_up_and_can_be_asked_for_again(page_of):
    begun, page = page_of(Answering(), clock=True)
    begun.hold()
    page.click("#send")
    expect(page.locator("#talk[aria-busy=true]")).to_have_count(1)
    page.clock.run_for(11_000)
    keeps_what_was_written(page, words().box.slow)
    page.unroute("**/")
    page.click("#retry")
    expect(page.locator("#log li.guide")).to_have_count(1)


def test_the_same_message_that_was_answered_unheard_is_answered_once(page_of):
    """The answer got lost on its way: asking again shows it, and asks the dialogue only once."""
    engine = Answering()
    begun, page = page_of(engine)
    page.route("**/", lambda route: (route.fetch(), route.abort()))
    page.click("#send")
    keeps_what_was_written(page, words().box.offline)
    begun.faults.clear()  # that the answer was lost
    page.unroute("**/")
    page.click("#retry")
    expect(page.locator("#log li.guide")).to_have_count(1)
    assert [one["text"] for one in engine.heard].count(TYPED) == 1


def test_a_long_message_is_refused_and_kept(page_of):
    _, page = page_of(Answering())
    long = "a" * 1001
    page.fill("#message", long)
    page.click("#send")
    expect(page.locator("#message-error")).to_contain_text(words().problems.too_long.title)
    expect(page.locator("#message")).to_have_value(long)
    page.fill("#message", TYPED)
    page.click("#send")
    expect(page.locator("#log")).to_contain_text(f"You said {TYPED}")


def test_before_an_idle_chat_is_forgotten_the_page_says_so_and_lets_it_be_kept(page_of):
    _, page = page_of(Answering(), clock=True, idle_seconds=20 * MINUTE)
    page.click("#send")
    expect(page.locator("#log li.guide")).to_have_count(1)
    expect(page.locator("#idle")).to_be_empty()
    page.clock.fast_forward(16 * MINUTE * 1000)
    expect(page.locator("#idle")).to_contain_text(words().idle.ending.format(minutes=5))
    page.click("#carry-on")
    expect(page.locator("#idle")).to_be_empty()
    page.clock.fast_forward(14 * MINUTE * 1000)
    expect(page.locator("#idle")).to_be_empty()
    expect(page.locator("#log li.guide")).to_have_count(1)


def test_after_an_idle_chat_is_forgotten_its_words_stay_on_the_page(page_of):
    _, page = page_of(Answering(), clock=True, idle_seconds=20 * MINUTE)
    page.click("#send")
    expect(page.locator("#log li.guide")).to_have_count(1)
    page.clock.fast_forward(21 * MINUTE * 1000)
    expect(page.locator("#idle")).to_contain_text(words().idle.ended)
    expect(page.locator("#log")).to_contain_text(f"You said {TYPED}")
    expect(page.locator("#carry-on")).to_be_hidden()


def leaves(begun, act):
    """Do something that leaves the page; the address that the browser goes to, and what is sent."""
    sent = []
    begun.context.on("request", lambda request: sent.append(request))
    before = len(begun.foreign)
    act()
    begun.page.wait_for_timeout(300)
    gone_to, begun.foreign[before:] = begun.foreign[before:], []
    posts = [parse_qs(one.post_data or "") for one in sent if one.method == "POST"]
    return gone_to, posts


@pytest.mark.parametrize("way", ["button", "shift"])
def test_exit_this_page_has_the_chat_forgotten_hides_it_and_leads_elsewhere(page_of, way):
    begun, page = page_of(Answering())
    page.click("#send")
    expect(page.locator("#log li.guide")).to_have_count(1)
    exit_page = page.locator("#exit").get_attribute("href")

    def act():
        if way == "button":
            page.click("#exit")
        else:
            for _ in range(3):
                page.keyboard.press("Shift")

    gone_to, posts = leaves(begun, act)
    begun.faults.clear()  # the way out is barred here, and the browser says so
    assert gone_to == [exit_page]
    assert [set(one) for one in posts] == [{"conversation", "forget"}]


def test_leaving_from_the_plan_has_the_chat_forgotten_that_led_to_it(page_of):
    begun, page = page_of(Dating(STAGE_2_REPLY))
    page.click("#send")
    page.locator("form[action='/plan'] button").click()
    _, posts = leaves(begun, lambda: page.click("#exit"))
    begun.faults.clear()  # the way out is barred here, and the browser says so
    assert [set(one) for one in posts] == [{"conversation", "forget"}]


def test_shift_pressed_twice_leaves_nothing_and_tells_how_often_more(page_of):
    _, page = page_of(Answering(), clock=True)
    page.keyboard.press("Shift")
    expect(page.locator("#exit-status")).to_have_text(words().exit.once)
    page.keyboard.press("Shift")
    expect(page.locator("#exit-status")).to_have_text(words().exit.twice)
    page.clock.run_for(6000)
    expect(page.locator("#exit-status")).to_have_text(words().exit.expired)
    page.keyboard.press("Shift")
    expect(page.locator("#exit-status")).to_have_text(words().exit.once)


def test_capital_letters_do_not_leave_the_page(page_of):
    _, page = page_of(Answering())
    page.locator("#message").focus()
    for letter in "ABC":
        page.keyboard.press(f"Shift+{letter}")
    expect(page.locator("#message")).to_have_value(f"{TYPED}ABC")


def test_exit_this_page_works_without_script(page_of):
    begun, page = page_of(Answering(), script=False)
    exit_page = page.locator("#exit").get_attribute("href")
    gone_to, _ = leaves(begun, lambda: page.click("#exit"))
    assert gone_to == [exit_page]
