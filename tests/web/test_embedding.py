"""The chat on a council's page: two lines, a script that nobody can exchange, small files."""

import base64
import gzip
import hashlib
import re
from pathlib import Path

import pytest

from tests.web.forms import Page

SMALLEST = 9  # of gzip, as a proxy packs files that are kept


@pytest.fixture
def demo(client):
    return client.get("/demo")


def scripts(html):
    return [given for tag, given in Page(html).tags if tag == "script"]


def test_the_page_that_shows_it_holds_the_link_and_the_script(demo):
    page = Page(demo.text)
    link = next(given for tag, given in page.tags if "data-have-your-say" in given)
    assert link["href"] == "/"
    assert "999" in page.text
    assert demo.headers["x-robots-tag"] == "noindex"


def test_the_hash_beside_a_script_or_style_is_the_hash_of_what_is_served(client, demo):
    for html in (demo.text, client.get("/").text):
        for tag, given in Page(html).tags:
            if tag in ("script", "link") and "integrity" in given:
                served = client.get(given.get("src") or given["href"])
                digest = base64.b64encode(hashlib.sha384(served.content).digest()).decode()
                assert given["integrity"] == f"sha384-{digest}"
                assert "immutable" in served.headers["cache-control"]
    assert scripts(demo.text)
    assert scripts(client.get("/").text)


def test_the_lines_to_copy_are_those_of_the_page_with_the_servers_address(demo):
    [script] = scripts(demo.text)
    text = Page(demo.text).text
    assert f'src="http://testserver{script["src"]}" integrity="{script["integrity"]}"' in text
    assert '<a href="http://testserver/" data-have-your-say>' in text


def test_another_website_may_check_the_script(client, demo):
    [script] = scripts(demo.text)
    assert script["crossorigin"] == "anonymous"
    served = client.get(script["src"], headers={"Origin": "https://www.example.gov.uk"})
    assert served.headers["access-control-allow-origin"] == "*"
    assert served.headers["content-type"].startswith("text/javascript")


def test_only_this_page_may_hold_a_frame_and_only_of_ours(client, demo):
    assert "frame-src 'self'" in demo.headers["content-security-policy"]
    assert "default-src 'none'" in demo.headers["content-security-policy"]
    assert "frame-src" not in client.get("/").headers["content-security-policy"]


def test_the_script_for_councils_is_small_and_its_words_come_from_the_language_file(client, demo):
    [script] = scripts(demo.text)
    content = client.get(script["src"]).content
    assert len(content) <= 3000
    assert b'{"close": "Close"}' in content
    assert b"WORDS" not in content


def test_script_and_style_of_a_page_are_at_most_20_kb_packed(client):
    html = client.get("/").text
    paths = re.findall(r'(?:src|href)="(/static/[\w.]+\.(?:js|css))"', html)
    assert len(paths) == 2  # few requests: a slow phone waits for each
    files = [client.get(path).content for path in paths]
    assert sum(len(gzip.compress(one, SMALLEST)) for one in files) <= 20_000


def test_no_page_has_style_or_script_in_line(client, demo):
    for html in (demo.text, client.get("/").text):
        assert not re.search(r"<style|<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=", html)


def test_the_documentation_gives_the_line_as_it_is_now(demo):
    # Where this fails, the script has changed: copy its address and hash from /demo.
    [script] = scripts(demo.text)
    text = (Path(__file__).parents[2] / "docs" / "embedding.md").read_text("utf-8")
    assert f'{script["src"]}" integrity="{script["integrity"]}"' in text
