"""Reads the files of content/ and holds them to content/schema.json."""

import json
from collections.abc import Hashable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from bot.catalogue.problems import ContentError, Problem, place_of, shown

CONTENT = Path(__file__).parents[2] / "content"
SCHEMA = CONTENT / "schema.json"
ENGLAND = "england"


class _Loader(yaml.CSafeLoader):
    """YAML's safe loader, except that dates stay text and a key may stand only once."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} stands twice", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read_text(path: Path) -> str:
    """Return a file's text. Raises ContentError if it is missing, empty or not UTF-8 text."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise _error(path, "the file is missing", "make it; content/README.md says how") from None
    except UnicodeDecodeError:
        raise _error(path, "the file is not text", "save it as plain text in UTF-8") from None
    if not text.strip():
        raise _error(path, "the file is empty", "fill it in or take it out of the folder")
    return text


def parse_yaml(text: str, path: Path) -> Any:
    """Return what YAML text says. Dates stay text. Raises ContentError naming the line at fault."""
    try:
        return yaml.load(text, _Loader)  # noqa: S506 (a safe loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise _error(path, f"not valid YAML ({error.problem})", "mend that line", place) from None
    except yaml.YAMLError as error:
        raise _error(path, f"not valid YAML ({error})", "save it as plain text in UTF-8") from None


def read_yaml(path: Path) -> Any:
    """Return what a YAML file says, dates as text. Raises ContentError if it cannot be read."""
    return parse_yaml(read_text(path), path)


def read_checked(path: Path, kind: str) -> Any:
    """Return what a YAML file says, held to the schema's rules for its kind.

    `kind` is a name in `$defs` of content/schema.json, such as `council`. Raises ContentError with
    every place that breaks a rule.
    """
    content = read_yaml(path)
    check(content, kind, path)
    return content


def check(content: Any, kind: str, path: Path) -> None:
    """Hold content that was read from `path` to the schema's rules for its kind.

    Raises ContentError with every place that breaks a rule.
    """
    problems = [_problem(error, path) for error in _validator(kind).iter_errors(content)]
    if problems:
        raise ContentError(sorted(problems))


@cache
def kinds() -> Mapping[str, Any]:
    """Return the schema's rules by the kind of file, or of part of a file."""
    rules: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"]
    return MappingProxyType(rules)


@cache
def _validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": dict(kinds())})


def _problem(error: ValidationError, path: Path) -> Problem:
    """Put a schema error in plain words; the remedy stands in the schema itself."""
    if error.context:
        error = best_match(error.context) or error
    remedy = error.schema.get("$comment") if isinstance(error.schema, dict) else None
    mistake = error.message if len(error.message) < 300 else f"breaks the rule {error.validator!r}"
    return Problem(
        shown(path),
        place_of(error.absolute_path),
        mistake,
        remedy or "see the rules in content/schema.json",
    )


def _error(path: Path, mistake: str, remedy: str, place: str = "") -> ContentError:
    return ContentError([Problem(shown(path), place, mistake, remedy)])
