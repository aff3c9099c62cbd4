"""The messages that only sound like danger: the classifier learns them beside the questions."""

from pathlib import Path

import pytest

from bot.catalogue import ContentError
from bot.danger.patterns import danger_patterns, look_alikes
from tests.contract.project import examples, folded, read

HELD_OUT = ("danger_held_out", "danger_held_out_fresh", "danger_validation")


def test_there_are_many_and_each_stands_once() -> None:
    assert len(look_alikes()) > 800
    assert len(set(look_alikes())) == len(look_alikes())


def test_what_the_patterns_spare_is_among_them() -> None:
    known = danger_patterns()
    assert set(known.figures[0].examples) <= set(look_alikes())
    assert set(known.patterns[0].look_alikes) <= set(look_alikes())


@pytest.mark.parametrize("name", HELD_OUT)
def test_no_look_alike_that_is_only_scored_is_learnt(name: str) -> None:
    stored = read(f"tests/nlu/{name}.yml")["look_alikes"]
    written = read("content/england/danger_look_alikes.yml")["look_alikes"]
    scored = {folded(one["text"]) for one in stored}
    assert [text for text in written if folded(text) in scored] == []


def test_no_look_alike_is_learnt_as_danger_too() -> None:
    learnt = examples()
    danger = {folded(one) for i in ("report_danger", "report_worry") for one in learnt[i]}
    assert [text for text in look_alikes() if folded(text) in danger] == []


@pytest.mark.parametrize("stored", ["look_alikes: []", "look_alikes: [a b, a b]", "[]", "a: 1"])
def test_a_bad_file_says_where(tmp_path: Path, stored: str) -> None:
    folder = tmp_path / "england"
    folder.mkdir()
    patterns = Path("content/england/danger.yml").read_text(encoding="utf-8")
    (folder / "danger.yml").write_text(patterns, encoding="utf-8")
    (folder / "danger_look_alikes.yml").write_text(stored, encoding="utf-8")
    with pytest.raises(ContentError, match=r"danger_look_alikes\.yml"):
        look_alikes(tmp_path)
