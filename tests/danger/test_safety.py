"""The words for somebody in danger or worried."""

import re

import pytest
import yaml

from bot.catalogue import CONTENT, Catalogue, UnknownCouncil
from bot.catalogue.safety import emergency_line, emergency_text, worry_text
from bot.danger.patterns import danger_patterns

CATALOGUE = Catalogue.load()
COUNCILS = [*CATALOGUE.councils, None]
WORRIES = [
    "past_abuse", "unsafe_placement", "urgent_move", "other_child", "cannot_cope", "general",
]  # fmt: skip


def test_the_short_line_sends_to_999() -> None:
    assert emergency_line() == "If anyone is in danger now, ring 999."


@pytest.mark.parametrize("council", COUNCILS)
def test_999_stands_alone_on_the_first_line(council: str | None) -> None:
    assert emergency_text(CATALOGUE, council).splitlines()[0] == "Ring 999."


@pytest.mark.parametrize("council", COUNCILS)
def test_an_emergency_names_everybody_who_fits(council: str | None) -> None:
    text = emergency_text(CATALOGUE, council)
    for key in ("nspcc", "childline", "samaritans"):
        assert str(CATALOGUE.contact(key).phone) in text
    assert text.endswith("This chat cannot send help. Nobody at the council reads it.")
    assert "stage" not in text.lower()


@pytest.mark.parametrize("council", list(CATALOGUE.councils))
def test_an_emergency_gives_the_councils_day_and_out_of_hours_numbers(council: str) -> None:
    numbers = CATALOGUE.emergency(council)
    assert numbers.day is not None
    assert numbers.out_of_hours is not None
    text = emergency_text(CATALOGUE, council)
    assert numbers.day.phone in text
    assert numbers.out_of_hours.phone in text


def test_seftons_two_numbers_and_leicesters_one() -> None:
    sefton = emergency_text(CATALOGUE, "sefton")
    assert "0151 934 4013" in sefton
    assert "0151 934 3555" in sefton
    assert emergency_text(CATALOGUE, "leicester").count("0116 454 1004") == 1


def test_without_a_council_the_persons_own_is_named() -> None:
    assert "your council's children's services" in emergency_text(CATALOGUE, None)
    assert "your council's children's services" in worry_text(CATALOGUE, "other_child", None)


def test_an_unknown_council_is_refused() -> None:
    with pytest.raises(UnknownCouncil):
        emergency_text(CATALOGUE, "atlantis")


@pytest.mark.parametrize("council", COUNCILS)
@pytest.mark.parametrize("concern", WORRIES)
def test_a_worry_begins_with_the_short_line(concern: str, council: str | None) -> None:
    text = worry_text(CATALOGUE, concern, council)
    assert text.splitlines()[0] == emergency_line()
    assert "Childline" in text
    assert not re.search(r"\b(secret|promise|private|tell me|what happened)\b", text)


def test_each_worry_names_who_fits() -> None:
    def helps(concern: str, key: str) -> bool:
        return str(CATALOGUE.contact(key).phone) in worry_text(CATALOGUE, concern, "sefton")

    assert helps("past_abuse", "police_101")
    assert helps("unsafe_placement", "help_at_hand")
    assert helps("urgent_move", "coram_voice")
    assert helps("other_child", "nspcc")
    assert helps("cannot_cope", "samaritans")


def test_an_unknown_concern_gets_the_general_words() -> None:
    assert worry_text(CATALOGUE, "unheard_of", None) == worry_text(CATALOGUE, "general", None)
    assert worry_text(CATALOGUE, "unheard_of", None) != worry_text(CATALOGUE, "past_abuse", None)


def test_every_worry_that_a_pattern_raises_has_words() -> None:
    known = danger_patterns()
    raised = {one.concern for one in known.patterns if one.tier == "worry"}
    raised |= set(known.settled.becomes.values())
    words = yaml.safe_load((CONTENT / "england" / "emergency.yml").read_text(encoding="utf-8"))
    assert raised <= set(words["worries"])


def test_no_number_is_typed_twice() -> None:
    words = (CONTENT / "england" / "emergency.yml").read_text(encoding="utf-8")
    assert not re.search(r"(?<!police_)\d{3}", words)


@pytest.mark.parametrize("council", COUNCILS)
def test_no_sentence_is_longer_than_25_words(council: str | None) -> None:
    texts = [emergency_text(CATALOGUE, council)]
    texts += [worry_text(CATALOGUE, concern, council) for concern in WORRIES]
    for line in "\n".join(texts).splitlines():
        for sentence in re.split(r"(?<=[.!?]) ", line.split(" (")[0]):
            assert len(sentence.split()) <= 25
