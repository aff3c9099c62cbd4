"""The steps of learning, on a handful of examples, and the typing mistakes."""

import pytest

from benchmarks import learning
from benchmarks.learning import STEPS, TRIED, Lesson, Result, accuracy, main, own_trial
from benchmarks.rivals.trials import Trial
from benchmarks.typing_mistakes import misspelt, without_signs
from benchmarks.wordings import plain

LEARN = tuple(
    (text, intent)
    for intent, texts in {
        "number": ["what is the phone number", "which number do i ring", "their telephone number",
                   "can i phone them"],
        "thanks": ["thanks", "thank you so much", "cheers for that", "many thanks to you"],
        "time": ["how long does it take", "how many days do they have", "when will they reply",
                 "how many weeks is it"],
    }.items()
    for text in texts
)  # fmt: skip
ASKED = (
    ("give me a number to ring", frozenset({"number"})),
    ("thanks a lot", frozenset({"thanks"})),
    ("how many days will that take", frozenset({"time"})),
)
TRIAL = Trial("handful", None, 0, LEARN, ASKED)


@pytest.mark.parametrize("name", [*STEPS, *TRIED])
def test_every_step_learns_from_a_handful_of_examples(name: str) -> None:
    lesson = Lesson.of(TRIAL)
    assert accuracy({**STEPS, **TRIED}[name](lesson), lesson.names, ASKED) == 1


def test_a_wrong_answer_counts_against_a_step() -> None:
    lesson = Lesson.of(TRIAL)
    asked = [*ASKED, ("thanks a lot", frozenset({"number"}))]
    assert accuracy(STEPS["last layer"](lesson), lesson.names, asked) == 0.75


def test_a_line_says_accuracy_spread_times_and_gain() -> None:
    line = Result((0.85, 0.87), 3.2, 8.4).line("words", Result((0.84,), 1.0, 1.0))
    assert [part in line for part in ("0.8600 ± 0.0100", "3.2 s", "8.40 ms", "+2.00")] == [True] * 4


def test_without_banking77_it_says_where_to_get_it(tmp_path, capsys) -> None:
    assert main(["--banking77", str(tmp_path)]) == 2
    assert "train.csv and test.csv missing" in capsys.readouterr().err


def test_no_validation_wording_is_among_what_is_learnt() -> None:
    trial = own_trial()
    learnt = {plain(text) for text, _ in trial.learn} - {""}  # "???" has no words
    assert len(trial.in_scope) > 1000
    assert [text for text, _ in trial.in_scope if plain(text) in learnt] == []


def test_vectors_are_kept_for_the_next_step() -> None:
    first = learning.vectors_of(["how long does it take"])
    assert learning.vectors_of(["how long does it take"]) == pytest.approx(first)
    assert "how long does it take" in learning._VECTORS


@pytest.mark.parametrize("seed", range(8))
def test_a_typing_mistake_changes_one_long_word(seed: int) -> None:
    before, after = ["how", "do", "i", "complain"], misspelt("how do i complain", 1, seed).split()
    assert after[:3] == before[:3]
    assert abs(len(after[3]) - len("complain")) <= 1
    assert after[3][0] == "c"


def test_the_same_seed_makes_the_same_mistakes() -> None:
    text = "they have never answered my letter"
    assert misspelt(text, 2, seed=3) == misspelt(text, 2, seed=3)
    assert len({misspelt(text, 2, seed) for seed in range(20)}) > 5


@pytest.mark.parametrize("text", ["", "ok", "to be or not", "1234 5678", "😡😡😡😡"])
def test_a_text_without_a_long_word_stays_as_it_is(text: str) -> None:
    assert misspelt(text, 2, seed=1) == text


def test_signs_go_and_words_stay() -> None:
    assert without_signs("I don't know - can you  help?!") == "I dont know can you help"
