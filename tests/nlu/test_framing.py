"""Courtesies and stories around a wording, with which it is learnt once more."""

from datetime import date

import pytest
import yaml

from benchmarks.perturbations import POLITE, PREAMBLES
from benchmarks.wordings import plain
from bot.danger import assess
from bot.nlu.councils import council_finder
from bot.nlu.dates import find_dates
from bot.nlu.framing import EVERY, FRAMINGS_FILE, framed
from bot.nlu.stages import find_stage

FRAMINGS = yaml.safe_load(FRAMINGS_FILE.read_text(encoding="utf-8"))
ALL = [*FRAMINGS["before"], *FRAMINGS["after"]]
EXAMPLES = [(f"question number {number}", f"ask_{number % 7}") for number in range(10 * EVERY)]


def test_one_wording_in_so_many_is_framed_and_keeps_its_intent():
    found = framed(EXAMPLES)
    assert len(found) == 10
    for (text, intent), (whole, same) in zip(EXAMPLES[::EVERY], found, strict=True):
        assert text in whole
        assert whole != text
        assert intent == same


def test_the_same_wordings_get_the_same_frames():
    assert framed(EXAMPLES) == framed(EXAMPLES)
    assert len({whole.replace(text, "") for (text, _), (whole, _) in zip(
        EXAMPLES[::EVERY], framed(EXAMPLES), strict=True)}) > 5  # fmt: skip


def test_nothing_to_learn_is_nothing_to_frame():
    assert framed([]) == []


@pytest.mark.parametrize("framing", ALL)
def test_a_framing_names_no_danger_stage_date_or_council(framing):
    assert assess(framing) is None
    assert not find_stage(framing)
    assert not find_dates(framing, today=date(2026, 11, 22))
    assert not council_finder().find(framing)


def test_no_framing_is_one_with_which_robustness_is_measured():
    measured = {plain(text) for pair in POLITE for text in pair} | {plain(one) for one in PREAMBLES}
    assert not {plain(one) for one in ALL} & measured - {"", "please"}
