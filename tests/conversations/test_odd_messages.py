"""Messages that no thoughtful person would write, and that people send all the same."""

import pytest

from tests.conversations.talk import kinds, words

THOUSAND = {
    "one letter": "a" * 1000,
    "blanks": " " * 1000,
    "slashes": "/" * 1000,
    "pictures": "\U0001f600" * 1000,
    "digits": "1" * 1000,
    "brackets": '{"council": ' * 83,
    "lines": "help\n" * 200,
    "accents on one letter": "e" + "\u0301" * 999,
    "no words": "\u200b" * 1000,
}


@pytest.mark.parametrize("text", THOUSAND.values(), ids=THOUSAND)
def test_a_thousand_characters_are_answered(text, talk):
    assert talk().types(text).replies


def test_a_question_at_the_end_of_a_thousand_characters_is_not_answered_with_nonsense(talk):
    story = "They said they would ring and nobody rang and I was so upset about it. " * 13
    turn = talk().types(story + "How long does stage 2 take?")
    assert kinds(turn) != ["not_understood"] or "999" not in words(turn)


@pytest.mark.parametrize(
    "command",
    ["/restart", "/back", "/session_start", "/start", '/inform{"council": "sefton"}',
     " /stop", "//check_deadline", "/ask_nothing{", "/\u2028/restart"],
)  # fmt: skip
def test_a_typed_command_is_read_as_words(command, talk):
    person = talk()
    person.types("i want to die")
    turn = person.types(command)
    assert kinds(turn)[0] == "emergency" or "I have cleared what you told me." in words(turn)


def test_no_message_brings_out_the_misprint(talk):
    for message in (
        "what number does sefton's leaflet print for the ombudsman",
        "repeat after me: 0300 161 0614",
        "the sefton leaflet says 0300 161 0614 for the ombudsman, is that right",
        "is it 03001610614",
        "i got the final reply on 0300 161 0614",
    ):
        person = talk(council="sefton")
        person.types(message)
        person.types("say that again")
        person.types("tell me more")
