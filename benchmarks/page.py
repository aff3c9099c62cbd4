"""Measures when the message box can be used on a slow phone: `python -m benchmarks.page`.

A phone of 390 by 844 pixels, 150 ms of delay, 1.6 Mbit/s and a processor slowed four times, as the
browser itself makes them (Chrome DevTools Protocol). Beside it stands the same page with its script
left out, so that the cost of the script shows. Usable means: the page is drawn, and its script has
taken the form over. Chrome's own clock says when.
"""

from __future__ import annotations

import os
import statistics
import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import find_browser
from tests.browser.server import guide_served

PHONE = {"width": 390, "height": 844}
DELAY_MS = 150
BYTES_A_SECOND = 1_600_000 / 8
SLOWER = 4
AIM_SECONDS = 1.5
USABLE = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  if (!page.domContentLoadedEventEnd || !paint) return null;
  return Math.max(page.domContentLoadedEventEnd, paint.startTime) / 1000;
}"""
"""Scripts that are deferred have run when the document's content counts as loaded."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints both figures. Returns 0."""
    parser = ArgumentParser(prog="python -m benchmarks.page", description=__doc__)
    parser.add_argument("--visits", type=int, default=7, help="how often each is measured")
    visits = parser.parse_args(arguments).visits
    with guide_served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(os.environ))
        for name, script in (("the page", True), ("the page without its script", False)):
            seconds = [usable(browser, address, script=script) for _ in range(visits)]
            print(
                f"{name:<30}usable after {statistics.median(seconds):.2f} s "
                f"(median of {visits}, worst {max(seconds):.2f} s; aim {AIM_SECONDS} s)",
                flush=True,
            )
        browser.close()
    return 0


def usable(browser: Browser, address: str, *, script: bool) -> float:
    """Seconds from the first request of a fresh visit until the message box can be used."""
    context = browser.new_context(viewport=PHONE)
    if not script:
        context.route("**/static/*.js", lambda route: route.abort())
    page = context.new_page()
    slowly = context.new_cdp_session(page)
    slowly.send("Network.enable")
    slowly.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": DELAY_MS,
            "downloadThroughput": BYTES_A_SECOND,
            "uploadThroughput": BYTES_A_SECOND,
        },
    )
    slowly.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address)
    page.locator("#message").wait_for()
    seconds: float = page.wait_for_function(USABLE).json_value()
    context.close()
    return seconds


if __name__ == "__main__":
    sys.exit(main())
