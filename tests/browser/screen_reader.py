"""The virtual screen reader of Guidepup, run inside the page: what it says is what people hear.

It is a simulation by the standards (accessible names, ARIA, live regions), not a product that
people use. It cannot show how NVDA, JAWS, VoiceOver or TalkBack differ from it.
"""

from __future__ import annotations

from pathlib import Path

MODULE = (
    Path(__file__).parents[2]
    / "build/browser/node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js"
)
MOST_PHRASES = 1000
START = """async () => {
  const { virtual } = await import("/virtual-screen-reader.js");
  window.screenReader = virtual;
  await virtual.start({ container: document.body });
}"""
READ_PAGE = """async (most) => {
  const reader = window.screenReader;
  await reader.stop();
  await reader.start({ container: document.body });
  for (let i = 0; i < most; i++) {
    await reader.next();
    if (["document", "end of document"].includes(await reader.lastSpokenPhrase())) break;
  }
  return reader.spokenPhraseLog();
}"""


class ScreenReader:
    """Reads one page, and hears what its live regions tell."""

    def __init__(self, visit):
        self._page = visit.page
        visit.context.route(
            "**/virtual-screen-reader.js",
            lambda route: route.fulfill(path=MODULE, content_type="text/javascript"),
        )
        self._page.evaluate(START)

    def heard(self):
        """Everything said since the start: what has the focus, and what live regions tell."""
        return self._page.evaluate("() => window.screenReader.spokenPhraseLog()")

    def told(self):
        """What live regions told, politely or at once."""
        return [one for one in self.heard() if one.startswith(("polite: ", "assertive: "))]

    def read_page(self):
        """Everything said while reading on from the top of the page to its end."""
        return self._page.evaluate(READ_PAGE, MOST_PHRASES)
