"""What the pages for people name is there: commands, files, folders, links and topics."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.__main__ import COMMANDS

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "content" / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
MADE = (".venv/", ".uv/", "models/", "build/", "reports/", ".cache/")
ELSEWHERE = (*MADE, "www.", "application/")
"""What is no file of a fresh checkout: what the commands make, web addresses, media types."""

MODULE = re.compile(r"\b((?:bot|actions|benchmarks|tests)(?:\.[a-z_0-9]+)+)")
PATH = re.compile(r"(?<![\w/.<*-])([\w.-]+(?:/[\w.*-]+)+/?|[\w-]+\.(?:yml|toml|md|py))(?![\w<*])")
TEXTS = [
    pytest.param(page, page.read_text("utf-8"), id=str(page.relative_to(ROOT))) for page in PAGES
]
every_page = pytest.mark.parametrize(("page", "text"), TEXTS)


def code_in(text: str) -> str:
    """Everything that a page sets as code, between backticks or as a block."""
    fenced = re.findall(r"^ *```\w*\n(.*?)^ *```$", text, re.DOTALL | re.MULTILINE)
    rest = re.sub(r"^ *```\w*\n.*?^ *```$", "", text, flags=re.DOTALL | re.MULTILINE)
    indented = re.findall(r"^    .*$", rest, re.MULTILINE)
    code = "\n".join([*fenced, *indented, *re.findall(r"`([^`]+)`", rest)])
    return re.sub(r"sha384-[\w+/]+", "", code)  # a hash may look like a path


def anchors_of(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def stored(name: str) -> dict[str, Any]:
    return yaml.safe_load((ROOT / "content" / "england" / name).read_text("utf-8"))


@every_page
def test_every_make_target_that_a_page_names_exists(page, text):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)", code_in(text))) <= targets


@every_page
def test_every_command_of_the_guide_that_a_page_names_exists(page, text):
    assert set(re.findall(r"-m bot ([\w-]+)", code_in(text))) <= set(COMMANDS)


@every_page
def test_every_module_that_a_page_runs_or_names_exists(page, text):
    for module in MODULE.findall(code_in(text)):
        at = ROOT.joinpath(*module.split("."))
        there = at.is_dir() or at.with_suffix(".py").is_file()
        assert there or at.parent.with_suffix(".py").is_file(), f"{page.name} names {module}"


@every_page
def test_every_path_that_a_page_names_exists(page, text):
    for path in PATH.findall(code_in(text)):
        if path.startswith(ELSEWHERE):
            continue
        beside = (ROOT, page.parent, ROOT / "content" / "england", ROOT / "content" / "sefton")
        near = any(list(folder.glob(path)) for folder in beside)
        assert near or list(ROOT.glob(f"[!.]*/**/{path}")), f"{page.name} names {path}"


@every_page
def test_every_link_to_a_file_leads_somewhere(page, text):
    for target in re.findall(r"\]\((?!https?://)([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        linked = (page.parent / path) if path else page
        assert linked.exists(), f"{page.name} links to {target}"
        if anchor:
            assert anchor in anchors_of(linked.read_text("utf-8")), f"{page.name}: {target}"


@every_page
def test_no_page_names_a_folder_of_one_machine(page, text):
    assert not re.search(r"(?<![\w.])/(?:work|root|home|tmp|Users)/", text)


def test_the_facts_to_re_check_first_are_those_graded_b():
    text = (ROOT / "docs" / "fact-check.md").read_text("utf-8")
    listed = set(re.findall(r"`([\w-]+)`", text.split("## Graded B")[1]))
    entries = [
        *stored("law.yml")["references"].items(),
        *stored("contacts.yml")["contacts"].items(),
    ]
    assert listed == {key for key, entry in entries if entry["sure"] == "B"}


def test_every_kind_of_entity_that_the_dialogue_knows_is_described():
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    domain = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))
    assert {f"`{entity}`" for entity in domain["entities"]} <= set(re.findall(r"`\w+`", text))


def test_every_contract_between_packages_is_described():
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    names = [one["name"] for one in contracts["tool"]["importlinter"]["contracts"]]
    assert names
    assert [name for name in names if name not in " ".join(text.split())] == []


def test_the_licence_says_mit_and_who_holds_it():
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert text.startswith("MIT License\n")
    assert "The Have Your Say contributors" in text
