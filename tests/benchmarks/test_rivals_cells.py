"""What an engine found is kept, and made anew only where something has changed."""

from dataclasses import replace

import pytest

from benchmarks.rivals.cells import kept, made
from benchmarks.rivals.engines import (
    ENGINES,
    GUIDE,
    HERE,
    Engine,
    EngineError,
    apart,
    counts,
    guide,
    likeliest,
)
from benchmarks.rivals.plan import SIZES, SLOW_SIZES, Plan, results
from benchmarks.rivals.spelling import without_brackets
from benchmarks.rivals.stock_rasa import likeliest as likeliest_of_rasa
from benchmarks.rivals.trials import Trial

TRIAL = Trial(
    "held-out", 3, 1,
    learn=(
        ("how do I complain", "how"), ("where do I start a complaint", "how"),
        ("I want to complain", "how"), ("will it rain", "weather"),
        ("is it sunny today", "weather"), ("the weather tomorrow", "weather"),
    ),
    in_scope=(("I want to make a complaint", frozenset({"how"})),),
    off_topic=("will it be sunny tomorrow",),
)  # fmt: skip


@pytest.fixture
def source(tmp_path):
    file = tmp_path / "engine.txt"
    file.write_text("first edition")
    return file


@pytest.fixture
def engine(source):
    return Engine("lazy", "Lazy", lambda trial: [("how", 0.5)] * len(trial.asked), (source,))


def test_a_cell_is_kept_with_its_answers(engine, tmp_path):
    assert kept(engine, TRIAL, tmp_path) is None
    cell = made(engine, TRIAL, tmp_path)
    assert cell.answers == (("how", 0.5), ("how", 0.5))
    assert kept(engine, TRIAL, tmp_path) == cell


@pytest.mark.parametrize(
    "changed",
    [
        replace(TRIAL, learn=TRIAL.learn[1:]),
        replace(TRIAL, in_scope=(("I want to complain now", frozenset({"how"})),)),
        replace(TRIAL, off_topic=("is it windy",)),
    ],
    ids=["an example", "a text in scope", "a text off topic"],
)
def test_a_changed_trial_is_tried_anew(engine, tmp_path, changed):
    made(engine, TRIAL, tmp_path)
    assert kept(engine, changed, tmp_path) is None


def test_a_changed_label_of_what_is_asked_needs_no_new_training(engine, tmp_path):
    cell = made(engine, TRIAL, tmp_path)
    relabelled = replace(TRIAL, in_scope=((TRIAL.in_scope[0][0], frozenset({"why"})),))
    assert kept(engine, relabelled, tmp_path) == cell


def test_a_changed_engine_is_tried_anew(engine, source, tmp_path):
    made(engine, TRIAL, tmp_path)
    source.write_text("second edition")
    assert kept(engine, TRIAL, tmp_path) is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"answers": 3}', "🙂", '{"answers": [["a"]]}'])
def test_a_damaged_cell_is_made_anew(engine, tmp_path, content):
    made(engine, TRIAL, tmp_path)
    (file,) = (tmp_path / "cells").iterdir()
    file.write_text(content, encoding="utf-8")
    assert kept(engine, TRIAL, tmp_path) is None


def test_a_cell_that_lacks_an_answer_is_made_anew(engine, tmp_path):
    made(replace(engine, answers=lambda trial: [("how", 0.5)]), TRIAL, tmp_path)
    assert kept(engine, TRIAL, tmp_path) is None


def test_a_run_that_was_stopped_goes_on_where_it_was(engine, tmp_path):
    def fails(trial):
        raise EngineError("out of memory")

    other = replace(TRIAL, seed=2)
    broken = replace(engine, name="broken", answers=fails)
    told = []
    with pytest.raises(EngineError):
        results([(engine, TRIAL), (broken, TRIAL), (engine, other)], told.append, tmp_path)
    assert kept(engine, TRIAL, tmp_path)
    found = results([(engine, TRIAL), (engine, other)], told.append, tmp_path)
    assert set(found) == {(engine, TRIAL), (engine, other)}
    assert "1 of 2: lazy, held-out-3-seed-1: kept from an earlier run" in told
    assert told[-1].startswith("2 of 2: lazy, held-out-3-seed-2: ")


@pytest.mark.parametrize("understand", [guide, counts])
def test_an_engine_learns_from_the_examples_and_answers_each_text(understand):
    answers = understand(TRIAL)
    assert [intent for intent, _ in answers] == ["how", "weather"]
    assert all(0.5 < confidence <= 1 for _, confidence in answers)


def test_the_likeliest_intent_of_each_row_is_taken():
    import numpy as np

    assert likeliest(["a", "b"], np.array([[0.25, 0.75], [1.0, 0.0]])) == [("b", 0.75), ("a", 1.0)]


def test_an_engine_that_is_not_installed_says_how_to_install_it(tmp_path):
    with pytest.raises(EngineError, match="nebulento is not installed: run `make bench-underst"):
        apart("nebulento", "spelling.py", tmp_path)(TRIAL)


def test_an_engine_whose_program_fails_says_so(tmp_path):
    python = tmp_path / "nebulento" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\nexit 3\n")
    python.chmod(0o755)
    with pytest.raises(EngineError, match=r"spelling\.py ended with status 3"):
        apart("nebulento", "spelling.py", tmp_path)(TRIAL)


def test_each_engine_has_a_name_of_its_own_and_its_sources():
    assert len({engine.name for engine in ENGINES}) == len(ENGINES) >= 4
    assert all(source.is_file() for engine in ENGINES for source in engine.sources)


def test_slow_engines_are_tried_on_less(tmp_path):
    for name in ("train.csv", "test.csv"):
        (tmp_path / name).write_text("text,category\nwhere is my card,lost\n")
    tried = [(engine.name, trial.data, trial.each) for engine, trial in Plan(tmp_path).pairs()]
    for engine in ENGINES:
        sizes = SLOW_SIZES if engine.slow else SIZES
        seeds = 1 if engine.slow else 5
        assert tried.count((engine.name, "held-out", 40)) == 1
        assert tried.count((engine.name, "held-out", None)) == (0 if engine.slow else 1)
        assert [tried.count((engine.name, "banking77", each)) for each in sizes] == [
            seeds for _ in sizes
        ]


def test_slow_engines_can_be_left_out_and_so_can_banking77():
    pairs = list(Plan(None, slow_too=False).pairs())
    assert pairs[0][0] == GUIDE
    assert not any(engine.slow or trial.data == "banking77" for engine, trial in pairs)


def test_slow_engines_learn_every_wording_where_that_is_asked_for():
    pairs = list(Plan(None, slow_on_all=True).pairs())
    assert {engine for engine, trial in pairs if trial.each is None} == set(ENGINES)


def test_rasas_fallback_is_no_intent_that_was_learnt():
    unsure = [{"name": "nlu_fallback", "confidence": 0.3}, {"name": "how", "confidence": 0.2}]
    assert likeliest_of_rasa({"intent_ranking": unsure}) == ("how", 0.2)
    assert likeliest_of_rasa({"intent_ranking": unsure[1:]}) == ("how", 0.2)
    assert likeliest_of_rasa({"intent_ranking": []}) == ("", 0.0)


def test_brackets_are_no_template_to_nebulento():
    assert without_brackets("pay (now|later) [please] {sum}") == "pay  now|later   please   sum "


@pytest.mark.parametrize("file", sorted(HERE.glob("*.txt")), ids=lambda file: file.stem)
def test_an_environment_is_locked_with_hashes_and_without_addresses(file):
    lines = file.read_text().splitlines()
    packages = [at for at, line in enumerate(lines) if line[:1].isalpha()]
    assert packages
    assert all("==" in lines[at] and "--hash=sha256:" in lines[at + 1] for at in packages)
    assert "://" not in file.read_text()
    assert (HERE / f"{file.stem}.in").is_file()


def test_stock_rasa_gets_the_real_tensorflow():
    lock = (HERE / "stock-rasa.txt").read_text()
    assert "\ntensorflow==2.12.0 " in lock
    assert "\nrasa==3.6.21 " in lock
    assert "standin" not in lock
