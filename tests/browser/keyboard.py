"""What the keyboard reaches in a page, and whether it can be seen there."""

from __future__ import annotations

from dataclasses import dataclass

MOST_STOPS = 400

NUMBERED = """() => {
  const reachable = "a[href], button, input:not([type=hidden]), select, textarea, summary, " +
    "iframe, [tabindex='0']";
  const shown = [...document.querySelectorAll(reachable)].filter((one) =>
    one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }));
  // Of a group of radio buttons, the keyboard stops at one.
  const groups = new Set();
  const stops = shown.filter((one) => {
    if (one.type !== "radio") return true;
    const group = one.form?.id + one.name;
    if (groups.has(group)) return false;
    groups.add(group);
    return true;
  });
  stops.forEach((one, place) => (one.dataset.stop = place));
  for (const one of shown.filter((one) => one.type === "radio")) {
    const first = stops.find((stop) => stop.name === one.name && stop.form === one.form);
    one.dataset.stop = first.dataset.stop;
  }
  return stops.length;
}"""
"""Numbers what the keyboard ought to reach, in the order of the page."""

FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one);
  const [box] = one.getClientRects();
  const across = [box.left + 2, (box.left + box.right) / 2, box.right - 2];
  const down = [box.top + 2, (box.top + box.bottom) / 2, box.bottom - 2];
  const inside = (x, y) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
  const seen = across.flatMap((x) => down.map((y) => [x, y])).filter(([x, y]) => inside(x, y) &&
    one.contains(document.elementFromPoint(x, y)));
  return {
    stop: Number(one.dataset.stop ?? -1),
    name: one.outerHTML.slice(0, 120),
    seen: seen.length,
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    width: box.width,
    height: box.height,
  };
}"""


@dataclass(frozen=True)
class Stop:
    """Where the focus is. `stop` is its place in the page, `seen` how many of nine points show it.

    `outline`, `width` and `height` are in CSS pixels.
    """

    stop: int
    name: str
    seen: int
    outline: float
    width: float
    height: float


def focused(page):
    """Where the focus is; None where it is on nothing."""
    found = page.evaluate(FOCUSED)
    return Stop(**found) if found else None


def walk(page, key="Tab"):
    """Press a key until it has gone round; every place where the focus comes to be.

    The first of the page comes first. Raises AssertionError where it does not come round again.
    """
    page.evaluate(NUMBERED)
    round_trip = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        here = focused(page)
        if here and round_trip and here.stop == round_trip[0].stop:
            first = min(range(len(round_trip)), key=lambda place: round_trip[place].stop)
            return round_trip[first:] + round_trip[:first]
        round_trip += [here] if here else []
    raise AssertionError(f"the keyboard is caught near {round_trip[-1:]}")


def tab_to(page, selector, key="Tab"):
    """Press Tab until an element has the focus. Raises AssertionError where it is never reached."""
    target = page.locator(selector).first
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        if target.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"the keyboard never reaches {selector}")
