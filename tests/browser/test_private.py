"""The page keeps nothing in the browser, asks nobody else, and its policy is never broken.

`Visit.close` holds every visit of every test to that; here it is shown that it would notice.
"""

import pytest

from tests.browser.visits import Visit
from tests.web.engines import Answering


@pytest.mark.parametrize(
    "act",
    [
        "document.cookie = 'seen=1'",
        "localStorage.setItem('seen', '1')",
        "sessionStorage.setItem('seen', '1')",
        "indexedDB.open('seen')",
        "caches.open('seen')",
        "fetch('https://fonts.example.org/letters.css').catch(() => {})",
        "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')",
        "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))",
        "setTimeout(() => { throw new Error('a fault') })",
    ],
)
def test_a_page_that_keeps_asks_or_breaks_something_is_noticed(browser, served, act):
    visit = Visit(browser, served(Answering()))
    page = visit.open("/")
    page.evaluate(act)
    page.wait_for_timeout(200)
    with pytest.raises(AssertionError):
        visit.close()


def test_a_visit_without_fault_is_none(browser, served):
    visit = Visit(browser, served(Answering()))
    visit.open("/")
    visit.say("What is stage 2?")
    visit.close()


def test_what_is_written_stands_in_no_address(visit):
    begun = visit()
    seen = []
    begun.context.on("request", lambda request: seen.append(request.url))
    begun.open("/")
    begun.say("My foxglove plan came on 9 November")
    assert seen
    assert not any("foxglove" in one or "November" in one for one in seen)


def test_other_sites_are_not_told_where_a_person_comes_from(visit):
    begun = visit()
    begun.open("/")
    begun.say("How do I complain to the Ombudsman?")
    for link in begun.page.locator("a[target=_blank]").all():
        assert {"noopener", "noreferrer"} <= set(link.get_attribute("rel").split())
    assert begun.page.request.get("/").headers["referrer-policy"] == "no-referrer"
