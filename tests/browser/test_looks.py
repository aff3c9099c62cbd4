"""The page is seen and used in every way that people set their screens."""

import pytest
from playwright.sync_api import expect

from tests.browser.states import STATES
from tests.browser.visits import DESK, NARROW, PHONE, ZOOMED
from tests.web.engines import Answering

every_state = pytest.mark.parametrize("name", STATES)
every_state_of_any_size = pytest.mark.parametrize(
    "name", [name for name, state in STATES.items() if not state.wide]
)

WIDER_THAN_THE_SCREEN = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.checkVisibility() && !one.closest(".unseen, .skip, svg, pre"))
  .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((one) => one.outerHTML.slice(0, 120))
  .concat(document.documentElement.scrollWidth > innerWidth ? ["the page scrolls sideways"] : [])"""

CUT_OFF = """() => {
  const cut = [];
  for (const one of document.querySelectorAll("body *")) {
    if (!one.checkVisibility() || one.closest(".unseen, .skip, svg")) continue;
    const style = getComputedStyle(one);
    const clips = ["hidden", "clip"].includes(style.overflowY) && one.tagName !== "IFRAME";
    if (clips && (one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1))
      cut.push("clipped: " + one.outerHTML.slice(0, 120));
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const around = texts.currentNode.parentElement;
    const edge = around.closest("button, .button, .exit, label, legend, summary, .reply, .said");
    if (!edge || !around.checkVisibility() || around.closest(".unseen, svg")) continue;
    const box = edge.getBoundingClientRect();
    const text = document.createRange();
    text.selectNodeContents(texts.currentNode);
    for (const line of text.getClientRects())
      if (line.right > box.right + 1 || line.left < box.left - 1 ||
          line.bottom > box.bottom + 4 || line.top < box.top - 4)
        cut.push("sticks out: " + around.outerHTML.slice(0, 120));
  }
  return [...new Set(cut)];
}"""
"""Words that cannot be seen in full: a box hides them, or they stand outside its edge."""

ADD_STYLE = """(css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
TEXT_SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important } p { margin-bottom: 2em !important }"""
"""The values of WCAG 1.4.12, as a reader's own style sheet sets them."""

SIZES_OF_CONTROLS = """() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary")]
  .filter((one) => one.checkVisibility() && !one.closest(".skip"))
  .map((one) => {
    const label = one.matches("input[type=radio], input[type=checkbox]") ? one.labels[0] : null;
    const boxes = [one, label].filter(Boolean).map((part) => part.getBoundingClientRect());
    const around = one.parentElement.textContent.trim().length - one.textContent.trim().length;
    return {
      what: one.outerHTML.slice(0, 100),
      is_link: one.tagName === "A",
      in_sentence: one.tagName === "A" && getComputedStyle(one).display === "inline" && around > 0,
      width: Math.max(...boxes.map((box) => box.width)),
      height: Math.max(...boxes.map((box) => box.height)),
    };
  })"""


def has_room(page):
    """Nothing is wider than the screen, and no words are cut off."""
    assert page.evaluate(WIDER_THAN_THE_SCREEN) == []
    assert page.evaluate(CUT_OFF) == []


@every_state
def test_nothing_scrolls_sideways_or_is_cut_off_at_any_size(at_state, name):
    page = at_state(name).page
    for size in (DESK, PHONE, NARROW, ZOOMED, {"width": 844, "height": 390}):
        page.set_viewport_size(size)
        has_room(page)


@every_state_of_any_size
def test_wider_text_spacing_cuts_nothing_off(at_state, name):
    page = at_state(name, viewport=NARROW).page
    page.evaluate(ADD_STYLE, TEXT_SPACING)
    has_room(page)
    page.set_viewport_size(DESK)
    has_room(page)


@every_state
def test_text_of_twice_the_size_is_twice_the_size_and_cuts_nothing_off(at_state, name):
    begun = at_state(name)
    page, size = begun.page, "() => parseFloat(getComputedStyle(document.body).fontSize)"
    before = page.evaluate(size)
    settings = begun.context.new_cdp_session(page)
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    assert page.evaluate(size) == pytest.approx(2 * before, rel=0.15)
    has_room(page)


@pytest.mark.parametrize(
    ("css", "fault"),
    [
        ("#send { height: .5rem; min-height: 0; padding: 0; overflow: hidden }", "clipped"),
        ("#send { width: 1rem; min-width: 0; white-space: nowrap }", "sticks out"),
    ],
)
def test_words_that_are_cut_off_are_noticed(visit, served, css, fault):
    page = visit(served(Answering())).open("/")
    page.evaluate(ADD_STYLE, css)
    assert any(one.startswith(fault) for one in page.evaluate(CUT_OFF))


def test_a_page_that_scrolls_sideways_is_noticed(visit, served):
    page = visit(served(Answering()), viewport=NARROW).open("/")
    page.evaluate(ADD_STYLE, "textarea { min-width: 30rem; max-width: none }")
    assert page.evaluate(WIDER_THAN_THE_SCREEN)


@pytest.mark.parametrize("size", [ZOOMED, NARROW], ids=["320 by 256", "320 by 640"])
def test_at_400_per_cent_an_answer_can_be_read_and_the_box_be_used(visit, served, size):
    begun = visit(served(Answering()), viewport=size)
    page = begun.open("/")
    begun.say("What is stage 2?")
    for part in ("#log li.guide:last-child .reply p", "#message", "#send"):
        page.locator(part).first.scroll_into_view_if_needed()
        expect(page.locator(part).first).to_be_in_viewport(ratio=0.9)
        page.locator(part).first.click(trial=part != "#message")


@every_state_of_any_size
def test_every_control_is_large_enough_to_hit(at_state, name):
    page = at_state(name, viewport=PHONE).page
    for control in page.evaluate(SIZES_OF_CONTROLS):
        if control["in_sentence"]:
            continue
        least = 24 if control["is_link"] else 40 if "summary" in control["what"] else 44
        assert control["height"] >= least - 0.5, control
        assert control["width"] >= min(least, 24), control


@every_state
def test_in_forced_colours_every_box_and_button_has_an_edge(at_state, name):
    page = at_state(name, forced_colors="active").page
    without = page.evaluate(
        """() => [...document.querySelectorAll("button, .button, .exit, select, textarea, " +
            "input:not([type=hidden]), .reply, .said, .correction")]
          .filter((one) => one.checkVisibility() && !["radio", "checkbox"].includes(one.type))
          .filter((one) => {
            const style = getComputedStyle(one);
            return !["Top", "Right", "Bottom", "Left"].every((side) =>
              parseFloat(style[`border${side}Width`]) >= 1 &&
              style[`border${side}Style`] !== "none" &&
              style[`border${side}Color`] !== style.backgroundColor);
          })
          .map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert without == []


def test_in_forced_colours_the_focus_is_seen_by_a_real_outline(visit):
    page = visit(forced_colors="active").open("/")
    page.locator("#message").focus()
    page.keyboard.press("Tab")
    width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
    assert width >= 2


@every_state
def test_with_reduced_motion_nothing_moves(at_state, name):
    page = at_state(name, reduced_motion="reduce").page
    page.locator("main").locator("a:visible, button:visible").first.hover()
    assert page.evaluate("document.getAnimations().length") == 0


def test_while_an_answer_is_on_its_way_nothing_moves(visit, served):
    begun = visit(served(Answering()), reduced_motion="reduce")
    page = begun.open("/")
    held = begun.hold()
    page.fill("#message", "What is stage 2?")
    page.click("#send")
    expect(page.locator("#status")).not_to_be_empty()
    assert page.evaluate("document.getAnimations().length") == 0
    held[0].continue_()
    expect(page.locator("li.guide")).to_have_count(1)


@every_state
def test_dark_is_dark_and_light_is_light(at_state, name):
    page = at_state(name).page
    ground = """() => {
      const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g);
      return (Number(red) + Number(green) + Number(blue)) / 3;
    }"""
    page.emulate_media(color_scheme="light")
    assert page.evaluate(ground) > 200
    if not name.startswith("demo"):
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(ground) < 60


def test_who_speaks_is_said_in_words_that_are_seen(at_state):
    """Colour and side alone tell nothing to who cannot see them."""
    page = at_state("long chat").page
    for item in page.locator("#log li:is(.you, .guide)").all():
        expect(item.locator("h3")).to_be_visible()
        said = item.locator("h3").inner_text()
        assert said.startswith("You" if "you" in item.get_attribute("class") else "Guide")


def test_without_colour_help_in_danger_still_differs_from_an_answer(at_state):
    page = at_state("emergency").page
    heads = page.locator("#log .emergency .head")
    expect(heads.first).to_contain_text("999")
    width = "one => parseFloat(getComputedStyle(one).borderTopWidth)"
    page.emulate_media(contrast="more")
    assert page.locator("#log .emergency").first.evaluate(width) >= 2


def test_paper_has_the_chat_the_way_out_of_danger_and_no_controls(at_state):
    page = at_state("deadline").page
    page.emulate_media(media="print")
    expect(page.locator("#log li.guide").first).to_be_visible()
    expect(page.locator(".emergency-line")).to_be_visible()
    for control in ("#send", "#message", "#forget", "#exit", ".skip"):
        expect(page.locator(control)).to_be_hidden()
