import pytest

from bot.catalogue import CONTENT
from bot.catalogue.plain_words import PlainWords, read_plain_words, sentences


@pytest.fixture(scope="module")
def plain() -> PlainWords:
    return read_plain_words(CONTENT, ["Childline", "Sefton Council"])


def mistakes(plain: PlainWords, text: str, most_words: int | None = None) -> list[str]:
    return [mistake for mistake, _ in plain.broken_by(text, most_words)]


def test_plain_words_pass(plain: PlainWords) -> None:
    text = (
        "The council must reply within 10 working days. If it is late, you can ask for stage 2. "
        "You can do that by phone or in a letter. Say why you are not happy."
    )
    assert mistakes(plain, text, 90) == []


def test_a_sentence_of_26_words_is_too_long(plain: PlainWords) -> None:
    assert mistakes(plain, "So " + "we go on and " * 6 + ".") == []
    mistake = mistakes(plain, "So " + "we go on and " * 6 + "on.")[0]
    assert mistake.startswith("a sentence of 26 words, at most 25 are allowed")


def test_a_text_may_not_be_longer_than_allowed(plain: PlainWords) -> None:
    text = "Go on. " * 46
    assert mistakes(plain, text, 90) == ["92 words, at most 90 are allowed"]


def test_hard_words_make_the_grade_too_high(plain: PlainWords) -> None:
    text = (
        "Dissatisfied individuals sometimes may subsequently request independent investigation of "
        "unsatisfactory administrative determinations. Authorities necessarily communicate "
        "procedural information regarding alternative institutional accountability arrangements "
        "immediately afterwards to interested organisations."
    )
    assert any(mistake.startswith("school grade") for mistake in mistakes(plain, text))


@pytest.mark.parametrize(
    "text",
    [
        "We will utilise it.",
        "Escalate it now.",
        "You don't need it.",
        "Ask the LGSCO.",
        "The IP will come.",
        "Come on the 3rd of March.",
        "Come on 3/3/2026.",
        "A service to foster trust.",
        "Do it in order to win.",
    ],
)
def test_words_to_avoid_are_found(plain: PlainWords, text: str) -> None:
    assert any("is not plain" in mistake for mistake in mistakes(plain, text))


@pytest.mark.parametrize(
    "text",
    [
        "I am a foster carer.",
        "You do not need it.",
        "Write to 2nd Floor, Magdalen House.",
        "Tip it.",
    ],
)
def test_words_that_only_look_like_them_pass(plain: PlainWords, text: str) -> None:
    assert mistakes(plain, text) == []


def test_names_addresses_and_numbers_count_as_short_words(plain: PlainWords) -> None:
    named = "Ring the Local Government and Social Care Ombudsman on 0300 061 0614."
    assert plain.shortened(named) == "Ring the Ann on ten."
    assert plain.shortened("Email youngpeople-complaints@leicester.gov.uk.") == "Email it."
    assert plain.shortened("See www.lgo.org.uk/contact-us.") == "See it."


def test_sentences_end_at_stops_and_new_lines() -> None:
    text = 'Say: "I am not happy." Then wait.\n\nWhat next? Ask at www.lgo.org.uk today!'
    assert sentences(text) == [
        'Say: "I am not happy.',
        "Then wait.",
        "What next?",
        "Ask at www.lgo.org.uk today!",
    ]
