"""A visit to the page with a real browser, and what must hold in every visit of every test.

Wherever a visit leads, it may meet no fault of a script, no breach of the content security policy,
no request to another host, and leave nothing in the browser. `Visit.close` holds it to that.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
ZOOMED = {"width": 320, "height": 256}
"""A desk screen of 1280 by 1024 pixels at 400 per cent."""
NARROW = {"width": 320, "height": 640}

TELL_OF_BREACHES = """
addEventListener("securitypolicyviolation", (breach) =>
  console.error(`policy: ${breach.effectiveDirective} ${breach.blockedURI}`));
"""
LEFT_BEHIND = """async () => ({
  cookie: document.cookie,
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage),
  databases: await indexedDB.databases(),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"cookie": "", "local": [], "session": [], "databases": [], "caches": [], "workers": 0}


class Visit:
    """One person at the page. `faults` is what went wrong, `foreign` what was asked of others.

    `documents` holds the HTML of every page as it was sent, where that is asked for.
    """

    def __init__(self, browser, address, *, keep_documents=False, **options):
        self.address = address
        self.faults, self.foreign, self.documents = [], [], []
        self.has_script = options.get("java_script_enabled", True)
        options = {"viewport": DESK, "locale": "en-GB", **options}
        self.context = browser.new_context(base_url=address, **options)
        self.context.set_default_timeout(10_000)
        self.context.add_init_script(TELL_OF_BREACHES)
        self.context.on("console", self._said)
        self.context.on("weberror", lambda fault: self.faults.append(str(fault.error)))
        if keep_documents:
            self.context.route("**/*", self._keep)
        self.context.route(self._is_foreign, self._refuse)
        self.page = self.context.new_page()

    def open(self, path="/", status=200):
        """Go to a page that is answered with this status; returns the browser's page."""
        assert self.page.goto(path).status == status
        return self.page

    def say(self, text):
        """Write a message, send it and wait for the answer."""
        self.page.fill("#message", text)
        self._answered(lambda: self.page.click("#send"))

    def choose(self, label):
        """Press a choice and wait for the answer."""
        self._answered(lambda: self.page.locator("button.choice", has_text=label).first.click())

    def hold(self):
        """Hold back whatever is sent from the chat from now on; gives the list of it."""
        held = []
        self.page.route("**/", lambda route: held.append(route))
        return held

    @property
    def latest(self):
        """The guide's newest answer."""
        return self.page.locator("#log li.guide").last

    def close(self):
        """End the visit. Raises AssertionError where it met a fault or left something behind."""
        left = []
        if self.has_script:
            left = [page.evaluate(LEFT_BEHIND) for page in self.context.pages if self._ours(page)]
        cookies = self.context.cookies()
        self.context.close()
        assert not self.faults, f"the browser complains: {self.faults}"
        assert not self.foreign, f"another host was asked: {self.foreign}"
        assert not cookies, f"cookies were set: {cookies}"
        assert left == [NOTHING] * len(left), f"something was left behind: {left}"

    def _answered(self, act):
        answers = self.page.locator("#log li.guide")
        before = answers.count()
        act()
        expect(answers).to_have_count(before + 1)
        expect(self.page.locator("#talk[aria-busy=true]")).to_have_count(0)

    def _said(self, message):
        """Keep what the browser complains of. An answer that says 4xx or 5xx is no fault of it."""
        of_an_answer = message.text.startswith("Failed to load resource: the server responded")
        is_page_part = "/static/" in message.location.get("url", "")
        if message.type == "error" and (is_page_part or not of_an_answer):
            self.faults.append(message.text)

    def _is_foreign(self, url):
        return urlsplit(url).netloc != urlsplit(self.address).netloc

    def _refuse(self, route):
        self.foreign.append(route.request.url)
        route.abort()

    def _keep(self, route):
        if route.request.resource_type != "document":
            route.continue_()
            return
        answer = route.fetch()
        self.documents.append(answer.text())
        route.fulfill(response=answer)

    def _ours(self, page):
        return page.url.startswith(self.address)
