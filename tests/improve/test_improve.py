"""What an officer learns from the messages that people really sent."""

import csv
from collections import Counter

import numpy as np
import pytest

from bot.improve_command import (
    Understood,
    UnreadableFile,
    group_lines,
    lines_with_personal_details,
    main,
    read_messages,
    suggestion,
    summary,
    table,
    understand,
)
from bot.nlu.grouping import groups_by_meaning, likeness

BINS = ["when are the bins collected", "my bin was not collected", "what day is bin collection"]


@pytest.fixture
def file_of(tmp_path):
    def write(content, name="messages.txt"):
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return write


def unit(*rows):
    vectors = np.array(rows, dtype=np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


# ------------------------------------------------------------------------------------- reading


def test_each_line_is_a_message_and_empty_lines_are_none(file_of):
    assert read_messages(file_of("one  two\n\n  \nthree\r\n")) == ["one two", "three"]


def test_a_table_has_its_messages_in_the_column_named_text(file_of, tmp_path):
    file = tmp_path / "sent.csv"
    with file.open("w", newline="", encoding="utf-8") as written:
        csv.writer(written).writerows([("id", "text"), (1, "how, then?"), (2, "so what\nnow")])
    assert read_messages(file) == ["how, then?", "so what now"]


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        ("", "a.txt", "holds no messages"),
        (" \n\n", "a.txt", "holds no messages"),
        (b"\xff\xfe\x00bad", "a.txt", "not text in UTF-8"),
        ("a\0b", "a.txt", "holds no messages"),
        ("question\nhello\n", "a.csv", "no column named text"),
        ("", "a.csv", "no column named text"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_to_put_right(file_of, content, name, says):
    with pytest.raises(UnreadableFile, match=says):
        read_messages(file_of(content, name))


def test_a_missing_file_ends_the_command_with_one_line(tmp_path, capsys):
    assert main([str(tmp_path / "none.txt")]) == 1
    assert "Give a file of messages." in capsys.readouterr().err


def test_a_very_long_message_is_cut_as_on_the_page(file_of):
    assert [len(one) for one in read_messages(file_of("a" * 5000))] == [1000]


def test_personal_details_are_pointed_out_by_the_number_of_the_message():
    sent = ["how do I complain", "write to someone@example.org", "phone 07700 900123"]
    assert lines_with_personal_details(sent) == [2, 3]


# ------------------------------------------------------------------------------------ grouping


def test_what_points_the_same_way_is_one_group_and_the_largest_comes_first():
    vectors = unit((0, 1, 0), (1, 0, 0), (0.9, 0.1, 0), (1, 0.05, 0))
    assert [set(group) for group in groups_by_meaning(vectors)] == [{1, 2, 3}, {0}]


def test_the_most_typical_message_of_a_group_comes_first():
    vectors = unit((1, 0.4, 0), (1, 0, 0.3), (1, 0.1, 0.05))
    assert groups_by_meaning(vectors)[0][0] == 2


@pytest.mark.parametrize("number", [0, 1])
def test_few_messages_are_grouped_too(number):
    assert len(groups_by_meaning(np.ones((number, 1), dtype=np.float32))) == number


def test_likeness_tells_near_from_far():
    known = unit(*[(1, 0.01 * at, 0) for at in range(20)])
    assert likeness(unit((1, 0, 0)), known) > 0.9 > 0.1 > likeness(unit((0, 0, 1)), known)


# ------------------------------------------------------------------------- what the guide makes


def of(text, ranking, outcome="in doubt"):
    return Understood(text, 1, next(iter(ranking)), ranking, outcome)


def test_a_group_that_the_guide_is_near_to_gets_that_intent():
    group = [of("a", {"ask_court": 0.6, "ask_police": 0.2}), of("b", {"ask_court": 0.5})]
    said = suggestion(group, is_new=False)
    assert said.startswith("May belong to `ask_court` (")
    assert "55% sure; or to `ask_police`" in said


def test_a_group_that_is_like_nothing_known_is_a_missing_topic():
    group = [of("a", {"ask_court": 0.9})]
    assert "A topic may be missing." in suggestion(group, is_new=True)


def test_a_group_without_a_likely_intent_is_a_missing_topic():
    group = [of("a", {"ask_court": 0.3}), of("b", {"ask_police": 0.3})]
    assert "A topic may be missing." in suggestion(group, is_new=False)


def test_every_message_is_told_apart_by_what_becomes_of_it(guide):
    sent = {
        "how long does stage 2 take": "answered",
        "my dad is hitting me right now": "danger",
        "when are the bins collected": "another subject",
        "asdf qwer zxcv": "not understood",
    }
    found = {one.text: one.outcome for one in understand(guide, Counter(sent.keys()))}
    assert found == sent


def test_many_messages_read_together_are_understood_as_each_alone(guide, until_done):
    texts = [
        "how long does stage 2 take",
        "Hello!",
        "im 14 can i complain",
        "3 march",
        "🙂",
        "sefton",
    ]
    together = guide.parse_many(texts)
    alone = [until_done(guide.parse(text)) for text in texts]
    for one, other in zip(together, alone, strict=True):
        assert one["intent"]["name"] == other["intent"]["name"]
        assert one["intent"]["confidence"] == pytest.approx(other["intent"]["confidence"], abs=1e-3)
        assert [e["value"] for e in one["entities"]] == [e["value"] for e in other["entities"]]


def test_messages_on_one_new_subject_stand_in_one_group(guide):
    found = list(understand(guide, Counter([*BINS, "asdf qwer zxcv"])))
    lines = group_lines(found)
    assert "## Group 1, messages: 3" in lines
    assert all(f"- {text}" in lines for text in BINS)


def test_the_command_writes_figures_groups_and_every_message(file_of, tmp_path, capsys, guide):
    report = tmp_path / "out" / "improve.md"
    sent = file_of("how do I complain\nhow do I complain\nwhen are the bins | emptied\n")
    assert main([str(sent), "--report", str(report)]) == 0
    written = report.read_text(encoding="utf-8")
    assert "# 3 messages, 2 of them different" in written
    assert "- answered: 2 (66.7%)" in written
    assert "when are the bins \\| emptied" in written
    assert "Reading" in capsys.readouterr().err


def test_nothing_to_group_is_said(guide):
    found = list(understand(guide, Counter(["how do I complain"])))
    assert group_lines(found) == ["Every message was answered: there is nothing to group."]
    assert "1 messages" in summary(found, [])[0]
    assert len(table(found)) == 5
