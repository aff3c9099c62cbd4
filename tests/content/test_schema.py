"""Every file of content/ has its rules in the schema, and keeps them."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from bot.catalogue import CONTENT, ContentError, read_checked
from bot.catalogue.checks import kind_of, schema_problems
from bot.catalogue.reading import SCHEMA

FILES = sorted(CONTENT.glob("*/*.yml"))


def test_the_schema_itself_is_sound() -> None:
    Draft202012Validator.check_schema(json.loads(SCHEMA.read_text("utf-8")))


def test_no_rule_of_the_schema_stands_twice() -> None:
    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        keys = [key for key, _ in pairs]
        assert len(keys) == len(set(keys)), keys
        return dict(pairs)

    assert json.loads(SCHEMA.read_text("utf-8"), object_pairs_hook=once)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_file_keeps_its_rules(path: Path) -> None:
    assert read_checked(path, kind_of(path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_kind_of_file_refuses_what_is_not_one(path: Path, tmp_path: Path) -> None:
    other = tmp_path / path.name
    other.write_text("weather: fine\n", "utf-8")
    with pytest.raises(ContentError, match=r"weather|required"):
        read_checked(other, kind_of(path))


def test_a_file_of_another_name_is_a_mistake(content: Path) -> None:
    (content / "sefton" / "council2.yml").write_text("name: Sefton\n", "utf-8")
    found = [str(problem) for problem in schema_problems(content)]
    assert any("content/sefton/council2.yml: no rules for a file of this" in told for told in found)
