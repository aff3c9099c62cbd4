"""Typing mistakes are put right by the words of the wordings, and nothing else is touched."""

import pytest

from bot.nlu.encoder import sentence_encoder
from bot.nlu.spelling import Spelling

TEXTS = ["how do i complain", "i want to complain to the ombudsman", "complain about a letter"] * 3
SPELLING = Spelling.learn([*TEXTS, "complane once"], ["compliant", "latter", "weather"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how do i complian", "how do i complain"),
        ("how do i compain", "how do i complain"),
        ("how do i commplain", "how do i complain"),
        ("how do i cpmplain", "how do i complain"),
        ("the ombusdmn", "the ombudsman"),
        ("a leter, please!", "a letter, please!"),
        ("teh letter", "the letter"),
        ("COMPLIAN now", "complain now"),
    ],
)
def test_a_mistake_is_put_right_by_the_words_of_the_wordings(text: str, expected: str) -> None:
    assert SPELLING.corrected(text) == expected


@pytest.mark.parametrize(
    "text",
    ["compliant", "latter", "weather", "how do i complain", "zebra", "dcomplain", "ltr",
     "", " ", "😡😡😡", "123 4567", "\x00\u200b", "يشتكي", "a" * 5000],
)  # fmt: skip
def test_words_that_are_right_or_like_none_stay_as_they_are(text: str) -> None:
    assert SPELLING.corrected(text) == text


def test_a_mistake_in_the_wordings_is_no_word_to_put_others_right_by() -> None:
    assert SPELLING.corrected("complane") == "complain"


def test_of_two_words_as_like_the_more_frequent_is_taken() -> None:
    spelling = Spelling.learn(["letter"] * 9 + ["latter"] * 3, [])
    assert spelling.corrected("lotter") == "letter"


def test_without_any_words_nothing_is_put_right() -> None:
    assert Spelling.learn([], []).corrected("complian") == "complian"


def test_two_spellings_do_not_mix_up_what_they_know() -> None:
    other = Spelling.learn(["compliance"] * 3, [])
    assert SPELLING.corrected("complianc") == "complain"
    assert other.corrected("complianc") == "compliance"


@pytest.mark.parametrize("words", [["letter", "complain"], []])
def test_saved_words_are_the_same_after_loading(tmp_path, words: list[str]) -> None:
    spelling = Spelling.learn(words * 3, ["weather"])
    spelling.save(tmp_path / "words.txt")
    loaded = Spelling.load(tmp_path / "words.txt", ["weather"])
    assert loaded.words == spelling.words
    assert loaded.corrected("leter weather") == spelling.corrected("leter weather")


def test_the_encoder_knows_everyday_words_and_no_pieces() -> None:
    words = set(sentence_encoder().words())
    assert {"weather", "council", "complain"} <= words
    assert not any(word.startswith("#") for word in words)
