"""No wording is learnt twice, and what is held out for measuring is not learnt."""

from collections import defaultdict
from itertools import chain

import pytest

from tests.contract.project import examples, folded, read

HELD_OUT = {
    "tests/nlu/held_out.yml": "intents",
    "tests/nlu/held_out_second.yml": "intents",
    "tests/nlu/validation.yml": "intents",
    "tests/nlu/validation_fresh.yml": "intents",
    "tests/nlu/validation_third.yml": "intents",
    "tests/nlu/danger_validation.yml": "danger",
    "tests/nlu/danger_held_out.yml": "danger",
    "tests/nlu/danger_held_out_fresh.yml": "danger",
    "tests/nlu/danger_held_out_second.yml": "danger",
    "tests/nlu/events_held_out.yml": "messages",
    "tests/nlu/off_topic_held_out.yml": "off_topic",
    "tests/nlu/off_topic_validation.yml": "off_topic",
    "tests/nlu/double_questions.yml": "questions",
}


def held_out(file):
    """The wordings of a file, by what they are folded to."""
    part = read(file)[HELD_OUT[file]]
    entries = chain.from_iterable(part.values()) if isinstance(part, dict) else part
    wordings = [one["text"] if isinstance(one, dict) else one for one in entries]
    return {folded(wording): wording for wording in wordings}


def learnt():
    """The intents of each wording."""
    found = defaultdict(list)
    for intent, wordings in examples().items():
        for wording in wordings:
            found[folded(wording)].append(intent)
    return found


def test_no_wording_stands_under_two_intents():
    doubtful = {words: by for words, by in learnt().items() if len(set(by)) > 1 and words}
    assert not doubtful, f"data/nlu.yml: decide which one {doubtful}"


def test_no_wording_stands_twice_under_an_intent():
    for intent, wordings in examples().items():
        twice = {words for words in wordings if wordings.count(words) > 1}
        assert not twice, f"data/nlu.yml, {intent}: twice {twice}"


@pytest.mark.parametrize("file", HELD_OUT)
def test_no_held_out_wording_is_learnt(file):
    apart = held_out(file)
    known = {apart[words]: by for words, by in learnt().items() if words and words in apart}
    assert not known, f"{file} and data/nlu.yml: take these out of one of them: {known}"
