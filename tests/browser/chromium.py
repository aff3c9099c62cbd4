"""Finds the browser that the tests drive, and installs one where that is possible.

`python -m tests.browser.chromium` says which browser is used. It fails, and names what to install,
where there is none: no test is left out for want of a browser.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping

SETTING = "GUIDE_BROWSER"
COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
PACKAGES = ("chromium", "fonts-liberation")
"""Of Debian. Without a font, every word would be nothing wide."""

REMEDY = (
    "Install the package chromium (on macOS: brew install --cask chromium), or set "
    f"{SETTING} to the program of Chromium, Google Chrome or Microsoft Edge."
)


class NoBrowser(Exception):
    """Raised where no browser is found; it says what to install."""


def find_browser(environment: Mapping[str, str]) -> str:
    """Return the browser that GUIDE_BROWSER names, or else the first of COMMANDS that is there.

    Raises NoBrowser.
    """
    chosen = environment.get(SETTING, "").strip()
    for command in (chosen,) if chosen else COMMANDS:
        found = shutil.which(command, path=environment.get("PATH", ""))
        if found:
            return found
    if chosen:
        raise NoBrowser(f"{SETTING} is {chosen!r}, and no such program was found. {REMEDY}")
    raise NoBrowser(f"The browser tests need Chromium or Chrome, and none was found. {REMEDY}")


def install() -> None:
    """Install PACKAGES with apt. Raises CalledProcessError where apt cannot."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in (
        ["update", "--quiet"],
        ["install", "--quiet", "--yes", "--no-install-recommends", *PACKAGES],
    ):
        subprocess.run(["apt-get", *step], env=environment, check=True, stdout=sys.stderr)


def main() -> int:
    """Print the browser; first install one where there is none, apt is there and it may."""
    try:
        print(find_browser(os.environ))
    except NoBrowser as problem:
        may_install = os.geteuid() == 0 and shutil.which("apt-get")
        if not may_install or os.environ.get(SETTING):
            print(problem, file=sys.stderr)
            return 1
        print(f"Installing {' and '.join(PACKAGES)} ...", file=sys.stderr)
        install()
        print(find_browser(os.environ))
    return 0


if __name__ == "__main__":
    sys.exit(main())
