"""Every file of content/ has its rules in the schema, and keeps them."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from bot.catalogue import CONTENT, ContentError, read_checked
from bot.catalogue.reading import SCHEMA

KINDS = {
    "answers_help": "answers",
    "answers_procedure": "answers",
    "councils": "english_councils",
}
FILES = sorted(CONTENT.glob("*/*.yml"))


def test_the_schema_itself_is_sound() -> None:
    Draft202012Validator.check_schema(json.loads(SCHEMA.read_text("utf-8")))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_file_keeps_its_rules(path: Path) -> None:
    assert read_checked(path, KINDS.get(path.stem, path.stem))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_kind_of_file_refuses_what_is_not_one(path: Path, tmp_path: Path) -> None:
    other = tmp_path / path.name
    other.write_text("weather: fine\n", "utf-8")
    with pytest.raises(ContentError, match="weather|required"):
        read_checked(other, KINDS.get(path.stem, path.stem))
