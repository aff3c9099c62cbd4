"""Every engine learns the same examples and is asked the same texts."""

import re
from collections import Counter

import pytest

from benchmarks.rivals import trials
from benchmarks.rivals.trials import (
    BANKING77_SETTING,
    Example,
    MissingData,
    banking77_folder,
    banking77_trial,
    drawn,
    guide_trial,
    off_topic_messages,
)
from benchmarks.wordings import plain

EXAMPLES: list[Example] = [
    *((f"lost card {number}", "lost") for number in range(30)),
    *((f"new card {number}", "new") for number in range(30)),
    ("where is my pin", "pin"),
    ("pin please", "pin"),
]


@pytest.fixture
def bank(tmp_path):
    for name in ("train", "test"):
        rows = "\n".join(f"{text},{intent}" for text, intent in EXAMPLES)
        (tmp_path / f"{name}.csv").write_text(f"text,category\n{rows}\n", encoding="utf-8")
    return tmp_path


def test_so_many_examples_are_drawn_for_every_intent_and_all_where_there_are_fewer():
    counts = Counter(intent for _, intent in drawn(EXAMPLES, 10, seed=1))
    assert counts == {"lost": 10, "new": 10, "pin": 2}


def test_what_is_drawn_are_examples_and_none_of_them_twice():
    sample = drawn([*EXAMPLES, *EXAMPLES], 20, seed=1)
    assert set(sample) <= set(EXAMPLES)
    assert len(set(sample)) == len(sample)


def test_a_seed_always_draws_the_same_whatever_the_order_and_another_seed_does_not():
    assert drawn(EXAMPLES, 10, seed=1) == drawn(reversed(EXAMPLES), 10, seed=1)
    assert drawn(EXAMPLES, 10, seed=1) != drawn(EXAMPLES, 10, seed=2)


def test_a_smaller_draw_is_part_of_a_larger_one():
    assert set(drawn(EXAMPLES, 3, seed=4)) < set(drawn(EXAMPLES, 20, seed=4))


def test_without_a_number_all_are_learnt_in_their_order():
    assert drawn(EXAMPLES, None, seed=1) == tuple(EXAMPLES)


def test_the_guides_trial_asks_the_held_out_wordings_first_and_then_those_off_topic():
    trial = guide_trial(2, seed=1)
    intents = Counter(intent for _, intent in trial.learn)
    assert set(intents.values()) == {2}
    assert {intent for _, right in trial.in_scope for intent in right} <= set(intents)
    assert len(trial.asked) == len(trial.in_scope) + len(trial.off_topic)
    assert trial.asked[-1] == trial.off_topic[-1]
    assert trial.name == "held-out-2-seed-1"


def test_nothing_that_is_asked_has_been_learnt():
    trial = guide_trial(None, seed=1)
    learnt = {plain(text) for text, _ in trial.learn}
    assert not {plain(text) for text in trial.asked if plain(text)} & learnt


def test_at_least_150_different_messages_are_off_topic():
    messages = off_topic_messages()
    assert all(isinstance(text, str) and text.strip() for text in messages)
    assert len({text.lower() for text in messages}) == len(messages) >= 150


def test_banking77_is_learnt_in_part_and_asked_whole(bank):
    trial = banking77_trial(bank, 3, seed=2)
    assert len(trial.learn) == 8
    assert trial.in_scope[0] == ("lost card 0", frozenset({"lost"}))
    assert trial.asked == [text for text, _ in EXAMPLES]
    assert trial.name == "banking77-3-seed-2"


def test_banking77_is_found_by_argument_before_environment(bank, tmp_path, monkeypatch):
    monkeypatch.setenv(BANKING77_SETTING, str(tmp_path / "elsewhere"))
    assert banking77_folder(str(bank)) == bank
    monkeypatch.setenv(BANKING77_SETTING, str(bank))
    assert banking77_folder(None) == bank


def test_where_banking77_is_missing_the_message_says_what_and_how_to_get_it(bank, monkeypatch):
    monkeypatch.delenv(BANKING77_SETTING, raising=False)
    (bank / "test.csv").unlink()
    with pytest.raises(MissingData, match=r"test\.csv missing.*PolyAI-LDN.*--no-banking77") as one:
        banking77_folder(str(bank))
    assert "train.csv" not in str(one.value)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"text,category\n",
        b"question,answer\na,b\n",
        b"text,category\nalone\n",
        b"\xff\xfe\x00",
    ],
    ids=["empty", "no rows", "other columns", "a row cut short", "not text"],
)
def test_a_file_that_is_not_banking77_is_named(bank, content):
    (bank / "train.csv").write_bytes(content)
    with pytest.raises(MissingData, match=re.escape(f"{bank / 'train.csv'} is not from BANKING77")):
        banking77_trial(bank, 3, seed=1)


def test_the_files_of_wordings_lie_where_they_are_read():
    assert all(file.is_file() for file in trials.HELD_OUT)
    assert trials.OFF_TOPIC.is_file()
