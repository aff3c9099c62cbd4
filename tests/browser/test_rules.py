"""Every page and state keeps the rules that a program can check: axe-core and html-validate.

They find a part of all faults only; the other files try what people do.
"""

import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.browser.states import STATES
from tests.browser.visits import DESK, NARROW, PHONE

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "build" / "browser" / "node_modules"
NODE = ROOT / ".venv" / "bin" / "node"
RULES = (
    *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"),
    "best-practice",
)
CHECK = """rules => axe.run(document, {
  runOnly: { type: "tag", values: rules },
  resultTypes: ["violations"],
})"""
every_state = pytest.mark.parametrize("name", STATES)


@cache
def axe():
    return (MODULES / "axe-core" / "axe.min.js").read_text("utf-8")


def violations(page):
    """What axe-core finds wrong with a page and its frames, one line for each element."""
    for frame in page.frames:
        if not frame.evaluate("() => 'axe' in window"):
            frame.evaluate(axe())
    found = page.evaluate(CHECK, list(RULES))
    assert found["passes"], "axe-core has checked nothing"
    return [
        f"{one['id']}: {node['html']} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


@every_state
def test_axe_finds_nothing_wrong_in_light_and_dark_at_three_sizes(at_state, name):
    page = at_state(name).page
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for size in (DESK, PHONE, NARROW):
            page.set_viewport_size(size)
            found |= {f"{scheme}, {size['width']}: {one}": None for one in violations(page)}
    assert list(found) == []


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        ("document.querySelector('label[for=message]').remove()", "label"),
        ("document.getElementById('send').style.color = '#999'", "color-contrast"),
        ("document.documentElement.removeAttribute('lang')", "html-has-lang"),
        ("document.getElementById('send').textContent = ''", "button-name"),
        ("document.querySelector('h1').outerHTML = '<h5>A</h5>'", "page-has-heading-one"),
        ("document.getElementById('log').setAttribute('role', 'lgo')", "aria-roles"),
    ],
)
def test_axe_finds_a_fault_that_is_put_in(at_state, fault, rule):
    page = at_state("greeting").page
    page.evaluate(fault)
    assert rule in {one.split(":")[0] for one in violations(page)}


def faults_of(html):
    """What html-validate finds wrong with a document as it was sent, one line for each fault."""
    command = [NODE, MODULES / "html-validate" / "bin" / "html-validate.mjs", "--stdin"]
    options = ["--config", ROOT / "tests" / "browser" / "html-validate.json", "--formatter=text"]
    done = subprocess.run(
        [*command, *options], input=html, capture_output=True, text=True, check=False
    )
    assert done.returncode == (1 if done.stdout else 0), done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("name", [name for name, state in STATES.items() if state.by_forms])
def test_the_html_is_valid(at_state, name):
    visit = at_state(name, java_script_enabled=False, keep_documents=True)
    assert faults_of(visit.documents[-1]) == []


@pytest.mark.parametrize(
    ("written", "spoilt", "rule"),
    [
        ('id="send"', 'id="message"', "no-dup-id"),
        ("</main>", "", "close-order"),
        ('aria-labelledby="chat-heading"', 'aria-labelledby="chat"', "no-missing-references"),
        ('method="post"', 'method="psot"', "attribute-allowed-values"),
    ],
)
def test_a_fault_that_is_put_into_the_html_is_found(at_state, written, spoilt, rule):
    visit = at_state("greeting", java_script_enabled=False, keep_documents=True)
    html = visit.documents[-1]
    assert written in html
    found = faults_of(html.replace(written, spoilt))
    assert any(f"[{rule}]" in one for one in found)
