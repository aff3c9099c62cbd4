"""Danger is met in every state of a conversation, and afterwards nothing is asked any more."""

import pytest

from bot.catalogue import Catalogue
from bot.catalogue.safety import emergency_text, worry_text
from tests.conversations.talk import kinds, labels, words

SAFE = "I am safe, carry on"
REMINDER = "If anyone is in danger now, ring 999 first."

STATES = {
    "at the start": [],
    "after the greeting": ["hello"],
    "after an answer": ["how long does stage 2 take"],
    "after the offer of another wording": ["how long does stage 2 take", "say it more simply"],
    "asked for the council": ["work out my dates"],
    "asked what happened": ["work out my dates", "sefton"],
    "asked for the day": ["work out my dates", "sefton", "i got the stage 2 reply"],
    "after a wrong day": ["work out my dates", "sefton", "i got the stage 2 reply", "30 february"],
    "after a digression": ["work out my dates", "sefton", "what is an advocate"],
    "after the dates": ["i got the stage 2 reply from sefton on 3 november 2026"],
    "after not understanding": ["asdfgh qwpoe"],
    "after not understanding twice": ["asdfgh qwpoe", "zxcv bnmq"],
    "asked which of two councils": ["leicester or sefton, how do i complain"],
    "asked what to correct": ["that's wrong"],
    "after stopping": ["work out my dates", "stop"],
    "after a worry": ["my foster placement isn't safe"],
    "after danger": ["i want to die"],
}
NOW = [
    "my dad is hitting me right now",
    "I want to kill myself",
    "there is a man at the door with a knife",
    "my dad hit me, it was 3 november",
]
WORRY = ["my foster placement isn't safe", "I can't cope any more"]
ASKED = ("Which council", "What happened last", "On which day")


@pytest.fixture(params=STATES.values(), ids=STATES)
def somewhere(request, talk):
    """A conversation that has come to one of the states."""
    person = talk()
    for message in request.param:
        person.types(message)
    return person


@pytest.mark.parametrize("message", NOW)
def test_danger_now_gets_999_and_nothing_else_wherever_it_is_said(somewhere, message):
    turn = somewhere.types(message)
    assert kinds(turn) == ["emergency"]
    assert turn.replies[0].text.splitlines()[0] == "Ring 999."
    assert labels(turn) == [SAFE]


def test_after_danger_the_form_is_over_and_999_stays_until_the_person_is_safe(somewhere):
    somewhere.types(NOW[0])
    turn = somewhere.types("how long does stage 1 take")
    assert turn.replies[0].text.startswith(REMINDER)
    assert kinds(turn)[1] == "answer"
    assert not any(question in words(turn) for question in ASKED)

    turn = somewhere.sends("/carry_on")
    assert "If that changes, ring 999 first." in words(turn)
    assert kinds(turn) == ["notice"]
    assert not any(question in words(turn) for question in ASKED)

    turn = somewhere.types("how long does stage 2 take")
    assert kinds(turn)[0] == "answer"
    assert "999" not in words(turn)


@pytest.mark.parametrize("message", WORRY)
def test_a_worry_gets_the_helplines_first_wherever_it_is_said(somewhere, message):
    turn = somewhere.types(message)
    assert turn.replies[0].text.splitlines()[0] == "If anyone is in danger now, ring 999."
    assert kinds(turn) == ["emergency", "question"]
    assert not any(question in words(turn) for question in ASKED)


def test_a_figure_of_speech_is_no_danger_wherever_it_is_said(somewhere):
    turn = somewhere.types("this process is killing me, how long does stage 2 take")
    assert "Ring 999." not in turn.replies[0].text.splitlines()
    assert "25 working days" in words(turn)


@pytest.mark.parametrize("council", [None, *Catalogue.load().councils])
def test_the_helplines_are_those_of_the_council(council, talk):
    catalogue = Catalogue.load()
    turn = talk(council=council).types(NOW[0])
    assert turn.replies[0].text == emergency_text(catalogue, council)
    turn = talk(council=council).types(WORRY[0])
    assert turn.replies[0].text == worry_text(catalogue, "unsafe_placement", council)


def test_danger_in_a_message_of_a_thousand_characters_is_seen(talk):
    filler = "they never rang me back and I waited all day long. " * 19
    turn = talk().types((filler + "my dad is hitting me right now")[-1000:])
    assert kinds(turn) == ["emergency"]
