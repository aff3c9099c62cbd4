"""What the files of the project name, read as plain YAML and Python, without Rasa."""

import ast
import re
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
FORM = "dates_form"


@cache
def read(name):
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


@cache
def domain():
    return read("domain.yml")


@cache
def examples():
    """Wordings by intent, as data/nlu.yml has them."""
    return {
        part["intent"]: [line.removeprefix("- ") for line in part["examples"].splitlines() if line]
        for part in read("data/nlu.yml")["nlu"]
        if "intent" in part
    }


@cache
def rules():
    return read("data/rules.yml")["rules"]


@cache
def stories():
    return read("data/stories.yml")["stories"]


def steps(kind):
    """Every intent, or every action, that a rule or story names, with the rule's name."""
    for rule in [*rules(), *stories()]:
        for step in rule["steps"]:
            for one in step.get("or", [step]):
                if kind in one:
                    yield one[kind], rule.get("rule") or rule.get("story")


@cache
def modules():
    """The syntax trees of the modules of actions/, by file name."""
    files = sorted((ROOT / "actions").glob("*.py"))
    return {file.name: ast.parse(file.read_text("utf-8")) for file in files}


def nodes(kind):
    """Every node of a kind in actions/, with the place to look for it."""
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, kind):
                yield node, f"actions/{name}:{node.lineno}"


def called(node):
    """The name of what a call calls."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def folded(words):
    """A wording as a person hears it: without capitals, marks and double blanks."""
    return " ".join(re.sub(r"[^\w\s]", "", words.casefold().replace("’", "'")).split())
