"""Takes pictures of the page: `make screenshots`.

Two small ones go to docs/pictures, for README.md. Every state, light and dark, on a phone and on a
desk, goes to reports/screenshots, to be looked at.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import find_browser
from tests.browser.server import guide_served
from tests.browser.states import STATES, come_to
from tests.browser.visits import DESK, PHONE, Visit

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
REPORTS = ROOT / "reports" / "screenshots"
FOR_README = {
    "dates.png": ("deadline", {"width": 390, "height": 1400}),
    "embedded.png": ("demo open", {"width": 1280, "height": 760}),
}
MOST_BYTES = 150_000


def main() -> int:
    """Take every picture. Returns 1 where one for README.md is too large to be kept."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    REPORTS.mkdir(parents=True, exist_ok=True)
    status = 0
    with guide_served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(os.environ))
        for name, (state, size) in FOR_README.items():
            visit = Visit(browser, address, viewport=size)
            come_to(visit, state)
            visit.page.screenshot(path=PICTURES / name)
            visit.close()
            length = (PICTURES / name).stat().st_size
            if length > MOST_BYTES:
                print(f"docs/pictures/{name}: {length} bytes, at most {MOST_BYTES}: show less")
                status = 1
        for name, state in STATES.items():
            if state.engine:
                continue
            sizes = {"desk": DESK} if state.wide else {"desk": DESK, "phone": PHONE}
            for size, viewport in sizes.items():
                visit = Visit(browser, address, viewport=viewport)
                come_to(visit, name)
                visit.page.evaluate("scrollTo(0, 0)")
                for scheme in ("light", "dark"):
                    visit.page.emulate_media(color_scheme=scheme)
                    path = REPORTS / f"{name.replace(' ', '-')}-{size}-{scheme}.png"
                    visit.page.screenshot(path=path, full_page=True)
                visit.close()
        browser.close()
    print(f"The pictures are in {PICTURES.relative_to(ROOT)} and {REPORTS.relative_to(ROOT)}.")
    return status


if __name__ == "__main__":
    sys.exit(main())
